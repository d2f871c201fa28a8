"""CSV as Excel, WPS and people by hand write it: three encodings, five separators."""

import csv
import io
import re
from collections import Counter

from bot.errors import UserError

# The first that fits best: a full-width comma is also ordinary text, so it comes last.
SEPARATORS = (",", "\t", ";", "；", "，")
MAX_ROWS = 5_000


def grid_of_csv(data: bytes, name: str) -> list[list[str]]:
    """Rows of cells. Raises UserError for what is no text, a quote without its partner, too many rows."""
    text = _decoded(data, name)
    separator = max(SEPARATORS, key=lambda candidate: _fits(text, candidate))
    return [[_without_guard(cell) for cell in row] for row in _rows(text, separator, name)]


def _decoded(data: bytes, name: str) -> str:
    # Fixed order: detectors take a short GBK roster for Korean.
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(f"{name} 不是文本,或编码认不出:请用 WPS 或 Excel 另存为 .xlsx,或存为 UTF-8 编码的 .csv")


def _fits(text: str, separator: str) -> float:
    """Which part of the first twenty rows has one and the same number of cells, more than one. 0 for none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths: Counter[int] = Counter()
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                widths[len(row)] += 1
            if widths.total() == 20:
                break
    except csv.Error:
        return 0
    return max((often / widths.total() for width, often in widths.items() if width > 1), default=0)


def _rows(text: str, separator: str, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    begin = 1
    try:
        for row in reader:
            rows.append(row)
            begin = reader.line_num + 1
            if len(rows) > MAX_ROWS:
                raise UserError(f"{name} 超过 {MAX_ROWS} 行:请分成几个文件")
    except csv.Error:
        raise UserError(f'{name} 第{begin}行的引号没有配对:请补上或删去多余的 "') from None
    return rows


def _without_guard(cell: str) -> str:
    """Our own exports put ' before what a sheet program would take for a formula."""
    return cell[1:] if re.match(r"'{1,99}[=+\-@\t\r]", cell) else cell
