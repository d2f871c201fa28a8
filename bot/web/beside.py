"""Serves the status pages beside the bot, in its loop, on this machine only."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn

from bot.web.status import Watched, status_app

log = logging.getLogger(__name__)

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The signals are the bot's."""
        yield


@asynccontextmanager
async def served(watched: Watched) -> AsyncIterator[str]:
    """The address of the page while the block runs; empty when it is off or its port is taken."""
    port = watched.config.service.port
    place = _place(port) if port else None
    if place is None:
        yield ""
        return
    settings = uvicorn.Config(
        status_app(watched), log_config=None, access_log=False, ws="none", lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Server(settings)
    serving = asyncio.create_task(server.serve(sockets=[place]))
    try:
        yield f"http://{HOST}:{port}/"
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)


def _place(port: int) -> socket.socket | None:
    try:
        return socket.create_server((HOST, port), backlog=128)
    except OSError as error:
        log.warning("状态页没有打开:端口 %d 用不了(%s),请改 [service] port;机器人照常运行", port, error.strerror)
        return None
