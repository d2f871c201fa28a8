"""The whole bot at a real Wechaty gateway: a burst of reports in 42 rooms, received, recorded and answered.

Beside it, on the same gateway, python-wechaty that does nothing but answer with what it has heard.
"""

import asyncio
import contextlib
import itertools
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.bench.harness import BOT, TOP, Harness, missing, said
from bot.bench.material import reports
from bot.bench.tally import tally
from bot.bench.usage import cpu_seconds, memory_mb
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
            seconds, used = await _burst(harness, messages, bot)
        found = tally(database, messages, len(harness.shown))
    return {"per_second": round(found["answered"] / seconds), "seconds": round(seconds, 2), **found, **used}


async def _theirs(count: int) -> dict[str, Any]:
    messages = [said(n, f"{n} 你好", "e") for n in range(count)]
    said_last: deque[bytes] = deque(maxlen=1)
    async with (
        furnished(ring=False) as harness,
        process("bot.bench.wechaty_peer", str(harness.port), python=PEER, said_last=said_last) as peer,
    ):
        if not await _echoes(harness, peer):
            return {"per_second": None, "why": _silence(peer, CONNECTS, said_last)}
        harness.shown.clear()
        seconds, used = await _burst(harness, messages, peer)
        why = {"why": _silence(peer, SETTLES, said_last)} if len(harness.shown) < count else {}
    order = [int(text.split()[0]) for text in harness.shown if text.split()[0].isdigit()]
    return {
        "per_second": round(len(set(order)) / seconds),
        "seconds": round(seconds, 2),
        "answered": len(set(order)),
        "lost": count - len(set(order)),
        "doubled": len(order) - len(set(order)),
        "order_kept": order == sorted(order),
        **why,
        **used,
    }


async def _burst(
    harness: Harness, messages: list[dict[str, Any]], process: asyncio.subprocess.Process
) -> tuple[float, dict[str, float]]:
    """Say all of it; seconds until the last answer was shown, and what it has cost."""
    before = cpu_seconds(process.pid), cpu_seconds(harness.pid)
    begun = last = time.perf_counter()
    await harness.do("burst", messages=messages)
    shown = len(harness.shown)
    while time.perf_counter() - last < SETTLES and process.returncode is None:
        await asyncio.sleep(0.01)
        if len(harness.shown) != shown:
            shown, last = len(harness.shown), time.perf_counter()
    used = memory_mb(process.pid)
    after = cpu_seconds(process.pid), cpu_seconds(harness.pid)
    for name, was, now in zip(("cpu_ms_per_message", "node_cpu_ms_per_message"), before, after, strict=True):
        if was is not None and now is not None:
            used[name] = round((now - was) * 1000 / len(messages), 2)
    return max(last - begun, 0.001), used


async def _echoes(harness: Harness, peer: asyncio.subprocess.Process) -> bool:
    """Has it begun to answer? It logs the account out as it starts, so somebody must log in again behind it."""
    for n in range(int(CONNECTS)):
        await harness.do("login", id=BOT)
        await harness.do("say", **said(n, "在吗", "hello"))
        await asyncio.sleep(1.0)
        if harness.shown or peer.returncode is not None:
            break
    # what it has not answered by now must not count
    await asyncio.sleep(2.0)
    return bool(harness.shown) and peer.returncode is None


def _silence(peer: asyncio.subprocess.Process, seconds: float, said_last: Iterable[bytes]) -> str:
    """Why there is no figure, or none for all that was said."""
    what = f"{seconds:.0f} 秒内没有回答" if peer.returncode is None else f"自己结束了(退出码 {peer.returncode})"
    words = b"".join(said_last).decode("utf-8", "replace").strip()
    return f"python-wechaty {what}" + (f",最后说:{words[:300]}" if words else "")


@asynccontextmanager
async def furnished(*, ring: bool = True, echo: bool = False) -> AsyncIterator[Harness]:
    harness = await Harness.started(ring=ring, echo=echo)
    try:
        await harness.furnish()
        yield harness
    finally:
        await harness.stop()


@asynccontextmanager
async def process(
    module: str,
    *arguments: str,
    python: Path | str = sys.executable,
    said_last: deque[bytes] | None = None,
    log: Path | None = None,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A module of ours in a process of its own, ended with the block.

    `said_last` takes the lines of one that talks; of another only stdout is kept, for `ready`. `log` takes its stderr.
    """
    with (log or Path(os.devnull)).open("ab") as errors:
        started = await asyncio.create_subprocess_exec(
            *(str(python), "-m", module, *arguments),
            cwd=TOP,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors if said_last is None else asyncio.subprocess.STDOUT,
        )
    draining = asyncio.create_task(_drain(started, said_last)) if said_last is not None else None
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


async def _drain(process: asyncio.subprocess.Process, said_last: deque[bytes]) -> None:
    """A peer that talks must not stop at a full pipe."""
    assert process.stdout is not None
    while talk := await process.stdout.read(65536):
        said_last.extend(line for line in talk.splitlines() if line.strip())


async def ready(bot: asyncio.subprocess.Process) -> None:
    assert bot.stdout is not None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CONNECTS):
            if (await bot.stdout.readline()).strip() == b"ready":
                # the moment of a message is told in whole seconds: none may seem older than the bot
                return await asyncio.sleep(1.5)
    raise UserError("机器人没有连上测试用的网关")
