"""The whole bot at a real Wechaty gateway: a burst of reports in 42 rooms, received, recorded and answered.

Beside it, on the same gateway, python-wechaty that does nothing but answer with what it has heard.
"""

import asyncio
import contextlib
import itertools
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.bench.harness import TOP, Harness, missing, said
from bot.bench.material import reports
from bot.bench.tally import memory_mb, tally
from bot.errors import UserError

PEER = TOP / ".venv-wechaty" / "bin" / "python"
SETTLES = 5.0  # seconds without an answer after which no more are waited for
CONNECTS = 60.0


def measure(messages: int = 5000) -> dict[str, Any]:
    """Messages a second from the platform to the platform; null with the reason where it cannot be measured."""
    reason = missing()
    ours = {"per_second": None, "why": reason} if reason else asyncio.run(_ours(messages))
    if not reason and not PEER.exists():
        reason = "没有 .venv-wechaty:请先运行 make wechaty"
    theirs = {"per_second": None, "why": reason} if reason else asyncio.run(_theirs(messages))
    return {"messages": messages, "liaison": ours, "python_wechaty_echo": theirs}


async def _ours(count: int) -> dict[str, Any]:
    texts = itertools.islice(reports(seed=4), count)
    messages = [said(n, text) for n, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "link.db"
        async with furnished() as harness, process("bot.bench.link_bot", str(database), str(harness.port)) as bot:
            await ready(bot)
            seconds = await _burst(harness, messages, bot)
            memory = memory_mb(bot.pid)
        found = tally(database, messages, len(harness.shown))
    return {"per_second": round(found["answered"] / seconds), "seconds": round(seconds, 2), **found, **memory}


async def _theirs(count: int) -> dict[str, Any]:
    messages = [said(n, f"{n} 你好", "e") for n in range(count)]
    async with (
        furnished(ring=False) as harness,
        process("bot.bench.wechaty_peer", str(harness.port), python=PEER) as peer,
    ):
        if not await _echoes(harness, peer):
            return {"per_second": None, "why": "python-wechaty 没有回答"}
        harness.shown.clear()
        seconds = await _burst(harness, messages, peer)
        memory = memory_mb(peer.pid)
    order = [int(text.split()[0]) for text in harness.shown if text.split()[0].isdigit()]
    return {
        "per_second": round(len(set(order)) / seconds),
        "seconds": round(seconds, 2),
        "answered": len(set(order)),
        "lost": count - len(set(order)),
        "doubled": len(order) - len(set(order)),
        "order_kept": order == sorted(order),
        **memory,
    }


async def _burst(harness: Harness, messages: list[dict[str, Any]], process: asyncio.subprocess.Process) -> float:
    """Say all of it; seconds until the last answer was shown."""
    begun = last = time.perf_counter()
    await harness.do("burst", messages=messages)
    shown = len(harness.shown)
    while time.perf_counter() - last < SETTLES and process.returncode is None:
        await asyncio.sleep(0.01)
        if len(harness.shown) != shown:
            shown, last = len(harness.shown), time.perf_counter()
    return max(last - begun, 0.001)


async def _echoes(harness: Harness, peer: asyncio.subprocess.Process) -> bool:
    """Has it begun to answer? It asks for much before it does."""
    for n in range(int(CONNECTS)):
        await harness.do("say", **said(n, "在吗", "hello"))
        await asyncio.sleep(1.0)
        if harness.shown or peer.returncode is not None:
            break
    # what it has not answered by now must not count
    await asyncio.sleep(2.0)
    return bool(harness.shown)


@asynccontextmanager
async def furnished(*, ring: bool = True) -> AsyncIterator[Harness]:
    harness = await Harness.started(ring=ring)
    try:
        await harness.furnish()
        yield harness
    finally:
        await harness.stop()


@asynccontextmanager
async def process(
    module: str, *arguments: str, python: Path | str = sys.executable
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A module of ours in a process of its own, ended with the block."""
    started = await asyncio.create_subprocess_exec(
        *(str(python), "-m", module, *arguments),
        cwd=TOP,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    draining = asyncio.create_task(_drain(started)) if module != "bot.bench.link_bot" else None
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(started.wait(), 20)
        if started.returncode is None:
            started.kill()
            await started.wait()
        if draining is not None:
            draining.cancel()
            await asyncio.gather(draining, return_exceptions=True)


async def _drain(process: asyncio.subprocess.Process) -> None:
    """A peer that talks must not stop at a full pipe."""
    assert process.stdout is not None
    while await process.stdout.read(65536):
        pass


async def ready(bot: asyncio.subprocess.Process) -> None:
    assert bot.stdout is not None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CONNECTS):
            if (await bot.stdout.readline()).strip() == b"ready":
                # the moment of a message is told in whole seconds: none may seem older than the bot
                return await asyncio.sleep(1.5)
    raise UserError("机器人没有连上测试用的网关")
