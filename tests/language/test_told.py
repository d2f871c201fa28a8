"""Rules by their families: examples of our own, none from the corpus."""

from datetime import datetime
from typing import Any

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, read
from handlers.language.types import RoomKind

AT = datetime.fromisoformat("2026-11-24T18:00:00+08:00")  # a Tuesday
ROSTER = frozenset(("陆秀芳", "覃建华", "韦宝兰"))


def told(text: str, room: RoomKind = "member") -> list[Record]:
    return read(Utterance(text, AT, room, "陆秀芳", ROSTER), default_lexicon())


def one(text: str, field: str, room: RoomKind = "member") -> Any:
    (record,) = told(text, room)
    value = getattr(record, field)
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("到石龙镇坐班，来办事的居民二十来人，凳子坐坏了3个", 20),
        ("走访石龙镇老人9名，帮3人办好了高龄证", 9),
        ("慰问石龙镇临聘教师6人", 6),
        ("在石龙镇小学座谈，学生90名，家长来了30名", 120),
        ("义诊两天，一共看了80人，测血糖的50人", 80),
        ("今天电话回访石龙镇搬迁户9户,接通7户,另2户关机", 7),
        ("到石龙镇义诊，量血压的老人40位，血糖高的6位", 40),
        ("走访石龙镇，老兵3个、家属2人", 5),
        ("今天走访石龙镇,后生仔2个、老人5人", 7),
    ],
)
def test_which_numbers_count(text: str, people: int) -> None:
    assert one(text, "people") == people


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11月20日没去开会，去石龙镇走访8户", "2026-11-20"),
        ("11月20日—21日，周末都在石龙镇义诊，看了60人", "2026-11-20"),
        ("报送信息1条：图书馆周末不开门", "2026-11-24"),
        ("慰问：20号桥圩镇工人31名", "2026-11-20"),
        ("我讲一下礼拜天在石龙镇接待群众6人，反映停水", "2026-11-22"),
    ],
)
def test_which_day_it_was(text: str, day: str) -> None:
    assert one(text, "date") == day


def test_the_next_day_is_told_by_the_one_before() -> None:
    days = [record.date.isoformat() for record in told("11月19日到石龙镇走访5户；第二天转到江口镇，走访7户")]
    assert days == ["2026-11-19", "2026-11-20"]
    both = told("11月20日-21日在石龙镇走访12人;第二天主要走访果农5人")
    assert [record.date.day for record in both] == [20, 21], "the second day of the two"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("带幼儿园老师4名去石龙镇看望留守儿童11名", "石龙镇"),
        ("约了港城街道的律师2名到石龙镇普法，听的村民30人", "石龙镇"),
        ("跟外卖站点的骑手12人座谈", None),
        ("宣讲党的二十届四中全会精神，听众60人", None),
        ("趁着荔枝上市，到石龙镇走访果农12户", "石龙镇"),
    ],
)
def test_where_it_was(text: str, place: str | None) -> None:
    assert one(text, "place") == place


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("代报2条：①覃建华，石龙镇，走访10户；②韦宝兰，江口镇，接待居民20人", ["覃建华", "韦宝兰"]),
        ("代覃建华、韦宝兰两位一起填：覃建华20日走访14户；韦宝兰21日接待9人", ["覃建华", "韦宝兰"]),
        ("代报2条：①石龙镇，走访10户；②江口镇，接待居民20人", ["陆秀芳", "陆秀芳"]),
        ("覃建华手机坏了，让我替她补一笔：昨天走访4户", ["覃建华"]),
        ("麻烦帮我记一下：昨天走访石龙镇4户", ["陆秀芳"]),
    ],
)
def test_whose_it_was(text: str, members: list[str]) -> None:
    assert [record.member for record in told(text)] == members


def test_somebody_whom_the_roster_does_not_know_is_named_and_not_the_reporter() -> None:
    assert [record.member for record in told("代报：①甘雪梅，走访10户；②莫晓峰，接待居民20人")] == ["甘雪梅", "莫晓峰"]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("「覃建华：昨天接待4人，反映停水」——这条写得清楚，大家学学", 0),
        ("要不是下雨，今天石龙镇的座谈就开成了", 0),
        ("村委今天上门走访了我姑妈家", 0),
        ("村委会座谈,见群众8人", 1),
        ("卫生院义诊群众60人", 1),
        ("今天开展“走访慰问困难职工20人”活动,大家很高兴", 1),
        ("初步定12月5号请群众20人来座谈", 0),
        ("张主任，昨天走访石龙镇5户，请查收", 1),
        ("谁有空一起？我今天已走访6户，反映公厕脏", 1),
        ("本来约了石龙镇8户，只走访到3户", 1),
        ("给在外务工的9个老乡打电话拜早年，都说工钱没结", 1),
    ],
)
def test_what_is_a_report(text: str, records: int) -> None:
    assert len(told(text)) == records


def test_a_form_with_labels_that_no_list_knows() -> None:
    (record,) = told("日期：11月20日\n地点：石龙镇\n户数/人数：7户/20人\n同行的人：护士2名\n反映：缺药")
    assert (record.place, record.people, record.issue) == ("石龙镇", 20, "缺药")


def test_what_stands_before_a_colon_is_not_always_a_label() -> None:
    (record,) = told("时间:11月23日\n地点:石龙镇\n走访次数:2次\n走访人数:8人\n问题:路灯不亮,王叔说:晚上摔过")
    assert (record.people, record.issue) == (8, "路灯不亮,王叔说:晚上摔过")


def test_what_an_activity_counts_and_is_about() -> None:
    assert one("收集意见5条，今天报送社情民意信息1条：快递收费", "count") == 1
    assert one("今天提交今年第二件提案《关于修桥的建议》", "count") == 1
    assert one("在石龙镇宣讲禁毒2场,上午58人,下午49人", "people") == 107
    assert [record.type for record in told("今天提交提案一件，题目：给老街装路灯")] == ["proposal"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("📕 皮囊\n📄 P9→P25\n⏰ 半小时", "book", "皮囊"),
        ("［书名］云边有个小卖部\n［今日］第12页～第20页", "book", "云边有个小卖部"),
        ("长安的荔枝一口气看完了，两小时", "book", "长安的荔枝"),
        ("今晚7时10分至8时，读《边城》", "minutes", 50),
        ("读《边城》，早上20分钟晚上30分钟，合计50分钟", "minutes", 50),
        ("《边城》第五章读毕。第六章留给周末", "date", "2026-11-24"),
        ("D7/30 《边城》 P29-61", "date", "2026-11-24"),
        ("《边城》十一章，P58-73", "from_chapter", 11),
        ("《边城》20章全部读完", "from_chapter", None),
        ("[书名]边城[进度]P30-45[用时]30分钟", "book", "边城"),
    ],
)
def test_check_ins(text: str, field: str, value: object) -> None:
    assert one(text, field, "reading") == value
