"""A consistent copy of a SQLite file while others write to it.

VACUUM INTO is the way: a copy of the file alone is damaged, and the stepwise backup of SQLite starts again at
each foreign write and never ends (research: storage §9).
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import StorageError, sentence


def snapshot(source: Path, target: Path) -> dict[str, int]:
    """Copy `source` to `target`, which appears whole and checked or not at all. Returns the rows by table.

    Raises StorageError: disk full, the source is damaged, the copy differs.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        # VACUUM INTO takes an empty file, and so the copy is for nobody else's eyes.
        os.close(os.open(part, os.O_RDWR | os.O_CREAT, 0o600))
        expected = _copy(source, part)
        rows = check(part)
        if expected is not None and expected != rows:
            raise StorageError(f"备份 {target} 与数据库 {source} 行数不符,已丢弃:请重试")
        put(part, target)
    except OSError as error:
        raise StorageError(f"不能写备份 {target}({error.strerror}):请检查路径、权限和剩余空间") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return rows


def _copy(source: Path, part: Path) -> dict[str, int] | None:
    """Returns the rows of the source, or None if somebody wrote meanwhile, so that they say nothing."""
    try:
        with closing(_open(source)) as connection:
            version = connection.execute("PRAGMA data_version").fetchone()
            rows = _count(connection)
            connection.execute("VACUUM INTO ?", (str(part),))
            return rows if connection.execute("PRAGMA data_version").fetchone() == version else None
    except sqlite3.Error as error:
        # The disk that is full is the copy's; all else is the matter of the source.
        full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        raise StorageError(sentence(error, str(part if full else source))) from error


def check(file: Path) -> dict[str, int]:
    """The rows by table of a database file that nobody has open. Raises StorageError if it is damaged."""
    try:
        with closing(_open(file)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise StorageError(f"数据库文件 {file} 已损坏:{'; '.join(found)[:200]}")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StorageError(f"数据库文件 {file} 已损坏:有的行指向不存在的行")
            return _count(connection)
    except sqlite3.Error as error:
        raise StorageError(sentence(error, str(file))) from error


def put(part: Path, target: Path) -> None:
    """Rename so that a power cut leaves the old file or the whole new one. Raises OSError."""
    _sync(part)
    os.replace(part, target)
    if os.name == "posix":
        _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(file: Path) -> sqlite3.Connection:
    # mode=rw: without it SQLite makes a file that is not there.
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30.0)
    connection.execute("PRAGMA busy_timeout=30000")
    return connection


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    return {
        str(name): int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in sorted(names.fetchall())
    }
