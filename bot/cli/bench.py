"""`liaison bench`: the numbers of docs/benchmarks.md, measured here and now."""

import json
from importlib import import_module

import click

PARTS = ("language", "path", "peers", "link", "faults")
USUAL = ("language", "path")


@click.command(
    help="在本机测量速度,写出 JSON:language(与 jieba 相比)、path(与逐条提交相比)、"
    "peers(与 JioNLP 相比,先 make peers)、link(经过真实网关)、"
    "faults(断线、重启、无声、卡住之后多久又能答复;这两样先 make node)。"
)
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
@click.option(
    "--soak", type=click.IntRange(1), metavar="分钟", help="只与 link 合用:边制造故障边持续收发,每分钟报告一次。"
)
def command(parts: tuple[str, ...], soak: int | None) -> None:
    if soak is not None:
        from bot.bench.soak import soaked

        for minute in soaked(soak):
            click.echo(json.dumps(minute, ensure_ascii=False))
        return
    measured = {part: import_module(f"bot.bench.{part}").measure() for part in parts or USUAL}
    click.echo(json.dumps(measured, ensure_ascii=False, indent=2))
