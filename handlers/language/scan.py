"""The one trigger scan: days, and numbers with what they count."""

import re
from datetime import date
from typing import NamedTuple

from handlers.language import dates
from handlers.language.numbers import MORE, RUN, about, value_of

_NUMBER = rf"(?P<number>{RUN})"
_TRIGGER = re.compile(f"{dates.FULL}|{dates.DOTTED}|{dates.AGO}|{dates.DAY}|{dates.WEEK}|{dates.WORD}|{_NUMBER}")
_UNIT = re.compile(
    rf"(?P<more>{MORE})?\s?(?:(?P<times>人次)|(?P<heads>个?人(?![大民均份工次道生间气才事])|"
    rf"名(?!单[^亲位身]|字|义|称)|位(?![置于])|口(?![井号罩头]))|(?P<homes>户)|"
    rf"(?P<firms>家(?![长乡具门校访里常])"
    r"|家(?=家))|(?P<pieces>个(?![月半百]|星期|小时|钟|多)))"
)
_AROUND = re.compile(r"\s?(?:左右|上下|以上|之多)")
UNIT_NAMES = {"times": "人次", "heads": "人", "homes": "户", "firms": "家", "pieces": "个"}


class Number(NamedTuple):
    """A number of people, homes or firms; `start` to `stop` holds it with its counter. `value` None: 几, 数十."""

    start: int
    stop: int
    value: int | None
    approx: bool
    unit: str


class Scan(NamedTuple):
    """What one pass over a normalised text found, in the order of the text."""

    text: str
    days: list[dates.Day]
    numbers: list[Number]


def scan(text: str, today: date) -> Scan:
    """Days and counts of a normalised text."""
    days: list[dates.Day] = []
    numbers: list[Number] = []
    for match in _TRIGGER.finditer(text):
        if match.lastgroup == "number":
            number = _number(text, match)
            if number is not None:
                numbers.append(number)
            continue
        day = dates.resolve(match, today)
        if day is not None:
            days.append(day)
    return Scan(text, days, numbers)


def _number(text: str, match: re.Match[str]) -> Number | None:
    start, stop = match.span()
    unit = _UNIT.match(text, stop)
    if unit is None or text[start - 1 : start] in ("第", "¥", "每"):
        return None
    run = match["number"]
    rough = run in ("百", "千", "万")
    if rough and not (unit["more"] or text[start - 1 : start] in ("上", "近", "约", "逾", "过")):
        return None
    value, approx = value_of(run)
    around = _AROUND.match(text, unit.end())
    approx = approx or bool(unit["more"]) or around is not None or about(text[max(0, start - 4) : start])
    return Number(start, unit.end(), value, approx or rough, UNIT_NAMES[unit.lastgroup or ""])
