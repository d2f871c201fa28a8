"""Counts out the weights of handlers/language/judge.py from the labelled messages beside this file: `make judge`.

Logistic regression with the square of the weights held small, by Adagrad; the same messages give the same weights.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from handlers.language.judge import pieces
from handlers.language.normalize import normalize
from handlers.language.opening import own_start

HERE = Path(__file__).parent
TARGET = Path("handlers/language/judge_weights.py")
SCALE = 40  # steps of a weight of 1
ROUNDS = 30
PULL = 1.0  # how strongly weights are drawn to 0
STEP = 0.3
LEAST_SEEN = 5  # messages that must hold a piece
LEAST_STEPS = 3  # a smaller weight is left out


class Labelled(NamedTuple):
    text: str
    room: str
    reports: bool


class Learnt(NamedTuple):
    even: float
    rooms: dict[str, float]
    weights: dict[int, float]


def labelled() -> Iterator[Labelled]:
    """Every labelled message of the project."""
    for file in sorted(HERE.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            said = json.loads(line)
            yield Labelled(said["text"], said.get("room", "member"), bool(said.get("records")))
    for file in sorted(HERE.glob("judged*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            label, room, text = line.split("\t")
            yield Labelled(text.replace("\\n", "\n"), room, label != "-")


def learn(messages: Iterable[Labelled], seed: int = 1) -> Learnt:
    """The weights under which the labels are likeliest."""
    heard = [(set(pieces(_own(said.text))), said.room, said.reports) for said in messages]
    seen: Counter[int | str] = Counter()
    for codes, room, _ in heard:
        seen.update((*codes, room))
    index = {key: at for at, key in enumerate(key for key, times in seen.items() if times >= LEAST_SEEN)}
    pull = [PULL / seen[key] for key in index]
    rows = [([index[key] for key in (*codes, room) if key in index], reports) for codes, room, reports in heard]
    weights, slopes = [0.0] * len(index), [1e-8] * len(index)
    even, even_slope = 0.0, 1e-8
    luck = random.Random(seed)
    for _ in range(ROUNDS):
        luck.shuffle(rows)
        for keys, reports in rows:
            total = even + sum(weights[key] for key in keys)
            wrong = 1 / (1 + exp(-max(-30.0, min(30.0, total)))) - reports
            even_slope += wrong * wrong
            even -= STEP * wrong / sqrt(even_slope)
            if abs(wrong) < 0.001:
                continue
            for key in keys:
                slope = wrong + weights[key] * pull[key]
                slopes[key] += slope * slope
                weights[key] -= STEP * slope / sqrt(slopes[key])
    found = {key: weights[at] for key, at in index.items()}
    rooms = {key: weight for key, weight in found.items() if isinstance(key, str)}
    return Learnt(even, rooms, {key: weight for key, weight in found.items() if isinstance(key, int)})


def odds(learnt: Learnt, said: Labelled) -> float:
    """The log of the odds that a message reports something, with all decimals."""
    heard = set(pieces(_own(said.text)))
    return learnt.even + learnt.rooms.get(said.room, 0.0) + sum(learnt.weights.get(code, 0.0) for code in heard)


def _own(text: str) -> str:
    norm = normalize(text)
    return norm[own_start(norm) :]


def module(learnt: Learnt) -> str:
    """The weights as a Python module: steps of 1/SCALE, one character of Latin-1 each."""
    steps = {code: max(-127, min(127, round(weight * SCALE))) for code, weight in learnt.weights.items()}
    kept = {code: step for code, step in sorted(steps.items()) if abs(step) >= LEAST_STEPS and _plain(code)}
    singles = [code for code in kept if code < 1 << 16]
    pairs = [code for code in kept if code >= 1 << 16]
    rooms = {room: round(weight * SCALE) for room, weight in sorted(learnt.rooms.items())}
    return "\n".join(
        [
            '"""Weights of judge.py, counted out by `make judge` (tests/language/learn_judge.py): not for editing."""',
            "",
            f"SCALE = {SCALE}",
            f"EVEN = {round(learnt.even * SCALE)}",
            f"ROOMS = {json.dumps(rooms)}",
            "SINGLES = (",
            *_chunks("".join(code.to_bytes(2, "little").decode("utf-16-le") for code in singles)),
            ")",
            "PAIRS = (",
            *_chunks("".join(code.to_bytes(4, "little").decode("utf-16-le") for code in pairs)),
            ")",
            "# The weight of each single, then of each pair: the code point less 256.",
            "WEIGHTS = (",
            *_chunks("".join(chr(kept[code] + 256) for code in singles + pairs)),
            ")",
            "",
        ]
    )


def _plain(code: int) -> bool:
    """No half of a surrogate pair, no control character."""
    units = (code,) if code < 1 << 16 else divmod(code, 1 << 16)
    return all(0x20 <= unit < 0xD800 or unit >= 0xE000 for unit in units)


def _chunks(text: str, size: int = 50) -> list[str]:
    return [f"    {_quoted(text[at : at + size])}" for at in range(0, len(text), size)]


def _quoted(piece: str) -> str:
    """As the formatter writes it: between single quotes what holds double ones."""
    told = json.dumps(piece, ensure_ascii=False)
    return "'" + told[1:-1].replace('\\"', '"') + "'" if '"' in piece and "'" not in piece else told


if __name__ == "__main__":
    TARGET.write_text(module(learn(labelled())), "utf-8")
