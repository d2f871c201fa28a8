"""Which numbers count constituents: no companions, staff, absent ones or things (corpus guide, rule 2)."""

import re

from handlers.language.numbers import value_of
from handlers.language.persons import PERSON, VISITED, counts_people
from handlers.language.rule import Rule, any_of, signed
from handlers.language.scan import Number

_STAFF = (
    r"(?:政协|区政协|市|县|兄弟)?委员(?!工作|联络|之家|会客|接待|室|会|驿|日|小组|活动)|志愿者|义工|(?:镇|村|街道|社区|两委|政协|机关|驻村|帮扶|工会|妇联|"
    r"随行)*(?<!退休)(?<!离休)(?<!老)干部|[村镇]干(?![部渠])|工作人员|记者|队员|徒弟|同事|教官|随行|(?<![一-鿿])司机|摄影|领导|"
    r"镇领导|组员|工作队员?|驻村第一书记|"
    r"(?<!车间)(?<!班)主任|村支书|书记|联络员|社工|网格员|讲解员"
)
_HELPERS = (
    r"医生|医师|护士|医护人员|医务人员|专家|律师|技术员|农技员|教师|老师|民警|法官|理发师|讲师|教授|"
    r"学生志愿者|会员|[村校]医|保健员|护理员|(?:理发|剃头|剪发)师傅|翻译|手语老师|主持人|班主任"
)
# 15人应邀到村支书家, 12人向书记反映: whom they went to is not who they are.
_STAFF_AFTER = signed(rf"(?:(?!到|在(?![职岗任])|[跟向给对找应])[一-鿿]){{0,4}}?(?:{_STAFF})(?![的家])")
_STAFF_BEFORE = signed(
    rf"(?:{_STAFF}|(?:[局联协办所站委]|工会|民政|镇[里上]|街道|社区|政府)的?同志|"
    rf"[跟和与陪随]我(?:一[起同道块]儿?)?(?:去|来|跑|下去)的(?:还|也)?|同车的?|同往的?|[书美音摄作舞]协(?:来了|派了)?|(?:义诊|医疗|工作|服务|志愿|宣讲|慰问|调研|考察|专家|巡诊)[一-鿿]{{0,4}}[队团组]|"
    rf"小组|小分队|团队|组员|一行|陪同|我们|咱们|(?<![一-鿿])(?:一路|一起)?同行的?|我们同行的?|随行|^(?:随行|同行|陪同(?!来|前来|看病|就诊|就医)|同去)的?[一-鿿]{{1,7}}|^带(?!来|过来)[着了]?[一-鿿]{{1,4}})(?:共|有|等|"
    rf"约|一行|一共)?$"
)
_DENIED = signed(r"不是$")
# 民政局两位同志帮着抬米, not 老党员同志7名
_OFFICE_BEFORE = signed(r"(?:[局联协办所站委]|工会|民政|镇[里上]|街道|社区|政府)的?$")
_HELPERS_AFTER = signed(rf"(?:[一-鿿]{{0,4}}?)(?:{_HELPERS})")
_HELPERS_BEFORE = signed(rf"(?:{_HELPERS})(?:共|有|等|约)?$")
_ALONG_BEFORE = Rule(
    r"(?:和|与|同|跟|带着?|带上|带领|率|陪|邀请?了?|请来?了?|联合|组织|会同|派出?|安排|另有|叫上|约上|"
    r"约了)[一-鿿]{0,6}$"
)
_ALONG_AFTER = signed(
    r"[一-鿿]{0,10}?(?:陪同|陪我(?!们?一?[起同]?[喝吃坐聊唠说])|打下手|打杂|[带领引]路|搭把手|搭手|当翻译|做翻译|当助手|一起去|一同|一道|一块|同行|陪着(?=[分发送走去])|跟着我|跟我(?!们?[一-鿿]{0,4}[讲说谈聊反倾诉])|随我|(?:全程|一直|一路|沿途)[陪跟]|参与服务|随队|坐诊|现场服务|"
    r"帮忙|帮着[一-鿿]{0,3}?[抬搬铺发分扛提拎递登量拍]|带队|去的)"
)
# 村医1名、书记1名陪同: the last word holds for the whole list.
_LISTED_ALONG = Rule(
    r"(?:[一-鿿]{0,8}[、和及][一-鿿]{0,9}[0-9一二两三四五六七八九十]{1,3}[名位人个]){1,3}[一-鿿]{0,5}?"
    r"(?:陪同|随行|同行|一同|一道|陪着|带队|帮忙|打下手)(?!(?:座谈|聊|交流))"
)
# 会同商会3名副会长前往…: whoever goes along is not visited; 邀请8名群众到工作室 are.
_GROUPED = signed(r"(?:会同|联合|协同|随同|带领|率领?)[一-鿿]{0,6}$")
_GOES = Rule(r"(?![约请叫喊])[一-鿿]{0,8}?(?:前往|赴|到|去|下[村乡户]|走访|看望|慰问|开展)")
_TALKED = Rule(r"[一-鿿]{0,8}?(?:座谈|交流|谈心|谈话|恳谈|沟通|聊|拉家常|倾)")
# 我、老李、小王三人走访了5户: those who went.
_SETS_OUT = Rule(r"(?:一起|一同|分头|分[两二三]组)?(?:走访|看望|慰问|前往|入户|接待)")
# 我和老周、小李3人去中里乡, 残联来了3人,和我一道看望…
_WE = Rule(r"我们?(?:[和跟与同、][一-鿿]{1,5}){1,4}(?:一行|共|等)?\Z")
_WITH_ME = Rule(r",?(?:[和跟与随陪]着?我|我们)(?:一[起道同块]儿?)?(?:走访|看望|慰问|前往|入户|上门|[去到下])")
_SIDES = ("群众", "村民", "居民", "老人")
_POSTED = signed(
    r"(?:[加增再允]添|带动|辐射|覆盖|吸纳|增设|增派|加派|配备|新增|(?<![临返应受编外在])聘请?|招聘|录用|安排了?)[一-鿿]{0,6}$"
)
_EACH = Rule(
    r"(?:(?P<list>[一-鿿A-Za-z]{1,10}(?:[、和与及跟][一-鿿A-Za-z]{1,10}){1,6})|(?P<both>男女)|"
    r"(?P<n>[两二三四五六])个?[一-鿿]{1,4})各(?:走访|慰问|看望|接待|座谈|联系|约|有)?了?$"
)
_ACQUAINTED = signed(r"老?(?:熟人|朋友|同学|同事|亲戚|战友|家人|闺蜜)|外宾|嘉宾|贵宾")
_WITH = Rule(r"[和与跟同][一-鿿]{0,8}$")
_LED = signed(r"(?:(?<!邀)请了|带[着了]?|带上|带领|率领?)$")
_ABSENT = signed(
    r"[一-鿿]{0,8}?(?:不算(?![多少大小])|不计|没算|除外)|(?:(?![说讲问提嫌愁怕])[一-鿿]){0,3}?(?:都|也|均|全)?(?:里(?:面|头)?(?:只|就|共|一共)?(?:见|有(?=[0-9]))|没人|没来|没在|"
    r"不在|外出(?!务工|打工|做工|的)|锁门|锁着|没见|没开门|未见|空号|关机|停机|占线|[打拨]不通|无人接听?|没(?!有?(?:说|"
    r"讲|意见|提)|[一-鿿]{1,6}的)|缺席|请假|搬走|扑空|等不及|先走|中途|半路|半道|提前[走离退])"
)
_ABSENT_BEFORE = signed(
    r"(?:挂断的?|拒接的?|空号|掉线|关机|停机|占线|没接[通着]?的?|没打通的?|[锁关]着?门的?|没轮[上到]的?|没排上的?|(?:不算|除去|刨去|除开|扣除|扣掉|不含|不包括|不计)[一-鿿]{0,6}|没来的?|缺席的?|请假的?|未到的?|不在家的?|没见[到着]的?|扑空|少了|差|缺口?|缺[工员]|招工?|裁员?|流失|剩下?的?|还剩|(?<![的家])另外(?!的)|前|每[户家]?|户均|人均|"
    r"平均|超|限|满|不足|少于|不少于|最(?!后)[一-鿿]{1,2}的?|比[一-鿿]{1,6}[多少]了?|那户有?|每组|第|[里中]有)$"
)
_UNANSWERED_BEFORE = signed(
    r"(?:没打通(?:电话)?|已[帮为替给]|已?派[了出]?|[未没]应答?|未接通?|没人[应在开接][门听]?)的?$"
)
_SEVERAL = 3  # drivers; fewer have driven the members
# 微信视频答疑,同行23位: who talked with the member are peers when nobody else is counted.
_PEERS = Rule(
    r"(?:(?:视频|线上|微信|连线|直播|电话|腾讯会议|钉钉)[^,。;!?\n]{0,8}|"
    r"(?:座谈|恳谈|茶叙|沙龙|研讨|交流会|答疑)了?)[,:、 ]"
    r"(?:来了|到了|共)?同行(?:们|的)?(?:共|有|约|来了|一共)?$"
)
_PEOPLE = Rule(r"(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4})[余多来几]?(?:人次|[人名位户](?!数))")
_CUTS = Rule(r"[,。;、()!?\n:]|(?<=[一-鿿]) (?=[一-鿿]{2})")


# 接待本界别群众:社工7人: of a sector whose people were met.
_PROFESSIONS = ("社工", "网格员", "讲解员")
# Without a sign of one of these a number of people or homes counts constituents.
_ANY_ASIDE = any_of(
    (
        _POSTED,
        _GROUPED,
        _ACQUAINTED,
        _ABSENT,
        _ABSENT_BEFORE,
        _UNANSWERED_BEFORE,
        _LED,
        _DENIED,
        _OFFICE_BEFORE,
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


_HEADS = Rule(r"数人(?:头|数)|(?<=[没未])数人")  # 没数人头: nobody is counted


def _counts(text: str, number: Number, floor: int, aside: bool) -> bool:
    """`aside`: the message has a word that may set a number aside."""
    if not aside and number.value not in (1, None) and number.unit != "个":
        return True
    before, after = phrases(text, number, floor)
    before = before.removesuffix("约").removesuffix("近").rstrip("大将")
    if number.value is None and _HEADS.match(text, number.start):
        return False
    if number.unit == "个" and not counts_people(text, number, floor, before, after):
        return False
    if _POSTED.search(before) or (_GROUPED.search(before) and _GOES.match(after)):
        return False
    if _DENIED.search(before):
        return False  # 是四户不是五户
    if before.endswith("过") and "的" in after[:6]:
        return False  # 接生过三千多个娃的老医生2名
    if number.unit == "家" and (number.value == 1 and re.match(r"[一二三四五六七八九十0-9]", after)):
        return False
    if number.unit == "家" and number.value == 1 and after.startswith(("老少", "老小", "人平", "平安", "团圆")):
        return False
    if _ACQUAINTED.match(after):
        return False
    if number.value == 1 and _one_only(before, after):
        return False
    if text.startswith(("(我、", "(我和"), number.stop) or (
        number.unit == "个" and before.endswith("其中") and not PERSON.match(after)
    ):
        return False
    if _ABSENT.match(after) or _ABSENT_BEFORE.search(before) or _UNANSWERED_BEFORE.search(before):
        return False
    if _LED.search(before) or (_LISTED_ALONG.match(text, number.stop) and not VISITED.search(before)):
        return False
    if number.unit in ("户", "家") or _drivers(text, number, floor, before, after):
        return True
    if "界别" in text[: number.start] and before.endswith(_PROFESSIONS):
        return True
    if before.startswith(("同行", "来了同行", "到了同行", "共同行")) and _peers(text, number, floor):
        return True
    sent = after.startswith("同志") and _OFFICE_BEFORE.search(before)
    if sent or _STAFF_BEFORE.search(before) or _STAFF_AFTER.match(after):
        talked = VISITED.search(before) or (before.endswith("同行") and _TALKED.match(after))
        return bool(talked) and not _ALONG_AFTER.match(after)
    if _HELPERS_AFTER.match(after) or _HELPERS_BEFORE.search(before):
        listed = text[floor : number.start].endswith(("(", "、"))
        return (
            bool(_TALKED.match(after))
            or _visited(text, number, floor, before, after)
            or not (_ALONG_BEFORE.search(before) or _ALONG_AFTER.match(after) or listed)
        )
    return not _ALONG_AFTER.match(after) or bool(VISITED.search(before) or _WITH.search(before))


# 司机11位、乘客6位: who drives is only a companion beside a word of going along, or alone.
_DRIVER = Rule(r"(?:^|、)司机(?:共|有|等|约)?$")
_TAKEN_ALONG = Rule(r"[和与跟带陪随]|同行|一行|[、,][^,。]{0,4}(?:摄影|记者|干部|工作人员)")


def _peers(text: str, number: Number, floor: int) -> bool:
    if _PEERS.search(text, max(floor, number.start - 24), number.start) is None:
        return False
    around = _PEOPLE.finditer(text, max(floor, number.start - 60), number.stop + 40)
    return all(number.start <= found.start() < number.stop for found in around)


def _drivers(text: str, number: Number, floor: int, before: str, after: str) -> bool:
    if (number.value or 0) < _SEVERAL or not (_DRIVER.search(before) or after.startswith("司机")):
        return False
    return _TAKEN_ALONG.search(text[max(floor, number.start - 14) : number.stop + 14]) is None


# 一人一条, 一户给了500元: so much for each; 村医一个人管四个村: alone.
_FOR_EACH = Rule(
    r"(?:[一两半]|[0-9]{1,4})(?:[条份张本袋桶床件双套箱包瓶盒百千块元票副把壶斤只盏]|个(?!人))|[给发送补分领](?:了|[0-9一两])"
)
# 7户一户不落, 一个都没漏: each of those counted before.
_NONE_MISSED = Rule(r"[也都]?(?:没有?|不|未)(?:曾)?(?:落|拉下|漏|少|缺|差|跑|掉队)")
_ALONE = Rule(r"(?:就|要|得|在)?(?:管|干|扛|撑|守着|照看|照顾|拉扯|顶|忙不|忙活|住|过日子|过活|说了算)")


def _one_only(before: str, after: str) -> bool:
    """A one that counts nobody met: 我一个人, 最后一位, 一人一条, 村医一个人管四个村."""
    if before.endswith(("我", "自己", "独自", "最后", "每", "哪", "任何", "同", "头")):
        return True
    return any(rule.match(after) for rule in (_FOR_EACH, _ALONE, _NONE_MISSED))


# 看望乡村教师5名、退休教师7名: behind a visited one of these professions the others of the list were visited too.
_VISITED_LIST = Rule(
    rf"(?:(?:走访|看望|慰问|探望|接待)了?(?:[一-鿿]{{0,4}}(?:{_HELPERS})[0-9]{{1,3}}[名位个人]|"
    rf"[0-9]{{1,3}}[名位个人][一-鿿]{{0,4}}(?:{_HELPERS}))|(?:退休|离休)[一-鿿]{{0,6}}[0-9]{{1,3}}[名位个人])"
    r"(?:[、和及][一-鿿]{0,8}[0-9]{1,3}[名位个人][一-鿿]{0,8}){0,4}[、和及][一-鿿]{0,8}\Z"
)
_RETIRED = ("退休", "离休")


def _visited(text: str, number: Number, floor: int, before: str, after: str) -> bool:
    """Whether those who were counted were visited, or go along with nobody any more (退休教师7名)."""
    if VISITED.search(before) or before[-6:-2].endswith(_RETIRED) or before[-7:-3].endswith(_RETIRED):
        return True
    return after[:2] in _RETIRED or _VISITED_LIST.search(text, max(floor, number.start - 40), number.start) is not None


_OWN_UNIT = Rule(r"(?:我院|我校|我所|我局|我公司|[我本](?:们)?(?:单位|医院|学校|公司|院|校))的?[一-鿿]{2,5}$")


def helper(text: str, number: Number, floor: int) -> bool:
    """Doctors and lawyers are constituents only when nobody else is counted or when they were visited."""
    before, after = phrases(text, number, floor)
    if _visited(text, number, floor, before, after):
        return False
    if _OWN_UNIT.search(before) and not _ALONG_BEFORE.search(before):
        return False  # 我院护士9名、后勤师傅4名
    if _LISTENED_TOO.match(after) and _LISTED.search(text, max(floor, number.start - 14), number.start):
        return False
    known = _HELPERS_BEFORE.search(before)
    said = _DIGIT.split(text[floor : number.start], 1)[0]
    if known and _OBJECT_OF.search(said) and known[0] in said[: len(said) - len(known[0])]:
        return False  # 给幼儿园老师和保育员查体,老师41名
    return _HELPERS_AFTER.match(after) is not None or known is not None


# 学生180人、老师12人都听得认真: the last word holds for the whole list.
_LISTED = Rule(r"[0-9]{1,4}[名位人个][、和及][一-鿿]{2,6}\Z")
_LISTENED_TOO = Rule(r"[都均全][一-鿿]{0,2}(?:听|学|参加|到场|鼓掌)|(?:一起|一同|一块)(?:听|学|参加)|听讲|听课")
_DIGIT = Rule("[0-9]")
_OBJECT_OF = Rule(r"[给为替对向][一-鿿]{2,10}|(?:查了|走访|看望|慰问|接待|座谈)")


def companion(text: str, number: Number, floor: int) -> bool:
    """和3名老师到大圩镇走访…: who goes along counts only when nobody else is counted."""
    before, after = phrases(text, number, floor)
    if _goes_along(text, number, floor):
        return True
    if _WITH_ME.match(text, number.stop) or (
        _GOES.match(after) and _WE.search(text, max(floor, number.start - 24), number.start)
    ):
        return _TALKED.match(after) is None
    if number.unit == "人" and _SETS_OUT.match(after) and not before.endswith(_SIDES):
        return True
    return _WITH.search(before) is not None and _GOES.match(after) is not None and _TALKED.match(after) is None


# 陪3名人大代表、1名街道干部到八塘街道: everybody between the word of going along and the way.
_ALONG = Rule(
    r"(?:[和与跟同陪]|带着?|会同|联合)[一-鿿]{0,6}(?:[一-鿿]{0,8}[0-9一二两三四五六七八九十]{1,3}[名位个人][一-鿿]{0,9}[、和及]){0,3}"
    r"[一-鿿]{0,8}$"
)
_ASKED_ALONG = Rule(r"[约叫喊拉][了上][一-鿿]{0,6}$")  # 约了律师朋友1个,去港城街道…
_ON_THE_WAY = Rule(
    r"[一-鿿]{0,10}(?:[、和及][一-鿿]{0,8}[0-9一二两三四五六七八九十]{1,3}[名位个人][一-鿿]{0,9}?){0,3}"
    r"(?:前往|赴|到(?!场|会|齐|了)|去|下[村乡户]|[进上][山村屯]|入户|上门|一起[,去到走上看]|一道[,去到走上看]|一同|同行|结伴|搭伴)"
)


def _goes_along(text: str, number: Number, floor: int) -> bool:
    before = text[max(floor, number.start - 24) : number.start]
    if _ASKED_ALONG.search(before) and text.startswith((",去", ",前往", ",下", ",一起", ",一同"), number.stop):
        return True
    if _ALONG.search(before) is None or _ON_THE_WAY.match(text, number.stop) is None:
        return False
    return _TALKED.match(text, number.stop) is None


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
