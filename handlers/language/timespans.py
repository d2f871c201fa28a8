"""Spans of time as people ask for them: 上周, 本月, 去年十二月第一周, 从3月到现在, 近30天, 今天下午.

Commands use it (我的记录 上周). A record's own day is `dates`' business: there 上周 alone is the day of sending.
Conventions: weeks begin on Monday; a month without a year is the latest that has begun; half-days name the day.
"""

from collections.abc import Callable
from datetime import date, timedelta

from handlers.language.dates import find_day
from handlers.language.normalize import normalize
from handlers.language.span_months import Timespan, back, month_of, year_month
from handlers.language.span_words import (
    AGO,
    BEFORE,
    DOM,
    HALF,
    HALF_DAY,
    LAST,
    NOW,
    SINCE,
    TO,
    TOGETHER,
    WEEK,
    clock_follows,
    number,
)

LONGEST = 120


def read_timespan(text: str, today: date) -> Timespan | None:
    """The first span of time that the text names; None when it names none."""
    plain = normalize(text)[:LONGEST]
    # people put blanks between the characters: 近 三 年
    places = [i for i, character in enumerate(plain) if not character.isspace() or _between_digits(plain, i)]
    squeezed = "".join(plain[i] for i in places)
    for at in range(len(squeezed)):
        found = _from(squeezed, at, today)
        if found is not None:
            return found._replace(start=places[found.start], stop=places[found.stop - 1] + 1)
    return None


def _between_digits(text: str, at: int) -> bool:
    """The blank of 2026-11-29 18:59 keeps two numbers apart."""
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _from(text: str, at: int, today: date) -> Timespan | None:
    """A point, a range of two points, or what has lasted since a point."""
    point = _point(text, at, today)
    if point is None:
        return (clock_follows(text, at) and _clock_range(text, at, today)) or None
    joined = TO.match(text, point.stop)
    if joined:
        end = _bare_end(text, joined.end(), point) or _point(text, joined.end(), today, point)
        if end is not None and end.last >= point.first:
            return Timespan(point.first, end.last, point.start, end.stop)
    since = SINCE.match(text, point.stop)
    return point._replace(last=max(point.last, today), stop=since.end()) if since else point


def _clock_range(text: str, at: int, today: date) -> Timespan | None:
    """2点-明天4点: a clock time alone is no day, before another day's it is today's."""
    begin = clock_follows(text, at)
    joined = TO.match(text, begin.end()) if begin else None
    end = _point(text, joined.end(), today) if joined else None
    return Timespan(today, max(end.last, today), at, end.stop) if end else None


def _point(text: str, at: int, today: date, base: Timespan | None = None) -> Timespan | None:
    for read in _READERS:
        found = read(text, at, today, base)
        if found is not None:
            return _shifted(text, _with_clock(text, found))
    return None


def _with_clock(text: str, point: Timespan) -> Timespan:
    half = HALF_DAY.match(text, point.stop)
    stop = half.end() if half else point.stop
    clock = clock_follows(text, stop)
    return point._replace(stop=clock.end() if clock else stop)


def _shifted(text: str, point: Timespan) -> Timespan:
    """2月13号31天前, 明天的一个月以前."""
    before = BEFORE.match(text, point.stop)
    if before is None:
        return point
    day = back(point.first, number(before["n"]) or 0, before["unit"])
    return Timespan(day, day, point.start, before.end())


def _ago(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """3天前, 2星期前, 一年前的今天."""
    match = AGO.match(text, at)
    n = number(match["n"]) if match else None
    if match is None or n is None:
        return None
    day = back(today, n, match["unit"])
    return Timespan(day, day, at, match.end())


def _last(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """近30天 and 三天以来 roll up to today; 上两周, 前两个月 are whole weeks and months before this one."""
    match = LAST.match(text, at)
    n = number(match["n"] or match["m"]) if match else None
    if match is None or not n:
        return None  # 前0周
    if match["since"]:
        return Timespan(back(today, n + bool(match["half"]), match["since"]), today, at, match.end())
    unit = match["unit"]
    if match["rolling"]:
        return Timespan(back(today, n, unit), today, at, match.end())
    if unit in ("天", "日"):
        first, last = today - timedelta(days=n), today - timedelta(days=1)
    elif unit in ("周", "星期", "礼拜"):
        monday = today - timedelta(days=today.weekday())
        first, last = monday - timedelta(days=7 * n), monday - timedelta(days=1)
    elif unit == "年":
        first, last = date(today.year - n, 1, 1), date(today.year - 1, 12, 31)
    else:
        last = today.replace(day=1) - timedelta(days=1)
        first = back(today.replace(day=1), n, unit)
    return Timespan(first, last, at, match.end())


def _half(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """上半月, 前半年."""
    match = HALF.match(text, at)
    if match is None:
        return None
    whole = month_of(today) if match["unit"] == "月" else (date(today.year, 1, 1), date(today.year, 12, 31))
    middle = whole[0].replace(day=15) if match["unit"] == "月" else whole[0].replace(month=6, day=30)
    early = match["which"] in "上前"
    first, last = (whole[0], middle) if early else (middle + timedelta(days=1), whole[1])
    return Timespan(first, last, at, match.end())


def _together(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """今明两天, 今明两年."""
    match = TOGETHER.match(text, at)
    if match is None:
        return None
    more = len(match["days"]) - 1
    if match["unit"] == "年":
        return Timespan(date(today.year, 1, 1), date(today.year + more, 12, 31), at, match.end())
    return Timespan(today, today + timedelta(days=more), at, match.end())


def _week(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """上周, 本周二: a week is whole unless a weekday is named."""
    match = WEEK.match(text, at)
    if match is None:
        return None
    which = match["which"]
    steps = -which.count("上") + which.count("下")
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * steps)
    if match["wday"] is None:
        return Timespan(monday, monday + timedelta(days=6), at, match.end())
    day = monday + timedelta(days="一二三四五六日".index(match["wday"].replace("天", "日")))
    return Timespan(day, day, at, match.end())


def _day(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """A day as a record names it."""
    found = find_day(text[at : at + 24], today)
    if found is None or found[2] != 0:
        return None
    return Timespan(found[0], found[1] or found[0], at, at + found[3])


def _half_day(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """下午三点, 当晚, 本日, 现在: today; 次日: the day after the one before it."""
    match = NOW.match(text, at)
    if match is None:
        return None
    day = base.last + timedelta(days=1) if match["next"] and base else base.last if base else today
    if match[0] == "现在":
        day = today
    if match["ahead"]:
        day = today + timedelta(days={"明": 1, "后": 2, "前": -2, "昨": -1}[match["ahead"]])
    return Timespan(day, day, at, match.end())


def _bare_end(text: str, at: int, point: Timespan) -> Timespan | None:
    """…到6点, …到9号 of the same month."""
    clock = clock_follows(text, at)
    if clock:
        return Timespan(point.last, point.last, at, clock.end())
    match = DOM.match(text, at)
    dom = number(match["dom"]) if match else None
    if match is None or dom is None or not point.last.day < dom <= month_of(point.last)[1].day:
        return None
    return Timespan(point.last.replace(day=dom), point.last.replace(day=dom), at, match.end())


_Reader = Callable[[str, int, date, Timespan | None], Timespan | None]
_READERS: tuple[_Reader, ...] = (_together, _last, _half, _ago, _week, year_month, _half_day, _day)
