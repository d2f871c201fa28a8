"""The visible corpus, scored by its own script."""

import importlib.util
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read
from handlers.language.chain import read_chain


def records(message: dict[str, Any]) -> list[dict[str, Any]]:
    utterance = Utterance(
        message["text"],
        datetime.fromisoformat(message["sent_at"]),
        message["room"],
        message["sender"],
        frozenset(message.get("roster", [])),
    )
    chain = read_chain(utterance, message.get("wire"), message.get("contacts") or {}, default_lexicon())
    if chain is None:
        return [record.as_json() for record in read(utterance, default_lexicon())]
    return [record.as_json() for entry in chain.entries for record in entry.records]


def test_the_visible_corpus_keeps_its_floors(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("corpus_score", shared / "corpus" / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = score.load(shared / "corpus" / "visible.jsonl")
    result, _ = score.score(gold, {message["id"]: records(message) for message in gold})
    assert result["exact"] >= 0.98
    assert result["false_record_rate_on_noise"] == 0
    assert all(share >= 0.9 for share in result["soft_fields"].values())
    assert all(share >= 0.6 for share in result["text_fields_overlap_0.6"].values())
