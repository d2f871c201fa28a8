"""The monthly reminders and summaries (DOMAIN §6). When they are due is the schedule's business, not theirs."""

import datetime as dt

from bot import texts
from bot.config import Config
from bot.messages import Reply
from bot.permissions import Person, Role
from handlers.keepers import keepers
from handlers.progress import Standing, has_quota, standings
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
    where = standings(unit, config, members, now.year, now.date())
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
        replies += _summaries(unit, config, now, where, contacts, not_after)
    return replies


def _summaries(
    unit: Unit,
    config: Config,
    now: dt.datetime,
    where: dict[int, Standing],
    contacts: dict[int, str],
    not_after: dt.datetime,
) -> list[Reply]:
    """One private summary for who keeps watch over members, each quarter one for each 常委 of his own."""
    members = [member for member in unit.members.active() if member.id in where]
    tell = _Teller(unit, now, where, contacts)
    period, replies = f"{now:%Y-%m}", []
    for keeper in keepers(unit, config):
        theirs = [member for member in members if keeper.cares_for(member)]
        # the owner who is nobody's clerk asks when he wants to know
        if theirs and (keeper.role < Role.OWNER or keeper.member is not None):
            text = tell.summary(_title(keeper), theirs, with_unreachable=keeper.role >= Role.CLERK)
            replies.append(_notice(text, keeper.contact, f"summary:{period}:{keeper.contact}", not_after))
    if now.month in QUARTER_ENDS:
        for standing_member in members:
            theirs = [member for member in members if member.standing == standing_member.name]
            contact = contacts.get(standing_member.id)
            if theirs and contact is not None:
                text = tell.summary(texts.STANDING_TITLE, theirs, with_unreachable=False)
                replies.append(_notice(text, contact, f"quarter:{period}:{standing_member.id}", not_after))
    return replies


class _Teller:
    """Says in one text how some members stand."""

    def __init__(self, unit: Unit, now: dt.datetime, where: dict[int, Standing], contacts: dict[int, str]) -> None:
        self._where, self._contacts = where, contacts
        self._pending = unit.records.pending(now.year)
        overdue = [matter.number for matter in unit.matters.overdue(now.date())]
        self._overdue = {number: record.member_id for number, record in unit.records.numbered(overdue).items()}

    def summary(self, title: str, theirs: list[Member], *, with_unreachable: bool) -> str:
        ids = {member.id for member in theirs}
        behind = [member.name for member in theirs if self._where[member.id].behind]
        waiting = sum(self._pending.get(member_id, 0) for member_id in ids)
        overdue = [f"#{number}" for number, member_id in sorted(self._overdue.items()) if member_id in ids]
        cut_off = [member.name for member in theirs if member.id not in self._contacts]
        text = texts.summary(title, len(theirs), behind, waiting, overdue)
        return f"{text}\n{texts.unreachable(cut_off)}" if cut_off and with_unreachable else text


def _title(keeper: Person) -> str:
    member = keeper.member
    if keeper.role == Role.COMMITTEE and member:
        return texts.progress_title(member.special_committee)
    if keeper.role == Role.CONVENER and member:
        return texts.progress_title(f"{member.role_sector or member.sector}界")
    return texts.progress_title("全体")


def _notice(text: str, contact: str, key: str, not_after: dt.datetime) -> Reply:
    group = f"month:{contact}"
    return Reply(text, kind="notice", to=contact, private=True, key=key, group=group, not_after=not_after)
