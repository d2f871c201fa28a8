"""What is done: say, recall, move the clock, begin anew."""

import datetime as dt
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.phrases import CHAIN
from bot.web.pages import remembered, seat_of
from bot.web.views import Seat

LONGEST = 16_000
LARGEST_FORM = 200_000
TOO_LONG = f"这条消息太长了(超过{LONGEST}字),没有发出。"
_STEPS = {"hour": dt.timedelta(hours=1), "day": dt.timedelta(days=1)}


async def say(request: Request) -> Response:
    form = await _form(request)
    seat = seat_of(request, form)
    text = form.get("text", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        seat.world.log.complain(TOO_LONG)
    elif text:
        await seat.world.say(seat.person.contact, seat.chat, text, chain=text.startswith(CHAIN))
    return _done(request, seat)


async def recall(request: Request) -> Response:
    """Take back one's own message; somebody else's stays."""
    form = await _form(request)
    seat = seat_of(request, form)
    post = seat.world.log.get(form.get("post", ""))
    if post is not None and post.sender == seat.person.contact:
        await seat.world.recall(post)
    return _done(request, seat)


async def clock(request: Request) -> Response:
    form = await _form(request)
    seat, world = seat_of(request, form), request.app.state.world
    step = _STEPS.get(form.get("step", ""))
    if step is not None:
        await world.move_to(world.now() + step)
    elif form.get("step") == "reminder":
        await world.move_to(world.next_reminder())
    return _done(request, seat)


async def reset(request: Request) -> Response:
    """Only a world that goes with its process can begin anew: a file that somebody named is not ours to empty."""
    form = await _form(request)
    state = request.app.state
    async with state.renewing:
        old = state.world
        if old.fresh:
            state.world = await old.renewed()
            await old.close()
    return _done(request, seat_of(request, form))


async def _form(request: Request) -> dict[str, str]:
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST_FORM:
        return {"text": "长" * (LONGEST + 1)} if length.isdigit() else {}
    async with request.form(max_files=0) as form:
        return {key: value for key, value in form.items() if isinstance(value, str)}


def _done(request: Request, seat: Seat) -> Response:
    """The page hears of it by its WebSocket; a browser without scripts goes back to the page."""
    if "hx-request" in request.headers:
        return remembered(seat, Response(status_code=204))
    where = urlencode({"as": seat.person.contact, "chat": seat.slug})
    return remembered(seat, RedirectResponse(f"/?{where}", status_code=303))
