"""How much stands behind what the rules found: the more, the less the judge is heard against it."""

from handlers.language.types import Record

_MEASURES = ("from_page", "to_page", "pages_read", "from_chapter", "to_chapter", "minutes", "day")


def grounds(records: list[Record]) -> int:
    """0 to 3: 2 for a book with how far, people with place and way, and each of the five acts; 3 for a form.

    3 too for a contact that tells everything: 周四把美发行业的店主21位请来座谈,说来说去就是证书没人认.
    """
    return max(map(_of, records), default=0)


def _of(record: Record) -> int:
    if record.type == "reading":
        measured = record.finished or any(getattr(record, name) is not None for name in _MEASURES)
        return (record.book is not None) + measured
    if record.type == "contact":
        told = (record.people is not None) + (record.place is not None) + (record.channel is not None)
        labelled = any(reason.rule.startswith("表格") for reason in record.why)
        return 3 if labelled or _tells_all(record) else max(0, told - 1)
    return 2


def _tells_all(record: Record) -> bool:
    """Whom by number, how, what they raised, on which day, and where or of which trade: no talk says so much."""
    if record.people is None or record.channel is None or record.issue is None:
        return False
    if record.place is None and record.audience is None:
        return False
    return any(reason.field == "date" for reason in record.why)
