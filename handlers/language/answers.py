"""Answers to the bot's two questions: `几人?` and whether what somebody else reported is so (DOMAIN §4.3, §4.4)."""

import re

from handlers.language.normalize import normalize
from handlers.language.numbers import MORE, RUN, value_of
from handlers.language.types import Count

_LONGEST = 40  # characters; a longer text is a message of its own
_MOST = 9999  # more people than anybody meets; longer digits are phones, dates, ids
_UNITS = {"人次": "人次", "人": "人", "名": "人", "位": "人", "口": "人", "个": "人", "户": "户", "家": "家"}
_UNIT = r"人次|个人|名群众|位群众|个群众|名|位|口|个|人|户人家|户|家"
_LEAD = re.compile(
    r"(?:答案?|回复|回|报告|人数|人次|户数|补充?|更新|您好|你好|好的|嗯+|哦|是|有|来了|见了|到了|一共|"
    r"总共|共计|共有|合计|共|应该|就|"
    r"大概|大约|约莫|约|估计|差不多|接近|将近|近|超过|不到|[:,。!、.~\s])"
)
_TAIL = re.compile(
    r"(?:谢谢|多谢|感谢|不好意思|抱歉|辛苦了|辛苦|麻烦了|麻烦|您|你|大家|哈+|呢|吧|的|了|哦|啊|呀|嘛|哟|"
    r"群众|老乡|村民|居民|都是[一-鿿]{1,6}|全是[一-鿿]{1,6}|(?:困难|独居|孤寡|留守)?(?:老人家?|儿童|妇女|"
    r"学生|家长|职工|商户|"
    r"员工|农户|工人|青年|党员|残疾人|邻居|街坊)|[:,。!、.~\s?])"
)
_ABOUT = re.compile(r"大概|大约|约|估计|差不多|接近|将近|近|超过|不到")
_NUMBER = re.compile(
    rf"(?P<run>上?(?:{RUN}))(?P<more>{MORE})?(?P<to>[-~到至](?:{RUN}))?\s?(?P<unit>{_UNIT})?(?P<about>左右|"
    rf"上下|以上|多)?"
)
_BY_SEX = re.compile(
    r"(?:(?P<m1>[0-9]{1,3})个?男[的性]?[,、 ]?(?P<w1>[0-9]{1,3})个?女|"
    r"男[的性]?(?P<m2>[0-9]{1,3})个?人?[,、 ]?女[的性]?(?P<w2>[0-9]{1,3})个?人?)"
)
_CIRCLED = {ord("①") + i: str(i + 1) for i in range(20)}
_NONE = re.compile(
    r"(?:这个|那个|具体|确切|人数|我|也|真|都){0,3}(?:没有?(?:数过?|统计|细数|点数|记数?|算过?|确切数字|"
    r"具体数字|具体人数|个数)|"
    r"(?:不|没)?(?:太|大)?(?:记不得|记不清|不记得|不清楚|说不清|不知道|不确定|数不清|没法统计|忘记?|"
    r"没留意|没注意))"
)
_YES = (
    "确认 是 是的 对 对的 对呀 对啊 没错 属实 属实的 情况属实 嗯 嗯嗯 嗯是 对对 对对对 是是 是我 是这样 "
    "是这样的 没问题 准确 正确 无误 "
    "确认无误 确认属实 确实 确实是 确实如此 已确认 我确认 同意 认可 有这回事 有这事 ok yes y √ ✓ 系 系的"
).split()
_NO = (
    "否 不是 不是的 不是我 不对 不对的 没有 没 没有的 不属实 不实 不确认 否认 错 错了 搞错了 弄错了 "
    "报错了 不准确 不正确 没这回事 没有这回事 "
    "没这事 没有这事 没去 我没去 没有去 不同意 不认可 不 不行 no n 唔系 不系 ×"
).split()
_ANSWERS = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)


def _plain(text: str) -> str | None:
    """The text in one spelling without emoji and blanks, None when it is too long for an answer."""
    return None if len(text) > _LONGEST else re.sub(r"\s", " ", normalize(text.translate(_CIRCLED))).strip()


def _skip(pattern: re.Pattern[str], text: str, at: int, most: int = 8) -> int:
    for _ in range(most):
        match = pattern.match(text, at)
        if match is None:
            break
        at = match.end()
    return at


def _unit(written: str | None) -> str | None:
    return (
        None if written is None else _UNITS["户" if written[0] == "户" else "人次" if written == "人次" else written[0]]
    )


def read_count(text: str) -> Count | None:
    """The answer to `几人?`: a number with or without unit, or 没有数 (people None). None: the text is no answer."""
    plain = _plain(text)
    if not plain:
        return None
    begin = _skip(_LEAD, plain, 0)
    if (nothing := _NONE.match(plain, begin)) and _skip(_TAIL, plain, nothing.end()) == len(plain):
        return Count(None)
    if (sexes := _BY_SEX.match(plain, begin)) and _skip(_TAIL, plain, sexes.end()) == len(plain):
        return Count(sum(int(number) for number in sexes.groups() if number), "人")
    first = _NUMBER.match(plain, begin)
    if first is None:
        return None
    at = _skip(_TAIL, plain, first.end())
    second = _NUMBER.match(plain, at) if first["unit"] else None
    if second is not None:
        at = _skip(_TAIL, plain, second.end())
    if at != len(plain) or (second is not None and not second["unit"]):
        return None
    counts = [_count(match, _ABOUT.search(plain, 0, begin) is not None) for match in (first, second) if match]
    if None in counts:
        return None
    return min((count for count in counts if count), key=lambda count: _rank(count.unit), default=None)


def _rank(unit: str | None) -> int:
    """Which of several numbers for the same people counts (corpus guide, rule 1)."""
    return ("人次", "人", None, "户", "家").index(unit)


def _count(match: re.Match[str], about: bool) -> Count | None:
    written = match["run"]
    run = written.removeprefix("上")
    value, approx = (None, False) if "." in run else value_of(run)
    year = match["unit"] is None and value is not None and 1900 <= value <= 2100
    if value is None or value > _MOST or year or (run in "百千万" and run == written and not match["more"]):
        return None
    more = bool(match["more"] or match["about"] or match["to"] or written != run)
    return Count(value, _unit(match["unit"]), approx or about or more)


def read_yes_no(text: str) -> bool | None:
    """True for 确认 and its kin, False for 否 and its kin, None for anything else."""
    plain = _plain(text)
    if not plain:
        return None
    words = re.sub(r"[\s,。.!~、:]", "", plain).lower()
    for polite in ("", "谢谢", "多谢", "辛苦了", "的", "了", "啊", "呢", "哈", "哦"):
        if words.endswith(polite):
            answer = _ANSWERS.get(words.removesuffix(polite))
            if answer is not None:
                return answer
    return None
