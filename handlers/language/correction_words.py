"""The values in a correction and whether each is what was reported (old) or what is right (new)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from handlers.language.dates import find_day
from handlers.language.lexicon import Lexicon
from handlers.language.numbers import MORE, RUN, value_of
from handlers.language.places import find_places

Role = Literal["new", "old"]
NEW: Role = "new"
OLD: Role = "old"


class Said(NamedTuple):
    role: Role | None
    fields: dict[str, Any]


_UNITS = {"次": "人次", "户": "户", "家": "家"}
_PEOPLE = re.compile(
    rf"(?P<run>上?(?:{RUN}))(?P<more>{MORE})?\s?(?P<unit>人次|人(?![大民均份])|个人|名|位|口|"
    rf"个(?![半小月星礼问建意村镇社钟])|户|家)?(?P<about>左右|上下|以上)?"
)
_NOT_PEOPLE = re.compile(r"\s?(?:[0-9.:%/月日号页章回讲集篇份条件场元块万亩岁年楼卷册本分小天点次项]|-[0-9])")
_OLD_BEFORE = re.compile(
    r"(?:不是|并非|而非|不为|不应?该?是|由|从|把|将|原为?|原来是?|原先是?|原报|误写[为成]?|误报[为成]?|"
    r"误记[为成]?|写[成了]+|错写[为成]?|报[成了]+|打[成了]+|记[成了]+|"
    r"填[成了]+|当成)[\s\"“:]{0,2}(?:大?约|共|联系|走访|接待|的?人数|的)?\s?$"
)
_NEW_BEFORE = re.compile(
    r"(?:应该?为|应该?是|应是|是|为|改|改为|改成|改作|改到|实为|实际|实际上?是|其实是|正确的?是?|更正为|"
    r"更正成|更正|调整为|修改为|修改成|人数|日期|时间|地点|地方|"
    r"去的|只有|才|有|共|一共|总共|:|,)[\s\"“:]{0,2}(?:大?约|共|大概|在|的|了|联系|走访|接待|群众){0,2}\s?$"
)
_OLD_AFTER = re.compile(
    r"\s?(?:的|群众|村民)?\s?(?:那|这)[条次个]|[\s\"”,]{0,2}(?:的|群众)?[\s,]?(?:改|应|实为|更正为|是错|"
    r"有误|不对|写错|报错|错了)|(?:这个数)?(?:不对|错)"
)
_DELTA = re.compile(r"(?:少|多|漏|另加?|再加?|加|补)(?:报|写|算|记|了|计|统计)*\s?$")
_THAT_DAY = re.compile(
    r"\s?(?:[上下中]午|早上|晚上)?(?:我)?(?:报|发|交|说|打卡)?的?[^,。;:\n]{0,10}?(?:那|这)[条次个]|"
    r"\s?(?:我)?(?:报|发|说)的|的?(?:走访|联系|接待|打卡|座谈|记录|慰问|读书|入户)"
)
_PAIR = re.compile(
    r"(?<!不)是(?:在)?([一-鿿]{2,12}?)[,\s]{0,2}(?:而)?不是(?:在)?([一-鿿]{2,12})|"
    r"不是(?:在)?([一-鿿]{2,12}?)[,\s]{0,2}(?:而|应该?)?是(?:在)?([一-鿿]{2,12})"
)
_LABELLED = re.compile(
    r"(?:地点|地方|地址|地名)(?:应该?为|应该?是|应是|改为|改成|是|为|:)?\s?([一-鿿]{2,14}?)(?=[,。;\s!]|"
    r"而?不是|$)(?:[,\s]{0,2}而?不是([一-鿿]{2,14}))?"
)
_TOWN_ENDS = ("镇", "街道", "乡", "村", "社区", "县", "区")
_TITLE = re.compile(r"[《〈]([^《》〈〉\n]{1,60})[》〉]")
_BOOK_LABEL = re.compile(r"(?:书名|书)(?:应该?为|应该?是|应是|改为|改成|是|为|:)\s?([^,。;!\s《]{2,30})")
_PAGES = re.compile(
    r"(?:[Pp]{1,2}\.?\s?|第)([0-9]{1,4})页?\s?[-~到至]\s?(?:[Pp]|第)?([0-9]{1,4})页?|"
    r"(?<![0-9])([0-9]{1,4})\s?[-~到至]\s?([0-9]{1,4})页"
)
_TO_PAGE = re.compile(r"(?:读到|看到)第?([0-9]{1,4})页|(?<![-~0-9])[Pp]([0-9]{1,4})(?![-~0-9])")
_AMOUNTS = (
    ("pages_read", re.compile(rf"(?:{RUN})页")),
    ("minutes", re.compile(rf"(?:{RUN})(?:分钟|min)", re.IGNORECASE)),
    ("count", re.compile(rf"(?:{RUN})(?:[件条场](?!记录)|次(?!数))")),
)
_HOURS = re.compile(r"(?P<n>[0-9]{1,2}(?:\.5)?|[一两二三四五六]|半)个?(?P<half>半)?(?:小时|钟头)")


def _role(text: str, start: int, stop: int) -> Role | None:
    before = text[max(0, start - 16) : start]
    if _OLD_BEFORE.search(before) or _OLD_AFTER.match(text, stop):
        return OLD
    return NEW if _NEW_BEFORE.search(before) or not before.strip(' ,:。;"“') else None


def said_days(text: str, today: date) -> tuple[list[Said], str]:
    """The days of the text with their roles, and the text with blanks in their place."""
    days = []
    for _ in range(4):
        found = find_day(text, today)
        if found is None:
            break
        first, last, start, stop = found
        if text[start] == "刚":  # 刚才那条: when it was sent, not when it happened
            text = text[:start] + " " * (stop - start) + text[stop:]
            continue
        fields = {"date": first} if last is None else {"date": first, "date_end": last}
        before = text[max(0, start - 16) : start]
        meant = re.search(r"(?:日期|时间|日子)[^,。]{0,6}$|(?:改|应|实)[为成是到]{1,2}\s?$", before)
        role = _role(text, start, stop)
        if role != OLD and not meant and (_THAT_DAY.match(text, stop) or _more_follows(text, stop)):
            role = OLD
        days.append(Said(role or OLD, fields))
        text = text[:start] + " " * (stop - start) + text[stop:]
    return days, text


def _more_follows(text: str, stop: int) -> bool:
    """11月20日贵城街道是6人: a day before the real change only says which record; 是昨天的不是今天的 is the change."""
    rest = text[stop : stop + 40]
    return (
        re.match(r"的?[\s,]{0,2}(?:而)?不是", rest) is None
        and re.search(r"改|应|是|[0-9一二三四五六七八九十]\s?[人户名位个页分]", rest) is not None
    )


def said_places(text: str, raw: str, lexicon: Lexicon) -> Iterator[Said]:
    """Places by their label, by `是…不是…`, and those that only say which record is meant."""
    taken: set[int] = set()
    for match in (*_LABELLED.finditer(text), *_PAIR.finditer(text)):
        groups = (match.re is _LABELLED and (1, 2)) or ((1, 2) if match[1] else (4, 3))
        for group, role in zip(groups, (NEW, OLD), strict=True):
            if match[group] and (match.re is _LABELLED or _is_place(match[group], lexicon)):
                name = raw[match.start(group) : match.end(group)].rstrip("的了吧哈")
                taken.update(range(match.start(group), match.end(group)))
                yield Said(role, {"place": name})
    for place in find_places(text, lexicon):
        if place.start not in taken and place.stop - 1 not in taken:
            known = _role(text, place.start, place.stop)
            before = text[: place.start].strip(" ,:")
            labelled = before in ("是", "在", "是在", "应是", "应该是") or re.search(
                r"(?:改|应|实)[为成是到]{1,2}\s?$", text[max(0, place.start - 6) : place.start]
            )
            yield Said(NEW if labelled and known != OLD else OLD, {"place": raw[place.start : place.stop]})


def _is_place(word: str, lexicon: Lexicon) -> bool:
    word = word.rstrip("的了吧哈")
    return bool(find_places(word, lexicon)) or any(word + end in lexicon.towns for end in _TOWN_ENDS)


def reading_changes(text: str, raw: str) -> Iterator[Said]:
    """Book, pages, minutes, and how many of an activity."""
    for match in _TITLE.finditer(raw):
        yield Said(_role(text, match.start(), match.end()) or NEW, {"book": match[1]})
    if label := _BOOK_LABEL.search(text):
        yield Said(NEW, {"book": raw[label.start(1) : label.end(1)]})
    for match in _PAGES.finditer(text):
        first, last = int(match[1] or match[3]), int(match[2] or match[4])
        yield Said(_role(text, match.start(), match.end()) or NEW, {"from_page": first, "to_page": last})
    for match in _TO_PAGE.finditer(text):
        yield Said(_role(text, match.start(), match.end()) or NEW, {"to_page": int(match[1] or match[2])})
    for field, pattern in _AMOUNTS:
        for match in pattern.finditer(text):
            value = value_of(re.match(RUN, match[0])[0])[0]  # type: ignore[index]
            paged = field == "pages_read" and re.search(r"[-~到至第/]\s?$|到第$", text[: match.start()][-3:])
            if value is not None and not paged:
                yield Said(_role(text, match.start(), match.end()) or NEW, {field: value})
    for match in _HOURS.finditer(text):
        hours = (
            0.5
            if match["n"] == "半"
            else float(match["n"])
            if match["n"][0].isdigit()
            else value_of(match["n"])[0] or 0
        )
        minutes = int(hours * 60) + (30 if match["half"] else 0)
        yield Said(_role(text, match.start(), match.end()) or NEW, {"minutes": minutes})


def said_people(text: str) -> list[Said]:
    """Numbers of people with their roles; of several new ones 人次 > 人 > 户 > 家 counts (3户8人 is 8)."""
    said = []
    for match in _PEOPLE.finditer(text):
        run = match["run"].removeprefix("上")
        value, vague = (None, False) if "." in run else value_of(run)
        role = _role(text, match.start(), match.end())
        if value is None or value > 9999 or _DELTA.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if match["unit"] is None and (
            role is None or _NOT_PEOPLE.match(text, match.end()) or _wordy(text, match) or run in ("百", "千", "万")
        ):
            continue
        fields: dict[str, Any] = {"people": value, "approx": _about(text, match) or vague}
        if match["unit"]:
            fields["unit"] = _UNITS.get(match["unit"][-1], "人")
        said.append(Said(role or NEW, fields))
    return sorted(said, key=lambda one: ("人次", "人", None, "户", "家").index(one.fields.get("unit")))


def _about(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(match["more"] or match["about"] or match["run"].startswith("上")) or before.endswith(
        ("约", "大概", "近")
    )


def _wordy(text: str, match: re.Match[str]) -> bool:
    """一 in 一下, 两 in 两边: a numeral without unit counts only before a mark, the end, or 不是."""
    return not re.match(r"\s?(?:[,。;!、\s]|$|而?不是|改|应|吧|了|才)", text[match.end() : match.end() + 6]) or (
        re.search(r"[第Pp#0-9.:/-]$", text[: match.start()][-1:]) is not None
    )
