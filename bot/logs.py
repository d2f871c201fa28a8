"""The log of a running bot: one line an event, for a collector (JSON) or for a person.

Of an error only the places and its type are written: its text may quote what a member said.
"""

import asyncio
import datetime as dt
import json
import logging
import sys
import threading
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.errors import where

# what they say at INFO is said each minute
TALKATIVE = ("alembic", "apscheduler", "asyncio", "hpack", "uvicorn")

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """`{"time": …, "level": …, "logger": …, "message": …}`, and `where` for an exception."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": moment(record, self._zone),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            said["where"] = where(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """`2026-11-20T10:00:00.000+08:00 warning bot.sender: …` on one line, whatever it holds."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        said = f"{moment(record, self._zone)} {record.levelname.lower()} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            said += f"\n{where(record.exc_info[1])}"
        return " | ".join(line.strip() for line in said.splitlines())


def moment(record: logging.LogRecord, zone: ZoneInfo) -> str:
    return dt.datetime.fromtimestamp(record.created, zone).isoformat(timespec="milliseconds")


def set_up(*, json_lines: bool, zone: ZoneInfo, out: TextIO | None = None) -> None:
    """All that is logged in this process goes to `out` (stderr) in that form, also what no thread has caught."""
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(JsonLines(zone) if json_lines else PlainLines(zone))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    threading.excepthook = _thread_died


def of_loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For `loop.set_exception_handler`: asyncio's own would print the task, and with it the error's text."""
    error = context.get("exception")
    log.error("%s\n%s", context.get("message", ""), where(error) if error is not None else "")


def _thread_died(died: threading.ExceptHookArgs) -> None:
    if died.exc_value is not None:
        log.error("a thread died\n%s", where(died.exc_value))
