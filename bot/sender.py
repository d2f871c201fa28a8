"""Takes claimed messages to the platform, and finds out what became of those it was sending when it died."""

import asyncio
import datetime as dt
import logging
from asyncio import wrap_future

from bot.clock import Clock
from bot.config import Config
from bot.errors import where
from bot.gateway.base import Doubtful, Gateway, NotNow, NotSent
from bot.messages import Outgoing
from bot.pace import Wait, next_messages, outgoing
from storage.store import Store
from storage.tables import Outbox
from storage.unit import Unit

log = logging.getLogger(__name__)

GIVE_UP_AFTER = 8
NOT_NOW = dt.timedelta(seconds=10)
LONGEST_BACKOFF = dt.timedelta(minutes=10)


class Sender:
    """The way from the outbox to the gateway."""

    def __init__(self, config: Config, store: Store, gateway: Gateway, clock: Clock) -> None:
        self._config = config
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._settling = _Settling(store)

    async def send_next(self) -> Wait | None:
        """Send what may go out now. None when something was taken to the platform, else until when there is nothing."""
        zone = self._config.committee.zone
        now = self._clock.now()
        chosen = await wrap_future(self._store.write(lambda unit: next_messages(unit, self._config, zone, now)))
        if isinstance(chosen, Wait):
            return chosen
        by_chat: dict[str, list[Outgoing]] = {}
        for message in chosen:
            by_chat.setdefault(message.chat, []).append(message)
        # all to their end, whatever becomes of one: what is on its way must not be looked up meanwhile
        try:
            ended = await asyncio.gather(*map(self._send, by_chat.values()), return_exceptions=True)
        finally:
            await self._settling.end()
        for failure in ended:
            if isinstance(failure, BaseException):
                raise failure
        if any(ended):
            await self.settle_doubtful()
        return None

    async def settle_doubtful(self) -> None:
        """After a start or a fault: look whether the platform shows what was being sent (DESIGN: outbox)."""
        rows: list[Outbox] = await wrap_future(self._store.write(lambda unit: unit.outbox.doubtful()))
        by_delivery: dict[str, list[Outbox]] = {}
        for row in rows:
            by_delivery.setdefault(row.delivery or row.key, []).append(row)
        # each look takes a while, and nothing else goes out meanwhile
        looks = (self._look(delivery, group) for delivery, group in by_delivery.items())
        ended = await asyncio.gather(*looks, return_exceptions=True)
        failures = [one for one in ended if isinstance(one, BaseException)]
        for failure in failures[1:]:
            log.error("what became of a message could not be found out\n%s", where(failure))
        if failures:
            raise failures[0]

    async def _look(self, delivery: str, group: list[Outbox]) -> None:
        try:
            shown = await self._gateway.shows(outgoing(group))
        except NotNow:
            return  # it stays in doubt, and is looked for at the next start
        if shown is not None:
            await self._settle(delivery, "sent" if shown else "todo")
        else:
            # an answer said twice is better than none, but not more often; what nobody asked for is said once
            tried = max(row.attempts for row in group)
            said_enough = group[0].kind == "notice" or tried > 0
            await self._settle(delivery, "unknown" if said_enough else "todo", attempts=tried + 1)

    async def _send(self, messages: list[Outgoing]) -> bool:
        """Send the messages of one chat in their order. Is one of them in doubt?"""
        doubtful = False
        for message in messages:
            try:
                await self._gateway.send(message)
            except NotNow as error:
                log.warning("nothing can be sent at present: %s", error)
                await self._later(message.key)
            except NotSent as error:
                log.warning("not sent: %s", error)
                await self._again(message.key)
            except Doubtful as error:
                log.warning("sent or not, nobody knows: %s", error)
                doubtful = True
            except Exception as error:
                # a gateway's fault that it has no word for must not silence the bot
                log.error("sending failed, sent or not nobody knows\n%s", where(error))
                doubtful = True
            else:
                self._settling.sent(message.key, self._clock.now())
        return doubtful

    async def _settle(self, delivery: str, state: str, **more: object) -> None:
        sent_at = self._clock.now() if state == "sent" else None
        await wrap_future(self._store.write(lambda unit: unit.outbox.settle(delivery, state, sent_at=sent_at, **more)))

    async def _later(self, delivery: str) -> None:
        """Put it back as it was: a gateway that is away for a night costs no message its attempts."""
        soon = self._clock.now() + NOT_NOW
        await wrap_future(self._store.write(lambda unit: unit.outbox.settle(delivery, "todo", not_before=soon)))

    async def _again(self, delivery: str) -> None:
        now = self._clock.now()

        def put_back(unit: Unit) -> None:
            rows = unit.outbox.of_delivery(delivery)
            attempts = max(row.attempts for row in rows) + 1
            if attempts >= GIVE_UP_AFTER:
                unit.outbox.settle(delivery, "expired", attempts=attempts)
                return
            wait = min(dt.timedelta(seconds=5 * 2**attempts), LONGEST_BACKOFF)
            unit.outbox.settle(delivery, "todo", attempts=attempts, not_before=now + wait)

        await wrap_future(self._store.write(put_back))


class _Settling:
    """Writes down what was sent while the next goes out: at once, and together what went out meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sent: list[tuple[str, dt.datetime]] = []
        self._writing: asyncio.Task[None] | None = None

    def sent(self, delivery: str, at: dt.datetime) -> None:
        self._sent.append((delivery, at))
        writing = self._writing
        if writing is None or (writing.done() and writing.exception() is None):
            self._writing = asyncio.create_task(self._write())

    async def end(self) -> None:
        """When this returns, all is on disk. Raises StorageError."""
        writing, self._writing = self._writing, None
        if writing is not None:
            try:
                await asyncio.shield(writing)
            except asyncio.CancelledError:
                # cut short, but what was sent is written down all the same
                await asyncio.wait([writing])
                raise
            except Exception:
                # what was not written is in doubt, and looked up like all that is
                self._sent = []
                raise

    async def _write(self) -> None:
        while self._sent:
            together, self._sent = self._sent, []

            def settle(unit: Unit, together: list[tuple[str, dt.datetime]] = together) -> None:
                for delivery, at in together:
                    unit.outbox.settle(delivery, "sent", sent_at=at)

            await wrap_future(self._store.write(settle))
