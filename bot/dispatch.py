"""What a text is, in the order of DOMAIN §4.2: answer, command, correction, record, else silence."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.messages import Reply
from bot.permissions import Role
from handlers import answers, chains
from handlers.binding import reachable
from handlers.command import Command, call, find, near
from handlers.context import Context, NotAllowed
from handlers.language.chain import read_chain
from handlers.language.corrections import read_cancellation, read_correction
from handlers.language.lexicon import Lexicon
from handlers.language.mask import mask
from handlers.language.read import read
from handlers.language.types import Chain, RoomKind, Utterance
from handlers.recording import record_message
from handlers.undoing import correct, undo

LONGEST = 2000
SUGGESTION_LASTS = dt.timedelta(minutes=30)
# what who is no member may say to the bot
FOR_STRANGERS = ("绑定", "认领")
_SOMEBODY = re.compile(r"^[@＠][^\s\u2005@＠]{1,30}[\s\u2005]{1,4}")
_EVERYONE = re.compile(r"[@＠](?:所有人|全体成员|all\b)", re.IGNORECASE)


def handle(ctx: Context, commands: Sequence[Command]) -> list[Reply] | None:
    """The replies to one message, None when it is none of the bot's business."""
    addressed, text = _addressed(ctx)
    ctx = replace(ctx, message=replace(ctx.message, text=text))
    try:
        return _route(ctx, commands, addressed)
    except NotAllowed:
        ctx.unit.audit.note(ctx.person.name, "权限不够", ctx.now)
        return [Reply(texts.NOT_ALLOWED if ctx.person.member else texts.NOT_A_MEMBER)]


def _route(ctx: Context, commands: Sequence[Command], addressed: bool) -> list[Reply] | None:
    if ctx.person.role == Role.STRANGER:
        return _stranger(ctx, commands, addressed)
    answered = answers.answer(ctx)
    if answered is not None:
        return answered
    if addressed:
        said = _command(ctx, commands, answers.suggested(ctx) or ctx.message.text)
        if said is not None:
            return said
    # from here on nothing knows a constituent's phone or name: what is stored is read from the masked text
    plain = ctx
    ctx = replace(ctx, message=replace(ctx.message, text=mask(ctx.message.text, ctx.names)))
    corrected = _correction(ctx, commands, addressed)
    if corrected is not None:
        return corrected
    # but for a #接龙, whose ranges count the characters as they were typed: its fields are masked one by one
    lexicon = _with_known_books(ctx)
    posted = _chain(plain, lexicon)
    if posted is not None:
        return chains.record_chain(plain, posted) or None
    if _EVERYONE.search(ctx.message.text):
        return None
    recorded = _record(ctx, lexicon)
    if recorded:
        return recorded
    return _suggestion(ctx, commands) if ctx.private else None


def _addressed(ctx: Context) -> tuple[bool, str]:
    """Is the bot spoken to, and the text without its name. In a private chat it always is."""
    text = ctx.message.text
    called = "|".join(map(re.escape, ctx.config.bot.names))
    bare = re.sub(rf"[@＠](?:{called})[\s\u2005]{{0,4}}", "", text).strip()
    if bare == text.strip() and ctx.config.bot.id in ctx.message.mentions:
        # mentioned by a name that the room has given it
        return True, _SOMEBODY.sub("", bare, count=1)
    if bare != text.strip():
        return True, bare.removeprefix("/").lstrip()
    if text.startswith(("/", "／")):
        return True, text[1:].strip()
    return ctx.private, text


def _stranger(ctx: Context, commands: Sequence[Command], addressed: bool) -> list[Reply] | None:
    """Who is no member can bind himself, or claim to be the owner; in a private chat he is told how, once a day."""
    found = find(commands, ctx.message.text) if addressed else None
    if found is not None and found[0].word in FOR_STRANGERS:
        return _called(ctx, *found)
    if not ctx.private or not reachable(ctx.message.sender):
        return None
    return [Reply(texts.HINT_TO_STRANGER, key=f"hint:{ctx.message.sender}:{ctx.today}")]


def _command(ctx: Context, commands: Sequence[Command], text: str) -> list[Reply] | None:
    found = find(commands, text)
    return None if found is None else _called(ctx, *found)


def _called(ctx: Context, command: Command, rest: str) -> list[Reply]:
    if command.word not in FOR_STRANGERS:
        rest = mask(rest, ctx.names)
    said = call(command, ctx, rest)
    if said is None:
        return [Reply(texts.usage(command.word, command.example or command.word))]
    return [said] if isinstance(said, Reply) else said


def _correction(ctx: Context, commands: Sequence[Command], addressed: bool) -> list[Reply] | None:
    """更正… and 上一条… of a member who has a record of the last days; elsewhere such a text is just talk."""
    asked = read_correction(ctx.message.text, ctx.message.sent_at, ctx.lexicon)
    cancelled, number = read_cancellation(ctx.message.text)
    if asked is None and not cancelled:
        return None
    if not addressed:
        bare = find(commands, ctx.message.text)
        if bare is not None and bare[0].word != "更正":
            return None
        since = ctx.message.sent_at - dt.timedelta(days=ctx.config.questions.correction_days)
        if ctx.person.member is None or not ctx.unit.records.recent_of(ctx.person.member.id, since):
            return None
    return [correct(ctx, asked)] if asked else [undo(ctx, number)]


def _chain(ctx: Context, lexicon: Lexicon) -> Chain | None:
    return read_chain(said_by(ctx, ctx.message.text), ctx.message.wire, _authors(ctx), lexicon)


def _record(ctx: Context, lexicon: Lexicon) -> list[Reply]:
    understood = read(said_by(ctx, ctx.message.text[:LONGEST]), lexicon)
    if understood and len(ctx.message.text) > LONGEST:
        return [Reply(texts.TOO_LONG, kind="remark")]
    return record_message(ctx, [record for record in understood if record.member])


def said_by(ctx: Context, text: str) -> Utterance:
    """The message as the language layer takes it. A room of both kinds takes check-ins as a reading group does."""
    kind: RoomKind = "direct" if ctx.room is None else "member" if ctx.room.kind == "member" else "reading"
    # an owner who is no member can still report for one
    name = ctx.person.member.name if ctx.person.member else ""
    return Utterance(text, ctx.message.sent_at.astimezone(ctx.zone), kind, name, ctx.names)


def _with_known_books(ctx: Context) -> Lexicon:
    """Titles that the reading groups share may stand without 《》."""
    if ctx.room is not None and ctx.room.kind == "member":
        return ctx.lexicon
    titles = ctx.unit.shared_books.titles().union(ctx.lexicon.books)
    return replace(ctx.lexicon, books=tuple(sorted(titles, key=lambda title: (-len(title), title))))


def _authors(ctx: Context) -> dict[str, str]:
    """Contact id → roster name, for the authors of a #接龙."""
    if ctx.message.wire is None:
        return {}
    ids = set(re.findall(r"<u>([^<]{1,80})</u>", ctx.message.wire[:200_000]))
    bound = ctx.unit.identities.members_of(ids)
    people = {member.id: member.name for member in ctx.unit.members.active()}
    return {contact: people[member_id] for contact, member_id in bound.items() if member_id in people}


def _suggestion(ctx: Context, commands: Sequence[Command]) -> list[Reply] | None:
    """A near miss of a command, in a private chat only."""
    word = near(commands, ctx.message.text.strip())
    if word is None or ctx.person.member is None:
        return None
    deadline = ctx.now + SUGGESTION_LASTS
    about = {"member_id": ctx.person.member.id, "subject": word}
    ctx.unit.questions.ask("suggest", asked_at=ctx.now, deadline=deadline, **about)
    return [Reply(texts.did_you_mean(word))]
