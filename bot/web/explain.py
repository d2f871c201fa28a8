"""“刚刚发生了什么”: one message's way from the event to the counter, in the words of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot import wording
from bot.sandbox.chatlog import ChatLog, Post
from bot.sandbox.outcome import Change, Counted
from storage.tables import Record

FIELDS = {
    "type": "类别", "date": "日期", "date_end": "到", "people": "人数", "place": "地点", "audience": "对象",
    "channel": "方式", "issue": "反映", "outcome": "办理", "book": "书名", "volume": "卷册", "from_page": "从第几页",
    "to_page": "到第几页", "pages_read": "页数", "from_chapter": "从第几章", "to_chapter": "到第几章", 
    "minutes": "分钟", "day": "第几天", "finished": "读完", "reflection": "感想", "title": "题目", "count": "次数",
}  # fmt: skip
CHANNELS = {
    "visit": "走访", "meeting": "座谈", "reception": "接待", "phone": "电话", "online": "线上", "event": "活动",
}  # fmt: skip
STATES = {"counted": "已计入", "pending": "待补充", "voided": "已作废"}
WAITING = {"people": "等人数", "confirm": "等本人确认", "review": "等审核"}
QUIET = "没有记录,机器人不出声:这句话不是报送,也没有叫它。"
ANSWERED = "没有新记录:这是问机器人的话,它已经回答。"
FAILED = "处理这句话时出了错,机器人会自己再试。"
UNKNOWN = "没有记录,机器人不出声:说话的人还没有绑定名册,群里的话不读。"
CALENDAR = "没有人说话,是日历到了:该提醒的人,每月一次,只在私聊里说。"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original words; `field` is the label of what they gave, "" for nothing."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """One field of a record: its value, the words it came from, and by which rule."""

    label: str
    value: str
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Step:
    """A record as it is after the message: what was understood, what has changed, whose it is, its state."""

    number: int
    member: str
    kind: str
    state: str
    fields: Sequence[Understood]
    changed: Sequence[str]
    voided: bool


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the pane shows about one post."""

    post: Post
    event: str
    pieces: Sequence[Piece]
    steps: Sequence[Step]
    counts: Sequence[str]
    answers: Sequence[Post]
    remark: str
    asked: bool = True
    more: int = 0


_MOST = 6


def story(log: ChatLog, chat: Sequence[Post], post: Post | None = None) -> Story | None:
    """The story of that post, else of the last one that has one; None when nothing has happened here."""
    chosen = (
        post if post and post.outcome else next((p for p in reversed(chat) if p.outcome or _is_unasked(log, p)), None)
    )
    if chosen is None:
        return None
    if chosen.outcome is None:
        return Story(chosen, "到点的事", [Piece(chosen.text)], [], [], [], CALENDAR, asked=False)
    became = chosen.outcome
    steps = [_step(change) for change in became.changes[:_MOST]]
    event = "撤回了这条消息" if became.doing == "recalled" else "收到一条消息"
    answers = log.answers_to(chosen)
    counts = [_counted(counted) for counted in became.counted]
    pieces = _pieces(chosen.text, [c.after for c in became.changes if c.after.message_id == chosen.id])
    more = max(0, len(became.changes) - _MOST)
    return Story(chosen, event, pieces, steps, counts, answers, _remark(chosen, bool(answers)), more=more)


def _is_unasked(log: ChatLog, post: Post) -> bool:
    return post.sender == log.bot and not post.reply_to


def _remark(post: Post, answered: bool) -> str:
    became = post.outcome
    if became is None or became.changes:
        return ""
    if became.doing == "recalled":
        return "这条消息没有留下记录,撤回也就没有可作废的。"
    if became.state in ("failed", "given_up"):
        return FAILED
    if became.state is None:
        return UNKNOWN
    return ANSWERED if answered or became.state == "done" else QUIET


def _step(change: Change) -> Step:
    before, after = change.before, change.after
    state = STATES.get(after.state, after.state)
    if after.waiting_for:
        state += f"({WAITING.get(after.waiting_for, after.waiting_for)})"
    fields = _understood(after) if before is None else []
    changed = [] if before is None else list(_differences(before, after))
    return Step(after.number, change.member, wording.KINDS[after.type], state, fields, changed, after.state == "voided")


def _understood(record: Record) -> list[Understood]:
    reasons: dict[str, dict[str, Any]] = {reason["field"]: reason for reason in reversed(record.why or [])}
    found = []
    for field, label in FIELDS.items():
        value = _shown(record, field)
        if value:
            reason = reasons.get(field, {})
            found.append(Understood(label, value, reason.get("words", ""), reason.get("rule", "")))
    return found


def _shown(record: Record, field: str) -> str:
    value = getattr(record, field)
    if value is None or value is False:
        return ""
    if field == "type":
        return wording.KINDS[value]
    if field == "people":
        return wording.amount(record) + ("(约数)" if record.approx else "")
    if field == "audience":
        return wording.AUDIENCES.get(value, value)
    if field == "channel":
        return CHANNELS.get(value, value)
    return "是" if value is True else str(value)


def _differences(before: Record, after: Record) -> Iterable[str]:
    for field, label in FIELDS.items():
        was, now = _shown(before, field), _shown(after, field)
        if was != now:
            yield f"{label} {was or '空'} → {now or '空'}"
    if before.state != after.state:
        yield f"{STATES.get(before.state, before.state)} → {STATES.get(after.state, after.state)}"


def _counted(counted: Counted) -> str:
    name, goal = counted.member, f"/{counted.goal}" if counted.goal else ""
    if counted.kind == "reading":
        return f"{name} 读书 {counted.before} → {counted.after} 天"
    if counted.kind in wording.AUDIENCES:
        what = wording.AUDIENCES[counted.kind]
        return f"{name} {what} {counted.before} → {counted.after} 人次(另计,不算进本界别的数)"
    what = "联系群众" if counted.kind == "contact" else wording.KINDS[counted.kind]
    return f"{name} {what} {counted.before}{goal} → {counted.after}{goal}"


def _pieces(text: str, records: Sequence[Record]) -> list[Piece]:
    """The text cut at the words that gave a field. Where two fields claim the same words the shorter run wins."""
    labels = [""] * len(text)
    reasons = [reason for record in records for reason in record.why or []]
    for reason in sorted(reasons, key=lambda reason: -len(reason["words"])):
        start = _where(text, reason)
        if start is not None:
            end = start + len(reason["words"])
            labels[start:end] = [FIELDS.get(reason["field"], "")] * (end - start)
    pieces: list[Piece] = []
    for char, label in zip(text, labels, strict=True):
        if pieces and pieces[-1].field == label:
            pieces[-1] = Piece(pieces[-1].text + char, label)
        else:
            pieces.append(Piece(char, label))
    return pieces


def _where(text: str, reason: dict[str, Any]) -> int | None:
    """The offsets are those of the text that was read, from which a call of the bot may have been taken."""
    words, start = reason["words"], reason["start"]
    if not words or text[start : start + len(words)] == words:
        return start if words else None
    found = text.find(words)
    return found if found >= 0 else None
