"""Contacts with constituents (联系群众): who was met where, how, what was raised and what came of it."""

import re

from handlers.language import channels, met, people, spans, whom
from handlers.language.features import Features
from handlers.language.forms import Sheet, Value
from handlers.language.material import Material
from handlers.language.numbers import read_number
from handlers.language.places import find_places
from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.stop import Stop
from handlers.language.types import Record

_NO_ISSUE = Rule(
    met.DONE.pattern
    + r"|[0-9]|收获|合影|开心|高兴|感动|辛苦|很受|教[他她]|嗓子|腿[都软]|自己|^我"
    + r"|坐下|[聊唠扯]|陪同|随行|同行|特此|"
    r"请[各领]|发放(?=[了宣传资慰物0-9])|老人|小孩|送[了去上米油面粮肉奶]|每人|一共|另有|谢谢|家家|每[户家]|[打饱]嗝|[脚手脸眼][都也]|[早中午晚]饭|[他她我]的?手机|手机[掉摔泡进没]|蚊子|蚊香|血压计|鼓掌|一刻钟|忙|汇报|代签|不算|没人的|没见着|无人来"
)


def record(material: Material, stop: Stop, found: list[Features], lenient: bool = False) -> Record | None:
    """The contact of one event, None when nobody was met. `lenient`: a heading already says that it is a contact."""
    ranges, raised = _ranges(material, stop, found)
    if raised.issue is None and stop.raised is not None:
        whole = Stop(*stop.raised, trigger=True, numbers=stop.numbers)
        raised = _ranges(material, whole, found)[1]
    own = [(a, b) for a, b in ranges if a >= stop.head.span[1]] if stop.head else ranges
    site = (stop.place.start, stop.place.stop) if stop.place else (0, 0)
    way = (
        channels.channel(material.norm, own, site)
        or channels.channel(material.norm, ranges + stop.shared, site)
        or channels.channel(material.norm, _doings(material, stop, found), site)
    )
    heads = people.count(material.norm, stop.numbers, material.clauses[stop.first].start)
    if not lenient and not stop.trigger and not met.plain(material, stop, found, raised, heads):
        return None
    if not lenient and not met.public(material, stop, ranges):
        for _ in range(_MOST_WAYS):
            if way is None or not met.weak(material.norm, way):
                break
            later = channels.channel(material.norm, [(max(a, way[2]), b) for a, b in ranges if b > way[2]])
            if later is None:
                return None
            way = later
        if way is None and not raised.issue and met.loosely(material, stop.numbers, ranges):
            return None
    if heads is None and not met.met_somebody(material, stop, ranges, lenient):
        return None
    if heads is not None and (heads.people == 0 or (heads.people or 0) > _MOST):
        return None  # 零人次: nobody
    made = Record("contact", material.member, material.today)
    if heads is not None:
        made.people, made.approx = heads.people, heads.approx
        made.unit = heads.unit if heads.people is not None else None
        made.why.append(material.reason("people", heads.start, heads.stop, _COUNT_RULE[heads.unit]))
    if stop.place:
        made.place = material.cut(stop.place.start, stop.place.stop)
        made.why.append(material.reason("place", stop.place.start, stop.place.stop, "地名"))
    if way:
        made.channel = way[0]
        made.why.append(material.reason("channel", way[1], way[2], "方式"))
    add_audience(material, made, ranges + stop.shared)
    _add_span(material, made, "issue", _without_place(material, raised.issue, stop), "反映的事")
    _add_span(material, made, "outcome", _without_place(material, raised.outcome, stop), "办理")
    return made


# 入户种植户6户(冻害没理赔)
_BRACKET = Rule(r"(?<=[人名位户家次])\((?P<issue>[^()0-9]{4,30})\)")
_SPOKE = Rule(r"(?:反映|诉苦|投诉|求助|[拉围][着住]我(?:讲|说|反映|诉苦|吐槽)了?(?:[半一][天阵个会][^,。;]{0,3})?)\Z")
_HOMES = Rule(
    r"入户|家家|每家|人家|农家(?!乐)|养[一-鿿]{1,2}户|农户|住户|军属|烈属|[果菜茶蔗粮瓜]农|困难|低保|贫困|脱贫|残疾|老人|群众|村民|居民|慰问"
)
_MOST_WAYS = 8  # words of a way that are looked at for one that tells of a meeting
_MOST = 3000  # people that one member meets at one event; more are the sums of a whole committee
_COUNT_RULE = {"人次": "按人次", "人": "按人数", "户": "只有户数", "家": "只有家数"}


def add_audience(material: Material, made: Record, ranges: list[tuple[int, int]]) -> None:
    who = None
    if channels.AUDIENCE.may(material.signs):
        who = channels.audience(material.norm, ranges, _counted_at(made))
    if who is None and made.unit == "家" and not any(_HOMES.search(material.norm, a, b) for a, b in ranges):
        counted = next(reason for reason in made.why if reason.field == "people")
        who = ("trade", counted.start, counted.end)
    if who:
        made.audience = who[0]
        made.why.append(material.reason("audience", who[1], who[2], "对象"))


def _counted_at(made: Record) -> int:
    return next((reason.start for reason in made.why if reason.field == "people"), -1)


def _without_place(material: Material, span: tuple[int, int] | None, stop: Stop) -> tuple[int, int] | None:
    """`听他们说公厕太脏,大安镇`: where it was, told at the end, is no part of what was raised."""
    place = stop.place
    if span is None or place is None or not span[0] <= place.start < span[1] <= place.stop + 1:
        return span
    return (span[0], place.start - 1) if material.norm[place.start - 1] in ",。; " else span


def _add_span(material: Material, made: Record, name: str, span: tuple[int, int] | None, rule: str) -> None:
    if span and span[1] - span[0] >= 2:
        setattr(made, name, material.cut(*span))
        made.why.append(material.reason(name, *span, rule))


def _ranges(material: Material, stop: Stop, found: list[Features]) -> tuple[list[tuple[int, int]], spans.Raised]:
    """The stretches of an event that tell of the meeting itself, and the issue and outcome beside them."""
    told: list[tuple[int, int]] = []
    issue: tuple[int, int] | None = None
    outcome: tuple[int, int] | None = None
    unmet: tuple[int, int] | None = None
    open_issue = open_outcome = met = False
    for index in range(stop.first, stop.last):
        clause = material.clauses[index]
        if clause.strong and issue:
            open_issue = False
        if clause.strong:
            open_outcome = False
        brought = found[index]
        told_back = met and not brought.numbers and spans.answered(material.norm, clause.start, clause.stop)
        told_back = told_back or (met and material.norm.startswith("已", clause.start))
        if material.dead[index] and not (open_issue or open_outcome or told_back):
            asked = met and not issue and spans.issue_in(material.norm, clause.start, clause.stop)
            if asked and asked[0] <= clause.start + 4:
                issue, open_issue = (asked[1], clause.stop), True
            elif met and unmet is None and spans.troubled(material.norm, clause.start, clause.stop):
                unmet = clause.start, clause.stop  # 助听器补贴领不了: what is not done is what they lack
            continue
        start = brought.issue[0] if brought.issue else clause.stop
        doing = met and not _met(material, brought, index)
        doing = doing and (told_back or spans.outcome_at(material.norm, clause.start, clause.stop))
        if doing and issue is None:
            matter = spans.matter_in(material.norm, clause.start, clause.stop)
            if matter:
                issue, outcome = matter
                open_issue, open_outcome = False, True
                continue
        raised_first = brought.issue and brought.issue[0] < clause.start + 4 and not outcome and not told_back
        if doing and not raised_first:
            outcome = (outcome[0] if outcome else clause.start, clause.stop)
            open_issue, open_outcome = False, True
        elif open_outcome and not brought.numbers:
            outcome = (outcome[0] if outcome else clause.start, clause.stop)
        elif brought.issue and not issue:
            told.append((clause.start, start))
            issue, open_issue = (brought.issue[1], clause.stop), True
        elif open_issue and issue and not any(people.total(material.norm, n, clause.start) for n in brought.numbers):
            issue = (issue[0], clause.stop)
        else:
            told.append((clause.start, clause.stop))
        met = met or bool(brought.numbers) or brought.trigger
    if issue is None:
        issue = _silent_issue(material, stop, found, told, unmet)
    if outcome is None and (issue is not None or met):
        outcome = _settled(material, stop, found, issue, told)
    return told, spans.refined(material.norm, issue, outcome)


def _goes_on(material: Material, starts: dict[int, Features], end: int, after: tuple[int, int]) -> bool:
    """Whether the next clause of the sentence tells of trouble too."""
    brought = starts.get(after[0])
    if brought is None or brought.numbers or brought.trigger or brought.place or after[0] > end + 2:
        return False
    if material.norm[end : end + 1] != "," or spans.done(material.norm, *after):
        return False
    return spans.troubled(material.norm, *after)


def _settled(
    material: Material, stop: Stop, found: list[Features], issue: tuple[int, int] | None, told: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """`油补没到账,供电所换了表箱`: the first clause behind what was raised that tells what became of it."""
    bare = {
        material.clauses[i].start for i in range(stop.first, stop.last) if not (found[i].trigger or found[i].numbers)
    }
    for at, (start, end) in enumerate(told):
        behind = start in bare and (start >= issue[1] if issue else at > 0)
        if behind and spans.done(material.norm, start, end):
            del told[at]
            return start, end
    return None


def _doings(material: Material, stop: Stop, found: list[Features]) -> list[tuple[int, int]]:
    """The clauses with words of meeting that stand behind an issue: 怕老人烧炭闷着,上门看望独居老人3位."""
    clauses = [material.clauses[at] for at in range(stop.first, stop.last) if found[at].trigger and found[at].numbers]
    return [(clause.start, clause.stop) for clause in clauses]


def _met(material: Material, brought: Features, index: int) -> bool:
    """Whether a clause counts people of its own, not some of those met before."""
    clause = material.clauses[index]
    return not all(people.partial(material.norm, number, clause.start) for number in brought.numbers)


def _silent_issue(
    material: Material,
    stop: Stop,
    found: list[Features],
    told: list[tuple[int, int]],
    unmet: tuple[int, int] | None,
) -> tuple[int, int] | None:
    """`走访3户,水管漏水`: what follows the number without a word of saying, a clause of trouble before any other."""
    starts = {material.clauses[i].start: found[i] for i in range(stop.first, stop.last)}
    for start, end in told:
        bracket = _BRACKET.search(material.norm, start, end)
        if bracket and spans.troubled(material.norm, *bracket.span("issue")):
            return bracket.span("issue")
    met = False
    plain: int | None = None
    for at, (start, end) in enumerate(told):
        brought = starts.get(start)
        if brought is None:
            continue
        if met and not brought.trigger and spans.troubled(material.norm, start, end):
            del told[at]
            while at < len(told) and _goes_on(material, starts, end, told[at]):
                end = told.pop(at)[1]  # 订单少,账期长
            return start, end
        bare = not (
            spans.done(material.norm, start, end) or brought.numbers or brought.trigger or brought.place or brought.day
        )
        if met and bare and plain is None and end - start >= 4 and not _NO_ISSUE.search(material.norm, start, end):
            plain = at
        met = met or bool(brought.numbers)
    if unmet is None and plain is None and len(told) > 1:
        before = starts.get(told[0][0])
        if before is not None and not (before.numbers or before.trigger or before.place or before.day):
            lead = told[0][0] if material.norm[told[0][1] : told[0][1] + 1] == "," else -1
            spoke = any(_SPOKE.search(material.norm, a, b) for a, b in told[1:3])
            if lead >= 0 and spoke and spans.unsaid(material.norm, *told[0]):
                return told.pop(0)  # 小区外墙灯整夜亮,3月29号来了4位市民反映
    return unmet or (None if plain is None else told.pop(plain))


def from_form(material: Material, sheet: Sheet) -> Record:
    """One contact out of a form's values."""
    norm, values = material.norm, sheet.values
    made = Record("contact", material.member, material.today)
    numbers: list[Number] = []
    for kind in ("heads", "who", "how", "base", "homes", "crew"):
        if kind in values and not numbers:
            value = values[kind]
            numbers = whom.constituents(norm, material.scan.numbers, value.start, value.stop, material.signs)
    heads = people.count(norm, numbers, numbers[0].start if numbers else 0)
    if heads:
        made.people, made.approx = heads.people, heads.approx
        made.unit = heads.unit if heads.people is not None else None
        made.why.append(material.reason("people", heads.start, heads.stop, _COUNT_RULE[heads.unit]))
    elif "heads" in values:
        _, start, stop = values["heads"]
        made.people, made.approx = read_number(norm[start:stop])
        made.unit = "人" if made.people is not None else None
        made.why.append(material.reason("people", start, stop, "表格人数"))
    if "place" in values:
        made.place = material.cut(values["place"].start, values["place"].stop)
        made.why.append(material.reason("place", values["place"].start, values["place"].stop, "表格地点"))
    elif "base" in values:
        _, low, high = values["base"]
        place = next((p for p in find_places(norm, material.lexicon, material.signs) if low <= p.start < high), None)
        made.place = material.cut(place.start, place.stop) if place else None
    ranges = [(v.start, v.stop) for k, v in values.items() if k in ("who", "how", "heads", "place")]
    way = channels.channel(norm, [(0, _head_end(values)) if "how" not in values else values["how"][1:]])
    if way is None and re.search(r"走访", norm):
        at = norm.index("走访")
        way = ("visit", at, at + 2)
    if way:
        made.channel = way[0]
        made.why.append(material.reason("channel", way[1], way[2], "方式"))
    add_audience(material, made, ranges)
    for name, key in (("issue", "issue" if "issue" in values else "title"), ("outcome", "outcome")):
        if key in values:
            _add_span(material, made, name, (values[key].start, values[key].stop), "表格")
    return made


def _head_end(values: dict[str, Value]) -> int:
    return min((value.stop for value in values.values()), default=0)
