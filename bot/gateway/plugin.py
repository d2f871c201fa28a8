"""The bot as a plugin of a Wechaty bot that somebody runs already: `Wechaty().use(LiaisonPlugin("config.toml"))`.

Their bot holds the account and its one event stream. What it hears is told to our gateway, which asks and sends over
their connection; so everything behind that (order, 接龙, quotes, recalls, files) is the same as without a plugin.

python-wechaty hands a message to its plugins only after a look-up of its own, and many at once: they overtake each
other. So the plugin listens where the stream is read, in the order of the platform, from before the stream is opened;
`on_message` only catches what comes to a plugin that was put into a bot which runs already. A message counts once,
whichever way it came.

Import this module before `wechaty` itself: it mends what keeps that from being imported (wechaty_shim.py).
"""

import asyncio
import contextlib
import logging
from asyncio import wrap_future
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

from bot.app import Bot
from bot.cli.setup import configured, lexicon_of
from bot.clock import SystemClock
from bot.config import Config
from bot.errors import UserError, where
from bot.gateway.wechaty.access import Access
from bot.gateway.wechaty.faults import LinkDown
from bot.gateway.wechaty.gateway import WechatyGateway
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import Told, WireEvent
from bot.gateway.wechaty_shim import mended_wechaty
from bot.registered import RegisteredRooms
from handlers.language.lexicon import Lexicon
from handlers.owning import new_code
from storage.errors import StorageError
from storage.store import Store

_WechatyPlugin: Any = mended_wechaty().WechatyPlugin

log = logging.getLogger(__name__)

STOPPED = "Wechaty 机器人停了:等它重新登录"
LOOK_EVERY = 1.0  # seconds
# What may wait while our database is slow to open; their memory is not ours to fill.
MOST_WAITING = 10_000

# What their stream tells us of, its fields as the protocol names them. Invitations and friends are theirs to answer.
_TOLD: dict[str, tuple[Told, dict[str, str]]] = {
    "message": (Told.MESSAGE, {"messageId": "message_id"}),
    "login": (Told.LOGIN, {"contactId": "contact_id"}),
    "logout": (Told.LOGOUT, {"contactId": "contact_id"}),
    "room-join": (
        Told.ROOM_JOIN, {"roomId": "room_id", "inviteeIdList": "invited_ids", "timestamp": "timestamp"}
    ),
    "room-leave": (
        Told.ROOM_LEAVE, {"roomId": "room_id", "removeeIdList": "removed_ids", "timestamp": "timestamp"}
    ),
    "room-topic": (Told.ROOM_TOPIC, {"roomId": "room_id"}),
}  # fmt: skip


class _Borrowed(Wire):
    """Their connection, on which we ask and send, and what their stream has told us. Never closed or started by us."""

    def __init__(self, puppet: Any, heard: "asyncio.Queue[WireEvent]") -> None:
        self._puppet, self._channel = puppet, puppet.channel
        # only to be named in the log
        self.access = Access(self._channel._host, self._channel._port)
        # their channel says the token itself, in the host's name
        self._metadata = {}
        # `_ask` sets the deadlines; one of the stub's own would cut a file short that is still on its way
        self._stub = type(puppet.puppet_stub)(self._channel)
        self._heard = heard
        self._closed = False

    async def events(self) -> AsyncGenerator[WireEvent, None]:
        """Until it is closed, or they have another connection or none. What is not taken waits for the next session."""
        yield WireEvent(Told.HEARTBEAT, {})
        if self._puppet.login_user_id:
            yield WireEvent(Told.LOGIN, {"contactId": self._puppet.login_user_id})
        while not self._closed and self._puppet.channel is self._channel:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    heard = await self._heard.get()
                yield heard

    async def start(self) -> None:
        """It runs."""

    async def ding(self, data: str) -> None:
        """Whether their stream is alive is theirs to watch; ours is the queue."""
        with contextlib.suppress(asyncio.QueueFull):
            self._heard.put_nowait(WireEvent(Told.DONG, {}))

    def close(self) -> None:
        self._closed = True


class LiaisonPlugin(_WechatyPlugin):
    """Begins with their login and ends with their bot. What goes wrong is logged and never raised into it.

    `config`: the settings, as for `liaison run`; of [gateway] only `puppet` counts. `say`: to who has started it.
    """

    def __init__(self, config: str | Path, say: Callable[[str], None] = print) -> None:
        super().__init__()
        self._path = Path(config)
        self._say = say
        self._heard: asyncio.Queue[WireEvent] = asyncio.Queue(MOST_WAITING)
        self._listening = True
        self._puppet: Any = None
        self._machine: Bot | None = None
        self._running: asyncio.Task[None] | None = None

    async def init_plugin(self, wechaty: Any) -> None:
        """Comes with the first login, and again with the first one after each restart of their connection.

        Not `on_login`: python-wechaty never comes to it when something else listens on its web port.
        """
        try:
            self.listen_to(wechaty.puppet)
            self._begin()
        except Exception as error:
            log.error("the plugin could not begin\n%s", where(error))

    def listen_to(self, puppet: Any) -> None:
        """Comes with each puppet of theirs, before it is started (wechaty_shim.py)."""
        if puppet is self._puppet:
            return
        self._puppet = puppet
        for name, (kind, fields) in _TOLD.items():
            puppet.on(name, self._listener(kind, fields))

    async def on_message(self, msg: Any) -> None:
        self._tell(WireEvent(Told.MESSAGE, {"messageId": msg.message_id}))

    async def on_running(self) -> None:
        """Switched on, on the page of their plugins."""
        self._begin()

    async def on_stoped(self) -> None:
        """Switched off there. Returns when what was begun is done."""
        self._stop()
        if self._running is not None:
            await asyncio.wait([self._running])

    def _listener(self, kind: Told, fields: dict[str, str]) -> Callable[[Any], None]:
        def listen(payload: Any) -> None:
            # an exception in here would end their stream
            self._tell(WireEvent(kind, {key: getattr(payload, field, None) for key, field in fields.items()}))

        return listen

    def _tell(self, event: WireEvent) -> None:
        if not self._listening:
            return
        try:
            self._heard.put_nowait(event)
        except asyncio.QueueFull:
            log.error("an event is lost: %d wait already", MOST_WAITING)

    def _begin(self) -> None:
        if self._puppet is None or (self._listening and self._running is not None):
            return
        self._listening = True
        self._running = asyncio.create_task(self._run(self._running))

    def _stop(self) -> None:
        self._listening = False
        if self._machine is not None:
            self._machine.stop()

    async def _run(self, before: "asyncio.Task[None] | None") -> None:
        """Our bot, until it is stopped. `before`: one that may still be at its end; the database is for one."""
        try:
            if before is not None:
                await asyncio.wait([before])
            if not self._listening:
                return
            config = configured(self._path)
            lexicon = lexicon_of(config)
            with Store.open(config.database.url, config.committee.key) as store:
                await self._serve(config, store, lexicon)
        except (UserError, StorageError) as error:
            log.error("%s", error)
        except Exception as error:
            log.error("the plugin has ended\n%s", where(error))
        finally:
            if self._running is asyncio.current_task():
                self._listening = False

    async def _serve(self, config: Config, store: Store, lexicon: Lexicon) -> None:
        clock = SystemClock(config.committee.zone)
        gateway = WechatyGateway(config, clock, self._connect, wanted=RegisteredRooms(store))
        self._machine = Bot(config, store, gateway, clock, lexicon)
        code = await wrap_future(store.write(lambda unit: new_code(unit, config, clock.now())))
        if code is not None:
            self._say(f"还没有管理员。请在24小时内用管理员的微信私聊小助手:认领 {code}")
        await self._machine.run()

    def _connect(self) -> Wire:
        """Raises LinkDown: their bot has stopped, and so does ours."""
        if getattr(self._puppet, "channel", None) is None:
            self._stop()
            raise LinkDown(STOPPED)
        return _Borrowed(self._puppet, self._heard)
