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


async def running(chat: Chat, platform: Platform) -> None:
    bot = Bot(chat.config, chat.store, platform, SystemClock(ZONE), default_lexicon())
    await asyncio.wait_for(bot.run(), 60)
