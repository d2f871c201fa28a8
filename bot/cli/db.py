"""`liaison db`: the schema."""

from pathlib import Path

import click

from bot.cli.database import address, database_options, storage_sentences


@click.group(name="db")
def command() -> None:
    """升级或核对数据库。"""


@command.command()
@database_options
def upgrade(config: Path | None, db: str | None) -> None:
    """建立数据库,或升级到本程序的版本(升级前在旁边留一份副本)。"""
    from storage.store import Store
    from storage.upgrade import HEAD

    url = address(config, db)
    with storage_sentences(), Store.open(url) as store:
        click.echo(f"数据库 {store.place} 已是版本 {HEAD}")


@command.command(help="按记录重算每个计数和台账,说出不一致的地方;有不一致时退出码为 1。")
@click.option("--repair", is_flag=True, help="按记录把计数改对")
@database_options
def check(repair: bool, config: Path | None, db: str | None) -> None:
    import sys

    from bot.cli.setup import configured
    from storage.check import drift
    from storage.check import repair as put_right
    from storage.store import Store

    settings = configured(config)
    url = db or settings.database.url
    with storage_sentences(), Store.open(url, settings.committee.key, read_only=not repair) as store:
        if repair:
            store.write(put_right).result()
        with store.read() as unit:
            wrong = drift(unit)
            numbers = len(unit.records.every())
    for sentence in wrong:
        click.echo(sentence)
    click.echo(f"{numbers}条记录,{len(wrong)}处不一致")
    sys.exit(bool(wrong))
