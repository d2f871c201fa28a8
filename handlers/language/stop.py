"""One event of a message (corpus guide, rule 4) and the head of the list that it stands in."""

from dataclasses import dataclass, field
from typing import NamedTuple

from handlers.language.dates import Day
from handlers.language.places import Place
from handlers.language.rule import Rule
from handlers.language.scan import Number
from handlers.language.types import RecordType

NTH = Rule(r"(?P<nth>前|后|头|末|第一|第二|第三|第四|另)(?:(?<=[前后])者|一?(?:处|站|个?点|场|个?村|家|所))")


class Head(NamedTuple):
    """上周一、上周三两次去蒙公镇新岭村坐班: (周一接待4人,周三接待9人): the clauses in front of a list."""

    place: Place | None
    day: Day | None
    trigger: bool
    span: tuple[int, int]
    places: list[Place]
    days: list[Day]


@dataclass(slots=True)
class Stop:
    """One event: clauses `first` up to `last` (excluded) and what they brought."""

    first: int
    last: int
    kind: RecordType | None = None
    trigger: bool = False
    place: Place | None = None
    day: Day | None = None
    numbers: list[Number] = field(default_factory=list)
    # What stands in front of a list or behind it and holds for each of its stops.
    shared: list[tuple[int, int]] = field(default_factory=list)
    # One of several with place and people: 上午,石龙镇,司机7人;中午,….
    listed: bool = False
    head: Head | None = None
    # The clauses behind all stops that tell what was raised at each of them.
    raised: tuple[int, int] | None = None
