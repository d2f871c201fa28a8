"""The way from the outbox to the platform: once, in order, not too fast, whatever happens on the way."""

import datetime as dt
from itertools import pairwise

import pytest

from bot.messages import Outgoing, Reply
from tests.chat import Chat, opened


async def test_acknowledgements_of_a_room_are_held_and_go_out_as_one_message(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人", id="a", wait=20)
    assert await chat.says("潘耀东", "走访大圩镇9人", id="b", wait=20) == []
    said = await chat.until(chat.clock.now() + dt.timedelta(seconds=30))
    assert [shown.text for shown in said] == ["已记 陆秀芳:联系6人次(港城街道)\n已记 潘耀东:联系9人次(大圩镇)"]
    assert said[0].reply_to == ("a", "b")


async def test_an_answer_to_a_command_goes_out_at_once(chat: Chat) -> None:
    assert len(await chat.says("陆秀芳", "@小助手 我的进度", wait=0)) == 1


async def test_a_death_between_sent_and_noted_sends_nothing_twice(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人", wait=0)
    await chat.passes(dt.timedelta(seconds=60))
    chat.store.write(lambda unit: unit.outbox._change(state="sending")).result()
    await chat.restart()
    await chat.passes(dt.timedelta(minutes=5))
    assert len(chat.platform.shown) == 1


async def test_a_death_between_claimed_and_sent_sends_it_at_the_next_start(chat: Chat) -> None:
    await chat.says("陆秀芳", "走访港城街道6人", wait=60)
    chat.platform.shown.clear()
    chat.store.write(lambda unit: unit.outbox._change(state="sending")).result()
    await chat.restart()
    await chat.passes(dt.timedelta(minutes=5))
    assert [shown.text for shown in chat.platform.shown] == ["已记 陆秀芳:联系6人次(港城街道)"]


async def test_a_refused_message_is_sent_again_later(chat: Chat) -> None:
    chat.platform.refuse = 2
    await chat.says("陆秀芳", "@小助手 我的进度", wait=60)
    assert len(chat.platform.shown) == 1


async def test_a_message_without_a_clear_answer_is_looked_for_before_it_is_sent_again(chat: Chat) -> None:
    chat.platform.vanish = 1
    await chat.says("陆秀芳", "@小助手 我的进度", wait=60)
    assert len(chat.platform.shown) == 1


async def test_a_look_that_fails_keeps_no_other_message_in_doubt(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.says("陆秀芳", "@小助手 我的进度", wait=30)
    await chat.says("蒙国栋", "@小助手 我的进度", "医卫界委员群", wait=30)
    chat.store.write(lambda unit: unit.outbox._change(state="sending")).result()
    looked: list[str] = []

    async def shows(outgoing: Outgoing) -> bool:
        looked.append(outgoing.chat)
        if outgoing.chat == "教育界委员群":
            raise RuntimeError("a gateway with a fault of its own")
        return True

    monkeypatch.setattr(chat.platform, "shows", shows)
    with pytest.raises(RuntimeError):
        await chat.bot.sender.settle_doubtful()
    with chat.store.read() as unit:
        assert [row.chat for row in unit.outbox.doubtful()] == ["教育界委员群"]
    assert sorted(looked) == ["医卫界委员群", "教育界委员群"]


async def test_two_rooms_are_three_seconds_apart_and_one_room_one(chat: Chat) -> None:
    for n in range(3):
        await chat.says("陆秀芳", "@小助手 我的进度", wait=0, id=f"a{n}")
    await chat.says("蒙国栋", "@小助手 我的进度", "医卫界委员群", wait=0)
    times: list[dt.datetime] = []
    while len(chat.platform.shown) < 4:
        await chat.passes(dt.timedelta(milliseconds=100))
        times += [chat.clock.now()] * (len(chat.platform.shown) - len(times) - 1)
    gaps = [(b - a).total_seconds() for a, b in pairwise(times)]
    assert all(gap >= 0.9 for gap in gaps) and gaps[-1] >= 2.9


async def test_thirty_a_minute_and_no_more(chat: Chat) -> None:
    for n in range(40):
        await chat.says("陆秀芳", "@小助手 帮助", wait=0, id=f"a{n}")
    await chat.passes(dt.timedelta(seconds=58))
    assert len(chat.platform.shown) == 30
    await chat.passes(dt.timedelta(seconds=60))
    assert len(chat.platform.shown) == 40


async def test_after_twenty_acknowledgements_a_room_gets_one_digest_in_the_evening() -> None:
    async with opened({"sending": {"acks_per_room_day": 2}}) as chat:
        for people in range(3, 8):
            await chat.says("陆秀芳", f"走访港城街道{people}人")
        assert len(chat.platform.shown) == 2
        said = await chat.until(chat.clock.now().replace(hour=20, minute=1))
        assert [shown.text for shown in said] == ["另外已记 3 条"]


async def test_a_throttle_notice_pauses_the_room_and_tells_the_owner(chat: Chat) -> None:
    await chat.says("系统", "操作过于频繁,可稍后再试。", kind="system", wait=1)
    assert [(s.chat, s.private) for s in chat.platform.shown] == [("wx-owner", True)]
    assert await chat.says("陆秀芳", "@小助手 我的进度", wait=9 * 60) == []
    assert len(await chat.says("蒙国栋", "@小助手 我的进度", "医卫界委员群", wait=10)) == 1
    await chat.passes(dt.timedelta(minutes=2))
    assert "0/20" in chat.platform.shown[-1].text


async def test_two_throttled_rooms_pause_the_whole_account(chat: Chat) -> None:
    await chat.says("系统", "操作过于频繁,可稍后再试。", kind="system", wait=5)
    await chat.says("系统", "操作过于频繁,可稍后再试。", "医卫界委员群", kind="system", wait=5)
    assert await chat.says("陆秀芳", "我的进度", None, wait=8 * 60) == []


async def test_nothing_is_queued_twice_under_one_key(chat: Chat) -> None:
    reply = Reply("好", to="wx-陆秀芳", private=True, key="once")
    queue = chat.bot.intake.queue
    for _ in range(2):
        chat.store.write(lambda unit: queue.announce(unit, [reply], chat.clock.now())).result()
    await chat.passes(dt.timedelta(seconds=30))
    assert len(chat.platform.shown) == 1


async def test_bug_jitter_let_a_later_answer_overtake_an_earlier_one(chat: Chat) -> None:
    for n in range(12):
        await chat.says("陆秀芳", "@小助手 帮助", wait=0, id=f"a{n}")
    await chat.passes(dt.timedelta(minutes=2))
    assert [shown.reply_to[0] for shown in chat.platform.shown] == [f"a{n}" for n in range(12)]
