"""Tables pasted into a message: a row of labels, then a row for each event, cells parted by | (guide, rule 9)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

MOST_ROWS = 60
_FEWEST_LABELS = 3


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
        elif columns and len(cells) == len(columns):
            filled = zip(columns, cells, strict=True)
            row = [Cell(kind, start, stop) for kind, (start, stop) in filled if kind is not None and start < stop]
            if row and any(char not in "-: " for cell in row for char in norm[cell.start : cell.stop]):
                yield row


def _cells(line: str, at: int) -> list[tuple[int, int]]:
    """The spans between the bars of a line, without the blanks around them."""
    parts = line.strip().strip("|").split("|") if line.count("|") >= _FEWEST_LABELS - 1 else []
    start = at + len(line) - len(line.lstrip())
    start += line.strip().startswith("|")
    spans = []
    for part in parts:
        words = part.strip()
        begin = start + len(part) - len(part.lstrip())
        spans.append((begin, begin + len(words)))
        start += len(part) + 1
    return spans
