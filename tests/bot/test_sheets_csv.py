"""A roster comes as text from whatever program: it is read, or one sentence says where and how to mend it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.sheets import read_table
from bot.sheets.read_csv import grid_of_csv
from handlers.roster import check_rows, is_header

ROWS = "姓名,界别,手机尾号\n陆秀芳,教育,0661\n蒙国栋,医卫,\n"


def saved(tmp_path: Path, data: str | bytes, name: str = "名册.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_table(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        table = read_table(saved(tmp_path, ROWS.encode(encoding)))
        assert table.headers == ["姓名", "界别", "手机尾号"]
        assert table.rows[0] == {"姓名": "陆秀芳", "界别": "教育", "手机尾号": "0661"}
        assert table.first_row_number == 2

    @pytest.mark.parametrize("separator", [",", "\t", ";", "；", "，"])
    def test_separators(self, tmp_path: Path, separator: str) -> None:
        table = read_table(saved(tmp_path, ROWS.replace(",", separator)))
        assert [row["姓名"] for row in table.rows] == ["陆秀芳", "蒙国栋"]

    def test_full_width_commas_inside_the_cells_separate_nothing(self, tmp_path: Path) -> None:
        table = read_table(saved(tmp_path, "姓名,单位\n陆秀芳,一中，二中，三中\n蒙国栋,甲，乙，丙\n"))
        assert table.rows[0]["单位"] == "一中，二中，三中"

    def test_one_column(self, tmp_path: Path) -> None:
        assert read_table(saved(tmp_path, "姓名\n陆秀芳\n")).rows == [{"姓名": "陆秀芳"}]

    def test_a_title_above_the_headers(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "某市政协委员名册,,\n填报单位:办公室,,\n" + ROWS)
        table = read_table(path, is_header=is_header)
        assert (table.headers[0], table.first_row_number) == ("姓名", 4)

    def test_empty_rows_keep_the_numbers_right(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "姓名,手机尾号\n陆秀芳,0661\n\n蒙国栋,66a2\n,\n")
        table = read_table(path, is_header=is_header)
        _, problems = check_rows(table.rows, table.headers, first_row=table.first_row_number)
        assert [str(problem) for problem in problems] == ["第4行 手机尾号 “66a2”:要四位数字"]

    def test_headers_that_stand_twice_or_are_empty(self, tmp_path: Path) -> None:
        table = read_table(saved(tmp_path, "姓名,备注,,备注\n陆秀芳,甲,乙,丙,丁\n"))
        assert table.headers == ["姓名", "备注", "C列", "备注_2", "E列"]
        assert list(table.rows[0].values()) == ["陆秀芳", "甲", "乙", "丙", "丁"]

    def test_a_line_break_inside_quotes(self, tmp_path: Path) -> None:
        path = saved(tmp_path, '姓名,单位\n陆秀芳,"一中\n高中部"\n')
        assert read_table(path).rows[0]["单位"] == "一中\n高中部"

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "是空的"),
            ("\ufeff \n,,\n".encode(), "是空的"),
            ('姓名,单位\n陆秀芳,一中\n蒙国栋,"二中\n'.encode(), '第3行的引号没有配对:请补上或删去多余的 "'),
            (b"\x00\x01\x02\x03", "不是文本,或编码认不出"),
            (b"\xff\xff\xff", "不是文本,或编码认不出"),
            (b"PK\x03\x04rest", "其实是 .xlsx 文件:请把后缀改回 .xlsx"),
            (b"\xd0\xcf\x11\xe0rest", "设了打开密码,或者其实是旧版 .xls"),
            ("姓名\n" + "陆秀芳\n" * 5_000, "超过 5000 行:请分成几个文件"),
            (b"x" * (5 * 1024 * 1024 + 1), "超过 5 MB"),
        ],
        ids=range(9),
    )
    def test_what_cannot_be_read(self, tmp_path: Path, data: bytes, said: str) -> None:
        assert f"名册.csv {said}" in refused(saved(tmp_path, data))

    def test_a_row_of_a_million_commas_is_cut(self, tmp_path: Path) -> None:
        assert len(read_table(saved(tmp_path, "姓名" + ",x" * 1_000_000)).headers) == 60

    @settings(deadline=None)
    @given(st.binary(max_size=200) | st.text("姓\"',，；;\t\r\n= ", max_size=60).map(str.encode))
    def test_any_bytes_give_rows_or_a_sentence(self, data: bytes) -> None:
        try:
            grid_of_csv(data, "名册.csv")
        except UserError as error:
            assert "名册.csv" in str(error)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("名册.xls", "名册.xls 是旧版 Excel 格式,读不了:请用 WPS 或 Excel 另存为 .xlsx"),
        ("名册.et", "名册.et 是WPS 格式,读不了:请用 WPS 或 Excel 另存为 .xlsx"),
        ("名册.docx", "名册.docx 不是表格:请用 .xlsx 或 .csv 文件"),
        ("名册", "名册 不是表格"),
    ],
)
def test_other_programs(tmp_path: Path, name: str, said: str) -> None:
    assert said in refused(saved(tmp_path, b"x", name))


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert "找不到文件" in refused(tmp_path / "没有.csv")
    (tmp_path / "夹.csv").mkdir()
    assert "是文件夹" in refused(tmp_path / "夹.csv")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = saved(tmp_path, ROWS)
    monkeypatch.setattr(Path, "open", closed)
    assert "没有权限读" in refused(path)
