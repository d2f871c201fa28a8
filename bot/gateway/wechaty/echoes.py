"""Our own messages that come back, as most puppets tell them: receipts for what was sent without a clear answer."""

import asyncio
import contextlib
import datetime as dt
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.gateway.wechaty.link import Link

ECHO_WITHIN = 2.0  # seconds that an echo of our own message may take
ECHO_AT_MOST = 20.0  # and when others that are told again come before it
# The platform tells whole seconds, by its own clock: how far that is from ours is learnt from good answers.
CLOCK_UNKNOWN = dt.timedelta(seconds=30)
CLOCK_KNOWN = dt.timedelta(seconds=3)
OWED_FOR = dt.timedelta(minutes=10)
_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Echo:
    """A message of our own. `chat` is the platform's id, `at` its time; `file` is the name of one that it brought."""

    id: str
    chat: str
    text: str
    at: dt.datetime
    file: str = ""

    def is_like(self, other: "Echo") -> bool:
        return (self.chat, self.text, self.file) == (other.chat, other.text, other.file)


class Echoes:
    """What came back and vouches for nothing yet. Each is good for one delivery."""

    def __init__(self, link: Link, stopwatch: Callable[[], float]) -> None:
        self._link = link
        self._stopwatch = stopwatch
        self._heard: deque[Echo] = deque(maxlen=_REMEMBERED)
        # what a good answer has vouched for, whose echo is still to come: by id, and of puppets that give none
        self._receipts: OrderedDict[str, dt.datetime] = OrderedDict()
        self._owed: deque[Echo] = deque(maxlen=_REMEMBERED)
        self._platform_is_behind: dt.timedelta | None = None
        self._more = asyncio.Condition()

    async def hear(self, echo: Echo) -> None:
        """Take an echo as it is told, unless a good answer has vouched for that message already."""
        sent_at = self._receipts.pop(echo.id, None)
        if sent_at is not None:
            self._platform_is_behind = sent_at - echo.at
            return
        owed = next((one for one in self._owed if one.is_like(echo) and abs(echo.at - one.at) < OWED_FOR), None)
        if owed is not None:
            self._owed.remove(owed)
            return
        self._heard.append(echo)
        async with self._more:
            self._more.notify_all()

    def confirmed(self, sent: Echo) -> None:
        """A good answer, at `sent.at` by our clock: its echo, come or coming, must not vouch for an equal message.

        `sent.id` is empty where the puppet tells no ids.
        """
        come = next((one for one in self._heard if (one.id == sent.id if sent.id else one.is_like(sent))), None)
        if come is not None:
            self._heard.remove(come)
            self._platform_is_behind = sent.at - come.at
        elif sent.id:
            self._receipts[sent.id] = sent.at
            while len(self._receipts) > _REMEMBERED:
                self._receipts.popitem(last=False)
        else:
            self._owed.append(sent)

    async def comes(self, wanted: Echo, since: dt.datetime | None) -> bool:
        """Whether such a message came back or still does in a while; `since`: when it was taken for sending.

        False says nothing: it may have been shown all the same.
        """
        begun = silent_since = self._stopwatch()
        sessions = self._link.state.sessions
        while not self._taken(wanted, since):
            now = self._stopwatch()
            if not self._link.state.up or self._link.state.sessions != sessions:
                # nothing comes back without a session, and the next one tells again what came meanwhile
                begun = silent_since = now
                sessions = self._link.state.sessions
            # behind what the ring tells again, our own message may be the last
            over = now - begun > ECHO_AT_MOST or (now - silent_since > ECHO_WITHIN and not self._link.behind)
            if over or self._link.closed:
                return False
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ECHO_WITHIN / 8), self._more:
                    await self._more.wait()
        return True

    def _taken(self, wanted: Echo, since: dt.datetime | None) -> bool:
        alike = [one for one in self._heard if one.is_like(wanted)]
        if since is not None:
            behind = self._platform_is_behind
            off = CLOCK_UNKNOWN if behind is None else CLOCK_KNOWN + behind
            alike = [one for one in alike if one.at >= since - off]
        if not alike:
            return False
        self._heard.remove(min(alike, key=lambda one: one.at))
        return True
