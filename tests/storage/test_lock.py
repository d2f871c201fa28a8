"""One process per SQLite file."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.store import Store

HOLD = """
import sys, time
from storage.store import Store
store = Store.open(sys.argv[1])
print("open", flush=True)
time.sleep(60)
"""


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder}/liaison.db"


def test_a_second_process_is_told_who_holds_the_database(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, url_of(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StorageError, match=rf"正被另一个进程使用\(进程号 {other.pid}\)"):
            Store.open(url_of(tmp_path))
        Store.open(url_of(tmp_path), read_only=True).close()
        other.send_signal(signal.SIGKILL)
    Store.open(url_of(tmp_path)).close()


def test_two_stores_of_one_process_are_two_writers_as_well(tmp_path: Path) -> None:
    with Store.open(url_of(tmp_path)), pytest.raises(StorageError, match=f"进程号 {os.getpid()}"):
        Store.open(url_of(tmp_path))
    Store.open(url_of(tmp_path)).close()


def test_another_name_of_the_file_does_not_get_round_the_lock(tmp_path: Path) -> None:
    (tmp_path / "alias.db").symlink_to(tmp_path / "liaison.db")
    with Store.open(url_of(tmp_path)), pytest.raises(StorageError, match="正被另一个进程使用"):
        Store.open(f"sqlite:///{tmp_path}/alias.db")


def test_an_opening_that_fails_frees_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "liaison.db"
    file.write_bytes(b"no database " * 100)
    for _ in range(2):
        with pytest.raises(StorageError, match="不是 SQLite"):
            Store.open(url_of(tmp_path))
