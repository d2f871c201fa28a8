"""The words that depend on the committee: its towns and the books that it reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`towns` are full names (贵城街道, 大圩镇, 港北区); `books` are titles that may stand without 《》.

    `famous`: well-known titles by their first two characters, longest first.
    """

    towns: frozenset[str] = frozenset()
    books: tuple[str, ...] = ()
    longest_town: int = 0
    famous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_text(cls, places_text: str, books: Iterable[str] = (), titles_text: str = "") -> "Lexicon":
        """From a gazetteer of lines `district: town town …` and a list of titles parted by blanks.

        A line that begins with # is a comment.
        """
        names = set(_words(places_text.replace(":", " ").replace("：", " ")))
        heads: dict[str, list[str]] = {}
        for title in sorted(_words(titles_text), key=len, reverse=True):
            heads.setdefault(title[:2], []).append(title)
        longest_first = tuple(sorted(set(books), key=lambda title: (-len(title), title)))
        famous = {head: tuple(titles) for head, titles in heads.items()}
        return cls(frozenset(names), longest_first, max(map(len, names), default=0), famous)

    def town_at(self, text: str, stop: int) -> int:
        """How many characters before `stop` are a town's name; 0 when none."""
        towns = self.towns
        for length in range(min(self.longest_town, stop), 2, -1):
            if text[stop - length : stop] in towns:
                return length
        return 0


def _words(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            yield from line.split()
