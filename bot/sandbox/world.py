"""The sandbox as a whole: people, platform, clock and bot. Everything that happens goes through one lock."""

import asyncio
import datetime as dt
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.app import Bot
from bot.clock import SetClock
from bot.gateway.sandbox import SandboxGateway
from bot.lexicon import default_lexicon
from bot.messages import Event, Incoming, MessageKind, Presence, Recall
from bot.replay import advance, last_known_moment
from bot.sandbox.chatlog import PRIVATE, ChatLog, Post, private_with
from bot.sandbox.committee import BEGIN, committee, import_members
from bot.sandbox.outcome import Outcome, outcome, snapshot
from bot.sandbox.people import Speaker, first_members, speakers
from bot.sandbox.seed import Line, seed
from bot.schedule import MonthlyTrigger
from bot.workdays import Workdays
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)

FRESH = "sqlite://"
BROKEN = "刚才那一步出了错,没有做成;页面和机器人还在运行,可以再试一次。"
GOING_ON = "接着用上次的数据库;以前的聊天只在当时的页面里,记录和计数都在。"
_LONGEST_NAP = 1.0
_REST_AFTER_TROUBLE = dt.timedelta(seconds=10)


class World:
    """`await World.open(url)`, `start` to let its time run, `close` at the end."""

    config = committee()

    def __init__(self, url: str, stopwatch: Callable[[], float]) -> None:
        self.url = url
        self.epoch = secrets.token_hex(4)
        self.unread_from = 0
        self._stopwatch = stopwatch
        self._lock = asyncio.Lock()
        self._due = asyncio.Event()
        self._flowing: asyncio.Task[None] | None = None

    @staticmethod
    async def open(url: str = FRESH, stopwatch: Callable[[], float] = time.monotonic) -> "World":
        """A world on that database, with its conversation said. Raises StorageError."""
        world = World(url, stopwatch)
        await world._begin()
        return world

    async def close(self) -> None:
        if self._flowing is not None:
            self._flowing.cancel()
            await asyncio.wait([self._flowing])
        async with self._lock:
            await asyncio.to_thread(self.store.close)
        self.log.nudge()

    @property
    def fresh(self) -> bool:
        """Does everything go when the process ends? Only then may it be reset."""
        return self.url == FRESH

    def now(self) -> dt.datetime:
        return self._base + dt.timedelta(seconds=self._stopwatch() - self._since)

    def people(self) -> dict[str, Speaker]:
        with self.store.read() as unit:
            return speakers(unit)

    def inside(self, room: str) -> list[str]:
        """The contacts in the room, in the order in which they came."""
        return list(self._inside.get(room, ()))

    def members(self, room: str) -> dict[str, str]:
        """Contact → what the room shows, the bot included."""
        people = self.people()
        shown = {contact: people[contact].alias for contact in self.inside(room)}
        return {self.config.bot.id: self.config.bot.names[0], **shown}

    async def say(self, contact: str, chat: str, text: str, *, chain: bool = False) -> Post:
        """Somebody says something in a room or in his private chat with the bot."""
        async with self._lock:
            self._clock.move_to(self.now())
            return await self._say(self.people()[contact], chat, text, chain)

    async def recall(self, post: Post) -> None:
        """撤回."""
        async with self._lock:
            if post.recalled:
                return
            self._clock.move_to(self.now())
            self.log.change(post, recalled=True)
            await self._happen(Recall(post.id, self._clock.now()), post, "recalled")

    async def move_to(self, moment: dt.datetime) -> None:
        """Let time pass until then, with everything that falls due on the way."""
        async with self._lock:
            await self._guarded(self._pass_until(max(moment, self.now())))
            self._set_time(self._clock.now())
            self.log.nudge()

    def next_reminder(self) -> dt.datetime:
        """The next moment at which monthly reminders go out, and a minute for them to do so."""
        rule = self.config.reminders
        days = Workdays(self.config.calendar.overrides)
        trigger = MonthlyTrigger(rule.day, rule.time, self.config.committee.zone, days)
        return trigger.get_next_fire_time(None, self.now()) + dt.timedelta(minutes=1)

    async def renewed(self) -> "World":
        """A world as this one was at its beginning, in a new database. This one goes on until it is closed."""
        other = await World.open(self.url, self._stopwatch)
        if self._flowing is not None:
            other.start()
        return other

    def start(self) -> None:
        """Let the sandbox's time run with real time, so that a held answer comes by itself."""
        self._flowing = asyncio.create_task(self._flow())

    async def _flow(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), self._nap())
            self._due.clear()
            async with self._lock:
                now, before = self.now(), self._clock.now()
                if self._next_due <= now:
                    await self._guarded(self._pass_until(now))
                self._clock.move_to(now)
                if f"{before:%H:%M}" != f"{now:%H:%M}":
                    self.log.nudge()

    def _nap(self) -> float:
        return min(_LONGEST_NAP, max(0.0, (self._next_due - self.now()).total_seconds()))

    async def _begin(self) -> None:
        self.store = Store.open(self.url, self.config.committee.key)
        with self.store.read() as unit:
            known = last_known_moment(unit)
        script = [] if known else seed()
        begin = script[0].at if script else max(BEGIN, known or BEGIN)
        self._clock = SetClock(begin.astimezone(self.config.committee.zone))
        import_members(self.store, self._clock.now())
        self._inside = first_members(self.config, self.people())
        bot = self.config.bot
        self.log = ChatLog(bot.id, bot.names[0], self._clock.now, f"sandbox-{self.epoch}")
        self.bot = Bot(self.config, self.store, SandboxGateway(self.log, self.members), self._clock, default_lexicon())
        await self.bot.start()
        await self._settle()
        await self._play(script)
        if known:
            self.log.note(self.config.rooms[0].name, GOING_ON)
        await self._pass_until(max(BEGIN, self._clock.now()))
        self._set_time(self._clock.now())

    async def _play(self, script: list[Line]) -> None:
        by_name = {person.name: person for person in self.people().values()}
        self.unread_from = 0
        for line in script:
            await self._pass_until(line.at)
            if line.unread and not self.unread_from:
                self.unread_from = self.log.version
            person = by_name[line.speaker]
            await self._say(person, line.room or private_with(person.contact), line.text)

    async def _say(self, person: Speaker, chat: str, text: str, chain: bool = False) -> Post:
        room = None if chat.startswith(PRIVATE) else chat
        if room is not None:
            await self._join(person, room)
        post = self.log.say(chat, person.contact, person.alias, text)
        mentions = (self.config.bot.id,) if any(f"@{name}" in text for name in self.config.bot.names) else ()
        kind: MessageKind = "chain" if chain else "text"
        said = Incoming(post.id, room, person.contact, person.alias, text, post.at, mentions, kind)
        await self._happen(said, post, "said")
        return post

    async def _join(self, person: Speaker, room: str) -> None:
        """Who speaks in a room that he was not in comes in first."""
        inside = self._inside.setdefault(room, [])
        if person.contact in inside:
            return
        inside.append(person.contact)
        self.log.note(room, f"“{person.alias}”加入了群聊")
        joined = Presence(room, person.contact, person.alias, joined=True, at=self._clock.now())
        await self._guarded(self.bot.receive(joined))

    async def _happen(self, event: Event, post: Post, doing: str) -> None:
        """Hand an event to the bot and note what it has changed."""
        with self.store.read() as unit:
            before = snapshot(unit)
        taken = await self._guarded(self.bot.receive(event))
        with self.store.read() as unit:
            became = outcome(unit, self.config, before, doing, post.id) if taken else Outcome(doing, "failed")
        self.log.change(post, outcome=became)
        await self._guarded(self._settle())

    async def _pass_until(self, moment: dt.datetime) -> None:
        await advance(self.bot, self._clock, moment)
        await self._settle()

    async def _settle(self) -> None:
        """Send what may go out now, and find out when to look again."""
        moments = (await self.bot.send_due(), await self.bot.next_alarm())
        self._next_due = min(moment for moment in moments if moment is not None)
        self._due.set()

    async def _guarded(self, step: Awaitable[object]) -> bool:
        """Whatever goes wrong in the bot, the page says so in a sentence and lives on."""
        try:
            await step
        except StorageError as error:
            log.error("%s", error)
            self.log.complain(str(error))
        except Exception:
            log.exception("a step of the sandbox failed")
            self.log.complain(BROKEN)
        else:
            return True
        # or the failing step would be tried again at once, for ever
        self._next_due = self._clock.now() + _REST_AFTER_TROUBLE
        return False

    def _set_time(self, moment: dt.datetime) -> None:
        self._base, self._since = moment, self._stopwatch()
