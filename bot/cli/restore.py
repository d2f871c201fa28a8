"""`liaison restore`: a backup takes the place of the database."""

from pathlib import Path

import click

from bot.cli.database import address, database_options, storage_sentences


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="替换已有数据的数据库(原来的留在旁边)")
@database_options
def command(file: Path, force: bool, config: Path | None, db: str | None) -> None:
    """用备份 FILE 恢复数据库;请先停止机器人。"""
    from storage.backup import restore

    url = address(config, db)
    with storage_sentences():
        rows = restore(file, url, force=force)
    click.echo(f"已从 {file} 恢复:{rows.get('member', 0)} 位委员,{rows.get('record', 0)} 条记录")
