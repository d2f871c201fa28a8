"""The writer: order, one commit for many, and nobody hears of success before it is on disk."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from storage.errors import StorageError
from storage.store import Store
from storage.tables import Sequence
from storage.unit import Unit
from storage.writer import BATCH
from tests.postgres import ask

NUMBERS: Any = Sequence.__table__  # type: ignore[attr-defined]


def put(name: str) -> Callable[[Unit], str]:
    def work(unit: Unit) -> str:
        unit.connection.execute(insert(NUMBERS).values(committee=unit.committee, name=name, value=1))
        return name

    return work


def names(store: Store) -> set[str]:
    with store.read() as unit:
        return set(unit.connection.scalars(select(NUMBERS.c.name)))


def held(store: Store) -> tuple[threading.Event, "Future[None]"]:
    """A job that keeps the writer busy until the event is set, so that others queue up behind it."""
    begun, go = threading.Event(), threading.Event()

    def work(_unit: Unit) -> None:
        begun.set()
        go.wait(10)

    future = store.write(work)
    assert begun.wait(10)
    return go, future


def test_a_job_gives_back_its_value(store: Store) -> None:
    assert store.write(put("张三")).result(10) == "张三"
    assert names(store) == {"张三"}


def test_jobs_run_in_the_order_they_came(store: Store) -> None:
    seen: list[int] = []
    go, _ = held(store)
    futures = [store.write(lambda _unit, number=number: seen.append(number)) for number in range(50)]  # type: ignore[misc]
    go.set()
    wait(futures, 10)
    assert seen == list(range(50))


def test_what_queued_up_is_committed_together_but_never_more_than_a_batch(store: Store) -> None:
    commits: list[int] = []
    engine = store._writer._engine  # type: ignore[union-attr]
    event.listen(engine, "commit", lambda _connection: commits.append(1))
    go, _ = held(store)
    futures = [store.write(put(f"{number}")) for number in range(BATCH + 10)]
    go.set()
    wait(futures, 10)
    assert all(future.exception() is None for future in futures)
    assert len(names(store)) == BATCH + 10
    # The one that held the others up, then a full batch, then the rest.
    assert len(commits) == 3


def test_nobody_hears_of_success_before_the_commit(store: Store) -> None:
    committed = threading.Event()
    event.listen(store._writer._engine, "commit", lambda _connection: committed.set())  # type: ignore[union-attr]
    heard: list[bool] = []
    future = store.write(put("a"))
    future.add_done_callback(lambda _future: heard.append(committed.is_set()))
    future.result(10)
    store.close()
    assert heard == [True]


def test_a_job_that_raises_takes_back_only_its_own_work(store: Store) -> None:
    def fails(unit: Unit) -> None:
        put("lost")(unit)
        raise ValueError("人数不对")

    go, _ = held(store)
    before, failed, after = store.write(put("before")), store.write(fails), store.write(put("after"))
    go.set()
    assert (before.result(10), after.result(10)) == ("before", "after")
    with pytest.raises(ValueError, match="人数不对"):
        failed.result(10)
    assert names(store) == {"before", "after"}


def test_a_broken_unique_key_stays_an_error_of_the_job(store: Store) -> None:
    go, _ = held(store)
    first, again, other = store.write(put("a")), store.write(put("a")), store.write(put("b"))
    go.set()
    assert isinstance(again.exception(10), IntegrityError)
    assert (first.result(10), other.result(10)) == ("a", "b")


def test_a_job_that_swallows_a_failed_statement_does_not_harm_the_others(store: Store) -> None:
    def swallows(unit: Unit) -> str:
        put("swallowed")(unit)
        try:
            unit.connection.execute(text("SELECT nonsense FROM nowhere"))
        except Exception:
            return "went on"
        return ""

    go, _ = held(store)
    futures = [store.write(put("a")), store.write(swallows), store.write(put("b"))]
    go.set()
    wait(futures, 10)
    # SQLite lets a transaction go on after a failed statement, PostgreSQL does not.
    survived = {"swallowed"} if futures[1].exception() is None else set()
    assert names(store) == {"a", "b"} | survived


def test_a_savepoint_inside_a_job(store: Store) -> None:
    def work(unit: Unit) -> None:
        put("kept")(unit)
        with pytest.raises(ValueError), unit.savepoint():
            put("undone")(unit)
            raise ValueError

    store.write(work).result(10)
    assert names(store) == {"kept"}


def test_a_job_that_ends_the_transaction_itself_fails_and_the_writer_lives(store: Store) -> None:
    bad = store.write(lambda unit: unit.connection.rollback())
    assert isinstance(bad.exception(10), StorageError)
    assert store.write(put("later")).result(10) == "later"


def test_a_commit_that_fails_fails_the_whole_batch_and_the_next_one_succeeds(store: Store) -> None:
    engine = store._writer._engine  # type: ignore[union-attr]

    def broken(_connection: object) -> None:
        raise OSError("no space left")

    go, holding = held(store)
    event.listen(engine, "commit", broken)
    futures: list[Future[Any]] = [store.write(put("a")), store.write(put("b"))]
    go.set()
    wait([holding, *futures], 10)
    event.remove(engine, "commit", broken)
    assert all(isinstance(future.exception(), StorageError) for future in [holding, *futures])
    assert store.place in str(futures[0].exception())
    assert store.write(put("c")).result(10) == "c"
    assert names(store) == {"c"}


def test_a_job_that_was_cancelled_in_the_queue_is_not_done(store: Store) -> None:
    go, _ = held(store)
    unwanted, wanted = store.write(put("unwanted")), store.write(put("wanted"))
    assert unwanted.cancel()
    go.set()
    wanted.result(10)
    assert names(store) == {"wanted"}


def test_closing_commits_what_is_queued(url: str) -> None:
    store = Store.open(url)
    go, _ = held(store)
    futures = [store.write(put(f"{number}")) for number in range(20)]
    go.set()
    store.close()
    assert all(future.done() for future in futures)
    with Store.open(url) as again:
        assert len(names(again)) == 20


def test_after_closing_there_is_one_clear_sentence(url: str) -> None:
    store = Store.open(url)
    store.close()
    store.close()
    with pytest.raises(StorageError, match="已经关闭"):
        store.write(put("late"))
    with pytest.raises(StorageError, match="已经关闭"), store.read():
        pass


def test_many_threads_at_once(store: Store) -> None:
    def send(sender: int) -> None:
        for number in range(10):
            store.write(put(f"{sender}-{number}")).result(30)

    threads = [threading.Thread(target=send, args=(sender,)) for sender in range(42)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with store.read() as unit:
        assert unit.connection.scalar(select(func.count()).select_from(NUMBERS)) == 420


@pytest.mark.postgres
def test_a_dead_connection_is_replaced(postgres: str, postgres_url: str) -> None:
    with Store.open(postgres_url) as store:
        store.write(put("a")).result(10)
        with store.read() as unit:
            unit.connection.execute(text("SELECT 1"))
        ask(
            postgres,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{store.url.database}' AND pid <> pg_backend_pid()",
        )
        assert store.write(put("b")).result(10) == "b"
        assert names(store) == {"a", "b"}


@pytest.mark.postgres
def test_a_connection_cut_in_the_middle_of_a_batch_fails_that_batch_only(postgres_url: str) -> None:
    def cut(unit: Unit) -> None:
        unit.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with Store.open(postgres_url) as store:
        go, _ = held(store)
        futures: list[Future[Any]] = [store.write(job) for job in (put("a"), cut, put("b"))]
        go.set()
        wait(futures, 10)
        assert all(isinstance(future.exception(), StorageError) for future in futures)
        assert store.write(put("c")).result(10) == "c"
        assert names(store) == {"c"}
