"""One process per SQLite file. The kernel frees the lock however the process ends."""

import os
import sys
from pathlib import Path

from storage.errors import StorageError

# On Windows a locked byte cannot be read by others, so the lock lies far behind the process id.
_FAR = 1 << 20


def take(database: Path) -> int:
    """Take `<database>.lock` and return what `free` wants. Raises StorageError if another store holds it."""
    path = Path(f"{database}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageError(f"不能建立锁文件 {path}({error.strerror}):请检查文件夹的写权限") from error
    if not _lock(handle):
        holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip() if hasattr(os, "pread") else ""
        os.close(handle)
        raise StorageError(f"数据库 {database} 正被另一个进程使用(进程号 {holder or '未知'}),请先停止它,或换一个数据库")
    os.ftruncate(handle, 0)
    os.write(handle, f"{os.getpid()}\n".encode())
    return handle


def free(handle: int) -> None:
    """The file stays: to delete it would let two processes lock two files of one name."""
    os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
