"""The platform says 操作过于频繁 as an inbound system message: be quiet for a while (DOMAIN §10)."""

import datetime as dt
import re

from bot import texts
from bot.config import Config
from bot.messages import Reply
from bot.permissions import owners_of
from bot.queueing import Queue
from storage.outbox import ACCOUNT
from storage.unit import Unit

_NOTICE = re.compile(r"操作(?:太|过于)频繁|发送(?:太|过于)频繁")
PAUSES = (10, 30, 60)
FORGOTTEN_AFTER = dt.timedelta(hours=6)


def is_throttle_notice(text: str) -> bool:
    return bool(_NOTICE.search(text[:200]))


def slow_down(unit: Unit, queue: Queue, config: Config, chat: str, now: dt.datetime) -> None:
    """Pause that chat 10, 30, then 60 minutes; the whole account when two chats say so. The owners are told."""
    minutes = _pause(unit, chat, now)
    where = chat
    others = [name for name in unit.pauses.running(now) if name not in (chat, ACCOUNT)]
    if others:
        minutes, where = _pause(unit, ACCOUNT, now), ACCOUNT
    told = texts.throttled(where, minutes)
    keys = ((owner, f"throttled:{where}:{now.timestamp():.0f}:{owner}") for owner in owners_of(unit, config))
    queue.announce(unit, [Reply(told, kind="answer", to=owner, private=True, key=key) for owner, key in keys], now)


def _pause(unit: Unit, chat: str, now: dt.datetime) -> int:
    before = unit.pauses.of(chat)
    strikes = before.strikes + 1 if before and now - before.last_at < FORGOTTEN_AFTER else 1
    minutes = PAUSES[min(strikes, len(PAUSES)) - 1]
    unit.pauses.set(chat, until=now + dt.timedelta(minutes=minutes), strikes=strikes, last_at=now)
    return minutes
