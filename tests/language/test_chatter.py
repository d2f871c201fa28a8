"""What people say in the rooms all day with the same words and numbers as a report, and which is none."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read

WEDNESDAY = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
CHATTER = [json.loads(line) for line in (Path(__file__).parent / "chatter.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("said", CHATTER, ids=lambda said: said["text"][:12])
def test_chatter_is_no_record(said: dict[str, str]) -> None:
    roster = frozenset({"王伟", "张三", "李四"})
    utterance = Utterance(said["text"], WEDNESDAY, said["room"], "陆秀芳", roster)  # type: ignore[arg-type]
    assert read(utterance, default_lexicon()) == []
