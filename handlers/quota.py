"""How many 人次 a year asks of a member, and how many by now (DOMAIN §5). Whole numbers only, rounded up."""

import datetime as dt
from collections.abc import Collection

MONTHS = range(1, 13)


def quota(year: int, base: int, joined: dt.date | None, exempt_months: Collection[int] = ()) -> int:
    """人次 asked in `year`: ceil(`base` · active months / 12).

    Active are the months from the joining month on (all twelve when the member joined earlier or nobody knows
    when, none when later) without the exempt ones, given as 1–12 of that year.
    """
    return _ceil(base * len(_active(year, joined, exempt_months)), 12)


def expected(
    quota: int, year: int, month: int, joined: dt.date | None = None, exempt_months: Collection[int] = ()
) -> int:
    """人次 due by the end of `month` (0 = the year has not begun, 12 = it is over) of a year's `quota`."""
    active = _active(year, joined, exempt_months)
    if not active:
        return 0
    return _ceil(quota * sum(m <= month for m in active), len(active))


def month_of(year: int, as_of: dt.date) -> int:
    """The month of `year` that counts on `as_of`: 0 before that year, 12 after it."""
    if as_of.year != year:
        return 0 if as_of.year < year else 12
    return as_of.month


def _active(year: int, joined: dt.date | None, exempt_months: Collection[int]) -> list[int]:
    first = 1 if joined is None or joined.year < year else 13 if joined.year > year else joined.month
    return [month for month in MONTHS if month >= first and month not in exempt_months]


def _ceil(number: int, by: int) -> int:
    return -(-number // by)
