"""How many constituents an event names (corpus guide, rules 1 and 2)."""

import re
from typing import NamedTuple

from handlers.language.numbers import RUN, value_of
from handlers.language.persons import PERSON, people_are_meant, person_near
from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.whom import companion, helper, phrases, shared_value

_RANK = {"人次": 0, "人": 1, "个": 1, "户": 2, "家": 3}
_PART_BEFORE = Rule(
    r"(?:其中|含|包括|之中|当中|里面|里头|^内有?|(?<![家店地屋园田厂棚院房山])里)[一-鿿0-9\-~]{0,8}$|(?:发言|异常|签约|转诊|报名|提问|申请|符合|同意|"
    r"愿意|确诊|新增|高龄|想[一-鿿]{1,6}|缺席|没[一-鿿]{1,5})的?(?:共?有)?$|(?<![还另])有$|占了?$|(?<![访见系待问望答复看聊谈诊接找叫])了$"
)
_PART_AFTER = Rule(
    r"(?:[一-鿿]{0,5}?)(?:约[了好]|同意|反对|赞成|弃权|发了?言|签了?[字约]|举了?手|表示|提出|提到|提[了议]|问|说|讲|反映|希望|"
    r"想|要求|建议|愿意|报名|申请|当场|患|血压|查出|确诊|已|转诊|住院|需要|是[党残低贫]|"
    r"的[一-鿿]{2,10}(?:还|没|未|已|要|需)|初次|第一次)"
)
# 残疾证已帮着办好5名, 工钱当场要回11人: what came of it for some of them.
_SETTLED = Rule(
    r"(?:已经?|当场|现场|帮[着忙助他她]?)(?![一-鿿]{0,4}(?:走访|接待|慰问|看望|座谈|入户|联系|见|访))[一-鿿]{0,8}?(?:办|修|装|换|批|领|落实|解决|介绍|安排|推荐|搬|要回|追回|讨回|拿[到回]|"
    r"调[解处]|申[请报]|兑[付现]|纳入|签|转诊|入[学院职]|上[岗学]|复[查学]|脱贫|谈[妥好])[一-鿿]{0,8}$|"
    r"(?:办[好妥成结]|修好|落实|调解成功|要回|追回|讨回|解决|救助|劝返|复学|复课|上岗|返岗|转诊|转院|"
    r"转[到入]?[一-鿿]{0,4}院|和解)了?的?$|(?:当场|现场)(?:又|还|就)?[给帮替为]$|签[了下好][一-鿿]{1,6}$|(?:结对|认领)$|[发配取开]药$"
)
# 调解后9人签字
_SETTLED_AFTER = Rule(
    r"(?:都|也|已|当场|现场){0,2}(?:签了?[字约]|领[到了]|拿到|办[好妥成]|同意|撤诉|和解|[搬住]进|复学|上岗|转诊|住院)"
)
_JUST = Rule(r"[就只才仅]有?$")  # 走访8户,就2户反映缺水
# 屋外晒太阳的4位也聊了: no part of those before.
_ALSO = Rule(r"也都?(?:聊|见|谈|看|访|走|接|慰问|问候)")
_WITHIN = Rule(r"其中|当中|里[面头]|^内[有含]|^内$")
# 接待1人,就1人: the same number once more.
_AGAIN = Rule(r"[,。](?:(?:就|这|那|他|她|真|只|才|仅|的|有|是|对|没错|确实|总共|一共|来了|见了)[,:]?){1,4}")
_DIAGNOSED = Rule(r"(?:[血尿][压糖脂酸]偏?[高低]|偏高|超标|异常|确诊|阳性|查出[一-鿿]{0,4})的?$")
_SPLIT_UP = Rule(r"其中|分别[为是有]|包括|分为")
_TOTAL = Rule(
    r"(?:共计?|合计|总共|一共|总计|全部|[合加凑]在一起|合起来|凑起来|拢起来|满打满算|数下来|算下来|[一二两三四五六七八九十0-9]天共?|前后|统共|拢共|加起来)(?:走访|接待|"
    r"联系|看望|慰问|服务|见到?了?|座谈|有|是|来了?|到了?|约|近|群众|村民|居民|听了|见面|入户|筛查?|查|诊|剪|看|接)*了?$"
)
# 47户安置在小学,我只聊到其中6户; 签到27人,代签4人不算,真人23个; 到场67人,刨去干部3人: what stood before is taken back.
_ONLY = Rule(
    r"(?:只|才|仅|就)(?:走访|走|访|看望|看|慰问|接待|接|见|聊|谈|问|入户|入|找|到|来|碰|遇|联系|剩|敲开)?"
    r"(?:开|通|上|进)?(?:到|了|着|过|得)?(?:场|会|其中|里面)?(?:的)?$"
)
_MISTAKEN = Rule(
    r"[,。]?[哦噢呃嗯啊]?,?(?:不对|不是?(?=,)|不是|错了|[说写打记]错了?|更正)[,。:]?(?:应该?)?(?:是|为)?"
)  # 7户,不对,8户
_NO_MEETING = ("只", "就", "才", "仅")
_NOT_COUNTED = Rule(
    r"(?:不算(?!多|少|[大小])|不计|不作数|没算|刨去|刨开|除去|除开|除掉|扣掉|扣除|扣去|减去|去掉|撇开|剔除|排除)"
)
_SET_ASIDE = Rule(rf"(?P<n>{RUN})(?=[名位个人户家])")
_OTHERS = Rule(
    r"(?:[他她](?:们)?|人家|别人|隔壁[一-鿿]{1,3}|上[次回]|上一[次回]|去年|前[次回])(?:一共|共|就|都)?(?:走访|看望|慰问|接待|入户|见|跑|走)(?:了|到)?$"
)
# 又入户8户,加上前面的一共46户: a running total tells nothing of today.
_RUNNING = Rule(
    r"(?:加上|连同|连上|算上|连着|带上)[一-鿿]{0,3}?(?:前面|之前|此前|以前|原来|前[几两头]|昨|上[午周次个月]|早上|头)[一-鿿]{0,8}$|"
    r"(?:累计|迄今|至今|总计已|为止)[一-鿿]{0,4}$"
)
_OF_THEM = Rule(r"[^,。;、\s]的(?:就|也|竟)?(?:有|是|共|占)?$")
_SAYING = ("反映", "提出", "希望", "要求", "担心", "建议")  # 会上12人反映…,8人反映…
_SAYS = Rule(r"(?:反映|说|讲|问|提|要求|希望|建议|担心|愁|嫌|想)")
_ASKING = ("问", "说", "讲", "提", "嫌", "愁")
_SOME = Rule(r"提[一-鿿]{1,4}的|发言|签[字约]|(?:就|竟|也)有|占")
_MORE_OF_THEM = Rule(r"另|还有|再加|外加|又")
_CAME = Rule(
    r"(?:实[到来]|[测看剪查量问]完|第一批|头一批|(?:进|过|上门)来的$|进[了门]|真正|[看谈聊说]上|到会|到场|到了|来了|接通|打通|拨通|^通了|连上|聊上|敲开|接了|接听|实际(?:到|来)?了?|见到|见了|见着|[碰见][着上到了]面|碰[上着到]的|聊得上|出席|参加)[一-鿿]{0,6}$|(?:(?:在(?:家|店里?|屋)|门开着?|开着?门)的?)$"
)
# 老人来了9名,妇女到了6名: each group by its noun.
_ARRIVED = Rule(rf"(?:{PERSON.pattern})(?:们|代表)?(?:也|都|还|又)?[来到]了\Z")
_CAME_AFTER = Rule(r"(?:[一-鿿]{0,6}?)(?:到场|到会|到齐|都到了|参加|出席|来了|听讲|到了|接了|接通|接听|在家|开了?门)")
_LISTED_BEFORE = Rule(
    r"(?:登记|[拿取排]号|名单上?|[本表册簿]子?上[记列]?[着有]?|应到|应来|应[访走]|应参会|预约|报名|报了名|挂号|预计|名额|接龙|发了?通知|安排|邀约|邀请|通知|计划|原定|原计划|全村|全组|全校|全屯|辖区?|在册|共有|住着|建档|名册|请了|组里|"
    r"屯里|村里有?|约了|叫了|喊了)[一-鿿]{0,4}$"
)
_JOIN = Rule(
    r"[一-鿿]{0,8}?(?:[、和及与]|(?<!参)加(?!入))|[一-鿿]{0,6}、|,(?=[一-鿿]{1,8}$)|(?=[一-鿿]{1,7}$)|\s?\+\s?"
)
_SPOKEN = Rule(
    r"实|含|通(?!话)|敲开|见着|见了|[看测查剪]完|[谈聊看说]上|连上|预约|报名|名额|到场|到会|见到|登记|发言|应到|同意|岁|总|共|合计|没|想|有|占|签|反映|座谈|下午|上午|又|走访|接待|"
    r"电话|另有|实际|原|计划|比|走了|剩|其中|说|讲|问|里|中(?![学小])|只|才|到了|来了|坐|看了|接[了通]|挂|上线|转|领|起来|合"
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
        opened = [number for number in numbers if text.startswith("(", number.stop)]
        numbers = [number for number in numbers if not _in_brackets(text, number, opened)] if opened else numbers
    for aside in (helper, companion) if len(numbers) > 1 else ():
        numbers = [number for number in numbers if not aside(text, number, floor)] or numbers
    if len(numbers) > 1:
        numbers = [number for number in numbers if not _helped(text, number, floor)] or numbers
    units = {number.unit for number in numbers}
    if "个" in units and ("人" in units or "人次" in units):
        # 居民六七十人,灭火器喷空了12个: beside a number of people 个 counts them only with a noun of theirs
        numbers = [number for number in numbers if people_are_meant(number, *phrases(text, number, floor))]
    known = [number for number in numbers if number.value is not None]
    if not known:
        first = numbers[0]
        return Heads(None, _unit(first), True, first.start, first.stop)
    known = _after_taking_back(text, known, floor)
    best = min(_RANK[number.unit] for number in known)
    tier = [number for number in known if _RANK[number.unit] == best]
    group = _choose(text, _groups(text, tier), floor)
    homes = [number for number in known if number.unit == "户" and number.start < tier[0].start]
    if homes and all(_speaks(text, number) for number in tier):
        some = sum(number.value or 0 for number in tier) < sum(number.value or 0 for number in homes)
        group = _choose(text, _groups(text, homes), floor) if some else group  # 走访12户,5人说缺水,2人说路烂
    people = sum(shared_value(text, number, floor) for number in group)
    return Heads(people, _unit(group[0]), any(n.approx for n in group), group[0].start, group[-1].stop)


def _speaks(text: str, number: Number) -> bool:
    """5人说缺水: a number that begins its clause and says something."""
    return text[number.start - 1 : number.start] in (",", "。", ";") and _SAYS.match(text, number.stop) is not None


def _after_taking_back(text: str, known: list[Number], floor: int) -> list[Number]:
    """Without the numbers that a later one takes back, and those of somebody else's visits."""
    known = [n for n in known if not _beside(phrases(text, n, floor)[0])] or known
    for at in range(len(known) - 1, 0, -1):
        before = phrases(text, known[at], floor)[0]
        only = _ONLY.search(before)
        gap = text[known[at - 1].stop : known[at].start]
        if _MISTAKEN.fullmatch(gap):
            return known[at:]
        if known[at][2:] == known[at - 1][2:] and _AGAIN.fullmatch(gap):
            return known[at:]
        if (only and only[0] not in _NO_MEETING) or (
            (known[at].value or 0) <= (known[at - 1].value or 0)
            and (_NOT_COUNTED.search(gap) or _rest(gap, known[at - 1], known[at]))
        ):
            return known[at:]
    return known


def _rest(gap: str, whole: Number, rest: Number) -> bool:
    """来的9人里2人是村干部,群众7人: those left when the ones set aside in between are taken off."""
    off = (whole.value or 0) - (rest.value or 0)
    return off > 0 and any(value_of(found["n"])[0] == off for found in _SET_ASIDE.finditer(gap))


def _beside(before: str) -> bool:
    return _OTHERS.search(before) is not None or _RUNNING.search(before) is not None


def _in_brackets(text: str, part: Number, opened: list[Number]) -> bool:
    """25人(教师10人、学生15人): what stands in brackets behind a number of the same kind are its parts."""
    return any(
        whole.stop < part.start < text.find(")", whole.stop) and _RANK[whole.unit] <= _RANK[part.unit]
        for whole in opened
    )


def _unit(number: Number) -> str:
    return "人" if number.unit == "个" else number.unit


def _groups(text: str, tier: list[Number]) -> list[list[Number]]:
    """Numbers that are listed together (老人5名、儿童3名) make one group."""
    groups = [[tier[0]]]
    for number in tier[1:]:
        gap = text[groups[-1][-1].stop : number.start]
        listed = (
            (gap[:1] in "、和及与加+" or "的" not in gap)
            and len(gap) <= 14
            and _JOIN.match(gap)
            and not _SPOKEN.search(gap.replace("岁", "") if gap.startswith("、") else gap)
            and not _SETTLED.search(gap)
            and not _WITHIN.search(gap[1:])
            and not _JUST.search(gap)
            and not (gap.startswith(",") and _BEFELL.search(gap))
            and not (gap.startswith(",") and _SETTLED_AFTER.match(text, number.stop))
            and not re.search(r"[。;!?\n]", gap)
        )
        if listed:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _choose(text: str, groups: list[list[Number]], floor: int) -> list[Number]:
    if len(groups) == 1:
        return _without_total(text, groups[0])
    around = [phrases(text, group[0], floor) for group in groups]
    for index, (before, _) in reversed(list(enumerate(around))):
        if _TOTAL.search(before) and "其中" not in before and (index or not _is_sum(groups)):
            return groups[index]
    came = [i for i, (before, after) in enumerate(around) if _CAME.search(before) or _CAME_AFTER.match(after)]
    listed = [i for i, (before, _) in enumerate(around) if _LISTED_BEFORE.search(before)]
    if not listed and came and came[0] and _ARRIVED.search(around[came[0]][0]):
        came = []  # 学生118名,家长来了40多名
    if came and (listed or (len(came) == 1 and came[0])):
        return groups[came[0]]
    kept = [g for i, g in enumerate(groups) if i not in listed]
    if all(_part(text, group[0], floor) for group in kept):
        kept = groups
    twice = len(kept) == 2 and len(kept[0]) == len(kept[1]) == 1 and person_near(around[-1][1])
    if _is_sum(kept) and not twice and not _told_alike(text, kept, floor):
        return kept[0]
    whole = [kept[0]]
    for group in kept[1:]:
        sentence = text[max(floor, text.rfind("。", floor, group[0].start)) : group[0].start]
        alike = _alike(text, whole[-1][0], group[0], floor)
        alike = alike and _DIAGNOSED.search(phrases(text, group[0], floor)[0]) is None
        if _SPLIT_UP.search(sentence) or (not alike and _part(text, group[0], floor)):
            continue
        whole.append(group)
    return [number for group in whole for number in _without_total(text, group)]


def _of_them(text: str, number: Number, floor: int) -> bool:
    """腰腿疼的31位: some of those counted before, unless those were told in the same way (学会的41人,没学会的9人)."""
    before = phrases(text, number, floor)[0]
    return _OF_THEM.search(before) is not None and not _MORE_OF_THEM.search(before)


def _alike(text: str, one: Number, other: Number, floor: int) -> bool:
    """学会的41人,没学会的9人: both told by what they are; 提意见的5名, 没管住的就有7名 are some of those before."""
    (first, acts), (second, does) = phrases(text, one, floor), phrases(text, other, floor)
    if not second and (not first or acts[:2] in _SAYING):
        return acts[:2] == does[:2] or (acts[:1] == does[:1] and acts[:1] in _ASKING)
    if (first[-2:] == second[-2:] and len(second) > 1) or (_ARRIVED.search(first) and _ARRIVED.search(second)):
        return _WITHIN.search(second) is None  # 上午来了12人,下午来了13人
    whole = "的" in first and "是" not in first
    return whole and _of_them(text, other, floor) and not _SOME.search(second)


def _told_alike(text: str, groups: list[list[Number]], floor: int) -> bool:
    """一拨6个,一拨4个,末了一拨2个: each told in the same words, so that no one of them is the sum of the others."""
    befores = {phrases(text, group[0], floor)[0][-2:] for group in groups}
    return len(befores) == 1 and len(befores.pop()) == 2


def _part(text: str, number: Number, floor: int) -> bool:
    if _ALSO.match(phrases(text, number, floor)[1]):
        return False
    return partial(text, number, floor) or _of_them(text, number, floor) or _does(text, number, floor)


def _does(text: str, number: Number, floor: int) -> bool:
    """走访6家商户,3家转让: a number that begins its clause with a predicate behind it tells what some of them did."""
    before, after = phrases(text, number, floor)
    return not before and len(after) > 1 and (after[0] in "是有缺要想" or not person_near(after))


# 入户9名,药断了3名: what befell some of them, no list; 老人来了3名 is one.
_BEFELL = Rule(r"(?<![访见系待问望答复看聊谈诊接找叫来到坐])了\Z")
# 走访妇女8名,帮2人找到了手工活
_HELPED = Rule(r"(?:帮助?|给|为|替)\Z")
_GOT = Rule(
    r"(?:[一-鿿]{0,3}?)(?:找到|联系|介绍|办[好了成]|申[请领]|解决|争取|落实|[要追讨]回|安排|代办|装[了上好]|转[到诊院])"
)


def _helped(text: str, number: Number, floor: int) -> bool:
    before, after = phrases(text, number, floor)
    return _HELPED.search(before) is not None and _GOT.match(after) is not None


def partial(text: str, number: Number, floor: int) -> bool:
    """Whether a number is only some of people counted before: 其中3人, 异常的17名, 4人问低保."""
    before, after = phrases(text, number, floor)
    if "其中" in before or _SETTLED.search(before) or _SETTLED_AFTER.match(after):
        return True
    if _DIAGNOSED.search(before):
        return True
    if _ARRIVED.search(before):
        return False
    return _PART_BEFORE.search(before) is not None or _PART_AFTER.match(after) is not None


def total(text: str, number: Number, floor: int) -> bool:
    """Whether a number sums up those counted before it: 总共见到11位老人."""
    return _TOTAL.search(phrases(text, number, floor)[0]) is not None


def _is_sum(groups: list[list[Number]]) -> bool:
    values = [sum(n.value or 0 for n in group) for group in groups]
    return len(values) > 1 and (values[0] == sum(values[1:]))


def _without_total(text: str, group: list[Number]) -> list[Number]:
    """`8人(老人5名、儿童3名)`: the first is the sum of the others."""
    listed = text[group[0].stop : group[0].stop + 1] in ("、", "和", "+")
    if _told_alike(text, [[number] for number in group], 0):
        return group
    if len(group) > 2 and not listed and group[0].value == sum(number.value or 0 for number in group[1:]):
        return group[:1]
    if len(group) > 2 and group[-1].value == sum(number.value or 0 for number in group[:-1]):
        return group[-1:]
    return group
