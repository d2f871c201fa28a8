"""On which day a reminder that is due on the 25th goes out, and when a service month is announced."""

import datetime as dt
import logging

import pytest

from bot.config import Config
from bot.workdays import Workdays


@pytest.mark.parametrize(
    ("due", "sent", "why"),
    [
        ("2026-01-25", "2026-01-23", "星期日"),
        ("2026-09-25", "2026-09-24", "中秋"),
        ("2026-03-25", "2026-03-25", "星期三"),
        ("2026-10-05", "2026-09-30", "国庆"),
        ("2026-10-10", "2026-10-10", "调休上班的星期六"),
    ],
)
def test_the_workday_on_or_before(due: str, sent: str, why: str) -> None:
    assert Workdays().workday_on_or_before(dt.date.fromisoformat(due)) == dt.date.fromisoformat(sent), why


def test_the_first_workday_of_a_month() -> None:
    days = Workdays()
    assert days.first_workday(2026, 1) == dt.date(2026, 1, 4)
    assert days.first_workday(2026, 4) == dt.date(2026, 4, 1)
    assert days.first_workday(2026, 5) == dt.date(2026, 5, 6)


def test_the_office_knows_better() -> None:
    days = Workdays({dt.date(2026, 3, 25): False, dt.date(2026, 3, 21): True})
    assert not days.is_workday(dt.date(2026, 3, 25))
    assert days.is_workday(dt.date(2026, 3, 21))
    assert days.workday_on_or_before(dt.date(2026, 3, 25)) == dt.date(2026, 3, 24)


def test_the_settings_give_the_overrides() -> None:
    assert Workdays(Config().calendar.overrides).is_workday(dt.date(2026, 3, 25))


def test_a_year_without_a_list_goes_by_weekdays_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    days = Workdays({dt.date(2091, 1, 3): False})
    with caplog.at_level(logging.WARNING):
        # 2091-01-25 is a Thursday, 2091-02-25 a Sunday.
        assert days.workday_on_or_before(dt.date(2091, 1, 25)) == dt.date(2091, 1, 25)
        assert days.workday_on_or_before(dt.date(2091, 2, 25)) == dt.date(2091, 2, 23)
        assert not days.is_workday(dt.date(2091, 1, 3))
    assert [record.getMessage()[:15] for record in caplog.records] == ["没有2091年的放假安排,暂按"]


def test_the_turn_of_a_year_into_one_without_a_list() -> None:
    assert Workdays().workday_on_or_before(dt.date(2003, 1, 1)) == dt.date(2003, 1, 1)
