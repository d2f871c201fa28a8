"""How many constituents an event names (corpus guide, rules 1 and 2)."""

import re
from typing import NamedTuple

from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.whom import companion, helper, phrases, shared_value

_RANK = {"人次": 0, "人": 1, "个": 1, "户": 2, "家": 3}
_PART_BEFORE = Rule(
    r"(?:其中|含|包括|之中|里面|里头|里)[一-鿿0-9\-~]{0,8}$|(?:发言|异常|签约|转诊|报名|提问|申请|符合|同意|"
    r"愿意|确诊|新增|高龄|想[一-鿿]{1,6}|缺席|没[一-鿿]{1,5})的?(?:共?有)?$|有$|(?<![访见系待问望答复])了$"
)
_PART_AFTER = Rule(
    r"(?:[一-鿿]{0,5}?)(?:同意|反对|赞成|弃权|发言|签[字约]|举手|表示|提出|提到|提[了议]|问|说|讲|反映|希望|"
    r"想|要求|建议|愿意|报名|申请|当场|患|血压|查出|确诊|已|转诊|住院|需要|是[党残低贫]|"
    r"的[一-鿿]{2,10}(?:还|没|未|已|要|需)|初次|第一次)"
)
_SPLIT_UP = Rule(r"其中|分别[为是有]|包括|分为")
_TOTAL = Rule(
    r"(?:共计?|合计|总共|一共|总计|全部|[一二两三四五六七八九十0-9]天共?|前后|统共|拢共|加起来)(?:走访|接待|"
    r"联系|看望|慰问|服务|见到?了?|座谈|有|是|来了?|到了?|约|近|群众|村民|居民|听了|见面|入户)*了?$"
)
_CAME = Rule(r"(?:实到|到会|到场|到了|来了|实际(?:到|来)?了?|见到|见了|见着|出席|参加)[一-鿿]{0,6}$")
_CAME_AFTER = Rule(r"(?:[一-鿿]{0,6}?)(?:到场|到会|到齐|都到了|参加|出席|来了|听讲|到了)")
_LISTED_BEFORE = Rule(
    r"(?:登记|应到|邀请|通知|计划|原定|原计划|全村|全组|全校|全屯|辖区?|在册|共有|住着|建档|名册|请了|组里|"
    r"屯里|村里有?)[一-鿿]{0,4}$"
)
_JOIN = Rule(r"[一-鿿]{0,8}?[、和及与加]|[一-鿿]{0,6}、|,(?=[一-鿿]{1,8}$)|(?=[一-鿿]{1,7}$)|\s?\+\s?")
_SPOKEN = Rule(
    r"实到|到场|到会|见到|登记|发言|应到|同意|岁|总|共|合计|没|想|有|签|反映|座谈|下午|上午|又|走访|接待|"
    r"电话|另有|实际|原|计划|比|走了|剩|其中|说|讲|问"
)


class Heads(NamedTuple):
    """People of one event; `start` and `stop` are the words that gave the number."""

    people: int | None
    unit: str
    approx: bool
    start: int
    stop: int


def count(text: str, numbers: list[Number], floor: int) -> Heads | None:
    """One number for one event out of its constituents; None when there are none."""
    if not numbers:
        return None
    if len(numbers) > 1:
        numbers = [number for number in numbers if not _in_brackets(text, number, numbers)]
    for aside in (helper, companion) if len(numbers) > 1 else ():
        numbers = [number for number in numbers if not aside(text, number, floor)] or numbers
    known = [number for number in numbers if number.value is not None]
    if not known:
        first = numbers[0]
        return Heads(None, _unit(first), True, first.start, first.stop)
    best = min(_RANK[number.unit] for number in known)
    tier = [number for number in known if _RANK[number.unit] == best]
    group = _choose(text, _groups(text, tier), floor)
    people = sum(shared_value(text, number, floor) for number in group)
    return Heads(people, _unit(group[0]), any(n.approx for n in group), group[0].start, group[-1].stop)


def _in_brackets(text: str, part: Number, numbers: list[Number]) -> bool:
    """25人(教师10人、学生15人): what stands in brackets behind a number of the same kind are its parts."""
    return any(
        text[whole.stop : whole.stop + 1] == "("
        and whole.stop < part.start < text.find(")", whole.stop)
        and _RANK[whole.unit] <= _RANK[part.unit]
        for whole in numbers
    )


def _unit(number: Number) -> str:
    return "人" if number.unit == "个" else number.unit


def _groups(text: str, tier: list[Number]) -> list[list[Number]]:
    """Numbers that are listed together (老人5名、儿童3名) make one group."""
    groups = [[tier[0]]]
    for number in tier[1:]:
        gap = text[groups[-1][-1].stop : number.start]
        listed = len(gap) <= 14 and _JOIN.match(gap) and not _SPOKEN.search(gap) and not re.search(r"[。;!?\n]", gap)
        if listed:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _choose(text: str, groups: list[list[Number]], floor: int) -> list[Number]:
    if len(groups) == 1:
        return _without_total(text, groups[0])
    around = [phrases(text, group[0], floor) for group in groups]
    for index, (before, _) in enumerate(around):
        if _TOTAL.search(before) and (index or not _is_sum(groups)):
            return groups[index]
    came = [i for i, (before, after) in enumerate(around) if _CAME.search(before) or _CAME_AFTER.match(after)]
    listed = [i for i, (before, _) in enumerate(around) if _LISTED_BEFORE.search(before)]
    if came and (listed or len(came) == 1):
        return groups[came[0]]
    kept = [g for i, g in enumerate(groups) if i not in listed] or groups
    if _is_sum(kept):
        return kept[0]
    whole = [kept[0]]
    for group in kept[1:]:
        sentence = text[max(floor, text.rfind("。", floor, group[0].start)) : group[0].start]
        if _SPLIT_UP.search(sentence) or partial(text, group[0], floor):
            continue
        whole.append(group)
    return [number for group in whole for number in _without_total(text, group)]


def partial(text: str, number: Number, floor: int) -> bool:
    """Whether a number is only some of people counted before: 其中3人, 异常的17名, 4人问低保."""
    before, after = phrases(text, number, floor)
    return "其中" in before or _PART_BEFORE.search(before) is not None or _PART_AFTER.match(after) is not None


def total(text: str, number: Number, floor: int) -> bool:
    """Whether a number sums up those counted before it: 总共见到11位老人."""
    return _TOTAL.search(phrases(text, number, floor)[0]) is not None


def _is_sum(groups: list[list[Number]]) -> bool:
    values = [sum(n.value or 0 for n in group) for group in groups]
    return len(values) > 1 and (values[0] == sum(values[1:]))


def _without_total(text: str, group: list[Number]) -> list[Number]:
    """`8人(老人5名、儿童3名)`: the first is the sum of the others."""
    listed = text[group[0].stop : group[0].stop + 1] in ("、", "和", "+")
    if len(group) > 2 and not listed and group[0].value == sum(number.value or 0 for number in group[1:]):
        return group[:1]
    return group
