"""Times come back as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage.store import Store
from storage.tables import Pause

PAUSES: Any = Pause.__table__  # type: ignore[attr-defined]
SHANGHAI = ZoneInfo("Asia/Shanghai")


def kept(store: Store, moment: datetime) -> datetime:
    row = {"committee": "main", "chat": "*", "until": moment, "strikes": 1, "last_at": moment}
    store.write(lambda unit: unit.connection.execute(insert(PAUSES).values(row))).result(10)
    with store.read() as unit:
        found = unit.connection.scalar(select(PAUSES.c.until))
    assert isinstance(found, datetime)
    return found


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 8, 0, tzinfo=SHANGHAI),
        datetime(2026, 1, 1, 0, 30, 0, 123456, tzinfo=SHANGHAI),
        datetime(2026, 6, 1, 23, 59, 59, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
        datetime(2026, 6, 1, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(store: Store, moment: datetime) -> None:
    found = kept(store, moment)
    assert found == moment
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        kept(store, datetime(2026, 11, 24, 8, 0))


def test_moments_of_different_zones_compare_by_time(store: Store) -> None:
    kept(store, datetime(2026, 11, 24, 8, 0, tzinfo=SHANGHAI))
    with store.read() as unit:
        later = PAUSES.c.until > datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
        earlier = PAUSES.c.until < datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
        assert unit.connection.scalar(select(PAUSES.c.chat).where(later)) is None
        assert unit.connection.scalar(select(PAUSES.c.chat).where(earlier)) == "*"
