"""What constituents raised and what became of it."""

import datetime as dt
from typing import Any

from sqlalchemy import delete

from storage.queries import Queries
from storage.tables import Matter

OPEN = ("new", "assigned")


class Matters(Queries[Matter]):
    model = Matter

    def get(self, number: int) -> Matter | None:
        return self._one(self._where(self._c.number == number))

    def open(self, number: int, at: dt.datetime) -> None:
        self._insert_new(number=number, opened_at=at)

    def change(self, number: int, **values: Any) -> None:
        self._change(self._c.number == number, **values)

    def drop_new(self, number: int) -> None:
        """A matter goes with its record while nobody has taken it up (DOMAIN §7)."""
        where = (self._c.committee == self._committee, self._c.number == number, self._c.state == "new")
        self._connection.execute(delete(self._table).where(*where))

    def unfinished(self) -> list[Matter]:
        return self._all(self._where(self._c.state.in_(OPEN)).order_by(self._c.number))

    def overdue(self, today: dt.date) -> list[Matter]:
        return self._all(
            self._where(self._c.state.in_(OPEN), self._c.due < today).order_by(self._c.due, self._c.number)
        )

    def all(self) -> list[Matter]:
        return self._all(self._where().order_by(self._c.number))
