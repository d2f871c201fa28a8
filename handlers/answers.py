"""Answers to the bot's open questions: a number, a yes or no, the “。” that accepts a suggestion."""

from bot import texts
from bot.messages import Reply
from handlers import binding
from handlers.context import Context
from handlers.language.answers import read_count, read_yes_no
from handlers.language.types import Count
from handlers.recording import announce, complete, void
from storage.tables import Question

# between two people a 好的 is a yes; in a room it may be said to anybody
_PRIVATE_YES = {"好", "好的", "好嘞", "可以", "行", "同意", "👌", "[OK]", "ok", "OK"}


def answer(ctx: Context) -> list[Reply] | None:
    """The reply when this text answers an open question of the speaker, None when it is no answer.

    In a room the newest question of that room is meant, in a private chat the newest of anywhere (DOMAIN §4.3).
    """
    if ctx.person.member is None:
        return None
    text = ctx.message.text
    count, yes = read_count(text), read_yes_no(text)
    if yes is None and ctx.private and text.strip(" 。.!！~～") in _PRIVATE_YES:
        yes = True
    if count is None and yes is None:
        return None
    for question in ctx.unit.questions.newest_open(ctx.person.member.id, ctx.message.room):
        if question.deadline <= ctx.now:
            continue
        if question.kind == "people" and count is not None:
            return _people(ctx, question, count)
        if question.kind == "confirm" and yes is not None:
            return _confirmed(ctx, question) if yes else _refused(ctx, question)
        if question.kind == "bind" and yes is not None:
            return binding.decide(ctx, question, yes)
    return None


def suggested(ctx: Context) -> str | None:
    """The command that “。” accepts."""
    if ctx.person.member is None or ctx.message.text.strip() not in ("。", "."):
        return None
    for question in ctx.unit.questions.newest_open(ctx.person.member.id, None):
        if question.kind == "suggest" and question.deadline > ctx.now:
            ctx.unit.questions.close(question)
            return question.subject
    return None


def _people(ctx: Context, question: Question, count: Count) -> list[Reply]:
    record = ctx.unit.records.get(question.number or 0)
    if record is None or record.state != "pending":
        ctx.unit.questions.close(question)
        return []
    # a question that is still held for the room need not be asked any more
    ctx.unit.outbox.drop_question(record.message_id, texts.how_many(ctx.member.name, record, ctx.today))
    people = 0 if count.people is None else count.people
    after = complete(ctx, record, people=people, unit=count.unit or "人", approx=count.approx)
    return [Reply(texts.recorded(ctx.member.name, after, ctx.today), kind="ack")]


def _confirmed(ctx: Context, question: Question) -> list[Reply]:
    record = ctx.unit.records.get(question.number or 0)
    ctx.unit.questions.close(question)
    if record is None or record.state != "pending":
        return []
    if record.type == "contact" and record.people is None:
        return announce(ctx, ctx.unit.records.change(record, waiting_for="people"), ctx.member)
    return announce(ctx, complete(ctx, record), ctx.member)


def _refused(ctx: Context, question: Question) -> list[Reply]:
    record = ctx.unit.records.get(question.number or 0)
    ctx.unit.questions.close(question)
    if record is None or record.state != "pending":
        return []
    void(ctx, record, "否认代报")
    return [Reply(texts.refused_by_member(record, ctx.today), kind="ack")]
