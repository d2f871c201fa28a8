"""Reports for several members, and lists by any mark: whose record it is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read
from handlers.language.chain import read_chain
from tests.language.test_speed import searches

AT = dt.datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROSTER = frozenset(("张三", "李四", "王五"))


def told(text: str, room: str = "member") -> list[tuple[str, int | None]]:
    said = Utterance(text, AT, room, "张三", ROSTER)  # type: ignore[arg-type]
    return [(record.member, record.people) for record in read(said, default_lexicon())]


def listed(text: str, room: str = "member") -> list[tuple[str | None, int]]:
    said = Utterance(text, AT, room, "张三", ROSTER)  # type: ignore[arg-type]
    chain = read_chain(said, None, {}, default_lexicon())
    return [] if chain is None else [(entry.name, len(entry.records)) for entry in chain.entries]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("我今天在贵城街道接访4人;代李四报:今天在港城街道接访5人", [("张三", 4), ("李四", 5)]),
        ("代李四报:12日桥圩镇走访8人。我自己同日在三里镇走访5人", [("李四", 8), ("张三", 5)]),
        ("代报两位:李四,走访港城街道6人;王五,走访桥圩镇8人", [("李四", 6), ("王五", 8)]),
        ("李四昨天在马皮乡走访5户14人,他手机坏了,我代他报", [("李四", 14)]),
        ("李四委员上周二走访武乐镇个体户4人的事他忘报了,我代他补上,反映用电增容排队", [("李四", 4)]),
        ("李四委员在外地培训,他昨天的我来报:在上渡街道接待一家四口", [("李四", 4)]),
        ("一并报两位的:李四15号在桥圩镇接访群众8名;王五16号在江南街道跟大学生16名恳谈", [("李四", 8), ("王五", 16)]),
        ("我和李四分头跑:我在新塘镇看望老人10名;李四在瓦塘镇接待群众14名", [("张三", 10), ("李四", 14)]),
    ],
)
def test_each_member_has_his_own_records(text: str, records: list[tuple[str, int]]) -> None:
    assert told(text) == records


def test_on_the_same_day_is_the_day_of_the_report_before() -> None:
    said = Utterance("代李四报:12日桥圩镇走访8人。我自己同日在三里镇走访5人", AT, "member", "张三", ROSTER)
    assert {record.date for record in read(said, default_lexicon())} == {dt.date(2026, 11, 12)}


def test_why_another_did_not_report_himself_is_no_issue() -> None:
    said = Utterance("李四昨天走访5户,他手机坏了,我代他报", AT, "member", "张三", ROSTER)
    assert [record.issue for record in read(said, default_lexicon())] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "今日读书打卡:①张三《边城》P1-9 ②李四《边城》20分钟",
        "读书打卡接龙:1张三《边城》20页;2李四《边城》半小时",
        "读书打卡\nNo.1 张三 6:45-7:15\nNo.2 李四 7:00-7:20",
        "读书打卡\nA. 张三 《边城》20页\nB. 李四 《边城》第2章",
        "读书打卡\n甲 张三 《边城》20页\n乙 李四 《边城》第2章",
        "读书打卡\n1. 《边城》20页——张三\n2. 《边城》半小时——李四",
        "交作业,接一下\n一、张三 《红楼梦》第17-18回\n二、李四 《红楼梦》第17-20回",
    ],
)
def test_a_list_by_any_mark_gives_each_line_to_its_name(text: str) -> None:
    assert listed(text, "reading") == [("张三", 1), ("李四", 1)]


def test_a_mention_behind_a_line_is_no_signature() -> None:
    assert ("李四", 1) not in listed("#接龙\n走访\n1. 港城街道6人 @李四")


@pytest.mark.parametrize("heading", ["第四季度联系群众", "2026年度走访"])
def test_a_period_in_the_heading_silences_no_line(heading: str) -> None:
    assert listed(f"#接龙\n{heading}\n1. 张三 港城街道走访6人") == [("张三", 1)]


@pytest.mark.parametrize("heading", ["好书推荐:", "公示:一季度履职前三", "上半年累计走访人次", "领读排班,请接龙认领"])
def test_a_list_of_what_is_wanted_or_summed_up_gives_nothing(heading: str) -> None:
    entries = listed(f"#接龙\n{heading}\n1. 张三 《边城》第3章\n2. 李四 《活着》30页", "reading")
    assert sum(records for _, records in entries) == 0


def test_a_member_that_is_a_line_of_prose_begins_no_list() -> None:
    assert listed("走访港城街道:\n张三 反映路灯不亮\n李四 反映饮水") == []


@pytest.mark.parametrize(
    "piece", ["代张三报:走访5人;", "代报三位:张三,", ";替张三:1页", "①张三5人", "第1天", "咨询", "5个,"]
)
def test_parting_asks_no_more_than_the_text_is_long(piece: str) -> None:
    def asked(length: int) -> int:
        text = (piece * length)[:length]
        return searches(text, "reading") + len(listed("读书打卡\n" + text, "reading"))

    assert asked(1600) <= 5 * asked(400) + 100
