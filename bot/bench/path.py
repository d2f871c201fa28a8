"""The whole path, message to commit and answer sent: our group commit beside one transaction a message."""

import asyncio
import datetime as dt
import itertools
import resource
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.bench.language import SAID_AT
from bot.bench.material import reports
from bot.config import Config
from bot.errors import UserError
from bot.messages import Event, Incoming, Outgoing

ROOMS = 42
MEMBERS = 2000
# each message is answered at once and by itself as far as the outbox is not behind
PACE = {
    "per_room_seconds": 0,
    "between_rooms_seconds": 0,
    "per_minute": 100_000,
    "per_day": 100_000,
    "acks_per_room_day": 100_000,
    "ack_hold_seconds": 0,
    "jitter_ms": 0,
}
QUIET_NEVER = {"quiet": ["00:00", "00:00"]}


def measure(messages: int = 5000) -> dict[str, Any]:
    """Messages a second through intake, dispatch, handler, one transaction on disk (synchronous=FULL) and out again."""
    alone = max(messages // 5, 1)
    with tempfile.TemporaryDirectory() as folder:
        together, answered = asyncio.run(_run(Path(folder) / "together.db", messages, at_once=True))
        alone_seconds, _ = asyncio.run(_run(Path(folder) / "alone.db", alone, at_once=False))
    return {
        "messages": messages,
        "rooms": ROOMS,
        "senders": MEMBERS,
        "answered": answered,
        "per_second": round(messages / together),
        "per_second_one_commit_each": round(alone / alone_seconds),
        "times": round(messages / together / (alone / alone_seconds), 2),
        "max_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def settings(**more: Any) -> Config:
    rooms = [{"name": f"{n}群", "kind": "both"} for n in range(1, ROOMS + 1)]
    return Config.model_validate({"rooms": rooms, "sending": PACE, "reminders": QUIET_NEVER, **more})


class _Platform:
    """Says everything as fast as it is taken, and ends when `expected` messages have been answered, or no more come."""

    def __init__(self, said: list[Incoming]) -> None:
        self._said = said
        self.answered: set[str] = set()
        self.last = time.perf_counter()

    async def events(self) -> AsyncIterator[Event]:
        for event in self._said:
            yield event
        self.last = time.perf_counter()
        while len(self.answered) < len(self._said) and time.perf_counter() - self.last < 2:
            await asyncio.sleep(0.02)

    async def send(self, outgoing: Outgoing) -> None:
        self.answered.update(outgoing.reply_to)
        self.last = time.perf_counter()

    async def shows(self, outgoing: Outgoing) -> bool | None:
        return None

    async def members(self, room: str) -> dict[str, str]:
        return {}

    async def file(self, message_id: str) -> tuple[str, bytes]:
        raise UserError("这里没有文件")


async def _run(database: Path, messages: int, *, at_once: bool) -> tuple[float, int]:
    """Seconds until all is on disk and answered: as fast as it is taken, or each waited for before the next."""
    from bot.app import Bot
    from bot.clock import SetClock
    from bot.lexicon import default_lexicon
    from handlers.roster import RosterRow
    from handlers.roster_import import import_roster
    from storage.store import Store

    people = [RosterRow(f"委员{n}", "教育", wechat_id=f"wx-{n}") for n in range(MEMBERS)]
    said = [
        Incoming(f"m{n}", f"{n % ROOMS + 1}群", f"wx-{n % MEMBERS}", "", text, SAID_AT + dt.timedelta(seconds=n))
        for n, text in enumerate(itertools.islice(reports(seed=2), messages))
    ]
    platform = _Platform(said)
    with Store.open(f"sqlite:///{database}") as store:
        store.write(lambda unit: import_roster(unit, people, SAID_AT, by="bench")).result()
        bot = Bot(settings(), store, platform, SetClock(SAID_AT), default_lexicon())
        await bot.start()
        begun = time.perf_counter()
        if at_once:
            await bot.run()
            return platform.last - begun, len(platform.answered)
        for message in said:
            await bot.receive(message)
            await bot.send_due()
        return time.perf_counter() - begun, len(platform.answered)
