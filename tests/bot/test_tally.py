"""What `liaison bench link` says became of what was said: it must notice what it was made to find."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.bench.tally import tally
from storage.store import Store
from storage.unit import Unit

NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
SAID = [{"id": f"m{n}", "room": f"r{n % 2}"} for n in range(6)]


def told(folder: Path, recorded: list[int], *, shown: int = 0) -> dict[str, Any]:
    """What is told when the messages were recorded in that order."""
    database = folder / "t.db"

    def work(unit: Unit) -> None:
        for n in recorded:
            unit.messages.take(f"m{n}", sent_at=NOW, received_at=NOW, state="done")
            unit.records.add(
                type="contact", member_id=1, reporter_id=1, state="counted", source="message", message_id=f"m{n}",
                arrived_at=NOW, changed_at=NOW, year=2026, date=NOW.date(), people=3, credited=3,
            )  # fmt: skip

    with Store.open(f"sqlite:///{database}") as store:
        store.write(work).result()
    return tally(database, SAID, shown)


def test_all_in_their_order(tmp_path: Path) -> None:
    found = told(tmp_path, [0, 1, 2, 3, 4, 5])
    assert (found["said"], found["recorded"], found["lost"], found["doubled"]) == (6, 6, 0, 0)
    assert (found["overtaken"], found["order_kept"]) == (0, True)


def test_one_that_never_came_is_lost(tmp_path: Path) -> None:
    found = told(tmp_path, [0, 1, 2, 4, 5])
    assert (found["recorded"], found["lost"], found["order_kept"]) == (5, 1, True)


@pytest.mark.parametrize(
    ("recorded", "overtaken"),
    [([1, 0, 3, 2, 5, 4], 0), ([2, 0, 1, 4, 3, 5], 1), ([4, 2, 0, 1, 3, 5], 2), ([0, 1, 4, 2, 5, 3], 2)],
)
def test_only_those_of_one_room_overtake_each_other(tmp_path: Path, recorded: list[int], overtaken: int) -> None:
    assert told(tmp_path, recorded)["overtaken"] == overtaken


def test_an_answer_that_was_shown_more_often_than_it_went_out(tmp_path: Path) -> None:
    assert told(tmp_path, [0, 1], shown=3)["said_twice"] == 3
