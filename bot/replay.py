"""Drives the whole bot through a script by a clock of its own: a year takes seconds, and no step is skipped."""

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.app import Bot
from bot.clock import SetClock
from bot.config import Config
from bot.gateway.base import Gateway
from bot.messages import Event
from bot.script import Step
from handlers.language.lexicon import Lexicon
from storage.store import Store
from storage.unit import Unit


async def advance(bot: Bot, clock: SetClock, until: dt.datetime) -> None:
    """Move the clock to `until` through everything that falls due on the way."""
    while True:
        moments = [moment for moment in (await bot.send_due(), await bot.next_alarm()) if moment is not None]
        due = min(moments)
        if due > until:
            break
        clock.move_to(due)
        await bot.tick()
    clock.move_to(until)


def last_known_moment(unit: Unit) -> dt.datetime | None:
    """The newest time that the database knows of. The clock never stands before it: what came earlier is done."""
    claim = unit.outbox.newest_claim()
    moments = [unit.messages.newest(), unit.occurrences.newest(), claim.claimed_at if claim else None]
    return max((moment for moment in moments if moment is not None), default=None)


class Replay:
    """One run of a script on one database.

    A run that is repeated on its own database skips what lies before the last known moment, and what is taken
    again at that moment is known by its id: so a run may be killed anywhere and started again.
    """

    def __init__(self, config: Config, store: Store, gateway: Gateway, clock: SetClock, lexicon: Lexicon) -> None:
        self._parts = (config, store, gateway, clock, lexicon)
        self._clock = clock
        self._begin = clock.now()
        self._bot: Bot | None = None
        self._missed: list[Event] = []

    async def play(self, steps: Iterable[Step]) -> None:
        await self._start()
        for step in steps:
            if self._bot is not None:
                await advance(self._bot, self._clock, step.at)
            await self._do(step)
        if self._bot is not None:
            await self._bot.send_due()

    async def _do(self, step: Step) -> None:
        if step.doing == "stop":
            self._bot = None
        elif step.doing == "restart":
            self._clock.move_to(step.at)
            missed, self._missed = self._missed, []
            await self._start(missed if step.at >= self._begin else [])
        elif step.event is not None and self._bot is None:
            self._missed.append(step.event)
        elif step.event is not None and step.at >= self._begin:
            await self._receive(step.event)

    async def _start(self, missed: Sequence[Event] = ()) -> None:
        """Begin a process; whatever the one before had in memory is gone, and what it missed comes first."""
        self._bot = Bot(*self._parts)
        await self._bot.start()
        for event in missed:
            await self._receive(event)
        await self._bot.tick()

    async def _receive(self, event: Event) -> None:
        if self._bot is not None:
            await self._bot.receive(event)
            await self._bot.send_due()
