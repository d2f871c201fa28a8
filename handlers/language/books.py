"""Book titles: between 《》, from the list of known books, or bare where the words around leave no doubt."""

import re
from typing import NamedTuple

_MARKED = re.compile(r"《([^《》\n]{1,60}(?:《[^《》\n]{1,30}》[^《》\n]{0,20})?)》")
_QUOTED = re.compile(r"(?:读|看|听|学|打卡|书目|书名)[了着完]?[:\s]?“([^“”\n]{2,24})”")
_NAME = r"[一-鿿A-Za-z·]{2,14}?"
_END = r"(?=\s?(?:第[0-9零一二三四五六七八九十百]{1,4}|卷[一二三四五六七八九十]|[上中下][册卷]|[Pp][0-9]|进度|[0-9]{1,4}\s?/|[0-9]{1,4}\s?[-~]|\||,|。|\s|$))"
_LABEL = re.compile(r"(?:书目|书名|书籍|在读|图书)\s?[:]\s?(?P<t>[^,。;\n|《》]{2,30})")
_VERB = re.compile(
    rf"(?:读|看|听|学|翻|啃|温习|研读|诵读)(?:了|着|完|起|过)?(?:(?:[0-9]{{1,3}}|[几一二两三四五六七八九十百半]{{1,4}})(?:余|多|来|几)?(?:个?小时|分钟|页|章|回|集|讲|课|刻钟|段|会儿)的?)?(?P<t>{_NAME}){_END}"
)
_LEADS = re.compile(rf"(?:^|[\s,。|;:~!])(?P<t>{_NAME})(?=\s?\|?\s?(?:第[0-9零一二三四五六七八九十百]{{1,4}}[章回篇讲课集卷页]|卷[一二三四五六七八九十]|进度\s?[0-9]|[Pp]\.?[0-9]{{1,4}}\s?[-~]|[0-9]{{1,4}}\s?/\s?[0-9]{{1,4}}页))")
_NO_TITLE = re.compile(
    r"打卡|今[天日晚早]|昨[天晚]|晚上|早上|进度|完成|继续|接着|第|读|看|听书|看了|时间|用时|书|页|大概|大约|我|一会|半小时|分钟|小时|感|觉|他|她|下一|到|这|那|它|得|来|遍|孩子|音频|电子|完|已|听|章"
)


class Title(NamedTuple):
    start: int
    stop: int


def titles(norm: str, known: tuple[str, ...]) -> list[Title]:
    """The titles of a normalised text. Bare ones are looked for only where no marked one is."""
    found = [Title(*match.span(1)) for match in _MARKED.finditer(norm)]
    if found:
        return found
    for title in known:
        at = norm.find(title)
        if at >= 0:
            return [Title(at, at + len(title))]
    for pattern in (_QUOTED, _LABEL, _LEADS, _VERB):
        for match in pattern.finditer(norm):
            start, stop = match.span("t") if "t" in pattern.groupindex else match.span(1)
            while stop > start and norm[stop - 1] in " ~":
                stop -= 1
            if pattern in (_QUOTED, _LABEL) or not _NO_TITLE.search(norm, start, stop):
                return [Title(start, stop)]
    return []
