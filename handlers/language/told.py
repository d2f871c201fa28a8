"""What the source of a pattern tells of its matches."""

import re
from typing import NamedTuple

Words = frozenset[str]
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


class Told(NamedTuple):
    """`needs`: at most two sets of signs, the most telling first; () when a match may lack them all.

    `first`: the inside of a character class for the first character; "" when it would not help a search.
    """

    needs: tuple[Words, ...]
    first: str


def branches(pattern: str) -> list[str]:
    """The pattern cut at each | outside of brackets, and those of a branch that is one group: a|(?:b|c) gives three."""
    made: list[str] = []
    begun = depth = 0
    shut = -1  # where the first group of the branch ends
    for token in _TOKEN.finditer(pattern):
        sign = token[0]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            shut = token.end() if depth == 0 and shut < begun else shut
        elif sign == "|" and depth == 0:
            made += _inside(pattern[begun : token.start()], shut - begun)
            begun = token.end()
    return made + _inside(pattern[begun:], shut - begun)


def _inside(branch: str, shut: int) -> list[str]:
    return branches(branch[3:-1]) if branch.startswith("(?:") and shut == len(branch) else [branch]
