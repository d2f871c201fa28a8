"""How databases are opened, and what is insisted on."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import engine
from storage.errors import StorageError
from storage.store import Store
from storage.unit import Unit


def pragma(unit: Unit, name: str) -> object:
    return unit.connection.scalar(text(f"PRAGMA {name}"))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_writer_survives_a_power_cut_and_knows_its_foreign_keys(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000, "foreign_keys": 1}
    assert store.write(lambda unit: {name: pragma(unit, name) for name in wanted}).result(10) == wanted


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises((StorageError, DBAPIError)), store.read() as unit:
        unit.connection.execute(text("DELETE FROM record"))


def test_a_reader_sees_one_state_from_its_first_look_to_its_last(store: Store) -> None:
    count = text("SELECT count(*) FROM sequence")
    insert = text("INSERT INTO sequence (committee, name, value) VALUES ('main', 'a', 1)")
    with store.read() as unit:
        assert unit.connection.scalar(count) == 0
        store.write(lambda unit: unit.connection.execute(insert)).result(10)
        assert unit.connection.scalar(count) == 0
    with store.read() as unit:
        assert unit.connection.scalar(count) == 1


def test_many_readers_at_once(store: Store) -> None:
    openers = [store.read() for _ in range(12)]
    units = [opener.__enter__() for opener in openers]
    assert {unit.connection.scalar(text("SELECT 1")) for unit in units} == {1}
    for opener in openers:
        opener.__exit__(None, None, None)


def test_a_read_only_store_reads_beside_the_bot_and_refuses_to_write(url: str) -> None:
    with Store.open(url) as bot, Store.open(url, read_only=True) as beside:
        bot.write(lambda unit: None).result(10)
        with beside.read() as unit:
            assert unit.connection.scalar(text("SELECT count(*) FROM record")) == 0
        with pytest.raises(StorageError, match="只读"):
            beside.write(lambda unit: None)


def test_a_read_only_store_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"没有数据库文件 .*missing\.db"):
        Store.open(f"sqlite:///{tmp_path}/missing.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_database_goes_with_its_store() -> None:
    with Store.open("sqlite://") as store:
        file = Path(str(store.url.database))
        assert file.exists()
    assert not file.parent.exists()


def test_a_database_is_for_nobody_elses_eyes(tmp_path: Path) -> None:
    file = tmp_path / "data" / "liaison.db"
    with Store.open(f"sqlite:///{file}") as store:
        store.write(lambda unit: None).result(10)
        assert {path.stat().st_mode & 0o077 for path in file.parent.iterdir()} == {0}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("liaison.db", "看不懂数据库地址 'liaison.db'"),
        ("mysql://localhost/liaison", "不支持数据库 mysql"),
        ("sqlite:////dev/null/liaison.db", "打不开数据库文件 /dev/null/liaison.db"),
    ],
)
def test_a_wrong_address_gets_one_clear_sentence(url: str, sentence: str) -> None:
    with pytest.raises(StorageError) as raised:
        Store.open(url)
    assert str(raised.value).startswith(sentence)
    assert "\n" not in str(raised.value)


def test_no_sentence_shows_a_password() -> None:
    with pytest.raises(StorageError) as raised:
        Store.open("postgresql:/clerk:geheim@127.0.0.1")
    assert "geheim" not in str(raised.value)
    with pytest.raises(StorageError, match=r"127\.0\.0\.1/liaison") as raised:
        Store.open("postgresql://clerk:geheim@127.0.0.1:1/liaison")
    assert "geheim" not in str(raised.value)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("尊敬的委员:" * 100)
    before = letter.read_bytes()
    with pytest.raises(StorageError, match="不是 SQLite 数据库"):
        Store.open(f"sqlite:///{letter}")
    assert letter.read_bytes() == before


def test_a_file_system_without_wal_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing here refuses WAL, so another answer stands for it.
    monkeypatch.setattr(engine, "_WRITER", {"journal_mode": "wal "})
    with pytest.raises(StorageError, match="本机磁盘"):
        Store.open(f"sqlite:///{tmp_path}/liaison.db")


def test_a_pragma_that_is_not_taken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WRITER", {"synchronous": 7})
    with pytest.raises(StorageError, match="synchronous=7"):
        Store.open(f"sqlite:///{tmp_path}/liaison.db")
