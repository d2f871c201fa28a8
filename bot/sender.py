"""Takes claimed messages to the platform, and finds out what became of those it was sending when it died."""

import datetime as dt
import logging
from asyncio import wrap_future

from bot.clock import Clock
from bot.config import Config
from bot.gateway.base import Doubtful, Gateway, NotSent
from bot.messages import Outgoing
from bot.pace import Wait, next_message, outgoing
from storage.store import Store
from storage.tables import Outbox
from storage.unit import Unit

log = logging.getLogger(__name__)

GIVE_UP_AFTER = 8
LONGEST_BACKOFF = dt.timedelta(minutes=10)


class Sender:
    """The way from the outbox to the gateway."""

    def __init__(self, config: Config, store: Store, gateway: Gateway, clock: Clock) -> None:
        self._config = config
        self._store = store
        self._gateway = gateway
        self._clock = clock

    async def send_one(self) -> dt.datetime | bool | None:
        """Send the next message: True when one was sent, else the moment to look again (None: when one is queued)."""
        zone = self._config.committee.zone
        now = self._clock.now()
        chosen = await wrap_future(self._store.write(lambda unit: next_message(unit, self._config, zone, now)))
        if isinstance(chosen, Wait):
            return chosen.until
        await self._send(chosen)
        return True

    async def settle_doubtful(self) -> None:
        """After a start: look whether the platform shows what was being sent (DESIGN: outbox)."""
        rows: list[Outbox] = await wrap_future(self._store.write(lambda unit: unit.outbox.doubtful()))
        by_delivery: dict[str, list[Outbox]] = {}
        for row in rows:
            by_delivery.setdefault(row.delivery or row.key, []).append(row)
        for delivery, group in by_delivery.items():
            shown = await self._gateway.shows(outgoing(group))
            if shown is None:
                # an answer said twice is better than none; what nobody asked for is not said twice
                shown = None if group[0].kind == "notice" else False
            await self._settle(delivery, "unknown" if shown is None else "sent" if shown else "todo")

    async def _send(self, message: Outgoing) -> None:
        try:
            await self._gateway.send(message)
        except NotSent as error:
            log.warning("not sent: %s", error)
            await self._again(message.key)
        except Doubtful as error:
            log.warning("sent or not, nobody knows: %s", error)
            await self.settle_doubtful()
        else:
            await self._settle(message.key, "sent")

    async def _settle(self, delivery: str, state: str) -> None:
        sent_at = self._clock.now() if state == "sent" else None
        await wrap_future(self._store.write(lambda unit: unit.outbox.settle(delivery, state, sent_at=sent_at)))

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
