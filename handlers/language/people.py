"""How many constituents an event names (corpus guide, rules 1 and 2)."""

import re
from typing import NamedTuple

from handlers.language.scan import Number

_RANK = {"人次": 0, "人": 1, "个": 1, "户": 2, "家": 3}
_PERSON = re.compile(
    r"农户|户主|[男女民员技务]工|村民|居民|[老穷病众客工商路熟新家邻旁盲本当证]人|群众|市民|"
    r"人(?![工均民生])|者|员|[学师考]生|家长|朋友|友|[大小]?[哥姐妹弟叔婶伯嫂]|爷|奶|娃|孩|妈|爸|婆|公公|"
    r"师傅|老师|工友|[蔗菜果茶渔粮烟棉药桑棉]农|店主|车主|业主|企业主|"
    r"客户|青年|妇女|儿童|街坊|邻居|同胞|乡亲|老板|掌柜|病号|伙计|代表|同志|军属|家属|亲属|职工|员工|骨干|"
    r"能手|户|老乡|婶|摊贩|商贩|司机|小贩|侨眷|信众|粉丝|学徒|长者|学子|眷"
)
_STAFF = (
    r"(?:政协|区政协|市|县|兄弟)?委员|志愿者|义工|(?:镇|村|街道|社区|两委|政协|机关|驻村|帮扶|工会|妇联|"
    r"随行)*干部|工作人员|记者|队员|徒弟|同事|教官|随行|司机|摄影|领导|镇领导|组员|工作队员?|驻村第一书记|"
    r"主任|村支书|书记|联络员|社工|网格员|讲解员"
)
_HELPERS = (
    r"医生|医师|护士|医护人员|医务人员|专家|律师|技术员|农技员|教师|老师|民警|法官|理发师|讲师|教授|"
    r"学生志愿者|会员"
)
_STAFF_AFTER = re.compile(rf"(?:[一-鿿]{{0,4}}?)(?:{_STAFF})(?![的家])")
_STAFF_BEFORE = re.compile(
    rf"(?:{_STAFF}|医疗队|工作队|服务队|小组|小分队|团队|组员|一行|陪同|我们|咱们|同行的?|随行)(?:共|有|等|"
    rf"约|一行|一共)?$"
)
_HELPERS_AFTER = re.compile(rf"(?:[一-鿿]{{0,4}}?)(?:{_HELPERS})")
_HELPERS_BEFORE = re.compile(rf"(?:{_HELPERS})(?:共|有|等|约)?$")
_ALONG_BEFORE = re.compile(
    r"(?:和|与|同|跟|带着?|带上|带领|率|陪|邀请?了?|请来?了?|联合|组织|会同|派出?|安排|另有|叫上|约上|"
    r"约了)[一-鿿]{0,6}$"
)
_ALONG_AFTER = re.compile(
    r"[一-鿿]{0,10}?(?:陪同|陪我|一起去|一同|一道|一块|同行|跟着我|跟我|随我|参与服务|随队|坐诊|现场服务|"
    r"帮忙|带队|去的)"
)
_ACQUAINTED = re.compile(r"老?(?:熟人|朋友|同学|同事|亲戚|战友|家人|闺蜜)")
_WITH = re.compile(r"[和与跟同][一-鿿]{0,8}$")
_LED = re.compile(r"(?:带着?|带上|带领|率领?)$")
_VISITED = re.compile(r"(?:走访|看望|慰问|探望|探访|接待|座谈|联系|见到?了?|采访|访问|访|听取?)[了的]?[一-鿿]{0,4}$")
_ABSENT = re.compile(
    r"(?:[一-鿿]{0,3}?)(?:都|也|均|全)?(?:没人|没来|没在|不在|外出|锁门|锁着|没见|没开门|未见|没(?!有?(?:说|"
    r"讲|意见|提))|缺席|请假|搬走|扑空)"
)
_ABSENT_BEFORE = re.compile(
    r"(?:没来的?|缺席的?|请假的?|未到的?|不在家的?|没见[到着]的?|扑空|少了|差|剩下?的?|还剩|另外|前|每|人均|"
    r"平均|超|限|满|不足|少于|不少于|第)$"
)
_PART_BEFORE = re.compile(
    r"(?:其中|含|包括|之中|里面|里头|里)[一-鿿0-9\-~]{0,8}$|(?:发言|异常|签约|转诊|报名|提问|申请|符合|同意|"
    r"愿意|确诊|新增|高龄|想[一-鿿]{1,6}|缺席|没[一-鿿]{1,5})的?(?:共?有)?$|有$|了$"
)
_PART_AFTER = re.compile(
    r"(?:[一-鿿]{0,5}?)(?:同意|反对|赞成|弃权|发言|签[字约]|举手|表示|提出|提到|提[了议]|问|说|讲|反映|希望|"
    r"想|要求|建议|愿意|报名|申请|当场|患|血压|查出|确诊|已|转诊|住院|需要|是[党残低贫]|初次|第一次)"
)
_TOTAL = re.compile(
    r"(?:共计?|合计|总共|一共|总计|全部|[一二两三四五六七八九十0-9]天共?|前后|统共|拢共|加起来)(?:走访|接待|"
    r"联系|看望|慰问|服务|见到?了?|座谈|有|是|来了?|到了?|约|近|群众|村民|居民|听了|见面|入户)*了?$"
)
_CAME = re.compile(r"(?:实到|到会|到场|到了|来了|实际(?:到|来)?了?|见到|见了|见着|出席|参加)[一-鿿]{0,6}$")
_CAME_AFTER = re.compile(r"(?:[一-鿿]{0,6}?)(?:到场|到会|到齐|都到了|参加|出席|来了|听讲|到了)")
_LISTED_BEFORE = re.compile(
    r"(?:登记|应到|邀请|通知|计划|原定|原计划|全村|全组|全校|全屯|辖区?|在册|共有|住着|建档|名册|请了|组里|"
    r"屯里|村里有?)[一-鿿]{0,4}$"
)
_JOIN = re.compile(r"[一-鿿]{0,8}?[、和及与加]|[一-鿿]{0,6}、|,(?=[一-鿿]{1,8}$)|(?=[一-鿿]{1,7}$)|\s?\+\s?")
_SPOKEN = re.compile(
    r"实到|到场|到会|见到|登记|发言|应到|同意|岁|总|共|合计|没|想|有|签|反映|座谈|下午|上午|又|走访|接待|"
    r"电话|另有|其中|说|讲|问"
)
_CUTS = re.compile(r"[,。;、()!?\n:]")


class Heads(NamedTuple):
    """People of one event; `start` and `stop` are the words that gave the number."""

    people: int | None
    unit: str
    approx: bool
    start: int
    stop: int


def constituents(text: str, numbers: list[Number], floor: int, stop: int) -> list[Number]:
    """The numbers between two offsets that count constituents: no companions, no absent ones, no things."""
    return [number for number in numbers if floor <= number.start < stop and _counts(text, number, floor)]


def _phrases(text: str, number: Number, floor: int) -> tuple[str, str]:
    low = max(floor, number.start - 14)
    before = text[low : number.start]
    cuts = [cut.end() for cut in _CUTS.finditer(before)]
    after = text[number.stop : number.stop + 14]
    end = _CUTS.search(after)
    return before[cuts[-1] :] if cuts else before, after[: end.start()] if end else after


def _counts(text: str, number: Number, floor: int) -> bool:
    before, after = _phrases(text, number, floor)
    before = before.removesuffix("约").removesuffix("近").rstrip("大将")
    if number.unit == "个" and not (_PERSON.match(after) or _person_near(after)):
        return False
    if number.unit == "家" and (number.value == 1 and re.match(r"[一二三四五六七八九十0-9]", after)):
        return False
    if _ACQUAINTED.match(after):
        return False
    if _ABSENT.match(after) or _ABSENT_BEFORE.search(before):
        return False
    if _LED.search(before):
        return False
    if number.unit in ("户", "家"):
        return True
    if _STAFF_BEFORE.search(before) or _STAFF_AFTER.match(after):
        return _VISITED.search(before) is not None and not _ALONG_AFTER.match(after)
    if _HELPERS_AFTER.match(after) or _HELPERS_BEFORE.search(before):
        listed = text[floor : number.start].endswith(("(", "、"))
        return not (_ALONG_BEFORE.search(before) or _ALONG_AFTER.match(after) or listed)
    return not _ALONG_AFTER.match(after) or bool(_VISITED.search(before) or _WITH.search(before))


def _helper(text: str, number: Number, floor: int) -> bool:
    """Doctors and lawyers are constituents only when nobody else is counted or when they were visited."""
    before, after = _phrases(text, number, floor)
    if _VISITED.search(before):
        return False
    return _HELPERS_AFTER.match(after) is not None or _HELPERS_BEFORE.search(before) is not None


def _person_near(after: str) -> bool:
    """个 counts people only when a person stands soon behind it: 八个接小孩的家长, 几个返乡创业的青年."""
    noun = _PERSON.search(after[:10])
    return noun is not None and not re.match(
        r"[一-鿿]{0,4}(?:问题|建议|意见|项目|合作社|社区|村|书包|方面|小时|点|地方)", after
    )


def count(text: str, numbers: list[Number], floor: int) -> Heads | None:
    """One number for one event out of its constituents; None when there are none."""
    if not numbers:
        return None
    numbers = [number for number in numbers if not _helper(text, number, floor)] or numbers
    known = [number for number in numbers if number.value is not None]
    if not known:
        first = numbers[0]
        return Heads(None, _unit(first), True, first.start, first.stop)
    best = min(_RANK[number.unit] for number in known)
    tier = [number for number in known if _RANK[number.unit] == best]
    group = _choose(text, _groups(text, tier), floor)
    people = sum(number.value or 0 for number in group)
    return Heads(people, _unit(group[0]), any(n.approx for n in group), group[0].start, group[-1].stop)


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
        return _without_total(groups[0])
    around = [_phrases(text, group[0], floor) for group in groups]
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
        if "其中" in sentence or partial(text, group[0], floor):
            continue
        whole.append(group)
    return [number for group in whole for number in _without_total(group)]


def partial(text: str, number: Number, floor: int) -> bool:
    """Whether a number is only some of people counted before: 其中3人, 异常的17名, 4人问低保."""
    before, after = _phrases(text, number, floor)
    return "其中" in before or _PART_BEFORE.search(before) is not None or _PART_AFTER.match(after) is not None


def _is_sum(groups: list[list[Number]]) -> bool:
    values = [sum(n.value or 0 for n in group) for group in groups]
    return len(values) > 1 and (values[0] == sum(values[1:]))


def _without_total(group: list[Number]) -> list[Number]:
    """`8人(老人5名、儿童3名)`: the first is the sum of the others."""
    if len(group) > 2 and group[0].value == sum(number.value or 0 for number in group[1:]):
        return group[:1]
    return group
