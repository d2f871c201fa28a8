"""The keys that carry the guarantees, on both databases."""

import datetime as dt

from storage.store import Store

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
