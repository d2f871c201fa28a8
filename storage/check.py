"""Recomputes what is derived from the records, and says where it differs (`liaison db check`)."""

from storage.progress import total
from storage.tables import Record
from storage.unit import Unit


def drift(unit: Unit) -> list[str]:
    """One sentence for each counter, number or row that does not follow from the records; empty when all do."""
    records = unit.records.every()
    return [*_counters(unit, records), *_numbers(records), *_matters(unit, records), *_outbox(unit)]


def repair(unit: Unit) -> None:
    """Put the counters right by the records."""
    unit.progress.rebuild(total(unit.records.every()))


def _counters(unit: Unit, records: list[Record]) -> list[str]:
    kept, right = unit.progress.all(), total(records)
    names = {member.id: member.name for member in unit.members.all()}
    wrong = []
    for key in sorted(kept.keys() | right.keys()):
        if kept.get(key, {}) != right.get(key, {}):
            year, member_id = key
            who = names.get(member_id, f"成员 {member_id}")
            wrong.append(f"{who} {year}年的计数是 {kept.get(key, {})},按记录应为 {right.get(key, {})}")
    return wrong


def _numbers(records: list[Record]) -> list[str]:
    """Numbers run from 1 without gaps."""
    numbers = [record.number for record in records]
    missing = sorted(set(range(1, len(numbers) + 1)) - set(numbers))
    return [f"编号 #{number} 缺失" for number in missing[:20]]


def _matters(unit: Unit, records: list[Record]) -> list[str]:
    known = {record.number for record in records}
    return [f"事项 #{m.number} 没有对应的记录" for m in unit.matters.all() if m.number not in known]


def _outbox(unit: Unit) -> list[str]:
    """Each reminder of the ledger was queued in the same transaction."""
    return [
        f"提醒台账 {row.period} 成员 {row.subject} 没有对应的消息"
        for row in unit.occurrences.of("reminder")
        if not unit.outbox.has(f"reminder:{row.period}:{row.subject}")
    ]
