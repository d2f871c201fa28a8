"""Which message may go out next, and when: replies first, slowly enough for the platform (DOMAIN §10)."""

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot import texts
from bot.allowance import Allowance, without_pace
from bot.config import Config
from bot.messages import Outgoing
from bot.queueing import ACKS, DAY, LATE, UNASKED_GROUPS, after_quiet
from storage.outbox import ACCOUNT, HELD
from storage.tables import Outbox
from storage.unit import Unit

MOST_LINES = 20
# bounds how long what is queued meanwhile waits for its turn
MOST_AT_ONCE = 64
MOST_LOOKED_AT = 2000
# a digest repeats the lines of so few records, and only counts more
REPEATED_LINES = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may go out now; look again at `until`, or when something is queued."""

    until: dt.datetime | None


def next_messages(unit: Unit, config: Config, zone: ZoneInfo, now: dt.datetime) -> list[Outgoing] | Wait:
    """Claim what may go out now, in its order. The writer's job before each sending.

    One message, as its own pace keeps all others waiting; without a pace between messages, many at once. What nobody
    asked for goes alone all the same: when a crash leaves it in doubt, it is not said again.
    """
    pauses = unit.pauses.running(now)
    if ACCOUNT in pauses:
        return Wait(pauses[ACCOUNT].until)
    moments = [pause.until for pause in pauses.values()]
    allowance = Allowance(unit, config, zone, now)
    open_at = max(now, allowance.opens())
    most = min(MOST_AT_ONCE, allowance.left()) if without_pace(config) else 1
    claimed: list[Outgoing] = []
    gone: set[int] = set()
    # who is in a hurry reads no long queue for each few messages; a paused chat must not hide the others
    looked_at = 4 * MOST_AT_ONCE if most > 1 and not pauses else MOST_LOOKED_AT
    for row in sorted(unit.outbox.due(now, looked_at), key=_priority):
        if row.chat in pauses or row.id in gone:
            continue
        if claimed and row.kind == "notice":
            break
        later = _put_off(unit, config, zone, row, now, allowance)
        if later is not None:
            moments.append(later)
            continue
        if (row.not_after is not None and row.not_after < now) or _said_just_now(unit, row):
            unit.outbox.expire([row])
            continue
        at = max(open_at, _when_chat_may(unit, config, row))
        if at > now:
            moments.append(at)
            continue
        rows = _claim(unit, row, now)
        claimed.append(outgoing(rows))
        if len(claimed) >= most or row.kind == "notice":
            break
        gone.update(one.id for one in rows)
        allowance.count(rows)
    if claimed:
        return claimed
    coming = unit.outbox.next_moment(now)
    return Wait(min([*moments, coming] if coming else moments, default=None))


def composed(rows: Sequence[Outbox]) -> str:
    """The text of rows that go out as one message: what was recorded, what was not and why, what is asked."""
    said = {kind: [row.text for row in rows if row.kind == kind] for kind in (*HELD, "answer", "notice")}
    recorded = [*said["ack"], texts.chain_recorded(said["added"], said["changed"])]
    count = len(said["ack"]) + len(said["added"])
    group = rows[0].group
    if group == LATE and count:
        recorded = [texts.after_downtime(count), *(recorded if count <= REPEATED_LINES else [])]
    elif group == DAY:
        recorded = [texts.rest_of_day(count)] if count else []
    lines = "\n".join(filter(None, [*recorded, *said["remark"], *said["question"]]))
    return "\n\n".join(filter(None, [lines, *said["answer"], *said["notice"]]))


def _claim(unit: Unit, row: Outbox, now: dt.datetime) -> list[Outbox]:
    rows = unit.outbox.group_of(row)
    if rows[0].group == ACKS:
        rows = rows[:MOST_LINES]
    unit.outbox.claim(rows, rows[0].key, now)
    return rows


def outgoing(rows: Sequence[Outbox]) -> Outgoing:
    first = rows[0]
    answered = tuple(dict.fromkeys(row.reply_to for row in rows if row.reply_to))
    key = first.delivery or first.key
    # a member's words may hold what would wake the whole room
    text = composed(rows).replace("@所有人", "＠所有人")
    return Outgoing(key, first.chat, first.private, text, first.file, answered, first.kind, first.claimed_at)


def _priority(row: Outbox) -> tuple[int, int]:
    place = 0 if row.kind == "answer" else 3 if row.kind == "notice" else 2 if row.group in UNASKED_GROUPS else 1
    return place, row.id


def _is_unasked(row: Outbox) -> bool:
    return row.kind == "notice" or row.group in UNASKED_GROUPS


def _put_off(
    unit: Unit, config: Config, zone: ZoneInfo, row: Outbox, now: dt.datetime, allowance: Allowance
) -> dt.datetime | None:
    """Until when the row must wait for the quiet hours or because the room has had enough; None when it need not."""
    if _is_unasked(row):
        until = after_quiet(config, zone, now)
        if until > now:
            unit.outbox.put_off([row], until)
            return until
    held = row.group == ACKS or (row.group or "").startswith("chain:")
    if held and not row.private and allowance.room_has_enough(row.chat):
        local = now.astimezone(zone)
        evening = dt.datetime.combine(local.date(), config.sending.digest_time, zone)
        until = evening if evening > now else evening + dt.timedelta(days=1)
        unit.outbox.put_off(unit.outbox.group_of(row), until, group=DAY)
        return until
    return None


def _said_just_now(unit: Unit, row: Outbox) -> bool:
    """Nothing unasked goes twice in the same words in a row to one room."""
    if row.kind != "notice" or row.private:
        return False
    last = unit.outbox.newest_claim_to(row.chat)
    return last is not None and last.kind == "notice" and last.text == row.text


def _when_chat_may(unit: Unit, config: Config, row: Outbox) -> dt.datetime:
    """A second after the chat's last message and three after another chat's, each with its jitter."""
    sending = config.sending
    moments = [dt.datetime.min.replace(tzinfo=dt.UTC)]
    if without_pace(config):
        return moments[0]
    last, last_here = unit.outbox.newest_claim(), unit.outbox.newest_claim_to(row.chat)
    if last_here is not None and sending.per_room_seconds:
        moments.append(_pause_after(last_here, sending.per_room_seconds, sending.jitter_ms))
    if last is not None and last.chat != row.chat and sending.between_rooms_seconds:
        moments.append(_pause_after(last, sending.between_rooms_seconds, sending.jitter_ms))
    return max(moments)


def _pause_after(last: Outbox, seconds: int, jitter_ms: int) -> dt.datetime:
    """The jitter hangs on what was said last: all that wait have the same, so that none overtakes another."""
    jitter = zlib.crc32(last.key.encode()) % (jitter_ms + 1)
    return (last.claimed_at or last.created_at) + dt.timedelta(seconds=seconds, milliseconds=jitter)
