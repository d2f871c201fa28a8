"""Book titles: between 《》, from the list of known books, or bare where the words around leave no doubt."""

from typing import NamedTuple

from handlers.language.lexicon import Lexicon
from handlers.language.rule import Rule, any_of, signed

_MARKED = signed(r"《([^《》\n]{1,60}(?:《[^《》\n]{1,30}》[^《》\n]{0,20})?)》")
_ANGLED = signed(r"<([^<>\n]{2,30})>|【(?![^】]{0,12}(?:打卡|读书|阅读|共读|[晨早夜]读|[日天期]|第))([^】\n]{2,20})】")
_QUOTED = signed(r"(?:读|看|听|学|打卡|书目|书名)[了着完]?[:\s]?“([^“”\n]{2,24})”")
# 三国演义七十四回: nobody reads so many at once, so that it is the number of one.
FAR = (
    r"(?<![了完气共有前后约近过这那])(?:1[3-9]|[2-9][0-9]|1[0-9]{2}|[二三四五六七八九]?十[三四五六七八九]|"
    r"[二三四五六七八九]十[一二]?|一百[零一二三四五六七八九十]{0,4})回(?!合|访|头)"
)
_NAME = r"[一-鿿A-Za-z·]{2,14}?"
_END = (
    r"(?=\s?(?:到?第[0-9零一二三四五六七八九十百]{1,4}|卷[一二三四五六七八九十]|[上中下][册卷]|[Pp][0-9]|进度|"
    r"[0-9]{1,4}\s?/|[0-9]{1,4}[余多]?页|[0-9]{1,4}\s?[-~]|\||,|。|!|~|…|\s|$))"
)
_LABEL = signed(
    r"(?:书\s?目|书\s?名|书籍|在读|图书|[Bb]ook|(?<![一-鿿])书(?=\s?[:|=])|今[日天](?:的|读的?)?书)(?:\s?[:|=]|(?<=书)\s|(?<=\[书[名目])\])\s?(?P<t>[^,。;\n|《》/\[【]{2,30}?)(?=\s{0,3}(?:[,。;\n|/\[【]|$)|"
    r"\s[一-鿿]{2,4}:|(?<=[一-鿿])\s[一-鿿]{2,9}\s|(?<=[一-鿿])\s[第0-9Pp])"
)
_VERB = signed(
    rf"(?:读|看|听|(?<![济科文哲数化物史医法大中小同])学|翻|啃|温习|研读|诵读)(?:了|着|完|起|过|的(?:却|还|就|也|都)?是)?(?:(?:[0-9]{{1,3}}|"
    rf"[几一二两三四五六七八九十百半]{{1,4}})(?:余|多|来|几)?(?:个?小时|个?钟头?|分钟|页|章|回|集|讲|课|刻钟|段|"
    rf"会儿)的?)?(?P<t>{_NAME}){_END}"
)
_LEADS = signed(
    rf"(?:^|[\s,。|"
    rf";:~!])(?P<t>{_NAME})(?=\s?[|\-·]?\s?(?:第[0-9零一二三四五六七八九十百]{{1,4}}[章回篇讲课集卷页册部辑]|{FAR}|"
    rf"[0-9]{{1,4}}页?\s?(?:-|~|至|到)\s?[0-9]{{1,4}}页|(?<=[一-鿿])\s[0-9]{{1,4}}页|"
    rf"卷[一二三四五六七八九十]|进度\s?[0-9]|[Pp]\.?[0-9]{{1,4}}\s?[-~]|[上中下][册卷部]|(?:读|看|听|学|"
    rf"翻)(?:到|了|完)?(?:第|[Pp])?[0-9零一二三四五六七八九十百]{{1,4}}[页章回集讲课]|"
    rf"[0-9]{{1,4}}\s?/\s?[0-9]{{1,4}}页))"
)
_HANDLED = signed(
    rf"(?:把|将)(?P<t>{_NAME})(?=(?:读|看|听|学|翻)(?:完|到|了))|"
    r"(?:^|[,。;:!\s])(?P<t3>[一-鿿·]{2,10})[这那]本书?(?=[是读看听翻真太很写,终挺有越])|"
    rf"[这那]本(?:书)?(?P<t2>{_NAME})(?=[读看听翻](?:到|了|完)|真|太|很|确实|"
    rf"写得|挺|有点|越|终于)"
)
_NO_TITLE = Rule(
    r"^[0-9几]|^[一二两三四五六七八九十百半]{1,4}[个本页章回天分小时点集讲课段刻遍次口位人年月日周卷册节篇些会下起样直边晚早万]|"
    r"了$|^边|^休[息假]|^(?:每天|你|大家|咱|不|要|天天|已经|早|晚|刚|终于|一口气|一直|才|"
    r"正|共|我|他|她|它|这|那|第|又|再|还|"
    r"也|了|完|到|得|着|过|书|来|会儿|一)|打卡|今[天日晚早]|昨[天晚]|晚上|早上|进度|完成|继续|接着|看了|"
    r"读了|听了|在看|在读|听书|时间|用时|大概|大约|一会|半小时|分钟|小时|感觉|下一|孩子|音频|电子|几页|书$|"
    r"页$|章$|[读看听学翻念][到完了着]|^早?读$|^[读看听念]"
)
# 听了一个钟的创业史梁生宝…: a title may end with its kind, where nothing else ends it.
_KIND = signed(
    r"(?:读|看|听|学|翻|啃)了?(?:[0-9]{1,3}|[几一二两三四五六七八九十百半]{1,4})(?:余|多|来|几)?"
    r"(?:个?(?:小时|钟头?)|分钟|刻钟|页|章|回|集)的(?P<t>[一-鿿]{1,6}?[史传记录志经论])"
)
_PICTURED = signed(rf"📖\s{{0,3}}:?\s{{0,2}}(?P<t>{_NAME}){_END}")
_BARE = (_ANGLED, _QUOTED, _LABEL, _PICTURED, _HANDLED, _LEADS, _VERB, _KIND)
# A line of fields: 第33天|大医精诚|115-128页.
_FIELD = Rule(r"[^|/,。;:()\n\s]{1,24}(?:/(?=[0-9])[^|/,。;:\n\s]{1,8})?")
_MEASURE = Rule(
    r"(?:[早晚夜晨]读|读书|阅读|今[日天])?打卡(?:第?[0-9零一二三四五六七八九十百]{1,5}天)?|"
    r"(?:第[0-9零一二三四五六七八九十百廿卅]{1,5}|[0-9]{2,3})?[天日]|(?i:d|day)\.?[0-9]{1,3}|[Pp]\.?[0-9]{1,4}.{0,8}|"
    r"第?[0-9零一二三四五六七八九十百]{1,6}页?(?:\s?(?:-{1,2}|~|至|到)第?[0-9零一二三四五六七八九十百]{1,6})?页|"
    r"[0-9]{1,4}-[0-9]{1,4}|第[0-9零一二三四五六七八九十百]{1,5}[章回篇讲课集卷册部辑张].{0,8}|卷[一二三四五六七八九十]|"
    r"[上中下][册卷部]|页[码数]|章节|进度|[0-9]{1,4}/[0-9]{1,4}页?|[一-鿿]{2,3}版|[一-鿿]{1,4}译本?|[一-鿿]{1,8}[那这][章节篇]"
)
_BARS = ("|", "/", "·")  # 万历十五年 · 半个钟 · D38
_EDITION = Rule(r"[一-鿿]{2,3}版|[一-鿿]{2,4}译本?")
_TIME = Rule(
    r"[0-9零一二三四五六七八九十百]{1,4}\s?(?:分钟|(?i:min)|['′])|(?:半|[0-9]{1,2}|[一两二三])个?半?(?:小时|钟头?)"
)  # a name may stand beside it, but between bars
_TALK = Rule(
    r"[了着吗呢吧啊呀哦我你他她咱们很太也都还就又再才要把被给打读看听翻补报今昨号页楼室]|[早晚]|^(?:好|大家)|群|老师|坚持|"
    r"加油|完成|继续|签到|早安|晚安|自习|共|阅|学习|通勤|地铁|高铁|午休|班|出差|路上|感悟|心得|体会|用时|感想|版$|译$|委员|各位|"
    r"进度|时间|日期|页码|姓名|小时|分钟|[周星][一二三四五六日期]"
)
# 值夜班,P12-20 and 下雨天,P3: between commas no moment is a title; 第9天,乡土中国,P30 has measures on both sides.
_AT_ONCE = Rule(r"[值等候坐排站机厅院校床睡醒孩]|[上下]班|吃[饭茶]|课$")
_MOMENT = Rule(r"[在有没不是来去到上下里中夜雨雪家车饭茶娃天]")
_TITLE = Rule(r"[一-鿿·]{2,14}")
_PIECE = Rule(r"[这那一]?一?[篇章节]|一文")
_ANY_BARE = any_of(_BARE)
ANY_TITLE = _ANY_BARE | _MARKED.bit


class Title(NamedTuple):
    start: int
    stop: int


def titles(norm: str, lexicon: Lexicon, signs: int) -> list[Title]:
    """The titles of a normalised text. Bare ones are looked for only where no marked one is."""
    if _MARKED.may(signs):
        found = [Title(*match.span(1)) for match in _MARKED.finditer(norm)]
        # 《呐喊》,《故乡》那篇: a piece of the book
        pieces = [title for title in found if _PIECE.match(norm, title.stop + 1)]
        if found:
            return [title for title in found if title not in pieces] or found
    for title in lexicon.books:
        at = norm.find(title)
        if at >= 0:
            return [Title(at, at + len(title))]
    famous = _famous(norm, lexicon) if lexicon.famous else []
    if famous:
        return famous
    for pattern in _BARE if signs & _ANY_BARE else ():
        if not pattern.may(signs):
            continue
        for match in pattern.finditer(norm):
            start, stop = match.span(match.lastindex or 0)
            while stop > start and norm[stop - 1] in " ~":
                stop -= 1
            if pattern in (_ANGLED, _QUOTED, _LABEL) or not _NO_TITLE.search(norm[start:stop]):
                return [Title(start, stop)]
    return _by_place(norm)


# What may stand around a title that is known by itself: marks, words of reading, an author, how far one got.
_FRAME_BEFORE = Rule(
    r"(?:^|[\s,。;:!|/#=、~)】\-]|[读看听翻啃学念阅习温](?:[着过到]|完?了?)的?(?:却|正|还|就|也|都)?是?|(?:(?:[读看听翻啃念]|(?<![一-鿿]))[一-鿿]{2,4}|分钟|小时|钟头|刻钟|页|章|回)的|"
    r"[了那这]?本|[篇页章回])$"
)
_FRAME_AFTER = Rule(
    r"\s?(?:第(?!一次|[0-9]{1,3}天)|[Pp0-9①-⑳]|卷|[上中下][册卷部]|[一二三四五六七八九十百]{1,4}[章回页篇讲集]|[,。;:!|/#~、(\[]|[读看听翻啃念打进完]|"
    r"这[本部]|那[本章回篇]|从|前|后|到|全|[今昨]|一口气|终于|总算|重[读看温]|连夜|熬夜|周末|[一两三][个天整]?(?:晚上?|[上下]午|周末|夜|天)[就才]?[读看听翻啃]|刚刚?[读看听翻啃]|[A-Za-z]{1,8}\s?[0-9]|$)"
)


def _in_frame(norm: str, start: int, stop: int) -> bool:
    """Whether words of reading or progress, or marks, stand on both sides: 茶馆里 and 摆脱贫困 are no books."""
    before = _FRAME_BEFORE.search(norm, max(0, start - 8), start)
    return before is not None and _FRAME_AFTER.match(norm, stop) is not None


def _famous(norm: str, lexicon: Lexicon) -> list[Title]:
    """Well-known titles, those of two characters only beside a word of reading or of progress."""
    found: list[Title] = []
    at = 0
    while at < len(norm) - 1:
        names = lexicon.famous.get(norm[at : at + 2], ())
        name = next((name for name in names if norm.startswith(name, at)), None)
        if name and _in_frame(norm, at, at + len(name)):
            found.append(Title(at, at + len(name)))
            at += len(name)
        else:
            at += 1
    return found


def _by_place(norm: str) -> list[Title]:
    """The field beside a day, pages or a volume: 027天/秋园/P5-33; between commas only what is no moment or place."""
    fields = [field.span() for field in _FIELD.finditer(norm) if field[0] not in _BARS]
    kinds = (_MEASURE, _TIME) if any(bar in norm for bar in ("|", "/", " · ")) else (_MEASURE,)
    measures = [any(kind.fullmatch(norm, start, stop) for kind in kinds) for start, stop in fields]
    if not any(measures) or len(fields) > 40:
        return []
    for at, (start, stop) in enumerate(fields):
        beside = measures[at + 1 : at + 2] + measures[at - 1 : at]
        if measures[at] or True not in beside or not _TITLE.fullmatch(norm, start, stop):
            continue
        name = norm[start:stop]
        if _TALK.search(name) or _NO_TITLE.search(name):
            continue
        edition = at + 1 < len(fields) and _EDITION.fullmatch(norm, *fields[at + 1])
        listed = edition or (norm[stop : stop + 2] + norm[max(0, start - 2) : start]).strip(" ")[:1] in _BARS
        between = beside == [True, True]
        if listed or ((between or (len(name) > 2 and not _MOMENT.search(name))) and not _AT_ONCE.search(name)):
            return [Title(start, stop)]
    return []
