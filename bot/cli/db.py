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
