"""The heading of a #接龙: what kind of lines it asks for, of which day, and whether anything has been done yet."""

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from handlers.language.dates import find_day
from handlers.language.headings import heading_type, is_sign_up
from handlers.language.normalize import normalize
from handlers.language.periods import read_days

Kind = Literal["contact", "reading"]
_MARKER = re.compile(r"#\s{0,2}(?:接[龙龍]|group\s?note)", re.IGNORECASE)
EXAMPLE = re.compile(r"[\W_]{0,4}(?:例|示例|样例|范例|格式|模板|样板)(?![^\W\d_]{0,4}(?:会|行|外))")
# Beside what `is_sign_up` knows: lists of who will, may or wants to; nothing on them is done (corpus guide, rule 6).
_NOT_YET = re.compile(
    r"报个?名|拟讲|拼车|上车点|空位|荐书|荐一本|哪本|能否|可否|意向|尺码|订餐|用餐|团购|订书|排班|值班表|安排表|计划表|分工|预约|预告|参会|到会|投票|评选|[午晚]餐|车牌|名单|物资|通讯录|住宿|领取|"
    r"下个?月|将于"
)
SUMS = re.compile(r"之星|排行|榜|汇总|累计|通报|表彰|小结|总结|统计")
_OF_MONTHS = re.compile(r"累计|本数|以来|[月季度年周半](?:走访|履职|工作|读书)?(?:小结|总结)|公示|排名|前[三五十]")
_BOOK = re.compile(r"《([^《》\n]{1,40})》")
# 五一假期(5月1日-5日)读书打卡, 国庆头三天合并打卡: on the last evening for all of them
_ALL_DAYS = re.compile(r"假|合并|[两二三四五六七]天")
ABSOLUTE = re.compile(r"[0-9零一二三四五六七八九十廿]{1,3}\s?(?:月|号|日|[./-]\s?[0-9])")

_YEAR, _SOON = 365, 31  # days


class Heading(NamedTuple):
    """What the heading says for all lines; `quiet` means that nothing on the list has been done."""

    text: str
    kind: Kind | None
    day: date | None
    last: date | None
    fixed: bool
    quiet: bool
    book: str | None = None  # the one that the lines are about: 共读打卡《乡土重建》


def bare(heading: str) -> str:
    """The heading without marker and example lines."""
    lines = (_MARKER.sub(" ", normalize(line)).strip() for line in heading.split("\n")[:40])
    return "\n".join(line for line in lines if line and not EXAMPLE.match(line))


def _ahead(words: str, day: date, today: date) -> bool:
    """3月21日 on 18 March: a day of the next weeks, though the latest such day was a year ago."""
    if "年" in words or today - day < timedelta(days=_YEAR - _SOON):
        return False
    return today < day + timedelta(days=_YEAR) <= today + timedelta(days=_SOON)


def read_heading(heading: str, begun: datetime, lasting: bool) -> Heading:
    """`lasting`: the list's beginning is known, so that even 今天 in its heading stays the same day in every post."""
    words = bare(heading)
    found = find_day(words, begun.date())
    fixed = found is not None and (lasting or ABSOLUTE.search(words, found[2], found[3]) is not None)
    quiet = is_sign_up(words) or _NOT_YET.search(words) is not None or _OF_MONTHS.search(words) is not None
    quiet = quiet or (found is not None and _ahead(words[found[2] : found[3]], found[0], begun.date()))
    kind = heading_type(words)
    first, last = (found[0], found[1]) if found else (None, None)
    span = read_days(words, begun.date())
    if span is not None and span[0] <= begun.date():
        first, last, fixed = *span, True
    over = last == begun.date() and _ALL_DAYS.search(words) is not None
    named = [
        title for line in heading.split("\n") if not EXAMPLE.match(normalize(line)) for title in _BOOK.findall(line)
    ]
    book = named[0] if len(named) == 1 else None
    if kind == "reading" and first and last and first <= begun.date() <= last and not over:
        return Heading(words, kind, None, None, False, quiet, book)  # 共读 11.20-12.10: each line has its own day
    return Heading(words, kind, first, last, fixed, quiet, book)
