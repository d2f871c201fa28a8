"""Which days the office works: the State Council's list, corrected by the office, else weekdays."""

import datetime as dt
import logging
from collections.abc import Mapping

log = logging.getLogger(__name__)


class Workdays:
    """`overrides`: day → is it a workday, as `Config.calendar.overrides`; they win over the list."""

    def __init__(self, overrides: Mapping[dt.date, bool] | None = None) -> None:
        self._overrides = dict(overrides or {})
        self._years_without_list: set[int] = set()

    def is_workday(self, day: dt.date) -> bool:
        if day in self._overrides:
            return self._overrides[day]
        listed = _listed(day)
        if listed is not None:
            return listed
        if day.year not in self._years_without_list:
            self._years_without_list.add(day.year)
            log.warning(
                "没有%d年的放假安排,暂按周一至周五算工作日;请升级 chinesecalendar,"
                "或在 config.toml 的 [calendar] 里写明 workdays 和 holidays",
                day.year,
            )
        return day.weekday() < 5

    def knows(self, year: int) -> bool:
        """Is the State Council's list of that year known?"""
        return _listed(dt.date(year, 1, 1)) is not None

    def workday_on_or_before(self, day: dt.date) -> dt.date:
        """`day` itself, or the nearest workday before it (DOMAIN §6: 2026-01-25 is a Sunday → 2026-01-23)."""
        while not self.is_workday(day):
            day -= dt.timedelta(days=1)
        return day

    def first_workday(self, year: int, month: int) -> dt.date:
        day = dt.date(year, month, 1)
        while not self.is_workday(day):
            day += dt.timedelta(days=1)
        return day


def _listed(day: dt.date) -> bool | None:
    """What the State Council's list says, None when its years end before."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
