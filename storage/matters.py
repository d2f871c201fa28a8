"""What constituents raised and what became of it."""

import datetime as dt
from typing import Any

from sqlalchemy import and_, delete, exists, or_

from storage.queries import Queries, table_of
from storage.tables import Matter, Record


class Matters(Queries[Matter]):
    model = Matter

    def get(self, number: int) -> Matter | None:
        return self._find(number=number)

    def open(self, number: int, at: dt.datetime) -> None:
        self._insert_new(number=number, opened_at=at)

    def change(self, number: int, **values: Any) -> None:
        self._change(self._c.number == number, **values)

    def drop_new(self, number: int) -> None:
        """Nothing is raised any more by that record, and nobody has taken it up."""
        where = (self._c.committee == self._committee, self._c.number == number, self._c.state == "new")
        self._connection.execute(delete(self._table).where(*where))

    def unfinished(self) -> list[Matter]:
        return self._all(self._where(self._open()).order_by(self._c.number))

    def overdue(self, today: dt.date) -> list[Matter]:
        return self._all(self._where(self._open(), self._c.due < today).order_by(self._c.due, self._c.number))

    def _open(self) -> Any:
        """Not closed; a new one goes with its record (DOMAIN §7), so not when that is voided."""
        record = table_of(Record).c
        voided = exists().where(
            record.committee == self._committee, record.number == self._c.number, record.state == "voided"
        )
        return or_(self._c.state == "assigned", and_(self._c.state == "new", ~voided))

    def all(self) -> list[Matter]:
        return self._all(self._where().order_by(self._c.number))
