"""What can be told from the source of a pattern: the signs that any match must hold, and how a match may begin.

A reader of the part of the syntax of `re` that our rules use. It errs to one side only: what it does not understand
gives no sign and no first character.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from handlers.language.told import Told, Words

_EMPTY: Words = frozenset(("",))
_MOST_WORDS = 100  # of one stretch; more are cut in two
_MOST_CHARS = 24  # of one class that still counts as a sign
_DEAREST = 150  # what the signs of one rule may cost; dearer ones would be found in every message
_COMMON = frozenset("的了是在我有一不人来去到上下个这大中0123456789二三四五六七八九十两几,:待今昨读")
_COMMON_PAIRS = frozenset(
    "走访 接待 接访 看望 慰问 座谈 联系 入户 反映 群众 村民 居民 代表 街道 社区 今天 昨天 上午 下午 大家 打卡".split()
)
_FOLDED = {"i": "ıİ", "k": "\u212a", "s": "ſ"}  # what else IGNORECASE takes for these
_SPECIAL = frozenset("([\\.$^")
_TOKEN = re.compile(r"\((?:\?(?:P<[a-z_0-9]+>|<?[=!]|:|i:|>))?|\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[.$^]")
_PLAIN = re.compile(r"[^|()\[\]\\.$^?*+{\s]+(?=[|)]|\Z)")  # the most usual branch: a word
_ONE_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\](?:(?![?*|]).[^|]*)?\Z")  # begins with a class, no branches
_RUN = re.compile(r"[^|()\[\]\\.$^?*+{\s]+")
_TIMES_SIGNS = frozenset("?*+{")
_TIMES = re.compile(r"(?:([?*+])|\{([0-9]+)(,?)([0-9]*)\})[?+]?")


class Part(NamedTuple):
    """`words`: all that it can match, None when too many. `needs`: sets of which any match holds one each.

    `first`: a class of the characters that may come first, None when anything may; `empty`: whether it can match
    nothing; `literal`: whether it begins with a plain character.
    """

    words: Words | None
    needs: tuple[Words, ...]
    first: str | None
    empty: bool
    literal: bool = False


_NOTHING = Part(_EMPTY, (), "", True)
_UNKNOWN = Part(None, (), None, False)


def told_by(pattern: str, fold: bool = False) -> Told:
    """What the source of a pattern tells; `fold`: it is searched for without regard to case."""
    part, _ = _either(pattern, 0, fold)
    needs = sorted((signs for signs in set(part.needs) if _cost(signs) <= _DEAREST), key=_costly)[:2]
    useless = part.empty or part.literal or part.first is None or "一-鿿" in part.first or _ONE_CLASS.match(pattern)
    return Told(tuple(needs), "" if useless else part.first or "")


def _costly(needs: Words) -> tuple[int, list[str]]:
    return _cost(needs), sorted(needs)


def _cost(needs: Words) -> int:
    cost = 0
    for sign in needs:
        if len(sign) > 1:
            cost += 10 if sign in _COMMON_PAIRS else 1
        else:
            cost += 30 if sign in _COMMON else 8
    return cost


def _either(source: str, at: int, fold: bool) -> tuple[Part, int]:
    """The alternatives from `at` to the closing bracket, and where it stands."""
    branches: list[Part] = []
    while True:
        branch, at = _sequence(source, at, fold)
        branches.append(branch)
        if at >= len(source) or source[at] == ")":
            break
        at += 1
    if len(branches) == 1:
        return branches[0], at
    words: Words | None = None
    if all(branch.words is not None for branch in branches):
        words = frozenset().union(*(branch.words or () for branch in branches))
        words = words if len(words) <= 4 * _MOST_WORDS else None
    needs: tuple[Words, ...] = ()
    if all(branch.needs for branch in branches):
        needs = (frozenset().union(*(min(branch.needs, key=_cost) for branch in branches)),)
    first = None
    if all(branch.first is not None for branch in branches):
        first = "".join(branch.first or "" for branch in branches)
    return Part(words, needs, first, any(b.empty for b in branches), all(b.literal for b in branches)), at


def _sequence(source: str, at: int, fold: bool) -> tuple[Part, int]:
    plain = None if fold else _PLAIN.match(source, at)
    if plain:
        word = frozenset((plain[0],))
        return Part(word, _signs(word), re.escape(plain[0][0]), False, True), plain.end()
    parts: list[tuple[Part, int, int]] = []
    while at < len(source) and source[at] not in "|)":
        run = None if fold else _RUN.match(source, at)
        if run:
            # All that has no number of times behind it; the last character may have one.
            stop = run.end() - (source[run.end() : run.end() + 1] in _TIMES_SIGNS)
            if stop > at:
                parts.append((_words(frozenset((source[at:stop],)))._replace(literal=True), 1, 1))
                at = stop
                continue
        part, at = _one(source, at, fold)
        low = high = 1
        if source[at : at + 1] in _TIMES_SIGNS and (times := _TIMES.match(source, at)):
            at = times.end()
            if times[1]:
                low, high = (1 if times[1] == "+" else 0), (1 if times[1] == "?" else 99)
            else:
                low = int(times[2])
                high = int(times[4]) if times[4] else 99 if times[3] else low
        parts.append((part, low, high))
    return _joined(parts), at


def _one(source: str, at: int, fold: bool) -> tuple[Part, int]:
    char = source[at]
    if char not in _SPECIAL:
        return _char(char, fold), at + 1
    token = _TOKEN.match(source, at)
    if token is None:
        raise ValueError(f"not a pattern at {at}: {source}")
    text, end = token[0], token.end()
    if char == "(":
        part, end = _either(source, end, fold or text == "(?i:")
        if text in ("(?=", "(?<="):
            return Part(_EMPTY, part.needs, "", True), end + 1
        return (_NOTHING if text in ("(?!", "(?<!") else part._replace(literal=False)), end + 1
    if char == "[":
        return _class(text, fold), end
    if char in "$^":
        return _NOTHING, end
    if char == ".":
        return _UNKNOWN, end
    if text[1].isalnum():
        return (_NOTHING if text[1] in "bBAZ" else Part(None, (), text, False)), end
    return _char(text[1], fold), end


@lru_cache(maxsize=4096)
def _char(char: str, fold: bool) -> Part:
    if char.isspace() or char > "\uffff":
        return Part(None, (), char, False, True)
    if fold and char.isascii() and char.isalpha():
        return _words(frozenset((char.lower(), char.upper(), *_FOLDED.get(char.lower(), ""))))
    return _words(frozenset((char,)))._replace(literal=True)


def _words(words: Words) -> Part:
    first = "".join(re.escape(char) for char in sorted({word[:1] for word in words}))
    return Part(words, (), first, "" in words)


@lru_cache(maxsize=512)
def _class(text: str, fold: bool) -> Part:
    inside = text[1:-1]
    if inside.startswith("^"):
        return _UNKNOWN
    letters = re.search(r"[A-Za-z]|\\[a-zA-Z]", inside)
    if max(inside) > "\uffff" or "\\" in inside or " " in inside or "\n" in inside or (fold and letters):
        return Part(None, (), None if fold else inside, False)
    chars = set(re.sub(r"(.)-(.)", r"\1\2", inside))
    for low, high in re.findall(r"(.)-(.)", inside):
        if ord(high) - ord(low) > _MOST_CHARS:
            return Part(None, (), inside, False)
        chars.update(map(chr, range(ord(low), ord(high) + 1)))
    if len(chars) > _MOST_CHARS:
        return Part(None, (), inside, False)
    return _words(frozenset(chars))._replace(first=inside)


def _joined(parts: list[tuple[Part, int, int]]) -> Part:
    """Parts that follow each other. `run`: the words since the last part that can be anything."""
    run, whole = _EMPTY, True
    needs: list[Words] = []
    first: str | None = ""
    empty = True
    for part, low, high in parts:
        if empty:
            first = None if first is None or part.first is None else first + part.first
            empty = part.empty or low == 0
        if low and part.needs:
            needs += part.needs
        words = part.words
        if words is not None and (high == 1 or low) and len(words) * len(run) <= _MOST_WORDS:
            more = frozenset([a + b for a in run for b in words])
            if high == 1:
                run = more if low else more | run
                continue
            needs += _signs(more)
        else:
            needs += _signs(run)
        run, whole = words if words and low and len(words) <= 4 * _MOST_WORDS else _EMPTY, False
    needs += _signs(run)
    literal = bool(parts) and parts[0][0].literal and parts[0][1] > 0
    return Part(run if whole else None, tuple(needs), first, empty, literal)


def _signs(words: Words) -> tuple[Words, ...]:
    """One sign for each word: itself when it is one character, else its rarest pair."""
    if "" in words or not words:
        return ()
    if len(words) == 1:
        (word,) = words
        return (words if len(word) < 3 else frozenset((_rarest(word),)),)
    single = {word for word in words if len(word) == 1}
    long = [word for word in words if len(word) > 1 and not single.intersection(word)]
    return (frozenset([*single, *map(_rarest, long)]),)


@lru_cache(maxsize=8192)
def _rarest(word: str) -> str:
    if len(word) == 2:
        return word
    best, least = "", 9
    for at in range(len(word) - 1):
        pair = word[at : at + 2]
        cost = 3 * (pair in _COMMON_PAIRS) + (pair[0] in _COMMON) + (pair[1] in _COMMON)
        if cost < least:
            best, least = pair, cost
    return best
