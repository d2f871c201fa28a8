"""A #接龙 post and its entries (DOMAIN §4.5, §11): who says what on which line, and what it reports."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from handlers.language.badges import PLACE
from handlers.language.chain_heading import ABSOLUTE, EXAMPLE, SUMS, Heading, bare, read_heading
from handlers.language.chain_text import read_list, signature, unsigned
from handlers.language.chain_wire import Wire, read_wire
from handlers.language.dates import find_day
from handlers.language.headings import heading_type, is_sign_up
from handlers.language.lexicon import Lexicon
from handlers.language.names import head, skip_nickname
from handlers.language.normalize import normalize
from handlers.language.read import read, read_line
from handlers.language.types import Chain, Entry, Reason, Record, Utterance

_QUOTE_END = re.compile(r"\n[ \t]{0,4}(?:[-—–][ \t]?){5,60}\n?")
_LEAVE = re.compile(
    r"[\W_]{0,4}(?:我)?(?:因[^\W\d_]{1,8})?(?:请|事|病|休|公)假(?!(?:中|期间|在家)[^\n]{0,8}[读看听翻][了完到0-9])|[\W_]{0,4}假[\W_]{0,3}\Z|[\W_]{0,4}(?:不参加|"
    r"缺席)"
)
_NOTHING = re.compile(r"[\W_]{0,4}(?:没(?!问题|想到)|未(?!来)|无|暂无|忘|来不及|缺)[^0-9《》]{0,14}$")
# 休, 今天休息一下, 今天缺卡, 陪娃看病,缺一天: nothing was read.
_REST = re.compile(
    r"[\W_]{0,4}(?:今[天日晚]|本日|我|继续|身体不适|不舒服|[\W_]){0,3}(?:轮[休空]|休息?|歇|缺卡?|旷|停[读更卡]|断[更卡]|跳过|告假)[^0-9《》读看听完]{0,4}\Z|"
    r"(?:(?!读|看[完到了]|听|[章页回翻背抄]|打卡|✓|✅)[^0-9《》]){0,14}[,，。;；\s](?:今[天日晚])?(?:缺|停|休息?|歇|告假|请假|断)(?:更|卡|[一两]?[天日次])?[\W_]{0,3}\Z"
)
_AWAY = re.compile(r"[\W_]{0,4}(?:在?出差|外出|生病|住院|加班|有事|下乡)[^0-9《》读看]{0,14}$")
_HOW_FAR = re.compile(
    r"》[^\n]{0,12}(?:第[0-9０-９一二三四五六七八九十百]|[PpＰｐ]\.?[0-9０-９]|读完|看完|卷|"
    r"[0-9０-９一二三四五六七八九十百半]\s?(?:页|章|回|分|刻|个?[小钟]))"
)
_CROSSED = re.compile("[❌✖✗✘🙅]")
_FOR = re.compile(r"[\s:,。、;(（]{0,4}(?:代|替|帮)(?:为)?(?:报|填)?[\s:：]{0,2}")
_NOT_DONE = re.compile(
    r"没|不|未|假|无|休|停|明|改|补|忘|收到|好|谢|赞|加油|报名|等|稍|待|后|出差|外出|病|院|值班|加班|开会|下乡|有事|忙"
)


class _Line(NamedTuple):
    """A line before its words are read: `start` is its offset in the utterance's text, None if it is not there."""

    text: str
    start: int | None
    author: str | None = None
    at: datetime | None = None


class _Owner(NamedTuple):
    name: str | None
    for_other: bool
    cut: int  # where the words behind the name begin


def read_chain(utterance: Utterance, wire: str | None, contacts: Mapping[str, str], lexicon: Lexicon) -> Chain | None:
    """The #接龙 in a message, from its wire form if that can be read, else from its text; None when it is none.

    `contacts` maps the wire's author ids to roster names. Entries without a name never carry records.
    """
    more = ({utterance.sender, *contacts.values()} - {""}) - utterance.roster
    known = utterance.roster | more if more else utterance.roster  # 2,000 names are not copied for nothing
    listed = read_wire(wire, utterance.sent_at.tzinfo) if wire else None
    if listed is not None:
        if listed.poster and listed.poster not in contacts and utterance.sender:
            contacts = {**contacts, listed.poster: utterance.sender}
        heading, lines = listed.heading, _wire_lines(listed, utterance.text)
    else:
        found = _text_lines(utterance, known)
        if found is None:
            return None
        heading, lines = found
    begun = min((line.at for line in lines if line.at), default=None)
    rule = read_heading(heading, begun or utterance.sent_at, begun is not None)
    if rule.kind is None and not rule.quiet and utterance.room == "reading" and _of_books(lines):
        rule = rule._replace(kind="reading")
    entries = tuple(_entry(line, rule, utterance, contacts, known, lexicon) for line in lines)
    return Chain(heading.strip(), entries)


def _wire_lines(listed: Wire, text: str) -> list[_Line]:
    lines = []
    for item in listed.items:
        start = item.start if listed.title == text else text.find(item.text)
        lines.append(_Line(item.text, None if start is None or start < 0 else start, item.author, item.at))
    return lines


def _of_books(lines: list[_Line]) -> bool:
    """Whether most lines name a book with how far: in a reading group they are check-ins under any heading."""
    return len(lines) > 1 and sum(_HOW_FAR.search(line.text) is not None for line in lines) * 2 > len(lines)


def _text_lines(utterance: Utterance, known: Collection[str]) -> tuple[str, list[_Line]] | None:
    """Heading and lines of the text form; an unmarked list counts only under a heading of ours (走访情况, 读书打卡)."""
    text, begin = utterance.text, 0
    if text.lstrip().startswith(("「", "『")):
        quote = _QUOTE_END.search(text)
        begin = quote.end() if quote else 0
    found = read_list(text, begin, known)
    if found is None:
        return None
    heading = text[begin : found.heading_end]
    lines = [_Line(text[start:stop], start) for start, stop in found.spans]
    if utterance.room == "reading" and _of_books(lines) and not is_sign_up(bare(heading)):
        return heading, lines
    if not found.marked and (heading_type(bare(heading)) is None or SUMS.search(heading)):
        return None
    return heading, lines


def _entry(
    line: _Line,
    heading: Heading,
    utterance: Utterance,
    contacts: Mapping[str, str],
    known: Collection[str],
    lexicon: Lexicon,
) -> Entry:
    if EXAMPLE.match(line.text):
        return Entry(line.text.strip(), None, line.author, line.at)
    owner = _owner(line, contacts.get(line.author or ""), known)
    rest = line.text[owner.cut :]
    cut = owner.cut + len(rest) - len(rest.lstrip())
    text = unsigned(rest.strip(), known) if owner.cut == 0 and line.author is None else rest.strip()
    said = line.at or utterance.sent_at
    own_day = find_day(normalize(text), said.date())
    dated = heading.fixed or (
        own_day is not None
        and (line.at is not None or ABSOLUTE.search(normalize(text), own_day[2], own_day[3]) is not None)
    )
    records: tuple[Record, ...] = ()
    if owner.name is not None and not heading.quiet and not _nothing(text, line.text, heading):
        spoken = replace(utterance, text=text, sender=owner.name, sent_at=said, roster=frozenset(known))
        records = tuple(_records(spoken, heading, said.date(), owner.cut == 0, lexicon))
        for record in records:
            record.member = owner.name
            record.why = _moved(record.why, None if line.start is None else line.start + cut)
    return Entry(text, owner.name, line.author, line.at, owner.for_other, dated, records)


def _nothing(text: str, line: str, heading: Heading) -> bool:
    away = heading.kind == "reading" and (_AWAY.match(text) or _REST.match(text))
    return bool(away or _LEAVE.match(text) or _NOTHING.match(text) or _CROSSED.search(line[:60]))


def _owner(line: _Line, author: str | None, known: Collection[str]) -> _Owner:
    """Whose line it is: another's if it begins with another's name or says 代张三, else its author's."""
    signed = signature(line.text, known) if author is None else None
    if signed is not None and not line.text.lstrip().startswith(signed):
        return _Owner(signed, False, 0)
    found = head(line.text, known)
    cut = found[1] if found else 0
    if (instead := _FOR.match(line.text, cut)) and (other := head(line.text[instead.end() :], known)):
        return _Owner(other[0], other[0] != author, instead.end() + other[1])
    if found is None:
        return _Owner(author, False, skip_nickname(line.text, author) if author else 0)
    name = found[0]
    return _Owner(name, line.author is not None and name != author, cut)


def _records(spoken: Utterance, heading: Heading, said: date, unnamed: bool, lexicon: Lexicon) -> list[Record]:
    day = heading.day or said
    text = spoken.text
    if heading.kind == "reading":
        place = PLACE.match(text)
        if place and (place.end() == len(text) or text[place.end()] in " \t　"):
            spoken = replace(spoken, text=" " * place.end() + text[place.end() :])  # 李春桃-贵城街道 32min
    if not spoken.text.strip() and heading.kind != "reading":
        return []
    if heading.kind is None:
        return _untyped(spoken, heading, lexicon)
    records = read_line(spoken, lexicon, heading=heading.text, heading_type=heading.kind, day=day)
    if not records and heading.kind == "reading" and (_is_bare(spoken.text) or (unnamed and _only_a_name(spoken.text))):
        return [Record("reading", spoken.sender, day, book=heading.book)]
    if heading.book:
        records = [replace(record, book=record.book or heading.book) for record in records]
    if heading.last and find_day(normalize(text), said) is None:
        records = [replace(record, date_end=heading.last) for record in records]
    return records


def _untyped(spoken: Utterance, heading: Heading, lexicon: Lexicon) -> list[Record]:
    """Lines under a heading that names no kind count only when they are whole reports by themselves."""
    records = [record for record in read(spoken, lexicon) if record.type != "reading" or not heading.text]
    if heading.day and find_day(normalize(spoken.text), spoken.sent_at.date()) is None:
        records = [replace(record, date=heading.day, date_end=heading.last) for record in records]
    return [record for record in records if record.type != "contact" or record.people is not None]


def _is_bare(text: str) -> bool:
    return re.search(r"[^\W_]", normalize(text)) is None


def _only_a_name(text: str) -> bool:
    """One word that can only be the name its author goes by in the group (WeChat puts it there)."""
    words = re.findall(r"[^\W_]{1,12}", normalize(text[:40]))
    return len(text) <= 12 and len(words) == 1 and words[0].isalpha() and not _NOT_DONE.search(words[0])


def _moved(reasons: list[Reason], by: int | None) -> list[Reason]:
    """The reasons with offsets in the whole message; without a place in it they keep their words only."""
    if by is None:
        return [reason._replace(start=0, end=0) for reason in reasons]
    return [reason._replace(start=reason.start + by, end=reason.end + by) for reason in reasons]
