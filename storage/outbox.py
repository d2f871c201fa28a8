"""What is to be said, what was said, and where the platform asked for quiet."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.engine import Dialect

from storage.queries import Queries, equal, named, table_of, upsert
from storage.statements import Statement
from storage.tables import Outbox, Pause

ACCOUNT = "*"
HELD = ("ack", "added", "changed", "remark", "question")
ASKING = ("question", "notice")
_GONE = ("sent", "sending", "unknown")

_outbox = table_of(Outbox)


def _queueing(dialect: Dialect) -> Any:
    statement = upsert(dialect, _outbox).values(named(_outbox))
    key = [_outbox.c.committee, _outbox.c.key]
    return statement.on_conflict_do_nothing(index_elements=key).returning(literal(1).label("new"))


_queue = Statement(_queueing)
_waiting = Statement(
    lambda _: (
        select(_outbox)
        .where(*equal(_outbox, "chat", "group"), _outbox.c.state == "todo")
        .order_by(_outbox.c.not_before, _outbox.c.id)
        .limit(1)
    )
)
_due = Statement(
    lambda _: (
        select(_outbox)
        .where(
            *equal(_outbox),
            _outbox.c.state == "todo",
            _outbox.c.not_before <= bindparam("now", type_=_outbox.c.not_before.type),
        )
        .order_by(_outbox.c.id)
        .limit(bindparam("most"))
    )
)

# in no order: asked for one, SQLite goes through the whole table by its key instead of sorting a few rows
_group = Statement(lambda _: select(_outbox).where(*equal(_outbox, "chat", "group"), _outbox.c.state == "todo"))


class OutboxRows(Queries[Outbox]):
    model = Outbox

    def add(self, key: str, **values: Any) -> bool:
        """Queue something to say; False when it was queued before."""
        row = self._with_defaults({"id": self._next("outbox"), "key": key, **values})
        return self._scalar(_queue, **row) is not None

    def has(self, key: str) -> bool:
        return self._find(key=key) is not None

    def waiting(self, chat: str, group: str) -> Outbox | None:
        """The first row of a group that has not gone out: the others go with it."""
        return self._first(_waiting, chat=chat, group=group)

    def last_sent(self, chat: str, group: str) -> dt.datetime | None:
        """When something of that group went out last."""
        return self._moment(func.max(self._c.sent_at), self._c.chat == chat, self._c.group == group)

    def due(self, now: dt.datetime, most: int = 2000) -> list[Outbox]:
        """What may go out by its own time, in the order of queueing."""
        return self._rows(_due, now=now, most=most)

    def how_many_wait(self) -> int:
        waits = (self._c.committee == self._committee, self._c.state == "todo")
        return int(self._connection.execute(select(func.count()).where(*waits)).scalar_one())

    def next_moment(self, after: dt.datetime) -> dt.datetime | None:
        """When the next row falls due that is not due yet."""
        return self._moment(func.min(self._c.not_before), self._c.state == "todo", self._c.not_before > after)

    def group_of(self, row: Outbox) -> list[Outbox]:
        """The rows that go out in one message with this one."""
        if row.group is None:
            return [row]
        return sorted(self._rows(_group, chat=row.chat, group=row.group), key=lambda one: one.id)

    def claim(self, rows: Sequence[Outbox], delivery: str, now: dt.datetime) -> None:
        for row in rows:
            self._set({"id": row.id}, state="sending", delivery=delivery, claimed_at=now)

    def settle(self, delivery: str, state: str, **values: Any) -> None:
        """Say what became of a delivery that was claimed."""
        self._set({"delivery": delivery, "state": "sending"}, **{"state": state, **values})

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
        gone = self._c.state.in_(_GONE)
        return self._one(self._where(self._c.reply_to == message_id, gone).limit(1)) is not None

    def all_answered(self) -> set[str]:
        """The messages to which an answer went out."""
        gone = self._c.state.in_(_GONE)
        statement = select(self._c.reply_to).where(self._c.committee == self._committee, gone).distinct()
        return {id for (id,) in self._connection.execute(statement) if id}

    def newest_claim(self) -> Outbox | None:
        """The last row that went to the platform."""
        claimed = self._c.claimed_at.is_not(None)
        return self._one(self._where(claimed).order_by(self._c.claimed_at.desc(), self._c.id.desc()).limit(1))

    def newest_claim_to(self, chat: str) -> Outbox | None:
        where = (self._c.chat == chat, self._c.claimed_at.is_not(None))
        return self._one(self._where(*where).order_by(self._c.claimed_at.desc(), self._c.id.desc()).limit(1))

    def deliveries_since(self, since: dt.datetime) -> int:
        """How many messages went out since then."""
        where = (self._c.committee == self._committee, self._c.claimed_at >= since)
        statement = select(func.count(func.distinct(self._c.delivery))).where(*where)
        return int(self._connection.execute(statement).scalar_one())

    def deliveries_by_chat(self, since: dt.datetime, kinds: Sequence[str]) -> dict[str, int]:
        """Chat → how many messages of those kinds went out since then."""
        statement = (
            select(self._c.chat, func.count(func.distinct(self._c.delivery)))
            .where(self._c.committee == self._committee, self._c.claimed_at >= since, self._c.kind.in_(kinds))
            .group_by(self._c.chat)
        )
        return {chat: n for chat, n in self._connection.execute(statement)}

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
