"""The visible corpus cases as they were copied: every message must give its records, key field by key field."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read
from handlers.language.chain import read_chain

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()]
READING = ("book", "from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "day", "finished")


def keys(record: dict[str, Any]) -> tuple[Any, ...]:
    end = record.get("date_end")
    when = (record["type"], record["member"], record["date"], None if end == record["date"] else end)
    if record["type"] == "contact":
        return (*when, record.get("people"))
    if record["type"] == "reading":
        return (*when, *(record.get(key) or None for key in READING))
    return (*when, record.get("count") or 1, record.get("people"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    at = datetime.fromisoformat(case["sent_at"])
    said = Utterance(case["text"], at, case["room"], case["sender"], frozenset(case.get("roster", [])))
    chain = read_chain(said, case.get("wire"), case.get("contacts") or {}, default_lexicon())
    found = read(said, default_lexicon()) if chain is None else [r for e in chain.entries for r in e.records]
    assert sorted(map(repr, map(keys, (record.as_json() for record in found)))) == sorted(
        map(repr, map(keys, case["records"]))
    )
