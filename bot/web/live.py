"""The open page hears by WebSocket what happens; what belongs together comes in one frame."""

import asyncio
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.web import render, views
from bot.web.visits import COOKIE

BATCH_SECONDS = 0.02


async def live(socket: WebSocket) -> None:
    """Send what comes after `since`, so that a page that was cut off misses nothing and sees nothing twice."""
    await socket.accept()
    async with asyncio.TaskGroup() as tasks:
        sending = tasks.create_task(_send(socket))
        # the page says nothing; this ends when it goes
        async for _ in socket.iter_text():
            continue
        sending.cancel()


async def _send(socket: WebSocket) -> None:
    # a page that goes in the middle of a frame is no trouble
    with suppress(WebSocketDisconnect):
        await _frames(socket)


async def _frames(socket: WebSocket) -> None:
    asked = socket.query_params
    since, day = _number(asked.get("since")), asked.get("day", "")
    while True:
        world = socket.app.state.world
        if asked.get("epoch") != world.epoch or since > world.log.version:
            await socket.send_text(render.reload())
            return
        await world.log.beyond(since)
        await asyncio.sleep(BATCH_SECONDS)
        if socket.app.state.world is not world:
            continue
        seat = _seat(socket)
        version = world.log.version
        frame = render.frame(seat, since, day)
        since, day = version, f"{world.now():%F}"
        await socket.send_text(frame)


def _seat(socket: WebSocket) -> views.Seat:
    world, asked = socket.app.state.world, socket.query_params
    visit = socket.app.state.visits.of(socket.cookies.get(COOKIE), world.epoch)
    seat = views.take_seat(world, visit, asked.get("as"), asked.get("chat"))
    visit.has_read(seat.person.contact, seat.chat, seat.posts)
    return seat


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
