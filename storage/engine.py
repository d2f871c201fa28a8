"""Engines: how a connection to the database is opened, and what is insisted on (research: storage §3).

SQLite has exactly one writing connection, which also checkpoints: SQLite before 3.51.3 can damage a WAL file
when two connections do. That connection takes the write lock at BEGIN, because a deferred transaction that
reads and then writes fails with "database is locked" whatever the timeout.
"""

import sqlite3
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from storage.errors import StorageError

_Pragmas = Mapping[str, str | int]

# busy_timeout comes first: to switch to WAL may have to wait for a reader.
# The caches are small, for each connection fills its own to the brim in time, and the system keeps the file anyway:
# 8,000 messages went at the same pace with 2 MB as with 8, and the process is 8 MB smaller.
_COMMON: _Pragmas = {"busy_timeout": 30_000, "mmap_size": 0}
_WRITER: _Pragmas = {
    **_COMMON,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "cache_size": -2_048,
}
_TEMPORARY: _Pragmas = {**_WRITER, "synchronous": 0}
_READER: _Pragmas = {**_COMMON, "query_only": 1, "cache_size": -1_024}
# With foreign_keys=ON, a batch change of a parent table silently empties its ON DELETE CASCADE children.
_MIGRATOR: _Pragmas = {**_WRITER, "foreign_keys": 0}

# Several statements of one reading see one state, as they do on SQLite.
_POSTGRESQL_READER = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"

_FORMS = "应为 sqlite:///文件 或 postgresql://主机/库名"


def sqlite_version() -> tuple[str, bool]:
    """The version, and whether it is safe with several writing connections.

    Before 3.51.3 two that write and checkpoint at once can damage a file; this program has one.
    """
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= (3, 51, 3)


def parse(url: str) -> URL:
    """`sqlite:///path`, `sqlite://` (temporary) or `postgresql://…`. Raises StorageError for all else."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        # It may hold a password.
        shown = "" if "@" in url else f" {url!r}"
        raise StorageError(f"看不懂数据库地址{shown}:{_FORMS}") from None
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        if find_spec("psycopg") is None:
            raise StorageError("PostgreSQL 需要驱动程序 psycopg:请运行 pip install 'liaison-bot[postgres]'")
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return parsed
    raise StorageError(f"不支持数据库 {parsed.drivername}:{_FORMS}")


def file_of(url: URL) -> Path | None:
    """The database file, absolute and without symlinks; None for PostgreSQL and for a temporary database."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database)).resolve()


def place(url: URL) -> str:
    """How sentences name the database: no password, no user."""
    file = file_of(url)
    return str(file) if file else f"{url.host or 'localhost'}/{url.database}"


def writing_engine(url: URL, *, temporary: bool = False) -> Engine:
    """One connection. `temporary` does without fsync: nobody will look for that file after a crash."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0, connect_args=_sqlite_arguments())
    return _insist(engine, _TEMPORARY if temporary else _WRITER, "BEGIN IMMEDIATE")


def reading_engine(url: URL) -> Engine:
    """Connections that cannot write, as many as are asked for: a reader never waits for another."""
    if url.get_backend_name() != "sqlite":
        options = {"options": _POSTGRESQL_READER}
        return create_engine(
            url, hide_parameters=True, pool_size=4, max_overflow=16, pool_pre_ping=True, connect_args=options
        )
    engine = create_engine(url, hide_parameters=True, pool_size=4, max_overflow=-1, connect_args=_sqlite_arguments())
    return _insist(engine, _READER, "BEGIN")


def migrating_engine(url: URL) -> Engine:
    """Like the writing engine, but foreign keys are checked by the migrator at the end, not on the way."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, poolclass=NullPool)
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool, connect_args=_sqlite_arguments())
    return _insist(engine, _MIGRATOR, "BEGIN IMMEDIATE")


def _sqlite_arguments() -> dict[str, Any]:
    # isolation_level None: sqlite3 must not begin transactions of its own, deferred ones at that.
    # check_same_thread: the pool hands a connection to one thread at a time.
    return {"isolation_level": None, "check_same_thread": False, "timeout": 30.0}


def _insist(engine: Engine, pragmas: _Pragmas, begin: str) -> Engine:
    where = place(engine.url)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        try:
            _set(connection, pragmas, where)
        except BaseException:
            connection.close()
            raise

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _set(connection: Any, pragmas: _Pragmas, where: str) -> None:
    for name, wanted in pragmas.items():
        connection.execute(f"PRAGMA {name}={wanted}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        # A build without memory mapping answers nothing.
        if row is not None and row[0] != wanted:
            raise StorageError(_refused(where, name, wanted, row[0]))


def _refused(where: str, name: str, wanted: str | int, got: object) -> str:
    if name == "journal_mode":
        return f"数据库 {where} 不能用 WAL 方式(得到 {got}):请放到本机磁盘上,不要放网络盘"
    return f"数据库 {where} 不接受 PRAGMA {name}={wanted}(得到 {got}):请换用标准的 SQLite"
