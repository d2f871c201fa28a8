"""Composed messages by the hundred thousand: `python -m tests.language.fuzz MESSAGES SEED`, over two processes.

Each message is read as it is and in one changed form. Nothing may raise; the known record must be found; the change
must keep what was read; the first searches (judge.worth) may stop no message that reports something.
"""

import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import datetime

from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, judge, read
from tests.language.compose import KEEPING, Composed, compose

AT = datetime.fromisoformat("2026-11-25T20:00:00+08:00")
PROCESSES = 2
MOST_EXAMPLES = 8


def run(messages: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Counts by what went wrong, with a few examples."""
    luck = random.Random(seed)
    counts: Counter[str] = Counter()
    examples: list[str] = []
    for _ in range(messages):
        made = compose(luck)
        for wrong in _check(made, luck.choice(KEEPING)):
            counts[wrong] += 1
            if len(examples) < MOST_EXAMPLES:
                examples.append(f"{wrong}: {made.text}")
        counts["messages"] += 1
    return counts, examples


def _check(made: Composed, change: str) -> list[str]:
    try:
        found, changed = _read(made.text, made.room), _read(change.format(made.text), made.room)
    except Exception as error:  # whatever it is, it is what we look for
        return [f"raised {type(error).__name__}"]
    wrong = [] if len(found) == 1 and _is(found[0], made) else ["not found"]
    if [_facts(record) for record in changed] != [_facts(record) for record in found]:
        wrong.append(f"changed by {change!r}")
    if not judge.worth(made.text, made.room, default_lexicon().books):
        wrong.append("stopped at the door")
    return wrong


def _read(text: str, room: str) -> list[Record]:
    return read(Utterance(text, AT, room, "陆秀芳"), default_lexicon())  # type: ignore[arg-type]


def _is(record: Record, made: Composed) -> bool:
    facts = asdict(record) | {"ago": (AT.date() - record.date).days}
    return all(facts[name] == value for name, value in made.record.items())


def _facts(record: Record) -> tuple[object, ...]:
    return (
        *(record.type, record.date, record.people, record.unit, record.place, record.book),
        *(record.from_page, record.to_page, record.from_chapter, record.minutes, record.count),
    )


def main(messages: int, seed: int) -> None:
    begun = time.monotonic()
    share = messages // PROCESSES
    with ProcessPoolExecutor(PROCESSES) as pool:
        ran = list(pool.map(run, [share] * PROCESSES, range(seed, seed + PROCESSES)))
    counts = sum((counts for counts, _ in ran), Counter[str]())
    found = 1 - counts["not found"] / counts["messages"]
    examples = [example for _, some in ran for example in some]
    told = {"seed": seed, "seconds": round(time.monotonic() - begun), "found": round(found, 5), **counts}
    print(json.dumps(told | {"examples": examples}, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
