"""Which clauses make one event (corpus guide, rule 4): a stop with its own place, day or number is its own record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from handlers.language import activities, people, spans, whom
from handlers.language.channels import TRIGGER
from handlers.language.dates import Day
from handlers.language.material import Material
from handlers.language.places import Place, find_places
from handlers.language.rule import Rule, signed
from handlers.language.scan import Number
from handlers.language.types import RecordType

_FIRST_MEANT = ("原定", "原定于", "本来", "原本", "本定", "原计划")
_REROUTED = Rule(r"改(?:成?去|[到在道走])了?\Z|改(?:成?去|[到在道走])")
_THEIRS = Rule(r"[一-鿿]{2,14}的[一-鿿、]{0,10}")
_PROMISED = Rule(r"(?:答应|应承|承诺|约好?|说好?|[他她]话|预计|争取|力争)[^,。;!\n ]{0,4}\Z")
_SAW = Rule(r"(?:共|一共|总共|实际)?(?:见|到)")
_CONNECTOR = signed(
    r"(?:上午|下午|中午|晚上|傍晚|早上|朝早|今早|今晚|夜晚|夜里|上昼|下昼|晏昼|随后|接着|然后|之后|会后|饭后|后来|又|再|还|同日|同天|当天|次日|"
    r"第二天|另外|另|转到|最后|最先|先|收摊)"
)


class Features(NamedTuple):
    """What one clause brings to an event; of a dead clause at most the place: 大岭乡走访原定10户,实际8户.

    `issue`: (where words of saying begin, where the issue begins).
    """

    kind: RecordType | None = None
    trigger: bool = False
    place: Place | None = None
    day: Day | None = None
    numbers: Sequence[Number] = ()
    issue: tuple[int, int] | None = None
    connector: bool = False


_NOTHING = Features()


@dataclass(slots=True)
class Stop:
    """One event: clauses `first` up to `last` (excluded) and what they brought."""

    first: int
    last: int
    kind: RecordType | None = None
    trigger: bool = False
    place: Place | None = None
    day: Day | None = None
    numbers: list[Number] = field(default_factory=list)


def features(material: Material) -> list[Features]:
    """Clause by clause; a dead clause brings nothing. One walk: numbers, places and days come in the text's order."""
    found: list[Features] = []
    norm, signs = material.norm, material.signs
    numbers, days = iter(material.scan.numbers), material.scan.days
    places = find_places(norm, material.lexicon, signs)
    number = next(numbers, None)
    at_place = at_day = sentence = 0
    acts = signs & activities.ANY_ACT
    raises = spans.ISSUE.may(signs)
    connects = _CONNECTOR.may(signs)
    for clause, dead in zip(material.clauses, material.dead, strict=True):
        start, stop, strong, _ = clause
        if strong or not found:
            sentence = start
        inside: list[Number] = []
        while number is not None and number.start < stop:
            if number.start >= start:
                inside.append(number)
            number = next(numbers, None)
        while at_place < len(places) and places[at_place].start < start:
            at_place += 1
        while at_day < len(days) and days[at_day].start < start:
            at_day += 1
        place = places[at_place] if at_place < len(places) and places[at_place].start < stop else None
        if dead:
            meant = place is not None and any(word in norm[start:stop] for word in _FIRST_MEANT)
            found.append(Features(place=place) if meant else _NOTHING)
            continue
        moved = place is not None and _REROUTED.search(norm, start, place.start) is not None
        if moved:
            found = [
                brought._replace(place=None) if was else brought
                for brought, was in zip(found, material.dead, strict=False)
            ]
        kind = activities.kind_of(norm, start, stop) if acts else None
        if kind == "deed" and not strong and found and _visiting(found[-1]) and activities.mere_gift(norm, start, stop):
            kind = None
        issue = spans.issue_in(norm, start, stop) if raises and kind is None else None
        end = issue[0] if issue else stop
        if inside:
            inside = whom.constituents(norm, inside, sentence, stop, signs)
            if issue:
                inside = [n for n in inside if n.start < issue[1] or _names_them(norm, issue[1], n, stop)]
        if place is not None and place.start >= end:
            place = None
        trigger = TRIGGER.search(norm, start, stop) is not None
        connector = connects and _CONNECTOR.match(norm, start, stop) is not None
        day = _day(norm, days, at_day, end) if at_day < len(days) else None
        if moved and day is None:
            day = next((d for d in reversed(days) if sentence <= d.start < start and not d.ahead), None)
        found.append(Features(kind, trigger, place, day, inside, issue, connector))
    return found


def _visiting(before: Features) -> bool:
    """到福利院慰问,给30名儿童送去文具: a gift behind a visit of the same sentence is part of it."""
    return before.trigger and before.kind is None


def _day(norm: str, days: list[Day], at: int, stop: int) -> Day | None:
    while at < len(days) and days[at].start < stop:
        if not _put_off(norm, days[at]):
            return days[at]
        at += 1
    return None


def _names_them(norm: str, issue: int, number: Number, stop: int) -> bool:
    """反映漏水的陈伯、梁婶两户, 问这事的有8户: what was raised only tells who they are."""
    if norm[number.start - 2 : number.start] == "的有":
        return True
    return number.stop == stop and _THEIRS.fullmatch(norm, issue, number.start) is not None


def _put_off(norm: str, day: Day) -> bool:
    """A day ahead, or the one that a thing was first meant for: 原定上周二."""
    if norm.startswith("忘", day.stop):
        return True
    if _PROMISED.search(norm, max(0, day.start - 8), day.start):
        return True
    return day.ahead or norm[max(0, day.start - 3) : day.start].endswith(_FIRST_MEANT)


def split(material: Material, found: list[Features]) -> list[Stop]:
    """The events of a message, in its order."""
    stops: list[Stop] = []
    issue_open = False
    for index, brought in enumerate(found):
        strong = material.clauses[index].strong
        if strong:
            issue_open = False
        current = stops[-1] if stops else None
        if current is None or _begins(material, found, index, current, issue_open):
            current = Stop(index, index + 1)
            stops.append(current)
            issue_open = False
        _take(current, brought, issue_open, index)
        issue_open = issue_open or brought.issue is not None
    return stops


def _take(stop: Stop, brought: Features, issue_open: bool, index: int) -> None:
    stop.last = index + 1
    stop.kind = stop.kind or brought.kind
    stop.trigger = stop.trigger or brought.trigger
    if not issue_open:
        stop.place = stop.place or brought.place
        stop.day = stop.day or brought.day
    if not (issue_open and stop.numbers):
        stop.numbers += brought.numbers


def _begins(material: Material, found: list[Features], index: int, current: Stop, issue_open: bool) -> bool:
    brought = found[index]
    strong = material.clauses[index].strong
    if brought.kind is not None and brought.kind == current.kind and not strong:
        return False
    if brought.kind is not None:
        return current.kind is not None or bool(current.numbers) or (current.trigger and current.place is not None)
    if current.kind is not None:
        fresh = brought.connector or (strong and bool(brought.trigger or brought.place or brought.day))
        return fresh and _brings_people(material, found, index, trigger=True)
    if not (current.numbers or (current.trigger and current.place)):
        return False
    if brought.place and current.place and _differ(material, brought.place, current.place):
        moved = strong or brought.connector or brought.trigger or not issue_open
        if moved and brought.place.admin and _brings_people(material, found, index):
            return True
    if brought.day and current.day and (brought.day.first, brought.day.last) != (current.day.first, current.day.last):
        return _brings_people(material, found, index)
    if not (current.numbers and brought.numbers and brought.trigger and (brought.connector or strong)):
        return False
    clause = material.clauses[index]
    heads = not any(number.unit in "户家" for number in brought.numbers)
    if heads and _in_homes(current.numbers) and _SAW.match(material.norm, clause.start):
        return False
    return not all(
        people.partial(material.norm, number, clause.start) or people.total(material.norm, number, clause.start)
        for number in brought.numbers
    )


def _in_homes(numbers: list[Number]) -> bool:
    """走访6户!见12人: the people of homes that were counted before."""
    return all(number.unit in "户家" for number in numbers)


def _differ(material: Material, one: Place, other: Place) -> bool:
    a, b = material.norm[one.start : one.stop], material.norm[other.start : other.stop]
    return not (a.endswith(b) or b.endswith(a))


def _brings_people(material: Material, found: list[Features], index: int, trigger: bool = False) -> bool:
    """Whether this clause, or those up to the next place, day or connector, name people or a visit."""
    place = day = False
    for at in range(index, min(len(found), index + 6)):
        brought = found[at]
        if at > index and (brought.kind or (place and brought.place) or (day and brought.day)):
            return False
        place, day = place or brought.place is not None, day or brought.day is not None
        if brought.numbers and (not trigger or brought.trigger or brought.place or brought.connector):
            return True
        if brought.trigger and brought.place:
            return True
    return False
