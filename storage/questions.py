"""The open questions, with their deadlines."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select

from storage.queries import Queries
from storage.tables import Question


class Questions(Queries[Question]):
    model = Question

    def ask(self, kind: str, member_id: int, *, asked_at: dt.datetime, deadline: dt.datetime, **about: Any) -> None:
        """Open a question; `about`: number, subject, room."""
        values = {"asked_at": asked_at, "deadline": deadline, **about}
        self._insert(id=self._next("question"), kind=kind, member_id=member_id, **values)

    def newest_open(self, member_id: int, room: str | None) -> list[Question]:
        """The member's open questions, newest first: of that room, or of anywhere when he answers privately."""
        conditions = [self._c.member_id == member_id, self._c.state == "open"]
        if room is not None:
            conditions.append(self._c.room == room)
        return self._all(self._where(*conditions).order_by(self._c.asked_at.desc(), self._c.id.desc()))

    def about(self, number: int) -> list[Question]:
        """Open questions about a record."""
        return self._all(
            self._where(
                self._c.kind.in_(("people", "confirm")), self._c.number == number, self._c.state == "open"
            ).order_by(self._c.id)
        )

    def open_binds(self, member_id: int) -> list[Question]:
        """The requests to be that member which nobody has decided."""
        return self._all(self._where(self._c.kind == "bind", self._c.number == member_id, self._c.state == "open"))

    def close(self, question: Question, state: str = "answered") -> None:
        self._change(self._c.id == question.id, state=state)

    def close_about(self, number: int) -> None:
        """Nothing is asked any more about that record."""
        where = (self._c.kind.in_(("people", "confirm")), self._c.number == number, self._c.state == "open")
        self._change(*where, state="answered")

    def expired(self, now: dt.datetime) -> list[Question]:
        """Open questions whose deadline has passed."""
        return self._all(self._where(self._c.state == "open", self._c.deadline <= now).order_by(self._c.id))

    def next_deadline(self) -> dt.datetime | None:
        found: dt.datetime | None = self._connection.execute(
            select(func.min(self._c.deadline)).where(self._c.committee == self._committee, self._c.state == "open")
        ).scalar()
        return found
