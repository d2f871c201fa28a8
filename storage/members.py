"""Who the members are, which contacts are theirs, which months they are exempt from."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from storage.queries import Queries, table_of, upsert
from storage.tables import Exemption, Identity, Member

_identity = table_of(Identity)
_exemption = table_of(Exemption)


class Members(Queries[Member]):
    model = Member

    def get(self, member_id: int) -> Member:
        found = self._known.ask("member", str(member_id), lambda: self._find(id=member_id))
        if found is None:
            raise LookupError(f"no member {member_id}")
        return found

    def all(self) -> list[Member]:
        return self._all(self._where().order_by(self._c.id))

    def active(self) -> list[Member]:
        return self._all(self._active())

    def _active(self, *conditions: Any) -> Any:
        return self._where(self._c.active, *conditions).order_by(self._c.id)

    def named(self, name: str) -> list[Member]:
        """Active members of that name: two of different sectors may share it."""
        return list(self._known.ask("members named", name, lambda: self._all(self._active(self._c.name == name))))

    def only(self, name: str) -> Member | None:
        """The member of that name, None when nobody or more than one has it."""
        found = self.named(name)
        return found[0] if len(found) == 1 else None

    def names(self) -> frozenset[str]:
        return self._known.ask("names", "", self._names)

    def _names(self) -> frozenset[str]:
        statement = select(self._c.name).where(self._c.committee == self._committee, self._c.active)
        return frozenset(self._connection.execute(statement).scalars())

    def add(self, **values: Any) -> Member:
        added = self._insert(id=self._next("member"), **values)
        self._changed()
        return added

    def change(self, member_id: int, **values: Any) -> None:
        self._set({"id": member_id}, **values)
        self._changed()

    def exempt_months(self, year: int) -> dict[int, frozenset[int]]:
        """Member id → the months of that year that do not count for him."""
        rows = self._connection.execute(
            select(_exemption.c.member_id, _exemption.c.month).where(
                _exemption.c.committee == self._committee, _exemption.c.year == year
            )
        )
        months: dict[int, set[int]] = {}
        for member_id, month in rows:
            months.setdefault(member_id, set()).add(month)
        return {member_id: frozenset(found) for member_id, found in months.items()}


class Identities(Queries[Identity]):
    model = Identity

    def of(self, contact: str) -> Identity | None:
        return self._known.ask("contact", contact, lambda: self._find(contact=contact))

    def contacts_of(self, member_id: int) -> list[Identity]:
        return self._all(self._where(self._c.member_id == member_id).order_by(self._c.bound_at, self._c.contact))

    def by_member(self) -> dict[int, str]:
        """Member id → the contact that reaches him privately, the one bound last."""
        rows = self._all(self._where(self._c.reachable).order_by(self._c.bound_at, self._c.contact))
        return {row.member_id: row.contact for row in rows}

    def members_of(self, contacts: Collection[str]) -> dict[str, int]:
        """Contact → member id, of those that are bound."""
        rows = self._all(self._where(self._c.contact.in_(list(contacts))))
        return {row.contact: row.member_id for row in rows}

    def bind(self, contact: str, member_id: int, *, how: str, reachable: bool, at: dt.datetime) -> None:
        """The contact is that member from now on, whoever it was before."""
        values = {"member_id": member_id, "how": how, "reachable": reachable, "bound_at": at}
        statement = (
            upsert(self._connection, self._table)
            .values(committee=self._committee, contact=contact, **values)
            .on_conflict_do_update(index_elements=[self._c.committee, self._c.contact], set_=values)
        )
        self._connection.execute(statement)
        self._changed("contact", contact)

    def by_roster(self) -> list[Identity]:
        """Contacts that are bound by the roster's 微信号 alone."""
        return self._all(self._where(self._c.how == "roster").order_by(self._c.contact))

    def unbind(self, contact: str) -> None:
        self._connection.execute(
            delete(self._table).where(self._c.committee == self._committee, self._c.contact == contact)
        )
        self._changed("contact", contact)

    def unbind_passing(self) -> int:
        """Forget the contacts whose ids last one login, which begin with @; how many there were."""
        passing = (self._c.committee == self._committee, self._c.contact.startswith("@"))
        forgotten = self._connection.execute(delete(self._table).where(*passing)).rowcount
        self._changed()
        return forgotten

    def release(self, member_id: int) -> None:
        """Take all contacts from a member, before another one gets him."""
        self._connection.execute(
            delete(self._table).where(self._c.committee == self._committee, self._c.member_id == member_id)
        )
        self._changed()
