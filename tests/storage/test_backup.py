"""Backup while the bot writes, and the way back."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.backup import backup, restore
from storage.errors import StorageError
from storage.store import Store
from storage.unit import Unit
from tests.storage.test_writer import names, put


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database that holds `old`."""
    url = f"sqlite:///{tmp_path}/liaison.db"
    with Store.open(url) as store:
        store.write(put("old")).result(10)
    return url


@pytest.fixture
def copy(database: str, tmp_path: Path) -> Path:
    """A backup of it; the database itself has gone on to `new`."""
    backup(database, tmp_path / "copy.db")
    with Store.open(database) as store:
        store.write(put("new")).result(10)
    return tmp_path / "copy.db"


def kept(url: str) -> set[str]:
    with Store.open(url) as store:
        return names(store)


def test_a_backup_of_a_running_bot_can_be_opened(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/liaison.db") as store:
        store.write(put("a")).result(10)
        rows = backup(store, tmp_path / "copy.db")
        store.write(put("b")).result(10)
    assert rows["sequence"] == 1
    assert kept(f"sqlite:///{tmp_path}/copy.db") == {"a"}
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_a_backup_from_beside_the_bot_while_it_writes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/liaison.db"
    with Store.open(url) as store:
        stop = threading.Event()

        def bot() -> None:
            number = 0
            while not stop.is_set():
                store.write(put(f"{number}")).result(10)
                number += 1

        writing = threading.Thread(target=bot)
        writing.start()
        for number in range(5):
            rows = backup(url, tmp_path / f"{number}.db")
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as made:
                assert made.execute("SELECT count(*) FROM sequence").fetchone() == (rows["sequence"],)
        stop.set()
        writing.join()


def test_a_backup_overwrites_only_when_told_to(database: str, tmp_path: Path) -> None:
    backup(database, tmp_path / "copy.db")
    with pytest.raises(StorageError, match="已经存在"):
        backup(database, tmp_path / "copy.db")
    backup(database, tmp_path / "copy.db", force=True)


def test_a_restored_database_holds_what_the_backup_held(copy: Path, tmp_path: Path) -> None:
    rows = restore(copy, f"sqlite:///{tmp_path}/elsewhere/liaison.db")
    assert rows["sequence"] == 1
    assert kept(f"sqlite:///{tmp_path}/elsewhere/liaison.db") == {"old"}


def test_a_used_database_is_replaced_only_with_force_and_kept_beside(database: str, copy: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"已有数据.*--force"):
        restore(copy, database)
    assert kept(database) == {"old", "new"}
    restore(copy, database, force=True)
    assert kept(database) == {"old"}
    restore(copy, database, force=True)
    assert kept(f"sqlite:///{tmp_path}/liaison.db.before-restore") == {"old", "new"}
    assert kept(f"sqlite:///{tmp_path}/liaison.db.before-restore-2") == {"old"}


def test_an_empty_database_may_be_replaced(copy: Path, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/empty.db"
    Store.open(target).close()
    restore(copy, target)
    assert kept(target) == {"old"}


CRASH = """
import os, sys
from storage.store import Store
from tests.storage.test_writer import put
store = Store.open(sys.argv[1])
store.write(put("in the log")).result(10)
os._exit(9)
"""


def test_the_log_of_a_crashed_bot_does_not_leak_into_the_restored_database(
    database: str, copy: Path, tmp_path: Path
) -> None:
    assert subprocess.run([sys.executable, "-c", CRASH, database]).returncode == 9
    assert (tmp_path / "liaison.db-wal").stat().st_size > 0
    restore(copy, database, force=True)
    assert kept(database) == {"old"}
    assert kept(f"sqlite:///{tmp_path}/liaison.db.before-restore") == {"old", "new", "in the log"}


def test_a_damaged_database_can_be_replaced_and_is_kept(database: str, copy: Path, tmp_path: Path) -> None:
    damage(tmp_path / "liaison.db")
    damaged = (tmp_path / "liaison.db").read_bytes()
    restore(copy, database, force=True)
    assert kept(database) == {"old"}
    assert (tmp_path / "liaison.db.before-restore").read_bytes() == damaged


def test_nothing_is_restored_under_a_running_bot(database: str, copy: Path) -> None:
    with Store.open(database), pytest.raises(StorageError, match="正被另一个进程使用"):
        restore(copy, database, force=True)


def test_a_damaged_backup_is_not_restored(database: str, copy: Path) -> None:
    damage(copy)
    with pytest.raises(StorageError, match=r"copy\.db.*(损坏|不是 SQLite)"):
        restore(copy, database, force=True)
    assert kept(database) == {"old", "new"}


def test_a_damaged_database_makes_no_backup(database: str, tmp_path: Path) -> None:
    damage(tmp_path / "liaison.db")
    with pytest.raises(StorageError, match="损坏"):
        backup(database, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_of_a_newer_release_is_not_restored(database: str, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    with pytest.raises(StorageError, match="0999"):
        restore(copy, database, force=True)


@pytest.mark.parametrize("what", ["a letter", "an empty file", "another program's database", "nothing"])
def test_what_is_no_backup_is_not_restored(database: str, tmp_path: Path, what: str) -> None:
    file = tmp_path / "file"
    if what == "a letter":
        file.write_text("尊敬的委员" * 100)
    elif what == "an empty file":
        file.touch()
    elif what == "another program's database":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(StorageError, match=str(file)):
        restore(file, database, force=True)
    assert kept(database) == {"old"}


@pytest.mark.parametrize("act", [backup, lambda url, path: restore(path, url)], ids=["backup", "restore"])
def test_for_postgresql_the_tools_of_postgresql_are_named(act: Callable[[str, Path], object], tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"pg_(dump|restore)"):
        act("postgresql://localhost/liaison", tmp_path / "copy.db")


def test_a_backup_does_not_need_the_folder_to_be_sane(database: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="不能写备份"):
        backup(database, tmp_path / "missing" / "copy.db")
    with pytest.raises(StorageError, match="没有数据库文件"):
        backup(f"sqlite:///{tmp_path}/missing.db", tmp_path / "copy.db")


def damage(file: Path) -> None:
    """Overwrite the middle, where tables are, and leave the header, so that it still opens."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    content = bytearray(file.read_bytes())
    content[8192 : len(content) - 4096] = b"\xa5" * (len(content) - 12288)
    file.write_bytes(bytes(content))


def test_a_backup_does_not_stop_the_writer(database: str, tmp_path: Path) -> None:
    with Store.open(database) as store:

        def during(unit: Unit) -> int:
            backup(database, tmp_path / "during.db")
            return int(unit.connection.scalar(text("SELECT count(*) FROM sequence")) or 0)

        assert store.write(during).result(30) == 1
