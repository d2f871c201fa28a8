"""One supervised session after another, and what was said in the order in which it was said.

What is known of a message is only its id; the ids wait in a queue that outlives every session, are fetched a window at
a time and handed on in order. A message whose fetch hangs is set aside, so that the others pass.
"""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.gateway.wechaty.faults import Answered, LinkDown, LinkFault, OldProtocol, TimedOut, WrongTls, WrongToken
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import RawMessage, Told, WireEvent

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. A silent link is noticed within `silence` + `ding_after`."""

    greeting: float = 5.0
    ding_after: float = 2.0
    silence: float = 8.0
    first_pause: float = 0.2
    longest_pause: float = 3.0
    # a wrong token does not become right by asking often
    after_refusal: float = 30.0
    steady: float = 30.0
    # a session that carried a message and lasted so long was good
    good: float = 1.0
    fetch: float = 3.0
    for_session: float = 10.0


@dataclass(slots=True)
class LinkState:
    """What `doctor`, the status page and the metrics show. `qr` is the text of the code to scan."""

    up: bool = False
    self_id: str = ""
    puppet: str = ""
    qr: str = ""
    fault: str = ""
    sessions: int = 0
    messages: int = 0
    unreadable: int = 0
    set_aside: int = 0
    heard_at: float = 0.0


class Unreadable(str):
    """The id of a message that the gateway could not give."""


Heard = RawMessage | WireEvent | Unreadable


class Link:
    """`run` keeps sessions alive; `events` gives what comes over them; `session` is the present one."""

    def __init__(
        self,
        connect: Callable[[], Wire],
        patience: Patience | None = None,
        window: int = 32,
        prepare: Callable[[Wire, RawMessage], Awaitable[None]] | None = None,
    ) -> None:
        """`prepare` looks up what is needed of a message beside its own payload, while others are fetched."""
        self.state = LinkState()
        self._connect = connect
        self._prepare = prepare
        self._patience = patience or Patience()
        self._slots = asyncio.Semaphore(window)
        self._wire: Wire | None = None
        self._up = asyncio.Event()
        self._closed = asyncio.Event()
        # ids and events, which no session takes with it; then those being fetched, in the same order
        self._queue: asyncio.Queue[str | WireEvent | None] = asyncio.Queue()
        self._ordered: asyncio.Queue[asyncio.Task[Heard | None] | None] = asyncio.Queue()
        self._late: set[asyncio.Task[Any]] = set()
        self._delivered: OrderedDict[str, None] = OrderedDict()
        # told and not handed on yet, also what is in hand or set aside
        self._open = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    @property
    def behind(self) -> bool:
        """Whether something that was told has not been handed on yet."""
        return self._open > 0

    def close(self) -> None:
        """End `run` and, behind what has come already, `events`."""
        if not self._closed.is_set():
            self._closed.set()
            self._queue.put_nowait(None)
            # no session will come for a fetch that waits for one
            self._up.set()

    async def run(self) -> None:
        """Hold the link until `close`. Faults are logged once each and waited out; none is raised."""
        pause = self._patience.first_pause
        while not self._closed.is_set():
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
            await asyncio.wait_for(self._closed.wait(), seconds)

    async def _session(self) -> None:
        """One connection from the greeting to its end. Raises a LinkFault unless the link was closed."""
        wire = self._connect()
        stream = wire.events()
        watching: asyncio.Task[None] | None = None
        closing = asyncio.create_task(self._closed.wait())
        closing.add_done_callback(lambda _: wire.close())
        try:
            try:
                async with asyncio.timeout(self._patience.greeting):
                    greeting = await anext(stream)
            except (TimeoutError, StopAsyncIteration):
                raise TimedOut(f"网关 {wire.access.address} 没有打招呼:请检查它是不是 Wechaty 网关") from None
            self._hear(greeting)
            await wire.start()
            self.state.puppet = await _version(wire)
            self._begin(wire)
            watching = asyncio.create_task(self._watch(wire))
            async for event in stream:
                self._hear(event)
            raise LinkDown(f"网关 {wire.access.address} 结束了连接")
        except LinkFault:
            if not self._closed.is_set():
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
        self._wire = wire
        self.state.up, self.state.fault = True, ""
        self.state.sessions += 1
        self._up.set()
        log.info("the link to %s is up (session %d)", wire.access.address, self.state.sessions)

    def _end(self) -> None:
        self._wire = None
        self.state.up = False
        if not self._closed.is_set():
            self._up.clear()

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
                self._tell(id)
            return
        if kind == Told.LOGIN:
            self.state.self_id, self.state.qr = str(payload.get("contactId") or ""), ""
        elif kind == Told.LOGOUT:
            self.state.self_id = ""
        elif kind == Told.SCAN:
            self.state.qr = str(payload.get("qrcode") or "")
        if kind in _HANDED_ON:
            self._tell(event)

    def _tell(self, item: str | WireEvent) -> None:
        self._open += 1
        self._queue.put_nowait(item)

    async def session(self, patience: float | None = None) -> Wire:
        """The present session, waiting a while for one. Raises LinkDown."""
        try:
            async with asyncio.timeout(self._patience.for_session if patience is None else patience):
                await self._up.wait()
        except TimeoutError:
            raise LinkDown(self.state.fault or "与网关没有连上") from None
        if self._wire is None:
            raise LinkDown("与网关的连接刚断")
        return self._wire

    async def events(self) -> AsyncIterator[Heard]:
        """Messages and events in the order in which the gateway told them; each message once in this process."""
        filling = asyncio.create_task(self._fill())
        try:
            while True:
                task = await self._ordered.get()
                if task is None:
                    return
                heard = await task
                if task not in self._late:
                    self._slots.release()
                self._late.discard(task)
                if heard is not None:
                    yield heard
                self._open -= 1
        finally:
            filling.cancel()
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(filling, *self._tasks, return_exceptions=True)

    async def _fill(self) -> None:
        while True:
            item = await self._queue.get()
            if item is None:
                self._ordered.put_nowait(None)
                return
            await self._slots.acquire()
            self._ordered.put_nowait(self._task(self._ready(item)))

    def _task(self, work: Coroutine[Any, Any, _Result]) -> asyncio.Task[_Result]:
        task = asyncio.create_task(work)
        # the loop keeps only weak references
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _ready(self, item: str | WireEvent) -> Heard | None:
        if isinstance(item, WireEvent):
            return item
        if item in self._delivered:
            return None
        self._delivered[item] = None
        while len(self._delivered) > _REMEMBERED:
            self._delivered.popitem(last=False)
        try:
            return await self._fetch(item)
        except TimedOut:
            self.state.set_aside += 1
            log.warning("message %s is slow to come and was set aside", item)
            self._open += 1
            self._task(self._later(item))
            return None

    async def _later(self, id: str) -> None:
        try:
            heard = await self._fetch(id)
        except TimedOut:
            heard = self._unreadable(id)

        async def give() -> Heard | None:
            return heard

        late = self._task(give())
        self._late.add(late)
        self._ordered.put_nowait(late)

    async def _fetch(self, id: str) -> Heard | None:
        """None: the link was closed before it could be read. Raises TimedOut: only this call gets no answer."""
        refusals = 0
        while True:
            await self._up.wait()
            wire = self._wire
            if wire is None:
                if self._closed.is_set():
                    return None
                continue
            try:
                async with asyncio.timeout(self._patience.fetch):
                    message = await wire.message(id)
                    if self._prepare is not None:
                        await self._prepare(wire, message)
                self.state.messages += 1
                return message
            except (TimedOut, TimeoutError):
                if wire is self._wire:
                    raise TimedOut(id) from None
            except LinkDown:
                await self._until_other(wire)
                if wire is self._wire:
                    # the session lives, only this call does not: the others must pass
                    raise TimedOut(id) from None
            except LinkFault as fault:
                refusals += 1
                if refusals > 1:
                    log.error("message %s cannot be read: %s", id, fault)
                    return self._unreadable(id)
                await asyncio.sleep(self._patience.first_pause)

    def _unreadable(self, id: str) -> Unreadable:
        self.state.unreadable += 1
        # another session may replay it
        self._delivered.pop(id, None)
        log.error("message %s is lost: the gateway does not give it", id)
        return Unreadable(id)

    async def _until_other(self, wire: Wire) -> None:
        """A broken connection is known to the caller a moment before the session ends."""
        for _ in range(20):
            if self._wire is not wire:
                return
            await asyncio.sleep(0.05)


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
