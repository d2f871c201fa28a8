"""#接龙 as plain text: marker or heading, numbers of every kind, and lists that are none."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.chain import read_chain
from handlers.language.lexicon import Lexicon
from handlers.language.types import Chain, Utterance

AT = datetime.fromisoformat("2026-11-20T20:00:00+08:00")
LEXICON = Lexicon.from_text("港北区: 贵城街道 港城街道\n港南区: 桥圩镇 东津镇")
ROSTER = frozenset("张三 李四 王伟 陆秀芳 覃建华 潘耀东 蓝月 江涛 宋佩兰".split())


def read(text: str) -> Chain | None:
    return read_chain(Utterance(text, AT, "member", "张三", ROSTER), None, {}, LEXICON)


def lines(text: str) -> list[tuple[str | None, str]]:
    chain = read(text)
    assert chain is not None
    return [(entry.name, entry.text) for entry in chain.entries]


@pytest.mark.parametrize(
    "text",
    [
        "#接龙\n11月20日走访登记\n\n1. 张三 走访3人\n2. 李四 走访5人",
        "＃接龍\n11月20日走访登记\n\n1. 张三 走访3人\n2. 李四 走访5人",
        "#Group Note\n11月20日走访登记\n\n1. 张三 走访3人\n2. 李四 走访5人",
        "辛苦大家，报个数#接龙\n11月20日走访\n\n1. 张三 走访3人\n2. 李四 走访5人",
        "11月20日走访情况接龙\n1、张三：走访3人\n2、李四：走访5人",
        "11月20日走访情况接龙\n①张三（妇联）走访3人\n②教育界-李四走访5人",
        "11月20日走访情况接龙\n1️⃣ 张三 走访3人\n2️⃣ 李四🌸 走访5人",
        "11月20日走访情况接龙\n(1)张三 走访3人\n（2）李四 走访5人",
        "11月20日走访情况\n1.张三 走访3人\n2.李四 走访5人",
        "#接龙\n11月20日走访登记\n1. 张三 走访3人\n1. 李四 走访5人",
        "#接龙\n11月20日走访登记\n1）张三 走访3人\n\n2）李四 走访5人\n\n辛苦大家了",
        "「王伟:#接龙\n1. 王伟 走访9人」\n- - - - - - - - -\n#接龙\n11月20日走访登记\n1. 张三 走访3人\n2. 李四 走访5人",
    ],
)
def test_the_text_form(text: str) -> None:
    assert lines(text) == [("张三", "走访3人"), ("李四", "走访5人")]
    chain = read(text)
    assert chain is not None
    assert [(r.member, r.people, r.date.day) for e in chain.entries for r in e.records] == [
        ("张三", 3, 20),
        ("李四", 5, 20),
    ]
    assert not any(entry.for_other for entry in chain.entries)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今天走访贵城街道5人",
        "接龙怎么发？",
        "请大家在#接龙 里报名",
        "走访会员企业两家：\n①桥圩镇羽绒厂，3位负责人\n②东津镇板材厂，2位老板",
        "打卡📚\n①《之江新语》P88-95\n②《摆脱贫困》P12-20",
        "「张三:#接龙\n11月20日走访登记\n1. 张三 走访3人\n2. 李四 走访5人」\n- - - - - - - - - -\n收到",
        "上周读书之星🌟\n1. 张三 7天 213页\n2. 李四 7天 180页",
        "明天的会议议程\n1. 张三 发言\n2. 李四 发言",
    ],
)
def test_no_chain(text: str) -> None:
    assert read(text) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(ROSTER)), st.sampled_from(["走访3人", "请假", "《论语》P3-9 很好", "贵城街道\n4人"])
        ),
        min_size=1,
        max_size=8,
    )
)
def test_the_text_form_is_read_back(entries: list[tuple[str, str]]) -> None:
    text = "#接龙\n11月20日走访登记\n\n" + "\n".join(
        f"{n}. {name} {words}" for n, (name, words) in enumerate(entries, 1)
    )
    assert lines(text) == entries


def test_an_unknown_name_keeps_its_own_line() -> None:
    assert lines("#接龙\n走访登记\n1. 张三 3人\n2. 王五 5人\n3. 李四 6人") == [
        ("张三", "3人"),
        (None, "王五 5人"),
        ("李四", "6人"),
    ]


def test_rules_before_the_list_belong_to_the_heading() -> None:
    text = "#接龙\n走访登记要求\n1. 写明地点\n2. 写明人数\n\n1. 张三 贵城街道 3人\n2. 李四 桥圩镇 5人"
    assert lines(text) == [("张三", "贵城街道 3人"), ("李四", "桥圩镇 5人")]
