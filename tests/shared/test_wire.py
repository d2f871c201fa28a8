"""../shared/corpus/wire.jsonl: every #接龙 of the corpus as WeChat sends it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.language.chain import read_chain
from handlers.language.lexicon import Lexicon
from handlers.language.types import Chain, Utterance

# What a prediction is scored by (shared/corpus/score.py), and what counts when it is left out.
KEYS = (
    "type member date date_end people place book from_page to_page pages_read from_chapter to_chapter "
    "minutes day finished"
).split()


def messages(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "corpus" / name).read_text("utf-8").splitlines()]


def chain_of(shared: Path, message: dict[str, Any]) -> Chain | None:
    lexicon = Lexicon.from_text((shared / "corpus" / "places.txt").read_text("utf-8"))
    utterance = Utterance(
        message["text"],
        datetime.fromisoformat(message["sent_at"]),
        message["room"],
        message["sender"],
        frozenset(message.get("roster", ())),
    )
    return read_chain(utterance, message.get("wire"), message.get("contacts", {}), lexicon)


def exact(message: dict[str, Any], chain: Chain | None) -> bool:
    found = [record.as_json() for entry in chain.entries for record in entry.records] if chain else []
    shapes = [[tuple(record.get(key) for key in KEYS) for record in records] for records in (found, message["records"])]
    return shapes[0] == shapes[1]


def test_the_wire_form_is_exact(shared: Path) -> None:
    wrong = [m["id"] for m in messages(shared, "wire.jsonl") if not exact(m, chain_of(shared, m))]
    assert wrong == []


def test_no_message_without_a_list_of_names_is_a_chain(shared: Path) -> None:
    for message in messages(shared, "visible.jsonl"):
        chain = chain_of(shared, message)
        assert chain is None or message["id"][0] in "jd", message["id"]


def test_the_text_form_is_read_as_well(shared: Path) -> None:
    listed = [m for m in messages(shared, "visible.jsonl") if "接龙" in m["text"] and chain_of(shared, m)]
    wrong = [m["id"] for m in listed if not exact(m, chain_of(shared, m))]
    assert len(wrong) <= len(listed) // 10, wrong
