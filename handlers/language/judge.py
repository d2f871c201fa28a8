"""Does a message sound like a report of something done? Learnt from labelled messages, where rules by words end.

Every character and every pair of neighbours has a weight (`make judge` counts them out, tests/language/learn_judge.py);
their sum is the log of the odds that the message reports something: 0 is even, 2 is seven to one. The rules still say
what is reported; the judge only keeps them from reading a report into talk, and lets them look once more where they
saw none. Before all that `worth` asks for a word or a number without which nothing is ever read: most of what a group
says ends there, in the written text, before any other work.
"""

import re
from collections.abc import Iterable
from functools import cache
from struct import unpack

from handlers.language import rule
from handlers.language.judge_weights import EVEN, PAIRS, ROOMS, SCALE, SINGLES, WEIGHTS
from handlers.language.normalize import normalize, spellings
from handlers.language.notices import untitled
from handlers.language.told import Told

LONGEST_HEARD = 600  # characters; how a long message begins tells enough
_LOWEST = -4.0  # below, nobody looks for a report
# Below, what the rules found is none, the sooner the less stands behind it (grounds.py).
_SILENT = (-0.2, -1.0, -1.8, -3.2)
_SILENT_IN_BRIEF = -1.7  # a few words (第12天打卡) hold too little to be heard against the rules
_BRIEF = 18
_FOR_OTHERS = ":代替帮委"  # one of these is in a report for somebody else
SURE = 3.0  # above, rules that found nothing read once more and believe the message
# Words of meeting, of the five acts and of reading.
_WORDS = (
    "走访 家访 探 接访 来访 回访 拜访 随访 遍访 访谈 访到 访了 看望 慰问 入户 接待 座谈 恳谈 义诊 "
    "反映 反应 诉苦 诉说 倾 唠 来问 坐班 "
    "拉家常 谈心 谈了 面谈 交谈 约谈 交流 沟通 聊 屋场会 院坝 坝坝 联系了 联系群 上门 登门 串门 下户 "
    "下村 下乡 落村 落乡 走了 "
    "坐了 见到 见了 见着 遇到 遇见 碰到 碰见 来电 去看 电话回 俩 仨 陪 都说 都话 都讲 没数 找我 来我 到我 "
    "宣讲 微课 提案 信息 社情 建言 协商 议事 实事 小事 捐 资助 赠 受益 惠及 修好 打通 送到 送给 交到 《 "
    "普法 摆摊 支摊 送春联 讲了 换新 换上 换成 装上 装了 换了 翻新 乡亲 阿婆 奶奶 掏钱 出钱 出资 自费 人数 "
    "读了 读完 读到 读着 读书 读第 读毕 读原 晨读 早读 晚读 夜读 午读 共读 阅读 续读 重读 精读 研读 "
    "诵读 听书 听完 看完 进度 全书 完结 收官 "
    "书名 书目"
)
_LABELS = "人数 人次 数量 对象 人员 群众 地点 地址 场所 位置 听众 受众 情况 时间 日期"
_NUMERALS = "0123456789零二三四五六七八九十两几百千廿卅"


def _spelt(chars: str) -> str:
    """The inside of a class of characters in every spelling."""
    return re.escape("".join(spelling for char in chars for spelling in spellings(char)))


# The characters with which it begins, as the inside of a class; and what must stand behind one of them.
_Tell = tuple[str, str]


def _gate(*tells: _Tell) -> rule.Rule:
    """One of them. It begins with one class of characters, over which `re` passes on by itself."""
    branches = "|".join(f"(?<=[{first}]){rest}" for first, rest in tells) if len(tells) > 1 else tells[0][1]
    return rule.Rule(f"[{''.join(first for first, _ in tells)}](?:{branches})", told=Told((), ""))


_NUMERAL = f"[{_spelt(_NUMERALS)}]"


def _any_word(words: Iterable[str], labels: Iterable[str]) -> _Tell:
    """One of the words, or a label and what stands behind one. Hardly any chat passes the first two characters."""
    every = [spelling for word in words for spelling in spellings(word)]
    beside = [spelling for label in labels for spelling in spellings(label)]
    longer = {word for word in every if len(word) > 2}
    single, first, second = (
        re.escape("".join(sorted({word[at] for word in found})))
        for at, found in (
            (0, [word for word in every if len(word) == 1]),
            (0, every + beside),
            (1, [word for word in every + beside if len(word) > 1]),
        )
    )
    ends = ["|".join(word for word in found if len(word) == 2) for found in (every, beside)]
    rests = "".join(f"|(?<={word[:2]}){word[2:]}" for word in sorted(longer))
    behind = rf"[{second}](?:(?<={ends[0]})|(?<={ends[1]})\s?[:：=＝|｜│\s]{rests})"
    return first, f"(?:(?<=[{single}])|{behind})"


_WORD = _any_word(_WORDS.split(), _LABELS.split())
_READ, _GAVE, _TOLD, _TAUGHT, _FOLK, _ONE = map(
    _spelt, ("看翻啃学温诵听读", "给为帮向替", "跟和向给", "讲上", "人童女生长民众", "一")
)
# Numbers of people, and words that tell something before some others only: 老人 13, 给村里装, 跟我说, 讲了一课.
_COUNTED = (
    f"{_ONE}{_NUMERAL[1:-1]}{_READ}{_GAVE}{_TOLD}{_TAUGHT}{_FOLK}",
    r"(?:"
    rf"(?<=[{_ONE}{_NUMERAL[1:]})\s?\w?\s?(?:[{_spelt('人名口户家')}]|位(?!数)|"
    rf"(?<!{'[' + _ONE + ']'})[{_spelt('个')}])|"
    rf"(?<=[{_ONE}])[{_spelt('对')}]|(?<=[{_READ}{_FOLK}])[ :：]?{_NUMERAL}|"
    rf"(?<=[{_GAVE}])[^,，。;；\n]{{2,26}}?[{_spelt('送捐赠发装修建铺添购配更换打接拉硬资垫解协筹粉清')}]|"
    rf"(?<=[{_TOLD}])[{_spelt('我本')}][^,，。;；]?[{_spelt('讲说吐反咨诉求倾')}]|(?<=[{_TAUGHT}])[^,，。\n]{{0,8}}课)",
)
# In the reading room also 打卡, ✓, 看了, pages, P12, D3, 3-8.
_MEASURED = (
    f"{_ONE}{_READ}PpＰｐDdＤｄCcＣｃ打签簽✓✅✔☑√{_NUMERAL[1:-1]}",
    rf"(?:(?<=[✓✅✔☑√])|(?<=打)[个個了]?卡|(?<=[签簽])到(?![在处處])|"
    rf"(?<=[{_READ}])[{_spelt('了着完过到起毕的')}]|\s?\w?\s?[{_spelt('页章回卷讲课篇集')}]|(?<![{_ONE}])\s?[{_spelt('天')}]|"
    rf"(?<=[PpＰｐDdＤｄCcＣｃ])\.?\s?[{_spelt('0123456789')}]|(?<![签簽])\s?[-/~～—–至到]|[Aa]y|[Hh])",
)
# Minutes count beside a word of reading or a known title; the group tells them from what counts alone.
_MINUTES = (f"{_ONE}半{_NUMERAL[1:-1]}", rf"(?=\s?\w?\s?(?:[{_spelt('分时钟刻')}]|[MmHh])())")
_ANY_READ = rule.Rule(rf"[{_READ}书書【<＜“「『\"]", told=Told((), ""))
# Without it nothing is told in any room, and in the reading room.
_TELLING = _gate(_WORD, _COUNTED)
_TELLING_OR_READ = _gate(_WORD, _COUNTED, _MEASURED, _MINUTES)


def silent(odds: float, length: int, grounds: int) -> bool:
    """Whether what the rules found in a text of that length on such grounds (0 to 3) is taken for none."""
    return odds < (_SILENT_IN_BRIEF if length < _BRIEF else _SILENT[grounds])


def _hopeless(odds: float, norm: str, length: int) -> bool:
    """Whether the rules need not look, as whatever they found would be taken for none.

    In a report for somebody else what is said of him may sound better than the whole: 代张三报:….
    """
    if odds < _LOWEST:
        return True
    least = _SILENT_IN_BRIEF if length < _BRIEF else _SILENT[-1]
    return odds < least and not any(sign in norm for sign in _FOR_OTHERS)


def worth(text: str, room: str, books: tuple[str, ...]) -> bool:
    """Whether a written text has a word or a number that some record needs."""
    if room != "reading":
        return _TELLING.search(text) is not None
    first = _TELLING_OR_READ.search(text)
    if first is None:
        return False
    if first.lastindex is None:
        return True
    more = _TELLING_OR_READ.finditer(text, first.end())
    return any(found.lastindex is None for found in more) or _of_a_book(text, books)


def _of_a_book(text: str, books: tuple[str, ...]) -> bool:
    if _ANY_READ.search(text):
        return True
    norm = normalize(text)
    return any(book in norm for book in books)


def pieces(norm: str) -> set[int]:
    """The characters and pairs of a normalised text, its ends marked.

    The words of titles tell nothing of what was done: 《如果没有明天》.
    """
    return rule.pieces(f"^{untitled(norm[:LONGEST_HEARD])}$")


def odds(norm: str, room: str) -> float:
    """The log of the odds that a normalised text reports something done."""
    return _weigh(pieces(norm), room)


def listen(norm: str, start: int, room: str) -> tuple[float, int | None]:
    """The odds of what a normalised text says from `start` on, and the signs of all of it; None when hopeless.

    The text is cut into its pieces once for both. What the judge does not hear has signs too: the words in front of
    `start`, those of titles, and the end of a long message.
    """
    heard = pieces(norm[start:] if start else norm)
    told = _weigh(heard, room)
    if _hopeless(told, norm, len(norm) - start):
        return told, None
    signs = rule.signs_among(heard)
    unheard = [norm[: start + 1]] if start else []
    if len(norm) - start > LONGEST_HEARD:
        unheard.append(norm[start + LONGEST_HEARD - 1 :])
    if "《" in norm:
        unheard += ["《" + title.partition("》")[0] + "》" for title in norm[start:].split("《")[1:]]
    return told, signs | rule.signs_of("\n".join(unheard)) if unheard else signs


def _weigh(heard: set[int], room: str) -> float:
    return (EVEN + ROOMS.get(room, 0) + sum(filter(None, map(_weights().get, heard)))) / SCALE


def telling(norm: str, most: int = 3) -> list[tuple[str, float]]:
    """The pieces that weigh most, against or for, heaviest first: what `--why` shows."""
    weights = _weights()
    heard = sorted((weights[code], code) for code in pieces(norm) if code in weights)
    heaviest = sorted(heard[:most] + heard[-most:], key=lambda one: -abs(one[0]))[:most]
    return [(_written(code), weight / SCALE) for weight, code in heaviest]


def _written(code: int) -> str:
    return code.to_bytes(2 if code < 1 << 16 else 4, "little").decode("utf-16-le")


@cache
def _weights() -> dict[int, int]:
    """One signed byte a piece, unpacked at the first message."""
    codes = unpack(f"<{len(SINGLES)}H", SINGLES.encode("utf-16-le"))
    codes += unpack(f"<{len(PAIRS) // 2}I", PAIRS.encode("utf-16-le"))
    return dict(zip(codes, (ord(weight) - 256 for weight in WEIGHTS), strict=True))
