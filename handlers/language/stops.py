"""Which clauses make one event (corpus guide, rule 4): a stop with its own place, day or number is its own record."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from handlers.language import activities, people, spans, whom
from handlers.language.channels import TRIGGER
from handlers.language.clauses import Clause
from handlers.language.dates import Day
from handlers.language.material import Material
from handlers.language.nature import PLANNED, PRIVATE
from handlers.language.notices import untitled
from handlers.language.places import Place, find_places
from handlers.language.rule import Rule, signed
from handlers.language.scan import Number
from handlers.language.types import RecordType

_FIRST_MEANT = ("本该", "本应", "原该", "原应", "原先定", "早该", "原定", "原定于", "本来", "原本", "本定", "原计划")
_REROUTED = Rule(r"改(?:成?去|[到在道走])了?\Z|改(?:成?去|[到在道走])")
_THEIRS = Rule(r"[一-鿿]{2,14}的[一-鿿、]{0,10}")
_PROMISED = Rule(r"(?:答应|应承|承诺|约好?|说好?|[他她]话|预计|争取|力争)[^,。;!\n ]{0,4}\Z")
_SAW = Rule(r"(?:共|一共|总共|实际)?(?:见|到)")
# An hour of the day with a meeting of its own is a stop of its own.
_HOURS = (
    r"(?:今天?|昨天?|前天|当天|同[日天]|[0-9]{1,2}[日号]|周[一二三四五六日天])?(?:上午|下午|中午|晚上|傍晚|早上|早晨|清早|清晨|白天|午后|午间|"
    r"夜间|凌晨|当晚|当夜|朝早|今早|今晚|夜晚|夜里|上昼|下昼|晏昼)"
)
_HOUR = Rule(_HOURS)
_NTH = Rule(r"(?P<nth>前|后|头|末|第一|第二|第三|第四|另)(?:(?<=[前后])者|一?(?:处|站|个?点|场|个?村|家|所))")
_SUMS = Rule(r"(?:[合总]计|[合加]起来|[总一拢统]?共)[一-鿿]{0,3}\Z")
_EACH_ITS_OWN = Rule(r"分别|依次")
_DAY_ALONE = 4
_RANKS = {"前": 0, "头": 0, "第一": 0, "后": 1, "末": -1, "另": 1, "第二": 1, "第三": 2, "第四": 3}
_SPEAK = Rule(r"[一-鿿]{0,4}?(?:反映|说|讲|问|提|要求|希望|建议|担心|愁|嫌|想)")
# 和茶厂说定了,等春茶下来再去: who agreed to be visited has not been visited yet.
_AT_ONCE = Rule(r"电话|微信|视频|线上|网上|连线|回(?:到|城|来)|别处|外地")
_SOME_OF_THEM = Rule(
    r"其中|最后|另|有[一两几]?[位名个户]|他(?!们)|她(?!们)|[0-9一二两三四五六七八九十]{1,3}[人名位户个]|我"
)
_EVERY = Rule(r"[也则]?(?:都|均|皆|全|个个|家家|[两三四五][处家村地头边站场]|[问讲说提聊反]映?[得的])")
_HEARERS = Rule(r"听众|听讲|受众|聆听")  # 同市民讲普通话,听众65人。宣讲1场
_AGREED = Rule(r"(?:说|约|讲|谈|定|商|敲|讲)[好定妥]了?\Z")
# 昨天的院坝会预计来50人,实来38人: the day holds, the number does not.
_EXPECTED = Rule(r"(?:预计|计划|通知|预约|邀请)了?(?:来|到|有|见|走访|接待)?(?:约|近)?[0-9]{1,4}[人名位户]")
_ALL = Rule(r"(?:[一-鿿0-9]{1,4})?(?:都是|都算|均为|均系|均属|全是|全都是|皆为|都在|全程)")
_CONNECTOR = signed(
    rf"(?:{_HOURS}|线[上下](?!线|和|、|与)|散[会场了]|顺[路道便]|回程|返程|末了|继而|接下来|随后|接着|然后|之后|会后|饭后|后来|又|再|还|同日|同天|当天|次日|"
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


_NOTHING = Features()


class _Head(NamedTuple):
    """上周一、上周三两次去蒙公镇新岭村坐班: (周一接待4人,周三接待9人): the clauses in front of a list."""

    place: Place | None
    day: Day | None
    trigger: bool
    span: tuple[int, int]
    places: list[Place]
    days: list[Day]


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
    # What stands in front of a list or behind it and holds for each of its stops.
    shared: list[tuple[int, int]] = field(default_factory=list)
    # One of several with place and people: 上午,石龙镇,司机7人;中午,….
    listed: bool = False
    head: _Head | None = None
    # The clauses behind all stops that tell what was raised at each of them.
    raised: tuple[int, int] | None = None


def features(material: Material) -> list[Features]:
    """Clause by clause; a dead clause brings nothing. One walk: numbers, places and days come in the text's order."""
    found: list[Features] = []
    norm, signs = material.norm, material.signs
    numbers, days = iter(material.scan.numbers), material.scan.days
    places = find_places(untitled(norm), material.lexicon, signs)
    number = next(numbers, None)
    at_place = at_day = sentence = 0
    acts = signs & activities.ANY_ACT
    raises = spans.ISSUE.may(signs)
    connects = _CONNECTOR.may(signs)
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
                found.append(Features(place=place, day=_day(norm, days, at_day, stop)) if told else _NOTHING)
                continue
            meant = place is not None and any(word in norm[start:stop] for word in _FIRST_MEANT)
            day = _day(norm, days, at_day, stop) if _EXPECTED.search(norm, start, stop) else None
            found.append(Features(place=place if meant or day else None, day=day) if meant or day else _NOTHING)
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
        if issue and not any(brought.trigger or brought.numbers for brought in found):
            issue = _raised_there(norm, start, issue, stop)
        end = issue[0] if issue else stop
        if inside:
            inside = whom.constituents(norm, inside, sentence, stop, signs)
            if issue:
                inside = [n for n in inside if n.start < issue[1] or _names_them(norm, issue[1], n, stop)]
        if place is None and inside and places and places[0].start < start:
            place = _short_named(norm, places, start)
        trigger = TRIGGER.search(norm, start, stop) is not None
        connector = connects and _CONNECTOR.match(norm, start, stop) is not None
        bare = not (trigger or inside or strong or connector)
        if place is not None and (place.start >= end or (bare and _aside(norm, place, clause, found))):
            place = None
        day = _day(norm, days, at_day, end) if at_day < len(days) else None
        if moved and day is None:
            day = next((d for d in reversed(days) if sentence <= d.start < start and not d.ahead), None)
        found.append(Features(kind, trigger, place, day, inside, issue, connector, here))
    return found


def _only_agreed(material: Material, at: int) -> bool:
    """Whether a clause ends with an agreement and the next one with what is planned."""
    clauses, dead = material.clauses, material.dead
    if at + 1 >= len(clauses) or clauses[at + 1].strong or dead[at + 1] != PLANNED:
        return False
    return _AGREED.search(material.norm, *clauses[at][:2]) is not None


def _raised_there(norm: str, start: int, issue: tuple[int, int], stop: int) -> tuple[int, int] | None:
    """我用说的啊今天去石龙镇看望…就是讲没热水: words of saying in front of the first meeting raise nothing."""
    if TRIGGER.search(norm, start, issue[1]) is not None:
        return issue
    first = TRIGGER.search(norm, issue[1], stop)
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
    if places[0].admin:
        return places[0]
    return next((place for place in places[1:] if place.admin and norm[place.start - 1] in "到去了在赴往"), places[0])


def _short_named(norm: str, places: list[Place], start: int) -> Place | None:
    """石卡镇、五里镇都跑到了:石卡4人,五里6人: a town that was named before, without its kind."""
    for place in places:
        short = norm[place.start : place.stop].removesuffix("街道").rstrip("镇乡村屯")
        named = place.stop <= start and place.admin and 2 <= len(short) < place.stop - place.start
        if named and norm.startswith(short, start):
            return place
    return None


def _aside(norm: str, place: Place, clause: Clause, found: list[Features]) -> bool:
    """夜班宿舍没热水, 已对接县文化馆: behind a meeting a place of which something is told is not where it was."""
    if not any(brought.numbers for brought in found):
        return False
    if spans.outcome_at(norm, clause.start, clause.stop):
        return True
    return not place.admin and place.start == clause.start and clause.stop - place.stop >= 3


def split(material: Material, found: list[Features]) -> list[Stop]:
    """The events of a message, in its order."""
    stops: list[Stop] = []
    issue_open = False
    head: _Head | None = None
    norm = material.norm
    for index, brought in enumerate(found):
        clause = material.clauses[index]
        if clause.strong:
            issue_open = False
        current = stops[-1] if stops else None
        before = norm[material.clauses[index - 1].stop] if index else ""
        if before in "。!?\n":
            head = None
        heads = (
            current is not None
            and current.kind is None
            and (before == ":" or (not current.numbers and _opens(norm, clause, brought, current)))
        )
        if current is not None and heads and _item(material, found, index):
            head = _head(material, found, current, index)
            stops[-1] = current = Stop(current.first, index, head=head)
            issue_open = False
        elif current is None or _begins(material, found, index, current, issue_open, head is not None):
            current = Stop(index, index + 1, head=head)
            stops.append(current)
            issue_open = False
        if brought.place is not None and norm.startswith(("都在", "均在", "全在", "地点"), clause.start):
            issue_open = False
        more = issue_open and _more_of_them(norm, current.numbers, brought, clause.start)
        labelled = norm.startswith("地点:", clause.start)
        _take(current, brought, issue_open, index, clause.stop - clause.start, more, labelled)
        # 夜里霜重,怕老人烧炭,上门看望…: nobody has said anything before the meeting.
        issue_open = issue_open or (brought.issue is not None and (current.trigger or bool(current.numbers)))
    for stop in stops:
        if stop.head is not None:
            _lend(material, stop, stop.head)
    if len(stops) > 1:
        parallel = [stop for stop in stops if stop.place and stop.place.admin and stop.numbers and stop.kind is None]
        for stop in parallel if len(parallel) > 1 else ():
            stop.listed = True
        _share_behind(material, found, stops)
        _share_before(material, found, stops)
        _share_issue(material, found, stops)
        last = stops[-1]
        alone = last.place is not None and (last.place.start, last.place.stop) == material.clauses[-1][:2]
        if alone and not any(stop.place for stop in stops[:-1]):
            # 上午入户4户,下午开屋场会26人,木梓镇木梓社区: named once at the end, for all of them.
            for stop in stops:
                stop.place = last.place
        stops = _without_grand_total(material, stops)
    return _apart(material, found, stops) if "分别" in norm or "依次" in norm else stops


def _apart(material: Material, found: list[Features], stops: list[Stop]) -> list[Stop]:
    """`周四到麻垌镇、昨天到罗秀镇,分别看了68名和54名`: so many places or days as numbers are so many stops."""
    made: list[Stop] = []
    for stop in stops:
        split_up = _EACH_ITS_OWN.search(
            material.norm, material.clauses[stop.first].start, material.clauses[stop.last - 1].stop
        )
        numbers = [n for n in stop.numbers if split_up and n.start >= split_up.end()]
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


def _opens(norm: str, clause: Clause, brought: Features, current: Stop) -> bool:
    """Whether a clause begins the list that an event without people announced: 前一处…, 周一 behind 周一到周三."""
    if _NTH.match(norm, clause.start):
        return True
    day, whole = brought.day, current.day
    if day is None or whole is None or whole.last is None:
        return False
    return day.last is None and whole.first <= day.first <= whole.last


def _item(material: Material, found: list[Features], index: int) -> bool:
    """Whether a clause is an item of a list: its own day, hour, place or rank, with people."""
    brought = found[index]
    own = brought.day or brought.place or brought.connector or _NTH.match(material.norm, material.clauses[index].start)
    return brought.kind is None and bool(own) and _brings_people(material, found, index)


def _head(material: Material, found: list[Features], stop: Stop, index: int) -> _Head:
    clauses = material.clauses
    places = [place for brought in found[stop.first : index] for place in brought.places]
    span = (clauses[stop.first].start, clauses[index - 1].stop)
    days = [day for day in material.days(*span) if not day.ahead]
    return _Head(stop.place, stop.day, stop.trigger, span, places, days)


def _lend(material: Material, stop: Stop, head: _Head) -> None:
    """The item takes from the head what it does not say itself; 前一处 and 后一处 take theirs of several."""
    rank = _NTH.match(material.norm, material.clauses[stop.last - 1].start) or next(
        filter(None, (_NTH.match(material.norm, c.start) for c in material.clauses[stop.first : stop.last])), None
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


def _share_behind(material: Material, found: list[Features], stops: list[Stop]) -> None:
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


def _share_before(material: Material, found: list[Features], stops: list[Stop]) -> None:
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
        semicolon = material.norm[clause.start - 1] == ";" and _HOUR.match(material.norm, clause.start)
        if stop.place is not None or (clause.strong and not semicolon) or stop.kind is not None:
            return
        if not _AT_ONCE.search(material.norm, clause.start, clause.stop):
            stop.place = first.place


def _share_issue(material: Material, found: list[Features], stops: list[Stop]) -> None:
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


def _without_grand_total(material: Material, stops: list[Stop]) -> list[Stop]:
    """合起来9人 behind stops of 4, 2 and 3 people, or 三天67人 in front of them, counts nobody anew."""
    counts = []
    for stop in stops:
        heads = people.count(material.norm, stop.numbers, material.clauses[stop.first].start)
        counts.append((heads.people or 0) if heads else 0)
    for at, stop in enumerate(stops):
        others = sum(counts) - counts[at]
        for number in stop.numbers:
            rest = [other for other in stop.numbers if other is not number]
            heads = people.count(material.norm, rest, material.clauses[stop.first].start)
            own = (heads.people or 0) if heads else 0
            if number.value and others and own and number.value == others + own:
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


def _more_of_them(norm: str, numbers: list[Number], brought: Features, start: int) -> bool:
    """都说路窄,加起来14个; 12人反映缺水,8人反映灯坏: inside an issue a total or the next of those who speak counts."""
    if not brought.numbers:
        return False
    number = brought.numbers[0]
    if people.total(norm, number, start):
        return True
    speaks = number.start == start and _SPEAK.match(norm, number.stop) is not None
    return speaks and bool(numbers) and _SPEAK.match(norm, numbers[-1].stop) is not None


def _take(
    stop: Stop, brought: Features, issue_open: bool, index: int, length: int, more: bool = False, labelled: bool = False
) -> None:
    """`labelled`: 地点: stands in front of the place."""
    # 空气能昨天装好了: behind the people a day tells when they were met only in a clause of nothing else.
    tells_when = not stop.numbers or bool(brought.trigger or brought.numbers or brought.place)
    if brought.day is not None and length - (brought.day.stop - brought.day.start) <= _DAY_ALONE:
        tells_when = True
    stop.last = index + 1
    stop.kind = stop.kind or brought.kind
    stop.trigger = stop.trigger or brought.trigger
    alone = brought.place is not None and brought.place.admin
    if brought.place is not None and not labelled:
        alone = alone and length == brought.place.stop - brought.place.start
    if alone and stop.place is not None and not stop.place.admin:
        stop.place = brought.place  # 校门口…。江南街道第三小学: the name outranks the bare site
    if not issue_open or alone:
        stop.place = stop.place or brought.place
        stop.day = stop.day or (brought.day if tells_when else None)
    if not (issue_open and stop.numbers) or more:
        stop.numbers += brought.numbers


def _begins(
    material: Material, found: list[Features], index: int, current: Stop, issue_open: bool, listed: bool
) -> bool:
    """`listed`: the clause stands in a list, where a day, an hour or a place with people is enough."""
    brought = found[index]
    if listed and current.numbers and _item(material, found, index):
        return True
    clause = material.clauses[index]
    strong = clause.strong
    if brought.kind is not None and brought.kind == current.kind and not strong:
        return False
    if (
        brought.kind == "lecture"
        and current.kind is None
        and _HEARERS.search(material.norm, material.clauses[current.first].start, clause.start)
    ):
        return False
    if brought.kind is not None:
        return current.kind is not None or bool(current.numbers) or (current.trigger and current.place is not None)
    if current.kind is not None:
        fresh = brought.connector or (strong and bool(brought.trigger or brought.place or brought.day))
        return fresh and _brings_people(material, found, index, trigger=True)
    if not (current.numbers or (current.trigger and (current.place or current.head))):
        return False
    place = current.place or (current.head.place if current.head else None)
    day = current.day or (current.head.day if current.head else None)
    if brought.place and place and _differ(material, brought.place, place):
        moved = strong or brought.connector or brought.trigger or not issue_open
        alone = clause.stop - clause.start == brought.place.stop - brought.place.start
        other_site = not place.admin and bool(current.numbers) and (bool(brought.numbers) or (alone and not issue_open))
        if moved and (brought.place.admin or other_site) and _brings_people(material, found, index):
            return True
    hour = brought.connector and _HOUR.match(material.norm, clause.start) is not None
    if hour and strong and current.numbers and current.trigger and not (brought.trigger or brought.numbers):
        ahead = found[index + 1] if index + 1 < len(found) else _NOTHING  # 午后下山,入户探望四户
        if ahead.trigger and ahead.numbers and not material.clauses[index + 1].strong:
            return True
    elsewhere = brought.place is not None and place is None and bool(current.trigger)
    elsewhere = elsewhere and (hour or (strong and brought.trigger))
    if elsewhere and current.numbers and _brings_people(material, found, index):
        return True
    if brought.day and day and (brought.day.first, brought.day.last) != (day.first, day.last):
        return _brings_people(material, found, index)
    meets_anew = current.numbers and current.trigger and brought.trigger and brought.connector
    if meets_anew and _HOUR.match(material.norm, clause.start):
        return _brings_people(material, found, index)
    if not (current.numbers and brought.numbers and brought.trigger and (brought.connector or strong)):
        return False
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
