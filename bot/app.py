"""The whole bot: gateway → intake → dispatch → handler → one transaction → outbox → gateway."""

import asyncio
import contextlib
import datetime as dt
import logging
from asyncio import wrap_future
from collections.abc import AsyncGenerator

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.config import Config
from bot.errors import where
from bot.gateway.base import Gateway
from bot.inflow import Inflow
from bot.intake import Intake
from bot.messages import Event
from bot.schedule import Schedule
from bot.sender import Sender
from bot.uploads import Uploads
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
        self.uploads = Uploads(config, store, gateway, clock)
        self._queued = asyncio.Event()
        self._stop = asyncio.Event()
        self._in_doubt = False

    async def start(self) -> None:
        """Put everything in order with the configuration, and settle what was being sent when it died."""
        await self.prepare()
        await self.sender.settle_doubtful()

    async def prepare(self) -> None:
        """Put rooms, bindings and counts in order with the configuration.

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

    async def receive(self, event: Event) -> None:
        """Take one event; when this returns, everything that follows from it is on disk."""
        if self.uploads.wants(event):
            await self.uploads.take(event)
            return self._queued.set()
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
            waiting = await self.sender.send_next()
            if waiting is not None:
                return waiting.until

    async def next_alarm(self) -> dt.datetime:
        now = self.clock.now()
        with self.store.read() as unit:
            return self.schedule.next_alarm(unit, now)

    def stop(self) -> None:
        """End `run` in good order. To be called in the loop's thread."""
        self._stop.set()

    async def run(self) -> None:
        """Run by real time until the gateway's events end, or until `stop`: then what may go out still goes out."""
        alarm = self._alarm()
        await self.prepare()
        # what was being sent can only be looked up when the gateway is there, which is when its events are taken
        self._in_doubt = True
        alarm.start()
        inflow = Inflow(self.store, self.clock, self.intake.take, self._queued.set, self._receive_at_last)
        taking = asyncio.create_task(inflow.take_all(self._events()))
        stopping = asyncio.create_task(self._stop.wait())
        sending = asyncio.create_task(self._keep_sending())
        try:
            await asyncio.wait((taking, stopping), return_when=asyncio.FIRST_COMPLETED)
            if taking.done():
                return taking.result()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.config.service.drain_seconds):
                    await inflow.stop()
                    self._queued.set()
                    # shielded, for a message that is being sent must not be cut by anything but the end of the time
                    await asyncio.shield(sending)
        finally:
            alarm.shutdown(wait=False)
            for task in (taking, stopping, sending):
                task.cancel()
            await asyncio.gather(taking, stopping, sending, return_exceptions=True)

    async def _events(self) -> AsyncGenerator[Event, None]:
        """What happens, but for files on their way: a roster takes seconds to fetch and to read."""
        beside: set[asyncio.Task[None]] = set()
        events = self.gateway.events()
        try:
            async for event in events:
                if not self.uploads.wants(event):
                    yield event
                    continue
                task = asyncio.create_task(self._receive_at_last(event))
                beside.add(task)
                task.add_done_callback(beside.discard)
        finally:
            # a stop has only so much time; who sent the file gets no answer then and sends it again
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            if isinstance(events, AsyncGenerator):
                await events.aclose()

    def _soon(self, until: dt.datetime | None) -> bool:
        """May something that is due by its own time go out before a stop must be over?"""
        now = self.clock.now()
        if until is None or until > now + dt.timedelta(seconds=self.config.service.drain_seconds):
            return False
        with self.store.read() as unit:
            return bool(unit.outbox.due(now))

    def _alarm(self) -> AsyncIOScheduler:
        """The clock that rings for each rule, and once a minute for what has no time of its own."""
        alarm = AsyncIOScheduler(
            timezone=self.config.committee.zone,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        alarm.add_job(self._tick_calmly, "interval", seconds=HEARTBEAT_SECONDS)
        for rule in self.schedule.rules:
            if rule.trigger is not None:
                alarm.add_job(self._tick_calmly, rule.trigger, name=rule.name)
        return alarm

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
        """Send what falls due. After `stop` it ends when nothing is left that may go out now."""
        while True:
            # before looking, or what is queued while the last message goes out would wait for the next heartbeat
            self._queued.clear()
            try:
                if self._in_doubt:
                    await self.sender.settle_doubtful()
                    self._in_doubt = False
                until = await self.send_due()
                if self._stop.is_set() and not self._soon(until):
                    return
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
