"""What a running bot shows on its own machine: a page for people, answers for monitors."""

import asyncio
import time
from asyncio import wrap_future
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.config import Config
from bot.gateway.wechaty.state import LinkState
from bot.metrics import Metrics
from bot.scan import drawn
from bot.web import guards
from bot.web.templating import TEMPLATES
from bot.web.vendor import parts
from storage.errors import StorageError
from storage.store import Store

WRITTEN_WITHIN = 5.0  # seconds
_FRESH = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Watched:
    """What the pages tell of."""

    config: Config
    clock: Clock
    store: Store
    link: LinkState
    metrics: Metrics
    stopwatch: Callable[[], float] = time.monotonic


def status_app(watched: Watched) -> Starlette:
    app = Starlette(
        routes=[
            Route("/", home),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
            *parts(),
        ],
        middleware=guards.guarded(),
    )
    app.state.watched = watched
    return app


async def healthz(request: Request) -> Response:
    """The process lives and its loop answers."""
    return PlainTextResponse("ok\n", headers=_FRESH)


async def readyz(request: Request) -> Response:
    """200 when a report would be stored and answered; else 503 and what is missing."""
    watched = _watched(request)
    missing = []
    if not watched.link.up:
        missing.append("link")
    if not watched.link.self_id:
        missing.append("login")
    if not await _can_write(watched):
        missing.append("database")
    told = {"ready": not missing, "missing": missing, "fault": watched.link.fault}
    return JSONResponse(told, status_code=503 if missing else 200, headers=_FRESH)


async def metrics(request: Request) -> Response:
    text = await asyncio.to_thread(_watched(request).metrics.text)
    return Response(text, media_type=CONTENT_TYPE_LATEST, headers=_FRESH)


async def home(request: Request) -> Response:
    watched = _watched(request)
    html = TEMPLATES.get_template("status.html").render(
        committee=watched.config.committee.name,
        now=watched.clock.now(),
        address=watched.config.gateway.address,
        link=watched.link,
        heard=_heard(watched),
        # drawn by segno of black and white squares alone: nothing of the code's text is in it
        qr=Markup(drawn(watched.link.qr)) if watched.link.qr else "",
        counts=await asyncio.to_thread(_counts, watched),
    )
    return HTMLResponse(html, headers=_FRESH)


def _watched(request: Request) -> Watched:
    watched: Watched = request.app.state.watched
    return watched


async def _can_write(watched: Watched) -> bool:
    """A commit that changes something: a full disk lets nothing else be known."""
    now = watched.clock.now().isoformat()
    try:
        async with asyncio.timeout(WRITTEN_WITHIN):
            await wrap_future(watched.store.write(lambda unit: unit.settings.put("written_at", now)))
    except (StorageError, TimeoutError):
        return False
    return True


def _heard(watched: Watched) -> str:
    if not watched.link.heard_at:
        return "还没有消息"
    return f"{max(0, round(watched.stopwatch() - watched.link.heard_at))}秒前"


def _counts(watched: Watched) -> list[tuple[str, int]]:
    """What is in the database, in figures; nothing when it cannot be read."""
    try:
        with watched.store.read() as unit:
            return [
                ("委员", len(unit.members.active())),
                ("已登记的群", len(unit.rooms.all())),
                ("履职记录(含撤销)", unit.records.made()),
                ("等着发出的消息", unit.outbox.how_many_wait()),
            ]
    except StorageError:
        return []
