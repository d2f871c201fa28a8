"""Which clauses report nothing: questions, plans, negations, sums, praise, others' doings (corpus guide, rule 6)."""

import re

from handlers.language import silences, subjects
from handlers.language.choice import Choice, earliest
from handlers.language.clauses import Clause
from handlers.language.notices import own_words, untitled
from handlers.language.rule import Rule, any_of
from handlers.language.scan import Scan

OTHERS = "别人的事"
ASKED = "提问"
TO_ALL = "问大家"  # holds to the end of the message
NOT_DONE = "没有做"
THANKED = "道谢"
PRAISED = "夸奖"
PLANNED = "打算"
SUPPOSED = "假设"
PRIVATE = "私事"
BYGONE = "往事"
DISOWNED = "没有份"
NOBODY = "没见到人"
HEARD = "听来的"
SUMS = "汇总"  # as TO_ALL, unless a day begins anew
_ASKS = ("吗", "么", "没有呢", "对吧", "是吧")
# A rule, the reason that it gives, whether it holds to the end of the sentence, whether what others said is left out.
_Check = tuple[Choice, str | None, bool, bool]
# What of it a message may match.
_Among = list[tuple[list[Rule], _Check]]
# In this order; MOVED says that it was done after all.
_BEFORE_DAYS: tuple[_Check, ...] = (
    (silences.SUPPOSED, SUPPOSED, True, True),
    (silences.KINSFOLK, OTHERS, True, False),
    (silences.SUMMED, SUMS, True, True),
    (silences.DISOWNED, DISOWNED, True, True),
    (silences.NOBODY, NOBODY, True, True),
    (silences.HEARD, HEARD, True, False),
    (silences.OTHERS, OTHERS, True, False),
    (subjects.THEIRS, OTHERS, True, True),
    (subjects.CROWD, OTHERS, True, True),
    (subjects.THEY, OTHERS, False, True),
    (subjects.POSSESSED, OTHERS, True, True),
    (silences.RECALLED, BYGONE, True, True),
    (silences.BOOKISH, PRIVATE, True, True),
    (silences.THANKS, THANKED, True, True),
    (silences.PRAISE, PRAISED, True, True),
    (silences.GREETING, "客套", False, False),
    (silences.MOVED, None, False, False),
    (silences.PRIVATE, PRIVATE, False, True),
    (silences.INTERNAL, "委员自己的事", True, True),
    (silences.BYGONE, BYGONE, False, True),
    (silences.ELSEWHERE, PRIVATE, True, True),
    (silences.LISTENED, "听别人讲", True, True),
    (silences.NEGATED, NOT_DONE, False, True),
)
_AFTER_DAYS: tuple[_Check, ...] = (
    (silences.PLAN, PLANNED, True, True),
    (silences.ASKING, ASKED, True, True),
    (silences.WISHES, "祝愿", False, True),
)
_ANY = any_of(check[0] for check in _BEFORE_DAYS + _AFTER_DAYS)


def dead_clauses(scan: Scan, clauses: list[Clause], signs: int) -> list[str | None]:
    """For each clause why nothing in it was done, or None. A plan or a sum holds to the end of its sentence."""
    reasons: list[str | None] = []
    own_reasons: list[str | None] = []  # without what an earlier clause cast on them
    carried: str | None = None
    early, late = _among(_BEFORE_DAYS, signs), _among(_AFTER_DAYS, signs)
    if scan.text.startswith("  "):
        early = [(rules, check) for rules, check in early if check[0] is not subjects.THEY]  # 代张三报:她8号走访…
    whole = untitled(scan.text)
    own = own_words(whole, signs) if early or late or scan.days else whole
    days = iter(scan.days)
    day = next(days, None)
    first = back_to = 0  # where the sentence begins, and how far it was looked back on already
    for at, clause in enumerate(clauses):
        start, stop, strong, asked = clause
        if strong:
            first = back_to = at
            carried = carried if carried in (TO_ALL, SUMS) else None
        ahead = past = False
        while day is not None and day.start < stop:
            if day.start >= start and own[day.start] != " ":
                ahead, past = ahead or day.ahead, past or not day.ahead
            day = next(days, None)
        text = whole[start:stop]
        reason, lasting = None, False
        asking = (asked and not _corrects(whole, clauses, at)) or text.endswith(_ASKS)
        if asking and silences.GROUP_QUESTION.search(text):
            reason, lasting = TO_ALL, True
        elif asking and silences.QUOTED_QUESTION.search(text) is None:
            reason = ASKED
        elif early or ahead or late:
            sentence = own[clauses[first].start : stop]
            reason, lasting = _why_dead(text, own[start:stop], sentence, ahead, past, early, late)
        if carried is not None and reason is None and _afresh(carried, text, past):
            if carried == PRIVATE and silences.CAME_UP.search(text):
                _meant_back(own_reasons, reasons, first)
            carried = None
        if lasting:
            carried = reason
        reasons.append(reason or carried)
        own_reasons.append(reason)
        if reason in (DISOWNED, NOBODY):
            _nothing_back(whole, clauses, reasons, first)
        if reason == PRAISED:
            _praise_back(scan.text, clauses, reasons, first)
        if reason == ASKED and not lasting:
            _ask_back(scan.text, clauses, reasons, back_to)
            back_to = at
    return reasons


def _among(checks: tuple[_Check, ...], signs: int) -> _Among:
    if not signs & _ANY:
        return []
    return [(rules, check) for check in checks if signs & check[0].bit and (rules := check[0].among(signs))]


def _corrects(text: str, clauses: list[Clause], at: int) -> bool:
    """周二去沙田?不对,是上渡街道: the writer asks himself."""
    return at + 1 < len(clauses) and text.startswith(("不对", "不是"), clauses[at + 1].start)


def _afresh(carried: str, text: str, past: bool) -> bool:
    """Whether a clause that is sound in itself ends what an earlier one of its sentence cast on it."""
    if carried == SUPPOSED and silences.WOULD.search(text):
        return False
    if carried in (OTHERS, PRAISED, THANKED, PRIVATE, DISOWNED) and silences.MYSELF.search(text):
        return True
    if carried == PRIVATE and silences.READ_ON.search(text):
        return True
    if carried in (PLANNED, NOBODY) and silences.FELL_SHORT.search(text):
        return True
    if carried == HEARD and silences.SET_OUT.search(text):
        return True
    return carried not in (OTHERS, PRAISED, DISOWNED, HEARD) and (past or silences.AFTER_ALL.search(text) is not None)


def _praise_back(text: str, clauses: list[Clause], reasons: list[str | None], first: int) -> None:
    """`一天走访了20户,佩服`: what is praised is another's, unless the sentence opens as the member's own report."""
    if silences.OPENS.match(text, clauses[first].start, clauses[len(reasons) - 1].start):
        return
    for at in range(len(reasons) - 2, first - 1, -1):
        if reasons[at] == PRAISED:
            return
        reasons[at] = reasons[at] or PRAISED


def _meant_back(own: list[str | None], reasons: list[str | None], first: int) -> None:
    """`喝喜酒,同桌后生6个,聊出一件事:…`: those in between were met, though leisure had been cast on them."""
    for at in range(first, len(reasons)):
        if reasons[at] == PRIVATE and own[at] is None:
            reasons[at] = None


def _nothing_back(text: str, clauses: list[Clause], reasons: list[str | None], first: int) -> None:
    """`四户都见着了,我在家没跟成` and `走访三户,等于没走`: the end of a sentence undoes what is before it."""
    reason = reasons[-1]
    for at in range(len(reasons) - 2, first - 1, -1):
        said = text[clauses[at].start : clauses[at].stop]
        if (silences.MYSELF if reason == DISOWNED else silences.MET).search(said):
            return
        reasons[at] = reasons[at] or reason


def _is_new(found: re.Match[str], text: str, sentence: str, past: bool) -> bool:
    """Whether `走访过` is told with its day or of the last days, or only tells whom the member saw once more."""
    if silences.REVISITED.search(text):
        return True
    if not found[0].endswith("过"):
        return False
    # 今天整理照片,翻到走访过的8户
    return past or (not text.startswith("的", found.end()) and silences.LATELY.search(sentence) is not None)


def _ask_back(text: str, clauses: list[Clause], reasons: list[str | None], first: int) -> None:
    """A question covers its sentence from the beginning, unless constituents are the ones who ask."""
    for at in range(len(reasons) - 2, first - 1, -1):
        start, stop = clauses[at].start, clauses[at].stop
        if (
            "《" in text[start:stop]
            or silences.QUOTED_QUESTION.search(text, start, stop)
            or silences.STATED.match(text[start:stop])
        ):
            return
        reasons[at] = reasons[at] or ASKED


def _why_dead(
    text: str, own: str, sentence: str, ahead: bool, past: bool, early: _Among, late: _Among
) -> tuple[str | None, bool]:
    """The reason, and whether it holds on. `own`: the clause without what constituents are reported to have said.

    `sentence`: the same from the beginning of its sentence.
    """
    for rules, (rule, reason, lasting, in_own) in early:
        found = earliest(rules, own if in_own else text)
        if found is None or (rule is silences.BYGONE and _is_new(found, own, sentence, past)):
            continue
        if past and found[0] == "每天":
            continue  # 8月24日到28日每天值班
        if rule is silences.LISTENED and silences.AND_ACTED.search(own):
            continue
        return reason, lasting and not (rule is silences.KINSFOLK and silences.BACKGROUND.search(text))
    if ahead:
        return PLANNED, True
    for rules, (rule, reason, lasting, _) in late:
        planned = earliest(rules, own)
        if planned and not (past and planned[0].endswith("去")):  # 6月9日再去,见了8人
            return reason, lasting and not (rule is silences.PLAN and silences.THEIR_PLAN.match(own))
    return None, False
