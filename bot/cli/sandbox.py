"""`liaison sandbox`: the whole bot in a web page, without WeChat."""

import click

from bot.cli.database import storage_sentences

HELP = "在网页里试用整个机器人:编的委员、编的群,不连微信。每次都从头开始,除非用 --db 指定数据库。"


@click.command(help=HELP)
@click.option("--port", type=click.IntRange(0, 65535), help="端口;不写就找一个空的")
@click.option("--no-browser", is_flag=True, help="不打开浏览器,只写出网址")
@click.option("--db", metavar="FILE", help="把沙盒的数据留在这个文件(或数据库地址)里")
def command(port: int | None, no_browser: bool, db: str | None) -> None:
    import asyncio
    import logging

    from bot.sandbox.world import FRESH
    from bot.web.server import bound, serve

    logging.basicConfig(level=logging.WARNING)
    url = FRESH if not db else db if "://" in db else f"sqlite:///{db}"
    with bound(port) as place, storage_sentences():
        try:
            asyncio.run(serve(place, url, browser=not no_browser))
        except KeyboardInterrupt:
            print("沙盒已结束。")
