"""跟踪问效: what constituents raised is handed on and closed, and the member is told (DOMAIN §7)."""

import datetime as dt
from typing import Any

from bot import texts
from bot.messages import Reply
from handlers.context import Context
from handlers.language.mask import mask, mask_issue
from handlers.language.periods import read_due
from storage.tables import Matter

CLOSED = ("done", "proposal", "declined")


def list_matters(ctx: Context, which: str) -> Reply:
    """事项 [逾期]: what is not closed yet."""
    overdue = which.strip() == "逾期"
    matters = ctx.unit.matters.overdue(ctx.today) if overdue else ctx.unit.matters.unfinished()
    if not matters:
        return Reply(texts.NO_OVERDUE_MATTERS if overdue else texts.NO_MATTERS)
    return Reply(texts.matter_list(lines_of(ctx, matters)))


def lines_of(ctx: Context, matters: list[Matter]) -> list[str]:
    records = ctx.unit.records.numbered([matter.number for matter in matters])
    people = {member.id: member.name for member in ctx.unit.members.all()}
    return [
        texts.matter_line(matter, records[matter.number], people[records[matter.number].member_id], ctx.today)
        for matter in matters
    ]


def assign(ctx: Context, number: int, rest: str) -> Reply:
    """转办 #12 住建局 12月10日前: who takes it up, and until when."""
    found = _open_matter(ctx, number)
    if isinstance(found, Reply):
        return found
    due, unit = None, rest
    span = read_due(rest, ctx.today)
    if span is not None:
        due, start, end = span
        unit = rest[:start] + rest[end:]
    unit = mask(unit.strip(" ,，。;；、"), ctx.names)
    if not unit:
        return Reply(texts.usage("转办", "转办 #12 住建局 12月10日前"))
    _change(ctx, found, "转办", state="assigned", unit=unit, due=due)
    return Reply(texts.matter_assigned(number, unit, due))


def close_done(ctx: Context, number: int, outcome: str) -> list[Reply]:
    """办结 #12 已修好."""
    return _close(ctx, number, "done", outcome)


def close_as_proposal(ctx: Context, number: int, outcome: str) -> list[Reply]:
    """转提案 #12."""
    return _close(ctx, number, "proposal", outcome)


def decline(ctx: Context, number: int, reason: str) -> list[Reply]:
    """不予受理 #12 理由."""
    return _close(ctx, number, "declined", reason)


def _close(ctx: Context, number: int, state: str, outcome: str) -> list[Reply]:
    found = _open_matter(ctx, number)
    if isinstance(found, Reply):
        return [found]
    outcome = mask_issue(mask(outcome.strip(), ctx.names))
    _change(ctx, found, texts.MATTER_STATES[state], state=state, outcome=outcome or None, closed_at=ctx.now)
    record = ctx.unit.records.numbered([number])[number]
    name = ctx.unit.members.get(record.member_id).name
    contact = ctx.unit.identities.by_member().get(record.member_id)
    if contact is None:
        return [Reply(texts.matter_closed(number, state, told=name))]
    news = texts.outcome_told(name, record, state, outcome)
    return [
        Reply(texts.matter_closed(number, state, told=None)),
        Reply(news, kind="notice", to=contact, private=True),
    ]


def _open_matter(ctx: Context, number: int) -> Matter | Reply:
    matter, record = ctx.unit.matters.get(number), ctx.unit.records.get(number)
    if matter is None or record is None or (matter.state == "new" and record.state == "voided"):
        return Reply(texts.no_such_matter(number))
    if matter.state in CLOSED:
        return Reply(texts.matter_is_closed(number, matter.state))
    return matter


def _change(ctx: Context, matter: Matter, what: str, **values: Any) -> None:
    before = _shown(matter, values)
    ctx.unit.matters.change(matter.number, **values)
    after = {key: _plain(value) for key, value in values.items()}
    ctx.unit.audit.note(ctx.person.name, what, ctx.now, number=matter.number, before=before, after=after)


def _shown(matter: Matter, values: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(getattr(matter, key)) for key in values}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
