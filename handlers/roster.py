"""The roster (名册): which rows of a sheet are members, and what is wrong with the others (INTERFACES)."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.roster_cells import CHECKS, read_date, visible
from handlers.sectors import normal_sector

# Field of RosterRow → header, in the order of the sheet.
HEADERS = {
    "name": "姓名",
    "sector": "界别",
    "special_committee": "专委会",
    "post": "职务",
    "unit": "单位",
    "station": "联络室",
    "standing": "联系常委",
    "wechat_id": "微信号",
    "alias": "群昵称",
    "phone_tail": "手机尾号",
    "joined": "任职日期",
    "tier": "层级",
    "role": "角色",
}
_ALSO = {
    "name": ("委员姓名", "名字", "委员"),
    "sector": ("所属界别", "界别组", "所在界别"),
    "special_committee": ("所属专委会", "专门委员会", "所在专委会"),
    "post": ("政协职务", "委员职务"),
    "unit": ("工作单位", "所在单位", "单位名称", "单位及职务", "工作单位及职务"),
    "station": ("联络站", "委员联络室", "工作室", "委员工作室", "所在联络室"),
    "standing": ("联系的常委", "对口常委", "常委", "联系常委姓名"),
    "wechat_id": ("微信id", "微信", "微信账号", "wxid"),
    "alias": ("群名片", "群备注", "微信昵称", "昵称", "群内昵称"),
    "phone_tail": ("手机后四位", "手机号后四位", "电话尾号", "尾号", "手机号尾号", "手机尾数"),
    "joined": ("任职时间", "任委员时间", "任职年月", "加入日期"),
    "tier": ("级别", "委员层级", "政协层级"),
    "role": ("身份", "权限", "系统角色"),
}
_FIELD_OF = {header: field for field, header in HEADERS.items()} | {
    also: field for field, words in _ALSO.items() for also in words
}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One member. "" = the sheet does not say; `role` is 办公室, 专委会, 召集人, 群主 or ""."""

    name: str
    sector: str = ""
    special_committee: str = ""
    post: str = ""
    unit: str = ""
    station: str = ""
    standing: str = ""
    wechat_id: str = ""
    alias: str = ""
    phone_tail: str = ""
    joined: date | None = None
    tier: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` as the sheet's own program numbers it."""

    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """`第3行 手机尾号 “66a2”:要四位数字`"""
        return f"第{self.row}行 {self.column} “{self.value}”:{self.reason}"


def is_header(cells: Sequence[str]) -> bool:
    """Whether these cells are the row of headers: 姓名 or its like, with another column or all alone."""
    fields = [_field(cell) for cell in cells]
    alone = [bare for bare in map(_bare, cells) if bare] == ["姓名"]
    return "name" in fields and (alone or len(set(fields) - {""}) > 1)


def check_rows(
    rows: Iterable[Mapping[str, str]], headers: Sequence[str], *, first_row: int = 2
) -> tuple[list[RosterRow], list[Problem]]:
    """The good rows (those without a problem), and every problem, in the order of the sheet.

    `first_row` is the sheet's number of the first of `rows`; empty rows count but say nothing.
    """
    columns = _columns(headers)
    if "name" not in columns:
        found = "、".join(header for header in headers if header) or "什么都没有"
        return [], [Problem(max(first_row - 1, 1), "表头", found, "没有“姓名”这一列,请在表头里加上")]
    good: list[RosterRow] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows, first_row):
        texts = {field: visible(cells.get(header) or "") for field, header in columns.items()}
        if not any(texts.values()):
            continue
        row, wrong = _read(texts)
        wrong += _seen_before(row, number, seen)
        problems += [Problem(number, columns[field], _shown(field, texts[field]), reason) for field, reason in wrong]
        if not wrong:
            good.append(row)
    return good, problems


def _columns(headers: Sequence[str]) -> dict[str, str]:
    """Field → the header it has in this sheet; the proper word wins over its synonyms, then the first."""
    columns: dict[str, str] = {}
    for header in headers:
        field = _field(header)
        if field and (field not in columns or _bare(header) == HEADERS[field] != _bare(columns[field])):
            columns[field] = header
    return columns


def _field(header: str) -> str:
    return _FIELD_OF.get(_bare(header), "")


def _bare(header: str) -> str:
    """A header without spaces, marks and the hint in brackets: `*手机尾号(后四位)` → `手机尾号`."""
    text = unicodedata.normalize("NFKC", header).partition("(")[0].lower()
    return "".join(ch for ch in text if ch.isalnum())


def _read(texts: Mapping[str, str]) -> tuple[RosterRow, list[tuple[str, str]]]:
    fields: dict[str, str] = dict(texts)
    wrong: list[tuple[str, str]] = []
    for field, check in CHECKS.items():
        if field in texts:
            fields[field], reason = check(texts[field])
            if reason:
                wrong.append((field, reason))
    joined = read_date(texts.get("joined", ""))
    if joined is None and texts.get("joined"):
        wrong.append(("joined", "看不懂的日期,请写成 2022-01-10"))
    fields.pop("joined", None)
    if "sector" in fields:
        fields["sector"] = normal_sector(fields["sector"])
    return RosterRow(**fields, joined=joined), wrong


def _seen_before(row: RosterRow, number: int, seen: dict[tuple[str, ...], int]) -> list[tuple[str, str]]:
    wrong = []
    if row.name and (first := seen.setdefault(("name", row.name, row.sector), number)) != number:
        wrong.append(("name", f"与第{first}行同名同界别,请删去一行或写明不同的界别"))
    if row.wechat_id and (first := seen.setdefault(("wechat_id", row.wechat_id), number)) != number:
        wrong.append(("wechat_id", f"与第{first}行的微信号相同"))
    return wrong


def _shown(field: str, value: str) -> str:
    # Somebody wrote the whole number; the report of the import is no place for it.
    if field == "phone_tail" and len(value) > 6:
        value = value[:3] + "****"
    return value if len(value) <= 30 else value[:30] + "…"
