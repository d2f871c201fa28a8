"""Nouns of people, and whether 个, which counts things too, counts people."""

from handlers.language.rule import Rule
from handlers.language.scan import Number

PERSON = Rule(
    r"农户|住户|户主|[男女民员技务]工|村民|居民|[老穷病众客工商路熟新家邻旁盲本当证真活]人|群众|市民|"
    r"人(?![工均民生])|者|员|[一-鿿]妇(?![联幼科产])|[一-鿿]工(?![作程资厂地会伤具期序艺])|[园校院厂村组站所局]长|[一-鿿]师(?![傅范生大])|(?![扶把拉推]手)[一-鿿][手匠夫](?![机表续段工])|[一-鿿]贩子?|[一-鿿]生(?![活产意日态气计育命病长鲜动存怕死])|家长|朋友|友|[大小]?[哥姐妹弟叔婶伯嫂]|爷|奶|娘|爹|老(?:伴|头|太|汉|婆|少|倌)|婶子?|嫂子?|娃|老中青|男女老少|老表|把式|匠|汉子|崽|伢|囡|闺女|媳妇|行家|[乘旅顾食租房散香]客|"
    r"[车网棋票球牌戏茶病]友|摊主|房东|大厨|护工|保姆|门卫|保安|保洁|环卫|小哥|选手|和尚|道公|同行|搬运|装卸|孩|妈|爸|婆|公公|"
    r"师傅|骑手|小伙子?|姑娘|老师|工友|[蔗菜果茶渔粮烟棉药桑稻花瓜薯老]农|店主|车主|业主|企业主|"
    r"客户|青年|妇女|儿童|街坊|邻居|同胞|乡亲|老板|掌柜|病号|伙计|代表|同志|孩子|[一-鿿]民|军属|家属|亲属|职工|员工|骨干|"
    r"能手|户|老乡|婶|摊贩|商贩|司机|小贩|侨眷|信众|粉丝|学徒|长者|学子|眷|细路|细佬|后生|[瑶壮苗侗]胞|靓仔|阿婶"
)
_NOUN_BEFORE = Rule(
    rf"(?:{PERSON.pattern}|[男女]|[他她]们|[一-鿿][手匠夫贩]|[男女老少小来到]的|一[拨批伙群组桌帮]|人数|来电)(?:们|代表)?(?:来了|到了|数了?一?[数下]?有?|有|共|一共|约|近|约莫|大约|"
    rf"也|就|大概|了|见了|见到了?|坐了|聊了)?$"
)
_THING = Rule(
    r"[一-鿿]{0,4}(?:问题|建议|意见|项目|合作社|社区(?!居民)|村(?!民)|书包|方面|小时|(?<![0-9一二三四五六七八九十])点|"
    r"地方|部门|单[位元]|学校|企业|屯|镇|街道|站|(?<![夜白早晚中下上])班(?![长主])|小组|组(?![长员])|片区|小区|"
    r"楼栋|院落|车间|支部|界别(?!群众|代表|人)|工地|摊位|档口|网格(?!员)|行业|专业|年级|系列|话题|渠道)"
)
VISITED = Rule(
    r"(?:走访|看望|慰问|探望|探访|接待|座谈|联系|接|(?<!意)见[到着]?了?|采访|访问|访|听取?)[了的]?[一-鿿]{0,6}$"
)
_TALKS_WITH = Rule(r"(?:[跟和与同找][一-鿿]{0,8}|(?:接待|看望|走访|慰问|拜访)了?|[见问碰遇][了到着见]{0,2})$")
_DOES = Rule(r"[一-鿿]{1,7}的(?:都|也|一起)?(?:聊|谈|坐|唠|拉|说|讲|摆|倾|交流|座谈|沟通|了解|$)")
# 邻桌4个养牛的跟我反映
_TELLS_ME = Rule(r"[一-鿿]{1,6}的(?:都|也|就)?(?:[跟和向找给对]着?我|拉[着住]我|反映|诉苦|抱怨)")
# 来了五拨人,总共13个; 碰到一群钓鱼的市民,十几个,说…
_NUMBER_ALONE = Rule(r"(?:(?:总|一|统|拢)?共|合计|差不多|大概|来了|有|得有|怕有|足有|少说有?|不下){0,2}")
_NAMED_ALREADY = Rule(rf"(?:{PERSON.pattern}|[拨批群伙]人|[0-9一二三四五六七八九十]个)们?[,:、]$")
_MET_ALREADY = Rule(
    rf"(?:[跟和与同陪]|碰[到见]|遇[到见]|见[到了]|来了)[^,。;!\n]{{0,10}}?(?:{PERSON.pattern})[^,。;!\n]{{0,8}},$"
)
# 装了4个, 意见就一个, 三个班: things, not people.
_THINGS_BEFORE = Rule(
    r"(?:被[一-鿿]{1,3}|死|坏|丢|倒闭|关停|停|塌|裂|断|烂|欠|漏)了?(?:(?!的)[一-鿿]){0,4}?|(?:[装安发送修换买建捐栽种提收写做拍煮包挖打架摆添配购贴扎搭办开立报放拨分吃切卖备带拎买用](?:[了上到好去坏来出]|出去)?(?:(?!的)[一-鿿]){0,5}?|"
    r"意见|问题|建议|话题|诉求|要求|愿望|项目|台账|摄像头|井盖|名额|岗位|路灯|[灯井桶柜床泵池瓜蛋缸锅门窗桌]|(?:[粽饺饼包袋柚橙橘桃梨枣帽袜鞋裤裙毯被垫枕杯碗筷盘勺罐瓶壶盆篮筐篓糕糖球笼签旗盔罩架梯凳椅箱盒册本牌筒锁伞]|(?<!代)表)子?|"
    r"[水苹芒]果|[龙枕镜像喷插]头|插座|开关|喇叭|[台挂]历|红包|摊位?|(?<![白夜早晚中])班|组|[镇乡村屯]|社区|学校|企业|"
    r"公司|单位|部门|合作社|协会|商会|小区|车间|网格|点位?|[片地]块|字|[分个]|钟头?|小时|星期|礼拜|个月)(?:就|只|才|还|共|一共|有|约|近|大约|差不多|各|又){0,2}$"
)
_SPEAKS = tuple("讲说问聊围挤")
_WHAT_THEY_DO = "坐蹲站聊谈来到在围挤说讲问"
# 口罩100个、消毒液5瓶: what is listed with things is one.
_AND_THINGS = Rule(
    r"[、和及,](?!.{0,6}(?:[发送捐拎带分领]))[一-鿿]{1,6}[0-9一二两三四五六七八九十百]{1,4}[箱枚瓶盒袋桶提壶包斤本套双床件支把罐盏台]"
)
# 卖菜的6个, 跑运输的来了4个
_BY_TRADE = Rule(
    r"[一-鿿]{0,6}?(?:[卖摆跑开养种修贩搞扫拉捡收租贩编打撑驶喂放蒸炸烤拾][一-鿿]{1,3}(?<![来到好完下错上])|当兵|打工|务工|带娃|带孙|看病|赶圩|等车|排队|"
    r"来问|来访|反映|咨询|路过)的(?:有|来了|共|也有|约)?"
)
# 跟6个老板,还有2个收果的
_BESIDES = Rule(r"(?:还|另|也)有|另外还?有?|外?加上?|[和跟]")
_DO_FOR_A_LIVING = Rule(r"[卖摆跑开养种收修贩搞扫拉捡租编打撑驶喂放蒸炸烤拾看帮][一-鿿]{1,3}的")
# 一圈人我数了数十九个都是种甘蔗的
_COUNTED_UP = Rule(r"数了?(?:数|一数|一下|一遍|下)?$")
_WHO_THEY_ARE = Rule(r"(?:都|全|多半|大多数?)是[一-鿿]{1,6}的")
# 前前后后坐了17个, 加起来14个: who came is understood.
_GATHERED = Rule(r"(?:来|到|坐|聚|围|挤|聊|谈|碰)(?:了|着|到|满)$|(?:加|合|凑)(?:起来|在一起)(?:共|一共|是|有)?$")


def counts_people(text: str, number: Number, floor: int, before: str, after: str) -> bool:
    """Whether a number with 个 counts people; `before` and `after`: its phrase on both sides, behind `floor`."""
    return _person(before, after) or _ends_its_clause(text, number, floor, before, after)


def _ends_its_clause(text: str, number: Number, floor: int, before: str, after: str) -> bool:
    """Whether 个 counts people where nothing stands behind it: 三拨:5个、4个, 躺床上的9个, 一群市民,十几个."""
    if _AND_THINGS.match(text, number.stop):
        return False
    if number.value == 1 or after.strip() not in ("", "左右", "上下", "吧", "了"):
        return False
    if before.strip():
        if _NUMBER_ALONE.fullmatch(before):
            return _announced(text, number, floor, before)
        return _THINGS_BEFORE.search(before) is None and not _same_things(text, number, floor, before)
    if text[number.start - 1 : number.start] in (":", "、") or text[number.stop : number.stop + 1] == "、":
        return number.value != 1
    return _announced(text, number, floor, before)


# 送书包45个,本来是50个: a number of 个 that names nothing counts what the clause before counts.
_NO_NOUN = Rule(
    r"(?:本来|原本|原来|原先|原定|实际|一共|总共|合计|其实|应该|应|结果|后来|现在|最后|还|又|再|只|就|才|剩下?|少了?|多了?|缺了?|是|有|来了?|到了?|坏了?|拿了?|给了?){1,5}"
)
_COUNTED_BEFORE = Rule(r"(?P<what>[^,。;:!?\n]{1,14}?)(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})个[,;]\Z")


def _same_things(text: str, number: Number, floor: int, before: str) -> bool:
    begin = number.start - len(before)
    if _NO_NOUN.fullmatch(before) is None:
        return False
    counted = _COUNTED_BEFORE.search(text, max(floor, begin - 22), begin)
    return counted is not None and _THINGS_BEFORE.search(counted["what"]) is not None


def names_people(number: Number, before: str, after: str) -> bool:
    """Whether a noun of people or a visit stands with a number of 个: those who get a gift are told by one."""
    return number.unit != "个" or _person(before, after)


# 老兵3个, 后生仔2个, 积极分子3个: how nouns of people end that no list has.
_LIKE_PEOPLE = Rule(r"[兵仔子员友民工人生农长手匠客嫂婶伯叔们](?:共|有|约|近|来了)?\Z")


def people_are_meant(number: Number, before: str, after: str) -> bool:
    """As `names_people`, and where the noun only sounds like one of people."""
    if names_people(number, before, after):
        return True
    return not after.strip() and _LIKE_PEOPLE.search(before) is not None and _THINGS_BEFORE.search(before) is None


def _announced(text: str, number: Number, floor: int, before: str) -> bool:
    """Whether a number that is a clause of its own counts the people at the end of the clause before."""
    begin = number.start - len(before)
    if _NAMED_ALREADY.search(text, max(floor, begin - 12), begin):
        return True
    # 跟接娃的家长们扯闲篇,八九个
    return number.value != 1 and _MET_ALREADY.search(text, max(floor, begin - 24), begin) is not None


def person_in(text: str, start: int, stop: int) -> bool:
    """Whether a noun of people of the public stands between two offsets."""
    return PERSON.search(text, start, stop) is not None


def person_near(after: str) -> bool:
    """个 counts people only when a person stands soon behind it: 八个接小孩的家长, 几个返乡创业的青年."""
    noun = PERSON.search(after[:10])
    return noun is not None and _THING.match(after) is None


def _person(before: str, after: str) -> bool:
    if PERSON.match(after) or person_near(after):
        return True
    if (not before or _BESIDES.fullmatch(before)) and _DO_FOR_A_LIVING.fullmatch(after):
        return True
    return _person_before(before, after) or _nameless(before, after)


def _nameless(before: str, after: str) -> bool:
    """跟6个跑运输的聊了聊: whoever one talks with is a person."""
    if _TELLS_ME.match(after):
        return True
    return _TALKS_WITH.search(before) is not None and _DOES.match(after) is not None


def _person_before(before: str, after: str) -> bool:
    """老乡十几个, 居民来了二十一个, 走访了5个: the noun or the visit stands before the number, no thing behind it."""
    if _COUNTED_UP.search(before) and _WHO_THEY_ARE.match(after):
        return True
    if _NOUN_BEFORE.search(before):
        return _THING.match(after) is None or after[0] in _WHAT_THEY_DO
    if _BY_TRADE.fullmatch(before) and not after.strip():
        return True
    if after[:1] in _SPEAKS and _GATHERED.search(before):
        return True  # 讲课来了三十几个讲怎么管手机
    if after.strip() or _THINGS_BEFORE.search(before):
        return False
    return (VISITED.search(before) or _GATHERED.search(before)) is not None
