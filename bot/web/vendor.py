"""htmx and its ws extension, out of the installed package: nothing is copied, nothing comes from elsewhere."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

_FILES = {"htmx.js": "static/htmx/htmx.min.js", "ws.js": "static/htmx/ext/ws.js"}


async def vendor(request: Request) -> Response:
    path = _FILES.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    script = (files("js_lib_htmx") / path).read_bytes()
    return Response(script, media_type="text/javascript", headers={"cache-control": "max-age=3600"})
