"""A Wechaty bot of somebody with our plugin: test_plugin.py runs it in `.venv-wechaty`, with port and settings.

Not imported by any test: Wechaty is not installed where the tests run.
"""

import asyncio
import sys

from bot.gateway.plugin import LiaisonPlugin  # isort: skip  (before wechaty, which it mends)

from wechaty import Message, Wechaty, WechatyOptions, WechatyPlugin


class Theirs(WechatyPlugin):
    """What they have built themselves: goes on whatever ours does."""

    async def on_message(self, msg: Message) -> None:
        if msg.text() == "ping":
            await msg.say("pong")
        elif msg.text() == "stop":
            assert self.bot is not None
            await self.bot.stop()


async def main(gateway: str, settings: str) -> None:
    # its web port: only asked whether somebody listens there, who may on 5000
    options = WechatyOptions(token="secret", endpoint=f"127.0.0.1:{gateway}", port=1)
    await Wechaty(options).use([LiaisonPlugin(settings), Theirs()]).start()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
