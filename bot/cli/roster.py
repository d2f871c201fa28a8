"""`liaison roster`: the office's list of members, in and out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.database import database_options, storage_sentences

if TYPE_CHECKING:
    from handlers.roster import Problem
    from handlers.roster_import import Imported

_FILE = click.Path(path_type=Path)


@click.group(help="导入、导出委员名册,或生成空白模板。")
def command() -> None:
    pass


@command.command("import", help="导入名册 FILE(.xlsx 或 .csv)。有一行不对就一行都不导入。")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="只检查,不写入")
@click.option("--skip-bad", is_flag=True, help="跳过有问题的行,导入其余的")
@database_options
def import_(file: Path, dry_run: bool, skip_bad: bool, config: Path | None, db: str | None) -> None:
    from bot.cli.setup import configured, good_rows, read_roster
    from bot.clock import SystemClock
    from handlers.roster_import import import_roster
    from storage.store import Store

    settings = configured(config)
    rows, problems = read_roster(file) if skip_bad else (good_rows(file), [])
    if dry_run:
        click.echo(f"{file}:可以导入{len(rows)}人,没有写入")
        _name_skipped(problems)
        return
    now = SystemClock(settings.committee.zone).now()
    with storage_sentences(), Store.open(db or settings.database.url, settings.committee.key) as store:
        done: Imported = store.write(lambda unit: import_roster(unit, rows, now, by="liaison roster")).result()
    click.echo(f"新增{done.added}人,更新{done.changed}人,不变{done.same}人")
    if done.missing:
        click.echo(f"名册里没有、库里还有:{'、'.join(done.missing)}")
    _name_skipped(problems)


def _name_skipped(problems: "list[Problem]") -> None:
    for problem in problems:
        click.echo(f"跳过 {problem}", err=True)


@command.command("export", help="把现在的名册写进 FILE(.xlsx、.csv 或 .jsonl)。")
@click.argument("file", type=_FILE)
@database_options
def export(file: Path, config: Path | None, db: str | None) -> None:
    from bot.cli.setup import configured
    from bot.clock import SystemClock
    from bot.sheets.roster_sheet import write_roster
    from handlers.roster_import import rows_of
    from storage.store import Store

    settings = configured(config)
    now = SystemClock(settings.committee.zone).now()
    url = db or settings.database.url
    with storage_sentences(), Store.open(url, settings.committee.key, read_only=True) as store, store.read() as unit:
        rows = rows_of(unit)
    write_roster(file, rows, filled_by=settings.committee.name, at=now)


@command.command("template", help="生成空白名册模板 FILE(.xlsx)。")
@click.argument("file", type=_FILE)
def template(file: Path) -> None:
    from bot.sheets.roster_sheet import write_roster_template

    write_roster_template(file)
