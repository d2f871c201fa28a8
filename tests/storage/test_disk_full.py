"""Disk full: nothing that failed is acknowledged, what was acknowledged stays, and the bot goes on."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from storage.errors import StorageError
from storage.store import Store
from storage.tables import Sequence
from storage.unit import Unit
from tests.storage.test_writer import held, names, put

NUMBERS: Any = Sequence.__table__  # type: ignore[attr-defined]


def pad(name: str, size: int) -> Any:
    """A row of about `size` bytes."""

    def work(unit: Unit) -> None:
        row = {"committee": unit.committee, "name": name + "x" * size, "value": 1}
        unit.connection.execute(insert(NUMBERS).values(row))

    return work


def limit_pages(store: Store, more: int) -> None:
    """SQLite itself says SQLITE_FULL beyond this size."""

    def work(unit: Unit) -> None:
        pages = unit.connection.scalar(text("PRAGMA page_count"))
        unit.connection.execute(text(f"PRAGMA max_page_count={int(pages or 0) + more}"))

    store.write(work).result(10)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_full_disk_is_said_in_one_sentence_and_the_writer_lives(store: Store) -> None:
    store.write(put("kept")).result(10)
    limit_pages(store, 4)
    go, _ = held(store)
    small, large = store.write(put("small")), store.write(pad("large", 100_000))
    go.set()
    with pytest.raises(StorageError, match=r"磁盘已满,请腾出空间") as raised:
        large.result(10)
    assert store.place in str(raised.value)
    survived = {"kept"} if isinstance(small.exception(10), StorageError) else {"kept", "small"}
    assert names(store) == survived
    limit_pages(store, 1000)
    store.write(pad("large", 100_000)).result(10)
    assert len(names(store)) == len(survived) + 1


CHILD = """
import resource, sys
from storage.errors import StorageError
from storage.store import Store
from tests.storage.test_disk_full import pad

store = Store.open(sys.argv[1])
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, most))
failed = 0
for number in range(400):
    try:
        store.write(pad(f"{number}-", 1000)).result(30)
        print("acknowledged", number)
    except StorageError as error:
        failed += 1
        sentence = str(error)
print("failed", failed, sentence)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
store.write(pad("400-", 1000)).result(30)
print("acknowledged", 400)
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
def test_a_file_that_cannot_grow_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/liaison.db"
    child = subprocess.run([sys.executable, "-c", CHILD, url], capture_output=True, text=True, check=True)
    lines = [line.split() for line in child.stdout.splitlines()]
    acknowledged = {line[1] for line in lines if line[0] == "acknowledged"}
    (failed,) = [line for line in lines if line[0] == "failed"]
    assert int(failed[1]) > 0
    assert "磁盘" in failed[-1]
    assert "400" in acknowledged
    with Store.open(url) as store, store.read() as unit:
        found = {name.split("-")[0] for name in unit.connection.scalars(select(NUMBERS.c.name))}
        assert found == acknowledged
        assert unit.connection.scalar(text("PRAGMA integrity_check")) == "ok"
