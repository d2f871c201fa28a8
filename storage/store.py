"""The door to the database: one writer, many readers."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy.engine import URL, Engine

from storage import lock, upgrade
from storage.engine import file_of, parse, place, reading_engine, writing_engine
from storage.errors import StorageError, told
from storage.unit import Unit, Units
from storage.writer import Writer

T = TypeVar("T")


class Store:
    """An open database of one committee. Made by `Store.open`; to be closed, or used in a `with`."""

    def __init__(self, committee: str, reader: Engine, writer: Writer | None, ends: ExitStack) -> None:
        self.committee = committee
        self.url = reader.url
        self.place = place(reader.url)
        self._reader = reader
        self._writer = writer
        self._ends = ends
        self._closed = False

    @staticmethod
    def open(url: str, committee: str = "main", *, read_only: bool = False) -> "Store":
        """Open `sqlite:///path`, `sqlite://` (a database that goes with its store) or `postgresql://…`.

        Creates or upgrades the schema and takes the process lock of a SQLite file, unless `read_only`.
        Raises StorageError: not reachable, in use by another process, of a newer version, not ours.
        """
        with ExitStack() as ends:
            parsed, temporary = _settled(parse(url), ends, read_only)
            with told(place(parsed)):
                return _opened(parsed, committee, read_only, temporary, ends)

    def write(self, work: Callable[[Unit], T]) -> "Future[T]":
        """Queue `work` for the writer thread; the future is resolved after the commit (see Writer)."""
        if self._writer is None:
            raise StorageError(f"数据库 {self.place} 是只读打开的,不能写")
        return self._writer.submit(work)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A unit that sees one state of the database and cannot write."""
        if self._closed:
            raise StorageError(f"数据库 {self.place} 已经关闭,不能再读")
        with told(self.place), self._reader.connect() as connection, connection.begin():
            yield Unit(connection, self.committee)

    def close(self) -> None:
        """Commit what is queued, close the connections, free the lock. Once is enough, twice does no harm."""
        self._closed = True
        self._ends.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _settled(url: URL, ends: ExitStack, read_only: bool) -> tuple[URL, bool]:
    """The URL with an absolute file, which exists and is locked from here on, and whether it is temporary."""
    if url.get_backend_name() != "sqlite":
        return url, False
    file = file_of(url)
    temporary = file is None
    if file is None:
        # A file all the same: readers and the writer then meet as they do in earnest.
        folder = tempfile.mkdtemp(prefix="liaison-")
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        file = Path(folder) / "liaison.db"
    if read_only:
        if not file.is_file():
            raise StorageError(f"没有数据库文件 {file}:请检查路径,或先运行 liaison db upgrade 建立")
    else:
        _make(file)
        ends.callback(lock.free, lock.take(file))
    return url.set(database=str(file)), temporary


def _make(file: Path) -> None:
    """An empty file for nobody else's eyes: SQLite gives its -wal the same mode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(f"打不开数据库文件 {file}({error.strerror}):请检查路径和权限") from error


def _opened(url: URL, committee: str, read_only: bool, temporary: bool, ends: ExitStack) -> Store:
    writer = None
    if not read_only:
        engine = writing_engine(url, temporary=temporary)
        ends.callback(engine.dispose)
        upgrade.ensure(engine)
        writer = Writer(engine, Units(committee))
        ends.callback(writer.close)
    # Closed before the writer, so that the last connection, which checkpoints, is the writer's.
    reader = reading_engine(url)
    ends.callback(reader.dispose)
    if read_only:
        upgrade.insist_current(reader)
    return Store(committee, reader, writer, ends.pop_all())
