"""Spans, deadlines and months in commands, said on Tuesday, 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.periods import read_due, read_month, read_period

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("11.20-12.10", "2026-11-20", "2026-12-10"),
        ("《乡土中国》 11.20-12.10", "2026-11-20", "2026-12-10"),
        ("11月20日至12月10日", "2026-11-20", "2026-12-10"),
        ("11/20~12/10", "2026-11-20", "2026-12-10"),
        ("2026.11.20-2027.1.10", "2026-11-20", "2027-01-10"),
        ("2026-11-20至2026-12-10", "2026-11-20", "2026-12-10"),
        ("12月20日-1月10日", "2026-12-20", "2027-01-10"),
        ("1.5-2.10", "2027-01-05", "2027-02-10"),
        ("10.1-10.7", "2026-10-01", "2026-10-07"),
        ("11月20-30日", "2026-11-20", "2026-11-30"),
        ("十一月二十日到十二月十日", "2026-11-20", "2026-12-10"),
        ("明年1月1日-3月1日", "2027-01-01", "2027-03-01"),
        ("11月到2月", "2026-11-01", "2027-02-28"),
        ("2027年1月-3月", "2027-01-01", "2027-03-31"),
        ("豁免 3-6月", "2027-03-01", "2027-06-30"),
    ],
)
def test_a_period(said: str, first: str, last: str) -> None:
    assert read_period(said, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_period_over_the_years_end_said_in_january() -> None:
    assert read_period("12.20-1.10", date(2027, 1, 3)) == (date(2026, 12, 20), date(2027, 1, 10))


@pytest.mark.parametrize("said", ["", "P30-45", "6:30-7:00", "13.1-14.2", "2.30-3.1", "2027.3.1-2027.2.1", "下周"])
def test_no_period(said: str) -> None:
    assert read_period(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "day", "words"),
    [
        ("住建局 12月10日前", "2026-12-10", "12月10日前"),
        ("12.10", "2026-12-10", "12.10"),
        ("11月20日", "2027-11-20", "11月20日"),
        ("十二月十日前", "2026-12-10", "十二月十日前"),
        ("月底前", "2026-11-30", "月底前"),
        ("下月底", "2026-12-31", "下月底"),
        ("年底前", "2026-12-31", "年底前"),
        ("下周五前", "2026-12-04", "下周五前"),
        ("周五", "2026-11-27", "周五"),
        ("周一", "2026-11-30", "周一"),
        ("3天内", "2026-11-27", "3天内"),
        ("3-5天内", "2026-11-29", "5天内"),
        ("两周内", "2026-12-08", "两周内"),
        ("一个月内", "2026-12-24", "一个月内"),
        ("5个工作日内", "2026-12-01", "5个工作日内"),
        ("10号前", "2026-12-10", "10号前"),
        ("30号", "2026-11-30", "30号"),
        ("明天", "2026-11-25", "明天"),
        ("2.29", "2028-02-29", "2.29"),
    ],
)
def test_a_deadline(said: str, day: str, words: str) -> None:
    found = read_due(said, TODAY)
    assert found is not None
    assert (found[0].isoformat(), said[found[1] : found[2]]) == (day, words)


@pytest.mark.parametrize("said", ["", "住建局", "#12", "2026年11月20日前", "2.30"])
def test_no_deadline(said: str) -> None:
    assert read_due(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("我的记录 11月", (2026, 11)),
        ("12月", (2025, 12)),
        ("上月", (2026, 10)),
        ("上个月", (2026, 10)),
        ("本月", (2026, 11)),
        ("2026年3月", (2026, 3)),
        ("统计 2026-03", (2026, 3)),
        ("2026.3", (2026, 3)),
        ("去年12月", (2025, 12)),
        ("十月份", (2026, 10)),
    ],
)
def test_a_month(said: str, month: tuple[int, int]) -> None:
    assert read_month(said, TODAY) == month


def test_a_month_that_lies_ahead() -> None:
    assert read_month("服务月 教育界 12月", TODAY, nearest=True) == (2026, 12)
    assert read_month("服务月 教育界 4月", TODAY, nearest=True) == (2027, 4)


@pytest.mark.parametrize("said", ["", "统计 月", "11月20日", "13月"])
def test_no_month(said: str) -> None:
    assert read_month(said, TODAY) is None


@given(
    st.text(alphabet="0123456789年月日号.-/~至到前内底周下本三天今明", max_size=40),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_any_text_is_read(said: str, today: date) -> None:
    period = read_period(said, today)
    assert period is None or period[0] <= period[1]
    due = read_due(said, today)
    assert due is None or due[0] >= today
    read_month(said, today)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-60, 60), st.integers(0, 60))
def test_a_written_period_near_today_comes_back(today: date, off: int, length: int) -> None:
    first = date.fromordinal(today.toordinal() + off)
    last = date.fromordinal(first.toordinal() + length)
    if (first.month, first.day) != (2, 29) and (last.month, last.day) != (2, 29):
        assert read_period(f"{first.month}.{first.day}-{last.month}.{last.day}", today) == (first, last)
