"""Spans of time as people ask for them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.timespans import read_timespan

TODAY = dt.date(2026, 11, 20)  # a Friday

SPANS = {
    "11月": ("2026-11-01", "2026-11-30"),
    "12月": ("2025-12-01", "2025-12-31"),
    "本月": ("2026-11-01", "2026-11-30"),
    "上个月": ("2026-10-01", "2026-10-31"),
    "上周": ("2026-11-09", "2026-11-15"),
    "这周": ("2026-11-16", "2026-11-22"),
    "上周三": ("2026-11-11", "2026-11-11"),
    "去年": ("2025-01-01", "2025-12-31"),
    "去年12月": ("2025-12-01", "2025-12-31"),
    "今年上半年": ("2026-01-01", "2026-06-30"),
    "上半月": ("2026-11-01", "2026-11-15"),
    "10月第一周": ("2026-10-05", "2026-10-11"),
    "9月底": ("2026-09-24", "2026-09-30"),
    "近30天": ("2026-10-21", "2026-11-20"),
    "前两个月": ("2026-09-01", "2026-10-31"),
    "上两周": ("2026-11-02", "2026-11-15"),
    "3天前": ("2026-11-17", "2026-11-17"),
    "两星期前": ("2026-11-06", "2026-11-06"),
    "从9月到现在": ("2026-09-01", "2026-11-20"),
    "3月到5月": ("2026-03-01", "2026-05-31"),
    "11月3日到9日": ("2026-11-03", "2026-11-09"),
    "去年11月到今年2月": ("2025-11-01", "2026-02-28"),
    "今天下午": ("2026-11-20", "2026-11-20"),
    "昨天": ("2026-11-19", "2026-11-19"),
    "２０２６年３月": ("2026-03-01", "2026-03-31"),
    "二〇二五年八月": ("2025-08-01", "2025-08-31"),
    "去年的今天": ("2025-11-20", "2025-11-20"),
    "2月29日": ("2024-02-29", "2024-02-29"),
}


@pytest.mark.parametrize(("said", "span"), SPANS.items())
def test_a_span(said: str, span: tuple[str, str]) -> None:
    for text in (said, f"我的记录 {said}", f"{said}的记录"):
        found = read_timespan(text, TODAY)
        assert found is not None
        assert (found.first.isoformat(), found.last.isoformat()) == span


@pytest.mark.parametrize(
    "said", ["", "五角大楼", "12345", "一日之计在于晨", "二十点六", "13月", "第三卷", "百年大计", "走访5户"]
)
def test_no_span(said: str) -> None:
    assert read_timespan(said, TODAY) is None


@given(
    st.text(alphabet="上下本这近前去今明年月周日天号底初第一二三十0123456789到至-半后.: ", max_size=40),
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
)
def test_whatever_is_said_a_span_is_in_order_and_in_the_text(said: str, today: dt.date) -> None:
    found = read_timespan(said, today)
    if found is not None:
        assert found.first <= found.last
        assert 0 <= found.start < found.stop <= len(said)


def test_no_weeks_before_this_one_are_no_span() -> None:
    assert read_timespan("前0周", dt.date(2000, 1, 1)) is None
