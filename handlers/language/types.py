"""The words of the language layer: what goes in (an utterance) and what comes out (records with their reasons)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

RoomKind = Literal["member", "reading", "direct"]
RecordType = Literal["contact", "reading", "lecture", "proposal", "opinion", "consultation", "deed"]

ACTIVITIES: tuple[RecordType, ...] = ("lecture", "proposal", "opinion", "consultation", "deed")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One chat message as it was said.

    `sent_at` is aware and in the committee's zone; `sender` and `roster` are roster names (`roster` holds every
    other name the message may mention, the whole roster in the running bot).
    """

    text: str
    sent_at: dt.datetime
    room: RoomKind = "member"
    sender: str = ""
    roster: frozenset[str] = frozenset()


class Reason(NamedTuple):
    """Which words gave a field, and by which rule. `start` and `end` are offsets in the utterance's text."""

    field: str
    start: int
    end: int
    words: str
    rule: str


@dataclass(slots=True)
class Record:
    """One thing done, in the shape of the corpus guide. None means: the message does not say."""

    type: RecordType
    member: str
    date: dt.date
    date_end: dt.date | None = None
    # contact; `people` and `place` also of the five activities
    people: int | None = None
    unit: str | None = None
    approx: bool = False
    place: str | None = None
    audience: str | None = None
    channel: str | None = None
    issue: str | None = None
    outcome: str | None = None
    # reading
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
    # the five activities
    title: str | None = None
    count: int | None = None
    why: list[Reason] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The corpus shape: dates as ISO text, keys that are None or False left out, no reasons."""
        shape = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "why"}
        return {
            key: value.isoformat() if isinstance(value, dt.date) else value
            for key, value in shape.items()
            if value is not None and value is not False
        }

    def reasons(self) -> list[dict[str, Any]]:
        return [reason._asdict() for reason in self.why]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a #接龙.

    `author` and `at` are known only from the wire form; `name` is the roster name whose line it is, None when nobody
    could be told. `for_other` is true when the line begins with a roster name that is not its author's.
    `dated` is true when the line or the heading names a day, so that the records' date does not hang on the post.
    """

    text: str
    name: str | None
    author: str | None = None
    at: dt.datetime | None = None
    for_other: bool = False
    dated: bool = False
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A #接龙 post: `heading` is everything before the list, entries in the order of the post."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """An answer to `几人?`. `people` is None for 没有数."""

    people: int | None
    unit: str | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What `更正…`, `上一条…`, `#12 改为…` asks: which record (number, else hints) and which fields become what.

    `hints` and `changes` are keyed by the field names of Record; an empty `changes` means that nothing was understood.
    """

    number: int | None
    hints: Mapping[str, Any]
    changes: Mapping[str, Any]
