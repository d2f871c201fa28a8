"""The whole bot: gateway → intake → dispatch → handler → one transaction → outbox → gateway."""

import asyncio
import datetime as dt
import logging
from asyncio import wrap_future

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.config import Config
from bot.errors import where
from bot.gateway.base import Gateway
from bot.intake import Intake
from bot.messages import Event
from bot.schedule import Schedule
from bot.sender import Sender
from handlers import commands
from handlers.binding import bind_roster_contacts
from handlers.counting import recount
from handlers.language.lexicon import Lexicon
from storage.errors import StorageError
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 60


class Bot:
    """One committee's bot. Replay and the sandbox drive its steps one by one; `run` drives them by real time."""

    def __init__(self, config: Config, store: Store, gateway: Gateway, clock: Clock, lexicon: Lexicon) -> None:
        self.config = config
        self.store = store
        self.gateway = gateway
        self.clock = clock
        self.schedule = Schedule.of(config)
        self.sender = Sender(config, store, gateway, clock)
        self.intake = Intake(config, lexicon, commands(), since=clock.now())
        self._queued = asyncio.Event()
        self._in_doubt = False

    async def start(self) -> None:
        """Put rooms, bindings and counts in order with the configuration, and settle what was being sent.

        What the calendar asks for comes later (`tick`): first what was said meanwhile must have arrived, or a member
        who reported today would be reminded of yesterday's figure.
        """
        now = self.clock.now()

        def prepare(unit: Unit) -> None:
            unit.rooms.keep_configured({room.name for room in self.config.rooms})
            for room in self.config.rooms:
                values = {"kind": room.kind, "sector": room.sector or None, "host": room.host or None}
                unit.rooms.put(room.name, **values, active=True, registered_by="config", registered_at=now)
            bind_roster_contacts(unit, now)
            recount(unit, self.config, (now.year - 1, now.year))

        await wrap_future(self.store.write(prepare))
        await self.sender.settle_doubtful()

    async def receive(self, event: Event) -> None:
        """Take one event; when this returns, everything that follows from it is on disk."""
        now = self.clock.now()
        await wrap_future(self.store.write(lambda unit: self.intake.take(unit, event, now)))
        self._queued.set()

    async def tick(self) -> None:
        """Do what the calendar asks for until now, and try again what could not be handled."""
        now = self.clock.now()

        def sweep(unit: Unit) -> None:
            for message in unit.messages.unfinished():
                self.intake.retry(unit, message, now)
            self.schedule.sweep(unit, now)

        await wrap_future(self.store.write(sweep))
        self._queued.set()

    async def send_due(self) -> dt.datetime | None:
        """Send all that may go out now; the moment at which the next message may, None when nothing waits."""
        while True:
            waiting = await self.sender.send_one()
            if waiting is not None:
                return waiting.until

    async def next_alarm(self) -> dt.datetime:
        now = self.clock.now()
        with self.store.read() as unit:
            return self.schedule.next_alarm(unit, now)

    async def run(self) -> None:
        """Run by real time until the gateway's events end."""
        zone = self.config.committee.zone
        alarm = AsyncIOScheduler(
            timezone=zone, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        alarm.add_job(self._tick_calmly, "interval", seconds=HEARTBEAT_SECONDS)
        for rule in self.schedule.rules:
            if rule.trigger is not None:
                alarm.add_job(self._tick_calmly, rule.trigger, name=rule.name)
        await self.start()
        alarm.start()
        sending = asyncio.create_task(self._keep_sending())
        try:
            async for event in self.gateway.events():
                await self._receive_at_last(event)
        finally:
            alarm.shutdown(wait=False)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _receive_at_last(self, event: Event) -> None:
        """A disk that is full now may have room later: the event is kept in hand until it is stored."""
        wait = 1.0
        while True:
            try:
                return await self.receive(event)
            except StorageError as error:
                log.error("%s", error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 30.0)
            except Exception as error:
                return log.error("an event could not be taken\n%s", where(error))

    async def _tick_calmly(self) -> None:
        try:
            await self.tick()
        except StorageError as error:
            log.error("%s", error)

    async def _keep_sending(self) -> None:
        while True:
            # before looking, or what is queued while the last message goes out would wait for the next heartbeat
            self._queued.clear()
            try:
                if self._in_doubt:
                    await self.sender.settle_doubtful()
                    self._in_doubt = False
                until = await self.send_due()
            except StorageError as error:
                log.error("%s", error)
                self._in_doubt = True
                until = self.clock.now() + dt.timedelta(seconds=5)
            except Exception as error:
                log.error("the sender stumbled and goes on\n%s", where(error))
                self._in_doubt = True
                until = self.clock.now() + dt.timedelta(seconds=5)
            wait = HEARTBEAT_SECONDS if until is None else (until - self.clock.now()).total_seconds()
            try:
                await asyncio.wait_for(self._queued.wait(), timeout=max(0.0, min(wait, HEARTBEAT_SECONDS)))
            except TimeoutError:
                continue
