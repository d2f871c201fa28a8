"""Backup of a SQLite database while the bot runs, and the way back. PostgreSQL has pg_dump and pg_restore."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from storage import lock, upgrade
from storage.engine import file_of, parse, place, reading_engine
from storage.errors import StorageError, sentence, told
from storage.snapshot import check, put, snapshot
from storage.store import Store


def backup(source: Store | str, path: Path, *, force: bool = False) -> dict[str, int]:
    """Write a checked copy to `path` and return the rows by table.

    Raises StorageError: PostgreSQL, no database there, `path` exists and not `force`, disk full.
    """
    url = source.url if isinstance(source, Store) else parse(source)
    file = _file(url, f"请用 pg_dump -Fc -f {path} 备份")
    if not file.is_file():
        raise StorageError(f"没有数据库文件 {file}:请检查路径")
    path = path.resolve()
    if path.exists() and not force:
        raise StorageError(f"备份文件 {path} 已经存在:请换一个名字,或加 --force 覆盖")
    if path == file:
        raise StorageError(f"备份不能写到数据库 {file} 自己上面:请换一个名字")
    _revision(file)
    return snapshot(file, path)


def restore(path: Path, url: str, *, force: bool = False) -> dict[str, int]:
    """Put the backup `path` in the place of the database and return its rows by table.

    With `force` a used database is replaced; it is kept beside as `….before-restore`.
    Raises StorageError: PostgreSQL, a damaged or foreign backup, a database in use or with rows in it.
    """
    target = _file(parse(url), f"请用 pg_restore 恢复 {path}")
    path = path.resolve()
    if not path.is_file():
        raise StorageError(f"没有备份文件 {path}:请检查路径")
    rows = check(path)
    upgrade.insist_known(_revision(path), str(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        held = lock.take(target)
        try:
            _replace(path, target, force)
        finally:
            lock.free(held)
    except OSError as error:
        raise StorageError(f"不能写数据库 {target}({error.strerror}):请检查权限和剩余空间") from error
    return rows


def _replace(path: Path, target: Path, force: bool) -> None:
    used = _used(target)
    if used and not force:
        raise StorageError(f"数据库 {target} 里已有数据,没有动它:确实要换成备份,请加 --force")
    # The copy is complete and checked before the old database is touched.
    fresh = target.with_name(f"{target.name}.restored")
    snapshot(path, fresh)
    try:
        if used:
            _set_aside(target)
        elif target.exists():
            _fold(target)
        put(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _used(file: Path) -> bool:
    """Whether there is anything in it that somebody could miss; what cannot be read may be just that."""
    if not file.exists() or file.stat().st_size == 0:
        return False
    try:
        rows = check(file)
    except StorageError:
        return True
    return any(number for table, number in rows.items() if table != "alembic_version")


def _set_aside(file: Path) -> None:
    aside = _free(file.with_name(f"{file.name}.before-restore"))
    try:
        check(file)
    except StorageError:
        # Damaged: somebody may still want to save what can be saved, and for that the log is needed too.
        for end in ("", "-wal", "-shm"):
            if Path(f"{file}{end}").exists():
                os.replace(f"{file}{end}", f"{aside}{end}")
    else:
        snapshot(file, aside)
        _fold(file)


def _fold(file: Path) -> None:
    """Do away with the -wal file: SQLite would play it into whatever takes the database's name."""
    try:
        with closing(sqlite3.connect(file, timeout=30.0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise StorageError(sentence(error, str(file))) from error


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _file(url: URL, mend: str) -> Path:
    file = file_of(url)
    if file is None:
        raise StorageError(f"数据库 {place(url)} 不是 SQLite 文件:{mend}")
    return file


def _revision(file: Path) -> str:
    engine = reading_engine(URL.create("sqlite", database=str(file)))
    try:
        with told(str(file)), engine.connect() as connection:
            found = upgrade.revision(connection)
    finally:
        engine.dispose()
    if found is None:
        raise StorageError(f"文件 {file} 里没有本程序的表:请检查路径")
    return found
