"""One supervised session after another; what is told over them goes into the inbox."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable

from bot.gateway.wechaty.faults import Answered, LinkDown, LinkFault, OldProtocol, TimedOut, WrongTls, WrongToken
from bot.gateway.wechaty.inbox import Heard, Inbox, Prepare
from bot.gateway.wechaty.state import LinkState, Patience, Present
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import Told, WireEvent

log = logging.getLogger(__name__)


class Link:
    """`run` keeps sessions alive; `events` gives what comes over them; `session` is the present one."""

    def __init__(
        self,
        connect: Callable[[], Wire],
        patience: Patience | None = None,
        window: int = 32,
        prepare: Prepare | None = None,
    ) -> None:
        self.state = LinkState()
        self._connect = connect
        self._patience = patience or Patience()
        self._present = Present()
        self._inbox = Inbox(self._present, self.state, self._patience, window, prepare)

    @property
    def closed(self) -> bool:
        return self._present.closed

    @property
    def behind(self) -> bool:
        """Whether something that was told has not been handed on yet."""
        return self._inbox.behind

    @property
    def unread(self) -> int:
        """How many messages were told and not read before the link was closed."""
        return self._inbox.unread

    def events(self) -> AsyncIterator[Heard]:
        """Messages and events in the order in which the gateway told them; each message once in this process."""
        return self._inbox.events()

    def close(self) -> None:
        """End `run` and, behind what was read already, `events`."""
        if not self.closed:
            self._present.close()
            self._inbox.close()

    async def run(self) -> None:
        """Hold the link until `close`. Faults are logged once each and waited out; none is raised."""
        pause = self._patience.first_pause
        while not self.closed:
            begun, read = time.monotonic(), self.state.messages
            try:
                await self._session()
            except LinkFault as fault:
                self._note(fault)
                lasted = time.monotonic() - begun
                carried = self.state.messages > read and lasted >= self._patience.good
                # a gateway that gives no message, or hangs up behind each, is asked less and less often
                if carried or lasted > self._patience.steady:
                    pause = self._patience.first_pause
                hopeless = isinstance(fault, OldProtocol | WrongTls | WrongToken)
                await self._rest(self._patience.after_refusal if hopeless else pause)
                pause = min(pause * 2, self._patience.longest_pause)

    def _note(self, fault: LinkFault) -> None:
        if str(fault) != self.state.fault:
            log.error("%s", fault)
        self.state.fault = str(fault)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._present.wait_closed(), seconds)

    async def _session(self) -> None:
        """One connection from the greeting to its end. Raises a LinkFault unless the link was closed."""
        wire = self._connect()
        stream = wire.events()
        watching: asyncio.Task[None] | None = None
        closing = asyncio.create_task(self._present.wait_closed())
        closing.add_done_callback(lambda _: wire.close())
        try:
            try:
                async with asyncio.timeout(self._patience.greeting):
                    greeting = await anext(stream)
            except (TimeoutError, StopAsyncIteration):
                raise TimedOut(f"网关 {wire.access.address} 没有打招呼:请检查它是不是 Wechaty 网关") from None
            if self.closed:
                raise LinkDown(f"与网关 {wire.access.address} 的连接已经关闭")
            self.state.greetings += 1
            self._hear(greeting)
            await wire.start()
            self.state.puppet = await _version(wire)
            self._begin(wire)
            watching = asyncio.create_task(self._watch(wire))
            async for event in stream:
                self._hear(event)
            raise LinkDown(f"网关 {wire.access.address} 结束了连接")
        except LinkFault:
            if not self.closed:
                raise
        finally:
            self._end()
            for task in (watching, closing):
                if task is not None:
                    task.cancel()
            await asyncio.gather(*(t for t in (watching, closing) if t), return_exceptions=True)
            await stream.aclose()
            wire.close()

    def _begin(self, wire: Wire) -> None:
        self.state.up, self.state.fault = True, ""
        self.state.sessions += 1
        self._present.begin(wire)
        log.info("the link to %s is up (session %d)", wire.access.address, self.state.sessions)

    def _end(self) -> None:
        self.state.up = False
        self._present.end()

    async def _watch(self, wire: Wire) -> None:
        """Ding when nothing is heard: the dong proves the event stream, not only the connection."""
        beat = self._patience.ding_after / 2
        while True:
            await asyncio.sleep(beat)
            silent = time.monotonic() - self.state.heard_at
            if silent > self._patience.silence:
                log.error("the gateway has been silent for %.0f s: connecting anew", silent)
                wire.close()
                return
            if silent >= self._patience.ding_after:
                # a ding that fails says nothing that the silence does not
                with contextlib.suppress(LinkFault, TimeoutError):
                    async with asyncio.timeout(beat):
                        await wire.ding("liaison")

    def _hear(self, event: WireEvent) -> None:
        """Never waits: what follows from an event happens elsewhere."""
        self.state.heard_at = time.monotonic()
        kind, payload = event
        if kind == Told.MESSAGE:
            id = str(payload.get("messageId") or "")
            if id:
                self._inbox.tell(id)
            return
        if kind == Told.LOGIN:
            self.state.self_id, self.state.qr = str(payload.get("contactId") or ""), ""
        elif kind == Told.LOGOUT:
            self.state.self_id = ""
        elif kind == Told.SCAN:
            self.state.qr = str(payload.get("qrcode") or "")
        if kind in _HANDED_ON:
            self._inbox.tell(event)

    async def session(self, patience: float | None = None) -> Wire:
        """The present session, waiting a while for one. Raises LinkDown."""
        try:
            async with asyncio.timeout(self._patience.for_session if patience is None else patience):
                wire = await self._present.awaited()
        except TimeoutError:
            raise LinkDown(self.state.fault or "与网关没有连上") from None
        if wire is None:
            raise LinkDown("与网关的连接刚断")
        return wire


_HANDED_ON = frozenset(
    (
        Told.FRIENDSHIP,
        Told.ROOM_INVITE,
        Told.ROOM_JOIN,
        Told.ROOM_LEAVE,
        Told.ROOM_TOPIC,
        Told.LOGIN,
        Told.LOGOUT,
        Told.DIRTY,
    )
)


async def _version(wire: Wire) -> str:
    try:
        return await wire.version()
    except Answered:
        return ""
