"""Many events in flight: none is lost, none is done twice, none overtakes another, whatever fails on the way."""

import asyncio
import datetime as dt
import random
import threading
from asyncio import wrap_future
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import SystemClock
from bot.inflow import MOST, Inflow
from bot.messages import Event, Incoming
from storage.errors import StorageError
from storage.store import Store
from storage.unit import Unit
from tests.chat import MORNING, ZONE

Trouble = Callable[[Unit, str], None]


def no_trouble(unit: Unit, id: str) -> None:
    pass


async def events(count: int) -> AsyncIterator[Event]:
    for n in range(count):
        yield Incoming(f"m{n}", None, "wx-a", "", "", MORNING)
        await asyncio.sleep(0)


def inflow(store: Store, trouble: Trouble) -> Inflow:
    """Notes each event in the audit log, whose numbers tell the order in which they were stored."""

    def take(unit: Unit, event: Event, now: dt.datetime) -> None:
        assert isinstance(event, Incoming)
        if unit.messages.take(event.id, sent_at=now, received_at=now):
            unit.audit.note(event.id, "stored", now)
        trouble(unit, event.id)

    async def again(event: Event) -> None:
        while True:
            try:
                return await wrap_future(store.write(lambda unit: take(unit, event, MORNING)))
            except StorageError:
                await asyncio.sleep(0)

    return Inflow(store, SystemClock(ZONE), take, lambda: None, again)


def stored(store: Store) -> list[str]:
    with store.read() as unit:
        rows = unit.audit.between(dt.datetime(2020, 1, 1, tzinfo=ZONE), dt.datetime(2100, 1, 1, tzinfo=ZONE))
        return [row.who for row in rows]


async def all_of(store: Store, count: int, trouble: Trouble) -> None:
    await asyncio.wait_for(inflow(store, trouble).take_all(events(count)), 60)
    assert stored(store) == [f"m{n}" for n in range(count)]


async def test_the_next_does_not_wait_for_the_commit_of_the_first() -> None:
    begun = threading.Semaphore(0)

    def first_waits(unit: Unit, id: str) -> None:
        if id == "m0":
            assert all(begun.acquire(timeout=20) for _ in range(MOST - 1))

    async def told() -> AsyncIterator[Event]:
        async for event in events(MOST):
            yield event
            begun.release()

    with Store.open("sqlite://") as store:
        await asyncio.wait_for(inflow(store, first_waits).take_all(told()), 60)
        assert len(stored(store)) == MOST


async def test_no_more_than_so_many_are_in_flight() -> None:
    told: list[int] = []

    async def counted() -> AsyncIterator[Event]:
        async for event in events(MOST * 3):
            told.append(1)
            yield event

    def waits(unit: Unit, id: str) -> None:
        if id == "m0":
            assert released.wait(20)

    released = threading.Event()
    with Store.open("sqlite://") as store:
        taking = asyncio.create_task(inflow(store, waits).take_all(counted()))
        while len(told) < MOST:
            await asyncio.sleep(0.001)
        for _ in range(100):
            await asyncio.sleep(0)
        assert len(told) <= MOST + 1
        released.set()
        await asyncio.wait_for(taking, 60)


@pytest.mark.parametrize("seed", range(6))
def test_jobs_that_fail_at_random_do_not_change_the_order(seed: int) -> None:
    """Some only fail themselves, some take the whole transaction with them, as a full disk does."""
    dice = random.Random(seed)

    def fails(unit: Unit, id: str) -> None:
        roll = dice.random()
        if roll < 0.02:
            unit.connection.exec_driver_sql("ROLLBACK")
        if roll < 0.1:
            raise OperationalError("", {}, Exception("no room"))

    with Store.open("sqlite://") as store:
        asyncio.run(all_of(store, 400, fails))


async def test_a_broken_commit_is_noticed_before_the_next_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open("sqlite://") as store:
        assert store._writer is not None
        commit, times = store._writer._commit, iter(range(1000))

        def sometimes(batch):  # type: ignore[no-untyped-def]
            outcomes = commit(batch)
            if next(times) % 3 == 1:
                # as when the line is cut after the commit: it is stored, and nobody knows
                raise StorageError("cut")
            return outcomes

        monkeypatch.setattr(store._writer, "_commit", sometimes)
        await all_of(store, 300, no_trouble)


async def test_a_job_that_was_told_to_end_was_taken_again() -> None:
    class ToldToEnd(BaseException):
        pass

    tried: list[str] = []

    def ends(unit: Unit, id: str) -> None:
        tried.append(id)
        if id == "m1":
            raise ToldToEnd

    async def then_nothing_happens() -> AsyncIterator[Event]:
        async for event in events(3):
            yield event
        await asyncio.Event().wait()

    with Store.open("sqlite://") as store:
        with pytest.raises(ToldToEnd):
            await asyncio.wait_for(inflow(store, ends).take_all(then_nothing_happens()), 20)
        assert tried == ["m0", "m1"] and stored(store) == ["m0"]


async def test_a_source_that_fails_says_so_itself() -> None:
    async def fails() -> AsyncIterator[Event]:
        async for event in events(3):
            yield event
        raise OSError("gone")

    with Store.open("sqlite://") as store, pytest.raises(OSError, match="gone"):
        await asyncio.wait_for(inflow(store, no_trouble).take_all(fails()), 20)


def test_a_wake_up_that_a_closed_loop_never_heard_left_the_next_one_asleep() -> None:
    may_go_on = {"m0": threading.Event(), "m1": threading.Event()}

    def waits(unit: Unit, id: str) -> None:
        assert may_go_on[id].wait(20)

    async def breaks_off() -> AsyncIterator[Event]:
        yield Incoming("m0", None, "wx-a", "", "", MORNING)
        raise OSError("gone")

    async def later() -> AsyncIterator[Event]:
        yield Incoming("m1", None, "wx-a", "", "", MORNING)
        # by now it is waited for
        await asyncio.sleep(0.05)
        may_go_on["m1"].set()

    with Store.open("sqlite://") as store:
        flow = inflow(store, waits)
        with pytest.raises(OSError, match="gone"):
            asyncio.run(flow.take_all(breaks_off()))
        may_go_on["m0"].set()
        # the writer does jobs in their order, and tells of them in it
        store.write(lambda unit: None).result(20)
        asyncio.run(asyncio.wait_for(flow.take_all(later()), 20))
        assert stored(store) == ["m0", "m1"]


async def test_after_a_stop_nothing_more_is_taken_and_the_source_stays_open() -> None:
    closed = False

    async def endless() -> AsyncIterator[Event]:
        nonlocal closed
        try:
            async for event in events(1_000_000):
                yield event
        finally:
            closed = True

    with Store.open("sqlite://") as store:
        flow = inflow(store, no_trouble)
        taking = asyncio.create_task(flow.take_all(endless()))
        while not stored(store):
            await asyncio.sleep(0.001)
        await asyncio.wait_for(flow.stop(), 20)
        kept = stored(store)
        assert not closed and kept == [f"m{n}" for n in range(len(kept))]
        for _ in range(200):
            await asyncio.sleep(0)
        assert stored(store) == kept and not taking.done()
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)
        assert closed
