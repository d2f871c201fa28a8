"""One message, taken apart once: its spelling, clauses, days and counts."""

from dataclasses import dataclass
from datetime import date

from handlers.language.clauses import Clause, split
from handlers.language.dates import Day
from handlers.language.lexicon import Lexicon
from handlers.language.nature import dead_clauses
from handlers.language.notices import untitled
from handlers.language.scan import Scan, scan
from handlers.language.types import Reason


@dataclass(slots=True)
class Material:
    """`text` is as written, `norm` in one spelling; all offsets fit both. `dead` says why a clause reports nothing.

    `signs`: which rules may match anywhere in it (handlers/language/rule.py).
    """

    text: str
    norm: str
    signs: int
    today: date
    member: str
    room: str
    scan: Scan
    clauses: list[Clause]
    dead: list[str | None]
    lexicon: Lexicon

    def cut(self, start: int, stop: int) -> str:
        return self.text[start:stop]

    def reason(self, field: str, start: int, stop: int, rule: str) -> Reason:
        # Six of them belong to a record; the constructor of a NamedTuple takes twice the time of this.
        return tuple.__new__(Reason, (field, start, stop, self.text[start:stop], rule))

    def days(self, start: int, stop: int) -> list[Day]:
        return [day for day in self.scan.days if start <= day.start < stop]


def take_apart(text: str, norm: str, signs: int, today: date, member: str, room: str, lexicon: Lexicon) -> Material:
    found = scan(untitled(norm), today, signs)._replace(text=norm)  # 《相约星期二》 is no day
    clauses = split(norm)
    dead = dead_clauses(found, clauses, signs)
    return Material(text, norm, signs, today, member, room, found, clauses, dead, lexicon)
