"""XLSX from strangers: judged as a zip first, then read by a process of its own that may hang or die."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from bot.errors import UserError

MAX_ENTRIES = 200
MAX_UNPACKED = 50 * 1024 * 1024
SECONDS = 20
CHILD = Path(__file__).with_name("xlsx_child.py")


def grid_of_xlsx(data: bytes, name: str) -> list[list[str]]:
    """Rows of cells of the first visible sheet. Raises UserError for every file that does not give them."""
    _guard(data, name)
    # -P: the child stands in this folder, and nothing here may shadow a module of the library.
    command = [sys.executable, "-P", str(CHILD)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise UserError(f"{name} 读了{SECONDS}秒还没有读完:{_MEND}") from None
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        raise UserError(f"{name} 内容损坏,或大得读不了:{_MEND}") from None
    if "problem" in answer:
        raise UserError(f"{name} {answer['problem']}")
    grid: list[list[str]] = answer["grid"]
    return grid


_MEND = "请在 WPS 或 Excel 里新建一张表,把内容按数值粘贴过去,另存为 .xlsx"


def _guard(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            entries = book.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UserError(f"{name} 不是真正的 .xlsx 文件,或已损坏:请用 WPS 或 Excel 另存为 .xlsx") from None
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UserError(f"{name} 解开后太大:{_MEND}")
    if not any(entry.filename.lower() == "xl/workbook.xml" for entry in entries):
        raise UserError(f"{name} 里没有工作表:请用 WPS 或 Excel 另存为 .xlsx")
