"""What is left of an error that nobody foresaw: a traceback in the user's own file, a sentence on screen."""

import os
import secrets
import tempfile
import time
from pathlib import Path

from bot.errors import where

LOG_NAME = "error.log"


def report(unexpected: Exception) -> str:
    """Append the traceback to the log and return the sentence that names its code and file; never raises."""
    code = secrets.token_hex(3)
    # The parser of a message may be what failed, so the log holds places and types, never an error's own text.
    for folder in (_state_folder(), Path(tempfile.gettempdir()) / f"liaison-bot-{secrets.token_hex(4)}"):
        try:
            log = _append(folder, code, unexpected)
        except OSError:
            continue
        return f"程序内部出错,代号 {code};详情记在 {log},请把该文件交给维护者。"
    return f"程序内部出错({type(unexpected).__name__}),代号 {code};日志也写不进去,请检查磁盘空间和目录权限。"


def _state_folder() -> Path:
    # The freedesktop place for what a user's programs write about themselves.
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return Path(state) / "liaison-bot"


def _append(folder: Path, code: str, unexpected: Exception) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = folder / LOG_NAME
    with open(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as lines:
        lines.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {code}\n")
        lines.write(where(unexpected) + "\n")
    return log
