"""kill -9 at random moments: what was acknowledged is there, once."""

import os
import random
import signal
import subprocess
import sys
import threading

import pytest
from sqlalchemy import text

from storage.store import Store
from tests.postgres import postgres, postgres_url, url

__all__ = ["postgres", "postgres_url", "url"]

KILLS = 15

# Senders that wait for each acknowledgement before they send the next, as rooms do. Each run is a fork, which
# saves the imports; a line is written at once and whole, because it is shorter than a pipe's buffer.
PROGRAM = """
import itertools, os, sys, threading
from sqlalchemy import text
from storage.store import Store

insert = text("INSERT INTO sequence (committee, name, value) VALUES ('main', :name, 1)")

def say(word):
    os.write(1, f"{word}\\n".encode())

def send(store, run, sender):
    for number in itertools.count():
        name = f"{run}-{sender}-{number}"
        store.write(lambda unit: unit.connection.execute(insert, {"name": name}) and None).result()
        say(name)

def work(run):
    store = Store.open(sys.argv[1])
    for sender in range(8):
        threading.Thread(target=send, args=(store, run, sender), daemon=True).start()
    threading.Event().wait()

for line in sys.stdin:
    child = os.fork()
    if not child:
        work(line.strip())
    say(child)
    os.waitpid(child, 0)
    say("dead")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_no_acknowledged_record_is_lost_to_kill_9(url: str) -> None:
    chance = random.Random(20261124)
    acknowledged: list[str] = []
    command = [sys.executable, "-c", PROGRAM, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        for run in range(KILLS):
            acknowledged += killed(program, run, chance.randrange(1, 60), chance.random() * 0.03)
    with Store.open(url) as store, store.read() as unit:
        kept = set(unit.connection.scalars(text("SELECT name FROM sequence")))
        if url.startswith("sqlite"):
            assert unit.connection.scalar(text("PRAGMA integrity_check")) == "ok"
    assert len(acknowledged) == len(set(acknowledged)) >= KILLS
    assert set(acknowledged) <= kept
    # At most what was on its way when the process died: one for each sender.
    assert len(kept - set(acknowledged)) <= 8 * KILLS


def killed(program: "subprocess.Popen[str]", run: int, enough: int, then: float) -> list[str]:
    """Let a process write until it has said `enough`, kill it `then` seconds later, return all it said."""
    assert program.stdin is not None and program.stdout is not None
    program.stdin.write(f"{run}\n")
    program.stdin.flush()
    child, timer = 0, None
    said: list[str] = []
    for line in map(str.strip, program.stdout):
        if line == "dead":
            break
        if line.isdecimal():
            child = int(line)
        else:
            said.append(line)
        if len(said) >= enough and child and timer is None:
            timer = threading.Timer(then, os.kill, (child, signal.SIGKILL))
            timer.start()
    assert timer is not None, "it died by itself"
    timer.join()
    return said
