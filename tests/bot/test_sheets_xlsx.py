"""A roster comes as .xlsx, also from people who mean harm: read, or one sentence says how to mend it."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.errors import UserError
from bot.sheets import read, read_table, read_xlsx

ROWS = "姓名,界别,手机尾号\n陆秀芳,教育,0661\n蒙国栋,医卫,\n"


def saved(tmp_path: Path, data: str | bytes, name: str = "名册.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def book(tmp_path: Path, fill: Callable[[Any], object], name: str = "名册.xlsx") -> Path:
    made = openpyxl.Workbook()
    fill(made)
    made.save(tmp_path / name)
    return tmp_path / name


def sheet(tmp_path: Path, *rows: list[Any]) -> Path:
    return book(tmp_path, lambda made: [made.active.append(row) for row in rows])


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_table(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestXlsx:
    def test_cells_of_every_kind(self, tmp_path: Path) -> None:
        path = sheet(
            tmp_path,
            ["姓名", "任职日期", "手机尾号", "点", "是否", "时刻"],
            ["陆秀芳", dt.datetime(2022, 1, 10), 6612, 1.5, True, dt.datetime(2022, 1, 10, 9, 30)],
            [" 张  伟", dt.date(2022, 7, 1), "0661", 3.0, False, None],
        )
        table = read_table(path)
        first, second = (list(row.values()) for row in table.rows)
        assert first == ["陆秀芳", "2022-01-10", "6612", "1.5", "是", "2022-01-10 09:30:00"]
        assert second == [" 张  伟", "2022-07-01", "0661", "3", "否", ""]

    def test_the_first_visible_sheet(self, tmp_path: Path) -> None:
        def fill(made: Any) -> None:
            made.active.append(["旧表"])
            made.active.sheet_state = "hidden"
            made.create_sheet("名册").append(["姓名", "界别"])

        assert read_table(book(tmp_path, fill)).headers == ["姓名", "界别"]

    def test_a_formula_that_was_never_calculated_is_named_by_its_cell(self, tmp_path: Path) -> None:
        path = sheet(tmp_path, ["姓名", "界别", "手机尾号"], ["陆秀芳", "教育", "=A1"])
        assert "第2行C列是公式且没有计算结果:请在 WPS 或 Excel 里打开再保存一次" in refused(path)

    def test_a_formula_with_its_result_is_a_value(self, tmp_path: Path) -> None:
        xlsxwriter = pytest.importorskip("xlsxwriter")
        path = tmp_path / "名册.xlsx"
        with xlsxwriter.Workbook(path) as made:
            page = made.add_worksheet()
            page.write_row(0, 0, ["姓名", "手机尾号", "空"])
            page.write_row(1, 0, ["陆秀芳"])
            page.write_formula(1, 1, '="06"&"61"', None, "0661")
            page.write_formula(1, 2, '=""', None, "nothing")
        with zipfile.ZipFile(path) as book:
            files = {name: book.read(name) for name in book.namelist()}
        files["xl/worksheets/sheet1.xml"] = files["xl/worksheets/sheet1.xml"].replace(b"nothing", b"")
        path.write_bytes(packed(files))
        assert read_table(path).rows == [{"姓名": "陆秀芳", "手机尾号": "0661", "空": ""}]

    def test_an_error_value_is_named_by_its_cell(self, tmp_path: Path) -> None:
        def fill(made: Any) -> None:
            made.active.append(["姓名", "界别"])
            made.active["B2"] = "#REF!"
            made.active["B2"].data_type = "e"

        assert "第2行B列是错误值 #REF!:请改正后再保存" in refused(book(tmp_path, fill))

    def test_too_much(self, tmp_path: Path) -> None:
        assert "第2行A列的字太多" in refused(sheet(tmp_path, ["姓名"], ["张" * 5_001]))
        rows = [["姓名"]] + [["陆秀芳"]] * 5_000
        assert "超过 5000 行" in refused(sheet(tmp_path, *rows))

    def test_an_empty_sheet(self, tmp_path: Path) -> None:
        assert "名册.xlsx 是空的" in refused(book(tmp_path, lambda made: None))

    def test_what_is_no_workbook(self, tmp_path: Path) -> None:
        assert "不是真正的 .xlsx 文件" in refused(saved(tmp_path, ROWS, "名册.xlsx"))
        assert "不是真正的 .xlsx 文件" in refused(saved(tmp_path, b"PK\x03\x04" + b"x" * 99, "名册.xlsx"))
        assert "设了打开密码" in refused(saved(tmp_path, read.OLE + b"x" * 99, "名册.xlsx"))
        assert "里没有工作表" in refused(saved(tmp_path, packed({"word/document.xml": b"<w/>"}), "名册.xlsx"))
        assert "内容损坏" in refused(saved(tmp_path, packed({"xl/workbook.xml": b"<nothing"}), "名册.xlsx"))

    def test_a_zip_bomb_is_not_unpacked(self, tmp_path: Path) -> None:
        bomb = packed({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b" " * (51 * 1024 * 1024)})
        assert len(bomb) < 100_000
        assert "解开后太大" in refused(saved(tmp_path, bomb, "名册.xlsx"))
        many = packed({"xl/workbook.xml": b""} | {f"xl/{i}.xml": b"" for i in range(200)})
        assert "解开后太大" in refused(saved(tmp_path, many, "名册.xlsx"))

    def test_a_cell_in_the_farthest_corner_asks_for_no_memory(self, tmp_path: Path) -> None:
        def fill(made: Any) -> None:
            made.active["A1"] = "姓名"
            made.active["XFD1048576"] = "x"

        assert read_table(book(tmp_path, fill)).headers == ["姓名"]

    def test_a_file_that_hangs_the_reader_is_given_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = sheet(tmp_path, ["姓名"])
        monkeypatch.setattr(read_xlsx, "CHILD", saved(tmp_path, "while True: pass\n", "hang.py"))
        monkeypatch.setattr(read_xlsx, "SECONDS", 0.2)
        assert "还没有读完" in refused(path)

    def test_a_file_that_kills_the_reader_kills_only_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = sheet(tmp_path, ["姓名"])
        monkeypatch.setattr(read_xlsx, "CHILD", saved(tmp_path, "import os\nos.abort()\n", "die.py"))
        assert "内容损坏,或大得读不了:请在 WPS 或 Excel 里新建一张表" in refused(path)

    def test_entities_that_grow_are_not_followed(self, tmp_path: Path) -> None:
        good = sheet(tmp_path, ["姓名"], ["陆秀芳"]).read_bytes()
        with zipfile.ZipFile(io.BytesIO(good)) as old:
            files = {name: old.read(name) for name in old.namelist()}
        grow = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 9 if i else "ha"}">' for i in range(12))
        declared = files["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", b"&a11;</sheetData>")
        files["xl/worksheets/sheet1.xml"] = f"<!DOCTYPE x [{grow}]>".encode() + declared
        assert "内容损坏" in refused(saved(tmp_path, packed(files), "坏.xlsx"))


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()
