"""Which clauses make one event (corpus guide, rule 4): a stop with its own place, day or number is its own record."""

import re
from dataclasses import dataclass, field

from handlers.language import activities, people, spans
from handlers.language.channels import TRIGGER
from handlers.language.dates import Day
from handlers.language.material import Material
from handlers.language.places import Place
from handlers.language.scan import Number
from handlers.language.types import RecordType

_FIRST_MEANT = ("原定", "原定于", "本来", "原本", "本定", "原计划")
_CONNECTOR = re.compile(
    r"(?:上午|下午|中午|晚上|傍晚|早上|随后|接着|然后|之后|会后|饭后|后来|又|再|还|同日|同天|当天|次日|"
    r"第二天|另外|另|转到|最后|最先|先|收摊)"
)


@dataclass(slots=True)
class Features:
    """What one clause brings to an event. `issue`: (where words of saying begin, where the issue begins)."""

    kind: RecordType | None = None
    trigger: bool = False
    place: Place | None = None
    day: Day | None = None
    numbers: list[Number] = field(default_factory=list)
    issue: tuple[int, int] | None = None
    connector: bool = False


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
    """Clause by clause; a dead clause brings nothing."""
    found: list[Features] = []
    norm = material.norm
    for index, clause in enumerate(material.clauses):
        if material.dead[index]:
            found.append(Features())
            continue
        kind = activities.kind_of(norm, clause.start, clause.stop)
        issue = None if kind else spans.issue_in(norm, clause.start, clause.stop)
        end = issue[0] if issue else clause.stop
        inside = _inside(material.scan.numbers, clause.start, clause.stop)
        numbers = people.constituents(norm, inside, _sentence(material, index), clause.stop)
        if issue:
            numbers = [n for n in numbers if n.start < issue[1] or norm[n.start - 2 : n.start] == "的有"]
        trigger = TRIGGER.search(norm, clause.start, clause.stop) is not None
        place = next((p for p in material.places if clause.start <= p.start < clause.stop and p.start < end), None)
        day = next((d for d in material.scan.days if clause.start <= d.start < end and not _put_off(norm, d)), None)
        connector = _CONNECTOR.match(norm, clause.start, clause.stop) is not None
        found.append(Features(kind, trigger, place, day, numbers, issue, connector))
    return found


def _put_off(norm: str, day: Day) -> bool:
    """A day ahead, or the one that a thing was first meant for: 原定上周二."""
    if norm.startswith("忘", day.stop):
        return True
    return day.ahead or norm[max(0, day.start - 3) : day.start].endswith(_FIRST_MEANT)


def _inside(numbers: list[Number], start: int, stop: int) -> list[Number]:
    return [number for number in numbers if start <= number.start < stop]


def _sentence(material: Material, index: int) -> int:
    while index and not material.clauses[index].strong:
        index -= 1
    return material.clauses[index].start


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
        fresh = strong or brought.connector
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
    return not all(people.partial(material.norm, number, clause.start) for number in brought.numbers)


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
