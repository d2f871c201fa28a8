"""`liaison parse`, as scripts and people call it."""

import json

import pytest
from click.testing import CliRunner

from bot.cli.parse import command

AT = "2026-11-20T10:00:00+08:00"


def ask(*args: str, lines: str = "") -> tuple[int, list[str]]:
    result = CliRunner().invoke(command, list(args), input=lines)
    return result.exit_code, result.stdout.splitlines()


def test_one_answer_a_line_in_the_same_order() -> None:
    said = [
        {"id": 1, "text": "走访贵城街道3户5人", "sent_at": AT, "room": "member", "sender": "陆秀芳", "extra": 0},
        {"id": "b", "text": "收到", "sent_at": AT, "room": "direct", "sender": "陆秀芳"},
    ]
    status, answers = ask(lines="\n".join(json.dumps(line) for line in said))
    assert status == 0
    first, second = map(json.loads, answers)
    assert first["id"] == 1 and first["records"][0]["people"] == 5
    assert second == {"id": "b", "records": []}


def test_a_chain_gives_the_records_of_its_lines() -> None:
    text = "#接龙\n11月19日 走访联系群众\n\n1. 陆秀芳 贵城街道 走访6人\n2. 覃建华 请假"
    line = {"id": 1, "text": text, "sent_at": AT, "room": "member", "sender": "陆秀芳", "roster": ["覃建华"]}
    _, (answer,) = ask(lines=json.dumps(line))
    assert [r["people"] for r in json.loads(answer)["records"]] == [6]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("不是JSON", None),
        ("[1]", None),
        ('{"id": 7, "text": 5, "sent_at": "2026-11-20T10:00:00+08:00"}', 7),
        ('{"id": 7, "text": "走访3人"}', 7),
        ('{"id": 7, "text": "走访3人", "sent_at": "昨天"}', 7),
        ('{"id": 7, "text": "走访3人", "sent_at": "2026-11-20T10:00:00+08:00", "room": "cellar"}', 7),
        ('{"id": 7, "text": "走访3人", "sent_at": "2026-11-20T10:00:00+08:00", "roster": "甲"}', 7),
        ('{"id": 7, "text": "走访3人", "sent_at": "2026-11-20T10:00:00+08:00", "wire": 3}', 7),
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(line: str, name: int | None) -> None:
    good = json.dumps({"id": 8, "text": "走访3人", "sent_at": AT, "room": "member", "sender": "陆秀芳"})
    status, answers = ask(lines=f"{line}\n{good}\n")
    broken, read = map(json.loads, answers)
    assert status == 1
    assert broken["id"] == name and broken["error"]
    assert read["records"][0]["people"] == 3


def test_one_message_for_a_person_with_the_words_behind_each_field() -> None:
    status, lines = ask("--text", "昨天走访贵城街道3户5人", "--sent-at", AT, "--sender", "陆秀芳", "--why")
    assert status == 0
    assert "人数=5" in lines[0] and "日期=2026-11-19" in lines[0]
    assert any("“5人”" in line for line in lines[1:])
    assert ask("--text", "收到", "--sent-at", AT) == (0, ["没有履职记录"])


def test_a_time_that_is_none_is_a_mistake_of_the_caller() -> None:
    assert ask("--text", "收到", "--sent-at", "昨天")[0] == 2
