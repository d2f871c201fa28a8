"""The open questions, with their deadlines."""

import datetime as dt
from typing import Any

from sqlalchemy import func, or_, select

from storage.queries import Queries
from storage.tables import Question


class Questions(Queries[Question]):
    model = Question

    def ask(self, kind: str, *, asked_at: dt.datetime, deadline: dt.datetime, **about: Any) -> None:
        """Open a question; `about`: member_id or contact, number, subject, room."""
        self._insert(id=self._next("question"), kind=kind, asked_at=asked_at, deadline=deadline, **about)

    def newest_open(self, member_id: int | None, contact: str, room: str | None) -> list[Question]:
        """Open questions to that person, newest first: of that room, or of anywhere when he answers privately."""
        theirs = or_(self._c.member_id == member_id, self._c.contact == contact)
        conditions = [theirs, self._c.state == "open"]
        if room is not None:
            conditions.append(self._c.room == room)
        return self._all(self._where(*conditions).order_by(self._c.asked_at.desc(), self._c.id.desc()))

    def open_binds(self, member_id: int) -> list[Question]:
        """The requests to be that member which nobody has decided."""
        return self._all(self._where(self._c.kind == "bind", self._c.number == member_id, self._c.state == "open"))

    def close(self, question: Question, state: str = "answered", *, by: str | None = None) -> None:
        self._change(self._c.id == question.id, state=state, answered_by=by)

    def answered_by(self, message_id: str) -> list[Question]:
        return self._all(self._where(self._c.answered_by == message_id).order_by(self._c.id))

    def reopen(self, question: Question) -> None:
        self._change(self._c.id == question.id, state="open", answered_by=None)

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
