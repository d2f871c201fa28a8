"""A WechatyGateway that is connected to a platform of the tests, and what it has heard."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.clock import SystemClock
from bot.config import Config
from bot.gateway.wechaty.access import access_of
from bot.gateway.wechaty.gateway import WechatyGateway
from bot.gateway.wechaty.state import Patience
from bot.gateway.wechaty.wire import Wire
from bot.messages import Event, Incoming

ROOM = "r1@chatroom"
# Short enough for tests, in the proportions of the real ones.
BRIEF = Patience(
    greeting=2.0, ding_after=0.3, silence=2.0, first_pause=0.05, longest_pause=0.2, after_refusal=0.3, fetch=2.0,
    for_session=2.0, good=0.0,
)  # fmt: skip


class Linked:
    """`heard`: all events so far; `texts`: those of messages."""

    def __init__(self, gateway: WechatyGateway) -> None:
        self.gateway = gateway
        self.heard: list[Event] = []
        self.ended = asyncio.create_task(self._listen())

    @property
    def state(self) -> Any:
        return self.gateway.link.state

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.heard if isinstance(event, Incoming)]

    @property
    def ids(self) -> list[str]:
        return [event.id for event in self.heard if isinstance(event, Incoming)]

    async def _listen(self) -> None:
        async for event in self.gateway.events():
            self.heard.append(event)


def settings(port: int, **gateway: Any) -> Config:
    given = {"address": f"127.0.0.1:{port}", "token": "secret"} | gateway
    return Config.model_validate({"gateway": given, "bot": {"id": "bot"}})


@asynccontextmanager
async def linked(
    platform: Any, *, client: str = "main@here", takeover: bool = False, patience: Patience = BRIEF, **given: Any
) -> AsyncIterator[Linked]:
    """Connected until the end of the block; waits for the first session unless `wait=False`."""
    wait = given.pop("wait", True)
    config = settings(given.pop("port", platform.port), **given)
    access = access_of(config.gateway, client, takeover)
    clock = SystemClock(config.committee.zone)
    one = Linked(WechatyGateway(config, clock, lambda: Wire(access), patience=patience))
    try:
        if wait:
            await until(lambda: one.state.up)
        yield one
    finally:
        one.gateway.close()
        # the limit only keeps a failing test from hanging
        with contextlib.suppress(asyncio.CancelledError):
            async with asyncio.timeout(20):
                await one.ended


async def until(true: Callable[[], Any], seconds: float = 20.0) -> None:
    """Wait for something to be true; the limit only keeps a failing test from hanging."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


async def furnish(platform: Any, *, login: bool = True) -> None:
    """The bot, two members and their room; logged in."""
    for id, name in (("bot-wx", "小助手"), ("wx1", "秀芳"), ("wx2", "老李"), ("wx3", "路人")):
        await platform.do("contact", id=id, name=name)
    await platform.do("room", id=ROOM, topic="教育界委员群", members=["bot-wx", "wx1", "wx2", "wx3"])
    await platform.do("alias", room=ROOM, contact="wx1", alias="教育界-陆秀芳")
    if login:
        await platform.do("login", id="bot-wx")


async def say(platform: Any, id: str, text: str, sender: str = "wx1", room: str = ROOM, **more: Any) -> None:
    await platform.do("say", id=id, text=text, room=room, **{"from": sender}, **more)
