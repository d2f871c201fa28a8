"""htmx and its ws extension out of the installed package, and our own styles: nothing comes from elsewhere."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

_FILES = {"htmx.js": "static/htmx/htmx.min.js", "ws.js": "static/htmx/ext/ws.js"}


async def vendor(request: Request) -> Response:
    path = _FILES.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    script = (files("js_lib_htmx") / path).read_bytes()
    return Response(script, media_type="text/javascript", headers={"cache-control": "max-age=3600"})


def parts() -> list[BaseRoute]:
    """What every page of ours is made with."""
    return [
        Route("/vendor/{name}", vendor),
        Mount("/static", StaticFiles(packages=[("bot.web", "static")]), name="static"),
    ]
