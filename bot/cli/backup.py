"""`liaison backup`: a checked copy of the database, also while the bot runs."""

from pathlib import Path

import click

from bot.cli.database import address, database_options, storage_sentences


@click.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="覆盖已有的备份文件")
@database_options
def command(file: Path, force: bool, config: Path | None, db: str | None) -> None:
    """把数据库备份到 FILE,并核对备份能打开、行数相符;机器人不必停。"""
    from storage.backup import backup

    url = address(config, db)
    with storage_sentences():
        rows = backup(url, file, force=force)
    click.echo(f"已备份到 {file}:{rows.get('member', 0)} 位委员,{rows.get('record', 0)} 条记录")
