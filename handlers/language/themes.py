"""How many of an activity there were, and what it was about."""

import re

from handlers.language import gifts
from handlers.language.numbers import RUN, value_of
from handlers.language.rule import Rule
from handlers.language.types import RecordType

_BARE_DEED = Rule(r"(?:[一-鿿]{0,4}[办做报])?(?:微|小|民生)?实事(?:[一1]件)?")
_UNITS = {"proposal": "件份", "opinion": "条篇件份", "lecture": "场次期堂节", "consultation": "场次件", "deed": "件"}
_AGENDA = Rule(
    r"(?:围绕|聚焦|就(?!是|在|差)|(?:议题|题目|主题|话题|协商内容)(?:(?:就|只有?)?(?:是|为)?(?:[一1]个[:,]|[:])|就?是|为)?|议(?!事|题|室)的?是?|讨论|(?<!好)商量|商议(?!事)|谈(?!到|妥|了|成)(?:的)?(?:都?是)?|"
    r"关于)([^,。;:\n]{2,60})|(?<=,)(划[^,。;\n]{2,30})"
)
_ABOUT = Rule(
    r"(?:关于|内容[是为]|题为|主题是?|(?:分别|主要|都|均)?(?:是|围绕|讲|说|反映|关于|涉及)(?:的(?:都?是)?)?|标题是?|题目(?:分别)?(?:是|为|叫)|(?<=,)为)"
    r"(?:的是|是)?([^,。;\n]{2,60})|都是([^,。;\n]{2,20}?)(?:方面|领域)"
)
# “校门口乱停车”协商会: what is quoted is the matter, unless it is what such meetings are called.
_QUOTED = Rule(r"“([^“”\n]{3,40})”(?:民主|专题)?\Z")
# 组织召开庆丰镇老圩改造协商议事会: the matter stands between the words of holding it and its kind.
_MATTER = Rule(
    r"(?:参加|参与|组织|召开|主持|举办|举行|列席|牵头|开展|[开搞办]了?[一1]?[场次个]?){1,2}了?(?:(?:[市县区]|自治区)?政协的?)?"
    r"(?P<t>[一-鿿A-Za-z0-9]{4,24}?)(?:专题|民主|座谈)?\Z"
)
# Only where or by whom it was held: 参加贵城街道协商会
_NO_MATTER = Rule(r"(?:[镇乡村屯]|街道|社区|小区|委员会|政协|界别|委员|工作室|基层|专题|民主|召开|组织)\Z")
_BEHIND = Rule(r"[一1]?(?:[0-9一二两三][场次件])?[:](?P<t>[^,。;:\n]{4,30})")
# 报送信息2条(共享单车堵盲道、河堤护栏锈断)
_BRACKET = Rule(
    r"(?:了?[0-9一二两三四五六七八九十]{1,2}[条件篇份])?\((?!附|见|详|含|编号|第|与|和|跟|共(?=[0-9计有])|其中|已|待|代|[^()]{0,8}(?:联名|附件|照片|链接|委员|报告|提交|报送))(?P<t>[^()\n]{4,80})\)"
)
_ADDED = Rule(r"[(,]\s?(?:附|见附件|请审|请阅|特此|照片|全文|正文)[^\n]{0,30}\Z")
_CALLED = Rule(r"有事|好商量|茶座|议事|协商|恳谈|会客厅|圆桌")
_THEME = Rule(
    r"(?:(?:主题|题目|内容)(?:是|为|:)|(?:主题|题目)(?!宣讲|教育|活动|党日)|(?<=,)讲的?(?:是|:)?(?=[一-鿿《]))"
    r"(?!了|完|得|到)([^,。;\n]{2,40})"
)
# 防溺水宣讲1场, 4月23日,反诈宣讲
_NAMED_TALK = Rule(r"(?:^|[,:;。!\s\n]|[日号天午晚]|[0-9]场)(?P<t>[一-鿿]{2,10})\Z")
_NOTHING_BEHIND = Rule(r"[0-9一二三两四五][场次堂期]|[今昨]|进[一-鿿]{1,3}(?:[,:]|\Z)|会|活动|[,。:;!(\s]|连|\Z")
_NO_NAME = Rule(
    r"^(?:[给为向对我]|今|昨|前天|上午|下午|晚上|[到去在赴往来]|参加|开展|进行|组织|[做作讲报补代帮]|完成|一场|两场|本|委员|政策|集中|巡回|入户|上门|现场|线上)|"
    r"(?:镇|乡|村|社区|学校|小学|中学|街道|我|委员|进行|开展|做了?|一场)$"
)
_SUBJECT = Rule(r"(?:开展|举办|组织|搞|办|作了?|做了?|进行)了?(?:[一1]?[场次])?([一-鿿]{2,8})(?:主题|专题)?宣讲\Z")
_TIMES = Rule(rf"(?:{RUN})[场次期堂节]")
COUNT = Rule(rf"(?!三?八节)(?<!第)(?P<n>{RUN})(?P<u>[场件条篇份次期堂节个])(?![事问])")
_SUMMED = Rule(rf"(?:共计?|合计|总共|一共|加起来)(?P<n>{RUN})(?P<u>[场件条篇份次期堂节])")
_TIMES_OF = Rule(r"(?:[讲说课会案事息]|宣传|开展|举办|进行|组织|[办做搞开])[了过]?(?:共|一共)?\Z")
_GATHERED = Rule(
    r"(?:收集|梳理|征集|收到|整理|听取|收|记)[了到]?[^,。]{0,6}(?:意见|建议|问题|线索|诉求|反映)[^,。]{0,2}\Z"
)
BOOK = Rule(r"《([^《》\n]{2,80})》|“([^“”\n]{2,60})”")
_MORE_BOOKS = Rule(r"(?:[和、与及,]{0,2}《[^《》\n]{2,80}》){1,4}")
_LABELLED = Rule(r"#?(?:报送?|上报|记)[一1]?件?实事#?[ :]{1,3}")


def counted(norm: str, start: int, stop: int, kind: RecordType) -> tuple[int, int, int] | None:
    """How many of that kind a stretch tells, and the offsets of the number; None when it tells none."""
    wanted = _UNITS[kind]
    # 上午一场下午一场,共2场
    summed = _SUMMED.finditer(norm, start, stop) if "共" in norm or "合计" in norm else ()
    told: list[tuple[int, int, int]] = []
    for found in (*summed, *COUNT.finditer(norm, start, stop)):
        if found["u"] in wanted and (
            found["u"] != "次" or _TIMES_OF.search(norm, max(start, found.start() - 10), found.start())
        ):
            value, _ = value_of(found["n"])
            if value and value < 100:
                told.append((value, found.start(), found.end()))
    if len(told) > 1:  # 收集意见5条,今天报送信息1条
        told = [one for one in told if _GATHERED.search(norm, max(start, one[1] - 24), one[1]) is None] or told
    return told[0] if told else None


def title(norm: str, kind: RecordType, start: int, after: int, stop: int) -> tuple[int, int] | None:
    """What it was about: the words in 《》, behind a colon, or behind 围绕, 关于 and their like."""
    book = BOOK.search(norm, start, stop)
    colon = norm.find(":", start, book.start()) if book and book[2] else -1
    if book and 0 <= colon < book.start() - 1:
        book = None  # 社情民意1条:骑手进小区被收“卫生费”
    if book and kind in ("proposal", "opinion", "lecture"):
        more = _MORE_BOOKS.match(norm, book.end(), stop) if book[1] else None
        return (book.start(1), more.end() - 1) if more else book.span(1) if book[1] else book.span(2)
    several = kind in ("proposal", "opinion") and (counted(norm, start, stop, kind) or (1,))[0] > 1
    marks = "。\n" if several else "。;\n"  # 信息2条:…;…
    end = min((p for p in (norm.find(mark, after, stop) for mark in marks) if p >= 0), default=stop)
    if kind == "deed":
        colon = norm.find(":", start, end)
        begin = colon + 1 if colon >= 0 else start
        labelled = _LABELLED.match(norm, start, end)
        told = gifts.GIFT.search(norm, start, end) or gifts.MENDED.search(norm, start, end) if not labelled else None
        paid = gifts.PAID.search(norm, start, end) if told is None and colon < 0 else None
        if labelled:
            begin = labelled.end()
        elif told and colon < 0 and told.start() - start <= 16:
            begin = told.start()
        elif paid:
            begin = paid.start("deed")
        if _BARE_DEED.fullmatch(norm, begin, norm.find(",", begin, stop)):
            begin = norm.find(",", begin, stop) + 1  # 办实事一件,资助…
        comma = norm.find(",", begin, stop)
        return _trim(norm, begin, comma if comma > 0 else end)
    if kind == "lecture":
        return _lecture_title(norm, start, after, end)
    if kind == "consultation":
        about = _AGENDA.search(norm, start, stop)
        if about:
            return _named(norm, about)
        kind_at = norm.find("协商", start, stop)
        quoted = _QUOTED.search(norm, start, kind_at)
        if quoted and not _CALLED.search(quoted[1]):
            return quoted.span(1)
        matter = _MATTER.search(norm, start, kind_at) if quoted is None else None
        if matter and not _NO_MATTER.search(matter["t"]) and not _CALLED.search(matter["t"]):
            return matter.span("t")
        behind = _BEHIND.match(norm, after, stop)
        return behind.span("t") if behind else None
    bracket = _BRACKET.match(norm, after, end)
    if bracket:
        return bracket.span("t")
    colon = norm.find(":", after - 1, end)
    dash = norm.find("--", after, end) if colon < 0 else -1
    if colon >= 0 or dash >= 0:
        return _trim(norm, colon + 1 if colon >= 0 else dash + 2, end)
    about = _ABOUT.search(norm, after, stop)
    return _named(norm, about) if about else None


def _named(norm: str, about: re.Match[str]) -> tuple[int, int] | None:
    """The words behind 议题是, 讲的是, without what they only point to (标题在附件里)."""
    start, stop = about.span(about.lastindex or 0)
    return None if norm.startswith(("在附件", "见附件", "附后"), start) else _trim(norm, start, stop)


def _lecture_title(norm: str, start: int, after: int, end: int) -> tuple[int, int] | None:
    """`宣讲未成年人保护法,听众…`, `宣讲禁毒1场`, `宣讲2场消防知识`."""
    named = _THEME.search(norm, start, end)
    if named:
        return _trim(norm, *named.span(1))
    before = _SUBJECT.search(norm, start, after)
    if before:
        return before.span(1)
    counted = _TIMES.match(norm, after)
    begin = counted.end() if counted else after
    comma = norm.find(",", begin, end)
    title = _trim(norm, begin, comma if comma > 0 else end)
    at = norm.find("宣讲", start, end)
    before = _NAMED_TALK.search(norm, max(0, start - 1), at) if at >= 0 else None
    if before and _NOTHING_BEHIND.match(norm, at + 2) and not _NO_NAME.search(before["t"]):
        return before.span("t")
    if counted and title is None:
        said = norm.rfind("宣讲", start, after)
        return _trim(norm, said + 2, counted.start()) if said >= 0 else None
    inner = _TIMES.search(norm, *title) if title else None
    return (title[0], inner.start()) if title and inner and inner.start() - title[0] >= 2 else title


def _trim(norm: str, start: int, stop: int) -> tuple[int, int] | None:
    while start < stop and norm[start] in " :,的了“":
        start += 1
    added = _ADDED.search(norm, start, stop)
    stop = added.start() if added else stop
    while stop > start and norm[stop - 1] in " ,的”":
        stop -= 1
    return (start, stop) if stop - start >= 2 else None
