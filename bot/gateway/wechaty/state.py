"""How patient the link is, what it shows of itself, and the session of the moment."""

import asyncio
from dataclasses import dataclass

from bot.gateway.wechaty.wire import Wire


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. A silent link is noticed within `silence` + `ding_after`."""

    greeting: float = 5.0
    ding_after: float = 2.0
    silence: float = 8.0
    first_pause: float = 0.2
    longest_pause: float = 3.0
    # a wrong token does not become right by asking often
    after_refusal: float = 30.0
    steady: float = 30.0
    # a session that carried a message and lasted so long was good
    good: float = 1.0
    fetch: float = 3.0
    for_session: float = 10.0


@dataclass(slots=True)
class LinkState:
    """What `doctor`, the status page and the metrics show. `qr` is the text of the code to scan."""

    up: bool = False
    self_id: str = ""
    puppet: str = ""
    qr: str = ""
    fault: str = ""
    greetings: int = 0
    sessions: int = 0
    messages: int = 0
    unreadable: int = 0
    set_aside: int = 0
    heard_at: float = 0.0


class Present:
    """The session of the moment: `wire`, None between two; `closed` when there will be no other."""

    def __init__(self) -> None:
        self.wire: Wire | None = None
        self._is_there = asyncio.Event()
        self._closed = asyncio.Event()

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    def close(self) -> None:
        self._closed.set()
        # who waits for a session need not wait any more
        self._is_there.set()

    async def wait_closed(self) -> None:
        await self._closed.wait()

    def begin(self, wire: Wire) -> None:
        """From now on there is a session."""
        self.wire = wire
        self._is_there.set()

    def end(self) -> None:
        """There is none, until the next one begins."""
        self.wire = None
        if not self.closed:
            self._is_there.clear()

    async def awaited(self) -> Wire | None:
        """The session as soon as there is one; None when it ended that moment, or no other comes."""
        await self._is_there.wait()
        return self.wire

    async def until_other(self, wire: Wire) -> None:
        """A broken connection is known to the caller a moment before the session ends."""
        for _ in range(20):
            if self.wire is not wire:
                return
            await asyncio.sleep(0.05)
