"""The rows of each export (INTERFACES): what the office's sheets show."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.config import Config
from handlers.language.types import ACTIVITIES
from handlers.progress import has_quota, standings
from storage.tables import Member, Record
from storage.unit import Unit

Row = dict[str, Any]

_CONTACT = ("date", "date_end", "people", "unit", "approx", "place", "audience", "channel", "issue", "outcome")
_READING = (
    *("date", "date_end", "book", "volume", "from_page", "to_page", "pages_read", "from_chapter", "to_chapter"),
    *("minutes", "day", "finished", "reflection"),
)
_ACTIVITY = ("type", "date", "date_end", "title", "count", "people", "place")
_WHERE = ("state", "room", "source")


def contacts(unit: Unit, year: int, *, voided: bool = False) -> Iterator[Row]:
    for record, member in _records(unit, year, ("contact",), voided):
        yield _head(record, member) | _fields(record, (*_CONTACT, "credited", *_WHERE))


def reading(unit: Unit, year: int, *, voided: bool = False) -> Iterator[Row]:
    for record, member in _records(unit, year, ("reading",), voided):
        yield _head(record, member) | _fields(record, (*_READING, *_WHERE))


def activities(unit: Unit, year: int, *, voided: bool = False) -> Iterator[Row]:
    for record, member in _records(unit, year, ACTIVITIES, voided):
        yield _head(record, member) | _fields(record, (*_ACTIVITY, *_WHERE)) | {"count": record.count or 1}


def matters(unit: Unit, year: int, *, voided: bool = False) -> Iterator[Row]:
    people = _people(unit)
    found = unit.matters.all()
    records = unit.records.numbered([matter.number for matter in found])
    for matter in found:
        record = records[matter.number]
        if record.year != year or (record.state == "voided" and matter.state == "new" and not voided):
            continue
        yield {
            "number": matter.number,
            "member": people[record.member_id].name,
            "date": record.date,
            "text": record.issue or record.title or "",
            "state": matter.state,
            "unit": matter.unit,
            "due": matter.due,
            "outcome": matter.outcome,
        }


def members(unit: Unit, config: Config, year: int, as_of: dt.date) -> Iterator[Row]:
    """`expected` and `behind` at `as_of`; `credited` and the other counts are the whole year's."""
    people = list(filter(has_quota, unit.members.active()))
    where_of = standings(unit, config, people, year, as_of)
    pending, days = unit.records.pending(year), unit.records.reading_days(year)
    counting = config.quota.of(year).audiences
    others = [a for a in ("sector", "unit", "trade", "public") if a not in counting]
    for member in people:
        where = where_of[member.id]
        counted = where.counters
        yield {
            "member": member.name,
            "sector": member.sector,
            "credited": counted.credited,
            "quota": where.quota,
            "expected": where.expected,
            "behind": where.behind,
            "other_audiences": sum(getattr(counted, audience) for audience in others),
            "pending": pending.get(member.id, 0),
            "reading_days": days.get(member.id, 0),
            **{kind: getattr(counted, kind) for kind in ACTIVITIES},
        }


def audit(unit: Unit, year: int, zone: ZoneInfo) -> Iterator[Row]:
    first, last = (dt.datetime(y, 1, 1, tzinfo=zone) for y in (year, year + 1))
    for row in unit.audit.between(first, last):
        yield {
            "at": row.at.astimezone(zone),
            "who": row.who,
            "what": row.what,
            "number": row.number,
            "before": row.before,
            "after": row.after,
        }


def _records(unit: Unit, year: int, types: tuple[str, ...], voided: bool) -> Iterator[tuple[Record, Member]]:
    people = _people(unit)
    for record in unit.records.of_year(year, *types, voided=voided):
        yield record, people[record.member_id]


def _people(unit: Unit) -> dict[int, Member]:
    return {member.id: member for member in unit.members.all()}


def _head(record: Record, member: Member) -> Row:
    return {"number": record.number, "member": member.name, "sector": member.sector}


def _fields(record: Record, fields: tuple[str, ...]) -> Row:
    return {field: getattr(record, field) for field in fields}
