"""Which numbers count constituents: no companions, staff, absent ones or things (corpus guide, rule 2)."""

import re

from handlers.language.numbers import value_of
from handlers.language.rule import Rule, any_of, signed
from handlers.language.scan import Number

_PERSON = Rule(
    r"农户|住户|户主|[男女民员技务]工|村民|居民|[老穷病众客工商路熟新家邻旁盲本当证真活]人|群众|市民|"
    r"人(?![工均民生])|者|员|[一-鿿]妇(?![联幼科产])|[一-鿿]工(?![作程资厂地会伤具期序艺])|[园校院厂村组站所局]长|[一-鿿]师(?![傅范生大])|[一-鿿][手匠夫](?![机表续段工])|[一-鿿]贩子?|[一-鿿]生(?![活产意日态气计育命病长鲜动存怕死])|家长|朋友|友|[大小]?[哥姐妹弟叔婶伯嫂]|爷|奶|娘|爹|老(?:伴|头|太|汉|婆|少)|婶子?|嫂子?|娃|老中青|男女老少|老表|把式|匠|汉子|崽|伢|囡|闺女|媳妇|行家|[乘旅顾食租房散香]客|"
    r"[车网棋票球牌戏茶病]友|摊主|房东|大厨|护工|保姆|门卫|保安|保洁|环卫|小哥|选手|和尚|道公|同行|搬运|装卸|孩|妈|爸|婆|公公|"
    r"师傅|骑手|小伙子?|姑娘|老师|工友|[蔗菜果茶渔粮烟棉药桑棉]农|店主|车主|业主|企业主|"
    r"客户|青年|妇女|儿童|街坊|邻居|同胞|乡亲|老板|掌柜|病号|伙计|代表|同志|孩子|[一-鿿]民|军属|家属|亲属|职工|员工|骨干|"
    r"能手|户|老乡|婶|摊贩|商贩|司机|小贩|侨眷|信众|粉丝|学徒|长者|学子|眷|细路|细佬|后生|[瑶壮苗侗]胞|靓仔|阿婶"
)
_NOUN_BEFORE = Rule(
    rf"(?:{_PERSON.pattern}|[男女]|[他她]们|[一-鿿][手匠夫贩]|[男女老少小来到]的|一[拨批伙群组桌帮]|人数|来电)(?:们|代表)?(?:来了|到了|数了?一?[数下]?有?|有|共|一共|约|近|约莫|大约|"
    rf"也|就|大概|了|见了|见到了?|坐了|聊了)?$"
)
_THING = Rule(
    r"[一-鿿]{0,4}(?:问题|建议|意见|项目|合作社|社区(?!居民)|村(?!民)|书包|方面|小时|(?<![0-9一二三四五六七八九十])点|"
    r"地方|部门|单[位元]|学校|企业|屯|镇|街道|站|班(?![长主])|小组|组(?![长员])|片区|小区|"
    r"楼栋|院落|车间|支部|界别(?!群众|代表|人)|工地|摊位|档口|网格(?!员)|行业|专业|年级|系列|话题|渠道)"
)
_STAFF = (
    r"(?:政协|区政协|市|县|兄弟)?委员(?!工作|联络|之家|会客|接待|室|会|驿|日|小组|活动)|志愿者|义工|(?:镇|村|街道|社区|两委|政协|机关|驻村|帮扶|工会|妇联|"
    r"随行)*(?<!退休)(?<!离休)(?<!老)干部|工作人员|记者|队员|徒弟|同事|教官|随行|(?<![一-鿿])司机|摄影|领导|"
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
    rf"(?:{_STAFF}|[书美音摄作舞]协(?:来了|派了)?|医疗队|工作队|服务队|小组|小分队|团队|组员|一行|陪同|我们|咱们|(?<![一-鿿])(?:一路|一起)?同行的?|我们同行的?|随行|^(?:随行|同行|陪同|同去)的?[一-鿿]{{1,7}}|^带(?!来|过来)[着了]?[一-鿿]{{1,4}})(?:共|有|等|"
    rf"约|一行|一共)?$"
)
_HELPERS_AFTER = signed(rf"(?:[一-鿿]{{0,4}}?)(?:{_HELPERS})")
_HELPERS_BEFORE = signed(rf"(?:{_HELPERS})(?:共|有|等|约)?$")
_ALONG_BEFORE = Rule(
    r"(?:和|与|同|跟|带着?|带上|带领|率|陪|邀请?了?|请来?了?|联合|组织|会同|派出?|安排|另有|叫上|约上|"
    r"约了)[一-鿿]{0,6}$"
)
_ALONG_AFTER = signed(
    r"[一-鿿]{0,10}?(?:陪同|陪我(?!们?一?[起同]?[喝吃坐聊唠说])|打下手|打杂|搭把手|搭手|当翻译|做翻译|当助手|一起去|一同|一道|一块|同行|陪着(?=[分发送走去])|跟着我|跟我(?!们?[一-鿿]{0,4}[讲说谈聊反倾诉])|随我|参与服务|随队|坐诊|现场服务|"
    r"帮忙|带队|去的)"
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
_SIDES = ("群众", "村民", "居民", "老人")
_POSTED = signed(r"(?:[加增再允]添|带动|辐射|覆盖|吸纳|增设|增派|加派|配备|新增|聘请?|招聘|录用|安排了?)[一-鿿]{0,6}$")
_EACH = Rule(
    r"(?:(?P<list>[一-鿿A-Za-z]{1,10}(?:[、和与及跟][一-鿿A-Za-z]{1,10}){1,6})|(?P<both>男女)|"
    r"(?P<n>[两二三四五六])个?[一-鿿]{1,4})各(?:走访|慰问|看望|接待|座谈|联系|约|有)?了?$"
)
_ACQUAINTED = signed(r"老?(?:熟人|朋友|同学|同事|亲戚|战友|家人|闺蜜)|外宾|嘉宾|贵宾")
_WITH = Rule(r"[和与跟同][一-鿿]{0,8}$")
_LED = signed(r"(?:(?<!邀)请了|带[着了]?|带上|带领|率领?)$")
_VISITED = Rule(
    r"(?:走访|看望|慰问|探望|探访|接待|座谈|联系|接|(?<!意)见[到着]?了?|采访|访问|访|听取?)[了的]?[一-鿿]{0,6}$"
)
_ABSENT = signed(
    r"[一-鿿]{0,8}?(?:不算(?![多少大小])|不计|没算|除外)|(?:(?![说讲问提嫌愁怕])[一-鿿]){0,3}?(?:都|也|均|全)?(?:里(?:面|头)?(?:只|就|共|一共)?(?:见|有(?=[0-9]))|没人|没来|没在|"
    r"不在|外出(?!务工|打工|做工|的)|锁门|锁着|没见|没开门|未见|没(?!有?(?:说|"
    r"讲|意见|提)|[一-鿿]{1,6}的)|缺席|请假|搬走|扑空|等不及|先走|中途|半路|半道|提前[走离退])"
)
_ABSENT_BEFORE = signed(
    r"(?:挂断的?|拒接的?|空号|掉线|关机|停机|占线|没接[通着]?的?|没打通的?|没轮[上到]的?|没排上的?|(?:不算|除去|刨去|除开|扣除|扣掉|不含|不包括|不计)[一-鿿]{0,6}|没来的?|缺席的?|请假的?|未到的?|不在家的?|没见[到着]的?|扑空|少了|差|缺口?|缺[工员]|招工?|裁员?|流失|剩下?的?|还剩|(?<![的家])另外(?!的)|前|每[户家]?|户均|人均|"
    r"平均|超|限|满|不足|少于|不少于|最(?!后)[一-鿿]{1,2}的?|比[一-鿿]{1,6}[多少]了?|那户有?|每组|第|[里中]有)$"
)
_UNANSWERED_BEFORE = signed(
    r"(?:没打通(?:电话)?|已[帮为替给]|已?派[了出]?|[未没]应答?|未接通?|没人[应在开接][门听]?)的?$"
)
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
    if number.unit == "个" and not _person(before, after) and not _ends_its_clause(text, number, floor, before, after):
        return False
    if _POSTED.search(before) or (_GROUPED.search(before) and _GOES.match(after)):
        return False
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
        number.unit == "个" and before.endswith("其中") and not _PERSON.match(after)
    ):
        return False
    if _ABSENT.match(after) or _ABSENT_BEFORE.search(before) or _UNANSWERED_BEFORE.search(before):
        return False
    if _LED.search(before) or (_LISTED_ALONG.match(text, number.stop) and not _VISITED.search(before)):
        return False
    if number.unit in ("户", "家"):
        return True
    if "界别" in text[: number.start] and before.endswith(_PROFESSIONS):
        return True
    if _STAFF_BEFORE.search(before) or _STAFF_AFTER.match(after):
        talked = _VISITED.search(before) or (before.endswith("同行") and _TALKED.match(after))
        return bool(talked) and not _ALONG_AFTER.match(after)
    if _HELPERS_AFTER.match(after) or _HELPERS_BEFORE.search(before):
        listed = text[floor : number.start].endswith(("(", "、"))
        return bool(_TALKED.match(after) or _VISITED.search(before)) or not (
            _ALONG_BEFORE.search(before) or _ALONG_AFTER.match(after) or listed
        )
    return not _ALONG_AFTER.match(after) or bool(_VISITED.search(before) or _WITH.search(before))


# 一人一条, 一户给了500元: so much for each; 村医一个人管四个村: alone.
_FOR_EACH = Rule(
    r"(?:[一两半]|[0-9]{1,4})(?:[条份张本袋桶床件双套箱包瓶盒百千块元票副把壶斤只盏]|个(?!人))|[给发送补分领](?:了|[0-9一两])"
)
_ALONE = Rule(r"(?:就|要|得|在)?(?:管|干|扛|撑|守着|照看|照顾|拉扯|顶|忙不|忙活|住|过日子|过活|说了算)")


def _one_only(before: str, after: str) -> bool:
    """A one that counts nobody met: 我一个人, 最后一位, 一人一条, 村医一个人管四个村."""
    if before.endswith(("我", "自己", "独自", "最后", "每", "哪", "任何", "同", "头")):
        return True
    return _FOR_EACH.match(after) is not None or _ALONE.match(after) is not None


def helper(text: str, number: Number, floor: int) -> bool:
    """Doctors and lawyers are constituents only when nobody else is counted or when they were visited."""
    before, after = phrases(text, number, floor)
    if _VISITED.search(before):
        return False
    known = _HELPERS_BEFORE.search(before)
    said = _DIGIT.split(text[floor : number.start], 1)[0]
    if known and _OBJECT_OF.search(said) and known[0] in said[: len(said) - len(known[0])]:
        return False  # 给幼儿园老师和保育员查体,老师41名
    return _HELPERS_AFTER.match(after) is not None or known is not None


_DIGIT = Rule("[0-9]")
_OBJECT_OF = Rule(r"[给为替对向][一-鿿]{2,10}|(?:查了|走访|看望|慰问|接待|座谈)")
_TALKS_WITH = Rule(r"(?:[跟和与同找][一-鿿]{0,8}|(?:接待|看望|走访|慰问|拜访)了?|[见问碰遇][了到着见]{0,2})$")
_DOES = Rule(r"[一-鿿]{1,7}的(?:都|也|一起)?(?:聊|谈|坐|唠|拉|说|讲|摆|倾|交流|座谈|沟通|了解|$)")


# 来了五拨人,总共13个; 碰到一群钓鱼的市民,十几个,说…
_NUMBER_ALONE = Rule(r"(?:(?:总|一|统|拢)?共|合计|差不多|大概|来了|有|得有|怕有|足有|少说有?|不下){0,2}")
_NAMED_ALREADY = Rule(rf"(?:{_PERSON.pattern}|[拨批群伙]人|[0-9一二三四五六七八九十]个)们?[,:、]$")


_MET_ALREADY = Rule(
    rf"(?:[跟和与同陪]|碰[到见]|遇[到见]|见[到了]|来了)[^,。;!\n]{{0,10}}?(?:{_PERSON.pattern})[^,。;!\n]{{0,8}},$"
)
# 装了4个, 意见就一个, 三个班: things, not people.
_THINGS_BEFORE = Rule(
    r"(?:死|坏|丢|倒闭|关停|停|塌|裂|断|烂|欠|漏)了?(?:(?!的)[一-鿿]){0,4}?|(?:[装安发送修换买建捐栽种提收写做拍煮包挖打架摆添配购贴扎搭办开立报放拨分吃切卖备带拎买用](?:[了上到好去坏来出]|出去)?(?:(?!的)[一-鿿]){0,5}?|"
    r"意见|问题|建议|话题|诉求|要求|愿望|项目|台账|摄像头|井盖|名额|岗位|路灯|[灯井桶袋箱柜床泵池瓜蛋粽包缸锅盒本门窗凳椅桌]|红包|摊位?|(?<![白夜早晚中])班|组|[镇乡村屯]|社区|学校|企业|"
    r"公司|单位|部门|合作社|协会|商会|小区|车间|网格|点位?|[片地]块|字|[分个]|钟头?|小时|星期|礼拜|个月)(?:就|只|才|还|共|一共|有|约|近|大约|差不多|各|又){0,2}$"
)


def _ends_its_clause(text: str, number: Number, floor: int, before: str, after: str) -> bool:
    """Whether 个 counts people where nothing stands behind it: 三拨:5个、4个, 躺床上的9个, 一群市民,十几个."""
    if number.value == 1 or after.strip() not in ("", "左右", "上下", "吧", "了"):
        return False
    if before.strip():
        if _NUMBER_ALONE.fullmatch(before):
            return _announced(text, number, floor, before)
        return _THINGS_BEFORE.search(before) is None
    if text[number.start - 1 : number.start] in (":", "、") or text[number.stop : number.stop + 1] == "、":
        return number.value != 1
    return _announced(text, number, floor, before)


def _announced(text: str, number: Number, floor: int, before: str) -> bool:
    """Whether a number that is a clause of its own counts the people at the end of the clause before."""
    begin = number.start - len(before)
    if _NAMED_ALREADY.search(text, max(floor, begin - 12), begin):
        return True
    # 跟接娃的家长们扯闲篇,八九个
    return number.value != 1 and _MET_ALREADY.search(text, max(floor, begin - 24), begin) is not None


def person_in(text: str, start: int, stop: int) -> bool:
    """Whether a noun of people of the public stands between two offsets."""
    return _PERSON.search(text, start, stop) is not None


def person_near(after: str) -> bool:
    """个 counts people only when a person stands soon behind it: 八个接小孩的家长, 几个返乡创业的青年."""
    noun = _PERSON.search(after[:10])
    return noun is not None and _THING.match(after) is None


def _person(before: str, after: str) -> bool:
    if _PERSON.match(after) or person_near(after):
        return True
    return _person_before(before, after) or _nameless(before, after)


def _nameless(before: str, after: str) -> bool:
    """跟6个跑运输的聊了聊: whoever one talks with is a person."""
    return _TALKS_WITH.search(before) is not None and _DOES.match(after) is not None


def _person_before(before: str, after: str) -> bool:
    """老乡十几个, 居民来了二十一个, 走访了5个: the noun or the visit stands before the number, no thing behind it."""
    if _NOUN_BEFORE.search(before):
        return _THING.match(after) is None or after[0] in _WHAT_THEY_DO
    if _BY_TRADE.fullmatch(before) and not after.strip():
        return True
    if after.strip() or _THINGS_BEFORE.search(before):
        return False
    return (_VISITED.search(before) or _GATHERED.search(before)) is not None


_WHAT_THEY_DO = "坐蹲站聊谈来到在围挤说讲问"
# 卖菜的6个, 跑运输的来了4个
_BY_TRADE = Rule(
    r"[一-鿿]{0,6}?(?:[卖摆跑开养种修贩搞扫拉捡收租贩编打撑驶喂放蒸炸烤拾][一-鿿]{1,3}(?<![来到好完下错上])|当兵|打工|务工|带娃|带孙|看病|赶圩|等车|排队|"
    r"来问|来访|反映|咨询|路过)的(?:有|来了|共|也有|约)?"
)
# 前前后后坐了17个, 加起来14个: who came is understood.
_GATHERED = Rule(r"(?:来|到|坐|聚|围|挤|聊|谈|碰)(?:了|着|到|满)$|(?:加|合|凑)(?:起来|在一起)(?:共|一共|是|有)?$")


def companion(text: str, number: Number, floor: int) -> bool:
    """和3名老师到大圩镇走访…: who goes along counts only when nobody else is counted."""
    before, after = phrases(text, number, floor)
    if _goes_along(text, number, floor):
        return True
    if number.unit == "人" and _SETS_OUT.match(after) and not before.endswith(_SIDES):
        return True
    return _WITH.search(before) is not None and _GOES.match(after) is not None and _TALKED.match(after) is None


# 陪3名人大代表、1名街道干部到八塘街道: everybody between the word of going along and the way.
_ALONG = Rule(
    r"(?:[和与跟同陪]|带着?|会同|联合)[一-鿿]{0,6}(?:[一-鿿]{0,8}[0-9一二两三四五六七八九十]{1,3}[名位个人][一-鿿]{0,9}[、和及]){0,3}"
    r"[一-鿿]{0,8}$"
)
_ON_THE_WAY = Rule(
    r"[一-鿿]{0,10}(?:[、和及][一-鿿]{0,8}[0-9一二两三四五六七八九十]{1,3}[名位个人][一-鿿]{0,9}?){0,3}"
    r"(?:前往|赴|到(?!场|会|齐|了)|去|下[村乡户]|[进上][山村屯]|入户|上门|一起[,去到走上看]|一道[,去到走上看]|一同|同行|结伴|搭伴)"
)


def _goes_along(text: str, number: Number, floor: int) -> bool:
    before = text[max(floor, number.start - 24) : number.start]
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
