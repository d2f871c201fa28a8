"""One message, taken apart once: its spelling, clauses, days, counts and places."""

from dataclasses import dataclass
from datetime import date

from handlers.language.clauses import Clause, split
from handlers.language.dates import Day
from handlers.language.lexicon import Lexicon
from handlers.language.nature import dead_clauses
from handlers.language.normalize import normalize
from handlers.language.places import Place, find_places
from handlers.language.scan import Scan, scan
from handlers.language.types import Reason


@dataclass(slots=True)
class Material:
    """`text` is as written, `norm` in one spelling; all offsets fit both. `dead` says why a clause reports nothing."""

    text: str
    norm: str
    today: date
    member: str
    room: str
    scan: Scan
    clauses: list[Clause]
    dead: list[str | None]
    places: list[Place]
    lexicon: Lexicon

    def cut(self, start: int, stop: int) -> str:
        return self.text[start:stop]

    def reason(self, field: str, start: int, stop: int, rule: str) -> Reason:
        return Reason(field, start, stop, self.text[start:stop], rule)

    def days(self, start: int, stop: int) -> list[Day]:
        return [day for day in self.scan.days if start <= day.start < stop]


def take_apart(text: str, norm: str | None, today: date, member: str, room: str, lexicon: Lexicon) -> Material:
    norm = normalize(text) if norm is None else norm
    found = scan(norm, today)
    clauses = split(norm)
    dead = dead_clauses(found, clauses)
    return Material(text, norm, today, member, room, found, clauses, dead, find_places(norm, lexicon), lexicon)
