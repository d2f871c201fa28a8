"""The words that depend on the committee: its towns and the books that it reads."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`towns` are full names (贵城街道, 大圩镇, 港北区); `books` are titles that may stand without 《》."""

    towns: frozenset[str] = frozenset()
    books: tuple[str, ...] = ()
    longest_town: int = 0

    @classmethod
    def from_text(cls, places_text: str, books: Iterable[str] = ()) -> "Lexicon":
        """From a gazetteer of lines `district: town town …`; a line that begins with # is a comment."""
        names: set[str] = set()
        for line in places_text.splitlines():
            if not line.lstrip().startswith("#"):
                names.update(line.replace(":", " ").replace("：", " ").split())
        longest_first = tuple(sorted(set(books), key=lambda title: (-len(title), title)))
        return cls(frozenset(names), longest_first, max(map(len, names), default=0))

    def town_at(self, text: str, stop: int) -> int:
        """How many characters before `stop` are a town's name; 0 when none."""
        towns = self.towns
        for length in range(min(self.longest_town, stop), 2, -1):
            if text[stop - length : stop] in towns:
                return length
        return 0
