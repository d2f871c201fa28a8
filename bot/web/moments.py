"""How a chat writes times: the shorter, the nearer."""

import datetime as dt

WEEKDAYS = "一二三四五六日"
SILENCE = dt.timedelta(minutes=5)


def in_chat(at: dt.datetime, now: dt.datetime) -> str:
    """`09:30`, `昨天 09:30`, `星期三 09:30`, `2026年3月27日 09:30`."""
    day = _day(at, now)
    return f"{day} {at:%H:%M}" if day else f"{at:%H:%M}"


def in_list(at: dt.datetime, now: dt.datetime) -> str:
    """`09:30`, `昨天`, `星期三`, `3月27日`."""
    days = (now.date() - at.date()).days
    if days >= 7:
        return f"{at.month}月{at.day}日"
    return _day(at, now) or f"{at:%H:%M}"


def _day(at: dt.datetime, now: dt.datetime) -> str:
    days = (now.date() - at.date()).days
    if days <= 0:
        return ""
    if days == 1:
        return "昨天"
    return f"星期{WEEKDAYS[at.weekday()]}" if days < 7 else f"{at.year}年{at.month}月{at.day}日"


def on_clock(now: dt.datetime) -> dict[str, str]:
    """`11月20日`, `星期五`, `09:30`."""
    weekday = f"星期{WEEKDAYS[now.weekday()]}"
    return {"date": f"{now.month}月{now.day}日", "weekday": weekday, "time": f"{now:%H:%M}"}
