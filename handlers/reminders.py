"""The monthly reminders and summaries (DOMAIN §6). When they are due is the schedule's business, not theirs."""

import datetime as dt
from collections.abc import Iterable

from bot import texts
from bot.config import Config
from bot.messages import Reply
from bot.permissions import Person, Role
from handlers.progress import Standing, has_quota, standing
from storage.tables import Member
from storage.unit import Unit

RULE = "monthly"
REMINDER = "reminder"
QUARTER_ENDS = (3, 6, 9, 12)


def remind(unit: Unit, config: Config, now: dt.datetime, not_after: dt.datetime) -> list[Reply]:
    """What is to be said this month, each once: the ledger rows are written in the same transaction.

    The row of the whole sweep makes a month that was swept stay as it was, whatever the records say later.
    """
    period = f"{now:%Y-%m}"
    if not unit.occurrences.happen(RULE, period, "*", now):
        return []
    people = unit.members.active()
    members = [member for member in people if has_quota(member)]
    where = _standings(unit, config, members, now.date())
    contacts = unit.identities.by_member()
    exempt = unit.members.exempt_months(now.year)
    replies = []
    for member in members:
        if not where[member.id].behind or member.reminders_off or now.month in exempt.get(member.id, ()):
            continue
        contact = contacts.get(member.id)
        if contact is None or not unit.occurrences.happen(REMINDER, period, str(member.id), now):
            continue
        now_at = where[member.id]
        text = texts.reminder(member.name, now_at.counters.credited, now_at.quota)
        replies.append(_notice(text, contact, f"{REMINDER}:{period}:{member.id}", not_after))
    if config.reminders.summaries:
        replies += _summaries(unit, now, people, where, contacts, not_after)
    return replies


def _standings(unit: Unit, config: Config, people: Iterable[Member], as_of: dt.date) -> dict[int, Standing]:
    counters = unit.progress.of_year(as_of.year)
    exempt = unit.members.exempt_months(as_of.year)
    return {
        member.id: standing(
            config,
            member,
            counters.get(member.id) or unit.progress.of(member.id, as_of.year),
            exempt.get(member.id, frozenset()),
            as_of,
        )
        for member in people
    }


def _summaries(
    unit: Unit,
    now: dt.datetime,
    people: list[Member],
    where: dict[int, Standing],
    contacts: dict[int, str],
    not_after: dt.datetime,
) -> list[Reply]:
    """One private summary for each clerk and convener of their people, each quarter for each 常委 of his."""
    period, pending = f"{now:%Y-%m}", unit.records.pending(now.year)
    overdue = [matter.number for matter in unit.matters.overdue(now.date())]
    raised_by = {number: record.member_id for number, record in unit.records.numbered(overdue).items()}
    members = [member for member in people if member.id in where]
    replies = []
    for keeper in people:
        contact, role = contacts.get(keeper.id), Role[keeper.role.upper()]
        if contact is None:
            continue
        person = Person(contact, keeper, role)
        theirs = [member for member in members if person.cares_for(member)] if role >= Role.CONVENER else []
        if now.month in QUARTER_ENDS and not theirs:
            theirs = [member for member in members if member.standing == keeper.name]
        if not theirs:
            continue
        behind = [member.name for member in theirs if where[member.id].behind]
        waiting = sum(pending.get(member.id, 0) for member in theirs)
        ids = {member.id for member in theirs}
        matters = [f"#{number}" for number in overdue if raised_by.get(number) in ids]
        text = texts.summary(_title(role, keeper), len(theirs), behind, waiting, matters)
        cut_off = [member.name for member in theirs if member.id not in contacts]
        if cut_off and role >= Role.CLERK:
            text += "\n" + texts.unreachable(cut_off)
        replies.append(_notice(text, contact, f"summary:{period}:{keeper.id}", not_after))
    return replies


def _title(role: Role, keeper: Member) -> str:
    if role >= Role.CLERK:
        return "全体委员本月进度"
    if role == Role.COMMITTEE:
        return f"{keeper.special_committee}委员本月进度"
    if role == Role.CONVENER:
        return f"{keeper.role_sector or keeper.sector}界委员本月进度"
    return "您联系的委员本季进度"


def _notice(text: str, contact: str, key: str, not_after: dt.datetime) -> Reply:
    group = f"month:{contact}"
    return Reply(text, kind="notice", to=contact, private=True, key=key, group=group, not_after=not_after)
