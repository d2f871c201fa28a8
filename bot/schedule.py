"""What the calendar asks for. APScheduler is the alarm clock; the ledger rows make a thing happen once.

Every rule is swept at each alarm, each start and each heartbeat, and does nothing when it was done:
so it does not matter which alarm rings, how often, or how late.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from bot.config import Config
from bot.queueing import Queue, is_quiet
from bot.workdays import Workdays
from handlers.reminders import RULE, remind
from storage.unit import Unit


class MonthlyTrigger(BaseTrigger):
    """The day of the month (its last, when it is shorter) at that time, or the workday before (DOMAIN §6)."""

    def __init__(self, day: int, time: dt.time, zone: ZoneInfo, workdays: Workdays) -> None:
        self.day, self.time, self.zone, self.workdays = day, time, zone, workdays

    def moment(self, year: int, month: int) -> dt.datetime:
        last = (dt.date(year, month, 1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        day = self.workdays.workday_on_or_before(dt.date(year, month, min(self.day, last.day)))
        # a reminder of this month never falls into the last one
        return dt.datetime.combine(max(day, dt.date(year, month, 1)), self.time, self.zone)

    def get_next_fire_time(self, previous: dt.datetime | None, now: dt.datetime) -> dt.datetime:
        after = now if previous is None else max(now, previous + dt.timedelta(microseconds=1))
        local = after.astimezone(self.zone)
        year, month = local.year, local.month
        while self.moment(year, month) < after:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return self.moment(year, month)


@dataclass(frozen=True, slots=True)
class Rule:
    """`sweep(unit, now)` does what is due and not done; `trigger` tells when it is worth looking."""

    name: str
    trigger: BaseTrigger | None
    sweep: Callable[[Unit, dt.datetime], None]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rules of one committee."""

    config: Config
    rules: tuple[Rule, ...]

    @staticmethod
    def of(config: Config) -> "Schedule":
        zone = config.committee.zone
        workdays = Workdays(config.calendar.overrides)
        queue = Queue(config, zone)
        monthly = MonthlyTrigger(config.reminders.day, config.reminders.time, zone, workdays)
        morning = config.reminders.quiet[1]

        def reminders(unit: Unit, now: dt.datetime) -> None:
            local = now.astimezone(zone)
            due = monthly.moment(local.year, local.month)
            if not config.reminders.enabled or local < due or is_quiet(config, zone, local):
                return
            if not unit.occurrences.happened(RULE, f"{local:%Y-%m}"):
                queue.announce(unit, remind(unit, config, local, _end_of_month(local)), now)

        def forget(unit: Unit, now: dt.datetime) -> None:
            before = now - dt.timedelta(days=config.privacy.raw_days)
            unit.messages.forget_text(before)
            unit.records.forget_words(before)

        rules = [
            Rule("questions", None, expire_questions),
            Rule("raw text", CronTrigger(hour=4, timezone=zone), forget),
        ]
        if config.reminders.enabled:
            late = CronTrigger(hour=morning.hour, minute=morning.minute, timezone=zone)
            rules += [Rule("reminders", monthly, reminders), Rule("late reminders", late, reminders)]
        return Schedule(config, tuple(rules))

    def sweep(self, unit: Unit, now: dt.datetime) -> None:
        """Do everything that is due. The writer's job at every alarm."""
        for rule in self.rules:
            rule.sweep(unit, now)

    def next_alarm(self, unit: Unit, now: dt.datetime) -> dt.datetime:
        """The next moment after `now` at which something may fall due."""
        after = now + dt.timedelta(microseconds=1)
        moments = [rule.trigger.get_next_fire_time(None, after) for rule in self.rules if rule.trigger is not None]
        deadline = unit.questions.next_deadline()
        return min([*moments, deadline] if deadline and deadline > now else moments)


def expire_questions(unit: Unit, now: dt.datetime) -> None:
    """A question that got no answer in time is closed; a proxy without a yes goes to 待审 (DOMAIN §4.4)."""
    for question in unit.questions.expired(now):
        unit.questions.close(question, "expired")
        record = unit.records.get(question.number) if question.kind == "confirm" and question.number else None
        if record is not None and record.waiting_for == "confirm":
            unit.records.change(record, waiting_for="review", changed_at=now)


def _end_of_month(local: dt.datetime) -> dt.datetime:
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + dt.timedelta(days=32)).replace(day=1)
