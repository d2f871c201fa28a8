"""How a platform contact becomes a member (DOMAIN §3)."""

import datetime as dt

from bot import texts
from bot.messages import Reply
from bot.permissions import Role
from handlers.context import Context
from handlers.keepers import keepers
from handlers.language.names import name_in_alias
from storage.tables import Identity, Member, Question
from storage.unit import Unit

TRIES_A_DAY = 5
REQUEST_LASTS = dt.timedelta(days=7)


def reachable(contact: str) -> bool:
    """Can the contact be written to privately? A passer-by of a room cannot."""
    return not contact.startswith("stranger-")


def lasts(contact: str) -> bool:
    """Is the id the same at the next login? Those of web logins begin with @ and last one login (DOMAIN §3)."""
    return not contact.startswith("@")


def bind_roster_contacts(unit: Unit, at: dt.datetime) -> None:
    """Bind members by the roster's 微信号. A binding of the roster follows the roster, one of the chat stays."""
    wanted = {member.wechat_id: member.id for member in unit.members.active() if member.wechat_id}
    for identity in unit.identities.by_roster():
        if wanted.get(identity.contact) != identity.member_id:
            unit.identities.unbind(identity.contact)
    for contact, member_id in wanted.items():
        if unit.identities.of(contact) is None and not unit.identities.contacts_of(member_id):
            unit.identities.bind(contact, member_id, how="roster", reachable=reachable(contact), at=at)


def recognise(unit: Unit, contact: str, alias: str, at: dt.datetime) -> Member | None:
    """The member that this contact of a registered room is, bound now when his alias alone tells.

    The alias must hold exactly one roster name that nobody else holds: a name of two members, or of one who is
    bound to another contact already, does not tell.
    """
    identity = unit.identities.of(contact)
    if identity is not None:
        return unit.members.get(identity.member_id)
    name = name_in_alias(alias, unit.members.names())
    member = unit.members.only(name) if name else None
    if member is None or any(lasts(known.contact) for known in unit.identities.contacts_of(member.id)):
        return None
    unit.identities.bind(contact, member.id, how="alias", reachable=reachable(contact), at=at)
    unit.audit.note(member.name, "按群昵称绑定", at, after={"contact": contact, "alias": alias})
    return member


def bind(ctx: Context, name: str, tail: str | None) -> list[Reply]:
    """绑定 姓名 [四位尾号]: bound at once by the phone's tail, else by a yes of a convener or clerk."""
    if ctx.person.member is not None and ctx.person.member.name == name:
        return [Reply(texts.ALREADY_BOUND)]
    wanted = ctx.unit.members.named(name)
    if not wanted:
        return [Reply(texts.BIND_UNKNOWN)]
    if _tries_today(ctx) >= TRIES_A_DAY:
        return [Reply(texts.BIND_TOO_OFTEN)]
    if tail is not None:
        wanted = [member for member in wanted if member.phone_tail == tail]
        if not wanted:
            ctx.unit.audit.note(ctx.message.sender, "绑定尾号不符", ctx.now, after={"name": name})
            return [Reply(texts.BIND_WRONG_TAIL)]
    if len(wanted) > 1:
        return [Reply(texts.BIND_USAGE)]
    member = wanted[0]
    moves = bool(ctx.unit.identities.contacts_of(member.id)) or ctx.person.member is not None
    if tail is None or moves:
        return _ask_who_knows_him(ctx, member)
    _bind_now(ctx, ctx.message.sender, member, how="bind")
    return [Reply(texts.bound(member))]


def decide(ctx: Context, question: Question, yes: bool) -> list[Reply]:
    """A convener or clerk says whether that contact is that member."""
    member = ctx.unit.members.get(question.number or 0)
    contact = question.subject or ""
    for other in ctx.unit.questions.open_binds(member.id):
        if other.subject == contact:
            ctx.unit.questions.close(other)
    if yes:
        ctx.unit.identities.release(member.id)
        _bind_now(ctx, contact, member, how="vouched")
    said = Reply(texts.bind_decided(member, yes))
    told = Reply(texts.bound(member) if yes else texts.BIND_REFUSED, to=contact, private=True)
    return [said, told] if reachable(contact) else [said]


def _tries_today(ctx: Context) -> int:
    midnight = dt.datetime.combine(ctx.today, dt.time(), ctx.zone)
    return ctx.unit.audit.count(ctx.message.sender, "绑定尾号不符", midnight)


def _bind_now(ctx: Context, contact: str, member: Member, how: str) -> None:
    before: Identity | None = ctx.unit.identities.of(contact)
    ctx.unit.identities.bind(contact, member.id, how=how, reachable=reachable(contact), at=ctx.now)
    was = {"member_id": before.member_id} if before else None
    after = {"contact": contact, "member_id": member.id}
    ctx.unit.audit.note(ctx.person.name, f"绑定 {member.name}", ctx.now, before=was, after=after)


def _ask_who_knows_him(ctx: Context, member: Member) -> list[Reply]:
    """Ask the clerks and the conveners of his sector (the owners where there is none), privately; the first decides."""
    watching = [p for p in keepers(ctx.unit, ctx.config) if p.cares_for(member) and p.member != member]
    judges = [p for p in watching if p.role < Role.OWNER] or watching
    if not judges:
        return [Reply(texts.BIND_NOBODY_TO_ASK)]
    asked = {q.contact for q in ctx.unit.questions.open_binds(member.id) if q.subject == ctx.message.sender}
    question = texts.ask_to_bind(ctx.message.name, member)
    replies = [Reply(texts.BIND_ASKED)]
    for judge in judges:
        if judge.contact not in asked:
            about = {"contact": judge.contact, "number": member.id, "subject": ctx.message.sender}
            ctx.unit.questions.ask("bind", asked_at=ctx.now, deadline=ctx.now + REQUEST_LASTS, **about)
            replies.append(Reply(question, kind="notice", to=judge.contact, private=True))
    return replies
