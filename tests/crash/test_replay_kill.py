"""`liaison replay` killed with -9 at any moment and started again ends as if nothing had happened."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.commands import environment, liaison, office, said, write_lines

SCRIPT = [
    *(said(f"m{n}", f"走访港城街道{n}人", at=f"2026-11-20T10:0{n - 3}:00+08:00") for n in range(3, 9)),
    {"event": "stop", "at": "2026-11-20T10:10:00+08:00"},
    said("late", "走访大圩镇9人", at="2026-11-20T10:12:00+08:00"),
    {"event": "restart", "at": "2026-11-20T10:20:00+08:00"},
    said("p", "我的进度", at="2026-11-20T10:30:00+08:00", room=None),
    {"event": "tick", "at": "2026-12-26T12:00:00+08:00"},
]


def run(folder: Path, name: str) -> list[object]:
    return [
        *("replay", folder / "events.jsonl", "--roster", folder / "roster.csv", "--config", folder / "config.toml"),
        *("--db", f"sqlite:///{folder / name}.db", "--deliveries", folder / f"{name}.jsonl"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_anywhere_and_started_again_it_ends_the_same(tmp_path: Path, seed: int) -> None:
    folder = office(tmp_path)
    write_lines(folder / "events.jsonl", *SCRIPT)
    assert liaison(*run(folder, "whole"), cwd=folder).returncode == 0
    luck = random.Random(seed)
    assert sum(killed_after(folder, lines, luck.uniform(0, 0.02)) for lines in (1, 2, 4, 6, 8)) >= 3
    assert liaison(*run(folder, "killed"), cwd=folder).returncode == 0
    texts = [sorted(shown["text"] for shown in deliveries(folder / f"{name}.jsonl")) for name in ("whole", "killed")]
    assert texts[0] == texts[1]
    assert exported(folder, "whole") == exported(folder, "killed")
    keys = [shown["key"] for shown in deliveries(folder / "killed.jsonl")]
    assert len(keys) == len(set(keys))


def killed_after(folder: Path, lines: int, more: float) -> bool:
    """Start the replay and kill it a moment after it has said so many things; False when it was done before."""
    command = [sys.executable, "-m", "bot", *map(str, run(folder, "killed"))]
    with subprocess.Popen(command, cwd=folder, env=environment(folder), stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and said_so_far(folder) < lines:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.002)
        with suppress(subprocess.TimeoutExpired):
            process.wait(more)
        alive = process.poll() is None
        process.kill()
    return alive


def said_so_far(folder: Path) -> int:
    path = folder / "killed.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_played_twice_on_one_database_nothing_changes(tmp_path: Path) -> None:
    folder = office(tmp_path)
    write_lines(folder / "events.jsonl", *SCRIPT)
    liaison(*run(folder, "a"), cwd=folder)
    before = (folder / "a.jsonl").read_bytes(), exported(folder, "a")
    assert liaison(*run(folder, "a"), cwd=folder).returncode == 0
    assert ((folder / "a.jsonl").read_bytes(), exported(folder, "a")) == before
    assert liaison("db", "check", "--db", f"sqlite:///{folder / 'a.db'}", cwd=folder).returncode == 0


def test_a_torn_last_line_counts_as_not_sent(tmp_path: Path) -> None:
    folder = office(tmp_path)
    write_lines(folder / "events.jsonl", *SCRIPT)
    liaison(*run(folder, "a"), cwd=folder)
    whole = (folder / "a.jsonl").read_bytes()
    # the process died while the line was being written, before the outbox had noted it
    (folder / "a.jsonl").write_bytes(whole[:-20])
    from storage.store import Store

    with Store.open(f"sqlite:///{folder / 'a.db'}") as store:
        newest = store.write(lambda unit: unit.outbox.newest_claim()).result()
        assert newest is not None
        store.write(lambda unit: unit.outbox._change(unit.outbox._c.id == newest.id, state="sending")).result()
    assert liaison(*run(folder, "a"), cwd=folder).returncode == 0
    again = deliveries(folder / "a.jsonl")
    assert [shown["key"] for shown in again] == [shown["key"] for shown in parsed(whole)]


def deliveries(path: Path) -> list[dict]:
    return parsed(path.read_bytes())


def parsed(content: bytes) -> list[dict]:
    import json

    return [json.loads(line) for line in content.splitlines()]


def exported(folder: Path, name: str) -> str:
    words = ("export", "--kind", "contacts", "--year", "2026", "--db", f"sqlite:///{folder / name}.db")
    assert liaison(*words, folder / f"{name}-out.jsonl", cwd=folder).returncode == 0
    return (folder / f"{name}-out.jsonl").read_text(encoding="utf-8")
