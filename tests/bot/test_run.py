"""The bot by real time: events in, answers out, with the system's clock and APScheduler running."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

from bot.app import Bot
from bot.clock import SystemClock
from bot.lexicon import default_lexicon
from bot.messages import Event, Incoming, Outgoing
from tests.chat import ZONE, Chat, Platform, opened

FAST = {"sending": {"ack_hold_seconds": 0, "between_rooms_seconds": 0, "per_room_seconds": 0}}


class Busy(Platform):
    """Says the next thing when the last was answered."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self._texts = texts
        self._answered = asyncio.Event()

    async def events(self) -> AsyncIterator[Event]:
        for n, text in enumerate(self._texts):
            self._answered.clear()
            now = dt.datetime.now(ZONE)
            yield Incoming(f"m{n}", "教育界委员群", "wx-陆秀芳", "陆秀芳", text, now)
            await asyncio.wait_for(self._answered.wait(), 20)

    async def send(self, outgoing: Outgoing) -> None:
        await super().send(outgoing)
        self._answered.set()


async def test_it_answers_until_the_events_end() -> None:
    async with opened(FAST) as chat:
        busy = Busy("走访港城街道6人", "走访大圩镇9人", "@小助手 我的进度")
        await running(chat, busy)
    assert [shown.text.split("\n")[0] for shown in busy.shown][:2] == [
        "已记 陆秀芳:联系6人次(港城街道)",
        "已记 陆秀芳:联系9人次(大圩镇)",
    ]
    assert "15/20" in busy.shown[2].text


async def test_nothing_is_left_running(caplog) -> None:  # type: ignore[no-untyped-def]
    async with opened(FAST) as chat:
        await running(chat, Busy("走访港城街道6人"))
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


class Endless(Platform):
    """Says some things at once and then nothing, until it is closed."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self._texts = texts
        self.closed = False
        self.slow = asyncio.Event()

    async def events(self) -> AsyncIterator[Event]:
        try:
            for n, text in enumerate(self._texts):
                yield Incoming(f"m{n}", None, "wx-陆秀芳", "陆秀芳", text, dt.datetime.now(ZONE))
            await asyncio.Event().wait()
        finally:
            self.closed = True

    async def send(self, outgoing: Outgoing) -> None:
        assert not self.closed
        await self.slow.wait()
        await super().send(outgoing)


async def test_what_may_go_out_now_goes_out_before_a_stop_and_the_rest_at_the_next_start() -> None:
    async with opened(FAST | {"service": {"drain_seconds": 20}}) as chat:
        endless = Endless("我的进度", "我的记录", "帮助")
        bot, run = await begun(chat, endless)
        bot.stop()
        endless.slow.set()
        await asyncio.wait_for(run, 20)
        assert len(endless.shown) == 3 and endless.closed


async def test_a_stop_waits_no_longer_than_it_is_told() -> None:
    async with opened(FAST | {"service": {"drain_seconds": 0}}) as chat:
        endless = Endless("我的进度", "我的记录")
        bot, run = await begun(chat, endless)
        bot.stop()
        await asyncio.wait_for(run, 20)
        assert endless.shown == [] and endless.closed
        with chat.store.read() as unit:
            # what was being sent is looked up at the next start, the rest goes out then
            assert unit.outbox.doubtful() and len(unit.outbox.doubtful()) + unit.outbox.how_many_wait() == 2


async def test_what_is_held_for_later_does_not_hold_up_a_stop() -> None:
    async with opened({"service": {"drain_seconds": 60}, "sending": {"ack_hold_seconds": 45}}) as chat:
        endless = Endless()
        bot, run = await begun(chat, endless, wait=False)
        now = dt.datetime.now(ZONE)
        await bot.receive(Incoming("r1", "教育界委员群", "wx-陆秀芳", "陆秀芳", "走访港城街道6人", now))
        bot.stop()
        await asyncio.wait_for(run, 20)
        assert endless.shown == []
        with chat.store.read() as unit:
            assert unit.outbox.how_many_wait() == 1


async def begun(chat: Chat, platform: Endless, *, wait: bool = True) -> tuple[Bot, "asyncio.Task[None]"]:
    """A bot that runs; with `wait` it is sending its first message."""
    bot = Bot(chat.config, chat.store, platform, SystemClock(ZONE), default_lexicon())
    run = asyncio.create_task(bot.run())
    while wait:
        await asyncio.sleep(0.001)
        with chat.store.read() as unit:
            if unit.outbox.doubtful():
                break
    return bot, run


async def running(chat: Chat, platform: Platform) -> None:
    bot = Bot(chat.config, chat.store, platform, SystemClock(ZONE), default_lexicon())
    await asyncio.wait_for(bot.run(), 60)
