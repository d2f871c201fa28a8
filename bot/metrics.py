"""The numbers of a running bot, in the form that Prometheus reads. No name and no text is in any label."""

import time
from collections.abc import AsyncIterator, Iterator

from prometheus_client import CollectorRegistry, Counter, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.gateway.base import Gateway, NotSent
from bot.gateway.wechaty.state import LinkState
from bot.messages import Event, Incoming, Outgoing
from storage.errors import StorageError
from storage.store import Store


class Metrics:
    """`link` and `store` are looked at when somebody asks, so they cost nothing in between."""

    def __init__(self, link: LinkState, store: Store) -> None:
        self.registry = CollectorRegistry()
        self.received = Counter("liaison_messages_received", "收到的消息和事件", ["kind"], registry=self.registry)
        self.deliveries = Counter(
            "liaison_deliveries", "发出的消息:sent 发出,failed 没发出(会再试),doubtful 不知道发出没有",
            ["kind", "outcome"], registry=self.registry,
        )  # fmt: skip
        self.registry.register(_OfLink(link))
        self.registry.register(_OfStore(store))
        # the memory among them; on systems without /proc it says nothing
        ProcessCollector(registry=self.registry)

    def text(self) -> bytes:
        return generate_latest(self.registry)


class _OfLink(Collector):
    def __init__(self, link: LinkState) -> None:
        self._link = link

    def collect(self) -> Iterator[Metric]:
        link = self._link
        yield GaugeMetricFamily("liaison_link_up", "与网关连着", link.up)
        yield GaugeMetricFamily("liaison_logged_in", "微信已登录", bool(link.self_id))
        yield CounterMetricFamily("liaison_link_sessions", "与网关连上的次数", link.sessions)
        yield CounterMetricFamily("liaison_messages_unreadable", "网关给不出来的消息", link.unreadable)
        yield CounterMetricFamily("liaison_messages_set_aside", "取得慢、放到一边再取的消息", link.set_aside)
        if link.heard_at:
            silent = time.monotonic() - link.heard_at
            yield GaugeMetricFamily("liaison_last_event_seconds", "离网关上一次出声的秒数", silent)


class _OfStore(Collector):
    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        try:
            with self._store.read() as unit:
                made, waiting = unit.records.made(), unit.outbox.how_many_wait()
        except StorageError:
            # a database that is away is /readyz's to tell; the other numbers still count
            return
        yield CounterMetricFamily("liaison_records", "记下的履职记录", made)
        yield GaugeMetricFamily("liaison_outbox_waiting", "等着发出的消息", waiting)


class Counted:
    """A gateway whose events and messages are counted."""

    def __init__(self, gateway: Gateway, metrics: Metrics) -> None:
        self._gateway = gateway
        self._metrics = metrics

    async def events(self) -> AsyncIterator[Event]:
        events = self._gateway.events()
        try:
            async for event in events:
                kind = event.kind if isinstance(event, Incoming) else type(event).__name__.lower()
                self._metrics.received.labels(kind).inc()
                yield event
        finally:
            if hasattr(events, "aclose"):
                await events.aclose()

    async def send(self, outgoing: Outgoing) -> None:
        outcome = "doubtful"
        try:
            await self._gateway.send(outgoing)
            outcome = "sent"
        except NotSent:
            outcome = "failed"
            raise
        finally:
            self._metrics.deliveries.labels(outgoing.kind, outcome).inc()

    async def shows(self, outgoing: Outgoing) -> bool | None:
        return await self._gateway.shows(outgoing)

    async def members(self, room: str) -> dict[str, str]:
        return await self._gateway.members(room)

    async def file(self, message_id: str) -> tuple[str, bytes]:
        return await self._gateway.file(message_id)
