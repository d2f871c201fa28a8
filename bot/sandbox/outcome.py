"""What became of one message: the records and counters before it and after it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.config import Config
from handlers.progress import standing_of
from storage.tables import Record
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every record, every counter and the reading days, at one moment."""

    records: Mapping[int, Record]
    counters: Mapping[tuple[int, int], Mapping[str, int]]
    reading: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Change:
    """A record before (None: it is new) and after; whose it is."""

    before: Record | None
    after: Record
    member: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A counter of a member's year. `kind` is a record's type, or an audience that the quota does not count.

    `goal` 0: there is none.
    """

    member: str
    year: int
    kind: str
    before: int
    after: int
    goal: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`doing`: `said` or `recalled`. `state` is the inbox's word for the message, None when it never came there."""

    doing: str
    state: str | None
    changes: tuple[Change, ...] = ()
    counted: tuple[Counted, ...] = ()


def snapshot(unit: Unit) -> Snapshot:
    records = {record.number: record for record in unit.records.every()}
    years = {record.year for record in records.values()}
    reading = {(year, member): n for year in years for member, n in unit.records.reading_days(year).items()}
    return Snapshot(records, unit.progress.all(), reading)


def outcome(unit: Unit, config: Config, before: Snapshot, doing: str, platform_id: str) -> Outcome:
    """What has changed since `before`; the unit reads the state after the message."""
    after = snapshot(unit)
    changes = tuple(
        Change(before.records.get(number), record, unit.members.get(record.member_id).name)
        for number, record in after.records.items()
        if before.records.get(number) != record
    )
    touched = dict.fromkeys(
        (version.year, version.member_id, _kind(config, version))
        for change in changes
        for version in (change.before, change.after)
        if version is not None
    )
    counted = tuple(_counted(unit, config, before, after, *key) for key in touched)
    message = unit.messages.get(platform_id)
    return Outcome(doing, message.state if message else None, changes, counted)


def _kind(config: Config, record: Record) -> str:
    if record.type == "contact" and record.audience not in (None, *config.quota.of(record.year).audiences):
        return record.audience or "contact"
    return record.type


def _counted(
    unit: Unit, config: Config, before: Snapshot, after: Snapshot, year: int, member_id: int, kind: str
) -> Counted:
    member, key = unit.members.get(member_id), (year, member_id)
    if kind == "reading":
        return Counted(member.name, year, kind, before.reading.get(key, 0), after.reading.get(key, 0), goal=0)
    column = "credited" if kind == "contact" else kind
    was, now = (moment.counters.get(key, {}).get(column, 0) for moment in (before, after))
    if kind == "contact":
        goal = standing_of(unit, config, member, dt.date(year, 12, 31)).quota
    else:
        goal = getattr(config.quota.of(year).targets, kind, 0)
    return Counted(member.name, year, kind, was, now, goal)
