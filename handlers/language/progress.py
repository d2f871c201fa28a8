"""How far a reader got: pages, chapters, minutes, the day of the check-in (corpus guide, rule 8)."""

import re
from typing import NamedTuple

from handlers.language.numbers import value_of
from handlers.language.rule import any_of, signed

_N = r"[0-9]{1,4}|[零一二三四五六七八九十百两几]{1,6}"
_TO = r"\s?(?:--?|~|到|至)\s?"
_CH = r"章|回|篇(?!幅|目|章)|讲(?!座|话|解|述|的|得)|课(?!题|程|堂|后)|集(?!体|团|市|中)"
_PAGES = signed(
    rf"(?:[Pp]|[Pp]age|页[码数]|第)[:.]?\s?(?P<p1>{_N})页?{_TO}(?:[Pp]|第)?\.?\s?(?P<p2>{_N})(?:页|"
    rf"(?!(?:{_CH})|\s?(?:天|分|min|[.:])))"
    rf"|(?P<q1>[0-9]{{1,4}}){_TO}(?P<q2>[0-9]{{1,4}})页"
    r"|(?<=》)[:,\s]{0,2}(?P<b1>[0-9]{1,4})\s?(?:--?|~|到|至)\s?(?P<b2>[0-9]{1,4})(?![0-9:.分章回])"
    rf"|第?(?P<r1>{_N})页?(?:一直)?(?:{_TO}|(?:读|看|翻|学)到)第?(?P<r2>{_N})页"
    rf"|(?P<at>[0-9]{{1,4}})\s?/\s?(?P<of>[0-9]{{1,4}})(?P<frac>页|[Pp])?"
    rf"|(?:读|看|听|学|翻|啃|进度|推进|更新)?到了?(?:《[^》\n]{{1,30}}》)?(?:第|[Pp]\.?)?\s?(?P<to>{_N})页|"
    rf"(?:读|看|翻|啃)到了?[Pp]\.?\s?(?P<to2>[0-9]{{1,4}})"
    rf"|第(?P<one>{_N})页|(?<![A-Za-z])[Pp]\.?\s?(?P<one2>[0-9]{{1,4}})(?![0-9])"
    rf"|(?<!共)(?<!全书)(?<!总)(?<![0-9零一二三四五六七八九十百])(?P<amount>{_N})(?:余|多|来)?\s?(?:页|"
    rf"[Pp](?![A-Za-z0-9]))"
)
_CHAPTERS = signed(
    rf"(?P<till>(?:读|看|听|学|翻|追|进度)到了?)?[第弟](?P<a>{_N})(?:{_CH})?(?:(?:{_TO}|、|和|,|"
    rf"及)[第弟]?(?P<b>{_N}))?(?:{_CH})"
    rf"|前(?P<first>{_N})(?:{_CH})|(?P<till2>(?:读|看|听|学|翻|追)到了?)(?P<c>{_N})(?:{_CH})|(?i:chapter|"
    rf"ch)\.?\s?(?P<d>[0-9]{{1,3}})"
)
_MINUTES = signed(
    r"(?P<h1>[0-9]{1,2})[:.](?P<m1>[0-5][0-9])\s?(?:-|~|到|至)\s?(?P<h2>[0-9]{1,2})[:.](?P<m2>[0-5][0-9])"
    r"|(?P<oh1>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})点(?:(?P<om1>[0-9]{1,2})分?|(?P<ox1>半|[一三]刻))?\s?"
    r"(?:--?|~|(?:读|看|学|听)?到|至)\s?(?P<oh2>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})点(?:(?P<om2>[0-9]{1,2})分?|"
    r"(?P<ox2>半|[一三]刻))?"
    r"|(?P<half>(?P<wh>[0-9]{1,2}|[一二两三四五六七八])个半(?:小时|钟头?))|半个?多?(?:小时|"
    r"钟头?)(?P<halfhour>)"
    rf"|(?P<about>个把(?:小时|钟头))|(?P<hours>[0-9]{{1,2}}(?:\.[0-9])?|[一二两俩三四五六七八九十])个?[多把]?(?:小时|钟头|h(?:our)?s?(?![a-z])|"
    rf"个钟)(?:零|又)?(?:(?P<plus>{_N})\s?(?:分钟?|min)|(?P<andhalf>半))?"
    r"|(?P<quarters>[一两二三四])刻钟?"
    rf"|(?P<min>{_N})(?:多|来|余|几)?\s?(?:分钟|(?i:mins?|minutes?)(?![a-z])|['′](?![0-9])|"
    rf"分(?![之享数析成明开钟学别为类]))"
)
_DAY = signed(
    rf"第(?P<a>{_N})[天日]|(?i:day|(?<![a-z0-9])d)\s?\.?(?P<b>[0-9]{{1,3}})(?![0-9a-z])|"
    rf"打卡(?P<c>[0-9]{{1,3}})天"
)
_VOLUME = signed(
    r"第[一二三四五六七八九十0-9]{1,3}[卷册部辑](?![章回])|卷[一二三四五六七八九十0-9]{1,3}|"
    r"[上中下][册卷部](?![门])|[上下]篇|第[一二三四五六七八九十0-9]{1,3}分册"
)
_DONE = signed(
    r"(?:(?:全书|整本|一本|这本|本书|终于)?[一-鿿]{0,2}(?<![没未等])(?:读|看|听|啃|刷|翻|追)(?:完|毕)(?:了|"
    r"啦|咯|喽|全书|整本|这本|一本|最后|《|,|。|!|~|\s|$|第一遍)|完结|读完全书|全书完|收官|合上最后一页|"
    r"最后一页(?:读|看|翻)完|全剧终|读毕)"
)

_PARTS_OF_HOUR = {"半": 30, "一刻": 15, "三刻": 45}
_WHOLE = signed(
    r"全书|整本|[这一]本书?|终于|完结|收官|最后[0-9一二三几]{0,4}[页章]|(?:读|看|听)(?:完|"
    r"毕)了?《[^》]{1,40}》(?!\s?(?:第|[Pp]?[0-9]|卷|[上中下]))|《[^》]{1,40}》[^,。章回篇讲课集节卷册部页]{0,4}(?:读|看|听)(?:完|"
    r"毕)(?:了|啦|咯|,|。|!|\s|$)"
)
TELLING = any_of((_PAGES, _DAY))  # what may tell a check-in without a title
ANY_PROGRESS = any_of((_PAGES, _CHAPTERS, _MINUTES, _DAY, _VOLUME, _DONE))
_PARTS = {"from_chapter", "to_chapter", "from_page", "to_page", "pages_read"}


class Progress(NamedTuple):
    """Fields of a check-in by name, each with the words that gave it."""

    fields: dict[str, int | str | bool]
    words: list[tuple[str, int, int]]


def progress(norm: str, start: int, stop: int, signs: int) -> Progress:
    """Everything that a stretch of a normalised text says about the progress of one book."""
    found = Progress({}, [])
    if not signs & ANY_PROGRESS:
        return found
    if _PAGES.may(signs):
        _pages(norm, start, stop, found)
    if _CHAPTERS.may(signs):
        _chapters(norm, start, stop, found)
    if _MINUTES.may(signs):
        _minutes(norm, start, stop, found)
    day = _DAY.search(norm, start, stop) if _DAY.may(signs) else None
    if day:
        _put(found, day, "day", _int(day["a"] or day["b"] or day["c"]))
    volume = _VOLUME.search(norm, start, stop) if _VOLUME.may(signs) else None
    if volume:
        _put(found, volume, "volume", volume[0])
    done = _DONE.search(norm, start, stop) if _DONE.may(signs) else None
    if done and (_WHOLE.search(norm, start, stop) or not found.fields.keys() & _PARTS):
        _put(found, done, "finished", True)
    return found


def _int(text: str) -> int | None:
    return value_of(text)[0]


def _put(found: Progress, match: re.Match[str], name: str, value: int | str | bool | None) -> None:
    if value is not None and value != 0 and name not in found.fields:
        found.fields[name] = value
        found.words.append((name, match.start(), match.end()))


def _pages(norm: str, start: int, stop: int, found: Progress) -> None:
    for match in _PAGES.finditer(norm, start, stop):
        first = match["p1"] or match["q1"] or match["r1"] or match["b1"]
        if first:
            low, high = _int(first), _int(match["p2"] or match["q2"] or match["r2"] or match["b2"])
            if low and high and low <= high:
                _put(found, match, "from_page", low)
                _put(found, match, "to_page", high)
                return
        elif match["at"]:
            paged = match["frac"] or re.search(r"进度|页|[Pp]", norm[max(start, match.start() - 6) : match.end() + 2])
            if paged and int(match["at"]) <= int(match["of"]):
                _put(found, match, "to_page", int(match["at"]))
                return
        elif match["amount"]:
            _put(found, match, "pages_read", _int(match["amount"]))
        else:
            _put(found, match, "to_page", _int(match["to"] or match["to2"] or match["one"] or match["one2"] or "零"))


def _chapters(norm: str, start: int, stop: int, found: Progress) -> None:
    numbers: list[tuple[int, int]] = []
    for match in _CHAPTERS.finditer(norm, start, stop):
        till = match["till"] or match["till2"]
        low = 1 if match["first"] else _int(match["a"] or match["c"] or match["d"])
        high = _int(match["first"] or match["b"] or "零") or low
        if low is None or high is None or high < low:
            continue
        if till:
            _put(found, match, "to_chapter", high)
            return
        if numbers and not _adjoins(norm, numbers[-1][1], match.start()):
            break
        numbers.append((low, match.end()))
        _put(found, match, "from_chapter", low)
        if high > int(found.fields.get("to_chapter", 0)):
            found.fields["to_chapter"] = high
    return


def _adjoins(norm: str, stop: int, start: int) -> bool:
    return norm[stop:start] in ("、", "和", "到", "至", "-", "~", ",", "及", " ", "与", "跟", "同")


def _clock(hour: str, minute: str | None, half: str | None) -> int:
    return (_int(hour) or 0) * 60 + (_PARTS_OF_HOUR[half] if half else int(minute or 0))


def _minutes(norm: str, start: int, stop: int, found: Progress) -> None:
    for match in _MINUTES.finditer(norm, start, stop):
        if match["h1"]:
            length = (int(match["h2"]) - int(match["h1"])) * 60 + int(match["m2"]) - int(match["m1"])
            value: int | None = length % 720 if int(match["h1"]) < 24 and int(match["h2"]) < 25 else None
        elif match["oh1"]:
            value = _clock(match["oh2"], match["om2"], match["ox2"]) - _clock(match["oh1"], match["om1"], match["ox1"])
            value %= 720
        elif match["half"]:
            value = (_int(match["wh"]) or 0) * 60 + 30
        elif match["halfhour"] is not None:
            value = 30
        elif match["about"]:
            value = 60
        elif match["hours"]:
            hours = float(match["hours"]) if match["hours"][0].isdigit() else float(_int(match["hours"]) or 0)
            more = _int(match["plus"]) if match["plus"] else 30 if match["andhalf"] else 0
            value = int(hours * 60) + (more or 0)
        elif match["quarters"]:
            value = (_int(match["quarters"]) or 0) * 15
        else:
            value = _int(match["min"])
        if value and value < 1440:
            _put(found, match, "minutes", value)
            return
