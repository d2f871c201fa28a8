"""`liaison run`: the bot in earnest, over the gateway."""

from pathlib import Path

import click

from bot.cli.database import database_options, storage_sentences


@click.command(help="连上微信网关,一直运行,直到 Ctrl-C 或 SIGTERM。见 docs/运行.md。")
@click.option("--takeover", is_flag=True, help="本项目的网关正被另一个程序占用时,把它接管过来")
@click.option("--check", is_flag=True, help="只写出配置,并像 liaison doctor 那样检查一遍,不运行")
@database_options
def command(takeover: bool, check: bool, config: Path | None, db: str | None) -> None:
    import asyncio
    import sys

    from bot import logs
    from bot.cli.setup import configured, lexicon_of

    settings = configured(config)
    url = db or settings.database.url
    if check:
        from bot.cli.doctor import examined
        from bot.config_shown import shown

        for line in shown(settings):
            click.echo(line)
        sys.exit(not examined(settings, url, gateway=True))

    from bot.running import access_for, serve
    from storage.store import Store

    access = access_for(settings, takeover=takeover)
    lexicon = lexicon_of(settings)
    logs.set_up(json_lines=settings.service.json_logs, zone=settings.committee.zone)
    with storage_sentences(), Store.open(url, settings.committee.key) as store:
        asyncio.run(serve(settings, store, lexicon, access, lambda sentence: click.echo(sentence)))
