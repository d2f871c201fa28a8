"""A report for several members: each one's part, read as if it had been said alone (corpus guide, rule 7)."""

from dataclasses import replace
from itertools import pairwise

from handlers.language.proxy import ENDS, FOR, name_at
from handlers.language.rule import Rule
from handlers.language.surnames import COMPOUND, SINGLE
from handlers.language.types import Utterance

MOST_PARTS = 12  # nobody reports for more in one message; a longer list is read as one
_LATER = Rule(r"[;。!\n,](?=(?:另外?|再|还有)?(?:代为?|帮忙?|替)[^:,。;\n]{2,14}?(?:报|填|打卡|登记)?:)")
# 代张三报:…。我自己走访2户
_MYSELF = Rule(r"[。;!\n](?=(?:另外?,?)?我(?:自己|本人))")
# The head of a sentence or of a line of a list: ①甲,…;②乙,….
_HEAD = Rule(r"[;。\n:,]\s{0,2}(?P<mark>\(?[0-9]{1,2}[.)、]|[①-⑳⑴-⒇])\s?|[;。\n:]\s{0,2}")
_SOMEBODY = Rule(
    rf"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SINGLE))}])(?![一-鿿]{{0,2}}[镇乡村屯街社区路天日月周点处站家户])"
    r"[一-鿿]{1,2}(?=(?:委员)?[,:、])"
)
# What stands behind the name: a mark, a day, or how he got there.
_SET_OFF = frozenset(",:、 0123456789今昨前上本周在到去于赴")
_SAME_DAY = Rule(r"\s{0,2000}(?:另外?[,，]?)?我(?:自己|本人)(?:也|在){0,2}(?:同[日天]|同一天|当[天日])")


def apart(
    norm: str, start: int, body: int, utterance: Utterance, signs: int, why: tuple[int, int] | None, shared: bool
) -> list[Utterance]:
    """The parts of a report for several members, with blanks for the rest of the message; [] when it is for one.

    `why`: the words that name another member, `shared`: they announce several (proxy.speaker).
    """
    if shared and (named := _named(norm, body, utterance)):
        return named
    cuts = _others(norm, start, utterance) if FOR.may(signs) else []
    if why is not None:
        cuts += [mark.start() + 1 for mark in _MYSELF.finditer(norm, body)]
    if not cuts or len(cuts) >= MOST_PARTS:
        return []
    edges = [0, *sorted(cuts), len(norm)]
    return [_part(utterance, low, high) for low, high in pairwise(edges)]


def _others(norm: str, start: int, utterance: Utterance) -> list[int]:
    """Where reports for others begin behind the first words: 我今天接访4人;代张三报:接访5人."""
    cuts = []
    for mark in _LATER.finditer(norm, start + 4):
        asked = FOR.search(norm, mark.end(), mark.end() + 6)
        name = name_at(norm, asked.start("name"), utterance) if asked else None
        if asked and name and ENDS.match(norm, asked.start("name") + len(name)):
            cuts.append(asked.start())
    return cuts


def _named(norm: str, body: int, utterance: Utterance) -> list[Utterance]:
    """代报三位:甲,…;乙,…: a name at the head of a sentence, set off by a mark, begins that member's part."""
    begins = []
    heads = {body: False} | {head.end(): head["mark"] is not None for head in _HEAD.finditer(norm, max(0, body - 1))}
    for at, numbered in heads.items():
        name = name_at(norm, at, utterance) if body <= at < len(norm) - 2 else None
        if name is None and numbered and at >= body:
            # somebody whom the roster does not know is not the one who reports for him
            unknown = _SOMEBODY.match(norm, at)
            name = unknown[0] if unknown else None
        if name and (numbered or norm[at + len(name)] in _SET_OFF):
            begins.append((at, name))
    if not 1 < len(begins) <= MOST_PARTS:
        return []
    stops = [at for at, _ in begins[1:]] + [len(norm)]
    return [
        replace(_part(utterance, at + len(name), stop), sender=name)
        for (at, name), stop in zip(begins, stops, strict=True)
    ]


def same_day(report: Utterance) -> bool:
    """Whether a part says that it was on the day of the part before: 我自己同日走访2户."""
    return _SAME_DAY.match(report.text) is not None


def _part(utterance: Utterance, start: int, stop: int) -> Utterance:
    """One part where it stands, so that every offset stays."""
    return replace(utterance, text=" " * start + utterance.text[start:stop])
