"""Many events on their way to the disk at once, in the order in which they came.

To wait for each commit bounds a bot to what its disk can flush, some 280 messages a second. The writer does jobs in the
order in which they were submitted, so the next ones need not wait for it.
"""

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.messages import Event
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)

MOST = 64


class HeldBack(Exception):
    """One that came earlier is not stored yet."""


@dataclass(frozen=True, slots=True)
class _Taken:
    event: Event
    future: "Future[Any]"


class Inflow:
    """`take` is the writer's job for an event, `stored` is called after each commit.

    When one fails, those behind it refuse to run, in the writer's thread and before they touch anything: what came
    later never overtakes. Then all of them are given to `again`, in their order, which returns when one is stored.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        take: Callable[[Unit, Event, dt.datetime], None],
        stored: Callable[[], None],
        again: Callable[[Event], Awaitable[None]],
    ) -> None:
        self._store, self._clock, self._take, self._stored, self._again = store, clock, take, stored, again
        self._slots = asyncio.Semaphore(MOST)
        # held while what failed is stored: nothing new begins meanwhile
        self._gate = asyncio.Lock()
        # None: nothing comes any more
        self._waiting: asyncio.Queue[_Taken | None] = asyncio.Queue()
        self._stumbled = False
        self._stopped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._landed = asyncio.Event()
        self._woken = False
        self._settling: asyncio.Task[None] | None = None

    async def take_all(self, events: AsyncIterator[Event]) -> None:
        """Take every event; when this returns, all are on disk. Raises what a job raised that is no Exception."""
        self._loop = asyncio.get_running_loop()
        # a loop that was closed before it woke has left them as they were
        self._woken = False
        self._landed.clear()
        try:
            # a group, or what is wrong with the settling would be known only when the events end
            async with asyncio.TaskGroup() as group:
                self._settling = group.create_task(self._settle())
                async for event in events:
                    await self._slots.acquire()
                    async with self._gate:
                        if not self._stopped:
                            self._submit(event)
                    if self._stopped:
                        # to go on would end the source of the events, over which answers still go out
                        await asyncio.Event().wait()
                if not self._stopped:
                    self._waiting.put_nowait(None)
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()

    async def stop(self) -> None:
        """Take no more; returns when what was taken is on disk. The source of the events stays open."""
        self._stopped = True
        self._waiting.put_nowait(None)
        if self._settling is not None:
            await asyncio.wait([self._settling])

    def _submit(self, event: Event) -> None:
        now = self._clock.now()

        def job(unit: Unit) -> None:
            if self._stumbled:
                raise HeldBack
            try:
                self._take(unit, event, now)
            except BaseException:
                # at once: the next job of this very batch must know
                self._stumbled = True
                raise

        future = self._store.write(job)
        # runs in the writer's thread before its next batch: a commit that failed is known in time as well
        future.add_done_callback(self._note)
        self._waiting.put_nowait(_Taken(event, future))

    def _note(self, future: "Future[Any]") -> None:
        if future.cancelled() or future.exception() is not None:
            self._stumbled = True
        # one wake-up for a whole batch: to the writer's thread each costs more than a statement
        if not self._woken and self._loop is not None:
            self._woken = True
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        # in this order: what is noted from here on wakes again
        self._woken = False
        self._landed.set()

    async def _settle(self) -> None:
        while (oldest := await self._waiting.get()) is not None:
            if await self._is_stored(oldest):
                self._slots.release()
            elif not await self._store_again(oldest):
                return

    async def _is_stored(self, taken: _Taken) -> bool:
        while not taken.future.done():
            self._landed.clear()
            if not taken.future.done():
                await self._landed.wait()
        error = None if taken.future.cancelled() else taken.future.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        if taken.future.cancelled() or error is not None:
            # why, `again` will find out and say
            return False
        self._stored()
        return True

    async def _store_again(self, oldest: _Taken) -> bool:
        """Store what failed before anything else is begun. False: nothing comes after it."""
        async with self._gate:
            window: list[_Taken | None] = [oldest]
            while not self._waiting.empty():
                window.append(self._waiting.get_nowait())
            taken = [one for one in window if one is not None]
            failed = [one.event for one in taken if not await self._is_stored(one)]
            log.warning("%d events were not stored and are taken again", len(failed))
            self._stumbled = False
            for event in failed:
                await self._again(event)
            for _ in taken:
                self._slots.release()
            return window[-1] is not None
