"""The language layer beside jieba, the mission's word cutter, in one process and by turns."""

import datetime as dt
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.bench.material import chatter, reports

SAID_AT = dt.datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROUNDS = 11


def measure(messages: int = 500) -> dict[str, Any]:
    """CPU microseconds a message, and how many times `jieba.lcut` of the same text takes (median of rounds)."""
    from bot.lexicon import default_lexicon
    from handlers.language.read import read
    from handlers.language.types import Utterance

    lexicon = default_lexicon()
    cut = _jieba()

    def understand(text: str) -> object:
        return read(Utterance(text, SAID_AT, "reading", "陆秀芳"), lexicon)

    said = list(itertools.islice(reports(), messages))
    talk = list(itertools.islice(chatter(), messages))
    return {
        "mean_length": round(statistics.mean(map(len, said)), 1),
        "understood": sum(bool(understand(text)) for text in said) / len(said),
        "record": _beside(understand, cut, said),
        "chatter": _beside(understand, cut, talk),
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


def _beside(ours: Callable[[str], object], peer: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    """By turns, so that a slow spell of the machine meets both."""
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(_microseconds(ours, texts))
        theirs.append(_microseconds(peer, texts))
    ratios = [b / a for a, b in zip(mine, theirs, strict=True)]
    return {
        "us": round(statistics.median(mine), 1),
        "jieba_us": round(statistics.median(theirs), 1),
        "times_jieba": round(statistics.median(ratios), 2),
    }


def _microseconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - begun) / len(texts) * 1e6
