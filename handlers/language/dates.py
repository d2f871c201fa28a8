"""Days in the past tense of a work log (corpus guide, rule 3): a day without a year is the latest not after today."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from handlers.language.numbers import value_of
from handlers.language.rule import Rule, signed

_CN = "一二三四五六七八九十廿卅"
_MONTH = rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,3}}|元(?=月[0-9{_CN}]))"
_DOM = rf"(?:3[01]|[12][0-9]|0?[1-9]|[{_CN}]{{1,3}})"
# 廿六日, 二十三日; 三日 and 十日 are mostly lengths.
_CN_DAY = "(?:廿[一二三四五六七八九]?|二?十[一二三四五六七八九]|[二三]十|三十一)"
_TO = r"\s?(?:至|到|-{1,2}|~|、|和)\s?"
# 1.5小时, 12.5公里, 3.5元, 7.5折: a decimal is no day before a measure.
_NO_MEASURE = (
    r"(?![0-9.%月]|:[0-9]|\s?(?:小时|公里|千米|米|元|万|亿|倍|亩|斤|吨|折|分|页|章|回(?![访到老乡村家])|集|卷|版|度|版本|%|个|"
    r"人|户|名|h|km|cm|"
    r"小節|块)|[-~][0-9]{1,2}\.(?:0[0-9]|3[2-9]|[4-9][0-9])(?![0-9]))"
)
FULL = (
    rf"(?!(?:二月二|三月三|六月六|七月七|九月九)(?![日号0-9十]))(?<![0-9])(?:(?<!\.)|(?<=[:;,。\s][0-9]\.)|(?<=^[0-9]\.))(?:(?P<year>[0-9]{{4}}|[0-9]{{2}}|"
    rf"[零一二三四五六七八九]{{4}}|去|今|前)年的?)?"
    rf"(?P<month>{_MONTH})月(?:份的?)?(?P<dom>{_DOM})(?:日|号|(?![0-9]|个|人|户|名|天|多|余|万|百|千|件|条|"
    rf"场|次|本))"
    rf"(?:{_TO}(?:(?P<month2>{_MONTH})月)?(?P<dom2>{_DOM})(?:日|号|(?=\)|\s|,|$|两[天日]|[在于去到赴住连])))?"
)
DOTTED = (
    rf"(?<![0-9.PpDd\-])(?<![0-9]/)(?<![0-9]~)(?<![0-9]:)(?:(?P<dyear>20[0-9]{{2}})[./-])?(?P<dmonth>1[0-2]|"
    rf"0?[1-9])(?P<mark>[./]|"
    rf"(?<=[0-9]{{4}}-.)-|(?<=[0-9]{{4}}-..)-)"
    rf"(?P<ddom>3[01]|[12][0-9]|0?[1-9]){_NO_MEASURE}"
    rf"(?:{_TO}(?:(?P<dmonth2>1[0-2]|0?[1-9])[./-](?P<ddom2>3[01]|[12][0-9]|0?[1-9]){_NO_MEASURE}|"
    rf"(?P<ddom3>3[01]|[12][0-9]|0?[1-9])(?:日|号|(?![0-9.:]|\\s?[一-鿿]))))?"
)
# 15号楼, 人民路46号, 第3号 and 3日内 name no day.
DAY = (
    rf"(?<![第月路街巷弄道楼栋0-9./])(?<![发排叫挂放]到)(?<![0-9]:)(?:(?P<which>上上|上|本|这|当|下)个?月)?(?P<day>3[01]|"
    rf"[12][0-9]|0?[1-9]|"
    rf"[{_CN}]{{1,3}}(?=号)|{_CN_DAY}(?=日))"
    rf"(?:(?:日|号)?、(?:3[01]|[12][0-9]|0?[1-9])(?=(?:日|号)?、)){{0,5}}(?:(?:日|号)?{_TO}(?P<day2>3[01]|[12][0-9]|0?[1-9]|[{_CN}]{{1,3}}(?=号)|{_CN_DAY}(?=日)))?(?:日|号)"
    r"(?!(?<=号)[楼线院房门店厂桌馆井泵桥](?![一-鿿]{1,2}(?:镇|街道))|[龄均内后游间]|家(?!访)|前(?![往去来]))"
)
WEEK = (
    r"(?<![每一两三几数全满])(?P<week>上上|上|本|这|这个|下下|下)?(?:个)?(?:周|星期|"
    r"礼拜)(?P<wday>[一二三四五六日天末](?![个级])|[1-6](?![0-9]))"
    r"(?:(?:至|到|-|~|和|、)(?:周|星期|礼拜)?"
    r"(?P<wday2>(?:(?<=周)|(?<=期)|(?<=拜))[一二三四五六日天]|[一二三四五六日天](?=[,。\s]|在|走访|都|的|两|三|$)))?"
)
WORD = (
    r"(?P<word>大前[天日晚]|(?<![以之目])前[天晚](?!后)|前儿|(?<![一-鿿])前夜|(?<![0-9一-鿿])前日(?!子)|昨[天日晚儿夜早晨]|[琴寻][日晚]|"
    r"今[天日晚早儿晨夜]|刚[才刚]|大后天|明[天日晚早儿晨]|(?<![今以])后[天日]|听[日晚]|"
    r"下个?月|明年|改天|改日)"
)
AGO = r"(?P<ago>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})天(?:以|之)?前"
_WORDS = {"大前": -3, "前": -2, "昨": -1, "琴": -1, "寻": -1, "今": 0, "刚": 0, "明": 1, "听": 1, "后": 2, "大后": 3}
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下下": 2}
_WEEKDAYS = dict(zip("一二三四五六日天末123456", (0, 1, 2, 3, 4, 5, 6, 6, 5, 0, 1, 2, 3, 4, 5), strict=True))


LUNAR = ("农历", "阴历", "旧历")
LUNAR_DAY = signed(
    r"(?:农历|阴历|旧历)[一二三四五六七八九十正冬腊闰]{1,3}月[初廿]?[一二三四五六七八九十]{1,3}[日号]?|"
    r"[正腊冬]月[初廿]?[一二三四五六七八九十]{1,3}|(?:大年|年)?初[一二三四五六七八九十](?![中级期步心])"
)
_TILL = ("至", "到", "-", "--", "~", "~~")
_AND = ("", "和", "、", "与", "跟", "及", "同")
_BESIDE = (",", "(", ":", " ", "")
_HOUR = Rule(r"^(?:清早|凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|[早晚])")  # 11号下午到12号
# 本周二,不对,是周三: the day behind is meant.
_MISTAKEN = Rule(
    r"^[-,。…!]{0,3}\s?[哦噢啊呃嗯]?,?(?:不对|不是(?=[,。]|$)|[说写记打搞]错了?|错了|口误|更正)"
    r"(?:[,。:…!]{0,2}|[^。;\n]{0,8}(?:是|为))$"
)


class Day(NamedTuple):
    """A day or a range of days as the text names it. `ahead` is true when it is after today (明天, 下周三)."""

    start: int
    stop: int
    first: date
    last: date | None
    ahead: bool
    rule: str


_ANY = Rule(f"{FULL}|{DOTTED}|{AGO}|{DAY}|{WEEK}|{WORD}")


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None for 2月30日 and its like."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _int(text: str) -> int:
    return value_of(text)[0] or 0


def _latest(month: int, day: int, today: date) -> date | None:
    """The latest such day not after today; 29 February reaches back to the last leap year."""
    for year in range(today.year, today.year - 5, -1):
        found = safe(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def _span(match: re.Match[str], first: date | None, last: date | None, today: date, rule: str) -> Day | None:
    if first is None:
        return None
    if last is not None and last <= first:
        last = None
    return Day(match.start(), match.end(), first, last, first > today, rule)


def _is_clock(match: re.Match[str]) -> bool:
    """9.30-10.15 and 7.10-7.40 are hours of the day, 8.25-8.27 and 2.28-3.1 are days."""
    first, last = match["ddom"], match["ddom2"]
    if match["dyear"] or len(last) < 2:
        return False
    return match["dmonth"] != match["dmonth2"] or not 0 < int(last) - int(first) < 10


def _month_day(match: re.Match[str], today: date) -> Day | None:
    """11月20日, 2026.3.4, 去年12月30日, 9月1日至3日."""
    form = "" if match["month"] else "d"
    month, dom = 1 if match[form + "month"] == "元" else _int(match[form + "month"]), _int(match[form + "dom"])
    written = match[form + "year"]
    if written is None:
        first = _latest(month, dom, today)
    else:
        year = today.year - {"今": 0, "去": 1, "前": 2}[written] if written in "今去前" else _int(written)
        first = safe(year + 2000 if year < 100 else year, month, dom)
    if form and match["ddom2"] and _is_clock(match):
        return None
    last = None
    dom2 = match[form + "dom2"] or (form and match["ddom3"])
    if first is not None and dom2:
        month2 = _int(match[form + "month2"] or "0") or month
        last = safe(first.year + (month2 < month), month2, _int(dom2))
    return _span(match, first, last, today, "月日")


def _day_of_month(match: re.Match[str], today: date) -> Day | None:
    """20号, 上月8日, 3-5日: the latest such day not after today, or that of the named month."""
    back = {"上上": 2, "上": 1, "本": 0, "这": 0, "当": 0, "下": -1}.get(match["which"] or "")
    dom = _int(match["day"])
    months = today.year * 12 + today.month - 1
    tries = (0, 1, 2) if back is None else (back,)
    first = None
    for step in tries:
        first = safe((months - step) // 12, (months - step) % 12 + 1, dom)
        if first is not None and (first <= today or back is not None):
            break
        first = None
    last = safe(first.year, first.month, _int(match["day2"])) if first and match["day2"] else None
    return _span(match, first, last, today, "几号")


def _weekday(match: re.Match[str], today: date) -> Day | None:
    """周三: the latest not after today; 上周三, 这周二: of that week, which begins on Monday."""
    monday = today - timedelta(days=today.weekday())
    wday = _WEEKDAYS[match["wday"]]
    which = match["week"]
    if which is None:
        first = today - timedelta(days=(today.weekday() - wday) % 7)
        if match["wday"] == "末":
            first = today if today.weekday() == 6 else first
    else:
        first = monday + timedelta(days=7 * _WEEKS[which] + wday)
    last = None
    if match["wday2"]:
        last = first + timedelta(days=(_WEEKDAYS[match["wday2"]] - wday) % 7)
        if which is None and last > today:
            first, last = first - timedelta(days=7), last - timedelta(days=7)
    return _span(match, first, last, today, "星期")


def together(text: str, one: Day, other: Day) -> Day | None:
    """昨天和前天, 20、21日, 周四周五: days side by side are one range; 11月20日至今天 is one of any length.

    本周二,不对,是周三: the first was a slip. 22日(周六): the same day twice.
    """
    gap = text[one.stop : other.start]
    if text.startswith("末", one.stop - 1) and gap.removeprefix("两天") in _BESIDE:
        return other  # 头一个周末,7月4日-5日
    if (
        text.startswith("末", other.stop - 1)
        and gap in (",", "(", "")
        and one.first <= other.first <= (one.last or one.first)
    ):
        return one._replace(stop=other.stop)  # 3月28日-29日,周末两天都在…
    if gap == "(" and one.first == other.first and text.startswith(")", other.stop):
        return one._replace(stop=other.stop + 1)
    if 2 < len(gap) < 20 and _MISTAKEN.search(gap):
        return other
    if gap == "是" and text[: one.start].endswith("不是"):
        return other
    gap = _HOUR.sub("", gap)
    if one.ahead or other.ahead or len(gap) > 2:
        return None
    first, last = min(one.first, other.first), max(one.last or one.first, other.last or other.first)
    if gap in _TILL:
        joined = one.first < other.first and (last - first).days < 62
    else:
        joined = gap in _AND and abs((other.first - (one.last or one.first)).days) == 1
    return Day(one.start, other.stop, first, last, False, "几天") if joined else None


def resolve(match: re.Match[str], today: date) -> Day | None:
    """The day that one match of the patterns above names; None for 2月30日."""
    if match["month"] or match["dmonth"]:
        return _month_day(match, today)
    if match["ago"]:
        return _span(match, today - timedelta(days=_int(match["ago"])), None, today, "几天前")
    if match["day"]:
        return _day_of_month(match, today)
    if match["wday"]:
        return _weekday(match, today)
    word = match["word"]
    step = 30 if word[0] in "下改" or word == "明年" else _WORDS[word[:2] if word[0] == "大" else word[0]]
    return _span(match, today + timedelta(days=step), None, today, "日子")


_DASHED = Rule(r"\s?(?P<month>1[0-2]|0?[1-9])-(?P<dom>3[01]|[12][0-9]|0?[1-9])(?![0-9-])")


def dashed_day(text: str, start: int, stop: int, today: date) -> Day | None:
    """7-14 where a form asks for the day; elsewhere it is a range of something."""
    found = _DASHED.match(text, start, stop)
    first = _latest(int(found["month"]), int(found["dom"]), today) if found else None
    return Day(start, found.end(), first, None, False, "月日") if found and first else None


def find_day(text: str, today: date) -> tuple[date, date | None, int, int] | None:
    """The first day that a normalised text names, up to today: (first, last of a range or None, start, end)."""
    for match in _ANY.finditer(text):
        day = resolve(match, today)
        if day is not None and not day.ahead:
            return day.first, day.last, day.start, day.stop
    return None
