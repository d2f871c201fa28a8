"""帮助, and the answers to what cannot be done."""

from bot import texts
from bot.messages import Reply
from handlers import commands
from handlers.context import Context


def help_(ctx: Context) -> Reply:
    """帮助: what the asker may do, with one real example each."""
    role = ctx.person.role
    return Reply(texts.help_text([c.example for c in commands() if c.example and (c.listed or c.who) <= role]))


def not_yet(ctx: Context, rest: str = "") -> Reply:
    return Reply(texts.NOT_YET)


def nothing_asked(ctx: Context) -> Reply:
    return Reply(texts.NOTHING_ASKED)
