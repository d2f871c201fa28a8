"""我的进度 and 我的记录."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot import texts
from bot.config import Config
from bot.messages import Reply
from handlers.context import Context
from handlers.language.timespans import read_timespan
from handlers.language.types import ACTIVITIES
from handlers.quota import expected, month_of, quota
from storage.tables import Member, Progress
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands in a year, as of a day."""

    counters: Progress
    quota: int
    expected: int
    behind: bool


def has_quota(member: Member) -> bool:
    """Staff of the office who belong to no sector stand in the roster for their role only."""
    return bool(member.sector) or member.role not in ("clerk", "committee")


def standing(config: Config, member: Member, counters: Progress, exempt: frozenset[int], as_of: dt.date) -> Standing:
    """Quota and expectation of that year as of that day (DOMAIN §5)."""
    year, rules = counters.year, config.quota.of(counters.year)
    whole = quota(year, rules.contacts, member.joined, exempt)
    due = expected(whole, year, month_of(year, as_of), member.joined, exempt)
    return Standing(counters, whole, due, behind=counters.credited < due)


def standings(unit: Unit, config: Config, people: Iterable[Member], year: int, as_of: dt.date) -> dict[int, Standing]:
    """Member id → where he stands in that year, in two queries however many they are."""
    counters, exempt = unit.progress.of_year(year), unit.members.exempt_months(year)
    return {
        member.id: standing(
            config,
            member,
            counters.get(member.id) or unit.progress.none(member.id, year),
            exempt.get(member.id, frozenset()),
            as_of,
        )
        for member in people
    }


def standing_of(unit: Unit, config: Config, member: Member, as_of: dt.date) -> Standing:
    exempt = unit.members.exempt_months(as_of.year).get(member.id, frozenset())
    return standing(config, member, unit.progress.of(member.id, as_of.year), exempt, as_of)


def my_progress(ctx: Context) -> Reply:
    """我的进度: 8/20, the other audiences, 五个一, reading days, pending."""
    member, year = ctx.member, ctx.today.year
    now = standing_of(ctx.unit, ctx.config, member, ctx.today)
    rules = ctx.config.quota.of(year)
    others = [(a, getattr(now.counters, a)) for a in ("sector", "unit", "trade", "public") if a not in rules.audiences]
    targets = [(kind, getattr(now.counters, kind), getattr(rules.targets, kind)) for kind in ACTIVITIES]
    return Reply(
        texts.progress(
            member.name,
            year,
            now.counters.credited,
            now.quota,
            others=others,
            activities=targets,
            reading_days=ctx.unit.records.reading_days(year, member.id).get(member.id, 0),
            pending=ctx.unit.records.pending(year).get(member.id, 0),
        )
    )


def my_records(ctx: Context, period: str) -> Reply:
    """我的记录 [11月 · 上周 · 去年]: the records of that time, of this month when none is named."""
    span = read_timespan(period, ctx.today) or read_timespan("本月", ctx.today)
    if span is None:
        raise ValueError("本月 names a span of time")
    records = ctx.unit.records.of_member(ctx.member.id, span.first, span.last)
    if not records:
        return Reply(texts.NO_RECORDS_THEN)
    return Reply(texts.record_list(ctx.member.name, span.first, span.last, records, ctx.today))
