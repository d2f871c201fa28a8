"""The language layer beside jieba, the mission's word cutter, in one process and by turns."""

import datetime as dt
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.bench.material import chatter, reports

_Item = TypeVar("_Item")
SAID_AT = dt.datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TURN = 0.05  # seconds
ROUNDS = 11
LENGTHS = range(50, 71)  # characters of the reports that are measured
# Repeated to the longest message that is read; each costs some rule more than others do.
HOSTILE = (
    "1 一 《a》 3户 走访3人， 昨天3人，今天4人， 走访3人贵城街道。 时间： 吗， 佩服，走访3人， 第3章 为村里送 镇 1. "
    "10-20页"
).split()
# In a process of its own: what the first record costs from the import on, and what it leaves in memory.
_START = """
import json, time
begun = time.process_time()
if {loaded}:
    import datetime, pathlib
    from handlers import language
    places = pathlib.Path(language.__file__).with_name("places_guigang.txt").read_text("utf-8")
    lexicon = language.Lexicon.from_text(places)
    at = datetime.datetime(2026, 11, 20, 18, tzinfo=datetime.timezone.utc)
    said = language.Utterance("今天到贵城街道走访群众12人,反映路灯不亮,已转街道办处理", at, "member", "陆秀芳")
    assert language.read(said, lexicon)
spent = time.process_time() - begun
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps([spent, int(status["VmHWM"].split()[0])]))
"""


def measure(messages: int = 500) -> dict[str, Any]:
    """CPU microseconds a message, and how many times `jieba.lcut` of the same text takes (median of rounds)."""
    from bot.lexicon import default_lexicon
    from handlers.language.judge import worth
    from handlers.language.read import read
    from handlers.language.types import RoomKind, Utterance

    lexicon = default_lexicon()
    cut = _jieba()

    def understand(said: Utterance) -> object:
        return read(said, lexicon)

    def utterances(texts: Sequence[str], room: RoomKind = "member") -> list[Utterance]:
        """Check-ins are said in the reading room whatever the others are."""
        return [Utterance(text, SAID_AT, "reading" if "《" in text else room, "陆秀芳") for text in texts]

    said = list(itertools.islice((text for text in reports() if len(text) in LENGTHS), messages))
    talk = list(itertools.islice(chatter(), messages))
    quiet = [text for text in talk if not worth(text, "member", lexicon.books)]
    return {
        "mean_length": round(statistics.mean(map(len, said)), 1),
        "understood": sum(bool(understand(one)) for one in utterances(said)) / len(said),
        "record": _beside(understand, utterances(said), cut, said),
        "chatter": _beside(understand, utterances(talk), cut, talk),
        "chatter_in_the_reading_room": _beside(understand, utterances(talk, "reading"), cut, talk),
        "chatter_without_trigger": _beside(understand, utterances(quiet), cut, quiet),
        "share_without_trigger": round(len(quiet) / len(talk), 3),
        "start": _start(),
        "hostile": _hostile(lambda text: understand(Utterance(text, SAID_AT, "reading", "陆秀芳"))),
    }


def _jieba() -> Callable[[str], object]:
    """jieba's cutter, loaded: its first word costs most of a second."""
    import logging
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
    cut: Callable[[str], object] = jieba.lcut
    return cut


def _beside(
    ours: Callable[[_Item], object], said: Sequence[_Item], peer: Callable[[str], object], texts: Sequence[str]
) -> dict[str, float]:
    """By turns, so that a slow spell meets both, and of one length: a brief turn finds the caches cold."""
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(_microseconds(ours, said, TURN))
        theirs.append(_microseconds(peer, texts, TURN))
    ratios = [b / a for a, b in zip(mine, theirs, strict=True)]
    return {
        "us": round(statistics.median(mine), 2),
        "jieba_us": round(statistics.median(theirs), 1),
        "times_jieba": round(statistics.median(ratios), 2),
    }


def _microseconds(work: Callable[[_Item], object], items: Sequence[_Item], turn: float = 0.0) -> float:
    """For each item. Again and again through all of them, until `turn` seconds have passed."""
    done = 0
    begun = time.process_time()
    while True:
        for item in items:
            work(item)
        done += len(items)
        spent = time.process_time() - begun
        if spent >= turn:
            return spent / done * 1e6


def _start() -> dict[str, float]:
    """Import to first record, over bare Python: CPU milliseconds and MB. The bytecode is there after the first run.

    Read from /proc, since the largest size that getrusage tells a child is that of its parent; {} where there is none.
    """
    if not os.path.exists("/proc/self/status"):
        return {}
    with tempfile.TemporaryDirectory() as bytecode:
        runs = [_process(True, bytecode) for _ in range(4)][1:]
        bare = [_process(False, bytecode) for _ in range(3)]
    return {
        "cpu_ms": round(min(run[0] for run in runs) * 1e3, 1),
        "memory_mb": round((min(run[1] for run in runs) - min(run[1] for run in bare)) / 1024, 1),
    }


def _process(loaded: bool, bytecode: str) -> list[float]:
    given = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    given["PYTHONPYCACHEPREFIX"] = bytecode
    command = [sys.executable, "-c", _START.format(loaded=loaded)]
    answer: list[float] = json.loads(subprocess.run(command, env=given, capture_output=True, check=True).stdout)
    return answer


def _hostile(work: Callable[[str], object]) -> dict[str, Any]:
    """The dearest message of 2,000 characters, and the worst growth from 1,000 to 2,000."""
    costs = [(_best(work, (unit * 1000)[:1000]), _best(work, (unit * 2000)[:2000]), unit) for unit in HOSTILE]
    dearest = max(costs, key=lambda cost: cost[1])
    steepest = max(costs, key=lambda cost: cost[1] / cost[0])
    return {
        "worst_ms": round(dearest[1] / 1e3, 2),
        "worst_of": dearest[2],
        "worst_growth": round(steepest[1] / steepest[0], 2),
        "growth_of": steepest[2],
    }


def _best(work: Callable[[str], object], text: str) -> float:
    return min(_microseconds(work, [text]) for _ in range(7))
