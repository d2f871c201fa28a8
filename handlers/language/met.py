"""Whether constituents were met at all: words of meeting alone also tell of work, chance and leisure."""

from handlers.language import channels, people, persons, spans
from handlers.language.features import Features
from handlers.language.material import Material
from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.stop import Stop

_OBJECT = Rule(
    r"群众|村民|居民|老人|老乡|企业|商户|农户|贫困户|脱贫户|困难|学生|家长|职工|员工|工人|[男女民]工|党员|青年|妇女|"
    r"儿童|乡亲|街坊|业主|客户|市民|残疾|军人|种植户|养殖户|大户|合作社|同胞|侨眷|信众|邻居|师生|个体户|"
    r"老板|孩子们|[0-9一二两三四五六七八九十几][个名位]孩子|孤儿|乡贤|果农|菜农|渔民|一线|环卫|外卖|快递|"
    r"骑手|小伙|姑娘|师傅|司机|小哥|店主|摊主|商贩|从业|务工|患者|病人|困境|"
    r"[爷奶]奶?|大[爷妈娘叔伯哥姐嫂婶]|阿[姨婆公伯婶叔嫂]|老(?:支书|村长|党员|兵|伯|婆婆)|夫妇|夫妻|"
    r"(?<![一-鿿])[一-鿿][伯婶叔婆嫂](?![一-鿿])|某"
)
DONE = Rule(
    r"下户|下村|家访|上门|走了(?![0-9一二三四五六七八九十两几]{1,4}[万千]?(?:步|公里|里[路地]|个?多?小时))|"
    r"看了|走访|入户|看望|慰问(?![品金物信函])|探望|探访|接待|接访|座谈|联系|回访|义诊|恳谈|屋场会|"
    r"院坝会|见[到了]|拜访|访"
)
# 走访宿舍,没碰到人,白跑一趟
_NOBODY = Rule(
    r"没(?:碰|见|遇|找|看|敲)[到着开]?(?:一个|半个|个)?(?:人(?!员)|门)|没(?:一个|半个)?人(?:在|影|开门|应)|一个人(?:也|都)没|扑了?个?空|白跑|"
    r"(?:家家|户户|都|全|大门)(?:关着?门|锁着?门?|闭门)|铁将军|吃了?闭门羹"
)
# 上个月看望的老人今天走了 only refers to a visit; 走访的是老人 tells of one.
_TOLD = Rule(rf"(?:{DONE.pattern})(?!过?的(?!是|都|全|主要|多))")
_SPOKE = Rule(rf"[和跟与同陪找][^,。;]{{0,8}}(?:{_OBJECT.pattern})[^,。;]{{0,6}}(?:聊|谈|交流|拉家常|倾|唠|沟通|坐了)")
# 看了60个病人, 来了3个人: words that need people of the public, a town or an issue beside them.
_LOOSE = Rule(
    r"[和跟同陪与]|看病|看了|来|碰[到见]|遇[到见]|陪|[喝饮]了?[早午晚下夜]{0,2}茶|吃(?:早茶|了?一?[顿餐碗个]?)|坐了|聚了|示范|手把手|转了?一圈|听|看看|看一看|去看|见[到了着]"
)
# They came: 有位大姐打电话给我反映…, 村民到我办公室….
_CAME = Rule(
    r"[向跟给找][我本]|来电|(?:接到|收到)[^,。]{2,14}(?:电话|来电)|来访|到我(?:们?的?(?:办公室|店|家|这|"
    r"公司|单位|处|工作室)|[^,。]{0,6}(?:反映|"
    r"咨询|求助|诉))"
)
_SERVED = Rule(r"来问|前来|摆了?个|解答|义务|免费|普法")
# Meals, queues, trips, families and sport: with a place and a number they tell of no meeting.
_LEISURE = Rule(
    r"吃的|吃得|吃上|吃席|喝酒|喝喜酒|点了|排了|排队|排到|回娘家|回老家|老家|亲戚|一屋子|一桌|一车|"
    r"[摆开]了?[0-9一二三四五六七八九十]{1,3}桌|"
    r"门票|游客|自驾|骑行|骑了|跑步|跑了|爬|打球|球赛|比赛|决赛|队员|堵车|堵了|堵在|车上|拼车|相亲|婚|满月|"
    r"寿|生日|扫墓|拜年|"
    r"唱歌|K歌|演唱会|看戏|看球|广场舞|露营|烧烤|钓|考试|考场|监考|上班|加班|开工|招聘|录取|住院|"
    r"做了?[0-9]{1,2}台|同学会|战友"
)
_MOST_UNTOLD = 99  # people without a word of meeting; more are a statistic
_TELEGRAM, _TERSE = 14, 8  # characters of number and unit, with a day and without one
WEAK = Rule(
    r"体检|培训|讲座|咨询|[讲上]课|授课|筛查|科普|开会|开了?[一个场次]{0,2}[短小]?会|会谈|[讲上]了?[一1]?[堂节场次]"
)


def weak(norm: str, way: tuple[str, int, int]) -> bool:
    """Whether a way is one that needs people of the public beside it: 开会, 培训, 体检."""
    return way[0] in ("event", "meeting") and WEAK.match(norm, way[1]) is not None


def public(material: Material, stop: Stop, ranges: list[tuple[int, int]]) -> bool:
    """Whether a training or a check-up was for people of the public: a town or their name stands with it."""
    if stop.place is not None and stop.place.admin:
        return True
    return any(_OBJECT.search(material.norm, a, b) or _SERVED.search(material.norm, a, b) for a, b in ranges)


def plain(
    material: Material,
    stop: Stop,
    found: list[Features],
    raised: spans.Raised,
    heads: people.Heads | None,
) -> bool:
    """`11/20 江南街道,家长6人,反映…`: place and people with a day or an issue need no verb.

    The people are told by a noun of the public beside the number, or by homes, or by what they said; 8个人 and 26口人
    with a place are also a meal or a family. Of a telegram nothing is left but place, day and number.
    """
    if heads is None or stop.place is None or (heads.people or 0) > _MOST_UNTOLD:
        return False
    told = stop.day is not None or stop.listed or raised.issue is not None or (heads.unit == "户" and stop.place.admin)
    if not told:
        return False
    around = _around(material, stop, heads)
    if _OBJECT.search(material.norm, *around) or persons.person_in(material.norm, around[0], heads.start):
        return True
    events = range(stop.first, stop.last)
    clauses = [material.clauses[at] for at in events if not material.dead[at]]
    if not stop.place.admin:
        return False
    if any(found[at].issue for at in events):
        return True
    if any(_LEISURE.search(material.norm, c.start, c.stop) for c in clauses):
        return False
    if stop.listed or any(number.unit == "户" for number in stop.numbers):
        return True
    length = sum(c.stop - c.start for c in clauses if c.start <= heads.start)
    return length - (stop.place.stop - stop.place.start) <= (_TELEGRAM if stop.day else _TERSE)


def _around(material: Material, stop: Stop, heads: people.Heads) -> tuple[int, int]:
    """A few characters on both sides of a number, within its clause."""
    for clause in material.clauses[stop.first : stop.last]:
        if clause.start <= heads.start < clause.stop:
            return max(clause.start, heads.start - 4), min(clause.stop, heads.stop + 6)
    return heads.start, heads.stop


def loosely(material: Material, numbers: list[Number], ranges: list[tuple[int, int]]) -> bool:
    """Whether every word of meeting is one that also tells of chance, work or leisure."""
    words = [word for a, b in ranges for word in channels.MEETINGS.finditer(material.norm, a, b)]
    if any(number.unit == "户" for number in numbers):
        return False
    return bool(words) and all(_LOOSE.match(word[0]) for word in words)


def met_somebody(material: Material, stop: Stop, ranges: list[tuple[int, int]], lenient: bool) -> bool:
    """Without a number: a visit is told when a place or people of the public stand with a word of meeting them."""
    if any(_NOBODY.search(material.norm, c.start, c.stop) for c in material.clauses[stop.first : stop.last]):
        return False
    if lenient:
        return stop.trigger or stop.place is not None
    if any(_SPOKE.search(material.norm, a, b) for a, b in ranges):
        return True
    told = [(a, b) for a, b in ranges if _CAME.search(material.norm, a, b)]
    told += [(a, b) for a, b in ranges if _TOLD.search(material.norm, a, b)]
    if not told:
        return False
    return stop.place is not None or any(_OBJECT.search(material.norm, a, b) for a, b in told)
