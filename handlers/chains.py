"""#接龙: every addition re-posts the whole list, so only what is new in it makes records (DOMAIN §4.5)."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import texts
from bot.messages import Reply
from bot.permissions import Person, owners_of, role_of
from handlers.context import Context
from handlers.counting import credit
from handlers.language import types as language
from handlers.language.types import Chain, Entry
from handlers.recording import announce, ask_no_more, fields_of, record_one, void, whose, year_is_open
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
    chain, known = found or (
        ctx.unit.chains.begin(ctx.message.chat, _squashed(posted.heading), ctx.message.sent_at),
        {},
    )
    newest = ctx.message.sent_at >= chain.newest_at
    digests = {line.digest for line in known.values()}
    seen = Seen([], [], [])
    for entry, author, nth in _keyed(posted):
        line, digest = known.get((author, nth)), _digest(entry)
        if line is None and digest not in digests:
            _new_line(ctx, entry, chain, (author, nth, digest), seen)
        elif line is not None and line.digest != digest and newest:
            ctx.unit.chain_lines.rewrite(line, digest)
            _changed_line(ctx, entry, line, seen)
    if newest:
        ctx.unit.chains.seen(chain, ctx.message.sent_at)
    group = f"chain:{chain.id}"
    names = [*(("added", name) for name in seen.added), *(("changed", name) for name in seen.changed)]
    held = [Reply(name, kind=kind, group=group) for kind, name in names]  # type: ignore[arg-type]
    return held + [replace(reply, group=group) if reply.to is None else reply for reply in seen.replies]


def _continued(ctx: Context, posted: Chain) -> tuple[tables.Chain, dict[tuple[str, int], ChainLine]] | None:
    """The chain that this post continues, with its lines: the newest of its heading that shares a line."""
    since = ctx.message.sent_at - KNOWN_FOR
    for chain in ctx.unit.chains.under(ctx.message.chat, _squashed(posted.heading), since):
        known = ctx.unit.chain_lines.of(chain)
        digests = {line.digest for line in known.values()}
        for entry, author, nth in _keyed(posted):
            # author and time of the wire are the line itself, even when its text was changed
            if (entry.at is not None and (author, nth) in known) or _digest(entry) in digests:
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


def _digest(entry: Entry) -> str:
    """The same line has the same digest on the wire and as text."""
    return _squashed(f"{entry.name}:{entry.text}")


def _squashed(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:32]


def _new_line(ctx: Context, entry: Entry, chain: tables.Chain, key: tuple[str, int, str], seen: Seen) -> None:
    line = ctx.unit.chain_lines.add(chain, *key, ctx.message.id, ctx.message.sent_at)
    names = []
    for ordinal, record in enumerate(entry.records):
        names += _keep(ctx, entry, record, line, ordinal, seen)
    seen.added += list(dict.fromkeys(names))


def _keep(ctx: Context, entry: Entry, record: language.Record, line: ChainLine, ordinal: int, seen: Seen) -> list[str]:
    """Record one thing of a line; the name to acknowledge when it is new, and into `seen` what else is to be said."""
    member, problem = _whose_line(ctx, entry, record)
    if member is None:
        seen.replies.append(Reply(problem, kind="remark"))
        return []
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
    seen.replies += [reply for reply in kept.replies if reply.kind != "ack"]
    return [member.name] if kept.record is not None else []


def _changed_line(ctx: Context, entry: Entry, line: ChainLine, seen: Seen) -> None:
    """The line's records are replaced in their order; what is more is added, what is less is voided."""
    old = ctx.unit.records.of_line(line.id)
    names = []
    for ordinal, record in enumerate(entry.records):
        if ordinal >= len(old):
            names += _keep(ctx, entry, record, line, ordinal, seen)
            continue
        member, problem = _whose_line(ctx, entry, record)
        if member is None:
            seen.replies.append(Reply(problem, kind="remark"))
            continue
        names.append(member.name)
        seen.replies += _replaced(_speaking_as_author(ctx, entry), old[ordinal], record, member, dated=entry.dated)
    for gone in old[len(entry.records) :]:
        void(ctx, gone, "接龙改动")
        names.append(ctx.unit.members.get(gone.member_id).name)
    seen.changed += list(dict.fromkeys(names))


def _replaced(ctx: Context, old: tables.Record, record: language.Record, member: Member, *, dated: bool) -> list[Reply]:
    """Put what the line says now in place of what it said. An undated line keeps the day on which it first stood.

    Who had to be asked for his yes still has to be.
    """
    values = fields_of(ctx, record)
    if not dated:
        values |= {"date": old.date, "date_end": old.date_end}
    year = values["date"].year
    if not all(year_is_open(ctx, member, one) for one in {year, old.year}):
        return [Reply(texts.closed_year_stays(old.year), kind="remark")]
    waiting = "people" if values["type"] == "contact" and values["people"] is None else None
    if old.waiting_for in ("confirm", "review") and not ctx.person.cares_for(member):
        waiting = old.waiting_for
    state = "pending" if waiting else "counted"
    given = {key: values[key] for key in ("type", "people", "audience")}
    after = ctx.unit.records.change(
        old,
        **values,
        member_id=member.id,
        year=year,
        state=state,
        waiting_for=waiting,
        credited=credit(ctx.config.quota.of(year), state=state, **given),
        changed_at=ctx.now,
    )
    if not after.issue and after.type != "opinion":
        ctx.unit.matters.drop_new(after.number)
    if waiting in ("confirm", "review"):
        return []
    ask_no_more(ctx, old)
    return [reply for reply in announce(ctx, after, member) if reply.kind == "question"]


def _whose_line(ctx: Context, entry: Entry, record: language.Record) -> tuple[Member | None, str]:
    """The author's id names the member, also of two who share a name; else the name on the line does."""
    if entry.author is not None and not entry.for_other:
        identity = ctx.unit.identities.of(entry.author)
        if identity is not None:
            return ctx.unit.members.get(identity.member_id), ""
    return whose(ctx, record.member)


def _speaking_as_author(ctx: Context, entry: Entry) -> Context:
    """The line's author answers for it, not whoever posted the list."""
    if entry.author is None or entry.author == ctx.message.sender:
        return ctx
    identity = ctx.unit.identities.of(entry.author)
    member = ctx.unit.members.get(identity.member_id) if identity else None
    role = role_of(entry.author, member, owners_of(ctx.unit, ctx.config), ctx.config.people.clerks)
    return replace(ctx, person=Person(entry.author, member, role))
