"""The tables. Each key begins with the committee, so that one database can hold many and be split by it.

What the keys guarantee:
  message    (committee, platform_id)               a platform message is handled once, ever
  record     (committee, number)                    numbers from 1 without gaps; a correction keeps its number
  progress   (committee, year, member_id)           x/20 without adding up records
  occurrence (committee, rule, period, subject)     a reminder happens once per member and month
  outbox     (committee, key)                       nothing is queued twice
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Index, MetaData
from sqlmodel import Field, SQLModel

from storage.types import UtcDateTime

# Alembic can only drop what has a name, and SQLite names nothing by itself.
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _moment(**options: Any) -> Any:
    return Field(sa_type=UtcDateTime, **options)


def _json(**options: Any) -> Any:
    return Field(sa_type=JSON(none_as_null=True), **options)


class Sequence(SQLModel, table=True):
    """The last number given, per committee and name (`record`, `member`, …): gaps would be asked about."""

    committee: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: int = 0


class Room(SQLModel, table=True):
    """A registered room; `name` is its name on the platform."""

    committee: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    kind: str
    sector: str | None = None
    host: str | None = None
    active: bool = True
    registered_by: str = "config"
    registered_at: dt.datetime = _moment()


class SharedBook(SQLModel, table=True):
    """共读: the book that a check-in without a title means, from `first` to `last`, both included."""

    committee: str = Field(primary_key=True)
    room: str = Field(primary_key=True)
    first: dt.date = Field(primary_key=True)
    last: dt.date
    title: str
    set_by: str
    set_at: dt.datetime = _moment()


class Member(SQLModel, table=True):
    """A row of the roster. `role_set_in_chat` says that a command gave the role, which a re-import never undoes."""

    __table_args__ = (Index("uq_member_name_sector", "committee", "name", "sector", unique=True),)

    committee: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str
    sector: str = ""
    special_committee: str = ""
    post: str = ""
    unit: str = ""
    station: str = ""
    standing: str = ""
    wechat_id: str = ""
    alias: str = ""
    phone_tail: str = ""
    joined: dt.date | None = None
    tier: str = ""
    role: str = "member"
    role_sector: str = ""
    role_set_in_chat: bool = False
    active: bool = True
    reminders_off: bool = False
    imported_at: dt.datetime = _moment()


class Identity(SQLModel, table=True):
    """A platform contact that is a member. A member may have several; records belong to the member."""

    __table_args__ = (Index("ix_identity_member", "committee", "member_id"),)

    committee: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    member_id: int
    how: str
    reachable: bool = True
    bound_at: dt.datetime = _moment()


class Exemption(SQLModel, table=True):
    """Months of a year that lower a member's quota and silence his reminders."""

    committee: str = Field(primary_key=True)
    member_id: int = Field(primary_key=True)
    year: int = Field(primary_key=True)
    month: int = Field(primary_key=True)
    reason: str = ""
    set_by: str = ""


class Message(SQLModel, table=True):
    """The inbox. `text` is masked, and absent for ordinary chat, which leaves nothing but its id.

    state: `done`, `ignored`, `failed` (taken up again at the next start), `given_up`.
    """

    __table_args__ = (Index("ix_message_state", "committee", "state"),)

    committee: str = Field(primary_key=True)
    platform_id: str = Field(primary_key=True)
    room: str | None = None
    contact: str = ""
    kind: str = "text"
    sent_at: dt.datetime = _moment()
    received_at: dt.datetime = _moment()
    state: str = "done"
    attempts: int = 0
    recalled: bool = False
    text: str | None = None
    payload: dict[str, Any] | None = _json(default=None)


class Record(SQLModel, table=True):
    """One thing done by a member. `credited` is what counts toward the quota now (0 unless counted)."""

    __table_args__ = (
        Index("ix_record_member_year", "committee", "member_id", "year", "type", "date"),
        Index("ix_record_message", "committee", "message_id"),
        Index("ix_record_line", "committee", "line_id"),
        Index("ix_record_state", "committee", "state", "year"),
    )

    committee: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    type: str
    member_id: int
    reporter_id: int
    state: str
    waiting_for: str | None = None
    source: str
    room: str | None = None
    message_id: str
    ordinal: int = 0
    line_id: int | None = None
    arrived_at: dt.datetime = _moment()
    changed_at: dt.datetime = _moment()
    year: int
    date: dt.date
    date_end: dt.date | None = None
    people: int | None = None
    unit: str | None = None
    approx: bool = False
    place: str | None = None
    audience: str | None = None
    channel: str | None = None
    issue: str | None = None
    outcome: str | None = None
    credited: int = 0
    book: str | None = None
    volume: str | None = None
    from_page: int | None = None
    to_page: int | None = None
    pages_read: int | None = None
    from_chapter: int | None = None
    to_chapter: int | None = None
    minutes: int | None = None
    day: int | None = None
    finished: bool = False
    reflection: str | None = None
    title: str | None = None
    count: int | None = None
    why: list[dict[str, Any]] | None = _json(default=None)


class Progress(SQLModel, table=True):
    """The counters of a member's year, kept in the transaction of each record; `liaison db check` recomputes them."""

    committee: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    member_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    credited: int = 0
    sector: int = 0
    unit: int = 0
    trade: int = 0
    public: int = 0
    lecture: int = 0
    proposal: int = 0
    opinion: int = 0
    consultation: int = 0
    deed: int = 0


class Question(SQLModel, table=True):
    """A question to a member, or to a `contact` that is none. `room` is None when it was asked privately.

    kind: `people` (几人?) and `confirm` (代报) about the record `number`; `bind` (may the contact `subject` be the
    member `number`?); `suggest` (did you mean the command `subject`?). state: `open`, `answered`, `expired`.
    `answered_by` is the message that answered: when that is recalled, the question is open again.
    """

    __table_args__ = (Index("ix_question_open", "committee", "state", "member_id"),)

    committee: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    member_id: int | None = None
    contact: str | None = None
    number: int | None = None
    subject: str | None = None
    room: str | None = None
    asked_at: dt.datetime = _moment()
    deadline: dt.datetime = _moment()
    state: str = "open"
    answered_by: str | None = None


class Chain(SQLModel, table=True):
    """A #接龙 of a room, known by its heading; `newest_at` is when its newest version was sent."""

    __table_args__ = (Index("ix_chain_room", "committee", "room", "heading"),)

    committee: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    room: str
    heading: str
    newest_at: dt.datetime = _moment()


class ChainLine(SQLModel, table=True):
    """One entry of a chain: whose (`author`), which of his (`nth`), and a digest of name and text.

    `message_id` is the post in which it first stood: when that is recalled, the line is new again.
    """

    __table_args__ = (Index("uq_chain_line", "committee", "chain_id", "author", "nth", unique=True),)

    committee: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    chain_id: int
    author: str
    nth: int
    digest: str
    message_id: str
    first_at: dt.datetime = _moment()


class Matter(SQLModel, table=True):
    """What constituents raised, followed up; it carries its record's number.

    state: `new`, `assigned`, `done`, `proposal`, `declined`.
    """

    __table_args__ = (Index("ix_matter_state", "committee", "state", "due"),)

    committee: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str = "new"
    unit: str | None = None
    due: dt.date | None = None
    outcome: str | None = None
    opened_at: dt.datetime = _moment()
    closed_at: dt.datetime | None = _moment(default=None)


class Occurrence(SQLModel, table=True):
    """The ledger of what the calendar asked for: a row is written in the transaction that queues the message.

    `subject` is a member's id, or `*` for the sweep as a whole.
    """

    committee: str = Field(primary_key=True)
    rule: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    at: dt.datetime = _moment()


class Outbox(SQLModel, table=True):
    """What is to be said. state: `todo`, `sending`, `sent`, `unknown`, `expired`.

    kind: as of a reply (`bot.messages`). `about`: the record it speaks of. Rows of one chat and `group` go out as
    one message and then
    share `delivery`: `acks` of 45 seconds, `chain:7`, `late` (the digest after downtime), `day` (the digest of a room
    that has had enough), `month:…` (a person's reminder and summary).
    """

    __table_args__ = (
        Index("uq_outbox_key", "committee", "key", unique=True),
        Index("ix_outbox_todo", "committee", "state", "not_before"),
        Index("ix_outbox_group", "committee", "chat", "group", "state", "not_before", "id"),
        # what is counted and looked up at each sending grows with every message ever said
        Index("ix_outbox_chat_claimed", "committee", "chat", "claimed_at", "id"),
        Index("ix_outbox_claimed", "committee", "claimed_at", "id", "delivery", "chat", "kind"),
        Index("ix_outbox_delivery", "committee", "delivery"),
        Index("ix_outbox_about", "committee", "about"),
    )

    committee: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    key: str
    chat: str
    private: bool
    kind: str
    text: str
    file: str | None = None
    reply_to: str | None = None
    about: int | None = None
    group: str | None = None
    created_at: dt.datetime = _moment()
    not_before: dt.datetime = _moment()
    not_after: dt.datetime | None = _moment(default=None)
    state: str = "todo"
    attempts: int = 0
    delivery: str | None = None
    claimed_at: dt.datetime | None = _moment(default=None)
    sent_at: dt.datetime | None = _moment(default=None)


class Pause(SQLModel, table=True):
    """The platform said 操作过于频繁 in this chat (`*`: the whole account)."""

    committee: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    until: dt.datetime = _moment()
    strikes: int = 1
    last_at: dt.datetime = _moment()


class Setting(SQLModel, table=True):
    """What this installation knows by itself and no configuration says: `storage/settings.py` names the keys."""

    committee: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: str


class Audit(SQLModel, table=True):
    """Who changed what, with before and after."""

    __table_args__ = (Index("ix_audit_number", "committee", "number"),)

    committee: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: dt.datetime = _moment()
    who: str
    what: str
    number: int | None = None
    before: dict[str, Any] | None = _json(default=None)
    after: dict[str, Any] | None = _json(default=None)
