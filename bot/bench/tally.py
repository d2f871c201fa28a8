"""What became of messages whose ids are known, read from the bot's database while it runs or afterwards."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storage.store import Store

BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def tally(database: Path, messages: Sequence[dict[str, Any]], shown: int) -> dict[str, Any]:
    """`messages` in the order in which they were said; `shown`: how many messages the platform was made to show.

    lost: never taken. doubled: recorded twice. said_twice: answers shown twice, as happens to one that was on its way
    when the line broke and that nobody heard come back. overtaken: recorded after what was said later in their room.
    Several answers may go out as one message.
    """
    with Store.open(f"sqlite:///{database}", read_only=True) as store, store.read() as unit:
        states = unit.messages.states()
        answered = unit.outbox.all_answered()
        deliveries = unit.outbox.deliveries_since(BEGINNING)
        records = unit.records.every()
    twice = sum(n - 1 for n in Counter((record.message_id, record.ordinal) for record in records).values())
    numbers = {record.message_id: record.number for record in reversed(records)}
    rooms: dict[str, list[int]] = {}
    for one in messages:
        if one["id"] in numbers:
            rooms.setdefault(one["room"], []).append(numbers[one["id"]])
    overtaken = sum(_overtaken(found) for found in rooms.values())
    return {
        "said": len(messages),
        "recorded": sum(one["id"] in numbers for one in messages),
        "answered": sum(one["id"] in answered for one in messages),
        "answer_messages": shown,
        "lost": sum(one["id"] not in states for one in messages),
        "failed": sum(states.get(one["id"]) in ("failed", "given_up") for one in messages),
        "doubled": twice,
        "said_twice": max(0, shown - deliveries),
        "overtaken": overtaken,
        "order_kept": not overtaken,
    }


def _overtaken(numbers: list[int]) -> int:
    """How many have a smaller number behind them: something that was said later was recorded before them."""
    late, least = 0, numbers[-1]
    for number in reversed(numbers):
        late += number > least
        least = min(least, number)
    return late
