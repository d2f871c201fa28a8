"""The counters of a member's year. They move only together with the record that moves them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.engine import Dialect

from storage.queries import Queries, loaded, named, table_of, upsert
from storage.statements import Statement
from storage.tables import Progress, Record

COUNTERS = (
    "credited",
    *("sector", "unit", "trade", "public"),
    *("lecture", "proposal", "opinion", "consultation", "deed"),
)
Key = tuple[int, int]

_progress = table_of(Progress)


def _adding(dialect: Dialect) -> Any:
    """What is inserted when there is no row is added to the row that there is."""
    statement = upsert(dialect, _progress).values(named(_progress))
    key = [_progress.c.committee, _progress.c.year, _progress.c.member_id]
    sums = {counter: _progress.c[counter] + statement.excluded[counter] for counter in COUNTERS}
    return statement.on_conflict_do_update(index_elements=key, set_=sums)


_add = Statement(_adding)


def contribution(record: Record) -> dict[str, int]:
    """What a record adds to the counters of its member's year: nothing unless it is counted.

    A contact adds its people to its audience (unstated is the own sector, DOMAIN §1) and `credited` to the quota;
    an activity adds its count; a reading adds nothing here, its days are counted by date.
    """
    if record.state != "counted":
        return {}
    if record.type == "contact":
        parts = {record.audience or "sector": record.people or 0, "credited": record.credited}
    elif record.type == "reading":
        parts = {}
    else:
        parts = {record.type: record.count or 1}
    return {counter: n for counter, n in parts.items() if n}


def total(records: Iterable[Record]) -> dict[Key, dict[str, int]]:
    """(year, member id) → counters, added up from the records."""
    sums: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for record in records:
        for counter, n in contribution(record).items():
            sums[record.year, record.member_id][counter] += n
    return {key: dict(counters) for key, counters in sums.items()}


class ProgressCounters(Queries[Progress]):
    model = Progress

    def of(self, member_id: int, year: int) -> Progress:
        """The counters of that member's year, all zero when there is no record."""
        found = self._find(year=year, member_id=member_id)
        return found or self.none(member_id, year)

    def none(self, member_id: int, year: int) -> Progress:
        """The counters of who has no record that year; asks no database."""
        return loaded(Progress, self._with_defaults({"year": year, "member_id": member_id}))

    def of_year(self, year: int) -> dict[int, Progress]:
        return {row.member_id: row for row in self._all(self._where(self._c.year == year))}

    def move(self, before: Record | None, after: Record) -> None:
        """Take away what the record counted before and add what it counts now."""
        changes: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for record, sign in ((before, -1), (after, 1)):
            if record is not None:
                for counter, n in contribution(record).items():
                    changes[record.year, record.member_id][counter] += sign * n
        # one order of keys in every transaction, or PostgreSQL finds deadlocks
        for year, member_id in sorted(changes):
            self._add(year, member_id, changes[year, member_id])

    def _add(self, year: int, member_id: int, counters: Mapping[str, int]) -> None:
        moved = {counter: n for counter, n in counters.items() if n}
        if not moved:
            return
        _add.count(self._connection, self._with_defaults({"year": year, "member_id": member_id, **moved}))

    def all(self) -> dict[Key, dict[str, int]]:
        """Every counter that is not zero, in the shape of `total`."""
        rows = self._all(self._where())
        kept = {(row.year, row.member_id): {c: getattr(row, c) for c in COUNTERS if getattr(row, c)} for row in rows}
        return {key: counters for key, counters in kept.items() if counters}

    def rebuild(self, sums: Mapping[Key, Mapping[str, int]]) -> None:
        self._connection.execute(delete(self._table).where(self._c.committee == self._committee))
        for (year, member_id), counters in sorted(sums.items()):
            row = self._with_defaults({"year": year, "member_id": member_id, **counters})
            self._connection.execute(insert(self._table), [row])
