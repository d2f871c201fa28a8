"""What a handler is given."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.messages import Incoming
from bot.permissions import Person, Role
from handlers.language.lexicon import Lexicon
from storage.tables import Member, Room
from storage.unit import Unit


class NotAllowed(Exception):
    """The asker's role does not reach; the dispatch answers it with one sentence (权限)."""


@dataclass(frozen=True, slots=True)
class Context:
    """One message with the open transaction, who said it, where and when.

    `now` is when the bot handles the message, `message.sent_at` when it was said: days are told from the latter.
    """

    unit: Unit
    config: Config
    lexicon: Lexicon
    zone: ZoneInfo
    message: Incoming
    person: Person
    room: Room | None
    names: frozenset[str]
    now: dt.datetime

    @property
    def private(self) -> bool:
        return self.message.room is None

    @property
    def today(self) -> dt.date:
        return self.message.sent_at.astimezone(self.zone).date()

    @property
    def member(self) -> Member:
        """The member who speaks. Raises NotAllowed for an owner or clerk who is none himself."""
        if self.person.member is None:
            raise NotAllowed
        return self.person.member

    def require(self, allowed: bool) -> None:
        if not allowed:
            raise NotAllowed

    def require_role(self, role: Role) -> None:
        self.require(self.person.role >= role)
