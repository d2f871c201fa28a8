"""How far a reader got: pages, chapters, minutes, the day of the check-in (corpus guide, rule 8)."""

import re
from typing import NamedTuple

from handlers.language.books import FAR
from handlers.language.choice import Choice, earliest
from handlers.language.numbers import value_of
from handlers.language.rule import Rule, any_of, signed

_N = r"[0-9]{1,4}|[零一二三四五六七八九十百两几]{1,6}"
_TO = r"\s?(?:--?|~|(?:,?(?:起|开始),?)?(?:接着|一直|继续)?[读看翻啃听学]?到|至|(?<=[0-9])\s(?=[Pp第]\s?[0-9]))\s?"
_CH = r"章|张(?=[,。\s]|$)|回|篇(?!幅|目|章)|讲(?!座|话|解|述|的|得)|课(?!题|程|堂|后)|集(?!体|团|市|中)"
_PAGES = signed(
    rf"(?:(?<![A-Za-z场库])[Pp]{{1,2}}|[Pp]ages?|页\s?[码数]|页(?=[:|])|第)[:.|=]?\s?(?P<p1>{_N})页?"
    rf"(?:{_TO}|、(?=[0-9]{{1,4}}(?:页|[,。\s]|$))|\s?to\s?)(?:[Pp]|第)?\.?\s?(?P<p2>{_N})(?:页|"
    rf"(?!(?:{_CH})| ?(?:天|分|min|[.:][0-9])))"
    rf"|(?P<q1>[0-9]{{1,4}}){_TO}(?P<q2>[0-9]{{1,4}})页"
    r"|(?<=》)[:,\s]{0,4}(?P<b1>[0-9]{1,4})\s?(?:--?|~|到|至)\s?(?P<b2>[0-9]{1,4})(?![0-9:.分章回])"
    rf"|(?P<s1>{_N})页(?:一直)?(?:读|看|翻|学)到第?(?P<s2>{_N})(?=[,。;!\s]|$)"
    rf"|第?(?P<r1>{_N})页?(?:一直)?(?:{_TO}|(?:读|看|翻|学)到)第?(?P<r2>{_N})页"
    rf"|(?P<at>[0-9]{{1,4}})页?\s?/\s?(?P<of>[0-9]{{1,4}})(?![0-9天日])(?P<frac>页|[Pp])?"
    rf"|(?:读|看|听|学|翻|啃|进度|推进|更新)?到了?(?:《[^》\n]{{1,30}}》)?(?:第|[Pp]\.?)?\s?(?P<to>{_N})页|"
    rf"(?:读|看|翻|啃)到了?[Pp]\.?\s?(?P<to2>[0-9]{{1,4}})"
    rf"|第(?P<one>{_N})页|(?<![A-Za-z场库])[Pp]\.?\s?(?P<one2>[0-9]{{1,4}})(?![0-9]|入口|出口|[层区座栋]|车位)"
    rf"|共(?:读|看|翻)?了?(?:约|有)?\s?(?P<sum>{_N})页"
    rf"|(?<!全书)(?<!总)(?<!一人)(?<!每人)(?<![0-9零一二三四五六七八九十百])(?P<amount>{_N})(?:余|多|来)?\s?(?:页|"
    rf"[Pp](?![A-Za-z0-9]))"
)
_CHAPTERS = signed(
    rf"(?P<till>(?:读|看|听|学|翻|追|进度)到了?)?[第弟](?P<a>{_N})(?:{_CH})?"
    rf"(?:(?:、[第弟]?(?:{_N})(?:{_CH})?){{0,8}}(?:{_TO}|、|和|,|及|(?<=[章回讲集课篇]))[第弟]?(?P<b>{_N}))?(?:{_CH})"
    rf"|(?P<e>{_N})\s?(?:至|到|--?|~)\s?第?(?P<f>{_N})(?:章|回(?!合|访)|讲(?!座|话|解)|篇(?!幅))"
    rf"|(?<=》)\s?(?P<e2>[二三四五六七八九]?十[一二三四五六七八九]?|[0-9]{{2,3}})(?:章|回(?!合|访))(?!本|[^,。\n]{{0,4}}(?:全|都|[读看听]完)|[^\n]{{0,20}}第)|(?P<far>{FAR})|前(?P<first>{_N})(?:{_CH})|(?P<till2>(?:读|看|听|学|翻|追)到了?)(?P<c>{_N})(?:{_CH})|(?i:chapter|"
    rf"ch)\.?\s?(?P<d>[0-9]{{1,3}})"
)
_MINUTES = signed(
    r"(?P<h1>[0-9]{1,2})[:.](?P<m1>[0-5][0-9])\s?(?:-|~|到|至|(?:开始|起),?[到至]?)\s?(?P<h2>[0-9]{1,2})[:.](?P<m2>[0-5][0-9])"
    r"|(?P<oh1>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[点时](?:(?P<om1>[0-9]{1,2}|[二三四五]?十[一二三四五六七八九]?|零五)分?|(?P<ox1>半|[一三]刻))?\s?"
    r"(?:--?|~|,?(?:起|开始)?,?(?:一直)?(?:读|看|学|听|翻)?到了?|,?(?:起|开始)?,?至)\s?(?P<oh2>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[点时]"
    r"(?:(?P<om2>[0-9]{1,2}|[二三四五]?十[一二三四五六七八九]?|零五)分?|"
    r"(?P<ox2>半|[一三]刻))?"
    r"|(?P<half>(?P<wh>[0-9]{1,2}|[一二两三四五六七八])个半(?:小时|钟头?))|半个?多?(?:小时|"
    r"钟头?)(?P<halfhour>)"
    rf"|(?P<about>个把(?:小时|钟头))|(?P<hours>[0-9]{{1,2}}(?:\.[0-9])?|[一二两俩三四五六七八九十])个?[多把]?(?:小时|钟头|h(?:our)?s?(?![a-z])|"
    rf"个钟)(?:零|又)?(?:(?P<plus>{_N})\s?(?:分钟?|min|m(?![a-z]))|(?P<andhalf>半))?"
    r"|(?<!点)(?P<quarters>[一两二三四])刻钟?"
    rf"|(?:(?<![差点零一二三四五六七八九十百0-9])|(?<=卷[一二三四五六七八九十])(?=[0-9]))(?P<min>{_N})(?:多|来|余|几)?\s?(?:分[钟种]|(?i:mins?|minutes?)(?![a-z])|['′](?![0-9])|"
    rf"分(?![之享数析成明开钟学别为类]))"
)
_DAY = signed(
    rf"[第弟]\s?(?P<a>{_N})\s?[天日]|(?i:day|(?<![a-z0-9])d)\s?\.?(?P<b>[0-9]{{1,3}})(?![0-9a-z])|"
    rf"打卡\s?(?P<c>[0-9]{{1,3}})天|(?<![0-9])(?P<i>0[0-9]{{2}})\s?天|"
    rf"第(?P<e>[廿卅][一二三四五六七八九]?)[天日]|天数\s?[:=]\s?(?P<f>[0-9]{{1,3}})|"
    rf"(?<![0-9/])(?P<g>[0-9]{{1,3}})\s?/\s?[0-9]{{2,3}}天|^\s?(?P<h>0[0-9]{{1,2}})\s?天"
)
_VOLUME = signed(
    r"第[一二三四五六七八九十0-9]{1,3}[卷册部辑](?![章回])|卷(?:[一二三四五六七八九十]{1,2}?(?=[一二两三四五](?:个|刻))|[一二三四五六七八九十]{1,3}|[0-9]{1,3})|(?<=》)卷[上中下](?=[,。;!\s第Pp0-9读看听翻]|$)|"
    r"[上中下][册卷部](?![门])|[上下]篇|第[一二三四五六七八九十0-9]{1,3}分册"
)
_DONE = Choice(
    r"(?:全书|整本|一本|这本|本书|终于)?[一-鿿]{0,2}(?<![没未等章回篇节])(?:读|看|听|啃|刷|翻|追)(?:完|毕)(?:毕|了|"
    r"啦|咯|喽|全书|整本|这本|一本|最后|《|,|。|!|~|\s|✓|$|第一遍)|完结|读完全书|全书完|收官|合上最后一页|"
    r"最后一页(?:读|看|翻)完|[读看翻啃]到了?封底|通读一遍|全剧终|读毕"
)

# 没舍得看完, 快读完了, 还差两章读完
_NOT_THROUGH = Rule(
    r"(?:(?:没|未)(?!想到|事|人|几)[^,。;就却]{0,4}|不(?:忍心?|想|愿|舍得)|舍不得|(?<![赶很飞加])快(?:要|能)?|即将|就要|差一?点儿?|还差[^,。;]{1,5}(?:就|没)?)"
    r"(?:读|看|听|啃|刷|翻|追)(?:完|毕)(?:了|啦|,|。|!|\s)?\Z"
)

_COUNTED_DAYS = Rule(r"(?:[Dd](?:ay)?|打卡|第)\s?$")
_CLAUSE = 60  # characters that are looked at behind a day
_LONGEST_MONTH = 31  # 112/218 is no day
_SHORTEST = 5  # minutes that a time of the clock with points tells
_PARTS_OF_HOUR = {"半": 30, "一刻": 15, "三刻": 45}
_WHOLE = signed(
    r"全书|整本|[这一]本书?|终于|完结|收官|到(?:结尾|末尾|最后|书尾)|最后[0-9一二三几]{0,4}[页章]|(?:读|看|听)(?:完|"
    r"毕)了?《[^》]{1,40}》(?!\s?(?:第|[Pp]?[0-9]|卷|[上中下]))|《[^》]{1,40}》[^,。章回篇讲课集节卷册部页]{0,4}(?:读|看|听)(?:完|"
    r"毕)(?:了|啦|咯|,|。|!|\s|$)"
)
TELLING = any_of((_PAGES, _DAY))  # what may tell a check-in without a title
ANY_PROGRESS = any_of((_PAGES, _CHAPTERS, _MINUTES, _DAY, _VOLUME, _DONE))
# What was really read counts, not what was meant to be: 夸口30页,只读12页; 七点到八点…只剩二十分钟.
_ONLY = Rule(r"(?<!不)(?:只(?!要|有|是|好|能)|(?<!刚)才(?!能|是)|仅|实际|其实|真正)[^,。;]{0,24}$")
_IN_ALL = Rule(r"(?:合计|共计?|总共|一共|加起来)(?:是|有|约|用时|读了?|看了?)?\Z")  # 早20分钟晚25分钟,合计45分钟
_MEANT = Rule(
    r"(?:夸口|夸下|原定|原本|本来|本想|本是|本该|说好|打算|计划|目标|任务|定的|想着|号称|欠|还[剩差]|每天|规定|(?:手?写|抄|记)了|笔记|摘抄)[^,。;]{0,8}$"
)
_ELSEWHERE = Rule(
    r"(?:来回|往返|车程|全程|路程|排队|坐车|开车|动车|高铁|飞机)(?:要|了|共|约)?$|[讲走等开坐睡聊站排骑跑飞炖煮种浇]了?(?:差不多|大概|约|整整|将近|近)?$"
)
_FROM = Rule(r"(?:从|自|由|接着?)(?:第|昨[天晚](?:的)?)?$")
_ONE_OF = Rule(r"(?:最后|[这那哪首每上下头])$")
_HAVE_READ = Rule(r"[读看翻啃]了$")
_READING = Rule(r"[读看翻啃阅]")
_UNDONE = Rule(r"没[打读看]|未[打读]|漏|欠|缺|断")
_PAGED = {"from_page", "to_page", "pages_read"}
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
    for day in _DAY.finditer(norm, start, stop) if _DAY.may(signs) else ():
        if not _UNDONE.search(norm[day.end() : _clause_end(norm, day.end(), stop)]):
            _put(found, day, "day", _int(next(number for number in day.groups() if number)))
    volume = _VOLUME.search(norm, start, stop) if _VOLUME.may(signs) else None
    if volume:
        _put(found, volume, "volume", volume[0])
    done = earliest(_DONE.among(signs), norm, start, stop)
    if done and not _NOT_THROUGH.search(norm, start, done.end()) and _all_of_it(norm, start, stop, found, done):
        _put(found, done, "finished", True)
    return found


def _all_of_it(norm: str, start: int, stop: int, found: Progress, done: re.Match[str]) -> bool:
    """Whether a book is through: 上册看完了 and 读完第三章 are parts of it, unless 全书 or 终于 is said.

    第二部 is a book of its own.
    """
    if _WHOLE.search(norm, start, stop):
        return True
    return not found.fields.keys() & _PARTS and (
        str(found.fields.get("volume", "部"))[-1] == "部" or _clause_end(norm, found.words[-1][2], stop) < done.start()
    )


def _clause_end(norm: str, at: int, stop: int) -> int:
    return next((mark for mark in range(at, min(stop, len(norm), at + _CLAUSE)) if norm[mark] in ",。;!?:\n ()"), stop)


def _int(text: str) -> int | None:
    return value_of(text)[0]


def _put(found: Progress, match: re.Match[str], name: str, value: int | str | bool | None) -> None:
    if value is not None and value != 0 and name not in found.fields:
        found.fields[name] = value
        found.words.append((name, match.start(), match.end()))


def _pages(norm: str, start: int, stop: int, found: Progress) -> None:
    summed: re.Match[str] | None = None
    through = False
    for match in _PAGES.finditer(norm, start, stop):
        before = norm[max(start, match.start() - 30) : match.start()]
        if through and not (match["amount"] and _HAVE_READ.search(before)):
            continue
        first = match["p1"] or match["q1"] or match["r1"] or match["b1"] or match["s1"]
        if first:
            low, high = _int(first), _int(match["p2"] or match["q2"] or match["r2"] or match["b2"] or match["s2"])
            if low and high and low <= high:
                _put(found, match, "from_page", low)
                _put(found, match, "to_page", high)
                return
        elif match["at"]:
            if _COUNTED_DAYS.search(before):
                continue  # Day 57/100
            paged = (
                match["frac"]
                or int(match["of"]) > _LONGEST_MONTH
                or re.search(r"进度|页|[Pp]", norm[max(start, match.start() - 6) : match.end() + 2])
            )
            if paged and int(match["at"]) <= int(match["of"]):
                _put(found, match, "to_page", int(match["at"]))
                through = True  # 120/688页,35分钟读了22页: only what was read today may follow
        elif match["amount"] and _FROM.search(before):
            _put(found, match, "from_page", _int(match["amount"]))  # 从91页一口气看到结尾
        elif match["amount"]:
            _amount(match, before, "pages_read", _int(match["amount"]), found)
        elif match["sum"]:
            summed = match
        else:
            page = _int(match["to"] or match["to2"] or match["one"] or match["one2"] or "零")
            _put(found, match, "from_page" if _FROM.search(before) else "to_page", page)
    listed = summed is not None and norm[start : summed.start()].rstrip().endswith("》")
    if summed and not _PAGED & found.fields.keys() and (listed or _READING.search(norm, start, summed.end())):
        _put(found, summed, "pages_read", _int(summed["sum"]))


def _amount(match: re.Match[str], before: str, name: str, value: int | None, found: Progress) -> None:
    """An amount that was read: the one behind 只 or 共 wins, not what was only meant, nor 最后一页."""
    if _MEANT.search(before) or (value == 1 and _ONE_OF.search(before)):
        return
    better = _ONLY.search(before) or _IN_ALL.search(before)
    if better and value and found.fields.pop(name, None) is not None:
        found.words[:] = [words for words in found.words if words[0] != name]
    _put(found, match, name, value)


# 读到白鹿原第十二章: the title stands between
_UP_TO = Rule(r"[读看听学翻啃追]到(?!了?第)(?:《 {1,18}》|[一-鿿·]{2,12})的?\s?$")


def _chapters(norm: str, start: int, stop: int, found: Progress) -> None:
    numbers: list[tuple[int, int]] = []
    for match in _CHAPTERS.finditer(norm, start, stop):
        till = match["till"] or match["till2"] or _UP_TO.search(norm, max(start, match.start() - 24), match.start())
        low = (
            1
            if match["first"]
            else _int(match["a"] or match["c"] or match["d"] or match["e"] or match["e2"] or match["far"][:-1])
        )
        high = _int(match["first"] or match["b"] or match["f"] or "零") or low
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


_SIDE_BY_SIDE = frozenset(("", *"、和到至-~,及 与跟同加", "还有", "以及"))


def _adjoins(norm: str, stop: int, start: int) -> bool:
    return norm[stop:start] in _SIDE_BY_SIDE


def _clock(hour: str, minute: str | None, half: str | None) -> int:
    return (_int(hour) or 0) * 60 + (_PARTS_OF_HOUR[half] if half else _int(minute or "零") or 0)


_NOT_SO_LONG = Rule(r"(?:都?没有|都?不到|不足|没到),(?:就|只有?|也就)")  # 三刻钟没有,就半小时


def _minutes(norm: str, start: int, stop: int, found: Progress) -> None:
    for match in _MINUTES.finditer(norm, start, stop):
        if norm.rfind("《", start, match.start()) > norm.rfind("》", start, match.start()):
            continue  # 《半小时漫画经济学》
        before = norm[max(start, match.start() - 30) : match.start()]
        value = _length(match)
        if value and value < 1440 and not (_ELSEWHERE.search(before) or _NOT_SO_LONG.match(norm, match.end())):
            _amount(match, before, "minutes", value, found)


def _length(match: re.Match[str]) -> int | None:
    """The minutes that one match tells."""
    if match["h1"]:
        length = (int(match["h2"]) - int(match["h1"])) * 60 + int(match["m2"]) - int(match["m1"])
        if "." in match[0] and 0 <= length < _SHORTEST:
            return None  # 3.14-3.15 are days
        return length % 720 if int(match["h1"]) < 24 and int(match["h2"]) < 25 else None
    if match["oh1"]:
        begun = _clock(match["oh1"], match["om1"], match["ox1"])
        return (_clock(match["oh2"], match["om2"], match["ox2"]) - begun) % 720
    if match["half"]:
        return (_int(match["wh"]) or 0) * 60 + 30
    if match["halfhour"] is not None:
        return 30
    if match["about"]:
        return 60
    if match["hours"]:
        hours = float(match["hours"]) if match["hours"][0].isdigit() else float(_int(match["hours"]) or 0)
        more = _int(match["plus"]) if match["plus"] else 30 if match["andhalf"] else 0
        return int(hours * 60) + (more or 0)
    if match["quarters"]:
        return (_int(match["quarters"]) or 0) * 15
    return _int(match["min"])
