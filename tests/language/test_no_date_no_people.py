"""Numbers and words that are no day and no people, in the middle of an honest report (and dates that are one)."""

from datetime import date, datetime

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, read

AT = datetime.fromisoformat("2026-11-25T12:00:00+08:00")


def heard(text: str, room: str = "member") -> list[Record]:
    return read(Utterance(text, AT, room, "陆秀芳", frozenset()), default_lexicon())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "beside",
    [
        "住3号楼201室",
        "门牌五一路15号",
        "打了12345热线",
        "报了110",
        "1号线还没通",
        "第一书记也在",
        "三农补贴没到",
        "四好农村路没修到家门口",
        "盼一站式办理",
        "两不愁三保障都达到",
        "六一儿童节的事",
        "八一前要修好",
        "十月怀胎不容易",
        "一日三餐没问题",
        "九年义务教育的事",
        "电话13812345678",
        "身份证450802199001011234",
        "菜价3.5元一斤",
        "水管长11.3米",
        "路程12.5公里",
        "谈了1.5小时",
        "文件桂政发〔2026〕15号",
        "比分5:3",
        "上午9:30到11:30",
        "9点30分开始",
        "每户500元",
        "大米30袋",
        "鸡苗2000只",
        "种了380棵树",
        "欠费1/3",
        "温度38.5度",
        "最大的93岁",
        "住了30年",
        "村里有120户450人",
        "全村3000人",
        "收到意见6条",
        "照片9张",
        "30%的人同意",
        "新增床位20张",
        "第3次来",
        "分3批",
        "来回2趟",
        "三楼漏水",
        "50斤化肥",
        "上了3道菜",
        "拍了12张照片",
    ],
)
def test_what_stands_beside_changes_neither_day_nor_number(beside: str) -> None:
    (record,) = heard(f"走访贵城街道7人，反映：{beside}")
    assert (record.people, record.date, record.date_end) == (7, AT.date(), None)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("打卡 《史记》P45-60", (45, 60, None)),
        ("打卡 第3卷P45-60", (45, 60, None)),
        ("打卡 第15天 《史记》20页", (None, None, 20)),
        ("打卡 第15回", (None, None, None)),
        ("打卡 《史记》读了3.5小时", (None, None, None)),
        ("打卡 《史记》读到11/30页", (None, 11, None)),
        ("打卡 《1984》第2章", (None, None, None)),
        ("打卡 《三体2》9.30开始读", (None, None, None)),
    ],
)
def test_numbers_of_a_check_in_are_no_days(text: str, pages: tuple[int | None, ...]) -> None:
    (record,) = heard(text, "reading")
    assert (record.from_page, record.to_page, record.pages_read) == pages
    assert record.date == AT.date() or "9.30" in text


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("昨儿", "11-24", None),
        ("昨晚", "11-24", None),
        ("前天下午", "11-23", None),
        ("大前天", "11-22", None),
        ("今晨", "11-25", None),
        ("刚刚", "11-25", None),
        ("近日", "11-25", None),
        ("前几天", "11-25", None),
        ("三天前", "11-22", None),
        ("上周三", "11-18", None),
        ("上上周五", "11-13", None),
        ("礼拜天", "11-22", None),
        ("本周二", "11-24", None),
        ("周四周五", "11-19", "11-20"),
        ("周一到周三", "11-23", "11-25"),
        ("3-5日", "11-03", "11-05"),
        ("3日至5日", "11-03", "11-05"),
        ("11月20、21、22日", "11-20", "11-22"),
        ("10月31日-11月2日", "10-31", "11-02"),
        ("从周一到今天", "11-23", "11-25"),
        ("昨天和前天", "11-23", "11-24"),
        ("11月20号", "11-20", None),
        ("11.20", "11-20", None),
        ("廿三号", "11-23", None),
        ("十一月二十日", "11-20", None),
    ],
)
def test_days_and_ranges(said: str, first: str, last: str | None) -> None:
    (record,) = heard(f"{said}到大圩镇走访6户")
    assert record.date == date.fromisoformat(f"2026-{first}")
    assert record.date_end == (date.fromisoformat(f"2026-{last}") if last else None)


@pytest.mark.parametrize("said", ["11月31日", "2月30日", "2026年9月31日", "农历十月初八", "农历十月八日", "正月初六"])
def test_a_day_that_cannot_be_read_is_said_to_be_unread(said: str) -> None:
    (record,) = heard(f"{said}走访大圩镇5人")
    assert record.date == AT.date()
    assert [(r.words, r.rule) for r in record.why if r.field == "date"] == [(said, "读不出的日子,按发送当天")]
