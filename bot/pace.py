"""Which message may go out next, and when: replies first, slowly enough for the platform (DOMAIN §10)."""

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot import texts
from bot.config import Config
from bot.messages import Outgoing
from bot.queueing import ACKS, DAY, LATE, UNASKED_GROUPS, after_quiet
from storage.outbox import ACCOUNT, HELD
from storage.tables import Outbox
from storage.unit import Unit

MINUTE = dt.timedelta(minutes=1)
MOST_LINES = 20
# a digest repeats the lines of so few records, and only counts more
REPEATED_LINES = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may go out now; look again at `until`, or when something is queued."""

    until: dt.datetime | None


def next_message(unit: Unit, config: Config, zone: ZoneInfo, now: dt.datetime) -> Outgoing | Wait:
    """Claim the next message that may go out now. The writer's job before each sending."""
    pauses = unit.pauses.running(now)
    if ACCOUNT in pauses:
        return Wait(pauses[ACCOUNT].until)
    moments = [pause.until for pause in pauses.values()]
    open_at = max(now, _when_account_may(unit, config, zone, now))
    for row in sorted(unit.outbox.due(now), key=_priority):
        if row.chat in pauses:
            continue
        later = _put_off(unit, config, zone, row, now)
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
        return _claim(unit, row, now)
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


def _claim(unit: Unit, row: Outbox, now: dt.datetime) -> Outgoing:
    rows = unit.outbox.group_of(row)
    if rows[0].group == ACKS:
        rows = rows[:MOST_LINES]
    unit.outbox.claim(rows, rows[0].key, now)
    return outgoing(rows)


def outgoing(rows: Sequence[Outbox]) -> Outgoing:
    first = rows[0]
    answered = tuple(dict.fromkeys(row.reply_to for row in rows if row.reply_to))
    key = first.delivery or first.key
    # a member's words may hold what would wake the whole room
    text = composed(rows).replace("@所有人", "＠所有人")
    return Outgoing(key, first.chat, first.private, text, first.file, answered)


def _priority(row: Outbox) -> tuple[int, int]:
    place = 0 if row.kind == "answer" else 3 if row.kind == "notice" else 2 if row.group in UNASKED_GROUPS else 1
    return place, row.id


def _is_unasked(row: Outbox) -> bool:
    return row.kind == "notice" or row.group in UNASKED_GROUPS


def _put_off(unit: Unit, config: Config, zone: ZoneInfo, row: Outbox, now: dt.datetime) -> dt.datetime | None:
    """Until when the row must wait for the quiet hours or because the room has had enough; None when it need not."""
    if _is_unasked(row):
        until = after_quiet(config, zone, now)
        if until > now:
            unit.outbox.put_off([row], until)
            return until
    held = row.group == ACKS or (row.group or "").startswith("chain:")
    if held and not row.private and _enough_today(unit, config, zone, row, now):
        local = now.astimezone(zone)
        evening = dt.datetime.combine(local.date(), config.sending.digest_time, zone)
        until = evening if evening > now else evening + dt.timedelta(days=1)
        unit.outbox.put_off(unit.outbox.group_of(row), until, group=DAY)
        return until
    return None


def _enough_today(unit: Unit, config: Config, zone: ZoneInfo, row: Outbox, now: dt.datetime) -> bool:
    midnight = _midnight(now, zone)
    said = unit.outbox.deliveries_since(midnight, chat=row.chat, kinds=HELD)
    return said >= config.sending.acks_per_room_day


def _said_just_now(unit: Unit, row: Outbox) -> bool:
    """Nothing unasked goes twice in the same words in a row to one room."""
    if row.kind != "notice" or row.private:
        return False
    last = unit.outbox.newest_claim_to(row.chat)
    return last is not None and last.kind == "notice" and last.text == row.text


def _when_account_may(unit: Unit, config: Config, zone: ZoneInfo, now: dt.datetime) -> dt.datetime:
    minute_ago, midnight = now - MINUTE, _midnight(now, zone)
    if unit.outbox.deliveries_since(midnight) >= config.sending.per_day:
        return midnight + dt.timedelta(days=1)
    if unit.outbox.deliveries_since(minute_ago) >= config.sending.per_minute:
        oldest = unit.outbox.oldest_claim_since(minute_ago)
        # a millisecond more, or the oldest would still be within the minute
        return (oldest or now) + MINUTE + dt.timedelta(milliseconds=1)
    return now


def _when_chat_may(unit: Unit, config: Config, row: Outbox) -> dt.datetime:
    """A second after the chat's last message and three after another chat's, each with its jitter."""
    sending = config.sending
    last, last_here = unit.outbox.newest_claim(), unit.outbox.newest_claim_to(row.chat)
    moments = [dt.datetime.min.replace(tzinfo=dt.UTC)]
    if last_here is not None and sending.per_room_seconds:
        moments.append(_pause_after(last_here, sending.per_room_seconds, sending.jitter_ms))
    if last is not None and last.chat != row.chat and sending.between_rooms_seconds:
        moments.append(_pause_after(last, sending.between_rooms_seconds, sending.jitter_ms))
    return max(moments)


def _pause_after(last: Outbox, seconds: int, jitter_ms: int) -> dt.datetime:
    """The jitter hangs on what was said last: all that wait have the same, so that none overtakes another."""
    jitter = zlib.crc32(last.key.encode()) % (jitter_ms + 1)
    return (last.claimed_at or last.created_at) + dt.timedelta(seconds=seconds, milliseconds=jitter)


def _midnight(now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(now.astimezone(zone).date(), dt.time(), zone)
