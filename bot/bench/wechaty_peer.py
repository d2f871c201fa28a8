"""python-wechaty that answers each message with its own words, run in `.venv-wechaty` by `liaison bench link`: port."""

import asyncio
import sys
from importlib import import_module
from typing import Any

from bot.bench.harness import BOT, TOKEN
from bot.gateway.wechaty_shim import mended_wechaty


async def main(port: str) -> None:
    mended_wechaty()
    wechaty = import_module("wechaty")

    class Echo(wechaty.WechatyPlugin):  # type: ignore[name-defined]
        async def on_message(self, msg: Any) -> None:
            if msg.talker().contact_id != BOT:
                await msg.say(msg.text())

    options = wechaty.WechatyOptions(token=TOKEN, endpoint=f"127.0.0.1:{port}", port=1)
    await wechaty.Wechaty(options).use([Echo()]).start()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
