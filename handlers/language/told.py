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
    """The pattern cut at each | outside of brackets."""
    made: list[str] = []
    begun = depth = 0
    for token in _TOKEN.finditer(pattern):
        sign = token[0]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and depth == 0:
            made.append(pattern[begun : token.start()])
            begun = token.end()
    return [*made, pattern[begun:]]
