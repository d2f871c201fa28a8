"""The only source of time."""

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells an aware time in the committee's zone."""

    def now(self) -> dt.datetime: ...


class SystemClock:
    """The machine's clock, in `zone` whatever the machine's own zone is."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def now(self) -> dt.datetime:
        return dt.datetime.now(self._zone)


class SetClock:
    """A clock that moves only when told, and never backwards: for replay, the sandbox and tests."""

    def __init__(self, at: dt.datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self._at = at

    def now(self) -> dt.datetime:
        return self._at

    def move_to(self, at: dt.datetime) -> None:
        self._at = max(self._at, at.astimezone(self._at.tzinfo))
