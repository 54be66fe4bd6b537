"""The bare WebSocket server: sends bytes to every open socket when it is told to.

Starlette on the same uvicorn protocol. `POST /texts` brings the texts, one per socket, before the
clock starts; `POST /send` sends them. It knows no session, no events, no database."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

sockets: list[WebSocket] = []
texts: list[str] = []


async def connected(socket: WebSocket) -> None:
    """Keep the socket until it leaves."""
    await socket.accept("graphql-transport-ws")
    sockets.append(socket)
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        sockets.remove(socket)


async def keep(request: Request) -> Response:
    """Take the texts of the next round."""
    texts[:] = orjson.loads(await request.body())
    return Response(status_code=204)


async def send(_request: Request) -> Response:
    """Send to everybody, one after the other."""
    for socket, text in zip(sockets, texts, strict=True):
        await socket.send_text(text)
    return Response(status_code=204)


@asynccontextmanager
async def _life(_app: Starlette) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    yield


app = Starlette(
    routes=[
        Route("/texts", keep, methods=["POST"]),
        Route("/send", send, methods=["POST"]),
        WebSocketRoute("/graphql", connected),
    ],
    lifespan=_life,
)
