"""不再提醒 and 恢复提醒: what a member wants of the bot."""

from bot import texts
from bot.messages import Reply
from handlers.context import Context


def stop_reminding(ctx: Context) -> Reply:
    """不再提醒: no reminder until 恢复提醒."""
    return _set(ctx, off=True)


def remind_again(ctx: Context) -> Reply:
    """恢复提醒."""
    return _set(ctx, off=False)


def _set(ctx: Context, off: bool) -> Reply:
    ctx.unit.members.change(ctx.member.id, reminders_off=off)
    ctx.unit.audit.note(ctx.person.name, "不再提醒" if off else "恢复提醒", ctx.now)
    return Reply(texts.REMINDERS_OFF if off else texts.REMINDERS_ON)
