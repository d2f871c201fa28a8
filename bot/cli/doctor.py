"""`liaison doctor`: is this machine fit to run the bot, and does its gateway answer?"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.database import database_options

if TYPE_CHECKING:
    from bot.config import Config
    from bot.doctor import Finding


@click.command(help="检查本机环境、配置、数据库和微信网关,每项说“好”或该怎么办。")
@click.option("--no-gateway", is_flag=True, help="不去连网关")
@database_options
def command(config: Path | None, db: str | None, no_gateway: bool) -> None:
    from bot.cli.setup import configured

    settings = configured(config)
    sys.exit(not examined(settings, db or settings.database.url, gateway=not no_gateway))


def examined(settings: "Config", url: str, *, gateway: bool) -> bool:
    """Print every finding; whether all is well."""
    well = True
    for finding in _findings(settings, url, gateway):
        click.echo(f"{finding.subject}:{finding.found} — {finding.advice or '好'}")
        well = well and not (finding.advice and not finding.harmless)
    return well


def _findings(settings: "Config", url: str, gateway: bool) -> "Iterator[Finding]":
    import asyncio

    from bot.clock import SystemClock
    from bot.doctor import Finding, examine
    from bot.gateway.wechaty.visit import visit

    now = SystemClock(settings.committee.zone).now()
    yield from examine(settings, url, now.date())
    if not gateway:
        return
    if not (settings.gateway.token or settings.gateway.token_file):
        yield Finding("网关", "没有配置", "要连微信时请写 [gateway] token_file,见 docs/网关.md", harmless=True)
        return

    async def gather() -> list[Finding]:
        return [finding async for finding in visit(settings, now)]

    yield from asyncio.run(gather())
