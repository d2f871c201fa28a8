"""Spans, deadlines and months in commands: they may lie ahead, unlike the days of a report (dates.py)."""

import re
from datetime import date, timedelta

from handlers.language.dates import safe
from handlers.language.normalize import normalize
from handlers.language.numbers import value_of

_HAN = "一二三四五六七八九十廿"
_YEAR = r"(?P<{0}year>20[0-9]{{2}}|[0-9]{{2}}(?=年)|[今明去后]年)"
_DAY = (
    r"(?:" + _YEAR + r"(?:年的?|[./\-])?)?(?P<{0}month>1[0-2]|0?[1-9]|[" + _HAN + r"]{{1,2}})(?:月(?:份的?)?|[./\-])"
    r"(?P<{0}dom>3[01]|[12][0-9]|0?[1-9]|[" + _HAN + r"]{{1,3}})(?![0-9.%]|\s?[天个周月人户])[日号]?"
)
_TO = r"\s?(?:-{1,2}|~|至|到|—)\s?"
_SPAN = re.compile(
    r"(?<![0-9.])"
    + _DAY.format("a")
    + r"(?:"
    + _TO
    + r"(?:"
    + _DAY.format("b")
    + r"|(?P<last>3[01]|[12][0-9]|0?[1-9])(?![0-9.])[日号]?))"
)
_MONTH_SPAN = re.compile(
    r"(?<![0-9.])(?:"
    + _YEAR.format("a")
    + r"年?)?(?P<amonth>1[0-2]|0?[1-9]|["
    + _HAN
    + r"]{1,2})月?份?"
    + _TO
    + r"(?:"
    + _YEAR.format("b")
    + r"年?)?(?P<bmonth>1[0-2]|0?[1-9]|["
    + _HAN
    + r"]{1,2})月"
)
_ONE = re.compile(r"(?<![0-9.:])" + _DAY.format("") + r"(?:之?前|以前|截止|为止)?")
_DOM = re.compile(
    r"(?<![0-9.月第路])(?:(?P<which>本|这个?|当|下个?)月)?(?P<dom>3[01]|[12][0-9]|0?[1-9]|["
    + _HAN
    + r"]{1,3}(?=[日号]))[日号](?:之?前|以前)?"
)
_WEEKDAY = re.compile(r"(?P<week>下下|下|本|这)?个?(?:周|星期|礼拜)(?P<wday>[一二三四五六日天末])(?:之?前|以前)?")
_WITHIN = re.compile(
    r"(?P<count>[0-9]{1,3}|[" + _HAN + r"两半]{1,3})个?(?P<unit>工作日|天|日|周|星期|礼拜|月)(?:之?内|以内|之?后|以后)"
)
_EDGE = re.compile(
    r"(?P<what>本周|这周|下周|本月|这个月|月|下个?月|季度?|本季度|年|今年)(?P<edge>底|末|内|中旬|上旬|"
    r"下旬|初)(?:之?前|以前)?"
)
_WORD = re.compile(r"(?P<word>今天|今日|明天|明日|后天|大后天)(?:之?前|以前|下班前)?")
_MONTH = re.compile(
    r"(?:"
    + _YEAR.format("")
    + r"(?:年的?|[./\-]))?(?<![0-9.])(?P<month>1[0-2]|0?[1-9]|["
    + _HAN
    + r"]{1,2})月(?:份)?(?![0-9一二三四五六七八九十]{1,3}[日号])"
)
_MONTH_WORD = re.compile(r"(?P<word>上上|上|本|这|当|下)个?月(?:份)?")
_ISO_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})[-./](1[0-2]|0?[1-9])(?![0-9./\-])")
_WEEKDAYS = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6, "末": 6}
_WORDS = {"今": 0, "明": 1, "后": 2, "大": 3}
_YEARS = {"去": -1, "今": 0, "明": 1, "后": 2}
_BACK = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "下": 1}


def read_period(text: str, today: date) -> tuple[date, date] | None:
    """The first span of days or months that a text names (`11.20-12.10`, `3月-6月`), nearest to `today`.

    None when there is none, or when its end lies before its begin within one written year.
    """
    plain = normalize(text[:300])
    if _SPAN.search(plain):
        return read_days(plain, today)
    if match := _MONTH_SPAN.search(plain):
        return _nearest(match, (_int(match["amonth"]), _int(match["bmonth"])), (1, 0), today)
    return None


def read_days(text: str, today: date) -> tuple[date, date] | None:
    """The first span that is written with its days (11.20-12.10, not 3月-6月), as `read_period` reads it."""
    match = _SPAN.search(normalize(text[:300]))
    if match is None:
        return None
    months = _int(match["amonth"]), _int(match["bmonth"] or match["amonth"])
    days = _int(match["adom"]), _int(match["bdom"] or match["last"])
    return _nearest(match, months, days, today)


def _nearest(
    match: re.Match[str], months: tuple[int, int], days: tuple[int, int], today: date
) -> tuple[date, date] | None:
    first_year, last_year = _year(match["ayear"], today), _year(match["byear"], today)
    over = (months[1], days[1] or 31) < (months[0], days[0])
    if first_year is None and last_year is not None:
        first_year = last_year - over
    years = [first_year] if first_year is not None else [today.year - 1, today.year, today.year + 1]
    spans = []
    for year in years:
        end_year = last_year if last_year is not None else year + over
        first, last = safe(year, months[0], days[0]), _end(end_year, months[1], days[1])
        if first is not None and last is not None and first <= last:
            spans.append((first, last))
    return min(spans, key=lambda span: _distance(span, today), default=None)


def _end(year: int, month: int, day: int) -> date | None:
    """The day, day 0 being the last of the month."""
    if day:
        return safe(year, month, day)
    return _last_of(year, month) if 1 <= month <= 12 else None


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _distance(span: tuple[date, date], today: date) -> int:
    """Days between today and the span, 0 within it."""
    return max((span[0] - today).days, (today - span[1]).days, 0)


def _int(written: str) -> int:
    return value_of(written)[0] or 0


def _year(written: str | None, today: date) -> int | None:
    if written is None:
        return None
    if written[0] in _YEARS:
        return today.year + _YEARS[written[0]]
    return int(written) + (2000 if len(written) == 2 else 0)


def read_due(text: str, today: date) -> tuple[date, int, int] | None:
    """The first deadline that a text names, on or after `today`, with offsets: 12月10日前, 月底前, 下周五前."""
    plain = normalize(text[:300])
    found = [
        (match.start(), -match.end(), day)
        for pattern, reader in _DUES
        for match in pattern.finditer(plain)
        if (day := reader(match, today)) is not None and day >= today
    ]
    if not found:
        return None
    start, stop, day = min(found)
    return day, start, -stop


def _one_due(match: re.Match[str], today: date) -> date | None:
    month, dom = _int(match["month"]), _int(match["dom"])
    year = _year(match["year"], today)
    years = [year] if year is not None else range(today.year, today.year + 5)
    days = (safe(year, month, dom) for year in years)
    return next((day for day in days if day is not None and day >= today), None)


def _dom_due(match: re.Match[str], today: date) -> date | None:
    which, dom = match["which"], _int(match["dom"])
    begin = today.year * 12 + today.month - 1
    steps = range(4) if which is None else [1 if which[0] == "下" else 0]
    days = (safe((begin + step) // 12, (begin + step) % 12 + 1, dom) for step in steps)
    return next((day for day in days if day is not None and day >= today), None)


def _weekday_due(match: re.Match[str], today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_WEEKDAYS[match["wday"]])
    if match["week"] is None:
        return day if day >= today else day + timedelta(days=7)
    return day + timedelta(days={"下下": 14, "下": 7}.get(match["week"], 0))


def _within_due(match: re.Match[str], today: date) -> date | None:
    half = match["count"] == "半"
    count, unit = 1 if half else _int(match["count"]), match["unit"]
    if unit == "月":
        months = today.year * 12 + today.month - 1 + (0 if half else count)
        end = _last_of(months // 12, months % 12 + 1)
        return today + timedelta(days=15) if half else min(end, end.replace(day=min(today.day, end.day)))
    if unit == "工作日":
        return _workdays(today, count)
    return today + timedelta(days=count * (7 if unit in ("周", "星期", "礼拜") else 1))


def _workdays(today: date, count: int) -> date:
    """Monday to Friday; holidays are the calendar's business, not the language's."""
    day = today
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == 4 else 2 if day.weekday() == 5 else 1)
    return day


def _edge_due(match: re.Match[str], today: date) -> date | None:
    what, edge = match["what"], match["edge"]
    if what.endswith("周"):
        sunday = today + timedelta(days=6 - today.weekday() + (7 if what[0] == "下" else 0))
        return sunday if edge in "底末内" else None
    if what.endswith("年"):
        return date(today.year, 12, 31)
    if "季" in what:
        return _last_of(today.year, (today.month + 2) // 3 * 3)
    months = today.year * 12 + today.month - 1 + (what[0] == "下")
    last = _last_of(months // 12, months % 12 + 1)
    return {"中旬": last.replace(day=20), "上旬": last.replace(day=10), "初": last.replace(day=5)}.get(edge, last)


def _word_due(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=_WORDS[match["word"][0]])


_DUES = (
    (_ONE, _one_due),
    (_DOM, _dom_due),
    (_WEEKDAY, _weekday_due),
    (_WITHIN, _within_due),
    (_EDGE, _edge_due),
    (_WORD, _word_due),
)


def read_month(text: str, today: date, *, nearest: bool = False) -> tuple[int, int] | None:
    """Year and month that a text names: 上月, 本月, 2026年3月, 2026-03; a bare 11月 is the latest that has begun.

    `nearest` is for what lies ahead (服务月 教育界 4月): a bare month is the one nearest to today, the next of two.
    """
    plain = normalize(text[:300])
    if match := _ISO_MONTH.search(plain):
        return int(match[1]), int(match[2])
    if match := _MONTH.search(plain):
        month, year = _int(match["month"]), _year(match["year"], today)
        if 1 <= month <= 12:
            if year is None and nearest:
                year = min((today.year + 1, today.year, today.year - 1), key=lambda y: _months_off(y, month, today))
            return (today.year - (month > today.month) if year is None else year), month
    if match := _MONTH_WORD.search(plain):
        months = today.year * 12 + today.month - 1 + _BACK[match["word"]]
        return months // 12, months % 12 + 1
    return None


def _months_off(year: int, month: int, today: date) -> int:
    return abs((year - today.year) * 12 + month - today.month)
