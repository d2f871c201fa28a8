"""The sandbox's page: a list of routes on a world."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.sandbox.world import World
from bot.web import actions, guards, pages
from bot.web.live import live
from bot.web.vendor import parts
from bot.web.visits import Visits
from storage.errors import StorageError


def sandbox_app(world: World, *, running: bool = True) -> Starlette:
    """The page of that world. `running`: its time flows while the app does, and it ends with the app."""
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/happened", pages.happened),
            Route("/say", actions.say, methods=["POST"]),
            Route("/recall", actions.recall, methods=["POST"]),
            Route("/clock", actions.clock, methods=["POST"]),
            Route("/reset", actions.reset, methods=["POST"]),
            WebSocketRoute("/ws", live),
            *parts(),
        ],
        middleware=guards.guarded(),
        exception_handlers={StorageError: _trouble},
        lifespan=_flowing if running else None,
    )
    app.state.world = world
    app.state.visits = Visits()
    app.state.renewing = asyncio.Lock()
    return app


async def _trouble(request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), status_code=503)


@asynccontextmanager
async def _flowing(app: Starlette) -> AsyncIterator[None]:
    app.state.world.start()
    try:
        yield
    finally:
        await app.state.world.close()
