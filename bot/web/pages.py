"""What is looked at."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web import render, views
from bot.web.views import Seat
from bot.web.visits import COOKIE


def seat_of(request: Request, asked: dict[str, str] | None = None) -> Seat:
    """Who looks at which chat: as the form or the address says, else as at the last visit."""
    world = request.app.state.world
    visit = request.app.state.visits.of(request.cookies.get(COOKIE), world.epoch)
    said = asked or dict(request.query_params)
    return views.take_seat(world, visit, said.get("as"), said.get("chat"))


def remembered(seat: Seat, response: Response) -> Response:
    response.set_cookie(COOKIE, seat.visit.id, httponly=True, samesite="lax")
    return response


async def home(request: Request) -> Response:
    seat = seat_of(request)
    html = render.page(seat)
    seat.visit.has_read(seat.person.contact, seat.chat, seat.posts)
    return remembered(seat, HTMLResponse(html, headers={"cache-control": "no-store"}))


async def happened(request: Request) -> Response:
    """The pane about one post of the chat."""
    seat = seat_of(request)
    post = seat.world.log.get(request.query_params.get("post", ""))
    if post is None or post.chat != seat.chat:
        return Response("没有这条消息", status_code=404)
    return HTMLResponse(render.pane(seat, post), headers={"cache-control": "no-store"})
