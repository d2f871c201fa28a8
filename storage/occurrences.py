"""The ledger that makes a reminder happen once, and the audit log."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select

from storage.queries import Queries
from storage.tables import Audit, Occurrence

WHOLE = "*"


class Occurrences(Queries[Occurrence]):
    model = Occurrence

    def happen(self, rule: str, period: str, subject: str, at: dt.datetime) -> bool:
        """Write the row; False when it happened before."""
        return self._insert_new(rule=rule, period=period, subject=subject, at=at)

    def happened(self, rule: str, period: str, subject: str = WHOLE) -> bool:
        found = self._where(self._c.rule == rule, self._c.period == period, self._c.subject == subject)
        return self._one(found) is not None

    def of(self, rule: str) -> list[Occurrence]:
        return self._all(self._where(self._c.rule == rule).order_by(self._c.period, self._c.subject))

    def newest(self) -> dt.datetime | None:
        found: dt.datetime | None = self._connection.execute(
            select(func.max(self._c.at)).where(self._c.committee == self._committee)
        ).scalar()
        return found


class AuditLog(Queries[Audit]):
    model = Audit

    def note(
        self,
        who: str,
        what: str,
        at: dt.datetime,
        *,
        number: int | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        values = {"who": who, "what": what, "at": at, "number": number, "before": before, "after": after}
        self._insert(id=self._next("audit"), **values)

    def between(self, first: dt.datetime, last: dt.datetime) -> list[Audit]:
        return self._all(self._where(self._c.at >= first, self._c.at < last).order_by(self._c.id))

    def count(self, who: str, what: str, since: dt.datetime) -> int:
        """How often somebody did something since then."""
        statement = select(func.count()).where(
            self._c.committee == self._committee, self._c.who == who, self._c.what == what, self._c.at >= since
        )
        return int(self._connection.execute(statement).scalar_one())
