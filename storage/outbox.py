"""What is to be said, what was said, and where the platform asked for quiet."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from storage.queries import Queries, upsert
from storage.tables import Outbox, Pause

ACCOUNT = "*"
HELD = ("ack", "added", "changed", "remark", "question")
ASKING = ("question", "notice")


class OutboxRows(Queries[Outbox]):
    model = Outbox

    def add(self, key: str, **values: Any) -> bool:
        """Queue something to say; False when it was queued before."""
        if self.has(key):
            return False
        self._insert(id=self._next("outbox"), key=key, **values)
        return True

    def has(self, key: str) -> bool:
        return self._one(self._where(self._c.key == key)) is not None

    def waiting(self, chat: str, group: str) -> Outbox | None:
        """The first row of a group that has not gone out: the others go with it."""
        return self._one(
            self._where(self._c.state == "todo", self._c.chat == chat, self._c.group == group)
            .order_by(self._c.not_before, self._c.id)
            .limit(1)
        )

    def last_sent(self, chat: str, group: str) -> dt.datetime | None:
        """When something of that group went out last."""
        return self._moment(func.max(self._c.sent_at), self._c.chat == chat, self._c.group == group)

    def due(self, now: dt.datetime) -> list[Outbox]:
        """Everything that may go out by its own time, in the order of queueing."""
        return self._all(
            self._where(self._c.state == "todo", self._c.not_before <= now).order_by(self._c.id).limit(2000)
        )

    def next_moment(self, after: dt.datetime) -> dt.datetime | None:
        """When the next row falls due that is not due yet."""
        return self._moment(func.min(self._c.not_before), self._c.state == "todo", self._c.not_before > after)

    def group_of(self, row: Outbox) -> list[Outbox]:
        """The rows that go out in one message with this one."""
        if row.group is None:
            return [row]
        return self._all(
            self._where(self._c.state == "todo", self._c.chat == row.chat, self._c.group == row.group).order_by(
                self._c.id
            )
        )

    def claim(self, rows: Sequence[Outbox], delivery: str, now: dt.datetime) -> None:
        ids = [row.id for row in rows]
        self._change(self._c.id.in_(ids), state="sending", delivery=delivery, claimed_at=now)

    def settle(self, delivery: str, state: str, **values: Any) -> None:
        """Say what became of a delivery that was claimed."""
        self._change(self._c.delivery == delivery, self._c.state == "sending", state=state, **values)

    def doubtful(self) -> list[Outbox]:
        """Rows that were being sent when the process died, or whose sending got no clear answer."""
        return self._all(self._where(self._c.state == "sending").order_by(self._c.id))

    def put_off(self, rows: Sequence[Outbox], until: dt.datetime, **values: Any) -> None:
        self._change(self._c.id.in_([row.id for row in rows]), not_before=until, **values)

    def expire(self, rows: Sequence[Outbox]) -> None:
        self._change(self._c.id.in_([row.id for row in rows]), state="expired")

    def drop_answers_to(self, message_id: str) -> None:
        """Take back what has not gone out yet in answer to that message."""
        held = self._c.kind.in_(HELD)
        self._change(self._c.reply_to == message_id, self._c.state == "todo", held, state="expired")

    def drop_questions_about(self, number: int) -> None:
        """Take back what asks about that record and has not gone out yet."""
        where = (self._c.about == number, self._c.kind.in_(ASKING), self._c.state == "todo")
        self._change(*where, state="expired")

    def answered(self, message_id: str) -> bool:
        """Did an answer to that message go out?"""
        gone = self._c.state.in_(("sent", "sending", "unknown"))
        return self._one(self._where(self._c.reply_to == message_id, gone).limit(1)) is not None

    def newest_claim(self) -> Outbox | None:
        """The last row that went to the platform."""
        claimed = self._c.claimed_at.is_not(None)
        return self._one(self._where(claimed).order_by(self._c.claimed_at.desc(), self._c.id.desc()).limit(1))

    def newest_claim_to(self, chat: str) -> Outbox | None:
        where = (self._c.chat == chat, self._c.claimed_at.is_not(None))
        return self._one(self._where(*where).order_by(self._c.claimed_at.desc(), self._c.id.desc()).limit(1))

    def deliveries_since(self, since: dt.datetime, *, chat: str | None = None, kinds: Sequence[str] = ()) -> int:
        """How many messages went out since then."""
        conditions = [self._c.committee == self._committee, self._c.claimed_at >= since]
        if chat is not None:
            conditions.append(self._c.chat == chat)
        if kinds:
            conditions.append(self._c.kind.in_(kinds))
        statement = select(func.count(func.distinct(self._c.delivery))).where(*conditions)
        return int(self._connection.execute(statement).scalar_one())

    def oldest_claim_since(self, since: dt.datetime) -> dt.datetime | None:
        return self._moment(func.min(self._c.claimed_at), self._c.claimed_at >= since)

    def of_delivery(self, delivery: str) -> list[Outbox]:
        return self._all(self._where(self._c.delivery == delivery).order_by(self._c.id))

    def _moment(self, what: Any, *conditions: Any) -> dt.datetime | None:
        statement = select(what).where(self._c.committee == self._committee, *conditions)
        found: dt.datetime | None = self._connection.execute(statement).scalar()
        return found


class Pauses(Queries[Pause]):
    model = Pause

    def running(self, now: dt.datetime) -> dict[str, Pause]:
        """Chat (`*`: the account) → its pause."""
        return {row.chat: row for row in self._all(self._where(self._c.until > now))}

    def of(self, chat: str) -> Pause | None:
        return self._one(self._where(self._c.chat == chat))

    def set(self, chat: str, **values: Any) -> None:
        statement = upsert(self._connection, self._table).values(committee=self._committee, chat=chat, **values)
        key = [self._c.committee, self._c.chat]
        self._connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))
