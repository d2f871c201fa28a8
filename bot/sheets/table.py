"""What a sheet holds: headers and rows of text, numbered as the sheet's own program numbers them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.errors import UserError

IsHeader = Callable[[Sequence[str]], bool]

# Offices put a title and a line of dates above the headers; below this a "header" would be somebody's remark.
HEADER_WITHIN = 10
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Table:
    """`rows[0]` is row `first_row_number` of the sheet. Empty rows are kept but at the end."""

    headers: list[str]
    rows: list[dict[str, str]]
    first_row_number: int


def table(grid: Iterable[Sequence[str]], name: str, is_header: IsHeader | None = None) -> Table:
    """Make a table of rows of cells. `name` of the file, for the UserError when it is empty.

    The headers are the first row that `is_header` takes among the first ten, else the first not empty.
    A header that stands twice becomes `备注_2`, an empty one `C列`.
    """
    lines = [list(cells[:MAX_COLUMNS]) for cells in grid]
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    if not lines:
        raise UserError(f"{name} 是空的,里面没有表头也没有数据:请检查是不是选错了文件")
    top = lines[:HEADER_WITHIN]
    at = next((i for i, cells in enumerate(top) if is_header is not None and is_header(cells)), None)
    if at is None:
        at = next(i for i, cells in enumerate(lines) if any(cell.strip() for cell in cells))
    width = max(i for cells in lines[at:] for i, cell in enumerate(cells, 1) if cell.strip())
    headers = _headers(lines[at], width)
    rows = [_row(headers, cells) for cells in lines[at + 1 :]]
    return Table(headers, rows, at + 2)


def _headers(cells: Sequence[str], width: int) -> list[str]:
    headers: list[str] = []
    for index in range(width):
        words = " ".join(cells[index].split()) if index < len(cells) else ""
        header = words or f"{column_letters(index)}列"
        copy = 1
        while header in headers:
            copy += 1
            header = f"{words}_{copy}"
        headers.append(header)
    return headers


def _row(headers: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {header: cells[i] if i < len(cells) else "" for i, header in enumerate(headers)}


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
