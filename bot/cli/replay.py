"""`liaison replay`: the whole bot on scripted time."""

from pathlib import Path

import click

from bot.cli.database import storage_sentences

_FILE = click.Path(path_type=Path)


@click.command(help="按 EVENTS.jsonl 里的时间把整个机器人跑一遍,写出它发的每条消息(JSONL)。")
@click.argument("events", type=_FILE)
@click.option("--roster", type=_FILE, help="开始前导入的名册(.csv 或 .xlsx)")
@click.option("--config", type=_FILE, help="配置文件(默认 config.toml)")
@click.option("--db", metavar="URL", default="sqlite://", help="数据库;不写就用一个临时的")
@click.option("--deliveries", type=_FILE, help="把发出的消息接着写进这个文件,而不是打印")
def command(events: Path, roster: Path | None, config: Path | None, db: str, deliveries: Path | None) -> None:
    import asyncio
    import sys

    from bot.cli.setup import configured, good_rows, lexicon_of
    from bot.clock import SetClock
    from bot.errors import UserError
    from bot.gateway.replay import ReplayGateway
    from bot.replay import Replay, last_known_moment
    from bot.script import read_script
    from handlers.roster_import import import_roster
    from storage.store import Store

    settings = configured(config)
    try:
        lines = events.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不了事件文件 {events}:{getattr(error, 'strerror', None) or '不是 UTF-8 文字'}") from None
    steps = list(read_script(lines, str(events)))
    if not steps:
        return
    members = None if roster is None else good_rows(roster)
    with storage_sentences(), Store.open(db, settings.committee.key) as store:
        with store.read() as unit:
            known = last_known_moment(unit)
            begin = max(steps[0].at, known) if known else steps[0].at
        clock = SetClock(begin.astimezone(settings.committee.zone))
        if members is not None:
            store.write(lambda unit: import_roster(unit, members, clock.now(), by="liaison replay")).result()
        gateway = ReplayGateway(clock, deliveries, sys.stdout)
        asyncio.run(Replay(settings, store, gateway, clock, lexicon_of(settings)).play(steps))
