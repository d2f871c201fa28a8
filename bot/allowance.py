"""How much may still be said today and in this minute (DOMAIN §10)."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.config import Config
from storage.outbox import HELD
from storage.tables import Outbox
from storage.unit import Unit

MINUTE = dt.timedelta(minutes=1)


def without_pace(config: Config) -> bool:
    """Need no message wait for the one before it?"""
    return not config.sending.per_room_seconds and not config.sending.between_rooms_seconds


class Allowance:
    """What the database says was said, counted on while several messages are claimed."""

    def __init__(self, unit: Unit, config: Config, zone: ZoneInfo, now: dt.datetime) -> None:
        self._unit, self._sending, self._now = unit, config.sending, now
        self._midnight = dt.datetime.combine(now.astimezone(zone).date(), dt.time(), zone)
        self._day = unit.outbox.deliveries_since(self._midnight)
        self._minute = unit.outbox.deliveries_since(now - MINUTE)
        self._acknowledged: dict[str, int] | None = None

    def opens(self) -> dt.datetime:
        """When the account may speak again; now, when it may."""
        if self._day >= self._sending.per_day:
            return self._midnight + dt.timedelta(days=1)
        if self._minute >= self._sending.per_minute:
            oldest = self._unit.outbox.oldest_claim_since(self._now - MINUTE)
            # a millisecond more, or the oldest would still be within the minute
            return (oldest or self._now) + MINUTE + dt.timedelta(milliseconds=1)
        return self._now

    def left(self) -> int:
        """How many messages the account may send now."""
        return min(self._sending.per_day - self._day, self._sending.per_minute - self._minute)

    def room_has_enough(self, chat: str) -> bool:
        """Has the room had its acknowledgements of the day?"""
        if self._acknowledged is None:
            self._acknowledged = self._unit.outbox.deliveries_by_chat(self._midnight, HELD)
        return self._acknowledged.get(chat, 0) >= self._sending.acks_per_room_day

    def count(self, rows: Sequence[Outbox]) -> None:
        """These rows go out as one message."""
        if self._acknowledged is not None and any(row.kind in HELD for row in rows):
            self._acknowledged[rows[0].chat] = self._acknowledged.get(rows[0].chat, 0) + 1
