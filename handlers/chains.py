"""#接龙: every addition re-posts the whole list, so only what is new in it makes records (DOMAIN §4.5)."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import texts
from bot.messages import Reply
from bot.permissions import Person, role_of
from handlers.context import Context
from handlers.counting import credit
from handlers.language import types as language
from handlers.language.types import Chain, Entry
from handlers.recording import announce, fields_of, record_one, void, whose
from storage import tables
from storage.tables import ChainLine, Member

KNOWN_FOR = dt.timedelta(hours=48)


@dataclass(slots=True)
class Seen:
    """What a post added and changed, by member's name, and what else must be said or asked."""

    added: list[str]
    changed: list[str]
    replies: list[Reply]


def record_chain(ctx: Context, posted: Chain) -> list[Reply]:
    """Records of the lines that are new or changed in this post, and one acknowledgement for them."""
    found = _continued(ctx, posted)
    if found is None and not any(entry.records for entry in posted.entries):
        return []
    chain, known = found or (ctx.unit.chains.begin(ctx.message.chat, _digest(posted.heading), ctx.message.sent_at), {})
    newest = ctx.message.sent_at >= chain.newest_at
    seen = Seen([], [], [])
    for entry, author, nth in _keyed(posted):
        line = known.get((author, nth))
        digest = _digest(entry.text)
        if line is None:
            line = ctx.unit.chain_lines.add(chain, author, nth, digest, ctx.message.sent_at)
            _new_line(ctx, entry, line, seen)
        elif line.digest != digest and newest:
            ctx.unit.chain_lines.rewrite(line, digest)
            _changed_line(ctx, entry, line, seen)
    if newest:
        ctx.unit.chains.seen(chain, ctx.message.sent_at)
    group = f"chain:{chain.id}"
    lines = [*map(texts.chain_added, seen.added), *map(texts.chain_changed, seen.changed)]
    held = [Reply(line, kind="chain", group=group) for line in lines]
    asked = [replace(reply, kind="chain", group=group) if reply.to is None else reply for reply in seen.replies]
    return held + asked


def _continued(ctx: Context, posted: Chain) -> tuple[tables.Chain, dict[tuple[str, int], ChainLine]] | None:
    """The chain that this post continues, with its lines: the newest of its heading that shares a line."""
    since = ctx.message.sent_at - KNOWN_FOR
    for chain in ctx.unit.chains.under(ctx.message.chat, _digest(posted.heading), since):
        known = ctx.unit.chain_lines.of(chain)
        for entry, author, nth in _keyed(posted):
            line = known.get((author, nth))
            # author and time of the wire are the line itself, even when its text was changed
            if line is not None and (entry.at is not None or line.digest == _digest(entry.text)):
                return chain, known
    return None


def _keyed(posted: Chain) -> Iterator[tuple[Entry, str, int]]:
    """Each entry with who wrote it (author id and time of the wire, else the name) and which of his lines it is."""
    lines: Counter[str] = Counter()
    for entry in posted.entries:
        author = f"{entry.author}@{entry.at.timestamp():.0f}" if entry.author and entry.at else entry.author
        key = author or entry.name or ""
        yield entry, key, lines[key]
        lines[key] += 1


def _digest(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:32]


def _new_line(ctx: Context, entry: Entry, line: ChainLine, seen: Seen) -> None:
    names = []
    for ordinal, record in enumerate(entry.records):
        kept = _keep(ctx, entry, record, line, ordinal)
        if kept is None:
            continue
        member, record_kept, replies = kept
        if record_kept is not None:
            names.append(member.name)
        elif not any(reply.text.startswith(texts.REPEATED) for reply in replies):
            seen.replies += replies
        if record_kept is not None and record_kept.state == "pending":
            seen.replies += replies
    seen.added += list(dict.fromkeys(names))


def _keep(
    ctx: Context, entry: Entry, record: language.Record, line: ChainLine, ordinal: int
) -> tuple[Member, tables.Record | None, list[Reply]] | None:
    member, _ = whose(ctx, record.member)
    if member is None:
        return None
    # only the wire tells who wrote a line: in the text form the name on it is believed (DOMAIN §4.4)
    by_another = entry.for_other and entry.author is not None
    kept = record_one(
        _speaking_as_author(ctx, entry),
        record,
        member,
        source="proxy" if by_another else "chain",
        ordinal=ordinal,
        line_id=line.id,
        trusted=not by_another,
    )
    return member, kept.record, kept.replies


def _changed_line(ctx: Context, entry: Entry, line: ChainLine, seen: Seen) -> None:
    """The line's records are replaced in their order; what is more is added, what is less is voided."""
    old = ctx.unit.records.of_line(line.id)
    names = []
    for ordinal, record in enumerate(entry.records):
        member, _ = whose(ctx, record.member)
        if member is None:
            continue
        names.append(member.name)
        if ordinal < len(old):
            seen.replies += _replaced(ctx, old[ordinal], record, member, dated=entry.dated)
        else:
            _keep(ctx, entry, record, line, ordinal)
    for gone in old[len(entry.records) :]:
        void(ctx, gone, "接龙改动")
        names.append(ctx.unit.members.get(gone.member_id).name)
    seen.changed += list(dict.fromkeys(names))


def _replaced(ctx: Context, old: tables.Record, record: language.Record, member: Member, *, dated: bool) -> list[Reply]:
    """Put what the line says now in place of what it said. An undated line keeps the day on which it first stood."""
    values = fields_of(ctx, record)
    if not dated:
        values |= {"date": old.date, "date_end": old.date_end}
    waiting = "people" if values["type"] == "contact" and values["people"] is None else None
    rules = ctx.config.quota.of(values["date"].year)
    given = {key: values[key] for key in ("type", "people", "audience")}
    state = "pending" if waiting else "counted"
    after = ctx.unit.records.change(
        old,
        **values,
        member_id=member.id,
        year=values["date"].year,
        state=state,
        waiting_for=waiting,
        credited=credit(rules, state=state, **given),
        changed_at=ctx.now,
    )
    ctx.unit.questions.close_about(old.number)
    return [reply for reply in announce(ctx, after, member) if reply.kind == "question"]


def _speaking_as_author(ctx: Context, entry: Entry) -> Context:
    """The line's author answers for it, not whoever posted the list."""
    if entry.author is None or entry.author == ctx.message.sender:
        return ctx
    identity = ctx.unit.identities.of(entry.author)
    member = ctx.unit.members.get(identity.member_id) if identity else None
    people = ctx.config.people
    role = role_of(entry.author, member, people.owners, people.clerks)
    return replace(ctx, person=Person(entry.author, member, role))
