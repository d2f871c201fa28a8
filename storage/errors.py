"""What goes wrong with a database, said in one sentence that names the place and the mend."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

E = TypeVar("E", bound=BaseException)


class StorageError(Exception):
    """The database could not do what was asked; nothing of it is kept. The message is for people."""


_SQLITE = {
    "FULL": "数据库 {place} 写不进去:磁盘已满,请腾出空间后重试",
    "IOERR": "读写数据库 {place} 时磁盘出错({detail}),请检查磁盘和剩余空间后重试",
    "BUSY": "数据库 {place} 被别的程序占用太久,请关闭正在打开它的工具后重试",
    "LOCKED": "数据库 {place} 被别的程序占用太久,请关闭正在打开它的工具后重试",
    "READONLY": "数据库 {place} 不能写:请检查文件和所在文件夹的写权限",
    "CANTOPEN": "打不开数据库 {place}:请检查路径和权限",
    "PERM": "打不开数据库 {place}:请检查路径和权限",
    "CORRUPT": "数据库 {place} 已损坏:请停止机器人,用 liaison restore 从备份恢复",
    "NOTADB": "{place} 不是 SQLite 数据库:请检查路径",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html, by class or whole code
_POSTGRESQL = {
    "53100": "数据库 {place} 写不进去:服务器磁盘已满,请腾出空间后重试",
    "53300": "数据库 {place} 的连接数已满,请调大 max_connections 或关闭多余的连接",
    "28": "数据库 {place} 拒绝登录:请检查用户名和密码",
    "3D": "数据库 {place} 不存在:请先用 createdb 建立",
    "25006": "数据库 {place} 只读:请检查是否连到了备库",
}


def sentence(error: BaseException, place: str) -> str:
    """An error of SQLAlchemy or of the driver as one sentence; `place` is the file, or host and database."""
    if isinstance(error, PoolTimeout):
        return f"数据库 {place} 的连接都在使用中,请稍后重试"
    cause = getattr(error, "orig", error)
    detail = " ".join(str(cause).split())[:200]
    name = _driver_name(cause).removeprefix("SQLITE_").split("_")[0]
    state = str(getattr(cause, "sqlstate", None) or "")
    known = _SQLITE.get(name) or _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if known is None and _unreachable(error, cause):
        known = "数据库 {place} 连不上或断开了({detail}),请检查服务器是否在运行后重试"
    return (known or "数据库 {place} 出错:{detail}").format(place=place, detail=detail)


def translated(error: E, place: str) -> "E | StorageError":
    """A StorageError if it is the database that failed, else the error itself: a broken unique key."""
    if not _is_failure(error):
        return error
    failure = StorageError(sentence(error, place))
    failure.__cause__ = error
    return failure


@contextmanager
def told(place: str) -> Iterator[None]:
    """`translated` for whatever is raised inside."""
    try:
        yield
    except Exception as error:
        failure = translated(error, place)
        if failure is error:
            raise
        raise failure from error


def _is_failure(error: BaseException) -> bool:
    cause = getattr(error, "orig", error)
    name = _driver_name(cause)
    # SQLITE_ERROR is a wrong statement, whatever class sqlite3 gives it.
    if name == "SQLITE_ERROR":
        return False
    if isinstance(error, PoolTimeout | OperationalError) or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return True
    # What the writer asks of the driver itself, and psycopg's InternalError for a dead connection.
    return getattr(error, "connection_invalidated", False) or type(cause).__name__ == "OperationalError"


def _driver_name(cause: object) -> str:
    return str(getattr(cause, "sqlite_errorname", "") or "")


def _unreachable(error: BaseException, cause: object) -> bool:
    """psycopg gives no code to a connection that was refused or cut."""
    coded = _driver_name(cause) or getattr(cause, "sqlstate", None)
    return getattr(error, "connection_invalidated", False) or (_is_failure(error) and not coded)
