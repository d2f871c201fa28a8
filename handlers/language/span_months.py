"""Years and months, and the parts of them: 2018年, 去年十二月第一周, 上个月9号, 3月底, 今年前五个月."""

from datetime import date, timedelta
from typing import NamedTuple

from handlers.language.span_words import MODIFIER, MONTH_DAY, YEAR_DAY, number

_DIGITS = "〇一二三四五六七八九"


class Timespan(NamedTuple):
    """The first and the last day, and where they stand in the text."""

    first: date
    last: date
    start: int
    stop: int


def back(day: date, n: int, unit: str) -> date:
    """That many days, weeks, months or years before; the last of a shorter month."""
    if unit in ("天", "日"):
        return day - timedelta(days=n)
    if unit in ("周", "星期", "礼拜"):
        return day - timedelta(days=7 * n)
    months = day.year * 12 + day.month - 1 - (n * 12 if unit == "年" else n)
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, month_of(first)[1].day))


def month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def year_month(text: str, at: int, today: date, base: Timespan | None) -> Timespan | None:
    """2018年, 去年十二月, 上个月9号, 3月, and what a modifier makes of them (底, 第一周, 前10天)."""
    match = MONTH_DAY.match(text, at) or YEAR_DAY.match(text, at)
    if match is None:
        return None
    said = match.groupdict()
    year = _year(said.get("year"), today)
    if said.get("year") and year is None:
        return None
    if said.get("month") is None and said.get("which") is None:
        span = (date(year or today.year, 1, 1), date(year or today.year, 12, 31))
    else:
        month = _month(said, year, today, base)
        if month is None:
            return None
        span = month_of(month)
        if said.get("dom"):
            dom = number(said["dom"])
            if month.month == 2 and dom == 29 and not said.get("year"):
                span = month_of(span[0].replace(year=_leap_year(span[0], today)))
            if dom is None or not 1 <= dom <= span[1].day:
                return None
            if month < today.replace(day=1) or said.get("year") or base or dom <= today.day:
                day = span[0].replace(day=dom)
            else:
                day = span[0].replace(year=span[0].year - 1, day=dom)
            span = (day, day)
    return _modified(text, Timespan(*span, at, match.end()), today)


def _leap_year(february: date, today: date) -> int:
    """The latest year whose 29 February is not after today."""
    years = range(today.year, today.year - 9, -1)
    return next(y for y in years if month_of(date(y, 2, 1))[1] <= today and month_of(date(y, 2, 1))[1].day == 29)


def _year(said: str | None, today: date) -> int | None:
    if not said:
        return None
    ahead = {"去": -1, "上": -1, "上一": -1, "前": -2, "今": 0, "本": 0, "这一": 0, "当": 0, "明": 1, "后": 2}
    if said in ahead:
        return today.year + ahead[said]
    digits = "".join(str(_DIGITS.index(c)) if c in _DIGITS else c for c in said.replace("零", "〇"))
    if not digits.isdigit():
        value = number(said)
        return value if value and 1900 <= value <= 2199 else None
    value = int(digits)
    if len(digits) == 2:
        # 98年 is of the last century, 26年 of this one
        return value + (2000 if value <= today.year % 100 + 5 else 1900)
    return value if 1900 <= value <= 2199 else None


def _month(said: dict[str, str | None], year: int | None, today: date, base: Timespan | None) -> date | None:
    which = said.get("which")
    if which is not None:
        steps = -which.count("上") + which.count("下")
        return back(today.replace(year=year or today.year, day=1), -steps, "月")
    month = number(said["month"] or "")
    if month is None or not 1 <= month <= 12:
        return None
    if year is None and base is not None:
        year = base.first.year + (month < base.first.month)
    first = date(year or today.year, month, 1)
    return first.replace(year=first.year - 1) if year is None and first > today else first


def _modified(text: str, span: Timespan, today: date) -> Timespan:
    """底 初 上旬 上半年 第2周 第二天 最后五天 前10天 首月, within the year or month before it."""
    match = MODIFIER.match(text, span.stop)
    if match is None:
        return span
    year = (span.last - span.first).days > 31
    n = next(filter(None, (number(match[key] or "") for key in "abcde")), 1)
    first, last = span.first, span.last
    match match.lastgroup:
        case "end":
            first = last.replace(month=11, day=1) if year else last - timedelta(days=6)
        case "begin":
            last = first.replace(month=2, day=28) if year else first + timedelta(days=4)
        case "half1":
            last = first.replace(month=6, day=30) if year else first.replace(day=15)
        case "half2":
            first = first.replace(month=7) if year else first.replace(day=16)
        case "week":
            first += timedelta(days=-first.weekday() % 7 + 7 * (n - 1))
            last = first + timedelta(days=6)
        case "nth":
            first = last = first + timedelta(days=n - 1)
        case "back":
            first = last = last - timedelta(days=n - 1)
        case "final":
            first = last - timedelta(days=n if not year else n - 1)
        case "front":
            days = match["front"] == "天"
            last = first + timedelta(days=n - 1) if days else month_of(back(first, 1 - n, "月"))[1]
        case "today":
            first = last = today.replace(year=first.year, day=min(today.day, 28) if today.month == 2 else today.day)
        case "month1":
            last = month_of(first)[1]
    return Timespan(first, last, span.start, match.end())
