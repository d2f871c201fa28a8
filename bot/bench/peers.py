"""The language layer beside JioNLP, the best peer for times and places, in a venv of its own (`make peers`).

It reads when and where; ours reads the whole record. Neither knows of the other: two processes, the same texts.
"""

import itertools
import json
import subprocess
from pathlib import Path
from typing import Any

from bot.bench.language import SAID_AT
from bot.bench.material import reports
from bot.errors import UserError

PYTHON = Path(".venv-peers/bin/python")
SCRIPT = Path(__file__).with_name("jionlp_peer.py")


def measure(messages: int = 100) -> dict[str, Any]:
    """CPU microseconds a message of each, and their ratio."""
    if not PYTHON.exists():
        raise UserError("没有 JioNLP:请先运行 make peers,再运行 liaison bench peers")
    texts = list(itertools.islice(reports(seed=3), messages))
    theirs = _jionlp(texts)
    ours = _ours(texts)
    return {"us": round(ours, 1), "jionlp_us": round(theirs, 1), "times_jionlp": round(theirs / ours, 1)}


def _jionlp(texts: list[str]) -> float:
    done = subprocess.run([PYTHON, SCRIPT], input=json.dumps(texts), capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(f"JioNLP 没有跑成({done.stderr.strip().splitlines()[-1:]}):请重新运行 make peers")
    return float(json.loads(done.stdout.splitlines()[-1]))


def _ours(texts: list[str]) -> float:
    import time

    from bot.lexicon import default_lexicon
    from handlers.language.read import read
    from handlers.language.types import Utterance

    lexicon = default_lexicon()
    said = [Utterance(text, SAID_AT, "reading", "陆秀芳") for text in texts]
    read(said[0], lexicon)
    begun = time.process_time()
    for one in said:
        read(one, lexicon)
    return (time.process_time() - begun) / len(texts) * 1e6
