"""What holds for every text, not only for those that we thought of."""

import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, read
from handlers.language.normalize import LONGEST, normalize

AT = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
WORDS = (
    "走访 接待 座谈 打卡 《 》 「 」 《边城》 贵城街道 大圩镇 永福村 昨天 上周三 11月20日 11.20 3户 5人 十几 二十多 "
    "人次 名 其中 共 反映 已 P30-45 第3章 读到 半小时 明天 没 吗 ？ ， 。 ； ： \n 代 王伟 报 提案 信息 宣讲 1场 "
    "协商会 办实事 和 委员 😀 [强] １２ 戶 走訪 例 约 余 "
    "30/120页 6:30-7:00 时间 地点 人数 : / | ① 1. - 第 天 在 到 的 2月30日 99 0"
).split(" ")
typed = st.lists(st.sampled_from(WORDS), max_size=30).map("".join) | st.text(max_size=200)
REPORTS = (
    ("今天到贵城街道走访3户5人，反映路灯不亮", "member"),
    ("昨天下午接待来访家长8人次", "member"),
    ("《乡土中国》P30-45 打卡", "reading"),
    ("宣讲1场，听众80人", "member"),
)


def heard(text: str, room: str = "member") -> list[Record]:
    said = Utterance(text, AT, room, "陆秀芳", frozenset({"王伟", "王伟民"}))  # type: ignore[arg-type]
    return read(said, default_lexicon())


def keys(text: str, room: str) -> list[tuple[object, ...]]:
    return [(r.type, r.member, r.date, r.people, r.place, r.book, r.from_page, r.to_page) for r in heard(text, room)]


@given(typed, st.sampled_from(["member", "reading", "direct"]))
def test_no_text_breaks_it_and_every_reason_quotes_the_text(text: str, room: str) -> None:
    for record in heard(text, room):
        assert record.member
        assert record.date <= AT.date()
        for reason in record.why:
            assert 0 <= reason.start <= reason.end <= len(text)
            assert text[reason.start : reason.end] == reason.words


@given(st.text())
def test_one_spelling_keeps_every_offset(text: str) -> None:
    assert len(normalize(text)) == len(text)


@pytest.mark.parametrize(("text", "room"), REPORTS)
@pytest.mark.parametrize("said", ["{}！", "{}。", "{} 😀🌹", "{}[抱拳]", "汇报一下，{}", "{}\n"])
def test_politeness_and_pictures_change_nothing(text: str, room: str, said: str) -> None:
    assert keys(said.format(text), room) == keys(text, room)


@pytest.mark.parametrize(("text", "room"), REPORTS)
def test_full_width_changes_nothing(text: str, room: str) -> None:
    wide = text.translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)})
    assert [key[:4] + key[6:] for key in keys(wide, room)] == [key[:4] + key[6:] for key in keys(text, room)]


@pytest.mark.parametrize(("text", "room"), REPORTS)
@pytest.mark.parametrize("said", ["如果{}就好了", "例：{}", "转：{}", "更正：{}", "累计{}", "听说{}"])
def test_what_was_not_done_vanishes(text: str, room: str, said: str) -> None:
    if room == "member":
        assert heard(said.format(text), room) == []


@pytest.mark.parametrize(
    "text", ["明天到贵城街道走访3户5人", "没去走访3户5人", "到贵城街道走访3户5人了吗", "走访3户5人？"]
)
def test_a_word_in_the_right_place_makes_it_vanish(text: str) -> None:
    assert heard(text) == []


def test_a_paper_is_no_report() -> None:
    assert heard("走访3户5人。" + "好" * LONGEST) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    "1 一 座谈反映 第 《 《a》 1月 3户 P1- 和 镇 说 走访3人， 到了 1/ 半 @ 「 10日至 （ 给 把 王伟 代".split(),
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def cost(length: int) -> float:
        text = (unit * length)[:length]
        best = 1e9
        for _ in range(5):
            begin = time.process_time()
            heard(text, "reading")
            heard(text)
            best = min(best, time.process_time() - begin)
        return best

    assert cost(1900) < 0.05 + 8 * cost(475)
