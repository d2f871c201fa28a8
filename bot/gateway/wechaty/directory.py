"""What the gateway knows of rooms and people, kept for a while: looking people up in bulk endangers an account."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from bot.gateway.wechaty.faults import Answered
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import ContactCard, Dirty, RoomCard

FRESH_FOR = 600.0  # seconds; some puppets never say that something has changed
_MOST = 20_000
_Key = TypeVar("_Key")
_Card = TypeVar("_Card")


class _Kept(Generic[_Key, _Card]):
    """Cards by key. Who asks for a card that is on its way waits for the same answer."""

    def __init__(self, stopwatch: Callable[[], float]) -> None:
        self._stopwatch = stopwatch
        self._cards: dict[_Key, tuple[float, asyncio.Future[_Card]]] = {}

    async def get(self, key: _Key, look_up: Callable[[], Awaitable[_Card]]) -> _Card:
        kept = self._cards.get(key)
        if kept is not None and self._stopwatch() - kept[0] < FRESH_FOR and not _failed(kept[1]):
            return await asyncio.shield(kept[1])
        if len(self._cards) >= _MOST:
            self._cards.clear()
        card: asyncio.Future[_Card] = asyncio.ensure_future(look_up())
        # whoever asked may be gone by the time that it fails
        card.add_done_callback(_failed)
        self._cards[key] = (self._stopwatch(), card)
        return await asyncio.shield(card)

    def forget(self, unwanted: Callable[[_Key], bool]) -> None:
        for key in [key for key in self._cards if unwanted(key)]:
            del self._cards[key]


def _failed(card: "asyncio.Future[Any]") -> bool:
    return card.done() and (card.cancelled() or card.exception() is not None)


class Directory:
    """Rooms by id and by name, people in them. Methods raise LinkFault."""

    def __init__(self, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self._rooms: _Kept[str, RoomCard] = _Kept(stopwatch)
        self._people: _Kept[tuple[str, str], ContactCard] = _Kept(stopwatch)
        self._ids: _Kept[str, dict[str, list[str]]] = _Kept(stopwatch)

    async def room(self, wire: Wire, id: str) -> RoomCard:
        return await self._rooms.get(id, lambda: wire.room(id))

    async def person(self, wire: Wire, room: str, contact: str) -> ContactCard:
        """Somebody as a room shows him: his alias there; in a private chat (`room` empty) as he calls himself."""
        if room:
            return await self._people.get((room, contact), lambda: wire.room_member(room, contact))
        return await self._people.get((room, contact), lambda: wire.contact(contact))

    async def rooms_named(self, wire: Wire, topic: str) -> list[str]:
        """The ids of the rooms with that name: none when we are not in it, several when the name is not unique."""
        for _ in range(2):
            named = (await self._ids.get("", lambda: self._all(wire))).get(topic, [])
            if named:
                return named
            # it may be new since we looked
            self._ids.forget(lambda _: True)
        return []

    async def _all(self, wire: Wire) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for id in await wire.rooms():
            try:
                named.setdefault((await self.room(wire, id)).topic, []).append(id)
            except Answered:
                continue
        return named

    def forget(self, dirty: int, id: str) -> None:
        """Drop what a DIRTY event says is out of date; a member's names only the room of."""
        if dirty == Dirty.ROOM:
            self._rooms.forget(lambda key: key == id)
            self._ids.forget(lambda _: True)
        elif dirty == Dirty.ROOM_MEMBER:
            self._people.forget(lambda key: key[0] == id)
            self._rooms.forget(lambda key: key == id)
        elif dirty == Dirty.CONTACT:
            self._people.forget(lambda key: key[1] == id)

    def forget_all(self) -> None:
        """After a login ids may mean others."""
        for kept in (self._rooms, self._people, self._ids):
            kept.forget(lambda _: True)


async def shown_name(directory: Directory, wire: Wire, room: str, contact: str) -> str:
    """What a room shows of somebody, empty when the gateway cannot tell. Raises LinkDown."""
    try:
        card = await directory.person(wire, room, contact)
    except Answered:
        return ""
    return card.alias or card.name if room else card.name
