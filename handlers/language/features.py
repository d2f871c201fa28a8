"""What each clause brings to an event: an activity, a meeting, a place, a day, people, an issue."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.language import activities, silences, spans, whom
from handlers.language.channels import MEETING
from handlers.language.choice import earliest
from handlers.language.clauses import Clause
from handlers.language.dates import Day
from handlers.language.material import Material
from handlers.language.nature import NOT_DONE, PLANNED, PRIVATE
from handlers.language.notices import untitled
from handlers.language.places import Place, find_places
from handlers.language.rule import Rule, signed
from handlers.language.scan import Number
from handlers.language.types import RecordType

_FIRST_MEANT = ("本该", "本应", "原该", "原应", "原先定", "早该", "原定", "原定于", "本来", "原本", "本定", "原计划")
_REROUTED = Rule(r"改(?:成?去|[到在道走])了?\Z|改(?:成?去|[到在道走])")
_THEIRS = Rule(r"[一-鿿]{2,14}的[一-鿿、]{0,10}")
_PROMISED = Rule(r"(?:答应|应承|承诺|约好?|说好?|[他她]话|预计|争取|力争)[^,。;!\n ]{0,4}\Z")
# An hour of the day with a meeting of its own is a stop of its own.
HOURS = (
    r"(?:今天?|昨天?|前天|当天|同[日天]|[0-9]{1,2}[日号]|周[一二三四五六日天])?(?:上午|下午|中午|晚上|傍晚|早上|早晨|清早|清晨|白天|午后|午间|"
    r"夜间|凌晨|当晚|当夜|朝早|今早|今晚|夜晚|夜里|上昼|下昼|晏昼)"
)
HOUR = Rule(HOURS)
_AGREED = Rule(r"(?:说|约|讲|谈|定|商|敲|讲)[好定妥]了?\Z")
# 昨天的院坝会预计来50人,实来38人: the day holds, the number does not.
_EXPECTED = Rule(r"(?:预计|计划|通知|预约|邀请)了?(?:来|到|有|见|走访|接待)?(?:约|近)?[0-9]{1,4}[人名位户]")
# 老人说:“去年慰问了12户,今年没人来”: what is quoted counts nobody who was met.
_QUOTED = Rule(r"[说讲问道喊称念叨](?:了?一句|的是|着|过)?[:,]?“[^”\n]{2,80}”")
_GONE = Rule(rf"(?:{HOURS})?(?:我|我们)?(?:[去到来]的|[去到来]了|跑到?了?|下到)")
_LED = Rule(r"(?:带[着领]?|领着|约了?|请了?|邀请?|叫上|喊上|会同|联合|[跟和与同陪])\Z")
_INSTEAD = Rule(r"(?:就|而是|倒是|反而|直接|顺[路道]?)?(?:[去到在上下]|走访|接待|看望|慰问|入户|座谈)")
_CONNECTOR = signed(
    rf"(?:{HOURS}|线[上下](?!线|和|、|与)|散[会场了]|顺[路道便]|回程|返程|末了|继而|接下来|随后|接着|然后|之后|会后|饭后|后来|又|再|还|同日|同天|当天|次日|"
    r"第二天|另外|另(?![0-9一二两三四五六七八九十])|转到|最后|最先|先|收摊)"
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
    places: Sequence[Place] = ()


NOTHING = Features()


def features(material: Material) -> list[Features]:
    """Clause by clause; a dead clause brings nothing. One walk: numbers, places and days come in the text's order."""
    found: list[Features] = []
    norm, signs = material.norm, material.signs
    numbers, days = iter(material.scan.numbers), material.scan.days
    places = find_places(untitled(norm), material.lexicon, signs)
    number = next(numbers, None)
    at_place = at_day = sentence = 0
    acts = signs & activities.ANY_ACT
    meetings = MEETING.among(signs)
    raises = spans.ISSUE.may(signs)
    connects = _CONNECTOR.may(signs)
    quotes = [quote.span() for quote in _QUOTED.finditer(norm)] if "“" in norm else []
    for at, (clause, dead) in enumerate(zip(material.clauses, material.dead, strict=True)):
        start, stop, strong, _ = clause
        if not dead and _only_agreed(material, at):
            dead = PLANNED
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
        here = _within(places, at_place, stop) if at_place < len(places) else []
        place = _own_place(norm, here) if here else None
        if dead:
            if dead == PRIVATE and at + 1 < len(material.clauses) and not material.dead[at + 1]:
                told = not material.clauses[at + 1].strong
                found.append(Features(place=place, day=_day(norm, days, at_day, stop)) if told else NOTHING)
                continue
            meant = place is not None and any(word in norm[start:stop] for word in _FIRST_MEANT)
            expected = _EXPECTED.search(norm, start, stop) is not None
            expected = expected or _did_something_else(material, at, dead) or _went(material, at, dead)
            day = _day(norm, days, at_day, stop) if expected else None
            found.append(Features(place=place if meant or day else None, day=day) if meant or day else NOTHING)
            continue
        moved = place is not None and _REROUTED.search(norm, start, place.start) is not None
        if moved:
            found = [
                brought._replace(place=None) if was else brought
                for brought, was in zip(found, material.dead, strict=False)
            ]
        kind = activities.kind_of(norm, start, stop, signs) if acts else None
        if kind == "deed" and not strong and found and _visiting(found[-1]) and activities.mere_gift(norm, start, stop):
            kind = None
        issue = spans.issue_in(norm, start, stop) if raises and kind is None else None
        if issue and not any(brought.trigger or brought.numbers for brought in found):
            issue = _raised_there(norm, meetings, start, issue, stop)
        end = issue[0] if issue else stop
        if inside:
            inside = whom.constituents(norm, inside, sentence, stop, signs)
            inside = [n for n in inside if not any(a < n.start < b for a, b in quotes)]
            if issue:
                inside = [n for n in inside if n.start < issue[1] or _names_them(norm, issue[1], n, stop)]
        if place is None and inside and places and places[0].start < start:
            place = _short_named(norm, places, start)
        trigger = earliest(meetings, norm, start, stop) is not None
        trigger = trigger or (bool(inside) and not strong and _less_than_meant(material, at))
        connector = connects and _CONNECTOR.match(norm, start, stop) is not None
        bare = not (trigger or inside or strong or connector)
        if place is not None and (place.start >= end or (bare and _aside(norm, place, clause, found))):
            place = None
        day = _day(norm, days, at_day, end) if at_day < len(days) else None
        if moved and day is None:
            day = next((d for d in reversed(days) if sentence <= d.start < start and not d.ahead), None)
        if place is not None and place.admin and places[0].start < place.start:
            place = _in_full(norm, places, place)
        found.append(Features(kind, trigger, place, day, inside, issue, connector, here))
    return found


def _did_something_else(material: Material, at: int, dead: str) -> bool:
    """12.31没去看烟花,去敬老院看望…: the day in front of what was not done is that of what was done instead."""
    clauses = material.clauses
    if dead != NOT_DONE or at + 1 >= len(clauses) or material.dead[at + 1] or clauses[at + 1].strong:
        return False
    begins = any(0 <= day.start - clauses[at].start <= 1 for day in material.scan.days)
    return begins and _INSTEAD.match(material.norm, *clauses[at + 1][:2]) is not None


# 约了6位果农到工作室,才来了2位; 原定见8户,结果只敲开3户门: what was meant says that it was a visit.
_MEANT = Rule(
    r"走访|入户|慰问|看望|接待|座谈|接访|家访|回访|谈心|恳谈|见面|(?:见|去|走|跑)(?=[0-9一二两三四五六七八九十]{1,3}[户家人位名])|[约请叫通][了知好]"
)
_PUBLIC = Rule(
    r"[0-9一二两三四五六七八九十][户家]|老人|[村居市]民|群众|老乡|乡亲|街坊|工[人友]|[职员]工|学生|家长|[一-鿿]农|农户|[商住]户|[店摊业]主|"
    r"老板|青年|妇女|大[爷妈姐叔哥]|阿[婆公姨]|师傅|骑手|党员|界别"
)


def _less_than_meant(material: Material, at: int) -> bool:
    """Whether a clause tells how much was done of what one or two clauses before meant to do."""
    norm, clauses = material.norm, material.clauses
    if not at or material.scan.numbers[0].start >= clauses[at].start:
        return False
    if silences.FELL_SHORT.search(norm[clauses[at].start : clauses[at].stop]) is None:
        return False
    for before in range(at - 1, max(-1, at - 3), -1):
        start, stop = clauses[before].start, clauses[before].stop
        if _MEANT.search(norm, start, stop) and any(start <= n.start < stop for n in material.scan.numbers):
            return _PUBLIC.search(norm, start, clauses[at].stop) is not None
        if clauses[before].strong:
            return False
    return False


def _went(material: Material, at: int, dead: str) -> bool:
    """前天下午去的同和镇本来想找村支书…: one went there, whatever was meant to be done."""
    clause = material.clauses[at]
    return dead == PLANNED and any(
        0 <= day.start - clause.start <= 1 and not day.ahead and _GONE.match(material.norm, day.stop, clause.stop)
        for day in material.scan.days
    )


def _only_agreed(material: Material, at: int) -> bool:
    """Whether a clause ends with an agreement and the next one with what is planned."""
    clauses, dead = material.clauses, material.dead
    if at + 1 >= len(clauses) or clauses[at + 1].strong or dead[at + 1] != PLANNED:
        return False
    return _AGREED.search(material.norm, *clauses[at][:2]) is not None


def _raised_there(
    norm: str, meetings: list[Rule], start: int, issue: tuple[int, int], stop: int
) -> tuple[int, int] | None:
    """我用说的啊今天去石龙镇看望…就是讲没热水: words of saying in front of the first meeting raise nothing."""
    if earliest(meetings, norm, start, issue[1]) is not None:
        return issue
    first = earliest(meetings, norm, issue[1], stop)
    if first is None and norm[issue[0]] in "想怕愁盼":
        return None  # 幼师的待遇一直想摸摸底,上周五找了12位座谈
    return issue if first is None or issue[0] > start + 8 else spans.issue_in(norm, first.end(), stop)


def _visiting(before: Features) -> bool:
    """到福利院慰问,给30名儿童送去文具: a gift behind a visit of the same sentence is part of it."""
    return before.trigger and before.kind is None and (before.place is not None or bool(before.numbers))


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
    begin = day.start + norm.startswith("本", day.start)  # 原本星期一 is not 本星期一
    return day.ahead or norm[max(0, begin - 3) : begin].endswith(_FIRST_MEANT)


def _within(places: list[Place], at: int, stop: int) -> list[Place]:
    last = at
    while last < len(places) and places[last].start < stop:
        last += 1
    return places[at:last]


def _own_place(norm: str, places: list[Place]) -> Place:
    """跟卫生院的两个护士去大鹏镇大旺屯: where somebody comes from is passed over when one goes to a town behind it."""
    first = places[0]
    led = norm[first.start - 1] in "带着领约了请邀上同合跟和与陪" and (
        _LED.search(norm, max(0, first.start - 3), first.start) is not None
    )
    if first.admin and not led:
        return first
    ways = "到去了在赴往上下进" if led else "到去了在赴往"
    return next((place for place in places[1:] if place.admin and norm[place.start - 1] in ways), first)


def _short_named(norm: str, places: list[Place], start: int) -> Place | None:
    """石卡镇、五里镇都跑到了:石卡4人,五里6人: a town that was named before, without its kind."""
    for place in places:
        short = norm[place.start : place.stop].removesuffix("街道").rstrip("镇乡村屯")
        named = place.stop <= start and place.admin and 2 <= len(short) < place.stop - place.start
        if named and norm.startswith(short, start):
            return place
    return None


def _in_full(norm: str, places: list[Place], place: Place) -> Place:
    """凤凰村和大岭乡水仙村两头跑。…;水仙村入户11名: a village that was named before with its town."""
    name = norm[place.start : place.stop]
    return next(
        (p for p in places if p.stop < place.start and norm.endswith(name, p.start + 1, p.stop)),
        place,
    )


def _aside(norm: str, place: Place, clause: Clause, found: list[Features]) -> bool:
    """夜班宿舍没热水, 已对接县文化馆: behind a meeting a place of which something is told is not where it was."""
    if not any(brought.numbers for brought in found):
        return False
    if spans.outcome_at(norm, clause.start, clause.stop):
        return True
    return not place.admin and place.start == clause.start and clause.stop - place.stop >= 3
