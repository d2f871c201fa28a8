"""The date cases of other projects' own tests: read where they lie, never copied."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.lexicon import default_lexicon
from handlers.language.read import read
from handlers.language.timespans import read_timespan
from handlers.language.types import Utterance

DATES = {"date", "daterange", "datetime", "datetimerange"}
# these hold numbers: their `none` lines say nothing about time
OF_NUMBERS = ("cn2an", "recognizers_number_unit", "jionlp_money_location")
FLOOR = 0.92


def cases(shared: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((shared / "suites").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.stem, json.loads(line)


def day_of(case: dict[str, Any]) -> dt.date:
    reference = case["reference_datetime"]
    return dt.datetime.fromisoformat(reference).date() if reference else dt.date(2026, 11, 20)


def right(case: dict[str, Any]) -> bool:
    """The right first day, and of a pure range of days the right last one; nothing where there is nothing."""
    found, expected = read_timespan(case["text"], day_of(case)), case["expect"]["results"]
    if case["type"] == "none" or not expected:
        return found is None
    for one in [expected[0], *expected[0].get("alternatives", [])]:
        first = one.get("date") or one.get("datetime") or one.get("start")
        last = one.get("end")
        same_end = case["type"] != "daterange" or last is None or (found and found.last.isoformat() == last[:10])
        if found and first and found.first.isoformat() == first[:10] and same_end:
            return True
    return False


def test_the_date_core_is_read_at_the_level_of_days(shared: Path) -> None:
    core = [
        case
        for name, case in cases(shared)
        if case.get("worklog") and (case["type"] in DATES or (case["type"] == "none" and name not in OF_NUMBERS))
    ]
    assert len(core) == 422
    assert sum(map(right, core)) / len(core) >= FLOOR


def test_no_message_of_any_suite_raises(shared: Path) -> None:
    zone, lexicon = dt.timezone(dt.timedelta(hours=8)), default_lexicon()
    for _, case in cases(shared):
        at = dt.datetime.combine(day_of(case), dt.time(12), zone)
        for room in ("member", "reading"):
            read(Utterance(case["text"], at, room, "陆秀芳"), lexicon)
