"""#接龙 posts: the wire form, the text form, and who is whose line."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from handlers.language.chain import read_chain
from handlers.language.lexicon import Lexicon
from handlers.language.types import Chain, RoomKind, Utterance
from tests.language.wires import compose, wrap

AT = datetime.fromisoformat("2026-11-20T20:00:00+08:00")
LEXICON = Lexicon.from_text("港北区: 贵城街道 港城街道\n港南区: 桥圩镇 东津镇")
ROSTER = frozenset("张三 李四 王伟 陆秀芳 覃建华 潘耀东 蓝月 江涛 宋佩兰".split())
CONTACTS = {"wx-zhang": "张三", "wx-li": "李四", "wx-jiang": "江涛", "wx-song": "宋佩兰"}


def read(
    text: str, wire: str | None = None, contacts: Mapping[str, str] = CONTACTS, room: RoomKind = "member"
) -> Chain | None:
    return read_chain(Utterance(text, AT, room, "张三", ROSTER), wire, contacts, LEXICON)


def lines(text: str, wire: str | None = None, room: RoomKind = "member") -> list[tuple[str | None, str]]:
    chain = read(text, wire, room=room)
    assert chain is not None
    return [(entry.name, entry.text) for entry in chain.entries]


NOON = 1795147200  # 2026-11-20 12:00 in China


def test_the_wire_names_the_authors() -> None:
    title, wire = compose(
        "#接龙\n11月19日 走访登记👨‍👩‍👧",
        [("wx-zhang", "张三 贵城街道 走访6人🌊", NOON), ("wx-li", "🌸小李 桥圩镇8户21人", NOON + 60)],
    )
    chain = read(title, wire)
    assert chain is not None
    first, second = chain.entries
    assert (first.name, first.text, first.author, first.at) == (
        "张三",
        "贵城街道 走访6人🌊",
        "wx-zhang",
        datetime.fromisoformat("2026-11-20T12:00:00+08:00"),
    )
    assert (second.name, second.text, second.for_other, second.dated) == ("李四", "桥圩镇8户21人", False, True)
    assert [(r.member, r.people, r.date) for e in chain.entries for r in e.records] == [
        ("张三", 6, date(2026, 11, 19)),
        ("李四", 21, date(2026, 11, 19)),
    ]
    assert chain.heading == "#接龙\n11月19日 走访登记👨‍👩‍👧"


def test_a_line_that_begins_with_another_name_is_for_somebody_else() -> None:
    title, wire = compose(
        "#接龙\n走访登记", [("wx-zhang", "张三 走访3人", NOON), ("wx-zhang", "李四 走访桥圩镇6人", NOON)]
    )
    chain = read(title, wire)
    assert chain is not None
    assert [(e.name, e.for_other) for e in chain.entries] == [("张三", False), ("李四", True)]
    assert [(r.member, r.people) for e in chain.entries for r in e.records] == [("张三", 3), ("李四", 6)]


def test_somebody_reports_for_another_on_his_own_line() -> None:
    for words in ("张三 代李四：走访桥圩镇6人", "张三（代李四）走访桥圩镇6人"):
        title, wire = compose("#接龙\n走访登记", [("wx-zhang", words, NOON)])
        chain = read(title, wire)
        assert chain is not None
        assert [(e.name, e.for_other, e.text) for e in chain.entries] == [("李四", True, "走访桥圩镇6人")]


def test_an_undated_heading_gives_a_line_the_day_of_its_own_time() -> None:
    title, wire = compose(
        "#接龙\n走访登记", [("wx-zhang", "张三 走访3人", NOON - 86400), ("wx-li", "昨天走访5人", NOON)]
    )
    chain = read(title, wire)
    assert chain is not None
    assert [(e.dated, e.records[0].date) for e in chain.entries] == [
        (False, date(2026, 11, 19)),
        (True, date(2026, 11, 19)),
    ]


def test_today_in_the_heading_is_the_day_on_which_the_chain_began() -> None:
    title, wire = compose(
        "#接龙\n今天下村走访情况", [("wx-zhang", "走访3人", NOON - 86400), ("wx-li", "走访5人", NOON)]
    )
    chain = read(title, wire)
    assert chain is not None
    assert [(e.dated, e.records[0].date) for e in chain.entries] == [(True, date(2026, 11, 19))] * 2
    text = read("#接龙\n今天下村走访情况\n\n1. 张三 走访3人")
    assert text is not None
    assert [(e.dated, e.records[0].date) for e in text.entries] == [(False, date(2026, 11, 20))]


def test_an_unknown_author_makes_no_record() -> None:
    title, wire = compose("#接龙\n走访登记", [("wx-stranger", "桥圩镇走访6人", NOON)])
    chain = read(title, wire)
    assert chain is not None
    assert [(e.name, e.author, e.records) for e in chain.entries] == [(None, "wx-stranger", ())]


def test_the_poster_is_the_sender() -> None:
    title, wire = compose("#接龙\n走访登记", [("wx-new", "桥圩镇走访6人", NOON)])
    wire = wire.replace("</msg>", "<fromusername>wx-new</fromusername></msg>")
    chain = read(title, wire)
    assert chain is not None
    assert [(e.name, e.for_other) for e in chain.entries] == [("张三", False)]


def test_items_may_be_literal_text() -> None:
    title = "#接龙\n走访登记\n\n1. 张三 走访3人"
    body = f"<content><i><u>wx-zhang</u><t>{NOON}</t><c>张三 走访3人</c></i></content>"
    assert lines(title, wrap(title, f"<solitaire><tt>0-8</tt>{body}</solitaire>")) == [("张三", "走访3人")]


def test_several_lines_and_numbers_within_an_entry() -> None:
    words = "张三 上下午各一场\n1. 上午贵城街道接待4人\n2. 下午东津镇接待3人"
    title, wire = compose("#接龙\n11月20日接访日", [("wx-zhang", words, NOON), ("wx-li", "李四 接待2人次", NOON)])
    for form in (wire, None):
        assert lines(title, form) == [("张三", words.removeprefix("张三 ")), ("李四", "接待2人次")]
        chain = read(title, form)
        assert chain is not None
        assert [r.people for e in chain.entries for r in e.records] == [4, 3, 2]


def test_reasons_point_into_the_whole_message() -> None:
    title, wire = compose("#接龙\n11月20日走访", [("wx-zhang", "张三 走访贵城街道3人", NOON)])
    for form in (wire, None):
        chain = read(title, form)
        assert chain is not None
        people = next(reason for reason in chain.entries[0].records[0].why if reason.field == "people")
        assert title[people.start : people.end] == people.words


def test_a_heading_may_name_several_days() -> None:
    chain = read("#接龙\n11.18-11.20走访联系群众登记\n\n1. 张三 贵城街道6人\n2. 李四 19号 桥圩镇8人")
    assert chain is not None
    days = [(r.date.day, r.date_end and r.date_end.day) for e in chain.entries for r in e.records]
    assert (days, [e.dated for e in chain.entries]) == ([(18, 20), (19, None)], [True, True])


@pytest.mark.parametrize(
    "text",
    [
        "#接龙\n本周六义诊报名\n\n1. 张三 2人",
        "#接龙\n11月20日走访登记\n\n1. 张三 请假",
        "#接龙\n11月20日走访登记\n\n1. 张三",
        "#接龙\n11月20日走访登记\n\n1. 例 张三 走访3人",
        "#接龙\n11月20日走访登记\n\n1. 老王 走访3人",
        "#接龙\n能否到会请接龙\n\n1. 张三 参加\n2. 李四 参加，迟到10分钟",
        "#接龙\n订做马甲，报尺码\n\n1. 张三 M 160/52\n2. 李四 XL",
        "#接龙\n明天下村走访，谁去\n\n1. 张三 带2人",
        "#接龙\n11月28日（周六）走访\n\n1. 张三 2人\n2. 李四 1人",
        "#接龙\n走访东津镇，坐大巴的请接龙\n\n1. 张三 1人，带血压计",
        "#接龙\n读书打卡\n\n1. 张三 请假\n2. 李四 ❌\n3. 蓝月 没来得及",
    ],
)
def test_lines_that_report_nothing(text: str) -> None:
    chain = read(text)
    assert chain is not None
    assert not [record for entry in chain.entries for record in entry.records]


def test_under_a_reading_heading_a_bare_name_is_a_check_in() -> None:
    title, wire = compose(
        "#接龙\n11月19日夜读打卡",
        [
            ("wx-jiang", "小江🌊", NOON),
            ("wx-song", "佩兰 ✅", NOON),
            ("wx-li", "四海为家", NOON),
            ("wx-li", "出差", NOON),
        ],
    )
    chain = read(title, wire, room="reading")
    assert chain is not None
    assert [(r.type, r.member, r.date.day) for e in chain.entries for r in e.records] == [
        ("reading", "江涛", 19),
        ("reading", "宋佩兰", 19),
        ("reading", "李四", 19),
    ]


def test_whole_reports_under_a_heading_that_says_nothing() -> None:
    chain = read("#接龙\n\n1. 张三 今天走访贵城街道5人\n2. 李四 收到")
    assert chain is not None
    assert [(r.member, r.people) for e in chain.entries for r in e.records] == [("张三", 5)]
