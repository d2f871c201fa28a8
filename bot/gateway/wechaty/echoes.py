"""Our own messages that come back, as most puppets tell them: receipts for what was sent without a clear answer."""

import asyncio
import contextlib
import datetime as dt
import time
from collections import deque
from dataclasses import dataclass

from bot.gateway.wechaty.link import Link

ECHO_WITHIN = 2.0  # seconds that an echo of our own message may take
ECHO_AT_MOST = 20.0  # and when others that are told again come before it
# the platform tells whole seconds, by its own clock
CLOCK_OFF = dt.timedelta(seconds=30)
_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Echo:
    """`chat` and `at` are the platform's."""

    id: str
    chat: str
    text: str
    at: dt.datetime


class Echoes:
    """Each is good for one delivery."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._heard: deque[Echo] = deque(maxlen=_REMEMBERED)
        # of what a good answer has vouched for already
        self._receipts: deque[str] = deque(maxlen=_REMEMBERED)
        self._more = asyncio.Condition()

    async def hear(self, echo: Echo) -> None:
        if echo.id in self._receipts:
            return
        self._heard.append(echo)
        async with self._more:
            self._more.notify_all()

    def confirmed(self, id: str) -> None:
        """Its echo, come or coming, must not vouch for an equal text that was never shown."""
        if id:
            self._receipts.append(id)
            self._heard = deque((one for one in self._heard if one.id != id), maxlen=_REMEMBERED)

    async def comes(self, chat: str, text: str, since: dt.datetime | None) -> bool:
        """Whether our own message, taken for sending at `since`, came back or still does in a while."""
        begun = silent_since = time.monotonic()
        sessions = self._link.state.sessions
        while not self._taken(chat, text, since):
            now = time.monotonic()
            if not self._link.state.up or self._link.state.sessions != sessions:
                # nothing comes back without a session, and the next one tells again what came meanwhile
                silent_since, sessions = now, self._link.state.sessions
            # behind what the ring tells again, our own message may be the last
            if now - begun > ECHO_AT_MOST or (now - silent_since > ECHO_WITHIN and not self._link.behind):
                return False
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ECHO_WITHIN / 8), self._more:
                    await self._more.wait()
        return True

    def _taken(self, chat: str, text: str, since: dt.datetime | None) -> bool:
        wanted = (one for one in self._heard if (one.chat, one.text) == (chat, text))
        found = next((one for one in wanted if since is None or one.at >= since - CLOCK_OFF), None)
        if found is not None:
            self._heard.remove(found)
        return found is not None
