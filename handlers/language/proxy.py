"""Whose record it is: the sender's, or somebody else's when the message says so (corpus guide, rule 7)."""

from typing import NamedTuple

from handlers.language.rule import Rule, signed
from handlers.language.types import Utterance

_TITLE = (
    r"(?:委员|同志|主任|主席|老师|院长|校长|医生|会长|总|律师|教授|常委|师父|法师|姐|"
    r"哥)?(?:\([^)\n]{1,10}\))?"
)
FOR = signed(r"(?:代为?|帮忙?|替)\s?(?:报|填)?[:\s]?(?P<name>[一-鿿·]{2,12})")
ENDS = Rule(
    rf"{_TITLE}\s?(?:[^,。\n]{{0,3}}?(?:补?上?报|打卡|填|登记|上传|发|补?录)(?:一?下|一条|送|个|[:])?|"
    rf"补(?:记|登)?一?[条下次个笔]?(?=[^,。:\n]{{0,10}}:)|[:])"
)
_NAMED = Rule(rf"{_TITLE}\s?(?:[^,。\n]{{0,6}}?(?:打卡|补报|报送|上报|报)\s?)?[:]")
# 帮老人剪头发, 替村民填表: work for people of the public, no report for a member.
_SERVED = (
    r"(?:老人|老乡|阿[婆公姨]|大[爷妈]|[村居]民|群众|乡亲|街坊|学生|孩子|家长|[农商住]户|困难|"
    r"残疾|低保|工[人友]|职工|业主)"
)
# 受王某委托代报:, 王某走不开,我代他报:, 代两位委员一起报:, 由我转报:, 让我替他登记:, 连我带王某一起报:
_CHARGED = signed(
    r"(?:委托|之托|(?:[由让叫托请]我|(?<![请烦劳])代|替|帮(?!我|着)|连我)(?:他|她|其|为|两位|几位|[二三]位)?"
    rf"(?:(?!{_SERVED})[^,。:\n]){{0,6}}"
    r"(?:转达|转告|转述|补?上?报|填|(?<![头理毛沙白])发|登记?|记|录|补一?[条下次个笔]))[^,。:\n]{0,6}[:,]|"
    r"(?:一并|一起|一块儿?|顺便|合)(?:补?报|补)(?:一?下|上)?(?:[两几二三四五]位|他们|她们)(?:委员)?的?[:,]"
)
_AND_ME = Rule(r"连我|[和跟与]我|我[和跟与、]")
_SOME = Rule(r"(?:[两几二三四五六这那]位|[他她其])")
# 代甲、乙两位委员报:
_SEVERAL = Rule(rf"{_TITLE}[、和与,]\s?[^:\n]{{2,40}}?(?:报|填|登记|打卡)[:,]")
_GUESS = Rule(
    r"[一-鿿·]{2,4}?(?=(?:委员|同志|主任|主席|老师|院长|校长|医生)?(?:补?报|打卡)[:,\s一二两三四五六七八九十0-9])"
)
_AUTHOR = Rule(r"[一-鿿]{0,4}的(?:新书|新作|诗集|大作)?《")  # 张三委员的《渔歌》: a book of his
_WHY_NOT_HIMSELF = Rule(r"\((?:他|她|人|本人|手机|因|在)[^()\n0-9]{2,30}\)")  # 代张三报(他今早打电话来托我的):…
# 张三昨天走访5户,他手机坏了,我代他报
_ON_BEHALF = Rule(
    r"[,。;(](?:[由让]?我)?(?:代|替|帮)(?:他|她|其)(?:补?[报录]|补|发|填|登记?)(?:一下|上|了)?(?:[)。!]?\s*\Z|[,:;。](?=(?P<more>.)))"
)
# 唐某在外地培训,他昨天的我来报:…
_HIS = signed(
    r"[,;。(](?:那)?[他她](?:自己)?(?P<day>[^,。:;\n]{0,8}?)的(?:那[条份个次])?(?:就|只好|先)?(?:由|让)?我(?:来|帮忙?|代为?|替[他她])"
    r"(?:补?报|补|填|记|录|发)(?:上|了|一?下)?[:,]"
)
_NEAR = 40


class Speaker(NamedTuple):
    """`member` None: it is told of somebody else. `body`: where the report begins. `words`: what names the member."""

    member: str | None
    body: int
    words: tuple[int, int] | None
    shared: bool = False


def speaker(norm: str, start: int, utterance: Utterance, signs: int) -> Speaker:
    """Who did what is told from `start` on."""
    while start < len(norm) and norm[start] in " \n":
        start += 1
    if norm.startswith("【", start) and norm.find("】", start, start + 12) > 0:
        header = norm.find("】", start) + 1
    else:
        header = start
    begin = header + (1 if norm.startswith("我", header) else 0)
    asked = FOR.match(norm, begin) if FOR.may(signs) else None
    if asked:
        at = asked.start("name")
        guess = None if _SOME.match(norm, at) else _GUESS.match(norm, at)
        name = name_at(norm, at, utterance) or (guess[0] if guess else None)
        several = _SEVERAL.match(norm, at + len(name)) if name else None
        if name and several and name_at(norm, at + len(name) + 1, utterance):
            return Speaker(name, several.end(), (start, several.end()), True)
        ends = ENDS.match(norm, at + len(name)) if name else None
        if name and ends:
            return Speaker(name, ends.end(), (start, ends.end()))
    his = _HIS.search(norm, start, start + _NEAR) if _HIS.may(signs) else None
    if his and (name := name_at(norm, header, utterance)):
        return Speaker(name, his.start("day") if his["day"] else his.end(), (header, his.end()))
    charged = _CHARGED.search(norm, start, start + _NEAR) if _CHARGED.may(signs) else None
    if charged:
        if _AND_ME.search(norm, start, charged.end()):
            return Speaker(utterance.sender, charged.end(), None, True)
        for at in range(start, charged.end()):
            name = name_at(norm, at, utterance)
            if name and name != utterance.sender:
                return Speaker(name, charged.end(), (start, charged.end()), True)
        return Speaker(utterance.sender, charged.end(), None, True)
    return _by_name(norm, start, header, utterance) if asked is None else Speaker(utterance.sender, start, None)


def without_excuse(norm: str) -> str:
    """Blanks for what tells only why another reports: …,他手机坏了,我代他报."""
    norm = _WHY_NOT_HIMSELF.sub(lambda told: " " * len(told[0]), norm)
    found = _ON_BEHALF.search(norm)
    if found is None:
        return norm
    start = found.start()
    if found["more"]:
        return norm[: start + 1] + " " * (found.end() - start - 2) + norm[found.end() - 1 :]
    reason = max(norm.rfind(mark, 0, start) for mark in ",。;!")
    if reason >= 0 and norm[reason + 1 : reason + 2] in ("他", "她"):
        start = reason
    return norm[:start] + " " * (len(norm) - start)


def parted(norm: str, body: int, utterance: Utterance) -> str:
    """A report for several from `body` on, in the same length: a new member begins a new sentence (A…,B…)."""
    chars = list(norm[body:])
    for at, char in enumerate(chars[:-2]):
        if char == "," and name_at(norm, body + at + 1, utterance):
            chars[at] = ";"
    return "".join(chars)


def _by_name(norm: str, start: int, at: int, utterance: Utterance) -> Speaker:
    """`张三打卡:…` is his; a sentence about 张三 is nobody's report."""
    name = name_at(norm, at, utterance)
    if name is None:
        return Speaker(utterance.sender, start, None)
    ends = _NAMED.match(norm, at + len(name))
    if name == utterance.sender:
        return Speaker(name, ends.end() if ends else at + len(name), None)
    if ends:
        return Speaker(name, ends.end(), (at, ends.end()))
    if _ON_BEHALF.search(norm, at):
        return Speaker(name, at + len(name), (at, at + len(name)))
    if _AUTHOR.match(norm, at + len(name)):
        return Speaker(utterance.sender, start, None)
    return Speaker(None, start, None)


def name_at(norm: str, start: int, utterance: Utterance) -> str | None:
    """The longest roster name that begins here."""
    for length in (6, 5, 4, 3, 2):
        name = utterance.text[start : start + length]
        if len(name) == length and (name in utterance.roster or name == utterance.sender):
            return name
    return None
