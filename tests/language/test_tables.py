"""Tables pasted from a sheet: a row of labels, then a row for each event."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, read
from handlers.language.mask import mask

AT = dt.datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def rows(text: str) -> list[Record]:
    return read(Utterance(text, AT, "member", "张三", frozenset(("张三", "李四"))), default_lexicon())


def test_each_row_is_a_record_with_its_own_day_and_place() -> None:
    found = rows("|日期|地点|方式|人数|诉求|\n|11.3|山北乡|屋场会|45人|抽水站停摆|\n|11.4|大圩镇|走访|5|缺水|")
    assert [(record.date.day, record.place, record.channel, record.people, record.issue) for record in found] == [
        (3, "山北乡", "meeting", 45, "抽水站停摆"),
        (4, "大圩镇", "visit", 5, "缺水"),
    ]


def test_an_empty_last_cell_loses_no_row() -> None:
    found = rows("序号|日期|地点|人数|备注\n1|11.18|桥圩镇|6人|走访\n2|11.19|大圩镇|8人|")
    assert [record.people for record in found] == [6, 8]


def test_the_row_of_the_sum_is_none() -> None:
    found = rows("|日期|地点|人数|\n|11.18|桥圩镇|5|\n|11.19|大圩镇|4|\n|合计||9|")
    assert [record.people for record in found] == [5, 4]


def test_a_row_that_was_planned_or_fell_out_is_none() -> None:
    found = rows("日期|地点|人数\n11.18|桥圩镇|6\n11.19|大圩镇|没去\n11.25|中里乡|6(计划)")
    assert [record.place for record in found] == ["桥圩镇"]


def test_what_constituents_say_fell_out_loses_no_row() -> None:
    found = rows("日期|地点|人数|反映问题\n11.18|桥圩镇|6|公交线路取消\n11.19|大圩镇|8|修路计划没下文")
    assert [(record.people, record.issue) for record in found] == [(6, "公交线路取消"), (8, "修路计划没下文")]


def test_a_column_of_members_gives_each_row_to_its_member() -> None:
    found = rows("委员|日期|地点|人数\n李四|11.18|桥圩镇|6\n张三|11.19|大圩镇|4")
    assert [(record.member, record.people) for record in found] == [("李四", 6), ("张三", 4)]


def test_a_column_of_constituents_is_masked_in_every_cell() -> None:
    shown = mask("日期|地点|户主|人数|反映问题\n11.18|桥圩镇|陈大富|3人|陈大富家危房")
    assert "大富" not in shown
    assert shown.count("陈某") == 2
