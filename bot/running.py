"""The real bot: the WeChat gateway, the machine and its status page, until a signal ends it."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from asyncio import wrap_future
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot import logs
from bot.app import Bot
from bot.clock import SystemClock
from bot.config import Config
from bot.errors import UserError
from bot.gateway.wechaty.access import Access, access_of
from bot.gateway.wechaty.gateway import WechatyGateway
from bot.gateway.wechaty.wire import Wire
from bot.metrics import Counted, Metrics
from bot.registered import RegisteredRooms
from bot.scan import watch_login
from bot.web.beside import served
from bot.web.status import Watched
from handlers.language.lexicon import Lexicon
from handlers.owning import new_code
from storage.store import Store

log = logging.getLogger(__name__)


def access_for(config: Config, *, takeover: bool) -> Access:
    """How this bot reaches its gateway, tried as far as it can be without one. Raises UserError."""
    if not (config.gateway.token or config.gateway.token_file):
        raise UserError("还没有配置微信网关:请在 [gateway] 里写 address 和 token_file,见 docs/网关.md")
    # the same at every start, so that our own gateway knows a bot that comes back; metadata is ASCII
    host = socket.gethostname().encode("ascii", "ignore").decode()
    access = access_of(config.gateway, client=f"{config.committee.key}@{host}", takeover=takeover)
    access.ssl_context()
    return access


def access_at(access: Access, greetings: int) -> Access:
    """The access for the next connection. The gateway gives the place with its greeting.

    It is taken over once: two that take it from each other at every turn would both be deaf.
    """
    return access if greetings == 0 else replace(access, takeover=False)


async def serve(
    config: Config, store: Store, lexicon: Lexicon, access: Access, say: Callable[[str], None] = print
) -> None:
    """Run until SIGINT or SIGTERM. `say`: to who has started it. Raises StorageError."""
    asyncio.get_running_loop().set_exception_handler(logs.of_loop)
    clock = SystemClock(config.committee.zone)

    def connect() -> Wire:
        return Wire(access_at(access, gateway.link.state.greetings))

    gateway = WechatyGateway(config, clock, connect, wanted=RegisteredRooms(store))
    metrics = Metrics(gateway.link.state, store)
    bot = Bot(config, store, Counted(gateway, metrics), clock, lexicon)
    with stopped_by_signals(bot.stop):
        code = await wrap_future(store.write(lambda unit: new_code(unit, config, clock.now())))
        if code is not None:
            say(f"还没有管理员。请在24小时内用管理员的微信私聊小助手:认领 {code}")
        async with served(Watched(config, clock, store, gateway.link.state, metrics)) as page:
            say(f"正在连接网关 {access.address}" + (f",状态页 {page}" if page else "") + ",按 Ctrl-C 停止")
            watching = asyncio.create_task(watch_login(gateway.link.state, sys.stderr, page))
            try:
                await bot.run()
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
    log.info("stopped")


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """The first SIGINT or SIGTERM calls `stop` in the loop; a second one ends the process as the system does."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in signals}

    def first(number: int, frame: object) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_DFL)
        loop.call_soon_threadsafe(stop)

    # not loop.add_signal_handler, which Windows does not have
    for number in signals:
        signal.signal(number, first)
    try:
        yield
    finally:
        for number, handler in before.items():
            with contextlib.suppress(TypeError):
                signal.signal(number, handler)
