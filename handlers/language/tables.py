"""Tables pasted into a message: a row of labels, then a row for each event, cells parted by | (guide, rule 9)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from handlers.language.rule import Rule

MOST_ROWS = 60
_FEWEST_LABELS = 3


# A row of what was only planned or fell out; 公交取消 in the column of what was raised is no such word.
_NO_EVENT = Rule(r"计划|拟|取消|改期|没去|未去|没成")
_SUM = Rule(r"[\s|]{0,8}[合总小]计")
_THEIR_WORDS = frozenset(("issue", "outcome", "title"))


class Cell(NamedTuple):
    """What stands in a column of that kind of label; `start` to `stop` are offsets in the message."""

    kind: str
    start: int
    stop: int


def rows(norm: str, kinds: Mapping[str, str]) -> Iterator[list[Cell]]:
    """The rows under a row of labels; `kinds` tells what each label is. Nothing when there is no such table."""
    columns: list[str | None] = []
    at = 0
    for line in norm.split("\n")[:MOST_ROWS]:
        cells = _cells(line, at)
        at += len(line) + 1
        named = [kinds.get(norm[start:stop]) for start, stop in cells]
        if sum(kind is not None for kind in named) >= _FEWEST_LABELS:
            columns = named
        elif columns and _FEWEST_LABELS <= len(cells) <= len(columns):
            filled = zip(columns, cells, strict=False)
            row = [Cell(kind, start, stop) for kind, (start, stop) in filled if kind is not None and start < stop]
            told = " ".join(norm[cell.start : cell.stop] for cell in row if cell.kind not in _THEIR_WORDS)
            if _NO_EVENT.search(told) or _SUM.match(line):
                continue
            if row and any(char not in "-: " for cell in row for char in norm[cell.start : cell.stop]):
                yield row


def _cells(line: str, at: int) -> list[tuple[int, int]]:
    """The spans between the bars of a line, without the blanks around them."""
    if line.count("|") < _FEWEST_LABELS - 1:
        return []
    framed = line.strip().startswith("|")
    parts = line.strip().split("|")[framed:]
    if framed and not parts[-1].strip():
        parts.pop()
    start = at + len(line) - len(line.lstrip()) + framed
    spans = []
    for part in parts:
        words = part.strip()
        begin = start + len(part) - len(part.lstrip())
        spans.append((begin, begin + len(words)))
        start += len(part) + 1
    return spans
