"""What the office's roster may look like, and what is said about a row that is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.roster import HEADERS, RosterRow, check_rows, is_header
from handlers.roster_cells import normal_name, read_date
from handlers.sectors import SECTORS, normal_sector

FIELD_OF = {header: field for field, header in HEADERS.items()}


def checked(*rows: Mapping[str, str], headers: Sequence[str] = ()) -> tuple[list[RosterRow], list[str]]:
    good, problems = check_rows(rows, headers or list(HEADERS.values()))
    return good, [str(problem) for problem in problems]


def said(**cells: str) -> list[str]:
    return checked({"姓名": "陆秀芳", **cells})[1]


def test_a_whole_row() -> None:
    row = {
        "姓名": "陆秀芳", "界别": "教育界", "专委会": "教科卫体委", "职务": "委员", "单位": "市直某单位",
        "联络室": "港城街道委员联络室", "联系常委": "蒙国栋", "微信号": "wx-lu", "群昵称": "教育界-陆秀芳",
        "手机尾号": "0661", "任职日期": "2022-01-10", "层级": "市", "角色": "召集人",
    }  # fmt: skip
    assert checked(row) == (
        [
            RosterRow(
                name="陆秀芳",
                sector="教育",
                special_committee="教科卫体委",
                post="委员",
                unit="市直某单位",
                station="港城街道委员联络室",
                standing="蒙国栋",
                wechat_id="wx-lu",
                alias="教育界-陆秀芳",
                phone_tail="0661",
                joined=date(2022, 1, 10),
                tier="市",
                role="召集人",
            )
        ],
        [],
    )


def test_a_name_alone_is_enough() -> None:
    assert checked({"姓名": "陆秀芳"}, headers=["姓名"]) == ([RosterRow("陆秀芳")], [])


def test_headers_in_any_order_with_spaces_hints_synonyms_and_strangers() -> None:
    headers = ["序号", "微信ID", "姓  名", "*手机尾号(后四位)", "所属界别", "备注"]
    row = dict(zip(headers, ["1", "wx-lu", "陆 秀芳", "6612", "教育组", "新任"], strict=True))
    member = RosterRow("陆秀芳", sector="教育", wechat_id="wx-lu", phone_tail="6612")
    assert checked(row, headers=headers) == ([member], [])


def test_the_proper_header_wins_over_a_synonym() -> None:
    row = {"昵称": "小陆", "姓名": "陆秀芳", "群昵称": "教育-陆"}
    good, _ = checked(row, headers=list(row))
    assert good[0].alias == "教育-陆"


def test_without_a_column_of_names_the_headers_found_are_named() -> None:
    assert checked({"称呼": "陆秀芳"}, headers=["称呼", "界别"]) == (
        [],
        ["第1行 表头 “称呼、界别”:没有“姓名”这一列,请在表头里加上"],
    )


def test_empty_rows_count_but_say_nothing() -> None:
    good, problems = checked({"姓名": "陆秀芳"}, {"姓名": " "}, {}, {"姓名": "", "界别": "教育"})
    assert [row.name for row in good] == ["陆秀芳"]
    assert problems == ["第5行 姓名 “”:没有姓名"]


@pytest.mark.parametrize("tail", ["66a2", "123456", "六六一二", "66 12"])
def test_a_phone_tail_that_is_none(tail: str) -> None:
    assert said(手机尾号=tail) == [f"第2行 手机尾号 “{tail}”:要四位数字"]


def test_a_tail_that_lost_its_zero() -> None:
    assert said(手机尾号="661") == ["第2行 手机尾号 “661”:要四位数字(开头的0被表格软件去掉了?请把这一列设为文本再填)"]


def test_a_whole_phone_number_is_not_repeated_in_the_report() -> None:
    assert said(手机尾号="13800001234") == ["第2行 手机尾号 “138****”:要四位数字"]


def test_wide_digits_are_digits() -> None:
    assert checked({"姓名": "陆秀芳", "手机尾号": "６６１２"})[0][0].phone_tail == "6612"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("张伟2", "姓名里有“2”,只能有汉字和间隔号·"),
        ("张伟(小)", "姓名里有“()”,只能有汉字和间隔号·"),
        ("zhang伟", "姓名里有“zhang”,只能有汉字和间隔号·"),
        ("张\ue000", "姓名里有“\ue000”,只能有汉字和间隔号·"),
        ("张", "姓名要有两到二十个字"),
        ("张" * 21, "姓名要有两到二十个字"),
        ("·张伟", "姓名要有两到二十个字"),
        ("合计", "这不是姓名,请删去这一行"),
    ],
)
def test_a_name_that_is_none(name: str, reason: str) -> None:
    assert checked({"姓名": name})[1] == [f"第2行 姓名 “{name}”:{reason}"]


@pytest.mark.parametrize("name", ["张  伟", "张\u3000伟", "\u200b张伟\ufeff", " 张\xa0伟 ", "张\n伟"])
def test_space_in_a_name_is_for_the_eye_only(name: str) -> None:
    assert checked({"姓名": name})[0][0].name == "张伟"


def test_names_with_a_dot_and_rare_characters() -> None:
    assert normal_name("阿依古丽•买买提") == "阿依古丽·买买提"
    assert checked({"姓名": "韦𬭎"}, {"姓名": "阿依古丽・买买提"})[1] == []


@pytest.mark.parametrize(
    "words",
    ["2022-01-10", "2022/1/10", "2022.1.10", "2022年1月10日", "2022年1月10", "20220110", "44571",
     "2022-01-10 00:00:00", "２０２２年１月１０日", "2022年 1月 10日"],
)  # fmt: skip
def test_dates_as_offices_write_them(words: str) -> None:
    assert read_date(words) == date(2022, 1, 10)


def test_a_month_alone_is_its_first_day() -> None:
    assert read_date("2022年7月") == read_date("2022.7") == date(2022, 7, 1)


@pytest.mark.parametrize("words", ["2022-13-01", "2022-02-30", "去年", "10/1/2022", "22-1-10", "1022-01-10", "7"])
def test_a_date_that_is_none(words: str) -> None:
    assert said(任职日期=words) == [f"第2行 任职日期 “{words}”:看不懂的日期,请写成 2022-01-10"]


def test_roles() -> None:
    rows = [{"姓名": name, "角色": role} for name, role in zip(
        ("陆秀芳", "蒙国栋", "卢晓燕", "韦大力", "覃小明", "黄建国"),
        ("办公室", "专委会", "界别召集人", "群主", "", "委员"), strict=True)]  # fmt: skip
    assert [row.role for row in checked(*rows)[0]] == ["办公室", "专委会", "召集人", "群主", "", ""]
    assert said(角色="组长") == ["第2行 角色 “组长”:没有这个角色,可以写 办公室 专委会 召集人 群主 或空着"]


def test_tiers() -> None:
    tiers = ("自治区", "市级", "县政协", "区", "")
    names = ("陆秀芳", "蒙国栋", "卢晓燕", "韦大力", "覃小明")
    good, _ = checked(*({"姓名": n, "层级": t} for n, t in zip(names, tiers, strict=True)))
    assert [row.tier for row in good] == ["自治区", "市", "县", "县", ""]
    assert said(层级="国际") == ["第2行 层级 “国际”:没有这个层级,可以写 全国 自治区 省 市 县 乡镇 或空着"]


def test_the_same_name_twice_in_a_sector_but_not_in_two() -> None:
    rows = [("张伟", "教育"), ("张伟", "医卫"), ("张 伟", "教育界")]
    assert checked(*({"姓名": name, "界别": sector} for name, sector in rows))[1] == [
        "第4行 姓名 “张 伟”:与第2行同名同界别,请删去一行或写明不同的界别"
    ]


def test_the_same_wechat_id_twice() -> None:
    assert checked({"姓名": "陆秀芳", "微信号": "wx-1"}, {"姓名": "蒙国栋", "微信号": "wx-1 "})[1] == [
        "第3行 微信号 “wx-1”:与第2行的微信号相同"
    ]


def test_a_wechat_id_of_one_login_only() -> None:
    assert "以@开头的是一次登录的临时编号" in said(微信号="@6f3a")[0]
    assert "不能有空格" in said(微信号="wx lu")[0]


def test_every_problem_of_a_row_is_told_and_the_good_rows_stay() -> None:
    good, problems = checked(
        {"姓名": "陆秀芳"}, {"姓名": "张3", "手机尾号": "1", "任职日期": "?", "层级": "x", "角色": "y"}
    )
    assert [row.name for row in good] == ["陆秀芳"]
    assert [problem.split(" ")[1] for problem in problems] == ["姓名", "手机尾号", "层级", "角色", "任职日期"]


def test_rows_are_numbered_as_the_sheet_numbers_them() -> None:
    _, problems = check_rows([{"姓名": "x"}], ["姓名"], first_row=4)
    assert problems[0].row == 4


def test_the_row_of_headers() -> None:
    assert is_header(["序号", "姓 名", "界别"])
    assert is_header(["姓名"])
    assert not is_header(["某市政协委员名册", "", ""])
    assert not is_header(["填报单位:市政协", "2026年"])


@pytest.mark.parametrize("sector", SECTORS)
def test_a_sector_with_and_without_its_suffix(sector: str) -> None:
    assert {normal_sector(sector + end) for end in ("", "界", "组", "界别", "界别组", " 界 ")} == {sector}


def test_a_sector_nobody_listed_is_taken_as_written() -> None:
    assert normal_sector("环境资源界") == "环境资源"
    assert normal_sector("界") == "界"
    assert normal_sector("") == ""


CELL = st.text("张伟 \u3000\u200b\ufeff06ax(·@=年月-/.\n\t\0\ud800𬭎", max_size=6)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(HEADERS.values(), CELL)), max_size=4))
def test_whatever_a_sheet_holds_each_row_is_taken_named_or_empty(rows: list[dict[str, str]]) -> None:
    good, problems = check_rows(rows, list(HEADERS.values()))
    named = {problem.row for problem in problems}
    assert len(good) + len(named) <= len(rows)
    assert all("\n" not in row.name and row.name.strip() == row.name for row in good)
