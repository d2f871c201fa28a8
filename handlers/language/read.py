"""Text in, records out: one message, or one line of a #接龙 under its heading."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.language import activities, channels, contact, forms, judge, notices, silences
from handlers.language.dates import Day, dashed_day
from handlers.language.features import Features, features
from handlers.language.grounds import grounds
from handlers.language.lexicon import Lexicon
from handlers.language.material import Material, take_apart
from handlers.language.nature import NOT_DONE
from handlers.language.normalize import LONGEST, normalize
from handlers.language.opening import own_start
from handlers.language.parties import apart, same_day
from handlers.language.proxy import name_at, parted, speaker, without_excuse
from handlers.language.quoted import quotes_another
from handlers.language.reading_log import check_ins, in_general
from handlers.language.rule import Rule, any_of, signed, signs_of
from handlers.language.stop import Stop
from handlers.language.stops import split
from handlers.language.types import Record, RecordType, Utterance

# A question without any mark inside; nature.py would drop its one clause after much more work.
_ONE_CLAUSE = Rule(r"[一-鿿A-Za-z0-9]{1,40}\??\Z")
_NEXT_DAY = Rule(r"(?:到了?|等到?)?(?:第二天|次日|隔天|翌日|转天)(?!就|起)")


def read(utterance: Utterance, lexicon: Lexicon, *, whole: float | None = None) -> list[Record]:
    """The records of a message; [] when nothing was reported. Never raises on any text (corpus guide).

    `whole`: it is one member's part of a report for several that has these odds, and is parted no further.
    """
    text = utterance.text
    if not text or len(text) > LONGEST:
        return []
    room = utterance.room
    if not judge.worth(text, room, lexicon.books):
        return []
    norm = normalize(text)
    if ("[" in text or "［" in text) and not judge.worth(norm, room, lexicon.books):
        return []
    if norm.endswith(("?", "吗")) and _ONE_CLAUSE.match(norm) and silences.QUOTED_QUESTION.search(norm) is None:
        return []
    start = own_start(norm)
    odds, signs = judge.listen(norm, start, room)
    if whole is not None:
        # 代报两位:甲,走访10户;乙,…: a few words that say little by themselves
        odds, signs = max(odds, whole), signs_of(norm) if signs is None else signs
    if signs is None:
        return []
    member, body, why, shared = speaker(norm, start, utterance, signs)
    body = max(body, start)
    if whole is None:
        reports = apart(norm, start, body, utterance, signs, why, shared)
        if reports:
            return _of_each(reports, lexicon, odds)
    if member is None or notices.nothing_reported(norm[start:] if start else norm, signs) is not None:
        return []
    if why is None and quotes_another(norm[start:] if start else norm):
        return []
    if why is not None:
        norm = without_excuse(norm)
    if body:
        # Blanks keep every offset where it is in the written text.
        norm = " " * body + (parted(norm, body, utterance) if shared else norm[body:])
        odds = max(odds, judge.odds(norm[body:], room)) if body > start else odds
    material = take_apart(text, norm, signs, utterance.sent_at.date(), member, room, lexicon)
    records = _records(material, utterance, shared)
    if records and judge.silent(odds, len(norm) - body, grounds(records)):
        return []
    if not records and odds > judge.SURE and not any(material.dead):
        records = _records(material, utterance, shared, believed=True)
    unread = material.scan.unread
    for record in records:
        if unread is not None and not any(reason.field == "date" for reason in record.why):
            record.why.append(material.reason("date", *unread, "读不出的日子,按发送当天"))
        record.why += [material.reason("member", *why, "替人报")] if why else []
    return records


def _of_each(reports: list[Utterance], lexicon: Lexicon, odds: float) -> list[Record]:
    records: list[Record] = []
    for report in reports:
        found = read(report, lexicon, whole=odds)
        for record in found if records and same_day(report) else ():
            record.date, record.date_end = records[-1].date, records[-1].date_end
        records += found
    return records


def _records(material: Material, said: Utterance, shared: bool, believed: bool = False) -> list[Record]:
    reading = material.room == "reading"
    check = check_ins(material, surely=believed and reading and not in_general(material.norm, material.signs))
    if check and not _has_contact(material):
        return check
    if check:
        events = _events(material, said, believed, shared)
        met = [record for record in events if record.people is not None or record.type != "contact"]
        told = [record for record in check if record.book and grounds([record]) > 1]
        for record in met if told else ():
            if record.title in {one.book for one in told}:
                record.title = None  # 提交提案1件,《苏东坡传》读了18页
                record.why = [reason for reason in record.why if reason.field != "title"]
        if met and told:
            return told + met  # 今天读书打卡《…》P201-230,白天走访3户9人
    if check and reading:
        return check
    sheets = forms.sheets(material.norm)
    if sheets:
        return [_form(material, sheet, said) for sheet in sheets]
    if None not in material.dead:
        return []
    records = _events(material, said, believed, shared)
    if reading:
        records = [r for r in records if r.type != "contact" or (r.people is not None and r.channel)]
    return records


_CONTACT = signed(
    r"走访|接待|慰问|看望|入户|接访|座谈|(?:提案|信息|宣讲|协商会?|实事)[0-9一二两三][件条场篇次]|"
    r"[0-9一二两三][件条场篇次](?:提案|信息|宣讲|协商|实事)"
)


def _has_contact(material: Material) -> bool:
    return _CONTACT.may(material.signs) and _CONTACT.search(material.norm) is not None


def _next(material: Material, stop: Stop, day: Day | None) -> Day | None:
    """周一到甲镇…;第二天转到乙镇…: a day told by the one before, unless it is not over yet."""
    found = _NEXT_DAY.match(material.norm, material.clauses[stop.first].start) if day else None
    if day is None or found is None:
        return day
    # behind a range 第二天 is its own second day
    begun = day.first if day.last is None or "第二天" in found[0] else day.last
    after = begun + timedelta(days=1)
    return (
        day._replace(first=after, last=None, start=found.start(), stop=found.end()) if after <= material.today else day
    )


def _in_title(norm: str, made: Record, day: Day) -> bool:
    """报送信息1条:方志馆周末不开门: that is no day of the report."""
    named = next((reason for reason in made.why if reason.field == "title"), None)
    if named is None or not named.start <= day.start < named.end:
        return False
    if named.start < day.start and norm[day.start - 1].isalpha():
        return True
    # 报送信息1条:周末公交间隔太长; not …:11月20日,关于…
    begins = day.start == named.start or norm[day.start - 1] in "①②③④⑤⑥(;"
    return made.type in ("proposal", "opinion") and begins and norm[day.stop : day.stop + 1].isalpha()


def _form(material: Material, sheet: forms.Sheet, said: Utterance) -> Record:
    if sheet.act is not None and (sheet.act != "proposal" or "title" in sheet.values):
        made = activities.from_form(material, sheet, sheet.act)
    else:
        made = contact.from_form(material, sheet)
    low, high = sheet.values["day"][1:] if "day" in sheet.values else (sheet.start, sheet.stop)
    day = next((d for d in material.scan.days if not d.ahead and low <= d.start < high), None)
    if day is None and "day" in sheet.values:
        day = dashed_day(material.norm, low, high, material.today)
    if day is None:
        day = next((d for d in material.scan.days if not d.ahead and d.start < sheet.stop), None)
    if day:
        made.date, made.date_end = day.first, day.last
        made.why.append(material.reason("date", day.start, day.stop, day.rule))
    if "member" in sheet.values:
        made.member = name_at(material.norm, sheet.values["member"].start, said) or made.member
    return made


def _events(material: Material, said: Utterance, lenient: bool = False, shared: bool = False) -> list[Record]:
    found = features(material)
    records: list[Record] = []
    day: Day | None = None
    head: Record | None = None
    lead = False
    for stop in split(material, found):
        day = stop.day or _next(material, stop, day)
        made = _event(material, stop, found, lenient or (head is not None and stop.place is not None))
        if made is None:
            if records:
                activities.add_listeners(material, records[-1], stop)
            continue
        if shared:
            made.member = _named(material, stop, said) or made.member
        elif material.signs & _APART and (by := _other_party(material, stop, said)) is not None:
            made.member = by
        if day and not _in_title(material.norm, made, day):
            made.date, made.date_end = day.first, day.last
            made.why.append(material.reason("date", day.start, day.stop, day.rule))
        if made.type == "contact":
            if head is not None and lead and _is_lead(head, made):
                records.remove(head)
            if head is not None:
                made.channel = made.channel or head.channel
                if made.place and head.place is None:
                    made.audience = made.audience or head.audience
            if head is None or head not in records:
                head, lead = made, _opens_list(material, stop)
        records.append(made)
        if stop.place and material.norm[: stop.place.start].endswith(("都在", "均在", "全在")):
            for earlier in records:
                earlier.place = earlier.place or made.place
    return records


def _named(material: Material, stop: Stop, shared: Utterance) -> str | None:
    """In a report for several members, the one whose name begins the event."""
    return name_at(material.norm, material.clauses[stop.first].start, shared)


# 我这路走访5名;另一路张三走访4名
_SEPARATELY = signed(r"分头|分(?:成)?[两二三][路组队]|兵分")
_OTHER_PARTY = signed(r"(?:另外?一?|第?[二两三])[路组队拨](?:是|由|的)?,?")
_APART = any_of((_SEPARATELY, _OTHER_PARTY))


def _other_party(material: Material, stop: Stop, said: Utterance) -> str | None:
    """The member who is told to have gone another way than the sender."""
    start = material.clauses[stop.first].start
    if _SEPARATELY.search(material.norm, 0, start) and (name := name_at(material.norm, start, said)):
        return name  # 我和张三分头跑:我在…;张三在…
    begun = _OTHER_PARTY.match(material.norm, start)
    return name_at(material.norm, begun.end(), said) if begun else None


def _opens_list(material: Material, stop: Stop) -> bool:
    """Whether a colon or a new line stands behind an event: what follows are its parts."""
    end = material.clauses[stop.last - 1].stop
    return material.norm[end - 1 : end + 1].startswith(":") or material.norm[end : end + 1] in (":", "\n")


def _is_lead(head: Record, item: Record) -> bool:
    """`走访会员企业两家:①…3位…②…2位…`: the sum in front of the list is no event."""
    return head.place is None and head.unit in ("家", "户") and item.place is not None and item.people is not None


def _event(material: Material, stop: Stop, found: list[Features], lenient: bool) -> Record | None:
    if stop.kind is None:
        return contact.record(material, stop, found, lenient)
    start, end = _bounds(material, stop)
    made = activities.record(material, stop.kind, start, end, stop.numbers)
    if stop.place:
        made.place = material.cut(stop.place.start, stop.place.stop)
        made.why.append(material.reason("place", stop.place.start, stop.place.stop, "地名"))
    return made


def _bounds(material: Material, stop: Stop) -> tuple[int, int]:
    first = next((i for i in range(stop.first, stop.last) if not material.dead[i]), stop.first)
    return material.clauses[first].start, material.clauses[stop.last - 1].stop


def read_line(
    utterance: Utterance,
    lexicon: Lexicon,
    *,
    heading: str,
    heading_type: RecordType | None,
    day: date | None,
) -> list[Record]:
    """One entry of a #接龙, its number and name cut off: the heading supplies type, channel and day (rule 7)."""
    text = utterance.text
    if heading_type is None or len(text) > LONGEST:
        return []
    norm = normalize(text)
    signs = signs_of(norm)
    material = take_apart(text, norm, signs, utterance.sent_at.date(), utterance.sender, utterance.room, lexicon)
    if heading_type == "reading":
        records = check_ins(material, surely=True)
    else:
        records = [] if notices.on_leave(norm, signs) else _events(material, utterance, lenient=True)
        if NOT_DONE in material.dead:
            records = [record for record in records if record.people is not None]  # 今天开会,没去
        way = channels.channel(normalize(heading), [(0, len(heading))])
        for record in records:
            if record.type == "contact" and record.channel is None and way:
                record.channel = way[0]
    if day is None:
        return records
    # 周末 in what was raised (卫生室周末不开门) is no day of the line
    return [
        record if any(reason.field == "date" for reason in record.why) else replace(record, date=day, date_end=None)
        for record in records
    ]
