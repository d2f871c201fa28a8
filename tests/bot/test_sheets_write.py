"""Exports: ready to print, harmless to open, whole or not there."""

import csv
import datetime as dt
import errno
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.sheets import Column, read_table, write_rows
from bot.sheets.office import sheet_name

AT = dt.datetime(2026, 11, 24, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
COLUMNS = [
    Column("number", "编号", 8, "int"),
    Column("member", "委员", 10, frozen=True),
    Column("date", "日期", 12, "date"),
    Column("people", "人次", 8, "int", total=True),
    Column("issue", "反映的问题", 40),
    Column("approx", "约数", 6, "bool"),
    Column("at", "记录时间", 18, "moment"),
]
ROW: dict[str, Any] = {
    "number": 1, "member": "陆秀芳", "date": dt.date(2026, 11, 20), "people": 5,
    "issue": "路灯不亮", "approx": True, "at": AT,
}  # fmt: skip
ROWS = [ROW, ROW | {"number": 2, "people": 3, "issue": None, "approx": False}]
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    '=HYPERLINK("http://x")',
    "https://x.y",
]


def export(path: Path, rows: Any = ROWS) -> Path:
    write_rows(path, "联系界别群众台账", COLUMNS, rows, filled_by="贵港市政协", at=AT)
    return path


def page(path: Path, **how: Any) -> Any:
    return openpyxl.load_workbook(path, **how).active


class TestXlsx:
    def test_an_office_can_print_it(self, tmp_path: Path) -> None:
        sheet = page(export(tmp_path / "台账.xlsx"))
        assert sheet["A1"].value == "联系界别群众台账"
        assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:G1"]
        assert (sheet["A2"].value, sheet["G2"].value) == ("填报单位:贵港市政协", "填报时间:2026年11月24日")
        assert [cell.value for cell in sheet[3]] == [column.header for column in COLUMNS]
        assert sheet["A3"].font.bold
        assert sheet["A3"].border.left.style == "thin"
        assert sheet.freeze_panes == "C4"
        assert sheet.auto_filter.ref == "A3:G5"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"

    def test_cells_are_what_they_mean(self, tmp_path: Path) -> None:
        sheet = page(export(tmp_path / "台账.xlsx"))
        assert [cell.value for cell in sheet[4]] == [
            1, "陆秀芳", dt.datetime(2026, 11, 20), 5, "路灯不亮", "是", dt.datetime(2026, 11, 24, 9, 5),
        ]  # fmt: skip
        assert sheet["C4"].is_date
        assert sheet["C4"].number_format == "yyyy-mm-dd"
        assert [sheet["E5"].value, sheet["F5"].value] == [None, None]

    def test_the_sum_is_a_formula_with_its_value(self, tmp_path: Path) -> None:
        path = export(tmp_path / "台账.xlsx")
        assert (page(path)["A6"].value, page(path)["D6"].value) == ("合计", "=SUM(D4:D5)")
        assert page(path, data_only=True)["D6"].value == 8

    def test_nothing_a_member_wrote_is_a_formula_or_a_link(self, tmp_path: Path) -> None:
        path = export(tmp_path / "台账.xlsx", [ROW | {"issue": text, "member": text} for text in HOSTILE])
        sheet = page(path)
        assert sheet["E4"].value == "=1+1"
        with zipfile.ZipFile(path) as book:
            xml = book.read("xl/worksheets/sheet1.xml").decode()
        assert xml.count("<f>") == 1
        assert "hyperlink" not in xml

    def test_characters_and_lengths_that_a_sheet_refuses(self, tmp_path: Path) -> None:
        sheet = page(export(tmp_path / "台账.xlsx", [ROW | {"issue": "路\x00\ud800灯" + "不" * 40_000}]))
        assert sheet["E4"].value.startswith("路灯不")
        assert sheet["E4"].value.endswith("…(以下略)")
        assert len(sheet["E4"].value) == 32_767

    def test_without_rows_it_is_a_file_all_the_same(self, tmp_path: Path) -> None:
        sheet = page(export(tmp_path / "台账.xlsx", []))
        assert sheet["A3"].value == "编号"
        assert sheet.max_row == 3

    def test_one_column_has_nothing_to_merge(self, tmp_path: Path) -> None:
        path = tmp_path / "一列.xlsx"
        write_rows(path, "名单", COLUMNS[1:2], ROWS, filled_by="办公室", at=AT)
        assert page(path)["A2"].value == "填报单位:办公室 填报时间:2026年11月24日"

    def test_names_of_sheets(self) -> None:
        assert sheet_name("2026/11:联系[台账]?") == "2026 11 联系 台账"
        assert len(sheet_name("长" * 50)) == 31
        assert sheet_name("'//'") == "总表"


class TestCsv:
    def test_excel_shows_chinese_and_dates_are_iso(self, tmp_path: Path) -> None:
        data = export(tmp_path / "台账.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        assert lines == [
            ["编号", "委员", "日期", "人次", "反映的问题", "约数", "记录时间"],
            ["1", "陆秀芳", "2026-11-20", "5", "路灯不亮", "是", "2026-11-24 09:05"],
            ["2", "陆秀芳", "2026-11-20", "3", "", "", "2026-11-24 09:05"],
        ]

    def test_nothing_a_member_wrote_is_a_formula(self, tmp_path: Path) -> None:
        path = export(tmp_path / "台账.csv", [ROW | {"issue": text} for text in HOSTILE])
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [row["反映的问题"] for row in csv.DictReader(file)]
        assert not any(cell[0] in "=+-@\t\r" for cell in cells)

    def test_without_rows_the_headers_stand(self, tmp_path: Path) -> None:
        assert export(tmp_path / "台账.csv", []).read_text("utf-8-sig").startswith("编号,委员")

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.lists(st.text("'=+-@\t\r\n\",，；;张 \u3000", max_size=6), min_size=1, max_size=6))
    def test_what_was_written_is_read_again(self, tmp_path: Path, cells: list[str]) -> None:
        columns = [Column("a", "甲"), Column("b", "乙"), Column("c", "丙")]
        path = tmp_path / "往返.csv"
        rows = [{"a": "陆秀芳", "b": cell, "c": "完"} for cell in cells]
        write_rows(path, "往返", columns, rows, filled_by="", at=AT)
        assert [row["乙"] for row in read_table(path).rows] == cells


class TestJsonl:
    def test_one_object_a_line_with_the_keys_as_given(self, tmp_path: Path) -> None:
        rows = [ROW | {"more": ["甲"], "issue": "=1\u2028\ud800"}, {"number": 2}]
        lines = export(tmp_path / "台账.jsonl", rows).read_bytes().split(b"\n")
        assert len(lines) == 3
        first = json.loads(lines[0])
        assert list(first) == [*ROW, "more"]
        assert first["date"] == "2026-11-20"
        assert first["at"] == "2026-11-24T09:05:00+08:00"
        assert first["approx"] is True
        assert "陆秀芳".encode() in lines[0]

    def test_without_rows_it_is_an_empty_file(self, tmp_path: Path) -> None:
        assert export(tmp_path / "台账.jsonl", []).read_bytes() == b""


class TestWholeOrNotThere:
    @pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".jsonl"])
    def test_a_failure_half_way_leaves_the_old_file_alone(self, tmp_path: Path, suffix: str) -> None:
        def rows() -> Iterator[dict[str, Any]]:
            yield ROW
            raise RuntimeError("the database went away")

        path = tmp_path / f"台账{suffix}"
        path.write_text("old")
        with pytest.raises(RuntimeError):
            export(path, rows())
        assert path.read_text() == "old"
        assert os.listdir(tmp_path) == [path.name]

    def test_no_draft_is_left_beside_it(self, tmp_path: Path) -> None:
        path = export(tmp_path / f"{'长' * 80}.csv")
        assert os.listdir(tmp_path) == [path.name]

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (errno.EACCES, "没有权限写"),
            (errno.EPERM, "没有权限写"),
            (errno.ENOSPC, "磁盘已满"),
            (errno.EROFS, "是只读的"),
            (errno.EIO, "写不了"),
        ],
    )
    def test_what_the_disk_refuses(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
    ) -> None:
        def refuse(*args: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(UserError, match=said):
            export(tmp_path / "台账.csv")
        assert os.listdir(tmp_path) == []

    def test_places_where_no_file_can_be(self, tmp_path: Path) -> None:
        (tmp_path / "夹.csv").mkdir()
        (tmp_path / "件").write_text("")
        for name, said in [
            ("没有/台账.csv", "文件夹 .*没有 不存在:请先建好"),
            ("件/台账.csv", "不是文件夹"),
            ("夹.csv", "是文件夹:请写上文件名"),
            ("长" * 200 + ".csv", "太长:请改短"),
            ("台账.pdf", "不认得 台账.pdf 的后缀“.pdf”:请用 .xlsx、.csv 或 .jsonl"),
            ("台账", "不认得 台账 的后缀“”"),
        ]:
            with pytest.raises(UserError, match=said):
                export(tmp_path / name)
