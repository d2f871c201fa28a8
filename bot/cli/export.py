"""`liaison export`: the office's sheets."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.database import database_options, storage_sentences

if TYPE_CHECKING:
    from bot.config import Config
    from storage.unit import Unit

KINDS = ("contacts", "reading", "activities", "matters", "members", "audit", "archive")


@click.command(help="把一年的台账写进 FILE(.xlsx、.csv 或 .jsonl)。")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="哪一种台账")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="哪一年")
@click.option("--voided", is_flag=True, help="连已撤销的记录一起写出")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="进度算到哪一天(默认今天)")
@database_options
@click.argument("file", type=click.Path(path_type=Path))
def command(
    kind: str, year: int, voided: bool, as_of: dt.datetime | None, config: Path | None, db: str | None, file: Path
) -> None:
    from bot.cli.setup import configured
    from bot.clock import SystemClock
    from bot.errors import UserError
    from bot.sheets import write_rows
    from bot.sheets.layouts import LAYOUTS
    from storage.store import Store

    if kind == "archive":
        raise UserError("履职档案(--kind archive)还没有这个功能,请先导出 members、contacts 等台账")
    settings = configured(config)
    now = SystemClock(settings.committee.zone).now()
    title, columns = LAYOUTS[kind]
    with (
        storage_sentences(),
        Store.open(db or settings.database.url, settings.committee.key, read_only=True) as store,
        store.read() as unit,
    ):
        rows = rows_of(unit, settings, kind, year, voided, as_of.date() if as_of else now.date())
        if file.suffix.lower() != ".jsonl":
            rows = in_words(rows)
        heading = f"{settings.committee.name}{year}年{title}"
        write_rows(file, heading, columns, rows, filled_by=settings.committee.name, at=now)


def rows_of(
    unit: "Unit", config: "Config", kind: str, year: int, voided: bool, as_of: dt.date
) -> Iterable[dict[str, Any]]:
    from handlers import exports

    match kind:
        case "members":
            return exports.members(unit, config, year, as_of)
        case "audit":
            return exports.audit(unit, year, config.committee.zone)
        case _:
            return getattr(exports, kind)(unit, year, voided=voided)


def in_words(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with Chinese words in place of the codes, and audit details as text."""
    import json

    from bot.sheets.layouts import WORDS

    for row in rows:
        said = {
            key: WORDS.get(key, {}).get(value, value) if isinstance(value, str) else value for key, value in row.items()
        }
        for key in ("before", "after"):
            if isinstance(said.get(key), dict):
                said[key] = json.dumps(said[key], ensure_ascii=False)
        yield said
