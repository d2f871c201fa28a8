"""What is said once for several stops: a place, a way, an issue, a sum, numbers told by 分别."""

from dataclasses import replace

from handlers.language import people, spans
from handlers.language.features import HOUR, Features
from handlers.language.material import Material
from handlers.language.rule import Rule
from handlers.language.stop import NTH, Head, Stop

_SUMS = Rule(r"(?:[合总]计|[合加]起来|[总一拢统]?共)[一-鿿]{0,3}\Z")
_EACH_ITS_OWN = Rule(r"分别|依次")
_RANKS = {"前": 0, "头": 0, "第一": 0, "后": 1, "末": -1, "另": 1, "第二": 1, "第三": 2, "第四": 3}
# 和茶厂说定了,等春茶下来再去: who agreed to be visited has not been visited yet.
_AT_ONCE = Rule(r"电话|微信|视频|线上|网上|连线|回(?:到|城|来)|别处|外地")
_SOME_OF_THEM = Rule(
    r"其中|最后|另|有[一两几]?[位名个户]|他(?!们)|她(?!们)|[0-9一二两三四五六七八九十]{1,3}[人名位户个]|我"
)
_EVERY = Rule(r"[也则]?(?:都|均|皆|全|个个|家家|[两三四五][处家村地头边站场]|[问讲说提聊反]映?[得的])")
_ALL = Rule(r"(?:[一-鿿0-9]{1,4})?(?:都是|都算|均为|均系|均属|全是|全都是|皆为|都在|全程)")


def apart(material: Material, found: list[Features], stops: list[Stop]) -> list[Stop]:
    """`周四到麻垌镇、昨天到罗秀镇,分别看了68名和54名`: so many places or days as numbers are so many stops."""
    made: list[Stop] = []
    for stop in stops:
        split_up = _EACH_ITS_OWN.search(
            material.norm, material.clauses[stop.first].start, material.clauses[stop.last - 1].stop
        )
        numbers = [n for n in stop.numbers if split_up and n.start >= split_up.end()]
        if len(numbers) > 2 and numbers[-1].value == sum(n.value or 0 for n in numbers[:-1]):
            numbers.pop()  # 分别见了6人和8人,一共14人
        if stop.kind is not None or len(numbers) < 2 or len({n.unit for n in numbers}) > 1:
            made.append(stop)
            continue
        span = (material.clauses[stop.first].start, numbers[0].start)
        places = [place for at in range(stop.first, stop.last) for place in found[at].places if place.start < span[1]]
        days = [day for day in material.days(*span) if not day.ahead]
        if len(numbers) not in (len(places), len(days)):
            made.append(stop)
            continue
        for at, number in enumerate(numbers):
            made.append(
                replace(
                    stop,
                    numbers=[number],
                    place=places[at] if len(places) == len(numbers) else stop.place,
                    day=days[at] if len(days) == len(numbers) else stop.day,
                    listed=True,
                )
            )
    return made


def head_of(material: Material, found: list[Features], stop: Stop, index: int) -> Head:
    clauses = material.clauses
    places = [place for brought in found[stop.first : index] for place in brought.places]
    span = (clauses[stop.first].start, clauses[index - 1].stop)
    days = [day for day in material.days(*span) if not day.ahead]
    return Head(stop.place, stop.day, stop.trigger, span, places, days)


def lend(material: Material, stop: Stop, head: Head) -> None:
    """The item takes from the head what it does not say itself; 前一处 and 后一处 take theirs of several."""
    rank = NTH.match(material.norm, material.clauses[stop.last - 1].start) or next(
        filter(None, (NTH.match(material.norm, c.start) for c in material.clauses[stop.first : stop.last])), None
    )
    if rank is not None and rank["nth"] in _RANKS:
        at = _RANKS[rank["nth"]]
        stop.place = stop.place or (head.places[at] if at < len(head.places) else None)
        stop.day = stop.day or (head.days[at] if at < len(head.days) else None)
    if stop.place is not None and not stop.place.admin:
        short = material.norm[stop.place.start : stop.place.stop]
        stop.place = next((p for p in head.places if material.norm[p.start : p.stop].endswith(short)), stop.place)
    stop.place = stop.place or head.place
    named = stop.day
    if named and named.last is None and material.norm.startswith(("周", "星期", "礼拜"), named.start):
        weekday = named.first.weekday()
        same = next((day for day in head.days if day.last is None and day.first.weekday() == weekday), None)
        stop.day = named if same is None else named._replace(first=same.first)
    stop.day = stop.day or head.day
    stop.trigger = stop.trigger or head.trigger
    if material.clauses[stop.first].start > head.span[0]:
        stop.shared.append(head.span)


def share_behind(material: Material, found: list[Features], stops: list[Stop]) -> None:
    """`…;…。都是座谈`, `均为走访`: how it was done, said once for all stops."""
    silent = not any(stop.trigger or stop.kind for stop in stops[:-1])
    for index in range(stops[-1].first + 1, stops[-1].last):
        clause = material.clauses[index]
        told = found[index].trigger and not (found[index].numbers or found[index].issue)
        told = told and not spans.outcome_at(material.norm, clause.start, clause.stop)
        if told and (silent or _ALL.match(material.norm, clause.start, clause.stop)):
            for stop in stops[:-1]:
                stop.trigger = True
                stop.shared.append((clause.start, clause.stop))


def share_before(material: Material, found: list[Features], stops: list[Stop]) -> None:
    """`在贵城街道,上午走访3户,下午座谈12人`: a place in front of everything holds for the whole sentence."""
    first = stops[0]
    for at in range(first.first, first.last):
        if found[at].trigger or found[at].numbers:
            return
        if found[at].place is not None:
            break
    else:
        return
    for stop in stops[1:]:
        clause = material.clauses[stop.first]
        semicolon = material.norm[clause.start - 1] == ";" and HOUR.match(material.norm, clause.start)
        if stop.place is not None or (clause.strong and not semicolon) or stop.kind is not None:
            return
        if not _AT_ONCE.search(material.norm, clause.start, clause.stop):
            stop.place = first.place


def share_issue(material: Material, found: list[Features], stops: list[Stop]) -> None:
    """`A村4户;B村6户。问得最多的是…`, `三处都提到…`: a sentence of its own behind stops where nobody said anything."""
    last = stops[-1]
    listed = last.head is not None or all(stop.listed for stop in stops)
    if any(found[at].issue for stop in stops[:-1] for at in range(stop.first, stop.last)):
        return
    for at in range(last.first + 1, last.last):
        clause, brought = material.clauses[at], found[at]
        if brought.numbers or (brought.trigger and not brought.issue) or brought.place or brought.day:
            continue
        own = material.norm[material.clauses[at - 1].stop] in "。!\n"
        everywhere = last.head is not None and _EVERY.match(material.norm, clause.start) is not None
        told = brought.issue or (listed and spans.troubled(material.norm, clause.start, clause.stop))
        if told and (own or everywhere) and not _SOME_OF_THEM.match(material.norm, clause.start):
            for stop in stops[:-1]:
                if stop.kind is None:
                    stop.raised = (at, last.last)
        if own or brought.issue:
            return


def without_grand_total(material: Material, stops: list[Stop]) -> list[Stop]:
    """合起来9人 behind stops of 4, 2 and 3 people, or 三天67人 in front of them, counts nobody anew."""
    counts = []
    for stop in stops:
        heads = people.count(material.norm, stop.numbers, material.clauses[stop.first].start)
        counts.append((heads.people or 0) if heads else 0)
    for at, stop in enumerate(stops):
        others = sum(counts) - counts[at]
        for number in stop.numbers if at in (0, len(stops) - 1) else ():
            rest = [other for other in stop.numbers if other is not number]
            heads = people.count(material.norm, rest, material.clauses[stop.first].start)
            own = (heads.people or 0) if heads else 0
            in_front = bool(rest) and number.start < rest[0].start
            if number.value and others and own and number.value == others + own and (at or in_front):
                told = (
                    len(counts) > 2 or _SUMS.search(material.norm, max(0, number.start - 7), number.start) is not None
                )
                # 走访了15户,其中大圩镇9户、桥圩镇6户
                told = told or (stop.place is not None and number.stop <= stop.place.start < rest[0].start)
                stop.numbers = rest if told else stop.numbers
                return stops
        if len(stops) > 2 and counts[at] == others and stop.place is None and stop.kind is None:
            return stops[:at] + stops[at + 1 :]
    return stops
