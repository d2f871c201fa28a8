"""Book titles: between 《》, from the list of known books, or bare where the words around leave no doubt."""

from typing import NamedTuple

from handlers.language.rule import Rule, any_of, signed

_MARKED = signed(r"《([^《》\n]{1,60}(?:《[^《》\n]{1,30}》[^《》\n]{0,20})?)》")
_ANGLED = signed(r"<([^<>\n]{2,30})>|【(?![^】]{0,12}(?:打卡|读书|阅读|共读|[晨早夜]读|[日天期]|第))([^】\n]{2,20})】")
_QUOTED = signed(r"(?:读|看|听|学|打卡|书目|书名)[了着完]?[:\s]?“([^“”\n]{2,24})”")
_NAME = r"[一-鿿A-Za-z·]{2,14}?"
_END = (
    r"(?=\s?(?:到?第[0-9零一二三四五六七八九十百]{1,4}|卷[一二三四五六七八九十]|[上中下][册卷]|[Pp][0-9]|进度|"
    r"[0-9]{1,4}\s?/|[0-9]{1,4}[余多]?页|[0-9]{1,4}\s?[-~]|\||,|。|!|~|…|\s|$))"
)
_LABEL = signed(
    r"(?:书目|书名|书籍|在读|图书)\s?[:]\s?(?P<t>[^,。;\n|《》/]{2,30}?)(?=\s{0,3}(?:[,。;\n|/]|$)|"
    r"\s[一-鿿]{2,4}:)"
)
_VERB = signed(
    rf"(?:读|看|听|学|翻|啃|温习|研读|诵读)(?:了|着|完|起|过)?(?:(?:[0-9]{{1,3}}|"
    rf"[几一二两三四五六七八九十百半]{{1,4}})(?:余|多|来|几)?(?:个?小时|分钟|页|章|回|集|讲|课|刻钟|段|"
    rf"会儿)的?)?(?P<t>{_NAME}){_END}"
)
_LEADS = signed(
    rf"(?:^|[\s,。|"
    rf";:~!])(?P<t>{_NAME})(?=\s?[|\-]?\s?(?:第[0-9零一二三四五六七八九十百]{{1,4}}[章回篇讲课集卷页]|"
    rf"卷[一二三四五六七八九十]|进度\s?[0-9]|[Pp]\.?[0-9]{{1,4}}\s?[-~]|[上中下][册卷部]|(?:读|看|听|学|"
    rf"翻)(?:到|了|完)?(?:第|[Pp])?[0-9零一二三四五六七八九十百]{{1,4}}[页章回集讲课]|"
    rf"[0-9]{{1,4}}\s?/\s?[0-9]{{1,4}}页))"
)
_HANDLED = signed(
    rf"(?:把|将)(?P<t>{_NAME})(?=(?:读|看|听|学|翻)(?:完|到|了))|这本(?:书)?(?P<t2>{_NAME})(?=真|太|很|确实|"
    rf"写得|挺|有点|越|终于)"
)
_NO_TITLE = Rule(
    r"^[一二两三四五六七八九十几0-9]|了$|^(?:每天|你|大家|咱|不|要|天天|已经|早|晚|刚|终于|一口气|一直|才|"
    r"正|共|我|他|她|它|这|那|第|又|再|还|"
    r"也|了|完|到|得|着|过|书|来|会儿|一)|打卡|今[天日晚早]|昨[天晚]|晚上|早上|进度|完成|继续|接着|看了|"
    r"读了|听了|在看|在读|听书|时间|用时|大概|大约|一会|半小时|分钟|小时|感觉|下一|孩子|音频|电子|几页|书$|"
    r"页$|章$|[读看听学翻][到完了着]|^早?读$|^[读看听]"
)
_BARE = (_ANGLED, _QUOTED, _LABEL, _HANDLED, _LEADS, _VERB)
_ANY_BARE = any_of(_BARE)
ANY_TITLE = _ANY_BARE | _MARKED.bit


class Title(NamedTuple):
    start: int
    stop: int


def titles(norm: str, known: tuple[str, ...], signs: int) -> list[Title]:
    """The titles of a normalised text. Bare ones are looked for only where no marked one is."""
    if _MARKED.may(signs):
        found = [Title(*match.span(1)) for match in _MARKED.finditer(norm)]
        if found:
            return found
    for title in known:
        at = norm.find(title)
        if at >= 0:
            return [Title(at, at + len(title))]
    for pattern in _BARE if signs & _ANY_BARE else ():
        if not pattern.may(signs):
            continue
        for match in pattern.finditer(norm):
            start, stop = match.span(match.lastindex or 0)
            while stop > start and norm[stop - 1] in " ~":
                stop -= 1
            if pattern in (_ANGLED, _QUOTED, _LABEL) or not _NO_TITLE.search(norm[start:stop]):
                return [Title(start, stop)]
    return []
