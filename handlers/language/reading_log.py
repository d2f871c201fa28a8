"""Reading check-ins (读书打卡): the book, how far, how long (corpus guide, rule 8)."""

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from handlers.language.books import ANY_TITLE, Title, titles
from handlers.language.choice import Choice, earliest
from handlers.language.dates import Day
from handlers.language.material import Material
from handlers.language.nature import NOT_DONE
from handlers.language.notices import untitled
from handlers.language.progress import ANY_PROGRESS, TELLING, Progress, progress
from handlers.language.rule import Rule, any_of, signed
from handlers.language.types import Record

_CHECK_IN = signed(
    r"打[个了]?卡(?!的|表|群|规则|时间|情况|不间断|是|名单|统计|要求|活动|制|点|地|圣地|记录|日历|小程序|"
    r"链接|图|接龙表)|签到"
)
_OTHER = Rule(
    r"健身|跑步|运动|步数|健步|[0-9万]步|景[点区]|爬山|爬了|登山|游泳|瑜伽|减肥|俯卧撑|仰卧|太极|骑行|"
    r"学习强国|喝水|早起打卡|早睡|美食|餐厅|网红|旅游|核酸|上班打卡|广场舞|跳绳|公里|徒步|英语|单词|口语|"
    r"八段锦|五禽戏|广播[体]?操|深蹲|拉伸|卷腹|平板支撑|健走|冥想|站桩|打坐|艾灸|泡脚|戒[烟糖酒]|喝水|值班打卡|巡河|考勤|夜跑|晨跑|冬泳|"
    r"[羽乒篮足网排][毛乓]?球|咖啡|奶茶|古筝|二胡|国画|葫芦丝|象棋|围棋|种[了下]|植树|浇水|除草|劳动|扫地|打扫|做饭|洗碗|练字|书法|练琴|钢琴|散步打卡"
)
_NO_CHECK_IN = signed(
    r"没读|未读|没看|没赶上|今[天晚]算了|[读看听]不了|没听|没学|今[天晚日]免|没顾[上得]|顾不上|没来得及|没空|没打|没时间|请假|请个假|告假|[今这][天晚次日]?(?:就|先|又)?不打卡|停电|欠|补不|还没|忘了读|一页都?没|断更|(?<![0-9])0页|停一[天日]|歇一[天日]|休息一[天日]|明[天日早]再?补|晚[上点]补|潜水|"
    r"不读|没翻|缺席|暂停|跳过"
)
_NOTICE = Choice(
    r"共读(?:通知|书目)|领读人|漏打|打卡不间断|打卡表|没有书的|推荐(?:一本|大家|给|一下|阅读|书)|"
    r"求[一本书推]|谁有|有没有|(?<![看听读是])电子版(?!《)|哪里(?:买|有)|借我|荐书|(?<![还原本来])想[读看]|之星|排行|[光红]荣?榜|公示|"
    r"(?<!今日)(?<!今天)(?<!今天的)(?<!我的)(?<!在读)书单(?!进度)|到货|领取|买了|下单|订书|读书会(?:定|将)|统计|累计|人均|作者说|看看有没有道理|"
    r"孩子.{0,10}打卡|老师要求|下[一]?本(?:读|看|打算)|打卡[0-9]{1,4}人|(?<!发)群里(?!打卡|[报补])|孩子们?(?:[今昨][天晚]|自己|也)?[读看听](?:了|完|到)|"
    r"[0-9]人打卡|电视剧|(?<!看)电影|拍得|"
    r"睡着了,不算|不算数?$|借[去走]了?(?![^,。]{0,4}还)|^[^,。\n]{0,8}名单:|打卡了?[^,。《]{0,10}(?:书店|咖啡|奶茶|公园|餐馆)|"
    r"群规|^\W{0,3}共读\s?《[^》\n]{1,40}》\s?[0-9]{1,2}[.月/][0-9]{1,2}日?\s?[-~至到]|追到?了?第?[0-9一二三四五六七八九十]{1,3}集|追剧(?!一样|似的|一般|般)|节目|综艺|"
    r"^\W{0,3}(?:好书|好句|每日)?(?:摘[抄录]|金句|佳句)[:]|(?<!这)一辈子|作业是|的作业(?!迟|补|晚|:)|等读完|读完才|"
    r"的有[0-9一二三四五六七八九十]{1,3}[个人位名]|每天[^,。]{0,5}[0-9一二三四五六七八九十]{1,3}[页章](?![^。\n]{0,16}(?:今[天日晚早]|只|实际|昨))|^\W{0,2}求|页呢|有错|讨论$|"
    r"(?<!被)安利(?:一下|一本|[一两]部|给?大家|给各位|你们|《)|种草(?:一下|一本|[一两]部|给?大家|给各位|你们|《)|"
    # children of a library, not those who are read to: 孩子们抢着翻《十万个为什么》第3册
    r"(?<![陪和跟带教给为与同领])(?:孩子|小孩|娃娃?|学生|小朋友|同学)们?(?:[都也正就全还在]{0,2}(?:抢着|争着|围着|挤着|轮流|排队)"
    r"[^,。]{0,2}(?:翻|看|读|借)|[都也正全还在]{1,2}(?:翻看?|看|读))(?![^\n]{0,30}我也?[今昨]?[天晚]?[读看翻])|"
    r"(?<![陪和跟带教给为与同领])(?:孩子|小孩|娃娃?|学生|小朋友|同学)们?(?:集体|齐声?|轮流|一起)(?:诵|朗|晨|背|[读念])(?![^\n]{0,30}我也?[今昨]?[天晚]?[读看翻])|"
    # a book that came, of which nothing is read: 年货到了:《资治通鉴》一套,拆了塑封
    r"(?:(?:书|快递|年货|包裹|全套|[一两三四五六七八九十0-9][本套])[^,。读看翻]{0,3}(?:到了|到啦|到手)(?!第|[0-9Pp])|"
    r"(?<![没未])拆(?:了|掉|开)?(?:塑封|包装|快递|封(?!面))|开箱|[新刚]入手)(?![^\n]{0,60}(?:[读看翻啃听](?:了|完|到)|[Pp][0-9]|[0-9一二三四五六七八九十][页章回]))|"
    # a book put to another use
    r"(?:用来|拿来|正好|可以)[垫盖压](?:泡面|桌[脚角腿]|方便面)|当枕头"
)
_READ = signed(
    r"(?:读|听|学|翻|啃|温|诵)(?:了|着|完|到|书|过|一|的|《|起|毕)|看(?:了|着|完|到(?!《)|书|过|一|《|起|毕)|[早晨夜晚午]读|阅读|续读|重读|共读|"
    r"共学|进度|听书|读书|精读|自学|一口气[^,。]{0,4}[0-9一二两三四五六七八九十半]{1,3}[章回页集讲本]|研读|诵读|接着看|继续看|继续读|(?:继续|接着)《"
)
_SAID_READ = signed(
    r"读书打卡|阅读打卡|读书签到|[早晨夜晚]读打卡|打卡.{0,16}《|(?:今[天日晚早]|昨[天晚]|刚才?|上午|中午|"
    r"晚上|早上|睡前)?[^,。]{0,8}(?:读|看|听|学)[了完到着毕](?:[^,。]{0,10})《|读书[:]|"
    r"《[^》]{2,30}》[^,。]{0,8}打卡|把[^,。]{2,16}(?:读|看|听)完|读书.{0,6}[0-9]{1,3}(?:页|分钟)|"
    r"(?:读|看|听|翻|啃)(?:完|了|着)?《[^》]{2,30}》[^。]{0,10}?[0-9零一二三四五六七八九十百]{1,4}(?:页|章|回|集|讲|分钟)|"
    r"》[^,。]{0,8}[Pp]\.?[0-9]{1,4}\s?[-~至到]\s?[Pp]?[0-9]{1,4}页?(?:[,。\s]|$)|"
    r"》[^,。]{0,8}(?:读|看|听|翻)(?:到|完)了?(?:第|[Pp0-9])|》[^。]{0,16}(?:读|看|听)完[的了]?(?:[,。!\s]|$)|"
    r"(?:今[天日晚早]|昨[天日晚]|前[天晚]|刚才?)[^,。]{0,10}(?:读|听|学习?|看)(?:了|完)?《[^》]{2,30}》[^。]{0,16}?"
    r"[0-9零一二三四五六七八九十百半两]{1,4}个?(?:页|章|回|集|讲|分钟|小时|刻钟|钟)|(?:今[天日]|昨[天日])的?(?:阅读|读书)[:]|"
    r"》[^,。]{0,8}(?:读|看|翻|啃|学)了(?:[0-9]{1,3}|[零一二三四五六七八九十百两几]{1,4})[余多来]?(?:页|章|回)"
)
_NOT_COUNTED = Rule(r"不算|睡着了|没有[,。]|[,。…]没有?$")
_TERSE = signed(r"✓|^今[天日晚早]?(?:日)?[第P《]")
_QUOTING = Rule(r"》[^,。“\n]{0,8}[:]\s?“|^\W{0,3}“[^”\n]{4,120}”\s?[-~]{0,2}\s?《")
_THOUGHT = Rule(
    r"(?:(?<![一-鿿])[感悟想](?=[:|])|感触|感悟|感想|体会|心\s?得|感受|收获|启发|摘抄|摘录|金句|随想|读后感|一句话|[Tt]houghts?|[Nn]otes?)(?:[:|=]|是|\s)\s?"
)
_MADE_UP = Rule(r"补(?:打|卡|打卡|交|记|报|上|登|签|一下|个)?(?:的是|了|[:])?\s?$")
_LEFT_FOR = Rule(r"留(?:给|到|待)\Z")
_SKIPPED = Rule(r"[^,。;)\n]{0,4}(?:断|没|漏|欠)")  # D6(昨天断了一天)
_NUMBERED = Rule(r"\s?(?:[0-9]{1,2}[.、)]|\([0-9]{1,2}\)|[①-⑳]|[-·~])?\s?《")
_FELL_SHORT = Rule(r"[^,。]{0,8}(?:只|仅|实际|(?<!刚)才)")  # 《边城》计划读50页,实际只读了15页
_DONE_MARK = Rule(r"done|✓|完成|已读|读了|看了|听了|打卡", re.IGNORECASE)
# Without one of these no message of the reading room is a check-in, unless a title stands beside some progress.
_ANY_READING = any_of((_READ, _CHECK_IN, _TERSE)) | TELLING
MOST_BOOKS = 12  # nobody reads more in a day; a longer list is a book list
_HOW_FAR = {"to_page", "pages_read", "to_chapter"}
MEASURES = {"from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "finished"}


class Part(NamedTuple):
    """One book, what is said of it, and its day where several are named."""

    book: Title | None
    found: Progress
    day: Day | None = None


def check_ins(material: Material, surely: bool = False) -> list[Record]:
    """The check-ins of a message. `surely`: it stands under a reading heading, so that an empty line is one too."""
    norm, signs = material.norm, material.signs
    if surely:
        if _NO_CHECK_IN.may(signs) and _NO_CHECK_IN.search(norm):
            return []
    elif material.room == "reading":
        told = signs & _ANY_READING or (signs & ANY_TITLE and signs & ANY_PROGRESS)
        if not told and not titles(norm, material.lexicon, 0):
            return []
    elif not _SAID_READ.may(signs) or _SAID_READ.search(norm) is None:
        return []
    alive = [
        (c.start, c.stop)
        for c, dead in zip(material.clauses, material.dead, strict=True)
        if not dead and not (c.asked and _asks(norm[c.start : c.stop]))
    ]
    if not alive and not surely:
        return []
    start, stop = (alive[0][0], alive[-1][1]) if alive else (0, len(norm))
    named = titles(norm, material.lexicon, signs)
    books = [t for t in named if surely or _alive(t.start, alive)][:MOST_BOOKS]
    if not books and len(named) == 1 and named[0].stop < start and _FELL_SHORT.match(norm, start):
        books = named
    parts = _by_day(material, books, start, stop, alive) or _parts(material, books, start, stop, alive)
    if surely and not books and material.room == "reading" and _OTHER.search(norm):
        return []
    if not surely and not (_is_check_in(material, alive, parts) and not _quoted(norm) and not in_general(norm, signs)):
        return []
    records = [_record(material, part) for part in parts]
    _reflect(material, records, parts, alive)
    return records


def in_general(norm: str, signs: int) -> bool:
    """Whether it is about reading in general; what the reader thinks of it at the end does not tell."""
    rules = _NOTICE.among(signs)
    thought = _THOUGHT.search(norm) if rules else None
    return earliest(rules, norm, 0, thought.start() if thought and thought.start() > 8 else len(norm)) is not None


def _asks(clause: str) -> bool:
    """《红楼梦》第41回的老君眉是什么茶? asks about a book, 读到第3章了,信不? tells of reading."""
    return "《" in clause and not _CHECK_IN.search(clause) and not _READ.search(clause)


def _quoted(norm: str) -> bool:
    return _QUOTING.search(norm) is not None and not _CHECK_IN.search(norm) and not _READ.search(norm)


def _alive(at: int, alive: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the ranges, which follow each other."""
    index = bisect_right(alive, at, key=itemgetter(0)) - 1
    return index >= 0 and at < alive[index][1]


def _parts(material: Material, books: list[Title], start: int, stop: int, alive: list[tuple[int, int]]) -> list[Part]:
    """Each book with what is said of it; a book of which nothing is said beside another is only mentioned."""
    norm = material.norm
    if len(books) < 2:
        return [Part(books[0] if books else None, _progress(material, start, stop, alive))]
    parts: list[Part] = []
    for index, book in enumerate(books):
        low = start if not index else book.start
        high = books[index + 1].start if index + 1 < len(books) else stop
        parts.append(Part(book, _progress(material, low, high, alive)))
    if "各" in norm[books[-1].stop : stop] and parts[-1].found.fields.keys() & MEASURES:
        return [part._replace(found=parts[-1].found) for part in parts]  # 《刀锋》《面纱》今晚各翻了半小时
    quiet = ("day",) if all(_begins_line(norm, book) for book in books) else ("day", "volume")
    told = [part for part in parts if any(name not in quiet for name in part.found.fields)]
    return told or parts[:1]


def _begins_line(norm: str, book: Title) -> bool:
    """2)《声律启蒙》上卷: in a list of books the volume alone tells what was read."""
    line = norm.rfind("\n", 0, book.start) + 1
    return _NUMBERED.fullmatch(norm, line, book.start) is not None and norm.find("\n") >= 0


def _by_day(material: Material, books: list[Title], start: int, stop: int, alive: list[tuple[int, int]]) -> list[Part]:
    """`昨天《边城》读20页,今天读25页`: one book, a check-in for each day that has its own progress."""
    days = [day for day in material.scan.days if not day.ahead and _alive(day.start, alive)]
    days = [day for day in days if day.last is None or not any(day.first <= one.first <= day.last for one in days[1:])]
    if len(books) > 1 or len(days) > MOST_BOOKS or len({day.first for day in days}) < 2:
        return []
    edges = [start, *(day.start for day in days[1:]), stop]
    book = books[0] if books else None
    parts = [
        Part(book, _progress(material, low, high, alive), day)
        for day, low, high in zip(days, edges, edges[1:], strict=False)
    ]
    return parts if all(MEASURES & part.found.fields.keys() for part in parts) else []


def _progress(material: Material, start: int, stop: int, alive: list[tuple[int, int]]) -> Progress:
    """Progress from the living clauses only; one blank stretch for each dead one keeps offsets."""
    norm = untitled(material.norm)  # 《第七天》 is no day
    kept: list[str] = []
    at = 0
    for begin, end in alive:
        low, high = max(begin, start), min(end, stop)
        if low >= high:
            continue
        kept += (" " * (low - at), norm[low:high])
        at = high
        if high < len(norm) and norm[high] in ",、。/|\n":
            kept.append(norm[high])
            at += 1
    kept.append(" " * (len(norm) - at))
    return progress("".join(kept), start, stop, material.signs)


def _is_check_in(material: Material, alive: list[tuple[int, int]], parts: list[Part]) -> bool:
    norm = material.norm
    fields = set().union(*(found.fields for _, found, _ in parts))
    book = any(title is not None for title, _, _ in parts)
    other = _OTHER.search(norm) is not None and not (book and ("《" in norm or _READ.search(norm)))
    if book and material.room == "reading" and fields & MEASURES and not other:
        return True
    said = " ".join(norm[start:stop] for start, stop in alive)
    marked = _CHECK_IN.search(said) is not None
    measured = fields & MEASURES
    if other:
        return False
    if not measured and (NOT_DONE in material.dead or _NOT_COUNTED.search(norm)):
        return False
    if material.room != "reading":
        return _SAID_READ.search(said) is not None and (book or bool(fields) or "读书打卡" in said)
    if book and (measured or fields or marked or _READ.search(said)):
        return bool(measured or marked or "day" in fields) or _READ.search(said) is not None
    if measured - {"minutes", "finished"} and (marked or _READ.search(said) or "from_page" in measured):
        return True
    if measured and (marked or _READ.search(said)):
        return marked or measured != {"finished"} or _NO_BOOK.search(said) is None
    if measured & _HOW_FAR and ("minutes" in measured or "day" in fields):
        return True  # 出差路上,第5章,30分钟
    if len(said) <= 14 and "✓" in said and _READ.search(said):
        return True  # 今日份阅读✅
    if measured - {"finished"} and len(said) <= 14 and _TERSE.search(said):
        return True
    if marked or "day" in fields:
        told = _bare(said) if marked else _DONE_MARK.search(said) is not None
        return len(said) <= 24 and told
    return False


# 视频看完了, 群里的公告看完了: what was looked at is no book.
_NO_BOOK = Rule(
    r"(?:视频|电视|直播|[球比]赛|足球|晚会|节目|作业|卷子|试卷|文件|通知|公告|消息|简报|材料|照片|图片|新闻|朋友圈|评论|聊天记录|接龙|病|体检|展览|演出|文艺|大戏)"
    r"[一-鿿]{0,4}?[看听读批改阅]完"
)


def _bare(said: str) -> bool:
    """A check-in of one word: 打卡, 读书打卡✅, 今日打卡, not 打卡北帝山."""
    return (
        re.search(r"打[个了]?卡(?:第|[0-9]|了|啦|咯|完|成|来|报到|学习|读书|阅读|✓|\+1|\s|[,。!~、:]|$)|签到", said)
        is not None
    )


def _record(material: Material, part: Part) -> Record:
    book, found, day = part
    made = Record("reading", material.member, material.today)
    if book is not None:
        made.book = material.cut(book.start, book.stop)
        made.why.append(material.reason("book", book.start, book.stop, "书名"))
    for name, value in found.fields.items():
        setattr(made, name, value)
    made.why += [material.reason(name, start, stop, "读书进度") for name, start, stop in found.words]
    if made.volume is not None:
        span = next(words for words in found.words if words[0] == "volume")
        made.volume = material.cut(span[1], span[2])
    day = day or _day_of(material, book)
    if day is not None:
        made.date, made.date_end = day.first, day.last
        made.why.append(material.reason("date", day.start, day.stop, day.rule))
    return made


def _day_of(material: Material, book: Title | None) -> Day | None:
    """The last day named before the book, else the first of the message: 前天《…》第1章,昨天《…》第2章.

    2.25补2.24: the day that is made up for.
    """
    norm = material.norm
    past = [day for day in material.scan.days if not day.ahead and not _skipped(norm, day)]
    made_up = [day for day in past if _MADE_UP.search(norm, max(0, day.start - 6), day.start)]
    for day in made_up if norm.count("《") < 2 and len(made_up) == 1 else ():
        return day
    before = [day for day in past if book is not None and day.start < book.start]
    return before[-1] if before else past[0] if past else None


def _skipped(norm: str, day: Day) -> bool:
    if norm[day.start - 1 : day.start] in ("接", "续") or _LEFT_FOR.search(norm, max(0, day.start - 3), day.start):
        return True  # 接昨天,《…》79页到95页; 第六章留给周末
    return norm[day.start - 1 : day.start] == "(" and _SKIPPED.match(norm, day.stop) is not None


def _reflect(material: Material, records: list[Record], parts: list[Part], alive: list[tuple[int, int]]) -> None:
    """What the reader thinks: behind 感悟, else the clauses behind the last word of progress."""
    norm = material.norm
    thought = _THOUGHT.search(norm)
    if thought and thought.end() < len(norm):
        span = (thought.end(), len(norm.rstrip()))
    else:
        ends = [title.stop for title, _, _ in parts if title]
        last = max(ends + [stop for _, found, _ in parts for _, _, stop in found.words], default=0)
        rest = [(a, b) for a, b in alive if a >= last and not _CHECK_IN.search(norm, a, b)]
        if not rest or not last:
            return
        span = (rest[0][0], rest[-1][1])
        if span[1] - span[0] < 5 or norm[span[0]] in "她他":
            return
    records[-1].reflection = material.cut(*span)
    records[-1].why.append(material.reason("reflection", *span, "感想"))
