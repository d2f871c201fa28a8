"""A message cut into clauses at its marks."""

import re
from typing import NamedTuple

_MARK = re.compile(r"[。;!?…]|\n|(?<![0-9])/(?![0-9])|\||[①-⑳]|,|(?<=[一-鿿0-9%)”》]) +(?=\S)|(?:(?<=[;。,\s:])|^)[0-9]{1,2}[.、)](?![0-9])")
_STRONG = frozenset("。;!?…\n/|①②③④⑤⑥⑦⑧⑨⑩⑪⑫")


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
        begin, stop = _trim(text, start, mark.start())
        if begin < stop:
            clauses.append(Clause(begin, stop, strong, mark[0] == "?"))
            strong = False
        strong = strong or mark[0][0] in _STRONG or mark[0][0].isdigit()
        start = mark.end()
    begin, stop = _trim(text, start, len(text))
    if begin < stop:
        clauses.append(Clause(begin, stop, strong, False))
    return clauses


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] in " \n~-·":
        start += 1
    while stop > start and text[stop - 1] in " \n~-·":
        stop -= 1
    return start, stop
