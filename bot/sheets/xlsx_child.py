"""Run as a process of its own: an xlsx on stdin, `{"grid": …}` or `{"problem": …}` as JSON on stdout.

Imports nothing of ours, so that it starts fast and can be killed without a thought.
"""

import datetime as dt
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MAX_ROWS, MAX_COLUMNS = 5_000, 60
MAX_CELL, MAX_TEXT = 5_000, 5_000_000
MEMORY, CPU_SECONDS = 1024 * 1024 * 1024, 15
FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s>/]")


class Unreadable(Exception):
    """What is wrong, with the cell, in Chinese."""


def main() -> None:
    data = sys.stdin.buffer.read()
    try:
        _limit()
        answer: dict[str, Any] = {"grid": grid(data)}
    except Unreadable as problem:
        answer = {"problem": str(problem)}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's time limit is all there is.
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        hard = resource.getrlimit(kind)[1]
        if hard == resource.RLIM_INFINITY or hard > limit:
            resource.setrlimit(kind, (limit, hard))


def grid(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    values = _first_sheet(load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False))
    formulas: Iterator[Any] = iter(())
    if _has_formulas(data):
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        formulas = _cells(_first_sheet(book))
    rows: list[list[str]] = []
    total = 0
    for number, cells in enumerate(_cells(values), 1):
        row = [_text(cell, number, column) for column, cell in enumerate(cells)]
        for column, cell in enumerate(next(formulas, ())):
            if cell.data_type == "f" and not row[column] and cells[column].data_type == "n":
                where = _place(number, column)
                raise Unreadable(f"{where}是公式且没有计算结果:请在 WPS 或 Excel 里打开再保存一次")
        while row and not row[-1]:
            row.pop()
        total += sum(map(len, row))
        if total > MAX_TEXT:
            raise Unreadable("字太多:请只留需要的列,另存为 .xlsx")
        if number > MAX_ROWS and row:
            raise Unreadable(f"超过 {MAX_ROWS} 行:请分成几个文件")
        rows.append(row)
    return rows


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        return any(FORMULA.search(book.read(name)) for name in sheets)


def _first_sheet(book: Any) -> Any:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            return sheet
    raise Unreadable("里没有可见的工作表:请把名册放在第一张表")


def _cells(sheet: Any) -> Iterator[Any]:
    # A sheet's own statement of its size may be false, or a million columns wide.
    return iter(sheet.iter_rows(min_row=1, max_row=MAX_ROWS + 1, min_col=1, max_col=MAX_COLUMNS))


def _text(cell: Any, row: int, column: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        raise Unreadable(f"{_place(row, column)}是错误值 {value}:请改正后再保存")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        at_midnight = value.time() == dt.time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if len(text) > MAX_CELL:
        raise Unreadable(f"{_place(row, column)}的字太多(超过 {MAX_CELL} 个):请删短")
    return text


def _place(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"第{row}行{get_column_letter(column + 1)}列"


if __name__ == "__main__":
    main()
