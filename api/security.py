"""What every request passes: proxies, headers, masked faults, origin, size.

The order is from the outside in; `security_middleware` gives it to Starlette."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.auth.body import is_json
from api.csp import GRAPHIQL_POLICY, content_security_policy
from api.faults import MaskFaults
from api.refusal import DoorRefusal, refusal_answer
from api.settings import Settings

JSON_LIMIT = 256 * 1024  # bytes
FORM_OVERHEAD = 64 * 1024  # boundaries and fields around an uploaded file
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORBIDDEN_ORIGIN = 4403  # close code of a socket
PRIVATE_PATHS = ("/graphql", "/auth", "/uploads")  # answers about somebody: kept by no cache

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "display-capture=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def security_middleware(settings: Settings) -> list[Middleware]:
    """For Starlette(middleware=...). Run uvicorn with proxy_headers off: this reads them."""
    return [
        Middleware(
            ProxyHeadersMiddleware,
            trusted_hosts=[str(network) for network in settings.trusted_proxies],
        ),
        Middleware(SecurityHeaders, settings=settings),
        Middleware(MaskFaults),
        Middleware(OriginGuard, settings=settings),
        Middleware(BodyLimit, upload_limit=settings.upload_max_bytes + FORM_OVERHEAD),
    ]


class SecurityHeaders:
    """Adds the headers that tell a browser to be strict; what an answer set itself stays."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.demo = not settings.production
        self.headers = {
            **_HEADERS,
            "content-security-policy": content_security_policy(settings),
        }
        if settings.production:
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if self.demo and _is_graphiql(scope, headers):
                    headers.setdefault("content-security-policy", GRAPHIQL_POLICY)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(PRIVATE_PATHS):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


def _is_graphiql(scope: Scope, headers: MutableHeaders) -> bool:
    page = headers.get("content-type", "").startswith("text/html")
    return page and scope["path"] == "/graphql"


class OriginGuard:
    """Refuses writes and sockets that another site's page started.

    A write needs an Origin of ours (or, without one, Sec-Fetch-Site: same-origin); /graphql also
    needs JSON and `x-adil: 1`, which no page of another site can send without being asked first.
    A socket is refused before it is accepted."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origins = frozenset(settings.public_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not self._ours(scope):
            await send({"type": "websocket.close", "code": FORBIDDEN_ORIGIN})
            return
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal_answer(refusal)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> DoorRefusal | None:
        if not self._ours(scope):
            return DoorRefusal(
                403,
                "FORBIDDEN_ORIGIN",
                "Permintaan ini datang dari situs lain, jadi tidak dijalankan.",
            )
        headers = Headers(scope=scope)
        if scope["path"].rstrip("/") != "/graphql":
            return None
        if not is_json(headers.get("content-type", "")):
            return DoorRefusal(415, "NOT_JSON", "Kiriman harus berupa JSON.")
        if headers.get("x-adil") != "1":
            return DoorRefusal(
                403, "MISSING_HEADER", "Permintaan tanpa x-adil: 1 tidak dijalankan."
            )
        return None

    def _ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return scope["type"] == "http" and headers.get("sec-fetch-site") == "same-origin"
        if self.origins:
            return origin.lower() in self.origins
        # A demo without ADIL_PUBLIC_ORIGIN: the page must come from the host it talks to.
        return _host_of(origin) == headers.get("host", "").lower() != ""


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # "http://[": no browser sends it
        return ""


class BodyTooLarge(Exception):
    """The body went over its limit while it was read."""


class BodyLimit:
    """Refuses bodies over 256 KiB (uploads: over their own limit), counted as they arrive."""

    def __init__(self, app: ASGIApp, upload_limit: int) -> None:
        self.app = app
        self.upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        upload = scope["path"].startswith("/uploads/")
        limit = self.upload_limit if upload else JSON_LIMIT
        length = Headers(scope=scope).get("content-length", "")
        try:
            if length.isdecimal() and int(length) > limit:
                raise BodyTooLarge
            await self.app(scope, _counted(receive, limit), send)
        except BodyTooLarge:
            await _too_large(upload, limit)(scope, receive, send)


def _counted(receive: Receive, limit: int) -> Callable[[], Awaitable[Message]]:
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise BodyTooLarge
        return message

    return counted


def _too_large(upload: bool, limit: int) -> ASGIApp:
    code, what = ("FILE_TOO_LARGE", "Berkas") if upload else ("BODY_TOO_LARGE", "Kiriman")
    size = f"{limit // 1024**2} MiB" if upload else f"{limit // 1024} KiB"
    return refusal_answer(DoorRefusal(413, code, f"{what} ini lebih besar dari {size}."))
