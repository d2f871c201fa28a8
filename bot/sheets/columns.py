"""What stands in a column of an export, and the text of a cell."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Column:
    """`key` of the row, `header` on paper, `width` in characters (a Chinese one takes two).

    `kind` "moment" is a date with hours and minutes, in the zone it comes in. `total`: a sum stands below.
    `frozen`: this column and those before it stay in sight.
    """

    key: str
    header: str
    width: int = 12
    kind: Literal["text", "int", "date", "moment", "bool"] = "text"
    total: bool = False
    frozen: bool = False


def words(value: Any) -> str:
    """A cell as text: 是 or nothing for a switch, ISO dates, no characters that a sheet program refuses."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(words(item) for item in value)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", str(value))
