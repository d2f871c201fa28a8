"""The words of spans of time, for `timespans`. Every run is bounded; all are matched at a place, never searched."""

import re

from handlers.language.numbers import value_of

_CN = "〇零一二两三四五六七八九十廿"
_N = rf"(?P<n>[0-9]{{1,3}}|[{_CN}]{{1,4}}|仨|俩)"
_UNIT = r"(?P<unit>天|日|周|星期|礼拜|个?月|年)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DOM = rf"(?:3[01]|[12][0-9]|0?[1-9]|[{_CN}]{{1,3}})"
_YEAR = (
    r"(?P<year>[0-9]{4}|[0-9]{2}|[〇零一二三四五六七八九]{4}|[〇零一二三四五六七八九]{2}"
    rf"|两千[{_CN}]{{1,4}}|上一|这一|[去今前本当明后上])年"
)

AGO = re.compile(rf"{_N}\s?{_UNIT}(?:以|之)?前(?![两二三四五六七八九十0-9])(?:的(?:今|这一?)天)?")
BEFORE = re.compile(rf"的?(?:前的?第)?{_N}{_UNIT}(?:(?:以|之)?前)?(?<=前)")
LAST = re.compile(
    rf"(?:(?P<rolling>最近的?|近|过去的?)|往前|向前|之前|上(?!一?个?[年月周星礼])|前(?!年)){_N}{_UNIT}"
    rf"|(?P<m>[0-9]{{1,3}}|[{_CN}]{{1,4}})(?P<since>天|周|个?月|年)(?P<half>半)?(?:以来|来(?![到自]))"
)
HALF = re.compile(r"(?P<which>[上前下后])个?半(?:个)?(?P<unit>[月年])")
TOGETHER = re.compile(r"(?P<days>今明后?)[两三二](?P<unit>[天年])")
WEEK = re.compile(
    r"(?P<which>上{1,4}|下{1,3}|本|这)(?:一?个|一)?(?:周(?!岁|年)|星期|礼拜)(?:[星周]期?)?(?P<wday>[一二三四五六日天])?"
)
MONTH_DAY = re.compile(
    rf"(?<![0-9])(?:{_YEAR}的?)?(?:(?P<month>{_MONTH})月份?|(?P<which>上{{1,3}}|下{{1,2}}|本|这|当|同)(?:一?个|一)?月)"
    rf"(?:的?(?P<dom>{_DOM})(?:日|号|(?![0-9{_CN}天周个]))(?!楼))?"
)
YEAR_DAY = re.compile(_YEAR)
_A = rf"[0-9]{{1,3}}|[{_CN}]{{1,3}}"
MODIFIER = re.compile(
    rf"的?(?:(?P<end>底|末)|(?P<begin>初)|(?P<half1>[上前]半[年月]?)|(?P<half2>[下后]半[年月]?)|(?P<today>今天)"
    rf"|第(?P<a>{_A})个?(?P<week>周(?!岁)|星期|礼拜)|第(?P<b>{_A})(?P<nth>天)|倒数第(?P<c>{_A})(?P<back>天)"
    rf"|最后(?P<d>{_A})(?P<final>天)|前(?P<e>{_A})(?P<front>天|个月)|首(?P<month1>月))"
)
TO = re.compile(r"\s?(?:起?(?:至|到|-{1,2}|—{1,2}|~|～|–))\s?")
SINCE = re.compile(r"(?:份)?(?:起至今|至今|到现在|到今天|以来|起)")
HALF_DAY = re.compile(r"的?(?:凌晨|清晨|早上|早晨|早间|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里|午夜|晚|早)")
NOW = re.compile(
    r"(?:(?P<next>次日|第二天|隔天)|(?P<ahead>明|后|前|昨)[天日]|现在|[当本全]日|[当全]天|当晚|白天"
    r"|(?=凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|夜里|午夜))"
)
_CLOCK = re.compile(
    rf"的?(?:[0-9]{{1,2}}|[{_CN}]{{1,3}})(?:[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?|[点时](?:钟|整|许|半|多钟?|一刻|三刻|[0-9{_CN}]{{1,3}}分?)?)"
)
DOM = re.compile(rf"(?P<dom>{_DOM})[日号]")


def clock_follows(text: str, at: int) -> re.Match[str] | None:
    """A clock time at that place: 三点半, 6:42."""
    return _CLOCK.match(text, at)


def number(said: str) -> int | None:
    """Small numbers as they stand in dates: 7, 十二, 廿九, 仨."""
    if not said:
        return None
    said = said.replace("仨", "三").replace("俩", "二").replace("两", "二")
    if said.startswith("廿"):
        said = "二十" + said[1:]
    return value_of(said.replace("〇", "零"))[0]
