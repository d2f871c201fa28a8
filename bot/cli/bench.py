"""`liaison bench`: the numbers of docs/benchmarks.md, measured here and now."""

import json
from importlib import import_module

import click

PARTS = ("language", "path")


@click.command(help="在本机测量速度(与 jieba、与逐条提交相比),写出 JSON。")
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
def command(parts: tuple[str, ...]) -> None:
    measured = {part: import_module(f"bot.bench.{part}").measure() for part in parts or PARTS}
    click.echo(json.dumps(measured, ensure_ascii=False, indent=2))
