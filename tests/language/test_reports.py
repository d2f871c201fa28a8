"""What members may type, in many hands: counting, days, places, books, acts; said on Wednesday, 25 November 2026."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.lexicon import default_lexicon
from handlers.language import Utterance, read

AT = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
REPORTS = [json.loads(line) for line in (Path(__file__).parent / "reports.jsonl").read_text("utf-8").splitlines()]
READING = ("book", "from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "day", "finished")
FIELDS = {"contact": ("people", "place"), "reading": READING}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["text"][:16])
def test_a_report_gives_its_records(report: dict[str, Any]) -> None:
    utterance = Utterance(report["text"], AT, report["room"], "陆秀芳", frozenset({"王伟", "张三"}))
    found = [record.as_json() for record in read(utterance, default_lexicon())]
    shown = [
        {"type": record["type"], "date": record["date"], "date_end": record.get("date_end")}
        | {field: record.get(field) for field in FIELDS.get(record["type"], ("count", "people"))}
        for record in found
    ]
    expected = [
        {"type": record["type"], "date": record.get("date", "2026-11-25"), "date_end": record.get("date_end")}
        | {field: record.get(field) for field in FIELDS.get(record["type"], ("count", "people"))}
        for record in report["records"]
    ]
    assert shown == expected
