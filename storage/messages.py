"""The inbox: which platform messages were handled, and what is left of them."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select, update

from storage.queries import Queries
from storage.tables import Message


class Messages(Queries[Message]):
    model = Message

    def get(self, platform_id: str) -> Message | None:
        return self._find(platform_id=platform_id)

    def take(self, platform_id: str, **values: Any) -> bool:
        """Note the id; False when it was handled before (DOMAIN §4.1: once, ever)."""
        return self._insert_new(platform_id=platform_id, **values)

    def change(self, platform_id: str, **values: Any) -> None:
        self._set({"platform_id": platform_id}, **values)

    def unfinished(self) -> list[Message]:
        """Messages whose handling failed, oldest first."""
        waiting = self._where(self._c.state == "failed", self._c.recalled.is_(False))
        return self._all(waiting.order_by(self._c.received_at, self._c.platform_id))

    def forget_text(self, before: dt.datetime) -> int:
        """Drop the raw text of messages received before that moment (DOMAIN §9); how many had one."""
        where = (
            self._c.committee == self._committee,
            self._c.received_at < before,
            self._c.text.is_not(None),
        )
        statement = update(self._table).where(*where).values(text=None, payload=None)
        return self._connection.execute(statement).rowcount

    def states(self) -> dict[str, str]:
        """What became of every message that was taken."""
        statement = select(self._c.platform_id, self._c.state).where(self._c.committee == self._committee)
        return {id: state for id, state in self._connection.execute(statement)}

    def newest(self) -> dt.datetime | None:
        """When the last message was received: the clock must not stand before it."""
        statement = select(func.max(self._c.received_at)).where(self._c.committee == self._committee)
        found: dt.datetime | None = self._connection.execute(statement).scalar()
        return found
