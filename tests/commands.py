"""Runs the real command in a process of its own, as a person would."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LIAISON = [sys.executable, "-m", "bot"]
HERE = Path(__file__).parent.parent


def environment(home: Path) -> dict[str, str]:
    """Nothing of what this machine's user has set."""
    return {"PYTHONPATH": str(HERE), "PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": tempfile.gettempdir()}


def liaison(*words: object, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run it in a folder; a traceback in what it says is a failure whatever the exit status."""
    done = subprocess.run(
        [*LIAISON, *map(str, words)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=environment(cwd) | {"PYTHONWARNINGS": "ignore"},
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that failed."""
    assert done.returncode != 0, done.stdout
    return done.stderr.strip()


def write_lines(path: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def said(
    id: str, text: str, at: str = "2026-11-20T10:00:00+08:00", room: str | None = "教育界委员群", **more: Any
) -> dict[str, Any]:
    who = {"sender": "wx-lu", "name": "陆秀芳"}
    return {"event": "message", "at": at, "id": id, "room": room, **who, "text": text, **more}


CONFIG = """
[committee]
name = "贵港市政协"
[people]
owners = ["wx-owner"]
[[rooms]]
name = "教育界委员群"
kind = "member"
sector = "教育"
"""
ROSTER = "姓名,界别,微信号,手机尾号,角色\n陆秀芳,教育,wx-lu,6612,\n黄志明,经济,wx-huang,,办公室\n"


def office(folder: Path) -> Path:
    """A folder with a config and a roster, as an office has it."""
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8-sig")
    return folder
