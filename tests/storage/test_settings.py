"""What an installation knows by itself, on both databases."""

import datetime as dt

import pytest

from storage.store import Store

NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def test_a_setting_is_kept_changed_and_dropped(store: Store) -> None:
    with store.read() as unit:
        assert unit.settings.get("self_id") is None and unit.settings.owners() == ()
    for value in ("a", "b"):
        store.write(lambda unit, value=value: unit.settings.put("self_id", value)).result()  # type: ignore[misc]
        with store.read() as unit:
            assert unit.settings.get("self_id") == value
    store.write(lambda unit: unit.settings.drop("self_id")).result()
    with store.read() as unit:
        assert unit.settings.get("self_id") is None


def test_owners_are_kept_in_order_and_once(store: Store) -> None:
    store.write(lambda unit: unit.settings.set_owners(["wx-b", "@a", "wx-b"])).result()
    with store.read() as unit:
        assert unit.settings.owners() == ("wx-b", "@a")


def test_what_a_job_that_failed_has_set_is_not_known_to_the_next(store: Store) -> None:
    def fails(unit):  # type: ignore[no-untyped-def]
        unit.settings.set_owners(["wx-x"])
        raise ValueError

    with pytest.raises(ValueError):
        store.write(fails).result()
    assert store.write(lambda unit: unit.settings.owners()).result() == ()


def test_contacts_of_one_login_are_forgotten_and_no_others(store: Store) -> None:
    def bind(unit):  # type: ignore[no-untyped-def]
        for contact in ("@1", "@@2", "wx-@3"):
            unit.identities.bind(contact, 1, how="alias", reachable=True, at=NOW)

    store.write(bind).result()
    assert store.write(lambda unit: unit.identities.unbind_passing()).result() == 2
    with store.read() as unit:
        assert [identity.contact for identity in unit.identities.contacts_of(1)] == ["wx-@3"]
