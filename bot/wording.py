"""How a record is put in a few words."""

import datetime as dt
from collections.abc import Sequence

from storage.tables import Record

KINDS = {
    "contact": "联系",
    "reading": "读书",
    "lecture": "宣讲",
    "proposal": "提案",
    "opinion": "社情民意",
    "consultation": "协商",
    "deed": "实事",
}
MEASURES = {"lecture": "场", "proposal": "件", "opinion": "条", "consultation": "场", "deed": "件"}
AUDIENCES = {"sector": "本界别", "unit": "本单位", "trade": "行业", "public": "社会公众"}


def day(date: dt.date, today: dt.date) -> str:
    """今天 is not said; a day of another year says its year."""
    if date == today:
        return ""
    return f"{date.month}月{date.day}日" if date.year == today.year else f"{date.year}年{date.month}月{date.day}日"


def days(record: Record, today: dt.date) -> str:
    if record.date_end and record.date_end != record.date:
        return f"{record.date.month}月{record.date.day}日至{record.date_end.month}月{record.date_end.day}日"
    return day(record.date, today)


def amount(record: Record) -> str:
    if record.people is None:
        return ""
    measure = record.unit if record.unit in ("户", "家") else "人次"
    return f"{record.people}{measure}"


def pages(record: Record) -> str:
    parts = []
    if record.from_chapter or record.to_chapter:
        parts.append(_span(record.from_chapter, record.to_chapter, "章"))
    if record.from_page or record.to_page:
        parts.append(_span(record.from_page, record.to_page, "页"))
    if record.pages_read:
        parts.append(f"{record.pages_read}页")
    if record.minutes:
        parts.append(f"{record.minutes}分钟")
    if record.day:
        parts.append(f"第{record.day}天")
    if record.finished:
        parts.append("读完")
    return ",".join(parts)


def _span(first: int | None, last: int | None, measure: str) -> str:
    if first is None:
        return f"至第{last}{measure}"
    return f"第{first}{measure}" if last in (None, first) else f"第{first}-{last}{measure}"


def _with_details(head: str, details: Sequence[str | None]) -> str:
    said = [detail for detail in details if detail]
    return f"{head}({','.join(said)})" if said else head


def understood(record: Record, today: dt.date) -> str:
    """What the bot has understood, in one short phrase: 联系5人次(贵城街道,反映路灯不亮)."""
    when = days(record, today)
    if record.type == "contact":
        issue = f"反映{short(record.issue)}" if record.issue else None
        return _with_details(f"联系{amount(record)}", [when, record.place, issue])
    if record.type == "reading":
        book = f"《{record.book}》" if record.book else None
        return _with_details("读书打卡", [when, _joined(book, record.volume), pages(record)])
    count = f"{record.count or 1}{MEASURES[record.type]}"
    title = f"《{short(record.title)}》" if record.title else None
    listeners = f"{record.people}人" if record.people else None
    return _with_details(f"{KINDS[record.type]}{count}", [when, title, record.place, listeners])


def _joined(*parts: str | None) -> str:
    return "".join(part for part in parts if part)


def short(text: str | None, limit: int = 24) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
