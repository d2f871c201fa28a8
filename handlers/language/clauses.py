"""A message cut into clauses at its marks."""

from typing import NamedTuple

from handlers.language.rule import Rule

# 两天跑三站:周二石龙镇…: what stands in front of a list holds for each of its items.
_LIST = (
    r"(?<=[一-鿿0-9]{3})(?<!反映)(?<!问题)(?<!诉求)(?<!建议)(?<!意见)(?<!信息)(?<!提案)(?<!实事)(?<!地点)(?<!时间):"
    r"(?=(?:[0-9]{1,2}月)?[0-9]{1,2}[日号]|周[一二三四五六日天]|星期|礼拜|[今昨前][天日早晚]|[早晚]上|[上下中]午|白天|清早|"
    r"傍晚|夜里|一处|前一|第一|头一|[一-鿿]{2,4}(?:街道|镇|乡)(?!长)|[一-鿿]{2,3}[0-9]{1,3}[人户名位])"
)
_MARK = Rule(
    _LIST + r"|[。;!?…]|\n|(?<=[一-鿿)”》])(?<![号日月页点分半章回讲集天周时年一二三四五六七八九十])~{1,3}|"
    r"(?<![0-9])/(?![0-9])|\||[①-⑳]|,|"
    r"(?<=[0-9一二两三四五六七八九十][户人位名])、(?=[一-鿿]{2,8}?(?:镇|乡|村|街道|社区|敬老院|养老院|"
    r"福利院|卫生院|小学|中学|幼儿园|公司))|"
    r"(?<=[人户名位次])、(?=[0-9]{1,2}[/.月][0-9]{1,2})|(?<=[场件条篇次])、(?=提案|信息|宣讲|协商|实事|社情|微|"
    r"报送|提交)|(?<=[一-鿿0-9%)”》]) +(?=\S)|(?:(?<=[;。,\s:])|^)[0-9]{1,2}[.、)](?![0-9])"
)
_STRONG = frozenset("。;!?…~\n/|①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789")


# People who dictate use no marks: a long run is cut where a new thought begins.
_BREATH = Rule(r"然后|以后|之后|后来|[她他]们|大家|我说|主要[是讲]|我(?:回来|回去|已|就)|下午|现在已|接着|结果|物业")
_LONG = 40
_BLANKS = " \n~-·"


class Clause(NamedTuple):
    """`strong`: a full stop, semicolon or new line stands before it. `asked`: a question mark stands behind it."""

    start: int
    stop: int
    strong: bool
    asked: bool


def split(text: str) -> list[Clause]:
    """The clauses of a normalised text without their marks and without empty ones."""
    clauses: list[Clause] = []
    start, strong = 0, True
    for mark in _MARK.finditer(text):
        end, after = mark.span()
        char = text[end]
        begin, stop = start, end
        if begin < stop and (text[begin] in _BLANKS or text[stop - 1] in _BLANKS):
            begin, stop = _trim(text, start, end)
        if begin < stop:
            if stop - begin > _LONG:
                _add(clauses, text, begin, stop, strong, char == "?")
            else:
                clauses.append(tuple.__new__(Clause, (begin, stop, strong, char == "?")))
            strong = False
        strong = strong or char in _STRONG
        start = after
    begin, stop = _trim(text, start, len(text))
    if begin < stop:
        _add(clauses, text, begin, stop, strong, False)
    return clauses


def _add(clauses: list[Clause], text: str, start: int, stop: int, strong: bool, asked: bool) -> None:
    if stop - start > _LONG:
        for breath in _BREATH.finditer(text, start + 4, stop - 4):
            if breath.start() - start >= 8:
                clauses.append(Clause(start, breath.start(), strong, False))
                start, strong = breath.start(), False
    clauses.append(Clause(start, stop, strong, asked))


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] in _BLANKS:
        start += 1
    while stop > start and text[stop - 1] in _BLANKS:
        stop -= 1
    return start, stop
