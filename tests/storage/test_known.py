"""What is kept between the jobs of a writer is never older than the database."""

import datetime as dt

import pytest

from storage.store import Store
from storage.unit import Unit
from tests.postgres import postgres, postgres_url, url  # noqa: F401

AT = dt.datetime(2026, 11, 28, 8, tzinfo=dt.UTC)


def _name(unit: Unit, member_id: int) -> str:
    return unit.members.get(member_id).name


def test_a_change_is_seen_by_the_next_job(url: str) -> None:  # noqa: F811
    with Store.open(url) as store:
        member = store.write(lambda unit: unit.members.add(name="陆秀芳", imported_at=AT)).result()
        assert store.write(lambda unit: _name(unit, member.id)).result() == "陆秀芳"
        store.write(lambda unit: unit.members.change(member.id, name="陆芳")).result()
        assert store.write(lambda unit: (_name(unit, member.id), unit.members.names())).result() == (
            "陆芳",
            frozenset({"陆芳"}),
        )


def test_what_was_taken_back_is_not_known(url: str) -> None:  # noqa: F811
    def bind_and_fail(unit: Unit) -> None:
        unit.identities.bind("wx", 1, how="alias", reachable=True, at=AT)
        assert unit.identities.of("wx") is not None
        raise KeyError

    def savepoint(unit: Unit) -> bool:
        with pytest.raises(KeyError), unit.savepoint():
            bind_and_fail(unit)
        return unit.identities.of("wx") is None

    with Store.open(url) as store:
        with pytest.raises(KeyError):
            store.write(bind_and_fail).result()
        assert store.write(lambda unit: unit.identities.of("wx")).result() is None
        assert store.write(savepoint).result()


def test_another_process_on_the_same_server_is_noticed(postgres_url: str) -> None:  # noqa: F811
    with Store.open(postgres_url) as one, Store.open(postgres_url) as other:
        assert one.write(lambda unit: unit.identities.of("wx")).result() is None
        other.write(lambda unit: unit.identities.bind("wx", 7, how="alias", reachable=True, at=AT)).result()
        found = one.write(lambda unit: unit.identities.of("wx")).result()
        assert found is not None and found.member_id == 7
