"""Which numbers count constituents: no companions, staff, absent ones or things (corpus guide, rule 2)."""

import re

from handlers.language.numbers import value_of
from handlers.language.rule import Rule, any_of, signed
from handlers.language.scan import Number

_PERSON = Rule(
    r"农户|户主|[男女民员技务]工|村民|居民|[老穷病众客工商路熟新家邻旁盲本当证]人|群众|市民|"
    r"人(?![工均民生])|者|员|[学师考]生|家长|朋友|友|[大小]?[哥姐妹弟叔婶伯嫂]|爷|奶|娃|孩|妈|爸|婆|公公|"
    r"师傅|骑手|小伙子?|姑娘|老师|工友|[蔗菜果茶渔粮烟棉药桑棉]农|店主|车主|业主|企业主|"
    r"客户|青年|妇女|儿童|街坊|邻居|同胞|乡亲|老板|掌柜|病号|伙计|代表|同志|军属|家属|亲属|职工|员工|骨干|"
    r"能手|户|老乡|婶|摊贩|商贩|司机|小贩|侨眷|信众|粉丝|学徒|长者|学子|眷|细路|细佬|后生|[瑶壮苗侗]胞|靓仔|阿婶"
)
_NOUN_BEFORE = Rule(
    rf"(?:{_PERSON.pattern}|[男女]|人数|来电)(?:们|代表)?(?:来了|到了|数了?一?[数下]?有?|有|共|一共|约|近|"
    rf"也|就|大概|了|见了|见到了?|坐了|聊了)?$"
)
_THING = Rule(
    r"[一-鿿]{0,4}(?:问题|建议|意见|项目|合作社|社区|村|书包|方面|小时|(?<![0-9一二三四五六七八九十])点|"
    r"地方|部门|单位|学校|企业|屯|镇|街道|站)"
)
_STAFF = (
    r"(?:政协|区政协|市|县|兄弟)?委员|志愿者|义工|(?:镇|村|街道|社区|两委|政协|机关|驻村|帮扶|工会|妇联|"
    r"随行)*(?<!退休)(?<!离休)(?<!老)干部|工作人员|记者|队员|徒弟|同事|教官|随行|(?<!车)司机|摄影|领导|"
    r"镇领导|组员|工作队员?|驻村第一书记|"
    r"主任|村支书|书记|联络员|社工|网格员|讲解员"
)
_HELPERS = (
    r"医生|医师|护士|医护人员|医务人员|专家|律师|技术员|农技员|教师|老师|民警|法官|理发师|讲师|教授|"
    r"学生志愿者|会员"
)
_STAFF_AFTER = signed(rf"(?:[一-鿿]{{0,4}}?)(?:{_STAFF})(?![的家])")
_STAFF_BEFORE = signed(
    rf"(?:{_STAFF}|医疗队|工作队|服务队|小组|小分队|团队|组员|一行|陪同|我们|咱们|同行的?|随行)(?:共|有|等|"
    rf"约|一行|一共)?$"
)
_HELPERS_AFTER = signed(rf"(?:[一-鿿]{{0,4}}?)(?:{_HELPERS})")
_HELPERS_BEFORE = signed(rf"(?:{_HELPERS})(?:共|有|等|约)?$")
_ALONG_BEFORE = Rule(
    r"(?:和|与|同|跟|带着?|带上|带领|率|陪|邀请?了?|请来?了?|联合|组织|会同|派出?|安排|另有|叫上|约上|"
    r"约了)[一-鿿]{0,6}$"
)
_ALONG_AFTER = signed(
    r"[一-鿿]{0,10}?(?:陪同|陪我|一起去|一同|一道|一块|同行|跟着我|跟我|随我|参与服务|随队|坐诊|现场服务|"
    r"帮忙|带队|去的)"
)
# 会同商会3名副会长前往…: whoever goes along is not visited; 邀请8名群众到工作室 are.
_GROUPED = signed(r"(?:会同|联合|协同|随同|带领|率领?)[一-鿿]{0,6}$")
_GOES = Rule(r"[一-鿿]{0,8}?(?:前往|赴|到|去|下[村乡户]|走访|看望|慰问|开展)")
_TALKED = Rule(r"[一-鿿]{0,8}?(?:座谈|交流|谈心|谈话|恳谈|沟通|聊|拉家常|倾)")
# 我、老李、小王三人走访了5户: those who went.
_SETS_OUT = Rule(r"(?:一起|一同|分头|分[两二三]组)?(?:走访|看望|慰问|前往|入户|接待)")
_SIDES = ("群众", "村民", "居民", "老人")
_POSTED = signed(r"(?:带动|辐射|覆盖|吸纳|增设|增派|加派|配备|新增|聘请?|招聘|录用|安排了?)[一-鿿]{0,6}$")
_EACH = Rule(
    r"(?:(?P<list>[一-鿿A-Za-z]{1,10}(?:[、和与及跟][一-鿿A-Za-z]{1,10}){1,6})|(?P<both>男女)|"
    r"(?P<n>[两二三四五六])个?[一-鿿]{1,4})各(?:走访|慰问|看望|接待|座谈|联系|约|有)?了?$"
)
_ACQUAINTED = signed(r"老?(?:熟人|朋友|同学|同事|亲戚|战友|家人|闺蜜)|外宾|嘉宾|贵宾")
_WITH = Rule(r"[和与跟同][一-鿿]{0,8}$")
_LED = signed(r"(?:带着?|带上|带领|率领?)$")
_VISITED = Rule(r"(?:走访|看望|慰问|探望|探访|接待|座谈|联系|接|见到?了?|采访|访问|访|听取?)[了的]?[一-鿿]{0,4}$")
_ABSENT = signed(
    r"(?:[一-鿿]{0,3}?)(?:都|也|均|全)?(?:里(?:面|头)?(?:只|就|共|一共)?(?:见|有(?=[0-9]))|没人|没来|没在|"
    r"不在|外出|锁门|锁着|没见|没开门|未见|没(?!有?(?:说|"
    r"讲|意见|提))|缺席|请假|搬走|扑空)"
)
_ABSENT_BEFORE = signed(
    r"(?:没来的?|缺席的?|请假的?|未到的?|不在家的?|没见[到着]的?|扑空|少了|差|剩下?的?|还剩|另外|前|每|人均|"
    r"平均|超|限|满|不足|少于|不少于|最(?!后)[一-鿿]{1,2}的?|比[一-鿿]{1,6}[多少]了?|那户有?|每组|第|[里中]有)$"
)
_CUTS = Rule(r"[,。;、()!?\n:]")


# Without a sign of one of these a number of people or homes counts constituents.
_ANY_ASIDE = any_of(
    (
        _POSTED,
        _GROUPED,
        _ACQUAINTED,
        _ABSENT,
        _ABSENT_BEFORE,
        _LED,
        _STAFF_BEFORE,
        _STAFF_AFTER,
        _HELPERS_AFTER,
        _HELPERS_BEFORE,
        _ALONG_AFTER,
    )
)


def constituents(text: str, numbers: list[Number], floor: int, stop: int, signs: int) -> list[Number]:
    """The numbers between two offsets that count constituents: no companions, no absent ones, no things."""
    aside = signs & _ANY_ASIDE != 0
    return [number for number in numbers if floor <= number.start < stop and _counts(text, number, floor, aside)]


def phrases(text: str, number: Number, floor: int) -> tuple[str, str]:
    low = max(floor, number.start - 14)
    before = text[low : number.start]
    after = text[number.stop : number.stop + 14]
    return _CUTS.split(before)[-1], _CUTS.split(after, 1)[0]


def _counts(text: str, number: Number, floor: int, aside: bool) -> bool:
    """`aside`: the message has a word that may set a number aside."""
    if not aside and number.value != 1 and number.unit != "个":
        return True
    before, after = phrases(text, number, floor)
    before = before.removesuffix("约").removesuffix("近").rstrip("大将")
    if number.unit == "个" and not (_PERSON.match(after) or _person_near(after) or _person_before(before, after)):
        return False
    if _POSTED.search(before) or (_GROUPED.search(before) and _GOES.match(after)):
        return False
    if number.unit == "家" and (number.value == 1 and re.match(r"[一二三四五六七八九十0-9]", after)):
        return False
    if number.unit == "家" and number.value == 1 and after.startswith(("老少", "老小", "人平", "平安", "团圆")):
        return False
    if _ACQUAINTED.match(after):
        return False
    if number.value == 1 and before.endswith(("我", "自己", "独自")):
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
        return bool(_TALKED.match(after)) or not (_ALONG_BEFORE.search(before) or _ALONG_AFTER.match(after) or listed)
    return not _ALONG_AFTER.match(after) or bool(_VISITED.search(before) or _WITH.search(before))


def helper(text: str, number: Number, floor: int) -> bool:
    """Doctors and lawyers are constituents only when nobody else is counted or when they were visited."""
    before, after = phrases(text, number, floor)
    if _VISITED.search(before):
        return False
    return _HELPERS_AFTER.match(after) is not None or _HELPERS_BEFORE.search(before) is not None


def _person_near(after: str) -> bool:
    """个 counts people only when a person stands soon behind it: 八个接小孩的家长, 几个返乡创业的青年."""
    noun = _PERSON.search(after[:10])
    return noun is not None and _THING.match(after) is None


def _person_before(before: str, after: str) -> bool:
    """老乡十几个, 居民来了二十一个, 走访了5个: the noun or the visit stands before the number, no thing behind it."""
    if _NOUN_BEFORE.search(before):
        return _THING.match(after) is None
    return _VISITED.search(before) is not None and not after.strip()


def companion(text: str, number: Number, floor: int) -> bool:
    """和3名老师到大圩镇走访…: who goes along counts only when nobody else is counted."""
    before, after = phrases(text, number, floor)
    if number.unit == "人" and _SETS_OUT.match(after) and not before.endswith(_SIDES):
        return True
    return _WITH.search(before) is not None and _GOES.match(after) is not None and _TALKED.match(after) is None


def shared_value(text: str, number: Number, floor: int) -> int:
    """The number, times the groups of which each has so many: 男女各12人, 老人、儿童各5名."""
    value = number.value or 0
    before = text[max(floor, number.start - 40) : number.start]
    shares = _EACH.search(before) if "各" in before[-5:] else None
    if shares is None:
        return value
    if shares["list"]:
        return value * len(re.split(r"[、和与及跟]", shares["list"]))
    return value * (2 if shares["both"] else value_of(shares["n"])[0] or 1)
