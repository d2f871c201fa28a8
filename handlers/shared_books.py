"""共读: the book that a reading group reads together."""

import datetime as dt
import re

from bot import texts
from bot.messages import Reply
from bot.permissions import Role
from handlers.context import Context
from handlers.language.periods import read_period

_TITLE = re.compile(r"《([^《》]{1,60})》")
USUAL_DAYS = 30


def share_book(ctx: Context, said: str) -> Reply:
    """共读 《书》 [日期段], by the room's host or a clerk; without dates the next 30 days."""
    if ctx.room is None or ctx.room.kind == "member":
        return Reply(texts.BOOK_NEEDS_ROOM)
    ctx.require(_may(ctx))
    title = _TITLE.search(said)
    if title is None:
        return Reply(texts.BOOK_USAGE)
    until = ctx.today + dt.timedelta(days=USUAL_DAYS - 1)
    first, last = read_period(said[title.end() :], ctx.today) or (ctx.today, until)
    ctx.unit.shared_books.set(ctx.room.name, title[1], first, last, by=ctx.person.name, at=ctx.now)
    after = {"room": ctx.room.name, "title": title[1], "first": first.isoformat(), "last": last.isoformat()}
    ctx.unit.audit.note(ctx.person.name, "共读", ctx.now, after=after)
    return Reply(texts.shared_book(ctx.room.name, title[1], first, last))


def _may(ctx: Context) -> bool:
    if ctx.person.role >= Role.CLERK:
        return True
    host = ctx.room.host if ctx.room else None
    return ctx.person.name == host if host else ctx.person.role == Role.HOST
