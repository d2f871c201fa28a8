"""A sheet as an office files it: title, who and when, bordered table, A4 landscape, sums."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.errors import UserError
from bot.sheets.columns import Column, words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE, FILLED, HEADER, FIRST = range(4)
MAX_ROWS = 1_048_576 - FIRST - 1
MAX_CELL = 32_767
CUT = "…(以下略)"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    filled_by: str,
    at: dt.datetime,
) -> bytes:
    """The whole .xlsx. Raises UserError when there are more rows than a sheet holds."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        sheet = book.add_worksheet(sheet_name(title))
        who, when = f"填报单位:{filled_by}", f"填报时间:{at.year}年{at.month}月{at.day}日"
        _above(book, sheet, title, columns, who, when)
        formats = {column: _format(book, column) for column in columns}
        sums = dict.fromkeys((i for i, column in enumerate(columns) if column.total), 0)
        line = FIRST
        for row in rows:
            if line - FIRST >= MAX_ROWS:
                raise UserError(f"{title}超过 {MAX_ROWS} 行,一张表放不下:请改存 .csv")
            for index, column in enumerate(columns):
                value = row.get(column.key)
                _write(sheet, line, index, column, value, formats[column])
                if index in sums and isinstance(value, int):
                    sums[index] += value
            line += 1
        if line > FIRST and sums:
            _sums(book, sheet, line, columns, sums)
        sheet.autofilter(HEADER, 0, max(line - 1, HEADER), len(columns) - 1)
        _paper(sheet, columns)
    return out.getvalue()


def _above(book: "Workbook", sheet: "Worksheet", title: str, columns: Sequence[Column], who: str, when: str) -> None:
    last = len(columns) - 1
    centre = {"align": "center", "valign": "vcenter"}
    big = book.add_format({"font_name": "方正小标宋简体", "font_size": 16} | centre)
    small = book.add_format(_FONT)
    right = book.add_format(_FONT | {"align": "right"})
    head = book.add_format(_LOOK | {"bold": True, "align": "center", "bg_color": "#F2F2F2"})
    sheet.set_row(TITLE, 30)
    if last:
        sheet.merge_range(TITLE, 0, TITLE, last, "", big)
        sheet.write_string(FILLED, last, when, right)
    sheet.write_string(TITLE, 0, words(title), big)
    sheet.write_string(FILLED, 0, words(who if last else f"{who} {when}"), small)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER, index, column.header, head)


_FONT = {"font_name": "宋体", "font_size": 11}
_LOOK = _FONT | {"border": 1, "valign": "vcenter", "text_wrap": True}
_BY_KIND = {
    "text": {"num_format": "@"},
    "int": {"num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
    "bool": {"align": "center"},
}


def _format(book: "Workbook", column: Column) -> "Format":
    return book.add_format(_LOOK | _BY_KIND[column.kind])


def _write(sheet: "Worksheet", line: int, index: int, column: Column, value: Any, look: "Format") -> None:
    if not words(value):
        sheet.write_blank(line, index, None, look)
    elif column.kind == "int" and isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, index, value, look)
    elif column.kind in ("date", "moment") and isinstance(value, dt.date) and value.year >= 1900:
        # Sheets know no zones: what the clock on the wall showed.
        naive = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
        sheet.write_datetime(line, index, naive, look)
    else:
        text = words(value)
        # A longer one would be left out without a word.
        text = text if len(text) <= MAX_CELL else text[: MAX_CELL - len(CUT)] + CUT
        sheet.write_string(line, index, text, look)


def _sums(book: "Workbook", sheet: "Worksheet", line: int, columns: Sequence[Column], sums: Mapping[int, int]) -> None:
    from xlsxwriter.utility import xl_col_to_name

    bold = book.add_format(_LOOK | {"bold": True, "num_format": "0"})
    for index in range(len(columns)):
        if index in sums:
            letter = xl_col_to_name(index)
            formula = f"=SUM({letter}{FIRST + 1}:{letter}{line})"
            # With the value, for programs that show a sheet without calculating.
            sheet.write_formula(line, index, formula, bold, sums[index])
        else:
            sheet.write_string(line, index, "合计" if index == 0 else "", bold)


def _paper(sheet: "Worksheet", columns: Sequence[Column]) -> None:
    frozen = max((index + 1 for index, column in enumerate(columns) if column.frozen), default=0)
    sheet.freeze_panes(FIRST, frozen)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def sheet_name(title: str) -> str:
    """At most 31 characters, without the seven that sheet programs forbid."""
    return re.sub(r"[\[\]:*?/\\]", " ", words(title)).strip("' ")[:31].strip("' ") or "总表"
