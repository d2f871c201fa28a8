"""`liaison doctor`: is this machine fit to run the bot?"""

import sys
from pathlib import Path

import click

from bot.cli.database import database_options


@click.command(help="检查本机环境、配置和数据库,每项说“好”或该怎么办。")
@database_options
def command(config: Path | None, db: str | None) -> None:
    from bot.cli.setup import configured
    from bot.clock import SystemClock
    from bot.doctor import examine

    settings = configured(config)
    today = SystemClock(settings.committee.zone).now().date()
    bad = False
    for finding in examine(settings, db or settings.database.url, today):
        click.echo(f"{finding.subject}:{finding.found} — {finding.advice or '好'}")
        bad = bad or bool(finding.advice and not finding.harmless)
    sys.exit(bad)
