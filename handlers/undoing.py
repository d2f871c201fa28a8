"""撤销, 撤回 and 更正 (DOMAIN §4.7)."""

import datetime as dt
from typing import Any

from bot import texts
from bot.messages import Reply
from bot.permissions import Role
from handlers import answers
from handlers.context import Context
from handlers.counting import recredit
from handlers.language.corrections import read_correction
from handlers.language.types import Correction
from handlers.recording import ask_no_more, shown, void, year_is_open
from storage.tables import Record


def undo(ctx: Context, number: int | None) -> Reply:
    """撤销 [#12]: void the asker's last record, or the one named."""
    record = ctx.unit.records.latest_of(ctx.member.id) if number is None else ctx.unit.records.get(number)
    if record is None:
        return Reply(texts.NOTHING_TO_UNDO if number is None else texts.no_such_record(number))
    _require_own_or_clerk(ctx, record)
    if record.state == "voided":
        return Reply(texts.already_void(record.number))
    if not year_is_open(ctx, ctx.unit.members.get(record.member_id), record.year):
        return Reply(texts.closed_year_stays(record.year))
    return Reply(texts.undone(void(ctx, record, "撤销"), ctx.today), about=record.number)


def recall(ctx: Context) -> list[Reply]:
    """撤回: void what the message made; said only when an acknowledgement had gone out already."""
    ctx.unit.outbox.drop_answers_to(ctx.message.id)
    # a list that was recalled and posted again is new
    ctx.unit.chain_lines.forget(ctx.message.id)
    answers.take_back(ctx)
    gone = [r for r in ctx.unit.records.of_message(ctx.message.id) if r.state != "voided"]
    voided = [void(ctx, record, "撤回") for record in gone]
    if not voided or not ctx.unit.outbox.answered(ctx.message.id):
        return []
    key = f"recall:{ctx.message.id}"
    return [Reply("\n".join(texts.undone(r, ctx.today) for r in voided), kind="remark", key=key)]


def correct(ctx: Context, asked: Correction) -> Reply:
    """更正…: replace fields of the named record, or of the latest of the last days that fits the hints."""
    record = _meant(ctx, asked)
    if record is None:
        number = asked.number
        return Reply(texts.NOTHING_TO_CORRECT if number is None else texts.no_such_record(number))
    _require_own_or_clerk(ctx, record)
    changes = _allowed(record, asked)
    if not changes:
        return Reply(texts.CORRECTION_NOT_UNDERSTOOD)
    day = changes.get("date", record.date)
    owner = ctx.unit.members.get(record.member_id)
    for year in {record.year, day.year}:
        if not year_is_open(ctx, owner, year):
            return Reply(texts.closed_year_stays(year))
    if record.waiting_for == "people" and changes.get("people") is not None:
        changes |= {"state": "counted", "waiting_for": None}
        ask_no_more(ctx, record)
    changes |= {"year": day.year, "changed_at": ctx.now}
    rules = ctx.config.quota.of(day.year)
    after = ctx.unit.records.change(record, **recredit(rules, record, **changes))
    ctx.unit.audit.note(
        ctx.person.name, "更正", ctx.now, number=record.number, before=shown(record), after=shown(after)
    )
    if after.issue:
        ctx.unit.matters.open(after.number, ctx.now)
    return Reply(texts.corrected(owner.name, after, ctx.today), about=after.number)


def correct_by_command(ctx: Context, rest: str) -> Reply:
    """更正 #12 改为8人, as a command; the same sentence needs no address when the member has a recent record."""
    asked = read_correction(f"更正 {rest}", ctx.message.sent_at, ctx.lexicon)
    return correct(ctx, asked) if asked else Reply(texts.CORRECTION_NOT_UNDERSTOOD)


def _require_own_or_clerk(ctx: Context, record: Record) -> None:
    own = ctx.person.member is not None and record.member_id == ctx.person.member.id
    owner = ctx.unit.members.get(record.member_id)
    cares = ctx.person.cares_for(owner)
    # a convener may take back what she has entered herself, not what her people said
    entered = ctx.person.member is not None and record.reporter_id == ctx.person.member.id
    ctx.require(own or (cares and (entered or ctx.person.role >= Role.COMMITTEE)))


def _meant(ctx: Context, asked: Correction) -> Record | None:
    if asked.number is not None:
        found = ctx.unit.records.get(asked.number)
        return found if found is not None and found.state != "voided" else None
    if ctx.person.member is None:
        return None
    since = ctx.message.sent_at - dt.timedelta(days=ctx.config.questions.correction_days)
    for record in ctx.unit.records.recent_of(ctx.person.member.id, since):
        if all(_fits(record, field, value) for field, value in asked.hints.items()):
            return record
    return None


def _fits(record: Record, field: str, value: Any) -> bool:
    have = getattr(record, field, None)
    if field in ("place", "book"):
        return bool(have) and (str(value) in str(have) or str(have) in str(value))
    return bool(have == value)


def _allowed(record: Record, asked: Correction) -> dict[str, Any]:
    """The changes that make sense for that type of record."""
    readings = {"book", "volume", "from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "day"}
    others = {"people", "unit", "approx", "place", "count", "title", "audience", "issue", "outcome"}
    fits = {"date", "date_end"} | (readings if record.type == "reading" else others)
    return {field: value for field, value in asked.changes.items() if field in fits}
