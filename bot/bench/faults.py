"""How soon the bot answers again after each fault of the way to WeChat: the whole bot, at its own patience.

Each time a report is said and the seconds until its answer is shown are taken.
"""

import asyncio
import itertools
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.bench.cut import CutWire
from bot.bench.harness import Harness, missing, said
from bot.bench.link import furnished, process, ready
from bot.bench.material import reports
from bot.bench.tally import tally
from bot.errors import UserError

CUTS = 10
LONGEST = 60.0  # seconds that an answer is waited for
BEFORE, AWAY = 300, 200  # messages of the burst in which the bot is killed, and while it is away
SETTLED = 1.5  # seconds; longer than a session must last to be good (Patience)
QUIET = 5.0  # seconds without an answer after which no more are waited for


def measure() -> dict[str, Any]:
    """Seconds by fault; what became of the messages around a kill. `why` alone where it cannot be measured."""
    reason = missing()
    return {"why": reason} if reason else asyncio.run(_all())


async def _all() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return {**await _by_fault(Path(folder) / "faults.db"), "killed": await _killed(Path(folder) / "killed.db")}


class _People:
    """Says one report after another, each by another member, and tells when it is answered."""

    def __init__(self, harness: Harness) -> None:
        self._harness = harness
        self._texts = reports(seed=6)
        self.messages: list[dict[str, Any]] = []

    async def say(self) -> str:
        """The name of whoever said it."""
        n = len(self.messages)
        self.messages.append(said(n, next(self._texts), "f"))
        await self._harness.do("burst", messages=self.messages[-1:])
        return f"委员{n}"

    async def answered(self, name: str, since: float) -> float | None:
        """Seconds from `since` to the answer to that member; None when there is none."""
        while not any(f"{name}:" in text for text in self._harness.shown):
            if time.perf_counter() - since > LONGEST:
                return None
            await asyncio.sleep(0.005)
        took = round(time.perf_counter() - since, 2)
        # it is shown before the bot is told that it was: what comes next must not hit that call
        await asyncio.sleep(SETTLED)
        return took

    async def asked(self) -> float | None:
        since = time.perf_counter()
        return await self.answered(await self.say(), since)

    @property
    def next_id(self) -> str:
        return str(said(len(self.messages), "", "f")["id"])


@asynccontextmanager
async def _bot(database: Path, port: int, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    async with process("bot.bench.link_bot", str(database), str(port), log=log) as bot:
        await ready(bot)
        yield bot


async def _by_fault(database: Path) -> dict[str, Any]:
    log = database.with_suffix(".log")
    async with furnished(echo=True) as harness:
        wire = await CutWire.before(harness.port)
        people = _People(harness)
        async with _bot(database, wire.port, log):
            found: dict[str, Any] = {"no_fault": await people.asked()}
            cuts = []
            for _ in range(CUTS):
                wire.cut()
                cuts.append(await people.asked())
            found["cut"] = {"times": CUTS, "longest": _longest(cuts)}
            await harness.do("down")
            await asyncio.sleep(2.0)
            await harness.do("up")
            found["server_restarted"] = await people.asked()
            wire.swallow()
            found["black_hole"] = await people.asked()
            found["payload_hangs"] = await _hanging(harness, people)
            found["payload_fails"] = await _failing(harness, people, log)
        await wire.close()
        told = tally(database, people.messages, len(harness.shown))
    return {**found, **{name: told[name] for name in ("said", "recorded", "doubled")}}


async def _hanging(harness: Harness, people: _People) -> dict[str, float | None]:
    """One message's payload does not come when asked for the first time; the two said behind it."""
    await harness.do("fault", call="messagePayload", kind="hang", id=people.next_id)
    since = time.perf_counter()
    names = [await people.say() for _ in range(3)]
    itself, *others = await asyncio.gather(*(people.answered(name, since) for name in names))
    return {"itself": itself, "others": _longest(others)}


async def _failing(harness: Harness, people: _People, log: Path) -> dict[str, Any]:
    """Its payload is refused once: it is read. Refused twice: the log says which, and the next is read."""
    await harness.do("fault", call="messagePayload", kind="error", times=1, id=people.next_id)
    once = await people.asked()
    lost = people.next_id
    await harness.do("fault", call="messagePayload", kind="error", times=2, id=lost)
    since = time.perf_counter()
    _, name = [await people.say() for _ in range(2)]
    behind = await people.answered(name, since)
    return {"once": once, "behind_twice": behind, "twice_is_reported": f"message {lost} " in log.read_text("utf-8")}


async def _killed(database: Path) -> dict[str, Any]:
    """Killed in a burst; more is said while it is away, and the gateway's ring tells all that nobody took."""
    log = database.with_suffix(".log")
    messages = [said(n, text, "k") for n, text in enumerate(itertools.islice(reports(seed=7), BEFORE + AWAY))]
    async with furnished(echo=True) as harness:
        async with _bot(database, harness.port, log) as bot:
            await harness.do("burst", messages=messages[:BEFORE])
            begun = time.perf_counter()
            while len(harness.shown) < BEFORE // 20:
                if time.perf_counter() - begun > LONGEST:
                    raise UserError("机器人没有答复:测不了被杀之后的恢复")
                await asyncio.sleep(0.005)
            bot.kill()
            await bot.wait()
        await harness.do("burst", messages=messages[BEFORE:])
        async with _bot(database, harness.port, log):
            shown, last = len(harness.shown), time.perf_counter()
            while time.perf_counter() - last < QUIET:
                await asyncio.sleep(0.05)
                if len(harness.shown) != shown:
                    shown, last = len(harness.shown), time.perf_counter()
        return tally(database, messages, len(harness.shown))


def _longest(seconds: list[float | None]) -> float | None:
    """None when one of them was never answered."""
    answered = [one for one in seconds if one is not None]
    return max(answered) if len(answered) == len(seconds) else None
