"""The wire form of a #接龙 (DOMAIN §11): app message 49/53, XML inside XML, ranges in UTF-16 code units."""

import re
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

SOLITAIRE = "53"
# A chain of 500 lines is a tenth of this; what is larger is no chain but an attack.
LONGEST = 500_000
MOST_ITEMS = 2000
_RANGE = re.compile(r"\s*([0-9]{1,7})\s*-\s*([0-9]{1,7})\s*")
_NUMBER = re.compile(r"(?:(?<![0-9])[0-9]{1,3}[ \ufe0f\u20e3]{0,3}[^\w\s]?[ \t]{0,4})?$")
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Item(NamedTuple):
    """One line of the wire: `start` is its offset in the title (characters), None for literal text."""

    text: str
    start: int | None
    author: str | None
    at: datetime | None


class Wire(NamedTuple):
    """The list of the wire; `poster` is the contact id that sent this version."""

    title: str
    heading: str
    items: tuple[Item, ...]
    poster: str | None


def read_wire(wire: str, zone: tzinfo | None) -> Wire | None:
    """The list as the wire tells it; None when it tells none (other message, empty list, broken or hostile XML)."""
    message = _parse(wire)
    app = None if message is None else message if message.tag == "appmsg" else message.find(".//appmsg")
    if app is None or (app.findtext("type") or "").strip() != SOLITAIRE:
        return None
    title = app.findtext("title") or ""
    inner = _inner(app)
    if inner is None:
        return None
    try:
        items = _items(inner, title, zone)
    except ValueError:
        return None
    poster = ((message.findtext("fromusername") if message is not None else None) or "").strip() or None
    return Wire(title, _heading(title, items), items, poster) if items else None


def _parse(wire: str) -> Element | None:
    begin = wire.find("<")  # some gateways put "wxid_…:\n" in front
    if begin < 0 or len(wire) > LONGEST:
        return None
    try:
        root: Element = fromstring(wire[begin:].rstrip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return root


def _inner(app: Element) -> Element | None:
    """The solitaire document, which is text inside the message's own document."""
    info = app.find(".//solitaire_info")
    if info is None:
        return None
    nested = info.find("solitaire")
    return nested if nested is not None else _parse(info.text or "")


def _items(inner: Element, title: str, zone: tzinfo | None) -> tuple[Item, ...]:
    """All items; ValueError when ranges leave the title, run into each other or halve an emoji."""
    places = _unit_places(title)
    items: list[Item] = []
    free = 0  # the first code unit that no earlier item holds
    for node in inner.iterfind("content/i"):
        author = (node.findtext("u") or "").strip() or None
        at = _time(node.findtext("t") or "", zone)
        written = node.findtext("r") or ""
        if written.strip():
            first, stop = _range(written)
            if first < free or stop >= len(places) or -1 in (places[first], places[stop]):
                raise ValueError("a range that cannot be")
            items.append(Item(title[places[first] : places[stop]], places[first], author, at))
            free = stop
        else:
            items.append(Item(node.findtext("c") or "", None, author, at))
        if len(items) > MOST_ITEMS:
            raise ValueError("too many items")
    return tuple(items)


def _unit_places(title: str) -> list[int]:
    """For each UTF-16 code unit (and the end) the character that begins there, -1 inside of one."""
    places: list[int] = []
    for index, char in enumerate(title):
        places += (index, -1) if ord(char) > 0xFFFF else (index,)
    return [*places, len(title)]


def _range(written: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(written)
    if match is None:
        raise ValueError("no range")
    start, length = int(match[1]), int(match[2])
    return start, start + length


def _heading(title: str, items: tuple[Item, ...]) -> str:
    """What stands before the first item and its number."""
    starts = [item.start for item in items if item.start is not None]
    if not starts:
        return title
    before = title[: starts[0]]
    return before[: len(before) - len(_NUMBER.search(before[-12:])[0])]  # type: ignore[index]


def _time(written: str, zone: tzinfo | None) -> datetime | None:
    """The time of an item, None when it is none of this century."""
    digits = written.strip()
    if not re.fullmatch(r"[0-9]{9,10}", digits):
        return None
    return (_EPOCH + timedelta(seconds=int(digits))).astimezone(zone)
