"""What was said, in the order in which it was said, over all sessions.

What is known of a message is only its id; the ids wait in a queue that outlives every session, are fetched a window at
a time and handed on in order. A message whose fetch hangs is set aside, so that the others pass.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from bot.errors import where
from bot.gateway.wechaty.faults import LinkDown, LinkFault, TimedOut
from bot.gateway.wechaty.state import LinkState, Patience, Present
from bot.gateway.wechaty.wire import Wire
from bot.gateway.wechaty.words import RawMessage, WireEvent

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")
_REMEMBERED = 4096


class Unreadable(str):
    """The id of a message that the gateway could not give."""


Heard = RawMessage | WireEvent | Unreadable
Prepare = Callable[[Wire, RawMessage], Awaitable[None]]


class Inbox:
    """`tell` what the gateway told; `events` gives it, each message once in this process.

    `unread`: how many messages were given up because the link was closed.
    """

    def __init__(
        self, present: Present, state: LinkState, patience: Patience, window: int, prepare: Prepare | None
    ) -> None:
        """`prepare` looks up what is needed of a message beside its own payload, while others are fetched."""
        self._present = present
        self._state = state
        self._patience = patience
        self._prepare = prepare
        self._slots = asyncio.Semaphore(window)
        # ids and events, which no session takes with it; then those being fetched, in the same order
        self._queue: asyncio.Queue[str | WireEvent | None] = asyncio.Queue()
        self._ordered: asyncio.Queue[asyncio.Task[Heard | None] | None] = asyncio.Queue()
        self._late: set[asyncio.Task[Any]] = set()
        self._delivered: OrderedDict[str, None] = OrderedDict()
        # told and not handed on yet, also what is in hand or set aside
        self._open = 0
        self.unread = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def behind(self) -> bool:
        """Whether something that was told has not been handed on yet."""
        return self._open > 0

    def tell(self, item: str | WireEvent) -> None:
        self._open += 1
        self._queue.put_nowait(item)

    def close(self) -> None:
        """End `events` behind what was read already."""
        self._queue.put_nowait(None)

    async def events(self) -> AsyncIterator[Heard]:
        """Messages and events in the order in which they were told; ends at `close`."""
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
            self._state.set_aside += 1
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
            wire = await self._present.awaited()
            if wire is None:
                if self._present.closed:
                    self.unread += 1
                    return None
                continue
            try:
                async with asyncio.timeout(self._patience.fetch):
                    message = await wire.message(id)
                    if self._prepare is not None:
                        await self._prepare(wire, message)
                self._state.messages += 1
                return message
            except (TimedOut, TimeoutError):
                if wire is self._present.wire:
                    raise TimedOut(id) from None
            except LinkDown:
                await self._present.until_other(wire)
                if wire is self._present.wire:
                    # the session lives, only this call does not: the others must pass
                    raise TimedOut(id) from None
            except LinkFault as fault:
                refusals += 1
                if refusals > 1:
                    log.error("message %s cannot be read: %s", id, fault)
                    return self._unreadable(id)
                await asyncio.sleep(self._patience.first_pause)
            except Exception as error:
                # a payload in a shape that nobody foresaw must not take the others with it
                log.error("message %s has an unknown shape\n%s", id, where(error))
                return self._unreadable(id)

    def _unreadable(self, id: str) -> Unreadable:
        self._state.unreadable += 1
        # another session may replay it
        self._delivered.pop(id, None)
        log.error("message %s is lost: the gateway does not give it", id)
        return Unreadable(id)
