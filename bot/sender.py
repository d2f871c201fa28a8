"""Takes claimed messages to the platform, and finds out what became of those it was sending when it died."""

import datetime as dt
import logging
from asyncio import wrap_future

from bot.clock import Clock
from bot.config import Config
from bot.errors import where
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

    async def send_one(self) -> Wait | None:
        """Send the next message. None when one was taken to the platform, else until when there is nothing to send."""
        zone = self._config.committee.zone
        now = self._clock.now()
        chosen = await wrap_future(self._store.write(lambda unit: next_message(unit, self._config, zone, now)))
        if isinstance(chosen, Wait):
            return chosen
        await self._send(chosen)
        return None

    async def settle_doubtful(self) -> None:
        """After a start or a fault: look whether the platform shows what was being sent (DESIGN: outbox)."""
        rows: list[Outbox] = await wrap_future(self._store.write(lambda unit: unit.outbox.doubtful()))
        by_delivery: dict[str, list[Outbox]] = {}
        for row in rows:
            by_delivery.setdefault(row.delivery or row.key, []).append(row)
        for delivery, group in by_delivery.items():
            shown = await self._gateway.shows(outgoing(group))
            if shown is not None:
                await self._settle(delivery, "sent" if shown else "todo")
            else:
                # an answer said twice is better than none; what nobody asked for is not said twice
                await self._settle(delivery, "unknown" if group[0].kind == "notice" else "todo")

    async def _send(self, message: Outgoing) -> None:
        try:
            await self._gateway.send(message)
        except NotSent as error:
            log.warning("not sent: %s", error)
            await self._again(message.key)
        except Doubtful as error:
            log.warning("sent or not, nobody knows: %s", error)
            await self.settle_doubtful()
        except Exception as error:
            # a gateway's fault that it has no word for must not silence the bot
            log.error("sending failed, sent or not nobody knows\n%s", where(error))
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
