"""Whose record it is: the sender's, or somebody else's when the message says so (corpus guide, rule 7)."""

import re

from .types import Utterance

_FOR = re.compile(r"\s{0,3}(?:\[[^\]]{1,8}\])?(?:我)?(?:代为?|帮忙?|替)\s?(?:报|填)?[:\s]?(?P<name>[一-鿿·]{2,12})")
_TITLE = re.compile(r"(?:委员|同志|主任|主席|老师|院长|校长|医生|会长|总|律师|教授|常委|师父|法师|姐|哥)?(?:\([^)\n]{1,10}\))?\s?(?:[^,。\n]{0,3}?(?:补?上?报|打卡|填|登记|上传|发)(?:一?下|一条|送|个|[:])?|[:])")
_NAMED = re.compile(r"(?:委员|同志|主任|主席|老师|院长|校长|医生|会长)?(?:\([^)\n]{1,10}\))?\s?(?:[^,。\n]{0,6}?(?:打卡|补报|报送|上报|报)\s?)?[:]")


def speaker(norm: str, start: int, utterance: Utterance) -> tuple[str | None, int, tuple[int, int] | None]:
    """(member, where his report begins, the words that name him or None). No member: it is told of somebody else."""
    found = _FOR.match(norm, start)
    if found:
        name = _name_at(norm, found.start("name"), utterance) or _guess(norm, found.start("name"))
        if name:
            stop = found.start("name") + len(name)
            title = _TITLE.match(norm, stop)
            if title:
                return name, title.end(), (found.start(), title.end())
        return utterance.sender, start, None
    begin = start + (len(norm[start:]) - len(norm[start:].lstrip()))
    name = _name_at(norm, begin, utterance)
    if name and name != utterance.sender:
        title = _NAMED.match(norm, begin + len(name))
        if title:
            return name, title.end(), (begin, title.end())
        return None, start, None
    if name:
        title = _NAMED.match(norm, begin + len(name))
        return utterance.sender, title.end() if title else begin + len(name), None
    return utterance.sender, start, None


def _name_at(norm: str, start: int, utterance: Utterance) -> str | None:
    """The longest roster name that begins here."""
    for length in (6, 5, 4, 3, 2):
        name = utterance.text[start : start + length]
        if len(name) == length and (name in utterance.roster or name == utterance.sender):
            return name
    return None


def _guess(norm: str, start: int) -> str | None:
    """A name of two to four characters right before 报 or 委员报, when the roster does not know it."""
    found = re.compile(r"[一-鿿·]{2,4}?(?=(?:委员|同志|主任|主席|老师|院长|校长|医生)?(?:补?报|打卡)[:,\s一])").match(norm, start)
    return found[0] if found else None
