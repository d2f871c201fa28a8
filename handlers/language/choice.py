"""A rule of many branches: only those are searched for whose own signs are in the message, and no other is compiled."""

import re
import sys
from collections.abc import Iterable

from handlers.language.rule import Rule, signed
from handlers.language.told import branches


class Choice:
    """Finds what the whole pattern would find; a text is searched by `earliest(choice.among(signs), text)`.

    `bit`: without one of these signs no branch matches; every bit when some branch has no signs.
    """

    __slots__ = ("bit", "branches", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.branches = tuple(map(signed, branches(pattern)))
        self.bit = 0
        for rule in self.branches:
            self.bit |= rule.bit

    def among(self, signs: int) -> list[Rule]:
        """The branches that a text with these signs may match."""
        if not signs & self.bit:
            return []
        return [rule for rule in self.branches if signs & rule.need == rule.need]


def earliest(rules: Iterable[Rule], text: str, start: int = 0, stop: int = sys.maxsize) -> re.Match[str] | None:
    """The match that begins first, of those that begin together the one of the earlier rule: as `|` chooses."""
    found: re.Match[str] | None = None
    for rule in rules:
        match = rule.search(text, start, stop)
        if match is not None and (found is None or match.start() < found.start()):
            found = match
    return found
