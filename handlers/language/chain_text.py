"""The text form of a #接龙 (DOMAIN §11): a marker or a heading, then numbered lines with roster names."""

import re
from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

from handlers.language.names import head
from handlers.language.normalize import normalize

MOST_LINES = 1000
MOST_INLINE = 30  # signs within one line
_FIRST_LINES = 6  # the marker stands in one of these
_MARKER = re.compile(r"#\s{0,2}(?:接[龙龍]|group\s?note)", re.IGNORECASE)
_SOFT = re.compile(r"接[龙龍]|打卡|接力")
_DIGITS = re.compile(
    r"[ \t]{0,6}(?:\(([0-9]{1,3})\)|([0-9]{1,3})(?![0-9])(?:[.:,](?![0-9])|[、)\]。;]|(?=[ \t])|"
    r"(?=[^\W\d_])))[ \t]{0,4}"
)
_HAN = re.compile(r"[ \t]{0,6}([一二三四五六七八九十]{1,3})[、.][ \t]{0,4}")
_HAN_VALUES = {word: number for number, word in enumerate("一二三四五六七八九十", 1)}
_SIGNS = re.compile(
    "[ \t]{0,6}(?:([0-9]{1,2})\ufe0f?\u20e3|"
    "([\u2460-\u249b\u24eb-\u24f4\u2776-\u2793\u3251-\u325f\U0001f51f]))\ufe0f?[ \t.、]{0,4}"
)
# ①张三… ②李四…, 1张三…;2李四…: several on one line
_INLINE = re.compile("[\u2460-\u2473\u2776-\u277f]|(?<=[;；。,，:：\\s])[0-9]{1,2}(?=[.、)）]?[^\\W\\d_])")
# No.1 张三, A. 张三, - 1 - 张三, ★张三: whatever short mark stands in front of a name
_FREE = re.compile(
    r"[^\w\n《》(]{0,4}(?:[Nn][Oo][.:]?\s?)?"
    r"(?:[A-Za-z]|[0-9]{1,3}|"
    r"[甲乙丙丁戊己庚辛](?=[ 、.:])|[一二三四五六七八九十]{1,3}(?=[ 、.:]))?[^\w\n《》]{0,4}(?=[^\W\d_])"
)
_TAIL = re.compile(r"[-—–]{1,4}\s?([^\W\d_]{2,6})[\s。]{0,3}\Z")
_SIGN_ROWS = ((0x2460, 1), (0x2474, 1), (0x2488, 1), (0x24EB, 11), (0x2776, 1), (0x2780, 1), (0x278A, 1), (0x3251, 21))


class Line(NamedTuple):
    """A numbered line: where it begins, where the words behind its number begin, whose name stands there."""

    start: int
    body: int
    number: int
    style: str
    name: str | None


class TextList(NamedTuple):
    """`heading_end` and the spans (first, stop) of the entries are offsets; `marked`: it says 接龙 or 打卡."""

    heading_end: int
    spans: tuple[tuple[int, int], ...]
    marked: bool


def read_list(text: str, begin: int, names: Collection[str]) -> TextList | None:
    """The list in the text from `begin` on; None when there is neither marker nor list of names."""
    if "\n" not in text and "#" not in text and "＃" not in text and _INLINE.search(text) is None:
        return None  # most of what a group says: one line without anything that could begin a second entry
    plain = normalize(text)
    marker = _marker(plain, begin)
    after = begin if marker is None else plain.find("\n", marker)
    lines = [] if after < 0 else _numbered(text, plain, after, names)
    first = _first(lines, marker is not None)
    if first is None:
        if marker is None or not _stands_out(plain, marker):
            return None
        return TextList(len(text), (), True)
    entries = _entries(lines[first:])
    named = sum(line.name is not None for line in entries)
    heading_end = entries[0].start
    soft = _SOFT.search(plain, begin, heading_end) is not None
    if marker is None and named < (1 if soft else 2):
        return None
    return TextList(heading_end, tuple(_spans(entries, text)), marker is not None or soft)


def _marker(plain: str, begin: int) -> int | None:
    """Where `#接龙` stands within the first lines."""
    at = begin
    for _ in range(_FIRST_LINES):
        stop = plain.find("\n", at)
        stop = len(plain) if stop < 0 else stop
        if match := _MARKER.search(plain, at, stop):
            return match.start()
        if stop == len(plain):
            return None
        at = stop + 1
    return None


def _stands_out(plain: str, marker: int) -> bool:
    """A marker at the head or the end of its line begins a list; one within a sentence talks about lists."""
    match = _MARKER.match(plain, marker)
    stop = match.end() if match else marker
    return not plain[plain.rfind("\n", 0, marker) + 1 : marker].strip() or plain[stop : stop + 1] in ("", "\n")


def _numbered(text: str, plain: str, at: int, names: Collection[str]) -> list[Line]:
    lines: list[Line] = []
    while at < len(text) and len(lines) < MOST_LINES:
        at += text[at] == "\n"
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = _line(text, plain, at, names)
        if line is not None:
            lines.append(line)
        for sign in islice(_INLINE.finditer(text, at + 1, stop), MOST_INLINE):
            line = _line(text, plain, sign.start(), names)
            if line is not None and line.name is not None:
                lines.append(line)
        at = stop
    return lines


def _line(text: str, plain: str, at: int, names: Collection[str]) -> Line | None:
    if sign := _SIGNS.match(text, at):
        number, style = (int(sign[1]), "keycap") if sign[1] else (_sign_value(sign[2]), "sign")
        body = sign.end()
    elif digits := _DIGITS.match(plain, at):
        written = digits[1] or digits[2]
        number, body = int(written), digits.end()
        style = plain[digits.start() : body].strip(" \t0123456789")
    elif han := _HAN.match(plain, at):
        number, style, body = _han_value(han[1]), "han", han.end()
    elif free := _FREE.match(plain, at):
        number, style, body = 0, "", free.end()
    else:
        return None
    line = text[body : body + 120].split("\n", 1)[0]
    found = head(line[:60], names)
    if found is None and number and (tail := signature(line, names)):
        found = (tail, 0)
    if number == 0 and found is not None:
        told = body > at or re.search(r"[0-9０-９《]", line)
        if not told or not text.startswith(found[0], body):
            return None  # 发起人:张三; 张三 反映路灯不亮 in a report of one
    if found is None and not style:
        return None  # 3户8人…: without a mark only a name makes it a number of the list
    return Line(at, body, number, style, found and found[0])


def signature(line: str, names: Collection[str]) -> str | None:
    """The roster name at the end of a line: 《长河》半小时——张三."""
    tail = _TAIL.search(line)
    return tail[1] if tail and tail[1] in names else None


def unsigned(line: str, names: Collection[str]) -> str:
    """The line without the name at its end."""
    tail = _TAIL.search(line)
    return line[: tail.start()] if tail and tail[1] in names else line


def _sign_value(sign: str) -> int:
    code = ord(sign)
    if code == 0x1F51F:
        return 10
    base, value = next(row for row in reversed(_SIGN_ROWS) if code >= row[0])
    return code - base + value


def _han_value(word: str) -> int:
    tens, _, ones = word.rpartition("十") if "十" in word else ("", "", word)
    return (_HAN_VALUES.get(tens, 1) * 10 if "十" in word else 0) + _HAN_VALUES.get(ones, 0)


def _first(lines: list[Line], marked: bool) -> int | None:
    """The line that begins the list: the first with a name, or the 1 before it if the numbers run on."""
    named = next((index for index, line in enumerate(lines) if line.name is not None), None)
    if named is None:
        return 0 if lines and marked else None
    at = named
    while at > 0 and lines[at - 1].style == lines[at].style and lines[at - 1].number == lines[at].number - 1:
        at -= 1
    return at if lines[at].number == 1 else named


def _entries(lines: list[Line]) -> list[Line]:
    """The lines that are entries; numbered lines inside of an entry are not (DOMAIN §11: numbers may restart)."""
    entries = [lines[0]]
    inner = 0  # the last number of a list inside the entry
    for line in lines[1:]:
        last = entries[-1]
        if line.name is not None:
            inner = 0
            entries.append(line)
        elif line.style != last.style or (line.number == inner + 1 and (inner or line.number != last.number + 1)):
            inner = line.number
        elif line.number > last.number:
            inner = 0
            entries.append(line)
    return entries


def _spans(entries: list[Line], text: str) -> list[tuple[int, int]]:
    """From the words of an entry to the next entry; a blank line ends the last words that belong to it."""
    spans = []
    for line, stop in zip(entries, [*(following.start for following in entries[1:]), len(text)], strict=True):
        blank = text.find("\n\n", line.body, stop)
        spans.append((line.body, stop if blank < 0 else blank))
    return spans
