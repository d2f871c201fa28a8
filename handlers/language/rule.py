"""A rule is a pattern that knows its signs: characters and pairs of them without which it cannot match.

One pass over a message notes the signs that are there; a rule whose signs are missing is never searched for, nor even
compiled. Signs and first characters are read from the pattern itself (rule_source.py), so that a word is added in one
place only; what was read is kept in rule_signs.py, since reading would take half of the start. All digits are one sign,
so that the judge and the rules hear the same pieces of a message.
"""

import re
from binascii import crc32
from collections.abc import Iterable
from struct import unpack, unpack_from
from typing import Any, Protocol

from handlers.language.rule_signs import SIGNS
from handlers.language.told import Told, branches

_BITS: dict[str, int] = {}
_SIGNS: dict[int, int] = {}
_WAYS = ("finditer", "fullmatch", "match", "search", "split", "sub")
_DIGIT = re.compile("[1-9]")


class Signed(Protocol):
    """`bit`: signs of which a text must have one for a match; every bit when a match may lack them all."""

    bit: int


class Rule:
    """`search`, `match`, `finditer` and their like are those of the compiled pattern, which is made at first use.

    `need`: the bits that `signs_of` a text must have for a match in it or in a part of it; `bit`: the most telling of
    them, every bit when there is none; `first`: how a match may begin, None when that was not asked yet.
    """

    __slots__ = ("flags", "first", "bit", "need", "pattern", *_WAYS)
    finditer: Any
    fullmatch: Any
    match: Any
    search: Any
    split: Any
    sub: Any

    def __init__(self, pattern: str, flags: int = 0, told: Told | None = None) -> None:
        self.pattern = pattern
        self.flags = flags
        # None: not told yet; what it needs is in its bits and not kept
        self.first = told.first if told else None
        self.need = 0
        self.bit = -1
        for bit in map(_bit, told.needs) if told else ():
            self.bit = bit if self.bit < 0 else self.bit
            self.need |= bit

    def may(self, signs: int) -> bool:
        """Whether a text with these signs may hold a match."""
        return signs & self.need == self.need

    def __getattr__(self, name: str) -> Any:
        pattern = self.pattern
        if name in ("search", "finditer"):
            # Where no match can begin the search passes on at once.
            first = told_of(pattern, self.flags).first if self.first is None else self.first
            pattern = f"(?=[{first}])(?:{pattern})" if first else pattern
        made = re.compile(pattern, self.flags)
        for way in _WAYS:
            setattr(self, way, getattr(made, way))
        if pattern.startswith("^") and not self.flags & re.MULTILINE and len(branches(pattern)) == 1:
            self.search = made.match  # `re` itself would look for the beginning everywhere
        return getattr(self, name)

    def __repr__(self) -> str:
        return f"Rule({self.pattern!r})"


def signed(pattern: str, flags: int = 0) -> Rule:
    """A rule with the signs of its pattern: asked `may` before it is searched for, it mostly need not be."""
    return Rule(pattern, flags, told_of(pattern, flags))


def key_of(pattern: str, flags: int) -> int:
    """Under which rule_signs.py keeps what a pattern tells."""
    return crc32(pattern.encode(), flags)


def told_of(pattern: str, flags: int) -> Told:
    """What a pattern tells: as kept, or read now when the pattern has changed since."""
    kept = SIGNS.get(key_of(pattern, flags))
    if kept is not None:
        *needs, first = kept.split("\n", 2)
        return Told(tuple(frozenset(need.split(" ")) for need in needs if need), first)
    from handlers.language.rule_source import told_by

    return told_by(pattern, bool(flags & re.IGNORECASE))


def _bit(signs: frozenset[str]) -> int:
    key = " ".join(sorted(signs))  # a string takes a tenth of what a set does
    bit = _BITS.get(key)
    if bit is None:
        bit = _BITS[key] = 1 << len(_BITS)
        for sign in signs:
            code = int.from_bytes(_DIGIT.sub("0", sign).encode("utf-16-le"), "little")
            _SIGNS[code] = _SIGNS.get(code, 0) | bit
    return bit


def any_of(rules: Iterable[Signed]) -> int:
    """Bits of which `signs` must have one, or else none of the rules matches."""
    bits = 0
    for rule in rules:
        bits |= rule.bit
    return bits


def pieces(norm: str) -> set[int]:
    """The characters and pairs of a normalised text as 16 and 32 bits of UTF-16, all digits alike.

    That takes half the time of cutting strings.
    """
    units = _DIGIT.sub("0", norm).encode("utf-16-le", "surrogatepass")
    length = len(units) // 2
    if length < 2:
        return {*unpack(f"<{length}H", units)}
    singles, pairs = unpack(f"<{length}H", units), unpack_from(f"<{length // 2}I", units)
    return {*singles, *pairs, *unpack_from(f"<{(length - 1) // 2}I", units, 2)}


def signs_among(heard: Iterable[int]) -> int:
    """The signs among the pieces of a text, one bit for each set of signs that some rule needs."""
    found = 0
    for bits in filter(None, map(_SIGNS.get, heard)):
        found |= bits
    return found


def signs_of(norm: str) -> int:
    """The signs of a normalised text."""
    return signs_among(pieces(norm))
