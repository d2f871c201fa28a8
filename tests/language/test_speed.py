"""What a message costs, counted in searches: no clock, so that a slow machine fails nothing."""

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from bot.bench.material import EVERYDAY
from bot.lexicon import default_lexicon
from handlers.language import Record, Utterance, judge, read
from handlers.language.types import RoomKind

AT = datetime.fromisoformat("2026-11-25T12:00:00+08:00")
HERE = Path(__file__).parent
SAID = [
    json.loads(line)
    for name in ("cases.jsonl", "chatter.jsonl", "reports.jsonl")
    for line in (HERE / name).read_text("utf-8").splitlines()
]


def heard(text: str, room: RoomKind) -> list[Record]:
    return read(Utterance(text, AT, room, "陆秀芳"), default_lexicon())


def searches(text: str, room: RoomKind) -> int:
    """How many compiled patterns are asked about a message that was read before."""
    heard(text, room)
    asked = 0

    def count(frame: FrameType, event: str, callee: Any) -> None:
        nonlocal asked
        asked += event == "c_call" and isinstance(getattr(callee, "__self__", None), re.Pattern)

    sys.setprofile(count)
    try:
        heard(text, room)
    finally:
        sys.setprofile(None)
    return asked


@pytest.mark.parametrize("text", ["收到，谢谢", "各位委员早上好", "这本书哪里可以买到？", "辛苦了，注意休息", "😀[强]"])
def test_chat_costs_one_search_in_either_room(text: str) -> None:
    # a sticker in brackets is taken away by one more, and what is left is looked at again
    assert searches(text, "member") <= 1 + 2 * ("[" in text)
    assert searches(text, "reading") <= 1 + 2 * ("[" in text)


def test_hardly_any_everyday_line_gets_past_the_first_searches() -> None:
    said: list[tuple[str, RoomKind]] = [(text, room) for text in EVERYDAY for room in ("member", "reading")]
    passed = [text for text, room in said if judge.worth(text, room, default_lexicon().books)]
    assert len(passed) < len(said) / 10, passed
    assert not any(heard(text, room) for text, room in said)


def test_no_record_is_stopped_by_the_first_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, RoomKind]] = [(one["text"], one.get("room", "member")) for one in SAID]
    gated = [heard(text, room) for text, room in said]
    monkeypatch.setattr(judge, "worth", lambda text, room, books: True)
    assert [heard(text, room) for text, room in said] == gated


@pytest.mark.parametrize("text", ["明天下午一起去走访吧", "请各位委员于周五前报送走访情况", "下周三走访，欢迎报名"])
def test_a_plan_or_a_notice_is_dropped_early(text: str) -> None:
    assert heard(text, "member") == []
    assert searches(text, "member") <= 16


@pytest.mark.parametrize(
    ("text", "room", "most"),
    [
        ("昨天下午到贵城街道走访群众12人，反映村口路灯不亮，已转街道办处理。", "member", 75),
        ("昨天下午到贵城街道走访群众12人，反映村口路灯不亮，已转街道办处理。", "reading", 80),
        ("今晚读《平凡的世界》第3章，四十分钟，很受触动", "reading", 60),
        ("宣讲1场，听众80人", "member", 60),
    ],
)
def test_a_report_is_searched_for_what_it_can_hold_only(text: str, room: RoomKind, most: int) -> None:
    assert heard(text, room)
    assert searches(text, room) <= most


def test_rules_that_are_passed_over_would_have_changed_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms: tuple[RoomKind, ...] = ("member", "reading")
    with_signs = [heard(said["text"], room) for said in SAID for room in rooms]
    listen = judge.listen
    monkeypatch.setattr(judge, "listen", lambda norm, start, room: (listen(norm, start, room)[0], -1))
    assert [heard(said["text"], room) for said in SAID for room in rooms] == with_signs
