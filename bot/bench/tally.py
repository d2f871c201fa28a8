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
    when the line broke and that nobody heard come back. Several answers may go out as one message.
    """
    with Store.open(f"sqlite:///{database}", read_only=True) as store, store.read() as unit:
        taken = {one["id"]: unit.messages.get(one["id"]) for one in messages}
        answered = sum(unit.outbox.answered(one["id"]) for one in messages)
        deliveries = unit.outbox.deliveries_since(BEGINNING)
        records = unit.records.every()
    twice = sum(n - 1 for n in Counter((record.message_id, record.ordinal) for record in records).values())
    numbers = {record.message_id: record.number for record in reversed(records)}
    rooms: dict[str, list[int]] = {}
    for one in messages:
        if one["id"] in numbers:
            rooms.setdefault(one["room"], []).append(numbers[one["id"]])
    return {
        "said": len(messages),
        "recorded": sum(one["id"] in numbers for one in messages),
        "answered": answered,
        "answer_messages": shown,
        "lost": sum(row is None for row in taken.values()),
        "failed": sum(row is not None and row.state in ("failed", "given_up") for row in taken.values()),
        "doubled": twice,
        "said_twice": max(0, shown - deliveries),
        "order_kept": all(found == sorted(found) for found in rooms.values()),
    }
