"""WeChat as the bot sees it: events in, messages out, over the supervised link."""

import asyncio
import datetime as dt
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.config import Config
from bot.errors import where
from bot.gateway.base import Doubtful, NoFile, NotNow, NotSent
from bot.gateway.wechaty.directory import Directory, shown_name
from bot.gateway.wechaty.doors import Doors
from bot.gateway.wechaty.echoes import Echo, Echoes
from bot.gateway.wechaty.faults import Answered, LinkDown, LinkFault
from bot.gateway.wechaty.inbox import Unreadable
from bot.gateway.wechaty.link import Link
from bot.gateway.wechaty.payloads import mentions_bot, recalled_id, said_at, words_of
from bot.gateway.wechaty.profiles import Profile, profile_of
from bot.gateway.wechaty.state import Patience
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import RawFile, RawMessage, Told, WireEvent
from bot.messages import Event, Incoming, Login, Outgoing, Presence, Recall

log = logging.getLogger(__name__)

RETRY_AFTER = 0.2
_REMEMBERED = 2000


class WechatyGateway:
    """`wanted` says of a room's name whether it is registered: of other rooms nobody is looked up."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        connect: Callable[[], Wire],
        *,
        patience: Patience | None = None,
        wanted: Callable[[str], bool] = lambda room: True,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config = config
        self._clock = clock
        self._wanted = wanted
        self.directory = Directory(stopwatch)
        self.link = Link(connect, patience, prepare=self._look_up)
        self._doors = Doors(config.gateway.accept_from)
        self._seen: deque[str] = deque(maxlen=_REMEMBERED)
        self._echoes = Echoes(self.link, stopwatch)
        # keys of messages whose text was shown, though their file was not: only that is sent again
        self._text_shown: deque[str] = deque(maxlen=_REMEMBERED)
        self._unread = 0
        self._self_id = ""

    @property
    def profile(self) -> Profile:
        return profile_of(self._config.gateway.puppet or self.link.state.puppet)

    def close(self) -> None:
        """End `events`. What was told and not read yet is not handed on: our own gateway tells it again."""
        self.link.close()

    async def events(self) -> AsyncIterator[Event]:
        holding = asyncio.create_task(self.link.run())
        # a link that ends by something that is no fault of the gateway must not leave the bot deaf
        holding.add_done_callback(lambda _: self.link.close())
        try:
            async for heard in self.link.events():
                async for event in self._translated(heard):
                    yield event
            if holding.done() and not holding.cancelled():
                holding.result()
        finally:
            self.link.close()
            self._doors.close()
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)
            if unread := self._unread + self.link.unread:
                log.warning("%d messages that were told were not read before the link was closed", unread)

    async def _look_up(self, wire: Wire, message: RawMessage) -> None:
        """Room and name of a message, while others are fetched. Raises LinkFault when its room cannot be told."""
        if message.room:
            card = await self.directory.room(wire, message.room)
            if not self._wanted(card.topic):
                return
        if message.talker != self.link.state.self_id:
            await shown_name(self.directory, wire, message.room, message.talker)

    async def _translated(self, heard: RawMessage | WireEvent | Unreadable) -> AsyncIterator[Event]:
        if isinstance(heard, Unreadable):
            return
        try:
            if isinstance(heard, RawMessage):
                event = await self._message_at_last(heard)
                if event is not None:
                    yield event
            else:
                for event in await self._happening(heard):
                    yield event
        except LinkFault as fault:
            log.error("something that happened could not be understood: %s", fault)
        except (TypeError, ValueError, AttributeError) as error:
            # a gateway that tells an event in another shape must not end the bot
            log.error("an event of the gateway has an unknown shape\n%s", where(error))

    async def _message_at_last(self, message: RawMessage) -> Event | None:
        """What was fetched is not given up because the link breaks before its room and its name are known."""
        while True:
            try:
                return await self._message(message)
            except LinkDown:
                if self.link.closed:
                    self._unread += 1
                    return None
                await asyncio.sleep(RETRY_AFTER)

    async def _message(self, message: RawMessage) -> Event | None:
        now = self._clock.now()
        at = said_at(message.timestamp, self._config.committee.zone, now)
        self._seen.append(message.id)
        if message.talker == self.link.state.self_id:
            chat = message.room or message.listener
            text = "" if message.filename else message.text
            await self._echoes.hear(Echo(message.id, chat, text, at, message.filename))
            return None
        recalled = recalled_id(message, self._seen)
        if recalled is not None:
            return Recall(recalled, at)
        wire = await self.link.session()
        words = words_of(message)
        room: str | None = None
        name = ""
        mentions = message.mentions
        if message.room:
            card = await self.directory.room(wire, message.room)
            room = card.topic
            if self._wanted(room):
                name = await shown_name(self.directory, wire, message.room, message.talker)
                own = await self._own_names(wire, message)
                if mentions_bot(message, self.link.state.self_id, own, len(card.members)):
                    mentions = (self._config.bot.id,)
        else:
            name = await shown_name(self.directory, wire, "", message.talker)
        return Incoming(message.id, room, message.talker, name, words.text, at, mentions, words.kind, words.wire)

    async def _own_names(self, wire: Wire, message: RawMessage) -> set[str]:
        if not message.text.startswith(("@", "＠")) or not self.link.state.self_id:
            return set()
        try:
            card = await self.directory.person(wire, message.room, self.link.state.self_id)
        except Answered:
            return set()
        return {name for name in (card.alias, card.name) if name}

    async def _happening(self, event: WireEvent) -> list[Event]:
        kind, payload = event
        now = self._clock.now()
        if kind == Told.DIRTY:
            self.directory.forget(int(payload.get("payloadType") or 0), str(payload.get("payloadId") or ""))
        elif kind == Told.LOGIN:
            return self._login(str(payload.get("contactId") or ""), now)
        elif kind in (Told.ROOM_JOIN, Told.ROOM_LEAVE):
            return await self._presence(payload, kind == Told.ROOM_JOIN, now)
        elif kind == Told.ROOM_TOPIC:
            self.directory.forget(3, str(payload.get("roomId") or ""))
            log.warning("a room has a new name: a room is registered by its name")
        elif kind in (Told.ROOM_INVITE, Told.FRIENDSHIP):
            id = str(payload.get("roomInvitationId") or payload.get("friendshipId") or "")
            self._doors.knock(self.link, kind == Told.ROOM_INVITE, id)
        return []

    def _login(self, self_id: str, now: dt.datetime) -> list[Event]:
        if not self_id or self_id == self._self_id:
            return []
        self._self_id = self_id
        self.directory.forget_all()
        return [Login(self_id, stable_ids=self.profile.stable_ids and not self_id.startswith("@"), at=now)]

    async def _presence(self, payload: dict[str, Any], joined: bool, now: dt.datetime) -> list[Event]:
        id = str(payload.get("roomId") or "")
        people = [str(one) for one in payload.get("inviteeIdList" if joined else "removeeIdList") or []]
        self.directory.forget(4, id)
        wire = await self.link.session()
        topic = (await self.directory.room(wire, id)).topic
        if not self._wanted(topic):
            return []
        at = said_at(int(payload.get("timestamp") or 0), self._config.committee.zone, now)
        names = [await shown_name(self.directory, wire, id, one) if joined else "" for one in people]
        return [Presence(topic, one, name, joined, at) for one, name in zip(people, names, strict=True)]

    async def send(self, outgoing: Outgoing) -> None:
        """Text first, then the file. Raises NotSent or Doubtful."""
        if not self.link.state.self_id:
            raise NotNow("机器人的微信没有登录")
        try:
            wire = await self.link.session()
            chat = await self._chat(wire, outgoing)
            file = _read(outgoing.file) if outgoing.file else None
        except LinkDown as fault:
            raise NotNow(str(fault)) from fault
        except LinkFault as fault:
            raise NotSent(str(fault)) from fault
        text = self._as_sent(outgoing.text)
        try:
            if text and outgoing.key not in self._text_shown:
                id = await wire.send_text(chat, text)
                self._echoes.confirmed(Echo(id, chat, text, self._clock.now()))
                if file is not None:
                    self._text_shown.append(outgoing.key)
            if file is not None:
                id = await wire.send_file(chat, file)
                self._echoes.confirmed(Echo(id, chat, "", self._clock.now(), file.name))
        except LinkDown as fault:
            raise Doubtful(str(fault)) from fault
        except LinkFault as fault:
            raise NotSent(str(fault)) from fault

    def _as_sent(self, text: str) -> str:
        return text.replace(":\n", "：\n") if self.profile.cuts_at_colon else text

    async def _chat(self, wire: Wire, outgoing: Outgoing) -> str:
        if outgoing.private:
            return outgoing.chat
        ids = await self.directory.rooms_named(wire, outgoing.chat)
        if not ids:
            raise Answered(f"机器人不在“{outgoing.chat}”群里,或群改了名")
        if len(ids) > 1:
            raise Answered(f"有{len(ids)}个群都叫“{outgoing.chat}”,不知道发到哪一个:请给群改名")
        return ids[0]

    async def shows(self, outgoing: Outgoing) -> bool | None:
        """True once our own message has come back, its file too. None otherwise: not every puppet tells us our own.

        Waits for a session however long that takes. Raises NotNow: the link was closed first.
        """
        wire = await self._session_at_last()
        try:
            chat = await self._chat(wire, outgoing)
        except LinkFault:
            return None
        text, now = self._as_sent(outgoing.text), self._clock.now()
        file = Path(outgoing.file).name if outgoing.file else ""
        if text and outgoing.key not in self._text_shown:
            if not await self._echoes.comes(Echo("", chat, text, now), outgoing.claimed_at):
                return None
            if not file:
                return True
            self._text_shown.append(outgoing.key)
        return await self._echoes.comes(Echo("", chat, "", now, file), outgoing.claimed_at) or None

    async def _session_at_last(self) -> Wire:
        while True:
            try:
                return await self.link.session()
            except LinkDown as fault:
                if self.link.closed:
                    raise NotNow(str(fault)) from fault

    async def members(self, room: str) -> dict[str, str]:
        """Contact id → what the room shows. Raises LinkFault."""
        wire = await self.link.session()
        found: dict[str, str] = {}
        for id in await self.directory.rooms_named(wire, room):
            for contact in await wire.room_members(id):
                found[contact] = await shown_name(self.directory, wire, id, contact)
        return found

    async def file(self, message_id: str) -> tuple[str, bytes]:
        try:
            return await (await self.link.session()).message_file(message_id)
        except LinkFault as fault:
            raise NoFile(str(fault)) from fault


def _read(path: str) -> RawFile:
    """Raises Answered: the file is gone."""
    try:
        return RawFile(Path(path).name, Path(path).read_bytes())
    except OSError:
        raise Answered("要发的文件不在了") from None
