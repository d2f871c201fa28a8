"""Which clauses make one event (corpus guide, rule 4): a stop with its own place, day or number is its own record."""

from dataclasses import replace

from handlers.language import people
from handlers.language.clauses import Clause
from handlers.language.features import HOUR, HOURS, NOTHING, Features
from handlers.language.material import Material
from handlers.language.places import Place
from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.sharing import (
    apart,
    head_of,
    lend,
    share_before,
    share_behind,
    share_issue,
    without_grand_total,
)
from handlers.language.stop import NTH, Head, Stop

_SAW = Rule(r"(?:共|一共|总共|实际)?(?:见|到)")

_RANK = Rule(r"(?:第[一二三四五六]|另一?)[条个件次场]?|其[一二三四]|[一二三四]是")
_THEN = Rule(r"[后再又][跟与和同]")  # 先跟驾驶员8人,…;后跟会员11人
# 宣讲2场,上午场45人,下午场38人: those who came to each.
_SESSION = Rule(rf"{HOURS}[那这]?[一1]?(?:场|节|堂|期|来了|到场|到会|听众|听的|参加的?)")
# 看望7名老人,还有陪护家属5名
_BESIDES = Rule(
    r"(?:还|另)有|外加|再加|加上|(?:还|又)[碰遇][到见上着]|(?:后来|随后|接着)?(?:又|还)?[围凑聚](?:过来|上来|拢)"
)
_WAY = Rule(r"走访|看望|慰问|入户|接待|接访|座谈|[来通打]了?[一-鿿0-9]{0,4}电话|上门|(?<![碰遇见])到")
_DAY_ALONE = 4
_SPEAK = Rule(r"[一-鿿]{0,4}?(?:反映|说|讲|问|提|要求|希望|建议|担心|愁|嫌|想)")
_HEARERS = Rule(r"听众|听讲|受众|聆听")  # 同市民讲普通话,听众65人。宣讲1场


def split(material: Material, found: list[Features]) -> list[Stop]:
    """The events of a message, in its order."""
    stops: list[Stop] = []
    issue_open = False
    head: Head | None = None
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
            and (
                (before == ":" and not _ordinal(norm, material, index))
                or (not current.numbers and _opens(norm, clause, brought, current))
            )
        )
        if current is not None and heads and _item(material, found, index):
            head = head_of(material, found, current, index)
            stops[-1] = current = Stop(current.first, index, head=head)
            issue_open = False
        elif current is None or _begins(material, found, index, current, issue_open, head is not None):
            current = Stop(index, index + 1, head=head)
            stops.append(current)
            issue_open = False
        if brought.place is not None and norm.startswith(("都在", "均在", "全在", "地点"), clause.start):
            issue_open = False
        more = issue_open and _more_of_them(norm, current.numbers, brought, clause.start)
        labelled = norm.startswith("地点:", clause.start) or (
            brought.place is not None
            and norm[clause.start : brought.place.start] in ("在", "就在", "都在", "地点", "地点在")
        )
        _take(current, brought, issue_open, index, clause.stop - clause.start, more, labelled)
        # 夜里霜重,怕老人烧炭,上门看望…: nobody has said anything before the meeting.
        issue_open = issue_open or (brought.issue is not None and (current.trigger or bool(current.numbers)))
    for stop in stops:
        if stop.head is not None:
            lend(material, stop, stop.head)
    if len(stops) > 1:
        parallel = [stop for stop in stops if stop.place and stop.place.admin and stop.numbers and stop.kind is None]
        for stop in parallel if len(parallel) > 1 else ():
            stop.listed = True
        share_behind(material, found, stops)
        share_before(material, found, stops)
        share_issue(material, found, stops)
        last = stops[-1]
        alone = last.place is not None and (last.place.start, last.place.stop) == material.clauses[-1][:2]
        if alone and not any(stop.place for stop in stops[:-1]):
            # 上午入户4户,下午开屋场会26人,木梓镇木梓社区: named once at the end, for all of them.
            for stop in stops:
                stop.place = last.place
        stops = _mended(material, without_grand_total(material, stops))
    return apart(material, found, stops) if "分别" in norm or "依次" in norm else stops


def _mended(material: Material, stops: list[Stop]) -> list[Stop]:
    """`小区保安5人、绿化工4人,晚上在石羊社区座谈`: who was met in front of where and how, torn apart by the place."""
    made = stops[:1]
    for stop in stops[1:]:
        before = made[-1]
        torn = before.numbers and not before.trigger and before.kind is None and before.head is None
        if torn and stop.trigger and not stop.numbers and not material.clauses[stop.first].strong and stop.kind is None:
            made[-1] = replace(stop, first=before.first, numbers=before.numbers, day=stop.day or before.day)
        else:
            made.append(stop)
    return made


def _ordinal(norm: str, material: Material, index: int) -> bool:
    """第二条:…: the colon opens an item, no list."""
    return index > 1 and _RANK.fullmatch(norm, *material.clauses[index - 1][:2]) is not None


def _opens(norm: str, clause: Clause, brought: Features, current: Stop) -> bool:
    """Whether a clause begins the list that an event without people announced: 前一处…, 周一 behind 周一到周三."""
    if NTH.match(norm, clause.start):
        return True
    day, whole = brought.day, current.day
    if day is None or whole is None or whole.last is None:
        return False
    return day.last is None and whole.first <= day.first <= whole.last


def _item(material: Material, found: list[Features], index: int) -> bool:
    """Whether a clause is an item of a list: its own day, hour, place or rank, with people."""
    brought = found[index]
    own = brought.day or brought.place or brought.connector or NTH.match(material.norm, material.clauses[index].start)
    return brought.kind is None and bool(own) and _brings_people(material, found, index)


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
    # 前天那场雨冲了便桥,昨天划船过去看望…: the day of the act, not that of the circumstances
    anew = brought.day is not None and brought.trigger and not (stop.trigger or stop.numbers or stop.kind)
    stop.kind = stop.kind or brought.kind
    stop.trigger = stop.trigger or brought.trigger
    alone = brought.place is not None and brought.place.admin
    if brought.place is not None and not labelled:
        alone = alone and length == brought.place.stop - brought.place.start
    if alone and stop.place is not None and not stop.place.admin:
        stop.place = brought.place  # 校门口…。江南街道第三小学: the name outranks the bare site
    if anew and brought.place is not None and stop.day is not None:
        stop.place = brought.place  # 上周五在大圩镇,今天在木圭镇走访6户
    if not issue_open or alone:
        stop.place = stop.place or brought.place
        stop.day = brought.day if anew else stop.day or (brought.day if tells_when else None)
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
        if brought.connector and not (brought.trigger or brought.place) and _SESSION.match(material.norm, clause.start):
            return False
        fresh = brought.connector or (strong and bool(brought.trigger or brought.place or brought.day))
        return fresh and _brings_people(material, found, index, trigger=True)
    if not (current.numbers or (current.trigger and (current.place or current.head))):
        return False
    place = current.place or (current.head.place if current.head else None)
    day = current.day or (current.head.day if current.head else None)
    ends = index + 1 < len(found) and material.clauses[index + 1].strong
    alone = brought.place is not None and clause.stop - clause.start == brought.place.stop - brought.place.start
    if alone and ends and not strong and not (place and place.admin):
        return False  # 走访码头装卸工15人,江南街道;下午…: where it was, told behind
    if brought.place and place and _differ(material, brought.place, place):
        moved = strong or brought.connector or brought.trigger or not issue_open
        alone = clause.stop - clause.start == brought.place.stop - brought.place.start
        other_site = not place.admin and bool(current.numbers) and (bool(brought.numbers) or (alone and not issue_open))
        if moved and (brought.place.admin or other_site) and _brings_people(material, found, index):
            return True
    hour = brought.connector and HOUR.match(material.norm, clause.start) is not None
    if hour and strong and current.numbers and current.trigger and not (brought.trigger or brought.numbers):
        ahead = found[index + 1] if index + 1 < len(found) else NOTHING  # 午后下山,入户探望四户
        if ahead.trigger and ahead.numbers and not material.clauses[index + 1].strong:
            return True
    elsewhere = brought.place is not None and place is None and bool(current.trigger)
    elsewhere = elsewhere and (hour or (strong and brought.trigger))
    if elsewhere and current.numbers and _brings_people(material, found, index):
        return True
    if brought.day and day and (brought.day.first, brought.day.last) != (day.first, day.last):
        return _brings_people(material, found, index)
    meets_anew = current.numbers and current.trigger and brought.trigger and brought.connector
    if meets_anew and HOUR.match(material.norm, clause.start):
        return _brings_people(material, found, index)
    if strong and current.numbers and brought.numbers and _THEN.match(material.norm, clause.start):
        return True
    if not (current.numbers and brought.numbers and brought.trigger and (brought.connector or strong)):
        return False
    if not strong and brought.place is None and _BESIDES.match(material.norm, clause.start):
        return _WAY.search(material.norm, clause.start, clause.stop) is not None
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
