"""What a record counts toward the quota (DOMAIN §5)."""

from collections.abc import Iterable
from typing import Any

from bot.config import Config, Rules
from storage.tables import Record
from storage.unit import Unit


def credit(rules: Rules, *, type: str, state: str, people: int | None, audience: str | None) -> int:
    """People of a counted contact whose audience counts that year, capped per event when the office says so.

    Unstated always counts, whatever the office's list of audiences says.
    """
    if type != "contact" or state != "counted" or not people:
        return 0
    if audience is not None and audience not in rules.audiences:
        return 0
    return min(people, rules.cap_per_event) if rules.cap_per_event else people


def recredit(rules: Rules, record: Record, **changes: Any) -> dict[str, Any]:
    """The changes together with the credit that follows from them."""
    now = {key: changes.get(key, getattr(record, key)) for key in ("type", "state", "people", "audience")}
    return {**changes, "credited": credit(rules, **now)}


def recount(unit: Unit, config: Config, years: Iterable[int]) -> int:
    """Judge the contacts of those years by the rules as they are now; how many count differently than they did."""
    changed = 0
    for year in years:
        rules = config.quota.of(year)
        for record in unit.records.of_year(year, "contact"):
            right = recredit(rules, record)
            if right["credited"] != record.credited:
                unit.records.change(record, **right)
                changed += 1
    return changed
