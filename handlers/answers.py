"""Answers to the bot's open questions: a number, a yes or no, the “。” that accepts a suggestion."""

from bot import texts
from bot.messages import Reply
from handlers import binding
from handlers.context import Context
from handlers.language.answers import read_count, read_yes_no
from handlers.language.types import Count
from handlers.recording import announce, ask_no_more, complete, void
from storage.tables import Question

# between two people a 好的 is a yes; in a room it may be said to anybody
_PRIVATE_YES = {"好", "好的", "好嘞", "可以", "行", "同意", "👌", "[OK]", "ok", "OK"}


def answer(ctx: Context) -> list[Reply] | None:
    """The reply when this text answers an open question of the speaker, None when it is no answer.

    In a room the newest question of that room is meant, in a private chat the newest of anywhere (DOMAIN §4.3).
    """
    text = ctx.message.text
    count, yes = read_count(text), read_yes_no(text)
    if yes is None and ctx.private and text.strip(" 。.!！~～") in _PRIVATE_YES:
        yes = True
    if count is None and yes is None:
        return None
    for question in _open(ctx, ctx.message.room):
        if question.kind == "people" and count is not None:
            return _people(ctx, question, count)
        if question.kind == "confirm" and yes is not None:
            return _confirmed(ctx, question) if yes else _refused(ctx, question)
        if question.kind == "bind" and yes is not None:
            return binding.decide(ctx, question, yes)
    return None


def suggested(ctx: Context) -> str | None:
    """The command that “。” accepts."""
    if ctx.message.text.strip() not in ("。", "."):
        return None
    for question in _open(ctx, None):
        if question.kind == "suggest":
            ctx.unit.questions.close(question)
            return question.subject
    return None


def _open(ctx: Context, room: str | None) -> list[Question]:
    """The speaker's open questions, newest first, that had not run out when he spoke."""
    person = ctx.person
    questions = ctx.unit.questions.newest_open(person.member.id if person.member else None, person.contact, room)
    return [question for question in questions if ctx.message.sent_at < question.deadline]


def _people(ctx: Context, question: Question, count: Count) -> list[Reply]:
    record = ctx.unit.records.get(question.number or 0)
    if record is None or record.state != "pending":
        ctx.unit.questions.close(question)
        return []
    ctx.unit.questions.close(question, by=ctx.message.id)
    people = 0 if count.people is None else count.people
    after = complete(ctx, record, people=people, unit=count.unit or "人", approx=count.approx)
    return [Reply(texts.recorded(ctx.member.name, after, ctx.today), kind="ack", about=after.number)]


def _confirmed(ctx: Context, question: Question) -> list[Reply]:
    record = ctx.unit.records.get(question.number or 0)
    if record is None or record.state != "pending":
        ctx.unit.questions.close(question)
        return []
    ctx.unit.questions.close(question, by=ctx.message.id)
    ask_no_more(ctx, record)
    if record.type == "contact" and record.people is None:
        return announce(ctx, ctx.unit.records.change(record, waiting_for="people"), ctx.member)
    return announce(ctx, complete(ctx, record), ctx.member)


def take_back(ctx: Context) -> None:
    """The message that answered is recalled: its record waits again, and its question is open."""
    for question in ctx.unit.questions.answered_by(ctx.message.id):
        record = ctx.unit.records.get(question.number or 0)
        if question.kind not in ("people", "confirm") or record is None or record.state == "voided":
            continue
        unknown = {"people": None, "unit": None, "approx": False} if question.kind == "people" else {}
        waiting = {"state": "pending", "waiting_for": question.kind, "credited": 0, "changed_at": ctx.now}
        ctx.unit.records.change(record, **unknown, **waiting)
        ctx.unit.questions.reopen(question)


def _refused(ctx: Context, question: Question) -> list[Reply]:
    record = ctx.unit.records.get(question.number or 0)
    ctx.unit.questions.close(question)
    if record is None or record.state != "pending":
        return []
    void(ctx, record, "否认代报")
    return [Reply(texts.refused_by_member(record, ctx.today), kind="remark", about=record.number)]
