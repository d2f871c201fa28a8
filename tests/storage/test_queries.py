"""The keys that carry the guarantees, on both databases."""

import datetime as dt

from storage.store import Store
from storage.unit import Unit

NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def test_a_platform_message_is_taken_once_ever(store: Store) -> None:
    taken = [store.write(lambda unit: unit.messages.take("a", sent_at=NOW, received_at=NOW)).result() for _ in range(2)]
    assert taken == [True, False]


def test_a_reminder_happens_once(store: Store) -> None:
    happened = [
        store.write(lambda unit: unit.occurrences.happen("monthly", "2026-11", "*", NOW)).result() for _ in range(2)
    ]
    assert happened == [True, False]


def test_numbers_run_from_one_without_gaps_also_after_a_failure(store: Store) -> None:
    def add(fail: bool = False) -> int:
        def work(unit):  # type: ignore[no-untyped-def]
            record = unit.records.add(
                type="contact",
                member_id=1,
                reporter_id=1,
                state="counted",
                source="message",
                message_id="m",
                arrived_at=NOW,
                changed_at=NOW,
                year=2026,
                date=NOW.date(),
                people=3,
                credited=3,
            )
            if fail:
                raise ValueError
            return record.number

        future = store.write(work)
        return 0 if future.exception() else int(future.result())

    assert [add(), add(fail=True), add(), add()] == [1, 0, 2, 3]
    with store.read() as unit:
        assert unit.progress.of(1, 2026).credited == 9


def test_what_was_taken_and_what_was_answered_is_told_of_all(store: Store) -> None:
    def work(unit: Unit) -> None:
        for id, state in (("a", "done"), ("b", "ignored")):
            unit.messages.take(id, sent_at=NOW, received_at=NOW, state=state)
        for key, reply_to, state in (("1", "a", "sent"), ("2", "a", "sent"), ("3", "b", "todo"), ("4", None, "sent")):
            values = {
                "chat": "r",
                "private": False,
                "text": "已记",
                "kind": "ack",
                "reply_to": reply_to,
                "state": state,
            }
            unit.outbox.add(key, created_at=NOW, not_before=NOW, **values)

    store.write(work).result()
    with store.read() as unit:
        assert unit.messages.states() == {"a": "done", "b": "ignored"}
        assert unit.outbox.all_answered() == {"a"}
        assert (unit.outbox.answered("a"), unit.outbox.answered("b")) == (True, False)


def test_times_come_back_aware_and_the_same(store: Store) -> None:
    east = NOW.astimezone(dt.timezone(dt.timedelta(hours=8)))
    store.write(lambda unit: unit.messages.take("a", sent_at=east, received_at=NOW)).result()
    with store.read() as unit:
        message = unit.messages.get("a")
        assert message is not None and message.sent_at == NOW and message.sent_at.tzinfo is not None
        assert unit.messages.newest() == NOW


def test_an_empty_json_is_null(store: Store) -> None:
    store.write(lambda unit: unit.audit.note("a", "b", NOW)).result()
    with store.read() as unit:
        (row,) = unit.audit.between(NOW, NOW + dt.timedelta(days=1))
        assert row.before is None
        kept = unit.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE before IS NULL").scalar()
        assert kept == 1
