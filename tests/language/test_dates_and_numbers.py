"""Days in the past tense of a work log, and numbers as people write them."""

from datetime import date

import pytest

from handlers.language.dates import find_day
from handlers.language.normalize import normalize
from handlers.language.numbers import read_number

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("昨晚", "2026-11-24", None), ("大前天", "2026-11-22", None), ("周三", "2026-11-25", None),
        ("周四", "2026-11-19", None), ("上周四", "2026-11-19", None), ("上个礼拜四", "2026-11-19", None),
        ("这周二", "2026-11-24", None), ("礼拜天", "2026-11-22", None), ("上上周五", "2026-11-13", None),
        ("11.20", "2026-11-20", None), ("11/20", "2026-11-20", None), ("１１月２０號", "2026-11-20", None),
        ("20号", "2026-11-20", None), ("30号", "2026-10-30", None), ("12月30日", "2025-12-30", None),
        ("去年12月30日", "2025-12-30", None), ("上月20日", "2026-10-20", None), ("四月七日", "2026-04-07", None),
        ("廿三号", "2026-11-23", None), ("2026-7-8", "2026-07-08", None), ("26年3月4日", "2026-03-04", None),
        ("3天前", "2026-11-22", None), ("2月29日", "2024-02-29", None),
        ("9月1日至3日", "2026-09-01", "2026-09-03"), ("10月28日—30日", "2026-10-28", "2026-10-30"),
        ("2月5日至2月7日", "2026-02-05", "2026-02-07"), ("3-5日", "2026-11-03", "2026-11-05"),
        ("2.28-3.1山里", "2026-02-28", "2026-03-01"), ("8.25-8.27", "2026-08-25", "2026-08-27"),
        ("十八日", "2026-11-18", None), ("元月8日", "2026-01-08", None), ("20日前往", "2026-11-20", None),
        ("十月二十四至二十六在", "2026-10-24", "2026-10-26"), ("周一至周三", "2026-11-23", "2026-11-25"),
    ],
)  # fmt: skip
def test_a_day_is_found(said: str, first: str, last: str | None) -> None:
    found = find_day(normalize(said), WEDNESDAY)
    assert found is not None
    assert (found[0].isoformat(), found[1] and found[1].isoformat()) == (first, last)


@pytest.mark.parametrize(
    "said",
    "30/120页 1.5小时 9.30-10.15 P12-20 7.10-7.40 三日内 20日前交 2.30 "
    "3号楼 路46号 第12号 每周三 下周三 明天 一周二次 3月5户 13月1日".split(),
)
def test_no_day_where_none_is_named(said: str) -> None:
    assert find_day(normalize(said), WEDNESDAY) is None


@pytest.mark.parametrize(
    ("said", "value", "approx"),
    [
        ("12", 12, False), ("十几", 10, True), ("二三十", 20, True), ("一百二", 120, False), ("上百", 100, True),
        ("几十", None, True), ("一百多", 100, True), ("三十二", 32, False), ("三万五", 35000, False), ("七八", 7, True),
        ("十二三", 12, True), ("两三百", 200, True), ("叁", 3, False), ("约30", 30, True), ("廿三", 23, False),
        ("若干", None, True), ("40+", 40, True), ("一百零五", 105, False), ("仨", 3, False),
    ],
)  # fmt: skip
def test_a_number_is_read(said: str, value: int | None, approx: bool) -> None:
    assert read_number(normalize(said)) == (value, approx)
