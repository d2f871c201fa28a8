"""Whether constituents were met at all: words of meeting alone also tell of work, chance and leisure."""

from handlers.language import channels, people, spans
from handlers.language.material import Material
from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.stops import Stop

_OBJECT = Rule(
    r"群众|村民|居民|老人|老乡|企业|商户|农户|贫困户|脱贫户|困难|学生|家长|职工|员工|工人|党员|青年|妇女|"
    r"儿童|乡亲|街坊|业主|客户|市民|残疾|军人|种植户|养殖户|大户|合作社|同胞|侨眷|信众|邻居|师生|个体户|"
    r"老板|果农|菜农|渔民|一线|环卫|外卖|快递|司机|小哥|店主|摊主|商贩|从业|务工|患者|病人|困境|"
    r"[爷奶]奶?|大[爷妈娘叔伯哥姐嫂婶]|阿[姨婆公伯婶叔嫂]|老(?:支书|村长|党员|兵|伯|婆婆)|夫妇|夫妻|(?<![一-鿿])[一-鿿][伯婶叔婆嫂](?![一-鿿])|某"
)
DONE = Rule(
    r"下户|下村|家访|上门|走了|看了|走访|入户|看望|慰问|探望|探访|接待|接访|座谈|联系|回访|义诊|恳谈|屋场会|"
    r"院坝会|见[到了]|拜访|访"
)
# 上个月看望的老人今天走了 only refers to a visit; 走访的是老人 tells of one.
_TOLD = Rule(rf"(?:{DONE.pattern})(?!过?的(?!是|都|全|主要|多))")
_SPOKE = Rule(rf"[和跟与同陪找][^,。;]{{0,8}}(?:{_OBJECT.pattern})[^,。;]{{0,6}}(?:聊|谈|交流|拉家常|倾|唠|沟通|坐了)")
# 看了60个病人, 来了3个人: words that need people of the public, a town or an issue beside them.
_LOOSE = Rule(r"看病|看了|来|碰[到见]|遇[到见]|陪|[喝饮]茶|吃了?顿?饭|转了?一圈|听|看看|看一看|去看|见[到了着]")
# They came: 有位大姐打电话给我反映…, 村民到我办公室….
_CAME = Rule(
    r"[向跟给找][我本]|来电|来访|到我(?:们?的?(?:办公室|店|家|这|"
    r"公司|单位|处|工作室)|[^,。]{0,6}(?:反映|咨询|求助|诉))"
)
_SERVED = Rule(r"解答|义务|免费|普法")
WEAK = Rule(r"体检|培训|讲座|咨询|[讲上]课|授课|筛查|科普|开会|开了?[个场次]?会|会谈|[讲上]了?[一1]?[堂节场次]")


def weak(norm: str, way: tuple[str, int, int]) -> bool:
    """Whether a way is one that needs people of the public beside it: 开会, 培训, 体检."""
    return way[0] in ("event", "meeting") and WEAK.match(norm, way[1]) is not None


def public(material: Material, stop: Stop, ranges: list[tuple[int, int]]) -> bool:
    """Whether a training or a check-up was for people of the public: a town or their name stands with it."""
    if stop.place is not None and stop.place.admin:
        return True
    return any(_OBJECT.search(material.norm, a, b) or _SERVED.search(material.norm, a, b) for a, b in ranges)


def plain(norm: str, stop: Stop, raised: spans.Raised, heads: people.Heads | None) -> bool:
    """`11/20 江南街道,家长6人,反映…`: place and people with a day or an issue need no verb.

    A mere site (敬老院) needs people of the public beside the number.
    """
    if heads is None or stop.place is None:
        return False
    told = stop.day is not None or raised.issue is not None or (heads.unit == "户" and stop.place.admin)
    met = stop.place.admin or _OBJECT.search(norm, heads.start - 4, heads.stop + 4) is not None
    return told and met


def loosely(material: Material, numbers: list[Number], ranges: list[tuple[int, int]]) -> bool:
    """Whether every word of meeting is one that also tells of chance, work or leisure."""
    words = [word for a, b in ranges for word in channels.TRIGGER.finditer(material.norm, a, b)]
    if any(number.unit == "户" for number in numbers):
        return False
    return bool(words) and all(_LOOSE.match(word[0]) for word in words)


def met_somebody(material: Material, stop: Stop, ranges: list[tuple[int, int]], lenient: bool) -> bool:
    """Without a number: a visit is told when a place or people of the public stand with a word of meeting them."""
    if lenient:
        return stop.trigger or stop.place is not None
    if any(_SPOKE.search(material.norm, a, b) for a, b in ranges):
        return True
    told = [(a, b) for a, b in ranges if _CAME.search(material.norm, a, b)]
    told += [(a, b) for a, b in ranges if _TOLD.search(material.norm, a, b)]
    if not told:
        return False
    return stop.place is not None or any(_OBJECT.search(material.norm, a, b) for a, b in told)
