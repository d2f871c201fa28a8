"""Puts replies into the outbox: when each may go out, and with which others (DOMAIN §4.10, §6, §10)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.messages import Incoming, Reply
from storage.outbox import HELD
from storage.unit import Unit

LATE = "late"
DAY = "day"
ACKS = "acks"
UNASKED_GROUPS = (LATE, DAY)


def is_quiet(config: Config, zone: ZoneInfo, at: dt.datetime) -> bool:
    """Is it a time at which nothing goes out that nobody asked for?"""
    return after_quiet(config, zone, at) > at


def after_quiet(config: Config, zone: ZoneInfo, at: dt.datetime) -> dt.datetime:
    """`at`, or the end of the quiet hours that it falls into."""
    begin, end = config.reminders.quiet
    local = at.astimezone(zone)
    inside = begin <= local.time() < end if begin < end else begin != end and not end <= local.time() < begin
    if not inside:
        return at
    day = local.date() + dt.timedelta(days=1 if begin > end and local.time() >= begin else 0)
    return dt.datetime.combine(day, end, zone)


@dataclass(frozen=True, slots=True)
class Queue:
    """Queues what a message, or the calendar, wants said."""

    config: Config
    zone: ZoneInfo

    def answer(
        self, unit: Unit, message: Incoming, replies: Sequence[Reply], now: dt.datetime, *, late: bool = False
    ) -> None:
        """Queue the replies to a message. Answers for its own chat carry its id."""
        for n, reply in enumerate(replies):
            chat = reply.to or message.chat
            private = reply.private if reply.to else message.room is None
            reply_to = message.id if chat == message.chat else None
            self._add(unit, reply, reply.key or f"{message.id}:{n}", chat, private, reply_to, now, late)

    def announce(self, unit: Unit, replies: Sequence[Reply], now: dt.datetime) -> None:
        """Queue what the calendar wants said; such replies name their chat and their key."""
        for reply in replies:
            if reply.to is None or reply.key is None:
                raise ValueError("an announcement needs a chat and a key")
            self._add(unit, reply, reply.key, reply.to, reply.private, None, now, late=False)

    def _add(
        self,
        unit: Unit,
        reply: Reply,
        key: str,
        chat: str,
        private: bool,
        reply_to: str | None,
        now: dt.datetime,
        late: bool,
    ) -> None:
        group = reply.group
        if reply.kind in HELD:
            group = LATE if late else group or (None if private else ACKS)
        unit.outbox.add(
            key,
            chat=chat,
            private=private,
            kind=reply.kind,
            text=reply.text,
            file=reply.file,
            reply_to=reply_to,
            about=reply.about,
            group=group,
            created_at=now,
            not_before=self._when(unit, reply, chat, group, now, private),
            not_after=reply.not_after,
        )

    def _when(
        self, unit: Unit, reply: Reply, chat: str, group: str | None, now: dt.datetime, private: bool
    ) -> dt.datetime:
        waiting = unit.outbox.waiting(chat, group) if group else None
        if waiting is not None:
            return waiting.not_before
        hold = now + dt.timedelta(seconds=self.config.sending.ack_hold_seconds)
        if reply.kind == "notice":
            return after_quiet(self.config, self.zone, now)
        if group == LATE:
            return after_quiet(self.config, self.zone, hold)
        if private or group is None:
            return now
        last = unit.outbox.last_sent(chat, group) if reply.group else None
        return max(hold, last + dt.timedelta(minutes=self.config.sending.chain_ack_minutes)) if last else hold
