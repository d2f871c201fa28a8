"""How many messages of a labelled file are understood exactly, by the key fields of the corpus guide."""

import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read
from handlers.language.chain import read_chain

_KEYS = {
    "contact": ("member", "date", "date_end", "people", "place"),
    "reading": (
        "member date date_end book from_page to_page pages_read from_chapter to_chapter minutes day finished".split()
    ),
}
_ACTIVITY = ("member", "date", "date_end", "count", "people")
_DEFAULT = {"finished": False, "count": 1}


class Score(NamedTuple):
    """`exact`: the share of messages with just the labelled records; `false`: of those without, how many gave some."""

    exact: float
    false: float
    wrong: list[str]


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def understood(message: dict[str, Any]) -> list[dict[str, Any]]:
    said = Utterance(
        message["text"],
        datetime.fromisoformat(message["sent_at"]),
        message["room"],
        message["sender"],
        frozenset(message.get("roster", ())),
    )
    chain = read_chain(said, None, {}, default_lexicon())
    records = read(said, default_lexicon()) if chain is None else [r for e in chain.entries for r in e.records]
    return [record.as_json() for record in records]


def score(messages: list[dict[str, Any]]) -> Score:
    wrong, false = [], 0
    for message in messages:
        found = understood(message)
        false += bool(found) and not message["records"]
        if not _same_records(message["records"], found):
            wrong.append(message["text"])
    silent = sum(not message["records"] for message in messages)
    return Score(1 - len(wrong) / len(messages), false / silent if silent else 0.0, wrong)


def _same_records(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> bool:
    left = list(found)
    for record in gold:
        twin = next((other for other in left if _same(record, other)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def _same(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    if gold["type"] != found["type"]:
        return False
    for key in _KEYS.get(gold["type"], _ACTIVITY):
        a, b = (record.get(key, _DEFAULT.get(key)) for record in (gold, found))
        if key == "date_end":
            a, b = (None if end == record["date"] else end for end, record in ((a, gold), (b, found)))
        if key == "place" and a and b:
            a, b = _plain(a), _plain(b)
            if a.endswith(b) or b.endswith(a) or (a.startswith(b) and len(b) > 2):
                continue
        if key in ("book", "member") and a and b:
            a, b = _plain(a), _plain(b)
        if a != b:
            return False
    return True


def _plain(text: str) -> str:
    return re.sub(r"[\s《》<>“”\"「」()·,,。.、::]", "", unicodedata.normalize("NFKC", text)).lower()
