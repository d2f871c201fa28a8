"""Text made to be slow: twice as long may cost twice as much, not four times."""

import time
from collections.abc import Callable
from datetime import date, datetime

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, heading_type, read, read_line
from handlers.language.answers import read_count, read_yes_no
from handlers.language.chain import read_chain
from handlers.language.corrections import read_cancellation, read_correction
from handlers.language.mask import mask, mask_issue
from handlers.language.names import leading_name, name_in_alias
from handlers.language.normalize import LONGEST
from handlers.language.periods import read_due, read_month, read_period
from handlers.language.scan import MOST_NUMBERS, scan

AT = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
TODAY = date(2026, 11, 25)
UNITS = (
    "1 13 一 十 第 《 《a》 1月 3户 3户5人 P1- 10-20页 和 镇 村 大圩镇 说 反映 反映漏水的陈伯、 走访3人， "
    "。走访3人 走访3人贵城街道。 到了 1/ 半 @ 「 10日至 （ 给 把 王伟 代 吗， 吗？ 佩服， 佩服，走访3人， "
    "昨天3人，今天4人， 时间： 时间：a地点：b人数：3 《a》读10页， 6:30-7:00 读了 打卡 第3章 提案 宣讲 送了 为 "
    "为村里送 约 ① 1. - ~ 的事 都说 寺 之家 明天 没 如果 1.5 11.20- 二〇二六年 周三至 他们 小区 一中 更正 "
    "[强] 😀 其中3人 感悟： 读完 1小时 12月10日前 3月- 老人陈 户主 "
).split()


def said(text: str, room: str) -> Utterance:
    return Utterance(text, AT, room, "陆秀芳", frozenset({"王伟", "王伟民"}))  # type: ignore[arg-type]


def lines(text: str) -> object:
    lexicon = default_lexicon()
    for kind in ("contact", "reading"):
        read_line(said(text, "member"), lexicon, heading="走访", heading_type=kind, day=None)
    return None


def messages(text: str) -> object:
    return read(said(text, "reading"), default_lexicon()), read(said(text, "member"), default_lexicon())


def others(text: str) -> object:
    answers = read_count(text), read_yes_no(text), heading_type(text), leading_name(text, ["王伟"])
    mended = read_correction(text, AT, default_lexicon()), read_cancellation(text), name_in_alias(text, ["王伟"])
    days = read_due(text, TODAY), read_period(text, TODAY), read_month(text, TODAY)
    chain = read_chain(said("#接龙\n11月走访\n" + text, "member"), None, {}, default_lexicon())
    return answers, mended, days, chain, mask(text), mask_issue(text)


@pytest.mark.parametrize("work", [messages, lines, others])
def test_twice_the_length_costs_less_than_thrice(work: Callable[[str], object]) -> None:
    steep = {}
    for unit in UNITS:
        grown = growth(work, unit)
        if grown >= 3:
            steep[unit] = grown
    assert not steep


def growth(work: Callable[[str], object], unit: str) -> float:
    """How the cost grows from 960 characters to 1,920; measured again before it is believed."""
    short, long = ((unit * LONGEST)[:length] for length in (LONGEST * 48 // 100, LONGEST * 96 // 100))
    work(short)
    # Repeats end alike at either length, and a millisecond is forgiven to the machine.
    for rounds in (2, 6):
        least = [min(cpu(work, text) for _ in range(rounds)) for text in (short, long)]
        grown = (least[1] - 0.001) / least[0]
        if grown < 3:
            break
    return grown


def cpu(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


def test_a_wall_of_numbers_is_read_up_to_a_bound() -> None:
    assert len(scan("3户" * 900, TODAY).numbers) == MOST_NUMBERS


def test_a_wall_of_books_or_days_gives_few_records() -> None:
    assert len(read(said("《a》读10页，" * 200, "reading"), default_lexicon())) <= 12
    assert len(read(said("昨天读3页，今天读4页，" * 100, "reading"), default_lexicon())) <= 12
