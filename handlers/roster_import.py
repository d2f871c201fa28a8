"""Brings the office's roster into the database. What the chat has changed (roles, bindings, leave) stays."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from handlers.binding import bind_roster_contacts
from handlers.roster import RosterRow
from storage.tables import Member
from storage.unit import Unit

ROLES = {"办公室": "clerk", "专委会": "committee", "召集人": "convener", "群主": "host"}


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were new, changed, as before; who is in the database but not in the file."""

    added: int
    changed: int
    same: int
    missing: tuple[str, ...]


def import_roster(unit: Unit, rows: Sequence[RosterRow], now: dt.datetime, by: str) -> Imported:
    """Add and update members by name and sector. Nobody is removed: who left is said, and is the office's decision."""
    known = {(member.name, member.sector): member for member in unit.members.all()}
    only = _by_name(known)
    added = changed = 0
    seen = set()
    for row in rows:
        values = asdict(row) | {"role": ROLES.get(row.role, "member")}
        member = known.get((row.name, row.sector)) or _moved(only, row, rows)
        if member is None:
            seen.add(unit.members.add(**values, imported_at=now).id)
            added += 1
            continue
        seen.add(member.id)
        if member.role_set_in_chat:
            values.pop("role")
        before = {key: getattr(member, key) for key in values}
        if before != values:
            unit.members.change(member.id, **values, imported_at=now)
            changed += 1
    if added or changed:
        unit.audit.note(by, "导入名册", now, after={"added": added, "changed": changed})
    bind_roster_contacts(unit, now)
    missing = tuple(m.name for m in unit.members.active() if m.id not in seen)
    return Imported(added, changed, len(rows) - added - changed, missing)


def _by_name(known: dict[tuple[str, str], Member]) -> dict[str, Member]:
    """Name → member, of the names that only one member has."""
    members = list(known.values())
    names = [member.name for member in members]
    return {member.name: member for member in members if names.count(member.name) == 1}


def _moved(only: dict[str, Member], row: RosterRow, rows: Sequence[RosterRow]) -> Member | None:
    """A member whose sector the office has changed: his name is the only one of its kind on both sides."""
    same = [other for other in rows if other.name == row.name]
    return only.get(row.name) if len(same) == 1 else None


def rows_of(unit: Unit) -> list[RosterRow]:
    """The roster as it is now, in the shape of the sheet, with the roles that the chat has given."""
    fields = [field.name for field in dataclasses.fields(RosterRow)]
    return [
        RosterRow(**{field: getattr(member, field) for field in fields} | {"role": _shown_role(member)})
        for member in unit.members.active()
    ]


def _shown_role(member: Member) -> str:
    return next((word for word, role in ROLES.items() if role == member.role), "")
