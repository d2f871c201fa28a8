"""What passes between the gateways and the bot: events in, deliveries out."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

MessageKind = Literal["text", "chain", "image", "file", "voice", "quote", "system", "other"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of the platform. `room` is the room's name, None for a private chat; `sent_at` is aware."""

    id: str
    room: str | None
    sender: str
    name: str
    text: str
    sent_at: dt.datetime
    mentions: tuple[str, ...] = ()
    kind: MessageKind = "text"
    wire: str | None = None

    @property
    def chat(self) -> str:
        """Where an answer goes."""
        return self.room if self.room is not None else self.sender


@dataclass(frozen=True, slots=True)
class Recall:
    """撤回 of the message `id`."""

    id: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """A contact has joined or left a room."""

    room: str
    contact: str
    name: str
    joined: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Login:
    """The bot's account has logged in. Without `stable_ids` the contact ids of an earlier login mean nobody."""

    self_id: str
    stable_ids: bool
    at: dt.datetime


Event = Incoming | Recall | Presence | Login


ReplyKind = Literal["answer", "ack", "added", "changed", "remark", "question", "notice"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message of the bot. `key` is unique for ever; `reply_to` names the messages that it answers.

    `kind`: of its first line, as of a reply. `claimed_at`: when it was taken for sending; it was not shown before.
    """

    key: str
    chat: str
    private: bool
    text: str
    file: str | None = None
    reply_to: tuple[str, ...] = ()
    kind: str = "answer"
    claimed_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler wants said.

    kind: `answer` goes out at once. What a report calls for is held in a room and merged: `ack` (recorded), `added`
    and `changed` (the name on a chain's line), `remark` (not recorded, and why), `question`. `notice` is what nobody
    asked for and keeps the quiet hours.
    `about` is the number of the record that it speaks of: it is taken back unsaid when it no longer holds. `to` is a
    contact for a private message to somebody else; None answers where the message came from. `group` merges lines
    that belong together; `key` makes it unique beyond the message it answers.
    """

    text: str
    kind: ReplyKind = "answer"
    to: str | None = None
    private: bool = False
    file: str | None = None
    about: int | None = None
    group: str | None = None
    key: str | None = None
    not_after: dt.datetime | None = field(default=None)
