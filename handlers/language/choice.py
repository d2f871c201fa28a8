"""A rule of many branches: only those are searched for whose own signs are in the message, and no other is compiled."""

import re
import sys
from collections.abc import Iterable
from operator import itemgetter

from handlers.language.rule import Rule, signed
from handlers.language.told import branches


class Choice:
    """Finds what the whole pattern would find; a text is searched by `earliest(choice.among(signs), text)`.

    `bit`: without one of these signs no branch matches; every bit when some branch has no signs.
    """

    __slots__ = ("_always", "_by_bit", "_mask", "bit", "branches", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.branches = tuple(map(signed, branches(pattern)))
        self._always: list[tuple[int, Rule]] = []
        self._by_bit: dict[int, list[tuple[int, Rule]]] = {}
        self._mask = 0
        for place, rule in enumerate(self.branches):
            if rule.bit < 0:
                self._always.append((place, rule))
            else:
                self._by_bit.setdefault(rule.bit, []).append((place, rule))
                self._mask |= rule.bit
        self.bit = -1 if self._always else self._mask

    def among(self, signs: int) -> list[Rule]:
        """The branches that a text with these signs may match, in their order."""
        hot = signs & self._mask
        found = self._always[:]
        while hot:
            bit = hot & -hot
            hot ^= bit
            found += [one for one in self._by_bit[bit] if signs & one[1].need == one[1].need]
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        return [rule for _, rule in found]


def earliest(rules: Iterable[Rule], text: str, start: int = 0, stop: int = sys.maxsize) -> re.Match[str] | None:
    """The match that begins first, of those that begin together the one of the earlier rule: as `|` chooses."""
    found: re.Match[str] | None = None
    for rule in rules:
        match = rule.search(text, start, stop)
        if match is not None and (found is None or match.start() < found.start()):
            found = match
    return found
