"""Writing an export: the suffix decides the form, and the file is there whole or not at all."""

import csv
import datetime as dt
import errno
import io
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import UserError
from bot.sheets.columns import Column, words

Rows = Iterable[Mapping[str, Any]]


def write_rows(
    path: Path, title: str, columns: Sequence[Column], rows: Rows, *, filled_by: str, at: dt.datetime
) -> None:
    """Write `rows` to `path`: `.xlsx` ready to print, `.csv` with headers, `.jsonl` with the own keys.

    `title`, `filled_by` (填报单位), `at` (填报时间) stand above an .xlsx. An older file is replaced only
    when the new one is complete. Raises UserError: unknown suffix, no such folder, no permission, disk full.
    """
    match path.suffix.lower():
        case ".xlsx":
            from bot.sheets.office import workbook

            content = workbook(title, columns, rows, filled_by=filled_by, at=at)
            with new_file(path) as out:
                out.write(content)
        case ".csv":
            with new_file(path) as out:
                _csv(out, columns, rows)
        case ".jsonl":
            with new_file(path) as out:
                for row in rows:
                    line = json.dumps(row, ensure_ascii=False, default=_iso)
                    out.write(line.encode("utf-8", "replace") + b"\n")
        case suffix:
            raise UserError(f"不认得 {path.name} 的后缀“{suffix}”:请用 .xlsx、.csv 或 .jsonl")


def _csv(out: BinaryIO, columns: Sequence[Column], rows: Rows) -> None:
    # The mark at the start makes Excel and WPS show Chinese.
    text = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([column.header for column in columns])
    for row in rows:
        lines.writerow([_harmless(row.get(column.key)) for column in columns])
    text.detach()


def _harmless(value: Any) -> str:
    """A cell that no sheet program takes for a formula; `read_csv` takes the ' away again."""
    cell = words(value)
    if isinstance(value, int):
        return cell
    return f"'{cell}" if re.match(r"'{0,98}[=+\-@\t\r]", cell) else cell


def _iso(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no form in JSON for {value!r}")


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` that takes its name when the block ends well, and is gone when it does not."""
    draft = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        # Not tempfile: its files are closed to everybody else, and an export is for the whole office.
        with draft.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    except OSError as error:
        raise UserError(_sentence(path, error)) from None
    finally:
        with suppress(OSError):
            draft.unlink()


_MENDS: dict[int, Callable[[Path], str]] = {
    errno.ENOENT: lambda path: f"文件夹 {path.parent} 不存在:请先建好,或换一个位置",
    errno.ENOTDIR: lambda path: f"{path.parent} 不是文件夹:请换一个位置",
    errno.EISDIR: lambda path: f"{path} 是文件夹:请写上文件名",
    errno.ENAMETOOLONG: lambda path: f"文件名 {path.name[:20]}… 太长:请改短",
    errno.ENOSPC: lambda path: f"磁盘已满,写不了 {path}:请腾出空间再试",
    errno.EDQUOT: lambda path: f"磁盘已满(超出限额),写不了 {path}:请腾出空间再试",
    errno.EROFS: lambda path: f"{path.parent} 是只读的:请换一个位置",
}


def _sentence(path: Path, error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"没有权限写 {path}:请换一个位置,或先在 Excel、WPS 里关闭这个文件"
    if error.errno in _MENDS:
        return _MENDS[error.errno](path)
    return f"写不了 {path}({error.strerror}):请换一个位置再试"
