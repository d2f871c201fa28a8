"""#接龙 on the wire: emoji in the ranges, broken and hostile XML, hostile text."""

import time
from datetime import datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.chain import read_chain
from handlers.language.chain_wire import read_wire
from handlers.language.lexicon import Lexicon
from handlers.language.types import Chain, Utterance
from tests.language.wires import compose, wrap

AT = datetime.fromisoformat("2026-11-20T20:00:00+08:00")
NOON = 1795147200  # 2026-11-20 12:00 in China
CONTACTS = {"wx-zhang": "张三"}


def read(text: str, wire: str | None = None) -> Chain | None:
    return read_chain(Utterance(text, AT, "member", "张三", frozenset({"李四"})), wire, CONTACTS, Lexicon())


GOOD = compose("#接龙\n11月20日走访登记", [("wx-zhang", "张三 走访3人", NOON)])


@pytest.mark.parametrize(
    "wire",
    [
        "",
        "no xml",
        "<msg>",
        GOOD[1][:-9],
        GOOD[1].replace("<r>", "<r>9"),
        GOOD[1].replace("<r>", "<r>x"),
        GOOD[1].replace("<type>53", "<type>57"),
        wrap(GOOD[0], ""),
        wrap(GOOD[0], "<solitaire>"),
        wrap(GOOD[0], "<solitaire></solitaire>"),
        GOOD[1].replace("<msg>", '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><msg>&b;'),
        GOOD[1].replace("<msg>", '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/hostname">]><msg>&a;'),
        GOOD[1].replace("<msg>", "<msg>" + "<a>" * 100_000),
        GOOD[1].replace("<msg>", "<msg><a>" + "x" * 1_000_000 + "</a>"),
        GOOD[1].replace("<title>", "<title>\ud83d"),
    ],
)
def test_a_broken_or_hostile_wire_falls_back_to_the_text(wire: str) -> None:
    chain = read(GOOD[0], wire)
    assert chain is not None
    assert [(e.name, e.text, e.author) for e in chain.entries] == [("张三", "走访3人", None)]


@pytest.mark.parametrize("ranges", [("5-3", "6-3"), ("5-3", "5-3"), ("9-2", "5-2"), ("0-99", "1-99"), ("6-1", "8-1")])
def test_ranges_that_cannot_be(ranges: tuple[str, str]) -> None:
    items = "".join(f"<i><u>a</u><r>{r}</r></i>" for r in ranges)
    assert read_wire(wrap("#接龙\n🌊🌊🌊🌊🌊", f"<solitaire><content>{items}</content></solitaire>"), AT.tzinfo) is None


WORDS = st.text(
    alphabet=st.sampled_from("走访贵城街道桥圩镇3人反映路灯不亮《书》P12 ,，。\n1.🌊👩🏽‍🏫👨‍👩‍👧é𠮷"),
    min_size=1,
    max_size=30,
).map(lambda words: words.strip() or "x")


@given(
    st.sampled_from(["#接龙\n走访登记👩🏽‍🏫", "早安#接龙\n\n夜读🌙"]),
    st.lists(st.tuples(st.sampled_from(["wx-zhang", "wx-song"]), WORDS), min_size=1, max_size=6),
)
def test_what_wechat_writes_is_read_back(heading: str, entries: list[tuple[str, str]]) -> None:
    title, wire = compose(heading, [(author, words, NOON + at) for at, (author, words) in enumerate(entries)])
    listed = read_wire(wire, AT.tzinfo)
    assert listed is not None
    assert listed.heading == heading + "\n\n"
    assert [(item.author, item.text) for item in listed.items] == entries
    assert [title[item.start : (item.start or 0) + len(item.text)] for item in listed.items] == [w for _, w in entries]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_and_any_wire_are_read(text: str, wire: str) -> None:
    read("#接龙\n" + text, wire)
    read(text, wrap("x", "").replace("<![CDATA[]]>", escape(wire)))


@pytest.mark.parametrize("part", ["1", "一", "#接龙\n", "1. ", "1. 张三\n", "「", "例", "- ", "①", "\n", "张三"])
def test_hostile_repeats_take_linear_time(part: str) -> None:
    for text in (part * 40_000, "#接龙\n走访登记\n1. 张三 " + part * 40_000):
        begun = time.perf_counter()
        read(text)
        assert time.perf_counter() - begun < 4
