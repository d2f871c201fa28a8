"""The records, by the questions that are asked about them."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select

from storage.known import Known
from storage.progress import ProgressCounters
from storage.queries import Queries, equal, loaded, table_of
from storage.statements import Statement
from storage.tables import Record

_record = table_of(Record)
_same_day = Statement(
    lambda _: (
        select(_record)
        .where(
            *equal(_record, "member_id", "type", "date", "year"),
            _record.c.state != "voided",
            _record.c.arrived_at >= bindparam("since", type_=_record.c.arrived_at.type),
        )
        .order_by(_record.c.arrived_at.desc(), _record.c.number.desc())
    )
)


class Records(Queries[Record]):
    model = Record

    def __init__(self, connection: Connection, committee: str, known: Known, progress: ProgressCounters) -> None:
        super().__init__(connection, committee, known)
        self._progress = progress

    def get(self, number: int) -> Record | None:
        return self._find(number=number)

    def made(self) -> int:
        """How many were ever made, voided ones too."""
        return self._last("record")

    def add(self, **values: Any) -> Record:
        """A new record under the next number; the counters move with it."""
        record = self._insert(number=self._next("record"), **values)
        self._progress.move(None, record)
        return record

    def change(self, before: Record, **values: Any) -> Record:
        """The record as it is after the change; the counters move with it."""
        after = loaded(Record, {**before.__dict__, **values})
        self._set({"number": before.number}, **values)
        self._progress.move(before, after)
        return after

    def latest_of(self, member_id: int) -> Record | None:
        """The member's last record by arrival that still stands."""
        return self._one(self._standing(member_id).limit(1))

    def recent_of(self, member_id: int, since: dt.datetime) -> list[Record]:
        """His standing records that arrived since then, newest first."""
        return self._all(self._standing(member_id).where(self._c.arrived_at >= since))

    def _standing(self, member_id: int) -> Any:
        return self._where(self._c.member_id == member_id, self._c.state != "voided").order_by(
            self._c.arrived_at.desc(), self._c.number.desc()
        )

    def of_message(self, message_id: str) -> list[Record]:
        return self._all(self._where(self._c.message_id == message_id).order_by(self._c.number))

    def of_line(self, line_id: int) -> list[Record]:
        """The standing records of a chain line, in their order on the line."""
        return self._all(self._where(self._c.line_id == line_id, self._c.state != "voided").order_by(self._c.ordinal))

    def same_day(self, member_id: int, type: str, day: dt.date, since: dt.datetime) -> list[Record]:
        """Standing records of that member, type and day that arrived since then: where a repeat is looked for."""
        about = {"member_id": member_id, "type": type, "date": day, "year": day.year}
        return self._rows(_same_day, **about, since=since)

    def of_year(self, year: int, *types: str, voided: bool = False) -> list[Record]:
        conditions = [self._c.year == year, self._c.type.in_(types)]
        if not voided:
            conditions.append(self._c.state != "voided")
        return self._all(self._where(*conditions).order_by(self._c.date, self._c.number))

    def of_member(self, member_id: int, first: dt.date, last: dt.date) -> list[Record]:
        """His standing records of those days, oldest day first."""
        return self._all(
            self._where(
                self._c.member_id == member_id,
                self._c.state != "voided",
                self._c.date.between(first, last),
            ).order_by(self._c.date, self._c.number)
        )

    def numbered(self, numbers: list[int]) -> dict[int, Record]:
        return {row.number: row for row in self._all(self._where(self._c.number.in_(numbers)))}

    def pending(self, year: int) -> dict[int, int]:
        """Member id → how many of his records of that year wait for something."""
        statement = (
            select(self._c.member_id, func.count())
            .where(self._c.committee == self._committee, self._c.state == "pending", self._c.year == year)
            .group_by(self._c.member_id)
        )
        return {member_id: n for member_id, n in self._connection.execute(statement)}

    def reading_days(self, year: int, member_id: int | None = None) -> dict[int, int]:
        """Member id → reading days of that year; a range counts each of its days, several posts a day count once."""
        conditions = [
            self._c.committee == self._committee,
            self._c.type == "reading",
            self._c.state == "counted",
            self._c.year == year,
        ]
        if member_id is not None:
            conditions.append(self._c.member_id == member_id)
        statement = select(self._c.member_id, self._c.date, self._c.date_end).where(and_(*conditions)).distinct()
        days: dict[int, set[dt.date]] = {}
        for owner, first, last in self._connection.execute(statement):
            span = ((last or first) - first).days
            days.setdefault(owner, set()).update(first + dt.timedelta(days=n) for n in range(span + 1))
        return {owner: len(found) for owner, found in days.items()}

    def forget_words(self, before: dt.datetime) -> None:
        """Drop the quoted words of records that arrived before that moment; the fields stay."""
        self._change(self._c.arrived_at < before, self._c.why.is_not(None), why=None)

    def every(self) -> list[Record]:
        """All records, for `liaison db check`."""
        return self._all(self._where().order_by(self._c.number))
