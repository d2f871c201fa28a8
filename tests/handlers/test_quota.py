"""The 20人次 of a year, month by month."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.quota import expected, month_of, quota

BASES = st.integers(0, 500)
YEARS = st.integers(2020, 2030)
JOINED = st.none() | st.dates(dt.date(2018, 1, 1), dt.date(2032, 12, 31))
EXEMPT = st.frozensets(st.integers(1, 12))


def test_twenty_a_year_month_by_month() -> None:
    due = [expected(20, 2026, month) for month in range(1, 13)]
    assert due == [2, 4, 5, 7, 9, 10, 12, 14, 15, 17, 19, 20]


@pytest.mark.parametrize(
    ("joined", "asked"),
    [
        (None, 20),
        ("2022-01-10", 20),
        ("2025-12-31", 20),
        ("2026-01-31", 20),
        ("2026-02-01", 19),
        ("2026-07-15", 10),
        ("2026-12-31", 2),
        ("2027-01-01", 0),
    ],
)
def test_who_joins_during_the_year_owes_the_months_that_are_left(joined: str | None, asked: int) -> None:
    assert quota(2026, 20, dt.date.fromisoformat(joined) if joined else None) == asked


def test_who_joins_in_july_is_asked_from_july_on() -> None:
    joined = dt.date(2026, 7, 15)
    assert [expected(10, 2026, month, joined) for month in range(5, 13)] == [0, 0, 2, 4, 5, 7, 9, 10]


def test_exempt_months_lower_the_quota_and_nothing_falls_due_in_them() -> None:
    exempt = {3, 4, 5, 6}
    assert quota(2026, 20, None, exempt) == 14
    assert [expected(14, 2026, month, None, exempt) for month in range(1, 8)] == [2, 4, 4, 4, 4, 4, 6]


def test_a_year_of_leave_asks_nothing() -> None:
    assert quota(2026, 20, None, range(1, 13)) == 0
    assert expected(0, 2026, 12, None, range(1, 13)) == 0


def test_who_is_behind() -> None:
    due = expected(20, 2026, 5)
    assert 8 < due <= 9


def test_the_month_that_counts() -> None:
    days = [dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 11, 20), dt.date(2027, 1, 3)]
    assert [month_of(2026, day) for day in days] == [0, 1, 11, 12]


@given(BASES, YEARS, JOINED, EXEMPT)
def test_expected_only_rises_and_ends_at_the_quota(
    base: int, year: int, joined: dt.date | None, exempt: frozenset[int]
) -> None:
    whole = quota(year, base, joined, exempt)
    due = [expected(whole, year, month, joined, exempt) for month in range(13)]
    assert due == sorted(due)
    assert due[0] == 0
    assert due[-1] == whole
    assert 0 <= whole <= base


@given(BASES, YEARS, JOINED, EXEMPT, st.integers(1, 12))
def test_one_more_exempt_month_never_asks_more(
    base: int, year: int, joined: dt.date | None, exempt: frozenset[int], month: int
) -> None:
    assert quota(year, base, joined, exempt | {month}) <= quota(year, base, joined, exempt)


@given(BASES, YEARS, JOINED, EXEMPT, st.integers(1, 12))
def test_who_has_done_the_quota_is_never_behind(
    base: int, year: int, joined: dt.date | None, exempt: frozenset[int], month: int
) -> None:
    whole = quota(year, base, joined, exempt)
    assert whole >= expected(whole, year, month, joined, exempt)
