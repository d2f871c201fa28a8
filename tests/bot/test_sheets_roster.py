"""The roster as a file: what is exported is imported again, and the empty one explains itself."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from bot.errors import UserError
from bot.sheets import read_table
from bot.sheets.roster_sheet import HINTS, write_roster, write_roster_template
from handlers.roster import HEADERS, RosterRow, check_rows, is_header

AT = dt.datetime(2026, 11, 24, 9, 5, tzinfo=dt.UTC)
MEMBERS = (
    RosterRow(
        "陆秀芳", "教育", "教科卫体委", "委员", "市直某单位", "港城街道联络室", "蒙国栋", "wx-lu",
        "@教育-陆秀芳", "0661", dt.date(2022, 1, 10), "市", "召集人",
    ),
    RosterRow("阿依古丽·买买提"),
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_was_exported_is_imported_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"名册{suffix}"
    write_roster(path, MEMBERS, filled_by="办公室", at=AT)
    table = read_table(path, is_header=is_header)
    assert table.headers == list(HEADERS.values())
    good, problems = check_rows(table.rows, table.headers, first_row=table.first_row_number)
    assert (tuple(good), problems) == (MEMBERS, [])


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_template_is_a_roster_without_members(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"空白{suffix}"
    write_roster_template(path)
    table = read_table(path, is_header=is_header)
    assert (table.headers, table.rows, table.first_row_number) == (list(HEADERS.values()), [], 2)


def test_the_template_says_how_to_fill_it_in(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    write_roster_template(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["名册", "填表说明"]
    assert set(HINTS) == set(HEADERS)
    assert book["填表说明"].max_row == len(HEADERS) + 1
    rules = {str(rule.sqref): rule.formula1 for rule in book["名册"].data_validations.dataValidation}
    assert rules["M2:M2001"] == '"办公室,专委会,召集人,群主"'
    # A tail with a leading zero stays as typed.
    assert book["名册"].column_dimensions["J"].number_format == "@"


def test_a_template_in_another_form(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="空白名册请用"):
        write_roster_template(tmp_path / "空白.jsonl")
