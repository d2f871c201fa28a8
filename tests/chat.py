"""The whole bot with a clock that moves when told: asking it in a test reads like the chat itself."""

import datetime as dt
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import Bot
from bot.clock import SetClock
from bot.config import Config
from bot.gateway.base import Doubtful, NoFile, NotSent
from bot.lexicon import default_lexicon
from bot.messages import Event, Incoming, Outgoing, Presence, Recall
from bot.replay import advance
from handlers.roster import RosterRow
from handlers.roster_import import import_roster
from storage.store import Store

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = dt.datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)
PRIVATE = "私聊"

ROOMS = [
    {"name": "教育界委员群", "kind": "member", "sector": "教育"},
    {"name": "医卫界委员群", "kind": "member", "sector": "医卫"},
    {"name": "书香荷城1群", "kind": "reading", "host": "钟慧"},
]
ROSTER = [
    RosterRow("陆秀芳", "教育", "教科卫体委", wechat_id="wx-陆秀芳"),
    RosterRow("覃建华", "教育", "教科卫体委", phone_tail="6612"),
    RosterRow("潘耀东", "教育", "教科卫体委", wechat_id="wx-潘耀东", standing="钟慧"),
    RosterRow("韦宝兰", "教育", wechat_id="wx-韦宝兰", role="召集人"),
    RosterRow("蒙国栋", "医卫", wechat_id="wx-蒙国栋"),
    RosterRow("钟慧", "医卫", post="常委", wechat_id="wx-钟慧", role="群主"),
    RosterRow("黄志明", "经济", wechat_id="wx-黄志明", role="办公室"),
]


class Platform:
    """A gateway that remembers what it has shown. `refuse` and `vanish` name what it does with the next messages."""

    def __init__(self) -> None:
        self.shown: list[Outgoing] = []
        self.refuse = 0
        self.vanish = 0
        self.files: dict[str, bytes] = {}

    async def events(self) -> AsyncIterator[Event]:
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    async def send(self, outgoing: Outgoing) -> None:
        if self.refuse:
            self.refuse -= 1
            raise NotSent("refused")
        self.shown.append(outgoing)
        if self.vanish:
            self.vanish -= 1
            raise Doubtful("no answer")

    async def shows(self, outgoing: Outgoing) -> bool | None:
        return any(shown.key == outgoing.key for shown in self.shown)

    async def members(self, room: str) -> dict[str, str]:
        return {}

    async def file(self, message_id: str) -> tuple[str, bytes]:
        if message_id not in self.files:
            raise NoFile("文件取不到")
        return "file", self.files[message_id]


class Chat:
    """One committee's rooms and people. Contact ids are `wx-` and the name."""

    def __init__(self, config: Config, store: Store, at: dt.datetime) -> None:
        self.config = config
        self.store = store
        self.clock = SetClock(at)
        self.platform = Platform()
        self._said = 0
        self.bot = self._new_bot()

    def _new_bot(self) -> Bot:
        return Bot(self.config, self.store, self.platform, self.clock, default_lexicon())

    async def start(self, roster: list[RosterRow]) -> None:
        self.store.write(lambda unit: import_roster(unit, roster, self.clock.now(), by="test")).result()
        await self.bot.start()

    async def restart(self) -> None:
        """The process dies and starts again on the same database."""
        self.bot = self._new_bot()
        await self.bot.start()
        await self.bot.tick()

    async def says(
        self,
        who: str,
        text: str,
        room: str | None = "教育界委员群",
        *,
        id: str | None = None,
        at: dt.datetime | None = None,
        wait: float = 60,
        **more: object,
    ) -> list[str]:
        """Say it, wait that many seconds, and hand out what the bot has said meanwhile."""
        self._said += 1
        room = None if room == PRIVATE else room
        sent_at = at or self.clock.now()
        message = Incoming(id or f"m{self._said}", room, f"wx-{who}", who, text, sent_at, **more)  # type: ignore[arg-type]
        return await self._happens(message, wait)

    async def recalls(self, id: str, wait: float = 60) -> list[str]:
        return await self._happens(Recall(id, self.clock.now()), wait)

    async def joins(self, who: str, name: str, room: str) -> None:
        await self._happens(Presence(room, f"wx-{who}", name, True, self.clock.now()), 0)

    async def _happens(self, event: Event, wait: float) -> list[str]:
        before = len(self.platform.shown)
        await self.bot.receive(event)
        await self.bot.send_due()
        if wait:
            await self.passes(dt.timedelta(seconds=wait))
        return [shown.text for shown in self.platform.shown[before:]]

    async def asks(self, who: str, text: str) -> str:
        """A private question and its one answer."""
        said = await self.says(who, text, None, wait=10)
        assert len(said) == 1, said
        return said[0]

    async def passes(self, time: dt.timedelta) -> None:
        await self.until(self.clock.now() + time)

    async def until(self, at: dt.datetime) -> list[Outgoing]:
        """Let time pass; what the bot has said meanwhile."""
        before = len(self.platform.shown)
        await advance(self.bot, self.clock, at)
        await self.bot.send_due()
        return self.platform.shown[before:]


@asynccontextmanager
async def opened(
    settings: Mapping[str, Any] | None = None,
    *,
    roster: Sequence[RosterRow] = ROSTER,
    at: dt.datetime = MORNING,
    url: str = "sqlite://",
) -> AsyncGenerator[Chat, None]:
    """A chat with those settings on top of the usual ones."""
    config = Config.model_validate({"rooms": ROOMS, "people": {"owners": ["wx-owner"]}, **(settings or {})})
    with Store.open(url) as store:
        chat = Chat(config, store, at)
        await chat.start(list(roster))
        yield chat
