"""The made-up committee: its rooms and rules as an office would set them, its roster as an office would import it."""

import datetime as dt
from importlib.resources import as_file, files
from typing import Literal

from bot.cli.setup import good_rows
from bot.config import Committee, Config, Room, Sending
from handlers.roster_import import import_roster
from storage.store import Store

MEMBER_SECTORS = ("教育", "农业", "医卫", "经济", "工商联", "文艺", "科技", "妇联")
READING_ROOMS = 42
HOSTS = ("梁冬青", "白露华")
BEGIN = dt.datetime.fromisoformat("2026-11-20T09:30:00+08:00")


def committee() -> Config:
    """Everything as in production, but answers come sooner and nothing waits for a platform that it could annoy."""
    rooms = [_room(f"{sector}界委员群", "member", sector=sector) for sector in MEMBER_SECTORS]
    hosted = [_room(f"书香荷城{n}群", "reading", host=HOSTS[(n - 1) % len(HOSTS)]) for n in range(1, READING_ROOMS + 1)]
    pace = Sending(
        per_room_seconds=0,
        between_rooms_seconds=0,
        jitter_ms=0,
        per_minute=10_000,
        per_day=100_000,
        ack_hold_seconds=3,
        chain_ack_minutes=0,
    )
    named = Committee(key="sandbox", name="荷城市政协(虚构)")
    return Config(committee=named, rooms=tuple(rooms + hosted), sending=pace)


def import_members(store: Store, now: dt.datetime) -> None:
    """Bring the roster in by the door that `liaison roster import` uses."""
    with as_file(files("bot.sandbox") / "roster.csv") as path:
        rows = good_rows(path)
    store.write(lambda unit: import_roster(unit, rows, now, by="liaison sandbox")).result()


def _room(name: str, kind: Literal["reading", "member"], sector: str = "", host: str = "") -> Room:
    return Room(name=name, kind=kind, sector=sector, host=host)
