"""`liaison bench`: the numbers of docs/benchmarks.md, measured here and now."""

import json
from importlib import import_module

import click

PARTS = ("language", "path", "peers")
USUAL = ("language", "path")


@click.command(
    help="在本机测量速度,写出 JSON:language(与 jieba 相比)、path(与逐条提交相比)、peers(与 JioNLP 相比,先 make peers)。"
)
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
def command(parts: tuple[str, ...]) -> None:
    measured = {part: import_module(f"bot.bench.{part}").measure() for part in parts or USUAL}
    click.echo(json.dumps(measured, ensure_ascii=False, indent=2))
