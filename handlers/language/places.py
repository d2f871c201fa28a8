"""Places: a name that ends like one (镇 村 社区 小学 敬老院…), joined from the town down to the site."""

import re
from typing import NamedTuple

from handlers.language.lexicon import Lexicon
from handlers.language.rule import Rule, signed

_ADMIN = (
    r"街道(?:办事处|办)?|社区|自治区|自治县|县(?!妇幼|[里城政委长乡道级直域])|(?<!上)(?<!开)市(?!妇幼|[民场政委里直级长面价区容容])|"
    r"(?<!景)区(?![别域分间里政委])|景区(?!小贩|摊贩|商户|商贩|保洁|里的)"
    r"|镇(?!上(?![门午])|[里长静痛定]|政府|村(?!民))|(?<![返下进要归还城老回家同壮瑶侗苗故])乡(?!村(?!民[0-9一二两三四五六七八九十]|委)|[亲下镇土贤情里愁音]|政府)|"
    r"(?<!逐)(?<!挨)(?<!驻)(?<!下)(?<!进)(?<!回)(?<!返)(?<!农)(?<!镇乡)村(?![民里干口医集委庄情支规道务头小企容官]|两委)|(?<!逐)(?<!挨)屯(?![里子])|苑|"
    r"(?<=[一二三四五六七八九十0-9])组(?![织成长])"
)
_SITE = (
    r"小区|园区|[开示]发区|工业区|集中区|加工区|(?:产业|工业|科技|创业|物流)园|公园|广场(?!舞)|(?:农贸|交易|批发|"
    r"菜|花鸟)市场|(?<!赶)(?<!趁)圩[场亭口]|学校|小学(?!生)|中学(?!生)|中心校|幼儿园|"
    r"高中|初中|职校|职业学院|学院|大学(?!生|新生)|[一二三四五六七八九十]中(?![学午国心华旬秋央共等全期])|医院|"
    r"卫生院|卫生室|"
    r"卫生站|敬老院|养老院|福利院|救助站|{temple}庙|教堂|福音堂|清真寺|厂(?![里长家区])|公司|"
    r"车间|(?<!协)商会|合作社|专业社|"
    r"(?:种植|养殖|生产|示范)?(?<!宅)基地|工作室|联络室|联络站|联系点|会客厅|议事厅|{home}书屋|"
    r"图书馆|(?:文化|博物|科技|体育|美术|规划|纪念)馆|[东西南北城新老][一-鿿]市场|文化站|服务站|服务中心|"
    r"政务中心|党群中心|活动中心|"
    r"(?:接待)?窗口|文化室|晒谷场|凉亭|驿站|农场|林场|车站|码头|第?[一二三四五六七八九十0-9]{1,3}网格|"
    r"宿舍楼?|活动室|(?<!和)(?<!关心)食堂(?![油的师饭和、涨晚])|礼堂|老年大学|供销社|信用社|粮站|诊所|药店|超市|茶馆|供电所|农技站|畜牧站|加油站|收费站|高铁站|客运站|"
    r"渡口|道班|戏台|夜市|饮水点|站点|法庭|派出所|"
    r"司法所|服务大厅|村委会?|居委会|镇政府|乡政府|"
    r"(?<=[协关处])[一二三四五六]楼|祠堂|(?:步行|年货|美食|小吃|商业|古)街(?!道)|花园(?!式)|保健院|检察院|(?:照料|托养|职教|救助|就业|文体|会展|健身|康复|养护|购物|会议|卫生|法律援助|综治|商贸)中心|(?:文化|综合|办公|教学|门诊|住院|"
    r"便民)楼|(?:便民|政务|办事|接待|信访|服务|候诊|候车)大厅|(?:调解|信访|会议|接待|棋牌|阅览|值班|接访|警务|图书|候车|候诊)室|(?:联络|联系|服务|接访|值守|观测|便民)点|服务区|休息区|老人亭|"
    r"鼓楼|茶园|果园|大棚|水库|"
    r"榕树[下头]|业委会|工地|球场|[大中]道[0-9]{1,4}号|路[0-9]{1,4}号|门诊部|社工站|养殖场|(?:猪|鸡|鱼|果|"
    r"茶|牛|"
    r"羊)场"
)
_TEMPLE, _HOME = "寺(?!面)|庵|", "[一-鿿]{1,2}之家|"


def _tail(temple: str, home: str) -> Rule:
    site = _SITE.replace("{temple}", temple).replace("{home}", home)
    return Rule(f"(?P<admin>{_ADMIN})|(?P<site>{site})")


# These two may begin with any character, which makes every search slow: they are looked for only where they can be.
_NAMED = signed("寺|庵|之家")
_TAIL, _TAIL_NAMED = _tail("", ""), _tail(_TEMPLE, _HOME)
_EDGE = Rule(
    r"走访|看望|慰问|探访|探望|来到|前往|深入|走进|接待|回访|联系|赶到|绕到|转到|跑到|今天|昨天|前天|今日|今晚|"
    r"昨日|今早|昨晚|上午|下午|中午|晚上|早上|傍晚|一早|地点|场所|随后|然后|接着|组织|"
    r"又|再|周末|节假日|假期|(?<=[师民众长户员友])来|约(?=[一-鿿]{2})|(?<=[0-9一二三四五六七八九十])点(?:半|多|钟|整)?(?:以?后|前)?|陪[着同]?|[钻转走跑赶挤摸拐踏]进|已?转(?:诊|院|送|往|至|给)|已转|周[一二三四五六日天]|[月日号]|[0-9]|[我他她你咱]们|在|到|去|赴|于|至|往|从|对接?|给|帮|驻|与|跟|我|"
    r"(?<!信)访|了(?:一趟|趟|一个|个)?|值守|坐班|值班|驻守|[跟随沿顺]着|随|路过|经过|本人|请|由|家住|住在|"
    r"(?<=[0-9一二三四五六七八九十几两])(?:[位名户个家所座间处]|人(?!民))|是|把|被|的|摆|逛|对接|隔壁|邻近|附近|对面|(?:娘|婆|外婆|我)家(?=[一-鿿]{2})"
)
_SOFT_EDGE = Rule(r"[和同进为上下来回向由及带]")
_CLEAN = Rule(r"[一-鿿A-Za-z]{0,9}|[0-9]{1,2}")
_STOPS = Rule(
    r"等(?!县)|[的在到去给让了与跟把被向是有说讲问来位户名个开送我他她你们请看望探办召做]|(?<!信)访|业主|走访|慰问|接待|座谈|"
    r"反映|[0-9]人"
)
_NO_NAME = frozenset(
    "约 全 本 我 各 进 下 驻 农 城 超 同 这 那 邻 外 某 该 一 两 几 每 入 乡 两个 隔壁 各个 多个 全体 农 都 老"
    "  大 小 落 车落 随 着 跟着 随着 带 带着 带领 领着 约了 请了 邀请".split()
)

# Whom one meets, not where, unless a town stands before it.
_FIRMS = frozenset(("商会", "合作社", "专业社", "公司", "厂"))
# Without a name these are no places that are written down: 在车间座谈, 进会议室的19人.
_COMMON = frozenset(
    (
        "供销社 信用社 粮站 诊所 药店 超市 茶馆 供电所 农技站 畜牧站 加油站 收费站 高铁站 客运站 渡口 "
        "道班 戏台 水库 茶园 车间 会议室 食堂 宿舍 宿舍楼 站点 工地 夜市 便民点 办公楼 教学楼 接待室 值班室"
    ).split()
)
# 小区外墙灯, 走访园区企业, 学校门口的彩票店: nobody says which one, unless one goes there or the clause ends with it.
_GENERIC = frozenset(
    "小区 园区 开发区 工业区 产业园 工业园 学校 小学 中学 幼儿园 高中 初中 职校 医院 卫生院 业委会 居委会 村委会 村委 "
    "菜市场 窗口".split()
)
_GONE_TO = ("在", "到", "去", "赴", "走进", "前往", "深入")
_VISITED_SITE = Rule(r"(?:走访|看望|慰问|探访)了?\Z")
_KINDS = frozenset(
    "建筑 施工 外卖 快递 倒班 企业员工 员工 职工 学生 单位 学校 夜班 医院 工厂 公司 企业 集体 临时".split()
)
# 我校食堂: the member's own house is no place that is written down.
_OWN = "校院厂局所社店司行"
_PASSING = ("读", "考上", "考取", "上了", "念", "们", "进", "入", "下", "驻", "返", "上级", "各级", "有关", "相关")


# 走访桥圩镇家具厂两家: what is counted is no place.
_COUNTED = Rule(
    r"[0-9一二两三四五六七八九十]{1,3}(?:[家所间座]|个(?!孩|学生|娃|老[人师]|家长|教师|职工|员工|工人|困难|留守|贫困|群众|[居村]民))"
)
# 商会的会员 are people.
_FIRM_FOLK = Rule(r"的?(?:会员|社员|员工|职工|工人|工友|老板|业主|负责人|青年)")
_FRAMED = signed(
    r"(?:在|到|去|赴|前往|走进|来到|深入|折回|返回|回到|飞到?)(?!住院|出院|学院|医院|起点|一起|一点)(?P<site>[一-鿿A-Za-z]{1,10}?(?:局|所|站|院|馆|园|店|厂|公司|"
    r"中心|协会|商会|供销社|报社|寨|港|港口|路口|树下|网点|联络点|联系点|服务点|观测点|办公室|会议室|教室|门口|大道|城|"
    r"楼下|厅|亭|铺|摊|坊|村口|桥头|巷口|[一二三四五六七八九1-9]楼|工商联|[妇残侨台]联|总工会)|(?:广东|广州|深圳|佛山|东莞|珠海|浙江|福建|湖南|海南|云南|贵州|北京|上海|"
    r"南宁|柳州|桂林|梧州|玉林|钦州|北海)(?:(?!没|未|打工|务工|做工|上班|读书|上学|当兵|做生意|厂里|带孙)[一-鿿]){0,4}?)(?=走访|接待|接访|看望|慰问|座谈|值班|值守|坐班|入户|义诊|"
    r"宣讲|普法|[开召]开|开会|举办|与|和|同|跟|听取|见|陪|聚|碰头|摆摊|[喝饮]了?早?茶|吃了?|出差|学习|[,。\n]|$)"
)
# ① is a digit to isalnum, and a mark in front of a name.
_WORD = re.compile(r"[一-鿿0-9A-Za-z]*\Z")
# 社区的棋牌室: a room of the place before.
_ROOM = Rule(r"[一-鿿]{0,2}(?:室|大厅|楼|亭)(?![上里])")
_OFFICER = Rule(r"[园校院厂所站]?长(?![大期年久沙])")
_TOWN = Rule(r"街道|镇|乡(?!村)")


_END = Rule(r"[,。;!\n]|\Z")


class Place(NamedTuple):
    start: int
    stop: int
    # Whether a district, town or village is in it, or only a site (敬老院).
    admin: bool


def find_places(text: str, lexicon: Lexicon, signs: int = -1) -> list[Place]:
    """The places of a normalised text, from left to right, without overlap. `signs`: its signs, -1 when not known."""
    places: list[Place] = []
    for tail in (_TAIL_NAMED if _NAMED.may(signs) else _TAIL).finditer(text):
        begin, stop = tail.span()
        admin = tail.lastgroup == "admin"
        last = places[-1] if places else None
        length = lexicon.town_at(text, stop) if admin else 0
        if tail[0] in _FIRMS and _FIRM_FOLK.match(text, stop):
            continue
        if tail[0] in _COMMON and _FIRM_FOLK.match(text, stop):
            continue  # 道班工人
        if not admin and (text[stop : stop + 1] == "进" or _OFFICER.match(text, stop)):
            continue  # 模拟法庭进校园, 幼儿园园长
        if not admin and _COUNTED.match(text, stop):
            continue
        if last is not None and _joined(text, last.stop, begin if not length else stop - length):
            places[-1] = Place(last.start, stop, True if admin else last.admin)
            continue
        if not admin and tail[0] in _FIRMS:
            continue
        start = stop - length if length else _free_start(text, last.stop if last else 0, begin, admin)
        if start is not None and tail[0] in _GENERIC and _anyone(text, start, begin, stop):
            continue
        if start is not None and tail[0] in _COMMON and (start == begin or text[start:begin] in _KINDS):
            continue
        if start is not None:
            places.append(Place(start, stop, admin))
    return _with_framed(text, places) if _FRAMED.may(signs) else places


def _anyone(text: str, start: int, begin: int, stop: int) -> bool:
    """Whether a site stands without a name (人社和园区) and nobody is told to be there."""
    if text[start:begin].endswith(("和", "与", "及")):
        return True
    if start < begin or text[max(0, start - 2) : start].endswith(_GONE_TO):
        return False
    ended = text[stop : stop + 1] in ",。;!\n0123456789"  # 走访学校,师生座谈25人
    return not (ended and _VISITED_SITE.search(text, max(0, start - 3), start))


def _with_framed(text: str, places: list[Place]) -> list[Place]:
    """The places, and those that only 在, 到 and their like tell of (到供电所走访), in clauses without another."""
    for frame in _FRAMED.finditer(text):
        start, stop = frame.span("site")
        ended = _END.search(text, stop, stop + 14)
        end = ended.start() if ended else stop
        near = any(place.stop > start - 14 if place.start < start else place.start < end for place in places)
        if not near and _STOPS.search(text, start, stop) is None:
            places = sorted([*places, Place(start, stop, False)])
    return places


def _joined(text: str, start: int, stop: int) -> bool:
    if stop < start or stop - start > 9:
        return False
    if text[start : start + 1] == "的" and _ROOM.match(text, stop):
        start += 1
    if text[start : start + 1] in ("和", "与", "及") and (stop == start + 1 or _TOWN.match(text, stop)):
        return False
    return _CLEAN.fullmatch(text, start, stop) is not None and _STOPS.search(text, start, stop) is None


def _free_start(text: str, floor: int, end: int, admin: bool) -> int | None:
    """Where a name begins that no list knows: after a preposition, a verb or a mark, at most 9 characters back."""
    low = max(floor, end - 10)
    start = low
    closed = low == floor
    before = text[low:end]
    if not _WORD.fullmatch(before):
        for at in range(end - 1, low - 1, -1):
            if not _WORD.match(text[at]):
                start, closed = at + 1, True
                break
    for edge in _EDGE.finditer(text, start, end):
        start, closed = edge.end(), True
    if end - start == 1 and text[start] in "和同跟":
        return None
    if text[start - 1 : start] == "我" and text[start] in _OWN:
        return None
    for edge in _SOFT_EDGE.finditer(text, start, end):
        after = edge.end()
        if after == end and not admin and edge[0] in "来进向":
            return end
        if end - after >= 2 and (not closed or after - 1 == start or end - after >= 3):
            start, closed = after, True
    name = text[start:end]
    if admin and text[end] == "组" and name.startswith("第"):
        return None  # 第一组看了5户: of those who went
    if admin and end - start == 1 and text[end] == "市":
        return None
    if not closed or name in _NO_NAME or name.endswith(_PASSING) or (admin and not name):
        return None
    return start
