"""Serves the sandbox on this machine only."""

import asyncio
import socket
import webbrowser

import uvicorn

from bot.errors import UserError
from bot.sandbox.world import World
from bot.web.app import sandbox_app

HOST = "127.0.0.1"
GOODBYE_SECONDS = 1


def bound(port: int | None) -> socket.socket:
    """A listening place on that port, on a free one when none is named. Raises UserError when it is taken."""
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((HOST, port or 0))
        place.listen(128)
    except OSError as error:
        place.close()
        other = port + 1 if port and port < 65535 else 8123
        raise UserError(f"端口 {port} 用不了({error.strerror}):请换一个,例如 --port {other}") from None
    return place


async def serve(place: socket.socket, url: str, *, browser: bool) -> None:
    """Run a world on that database until Ctrl-C. Open pages do not hold it back. Raises StorageError."""
    world = await World.open(url)
    settings = uvicorn.Config(
        sandbox_app(world),
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )
    address = f"http://{HOST}:{place.getsockname()[1]}/"
    print(f"沙盒已打开:{address}(只有本机能看,不会发送到微信;按 Ctrl-C 结束)", flush=True)
    if browser:
        await asyncio.to_thread(webbrowser.open, address)
    await uvicorn.Server(settings).serve(sockets=[place])
