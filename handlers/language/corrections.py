"""`更正:昨天那条是6人不是5人`, `#12 改为8人`, `上一条作废` (DOMAIN §4.7): which record, and what becomes of it."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from handlers.language.correction_words import NEW, OLD, Said, reading_changes, said_days, said_people, said_places
from handlers.language.lexicon import Lexicon
from handlers.language.normalize import normalize
from handlers.language.types import Correction

_LONGEST = 300  # characters; a longer text is a report, whatever it begins with
_WRONG = r"(?:刚才|刚刚|上面)?我?(?:说|写|打|报|发|记|填|输|搞|弄)(?:错|漏)了?"
_SORRY = rf"[\W_]{{0,12}}(?:(?:不好意思|抱歉|对不起|sorry|打扰了|{_WRONG}|不对|有误|哎呀|哦)[\W_]{{0,12}})?"
_NUMBER = r"(?:#\s?([0-9]{1,7})|第?([0-9]{1,7})号(?:记录)?|(?:记录|第)\s?#?\s?([0-9]{1,7})条?)"
_SPOKEN_OF = r"(?:刚才|刚刚|刚|上面|前面|最后)"
_THAT_DAY = r"(?:昨[天晚日]|前天|今[天早日]|上?周[一二三四五六日天]|[0-9]{1,2}月[0-9]{1,2}[日号])"
_LAST = (
    rf"(?:[上前]一?条|上一?[个次](?:记录|打卡|走访)?|{_SPOKEN_OF}(?:我|发|报|说|写|记|填|的|那|这|"
    rf"一){{0,5}}(?:[条个次则](?:记录|打卡|走访|联系)?|记录|打卡)"
    rf"|{_SPOKEN_OF}我?(?:报|填|登记)的|{_THAT_DAY}[^,。!?\n]{{0,14}}?[那这上][条次个])"
)
_REFERENCE = re.compile(r"(?:[上前那这]一?|最后一|第[0-9]{1,7})条")
_SURE = re.compile(
    _SORRY + r"[\[(]?(?:更正|勘误|订正)(?:一下|下|声明|说明|通知)?[\])]?(?!了|后的|稿|版)", re.IGNORECASE
)
_MAYBE = re.compile(
    _SORRY + r"(?:改正|修改|纠正|修正|改一下|改下)"
    r"(?=[\W_]|一下|下|为|成|刚|上|昨|前|今|周|[0-9]|人数|日期|时间|地点|数据|记录|$)(?:一下|下)?",
    re.IGNORECASE,
)
_CHANGED = re.compile(_SORRY + r"(?=改为|改成)")
_SHOULD = re.compile(_SORRY + r"(?=应该?为|应该?是|应是|实为)")
_FIELD = r"(?:人数|户数|地点|地方|日期|时间|书名|页码|页数|次数)"
_SAID_WRONG = re.compile(
    rf"[\W_]{{0,12}}(?:{_WRONG}|{_FIELD}(?:搞|弄|写|记|报|填|发)?(?:错了?|不对|有误)|(?:搞|弄|记)?错了|"
    rf"不对)[\W_]{{1,12}}(?=应|改|是|不是|[0-9])|"
    rf"[\W_]{{0,12}}(?:{_WRONG})[\W_]{{0,12}}"
)
# 人数改成8; 不是6人是8人 needs both values.
_SET = re.compile(_SORRY + rf"(?={_FIELD}(?:应该?[是为]|改[成为作到]))")
_NOT_BUT = re.compile(_SORRY + r"(?=不是[^,。!?]{1,14},?(?:而)?是|是[^,。!?]{1,14},?(?:而)?不是)")
_THAT = re.compile(_SORRY + rf"(?={_LAST})")
_BY_NUMBER = re.compile(rf"[\W_]{{0,8}}?{_NUMBER}")
_MENDS = re.compile(
    r"改为|改成|改作|改到|更正|修改|应该?为|应该?是|应是|实为|实际|不是|写错|报错|写成|报成|打成|错了|"
    r"有误|改"
)
_NOT_OURS = re.compile(r"会议|开会|活动|通知|培训|集合|调研|安排|计划|出发|航班|车次")
_CANCEL_ALONE = r"(?:作废|撤[销消]|撤回|删除|删掉)"
_CANCEL_WORD = r"(?:作废|不要了?|撤[销消]|撤回|删除|删掉|删了|取消|不算数?|去掉|废掉|无效)"
_CANCEL_FIRST = re.compile(
    _SORRY + rf"(?:请|帮我|帮忙|麻烦)?(?:把)?(?:{_CANCEL_WORD}(?:掉|一下|下)?[^\w#]{{0,4}}(?:{_NUMBER}|"
    rf"([0-9]{{1,7}})|{_LAST}|{_SPOKEN_OF}我?(?:报|发|填|记|说|写)?的?(?![一-鿿])|我?的?最后一条)"
    rf"|{_CANCEL_ALONE}(?:一下|下)?(?:一?条)?(?:记录)?)"
)
_CANCEL_LAST = re.compile(
    _SORRY + rf"(?:更正[\W_]{{0,4}})?(?:请|帮我|麻烦)?(?:把|将)?(?:{_NUMBER}|"
    rf"{_LAST})(?P<gap>[^。!?\n]{{0,12}}?){_CANCEL_WORD}"
)
_POLITE = re.compile(
    r"[\W_]|吧|了|哈|谢谢|多谢|麻烦|辛苦|不好意思|[发写报]错|[发报]重|重复|不算数?|哦|啊|的|先|我|记录"
)
_KINDS = (
    ("reading", re.compile(r"打卡|读书|阅读|夜读|晨读")),
    ("lecture", re.compile(r"宣讲|微课堂")),
    ("proposal", re.compile(r"提案")),
    ("opinion", re.compile(r"社情民意|信息[0-9一二两三]?条|微建言")),
    ("consultation", re.compile(r"协商")),
    ("deed", re.compile(r"办实事|微实事")),
    ("contact", re.compile(r"走访|联系|接待|接访|座谈|慰问|看望|入户|义诊")),
)

_ARROWS = {0x2192: "改", 0x27A1: "改"}


class _Start(NamedTuple):
    """Where the words of a correction begin; `sure` when the opening alone says that it is one."""

    at: int
    number: int | None
    sure: bool
    needs_old: bool = False  # 应该是8人 alone may answer somebody else; with 不是6人 it corrects


def read_correction(text: str, sent_at: datetime, lexicon: Lexicon) -> Correction | None:
    """What a correction asks for, None when the text is none (a cancellation is none either).

    Hints and changes hold `people`, `unit`, `approx`, `date`, `date_end`, `place`, `book`, `from_page`, `to_page`,
    `pages_read`, `minutes`, `count`; hints also `type`.
    """
    if len(text) > _LONGEST or not text.strip() or read_cancellation(text)[0]:
        return None
    plain = normalize(text.translate(_ARROWS)).replace("->", "改 ").replace("=>", "改 ")
    start = _start(plain)
    if start is None:
        return None
    body = _REFERENCE.sub(lambda match: " " * len(match[0]), plain[start.at :])
    hints, changes = _read(body, text[start.at :], sent_at.date(), lexicon)
    if start.sure or (changes and not _NOT_OURS.search(body) and (hints or not start.needs_old)):
        return Correction(start.number, hints, changes)
    return None


def read_cancellation(text: str) -> tuple[bool, int | None]:
    """Whether the text takes a record back (撤销 #12, 上一条作废, 刚才那条删掉), and the number it names."""
    if len(text) > _LONGEST:
        return False, None
    plain = normalize(text)
    match = _CANCEL_LAST.match(plain)
    if match and not _NOT_OURS.search(match["gap"]):
        return True, _number(match)
    match = _CANCEL_FIRST.match(plain)
    if match is None or not _only_polite(plain, match.end()):
        return False, None
    return True, _number(match)


def _only_polite(plain: str, at: int) -> bool:
    for _ in range(20):
        if at == len(plain):
            return True
        match = _POLITE.match(plain, at)
        if match is None:
            return False
        at = match.end()
    return False


def _number(match: re.Match[str] | None) -> int | None:
    return None if match is None else next((int(group) for group in match.groups() if group and group.isdigit()), None)


def _start(plain: str) -> _Start | None:
    if match := _SURE.match(plain):
        return _named(plain, match.end(), True)
    if (match := _BY_NUMBER.match(plain)) and _MENDS.search(plain, match.end()):
        by_day = "#" not in match[0]  # 12号改为… may speak of the 12th
        if not by_day or re.match(
            r"[\s:,]{0,3}(?:应|改为|改成)(?![^,。]{0,3}周|[^,。]{0,4}[日号])", plain[match.end() :]
        ):
            return _Start(match.end(), _number(match), False)
    for pattern in (_MAYBE, _CHANGED, _SAID_WRONG, _SET, _THAT):
        if (match := pattern.match(plain)) and (pattern is not _THAT or _MENDS.search(plain, match.end())):
            return _named(plain, match.end(), False)
    match = _SHOULD.match(plain) or _NOT_BUT.match(plain)
    return match and _Start(match.end(), None, False, True)


def _named(plain: str, at: int, sure: bool) -> _Start:
    named = _BY_NUMBER.match(plain, at)
    if named and "#" not in named[0] and re.match(r"\s?(?:走访|联系|接待|打卡|那|的|报)", plain[named.end() :]):
        named = None  # 更正:20号走访…
    return _Start(named.end() if named else at, _number(named), sure)


def _read(body: str, raw: str, today: date, lexicon: Lexicon) -> tuple[dict[str, Any], dict[str, Any]]:
    hints: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    days, rest = said_days(body, today)
    for day in days:
        _put(hints, changes, day)
    for place in said_places(rest, raw, lexicon):
        _put(hints, changes, place)
    for fields in reading_changes(rest, raw):
        _put(hints, changes, fields)
    for people in said_people(rest):
        _put(hints, changes, people)
    kind = next((kind for kind, words in _KINDS if words.search(body)), None)
    if kind is not None:
        hints["type"] = kind
    return hints, changes


def _put(hints: dict[str, Any], changes: dict[str, Any], said: Said) -> None:
    """The first new value wins and the first old one."""
    if said.role == NEW:
        if not changes.keys() & said.fields.keys():
            changes.update(said.fields)
    elif said.role == OLD:
        for key, value in said.fields.items():
            if key not in ("unit", "approx"):
                hints.setdefault(key, value)
