"""Takes each event of the platform once, in one transaction with everything that follows from it.

Ordinary chat leaves nothing but its id. A message whose handling fails is kept, masked, and taken up again.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError

from bot import texts
from bot.config import Config
from bot.dispatch import handle
from bot.errors import where
from bot.login import login
from bot.messages import Event, Incoming, Login, Presence, Recall, Reply
from bot.permissions import Person, Role, owners_of, role_of
from bot.queueing import Queue
from bot.throttle import is_throttle_notice, slow_down
from handlers.binding import recognise
from handlers.command import Command
from handlers.context import Context
from handlers.language.lexicon import Lexicon
from handlers.language.mask import mask, mask_issue
from handlers.undoing import recall
from storage.tables import Message, Room
from storage.unit import Unit

log = logging.getLogger(__name__)

GIVE_UP_AFTER = 3
READ_KINDS = ("text", "chain", "quote")


@dataclass(frozen=True, slots=True)
class Intake:
    """What is needed to take an event; `since` is when this process began to listen."""

    config: Config
    lexicon: Lexicon
    commands: Sequence[Command]
    since: dt.datetime

    @property
    def zone(self) -> ZoneInfo:
        return self.config.committee.zone

    @property
    def queue(self) -> Queue:
        return Queue(self.config, self.zone)

    def take(self, unit: Unit, event: Event, now: dt.datetime) -> None:
        """The writer's job for one event of the platform."""
        if isinstance(event, Recall):
            self._recall(unit, event, now)
        elif isinstance(event, Presence):
            if event.joined and unit.rooms.get(event.room):
                recognise(unit, event.contact, event.name, now)
        elif isinstance(event, Login):
            login(unit, event, now)
        elif event.kind == "system":
            noted = {"sent_at": event.sent_at, "received_at": now, "kind": event.kind, "state": "ignored"}
            if is_throttle_notice(event.text) and unit.messages.take(event.id, **noted):
                slow_down(unit, self.queue, self.config, event.chat, now)
        elif event.sender != self.config.bot.id and event.kind in READ_KINDS:
            self._message(unit, event, now)

    def _message(self, unit: Unit, message: Incoming, now: dt.datetime) -> None:
        room = unit.rooms.get(message.room) if message.room is not None else None
        if message.room is not None and room is None:
            return
        person = self._person(unit, message, now)
        if person.role == Role.STRANGER and room is not None and "绑定" not in message.text:
            return
        new = unit.messages.take(
            message.id,
            room=message.room,
            contact=message.sender,
            kind=message.kind,
            sent_at=message.sent_at,
            received_at=now,
            state="ignored",
        )
        if new:
            self._handle(unit, message, person, room, now, attempts=0)

    def _handle(
        self, unit: Unit, message: Incoming, person: Person, room: Room | None, now: dt.datetime, attempts: int
    ) -> None:
        names = unit.members.names()
        late = message.sent_at < self.since and attempts == 0
        ctx = Context(unit, self.config, self.lexicon, self.zone, message, person, room, names, now)
        try:
            with unit.savepoint():
                replies = handle(ctx, self.commands)
                if replies is None:
                    unit.messages.change(message.id, state="ignored", text=None, payload=None)
                    return
                self.queue.answer(unit, message, replies, now, late=late)
                # only what made or changed a record is kept; the lines of a list are not all of members
                is_record = message.kind != "chain" and any(reply.about is not None for reply in replies)
                text = self._kept(message, names) if is_record else None
                unit.messages.change(message.id, state="done", text=text, payload=None)
        except OperationalError:
            # the database's trouble, not the message's: nothing is stored, so nothing is acknowledged
            raise
        except Exception as error:
            self._failed(unit, message, names, now, attempts + 1, error)

    def _failed(
        self, unit: Unit, message: Incoming, names: frozenset[str], now: dt.datetime, attempts: int, error: Exception
    ) -> None:
        """Keep what could not be handled: losing a report is worse than keeping a line of talk, masked."""
        log.error("message %s could not be handled (attempt %d)\n%s", message.id, attempts, where(error))
        state = "failed" if attempts < GIVE_UP_AFTER else "given_up"
        payload: dict[str, Any] = {"name": message.name, "mentions": list(message.mentions)}
        text = self._kept(message, names)
        unit.messages.change(message.id, state=state, attempts=attempts, text=text, payload=payload)
        if attempts == 1:
            self.queue.answer(unit, message, [Reply(texts.FAILED, kind="remark", key=f"{message.id}:failed")], now)

    def _kept(self, message: Incoming, names: frozenset[str]) -> str:
        return mask_issue(mask(message.text[:2000], names))

    def retry(self, unit: Unit, kept: Message, now: dt.datetime) -> None:
        """Take up a message whose handling failed before this process began."""
        payload = kept.payload or {}
        message = Incoming(
            id=kept.platform_id,
            room=kept.room,
            sender=kept.contact,
            name=payload.get("name", ""),
            text=kept.text or "",
            sent_at=kept.sent_at,
            mentions=tuple(payload.get("mentions", ())),
            kind="chain" if kept.kind == "chain" else "text",
        )
        room = unit.rooms.get(kept.room) if kept.room is not None else None
        self._handle(unit, message, self._person(unit, message, now), room, now, attempts=kept.attempts)

    def _recall(self, unit: Unit, event: Recall, now: dt.datetime) -> None:
        """A message may be recalled before it has come: its id is noted so that it is not handled then."""
        new = unit.messages.take(
            event.id, sent_at=event.at, received_at=now, kind="recall", state="ignored", recalled=True
        )
        known = unit.messages.get(event.id)
        if new or known is None or known.recalled:
            return
        unit.messages.change(event.id, recalled=True)
        message = Incoming(event.id, known.room, known.contact, "", "", event.at)
        room = unit.rooms.get(known.room) if known.room is not None else None
        person = self._person(unit, message, now)
        ctx = Context(unit, self.config, self.lexicon, self.zone, message, person, room, frozenset(), now)
        self.queue.answer(unit, message, recall(ctx), now)

    def _person(self, unit: Unit, message: Incoming, now: dt.datetime) -> Person:
        if message.room is not None:
            member = recognise(unit, message.sender, message.name, now)
        else:
            identity = unit.identities.of(message.sender)
            member = unit.members.get(identity.member_id) if identity else None
        if member is not None and not member.active:
            member = None
        owners, clerks = owners_of(unit, self.config), self.config.people.clerks
        return Person(message.sender, member, role_of(message.sender, member, owners, clerks))
