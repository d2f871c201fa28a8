"""From what was understood to records: counted, pending with a question, repeated or refused (DOMAIN §4)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot import texts
from bot.messages import Reply
from bot.permissions import Role
from handlers.context import Context
from handlers.counting import credit, recredit
from handlers.language import types as language
from handlers.language.mask import mask_issue
from handlers.language.types import ACTIVITIES
from handlers.masking import masked, masked_issue
from storage.tables import Member, Record

FIELDS = (
    *("type", "date", "date_end", "people", "unit", "approx", "place", "audience", "channel", "issue", "outcome"),
    *("book", "volume", "from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "day"),
    *("finished", "reflection", "title", "count"),
)
_WORDS = ("place", "issue", "outcome", "reflection", "title")
_PROGRESS = ("from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "finished")
SAME = {"contact": ("place", "people"), "reading": ("book", *_PROGRESS)}


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one record: kept anew (`record`), or not; and what to say about it."""

    record: Record | None
    replies: list[Reply]


def record_message(ctx: Context, understood: Iterable[language.Record]) -> list[Reply]:
    """All records of one message, with what is to be said about them."""
    replies = []
    for ordinal, record in enumerate(understood):
        member, problem = whose(ctx, record.member)
        if member is None:
            replies.append(Reply(problem, kind="remark"))
        else:
            source = "message" if member == ctx.person.member else "proxy"
            replies += record_one(ctx, record, member, source=source, ordinal=ordinal).replies
    return replies


def whose(ctx: Context, name: str) -> tuple[Member | None, str]:
    """The member of that name, or the sentence that says why there is none."""
    own = ctx.person.member
    if own is not None and own.name == name:
        return own, ""
    found = ctx.unit.members.named(name)
    if len(found) == 1:
        return found[0], ""
    return None, texts.which_member(name) if found else texts.not_in_roster(name)


def record_one(
    ctx: Context,
    understood: language.Record,
    member: Member,
    *,
    source: str,
    ordinal: int = 0,
    line_id: int | None = None,
    trusted: bool = False,
) -> Kept:
    """Keep one record for that member. `trusted`: a list that names him needs no yes of his (DOMAIN §4.4)."""
    values = fields_of(ctx, understood)
    year = values["date"].year
    if not year_is_open(ctx, member, year):
        return Kept(None, [Reply(texts.year_closed(year), kind="remark")])
    earlier = _same(ctx, member, values, line_id)
    if earlier is not None:
        said = texts.recorded_before(member.name, earlier, ctx.today)
        return Kept(None, [Reply(said, kind="remark", about=earlier.number)])
    waiting_for = _waits_for(ctx, member, values, trusted)
    record = ctx.unit.records.add(
        **values,
        **placed(ctx, source=source, ordinal=ordinal, line_id=line_id),
        member_id=member.id,
        reporter_id=ctx.person.member.id if ctx.person.member else member.id,
        state="pending" if waiting_for else "counted",
        waiting_for=waiting_for,
        year=year,
        credited=0 if waiting_for else _credit(ctx, year, values),
    )
    if ctx.person.member is None or member.id != ctx.person.member.id:
        ctx.unit.audit.note(ctx.person.name, f"代报 {member.name}", ctx.now, number=record.number, after=shown(record))
    return Kept(record, announce(ctx, record, member))


def fields_of(ctx: Context, understood: language.Record) -> dict[str, Any]:
    """The fields to store: the room's shared book filled in (DOMAIN §4.9), personal data masked (§9)."""
    values = {field: getattr(understood, field) for field in FIELDS}
    values |= {field: masked(values[field], ctx.names) for field in _WORDS if values[field]}
    values["why"] = [reason | {"words": masked_issue(reason["words"], ctx.names)} for reason in understood.reasons()]
    if values["type"] == "reading" and not values["book"] and ctx.room is not None:
        shared = ctx.unit.shared_books.of(ctx.room.name, values["date"])
        values["book"] = shared.title if shared else None
    for field in ("issue", "outcome"):
        values[field] = mask_issue(values[field]) if values[field] else None
    if values["type"] in ACTIVITIES:
        values["count"] = values["count"] or 1
    if values["date_end"] == values["date"]:
        values["date_end"] = None
    return values


def placed(ctx: Context, *, source: str, ordinal: int = 0, line_id: int | None = None) -> dict[str, Any]:
    """Where and when a record came from."""
    return {
        "source": source,
        "room": ctx.message.room,
        "message_id": ctx.message.id,
        "ordinal": ordinal,
        "line_id": line_id,
        "arrived_at": ctx.message.sent_at,
        "changed_at": ctx.now,
    }


def announce(ctx: Context, record: Record, member: Member) -> list[Reply]:
    """Open what the record opens (its matter, its question) and say what was understood."""
    if record.waiting_for == "confirm":
        _ask(ctx, "confirm", record, member, dt.timedelta(days=ctx.config.questions.proxy_days))
        told = Reply(texts.waits_for_confirmation(member.name, record, ctx.today), kind="remark", about=record.number)
        contact = ctx.unit.identities.by_member().get(member.id)
        if contact is None:
            return [told]
        question = texts.ask_to_confirm(ctx.person.name, member.name, record, ctx.today)
        return [told, Reply(question, kind="notice", to=contact, private=True, about=record.number)]
    if record.issue or record.type == "opinion":
        ctx.unit.matters.open(record.number, ctx.now)
    if record.waiting_for == "people":
        _ask(ctx, "people", record, member, dt.timedelta(hours=ctx.config.questions.expire_hours))
        return [Reply(texts.how_many(member.name, record, ctx.today), kind="question", about=record.number)]
    return [Reply(texts.recorded(member.name, record, ctx.today), kind="ack", about=record.number)]


def complete(ctx: Context, record: Record, **changes: Any) -> Record:
    """Count a pending record with what an answer gave."""
    counted = {**changes, "state": "counted", "waiting_for": None, "changed_at": ctx.now}
    rules = ctx.config.quota.of(record.year)
    ask_no_more(ctx, record)
    return ctx.unit.records.change(record, **recredit(rules, record, **counted))


def void(ctx: Context, record: Record, what: str) -> Record:
    """Take a record out of every count; the row stays until the retention date (DOMAIN §4.7)."""
    ask_no_more(ctx, record)
    after = ctx.unit.records.change(record, state="voided", waiting_for=None, credited=0, changed_at=ctx.now)
    ctx.unit.audit.note(ctx.person.name, what, ctx.now, number=record.number, before=shown(record), after=shown(after))
    return after


def ask_no_more(ctx: Context, record: Record) -> None:
    """Close the questions about a record, those too that have not gone out yet."""
    ctx.unit.questions.close_about(record.number)
    ctx.unit.outbox.drop_questions_about(record.number)


def shown(record: Record) -> dict[str, Any]:
    """A record for the audit log: what it says, without what is empty."""
    kept = {field: getattr(record, field) for field in (*FIELDS, "state", "credited", "member_id")}
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in kept.items() if v not in (None, False)}


def _ask(ctx: Context, kind: str, record: Record, member: Member, within: dt.timedelta) -> None:
    about = {"number": record.number, "room": ctx.message.room}
    ctx.unit.questions.ask(kind, member_id=member.id, asked_at=ctx.now, deadline=ctx.now + within, **about)


def _credit(ctx: Context, year: int, values: dict[str, Any]) -> int:
    given = {key: values[key] for key in ("type", "people", "audience")}
    return credit(ctx.config.quota.of(year), state="counted", **given)


def _waits_for(ctx: Context, member: Member, values: dict[str, Any], trusted: bool) -> str | None:
    own = ctx.person.member is not None and ctx.person.member.id == member.id
    if not (own or trusted or ctx.person.cares_for(member)):
        return "confirm"
    return "people" if values["type"] == "contact" and values["people"] is None else None


def year_is_open(ctx: Context, member: Member, year: int) -> bool:
    """A year closes for members in the January after it; who looks after them may still add (DOMAIN §4.8)."""
    last_day = ctx.config.quota.of(year).last_day_for_members(year)
    return ctx.today <= last_day or (ctx.person.role >= Role.CONVENER and ctx.person.cares_for(member))


def _same(ctx: Context, member: Member, values: dict[str, Any], line_id: int | None) -> Record | None:
    """The record that this one repeats (DOMAIN §4.6): from another message of the last 24 hours."""
    since = ctx.message.sent_at - dt.timedelta(hours=ctx.config.questions.repeat_hours)
    same = SAME.get(values["type"], ("title", "count"))
    for earlier in ctx.unit.records.same_day(member.id, values["type"], values["date"], since):
        elsewhere = earlier.message_id != ctx.message.id and (line_id is None or earlier.line_id != line_id)
        if elsewhere and all(getattr(earlier, field) == values[field] for field in same):
            return earlier
    return None
