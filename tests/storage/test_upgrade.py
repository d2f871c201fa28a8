"""The schema at the start: made, upgraded, refused."""

import logging
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, inspect, select, text

from storage import upgrade
from storage.errors import StorageError
from storage.store import Store
from storage.tables import Outbox, Room
from storage.unit import Unit
from tests.storage.test_migrations import connected, shape

ROOMS: Any = Room.__table__  # type: ignore[attr-defined]
OUTBOX: Any = Outbox.__table__  # type: ignore[attr-defined]

NOW = upgrade.HEAD
NEXT = f'''
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{NOW}"


def upgrade() -> None:
    with op.batch_alter_table("room") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="green"))
        batch.alter_column("kind", new_column_name="sort", existing_type=sa.String())
'''
ROOM = {
    "committee": "main",
    "name": "教育界委员群",
    "kind": "member",
    "active": True,
    "registered_by": "config",
}


def later_version(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str = NEXT) -> None:
    """The next release of this program, with one more script."""
    scripts = folder / "next"
    shutil.copytree(upgrade.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9000_colour.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(upgrade, "MIGRATIONS", scripts)
    monkeypatch.setattr(upgrade, "HEAD", "9000")


def put_room(store: Store) -> None:
    row = {**ROOM, "registered_at": datetime(2026, 1, 1, tzinfo=UTC)}
    store.write(lambda unit: unit.connection.execute(insert(ROOMS).values(row))).result(10)


def test_an_older_database_is_upgraded_with_its_rows(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Store.open(url) as store:
        put_room(store)
    later_version(tmp_path, monkeypatch)
    with pytest.raises(StorageError, match=rf"旧版本\({NOW}\).*liaison db upgrade"):
        Store.open(url, read_only=True)
    with caplog.at_level(logging.WARNING), Store.open(url) as store, store.read() as unit:
        found = unit.connection.execute(text("SELECT name, sort, colour FROM room")).one()
        assert tuple(found) == ("教育界委员群", "member", "green")
        assert upgrade.revision(unit.connection) == "9000"
    if url.startswith("sqlite"):
        copy = tmp_path / "liaison.db.before-9000"
        assert str(copy) in caplog.text
        with connected(f"sqlite:///{copy}") as connection:
            assert upgrade.revision(connection) == NOW
            assert connection.scalar(text("SELECT kind FROM room")) == "member"


def test_an_upgrade_that_fails_leaves_everything_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(url) as store:
        put_room(store)
    with connected(url) as connection:
        before = shape(connection)
    with monkeypatch.context() as broken:
        later_version(tmp_path, broken, NEXT + '    op.execute("SELECT 1 FROM nowhere")\n')
        with pytest.raises(Exception, match="nowhere"):
            Store.open(url)
    with connected(url) as connection:
        assert shape(connection) == before
    Store.open(url).close()


DIE = """
import sys
from pathlib import Path
from storage import upgrade
from storage.store import Store
upgrade.HEAD, upgrade.MIGRATIONS = "9000", Path(sys.argv[2])
Store.open(sys.argv[1])
"""


def test_an_upgrade_that_is_killed_can_be_done_again(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(url) as store:
        put_room(store)
    later_version(tmp_path, monkeypatch, NEXT + '    __import__("os")._exit(9)\n')
    scripts = upgrade.MIGRATIONS
    child = subprocess.run([sys.executable, "-c", DIE, url, str(scripts)], capture_output=True, text=True)
    assert child.returncode == 9, child.stderr
    (scripts / "versions" / "9000_colour.py").write_text(NEXT, encoding="utf-8")
    with Store.open(url) as store, store.read() as unit:
        assert unit.connection.scalar(text("SELECT colour FROM room")) == "green"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_rows_that_point_nowhere_stop_an_upgrade(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(url).close()
    dangling = (
        '    op.execute("CREATE TABLE leaf (root INTEGER REFERENCES tree(id))")\n'
        '    op.execute("CREATE TABLE tree (id INTEGER PRIMARY KEY)")\n'
        '    op.execute("INSERT INTO leaf VALUES (7)")\n'
    )
    later_version(tmp_path, monkeypatch, NEXT + dangling)
    with pytest.raises(StorageError, match="没有升级:表 leaf"):
        Store.open(url)
    with connected(url) as connection:
        assert upgrade.revision(connection) == NOW


def test_a_database_of_a_newer_release_is_not_touched(url: str) -> None:
    Store.open(url).close()
    with connected(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
        before = shape(connection)
    for read_only in (False, True):
        with pytest.raises(StorageError, match=r"更新的版本\(0999\)"):
            Store.open(url, read_only=read_only)
    with connected(url) as connection:
        assert shape(connection) == before
        assert upgrade.revision(connection) == "0999"


def test_the_database_of_another_program_is_not_touched(url: str) -> None:
    with connected(url) as connection:
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    with pytest.raises(StorageError, match="别的程序的表"):
        Store.open(url)
    with connected(url) as connection:
        assert inspect(connection).get_table_names() == ["recipes"]


@pytest.mark.postgres
def test_two_that_start_at_once_on_an_empty_postgresql_database_both_succeed(postgres_url: str) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            Store.open(postgres_url).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []


def test_a_start_without_migration_does_not_load_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from storage.store import Store\n"
        "for _ in range(2): Store.open(sys.argv[1]).close()\n"
        "print(sorted(name for name in sys.modules if re.match('alembic|mako', name)))"
    )
    command = [sys.executable, "-c", f"import re; {program}", f"sqlite:///{tmp_path}/liaison.db"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def said(id: int, state: str, group: str | None, **more: Any) -> dict[str, Any]:
    """A row of the outbox as release 0002 wrote it."""
    row: dict[str, Any] = {"reply_to": None, "delivery": None, "claimed_at": None, "sent_at": None, **more}
    if state != "todo":
        row |= {"delivery": f"d{id}", "claimed_at": NOON + id * MINUTE}
    if state == "sent":
        row["sent_at"] = NOON + (id + 1) * MINUTE
    moments = {"created_at": NOON, "not_before": NOON + id * MINUTE, "not_after": None}
    fixed = {"committee": "main", "chat": "教育界委员群", "private": False, "kind": "ack", "attempts": 0}
    return {**fixed, **moments, "id": id, "key": f"k{id}", "text": f"已记 {id}", "state": state, "group": group, **row}


def test_an_outbox_of_0002_says_the_same_after_the_upgrade(url: str) -> None:
    rows = [
        said(1, "sent", None),
        said(2, "sent", "acks"),
        said(3, "sending", None, reply_to="m3"),
        said(4, "sending", "acks"),
        said(5, "todo", None),
        said(6, "todo", "acks"),
        said(7, "todo", "acks"),
        said(8, "todo", "acks", chat="wx1"),
        said(9, "sent", "acks", committee="other"),
        said(10, "todo", "acks", committee="other"),
        said(11, "todo", None, not_before=NOON + 60 * MINUTE),
    ]
    for row in rows:
        row.setdefault("file", None)
        row.setdefault("about", None)
    with connected(url) as connection:
        upgrade.run(connection, "0002")
        connection.execute(insert(OUTBOX), rows)
        assert upgrade.revision(connection) == "0002"
    with Store.open(url) as store, store.read() as unit:
        assert upgrade.revision(unit.connection) == NOW
        kept = unit.connection.execute(select(OUTBOX).order_by(OUTBOX.c.id)).mappings()
        assert [dict(row) for row in kept] == rows
        outbox, room = unit.outbox, "教育界委员群"
        assert [row.id for row in outbox.due(NOON + 30 * MINUTE)] == [5, 6, 7, 8]
        assert [row.id for row in outbox.due(NOON + 6 * MINUTE)] == [5, 6]
        first = outbox.waiting(room, "acks")
        assert first is not None
        assert [row.id for row in outbox.group_of(first)] == [6, 7]
        assert outbox.waiting(room, "late") is None
        assert outbox.last_sent(room, "acks") == NOON + 3 * MINUTE
        assert outbox.last_sent("wx1", "acks") is None
        assert [row.id for row in outbox.doubtful()] == [3, 4]
        assert outbox.answered("m3")
        newest = outbox.newest_claim_to(room)
        assert newest is not None and newest.id == 4
        assert outbox.deliveries_since(NOON + 2 * MINUTE) == 3
        assert outbox.deliveries_by_chat(NOON, ["ack"]) == {room: 4}
        assert outbox.next_moment(NOON + 30 * MINUTE) == NOON + 60 * MINUTE
    # what was waiting goes out, what was being sent is settled
    with Store.open(url) as store:

        def deliver(unit: Unit) -> None:
            unit.outbox.settle("d4", "sent", sent_at=NOON + 20 * MINUTE)
            first = unit.outbox.waiting(room, "acks")
            assert first is not None
            unit.outbox.claim(unit.outbox.group_of(first), "d12", NOON + 21 * MINUTE)

        store.write(deliver).result(10)
        with store.read() as unit:
            assert unit.outbox.last_sent(room, "acks") == NOON + 20 * MINUTE
            assert [row.id for row in unit.outbox.due(NOON + 30 * MINUTE)] == [5, 8]
            assert [row.id for row in unit.outbox.doubtful()] == [3, 6, 7]
