"""The bot of `liaison bench link`, in a process of its own so that its memory is its own: database and port."""

import asyncio
import signal
import sys

from bot.app import Bot
from bot.bench.harness import TOKEN
from bot.bench.path import MEMBERS, settings
from bot.clock import SystemClock
from bot.gateway.wechaty.access import access_of
from bot.gateway.wechaty.gateway import WechatyGateway
from bot.gateway.wechaty.wire import Wire
from bot.lexicon import default_lexicon
from bot.registered import RegisteredRooms
from handlers.roster import RosterRow
from handlers.roster_import import import_roster
from storage.store import Store


async def main(database: str, port: str) -> None:
    """Until SIGTERM; says `ready` when it listens."""
    config = settings(gateway={"address": f"127.0.0.1:{port}", "token": TOKEN})
    clock = SystemClock(config.committee.zone)
    access = access_of(config.gateway, client="bench@here")
    people = [RosterRow(f"委员{n}", "教育", wechat_id=f"wx-{n}") for n in range(MEMBERS)]
    with Store.open(f"sqlite:///{database}") as store:
        store.write(lambda unit: import_roster(unit, people, clock.now(), by="bench")).result()
        gateway = WechatyGateway(config, clock, lambda: Wire(access), wanted=RegisteredRooms(store))
        bot = Bot(config, store, gateway, clock, default_lexicon())
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, bot.stop)
        running = asyncio.create_task(bot.run())
        while not (gateway.link.state.up or running.done()):
            await asyncio.sleep(0.05)
        print("ready", flush=True)
        await running


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
