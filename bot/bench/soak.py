"""`liaison bench link --soak MINUTES`: 20 reports a second while the wire is cut, the gateway goes and calls fail."""

import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.bench.cut import CutWire
from bot.bench.harness import Harness, missing, said
from bot.bench.link import furnished, process, ready
from bot.bench.material import reports
from bot.bench.tally import tally
from bot.bench.usage import memory_mb
from bot.errors import UserError

A_SECOND = 20
FAULTS_EVERY = (5.0, 20.0)  # seconds
# what came in the last seconds may still be on its way, and be told again after a fault
FRESH = 30


def soaked(minutes: int) -> Iterator[dict[str, Any]]:
    """What became of everything said so far, minute by minute, and once more when all has settled."""
    reason = missing()
    if reason:
        raise UserError(reason)
    with asyncio.Runner() as runner, tempfile.TemporaryDirectory() as folder:
        steps = _soak(Path(folder) / "soak.db", minutes)
        try:
            while (found := runner.run(anext(steps, None))) is not None:
                yield found
        finally:
            runner.run(steps.aclose())


async def _soak(database: Path, minutes: int) -> Any:
    texts = reports(seed=5)
    chance = random.Random(5)
    messages: list[dict[str, Any]] = []
    hindered = 0
    async with furnished(echo=True) as harness:
        wire = await CutWire.before(harness.port)
        async with process("bot.bench.link_bot", str(database), str(wire.port)) as bot:
            await ready(bot)
            for minute in range(1, minutes + 1):
                ends = time.monotonic() + 60
                fault_at = time.monotonic() + chance.uniform(*FAULTS_EVERY)
                while (now := time.monotonic()) < ends:
                    for text in itertools.islice(texts, A_SECOND):
                        messages.append(said(len(messages), text, "s"))
                    await harness.do("burst", messages=messages[-A_SECOND:])
                    if now >= fault_at:
                        hindered += await _fault(harness, wire, chance)
                        fault_at = now + chance.uniform(*FAULTS_EVERY)
                    await asyncio.sleep(max(0.0, 1.0 - (time.monotonic() - now)))
                settled = messages[: -FRESH * A_SECOND]
                found = await asyncio.to_thread(tally, database, settled, len(harness.shown))
                yield {"minute": minute, "hindered": hindered, **found, **memory_mb(bot.pid)}
            await asyncio.sleep(FRESH)
            yield {
                "minute": "end",
                "hindered": hindered,
                **tally(database, messages, len(harness.shown)),
                **memory_mb(bot.pid),
            }
        await wire.close()


async def _fault(harness: Harness, wire: CutWire, chance: random.Random) -> int:
    """How many messages it keeps from coming at once, so that others may overtake them."""
    match chance.choice(("cut", "down", "hang", "error")):
        case "cut":
            wire.cut()
        case "down":
            await harness.do("down")
            await asyncio.sleep(chance.uniform(0.5, 3.0))
            await harness.do("up")
        case kind:
            times = chance.randint(1, 5)
            await harness.do("fault", call="messagePayload", kind=kind, times=times)
            return times if kind == "hang" else 0
    return 0
