"""The roster as a sheet: written so that the import reads it again, and an empty one to fill in."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from bot.errors import UserError
from bot.sheets.columns import Column
from bot.sheets.write import new_file, write_rows
from handlers.roster import HEADERS, RosterRow
from handlers.roster_cells import ROLES, TIERS

_WIDTHS = {"unit": 30, "station": 26, "alias": 20, "special_committee": 16, "wechat_id": 22, "joined": 13}
COLUMNS = tuple(
    Column(
        field,
        header,
        _WIDTHS.get(field, 12),
        "date" if field == "joined" else "text",
        frozen=field == "name",
    )
    for field, header in HEADERS.items()
)
HINTS = {
    "name": "必填。只写汉字,少数民族姓名用间隔号·;空格会自动去掉。",
    "sector": "例如 教育、医卫、农业。写不写“界”字都可以。",
    "special_committee": "例如 教科卫体委。",
    "post": "政协职务,例如 委员、常委。",
    "unit": "工作单位全称,写给单位的信函里用。",
    "station": "所在的委员联络室(工作室)名称。",
    "standing": "联系这位委员的常委姓名。",
    "wechat_id": "填了才能自动认出本人;不知道就空着,由本人绑定。",
    "alias": "群里显示的名字,例如 教育界-张三。",
    "phone_tail": "手机号最后四位,绑定时用。不要填全。",
    "joined": "写成 2022-01-10。年中任职的,当年的任务按月折算。",
    "tier": f"可以写 {' '.join(TIERS)},或空着。",
    "role": f"可以写 {' '.join(ROLES)},普通委员空着。",
}
# So many rows take the lists and the text format; a committee has a few hundred members.
ROWS = 2_000


def write_roster(path: Path, rows: Iterable[RosterRow], *, filled_by: str, at: dt.datetime) -> None:
    """`.xlsx`, `.csv` or `.jsonl`. Raises UserError as `write_rows`."""
    write_rows(path, "委员名册", COLUMNS, map(asdict, rows), filled_by=filled_by, at=at)


def write_roster_template(path: Path) -> None:
    """An empty roster: `.xlsx` with 填表说明, or `.csv` (headers only). Raises UserError."""
    match path.suffix.lower():
        case ".xlsx":
            content = _template()
        case ".csv":
            text = io.StringIO(newline="")
            csv.writer(text).writerow(HEADERS.values())
            content = text.getvalue().encode("utf-8-sig")
        case suffix:
            raise UserError(f"不认得 {path.name} 的后缀“{suffix}”:空白名册请用 .xlsx 或 .csv")
    with new_file(path) as out:
        out.write(content)


def _template() -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"font_name": "宋体", "bold": True, "border": 1, "align": "center"})
        text = book.add_format({"font_name": "宋体", "num_format": "@"})
        day = book.add_format({"font_name": "宋体", "num_format": "yyyy-mm-dd"})
        wrap = book.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("名册")
        notes = book.add_worksheet("填表说明")
        notes.set_column(0, 0, 14)
        notes.set_column(1, 1, 80)
        notes.write_row(0, 0, ("列", "怎么填"), head)
        for index, column in enumerate(COLUMNS):
            sheet.set_column(index, index, column.width, day if column.kind == "date" else text)
            sheet.write_string(0, index, column.header, head)
            notes.write_string(index + 1, 0, column.header, wrap)
            notes.write_string(index + 1, 1, HINTS[column.key], wrap)
            if words := {"role": list(ROLES), "tier": list(TIERS)}.get(column.key):
                rule = {"validate": "list", "source": words, "error_title": column.header}
                rule["error_message"] = HINTS[column.key]
                sheet.data_validation(1, index, ROWS, index, rule)
        sheet.freeze_panes(1, 1)
    return out.getvalue()
