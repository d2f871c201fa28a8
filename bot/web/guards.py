"""Who may talk to a page that has no login: only this machine's browser, from the page itself."""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

HOSTS = ("127.0.0.1", "localhost")

# Safari does not take the WebSocket of the same host for 'self'.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # not no-referrer: browsers then send Origin: null with the page's own forms
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SameOrigin:
    """Refuses what changes something, and every WebSocket, when a foreign page sends it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "websocket" or scope.get("method") not in ("GET", "HEAD")
        if scope["type"] != "lifespan" and asked and not _from_here(scope):
            refusal = WebSocketClose(1008) if scope["type"] == "websocket" else _REFUSED
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


class StrictHeaders:
    """Nothing is loaded from elsewhere, nothing is framed, no script but our files runs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, _with_headers(send) if scope["type"] == "http" else send)


_REFUSED = PlainTextResponse("这个请求不是从沙盒页面发出的,没有执行。", status_code=403)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None:
        # no browser, or one that says by the other header where the request comes from
        return site in (None, "same-origin", "none")
    return origin == f"http://{headers.get('host')}"


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sending


def guarded() -> list[Middleware]:
    """What stands before every page of ours."""
    return [
        Middleware(StrictHeaders),
        # a foreign page whose name leads to this machine must not read the login's code
        Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False),
        Middleware(SameOrigin),
    ]
