"""The bare WebSocket server: sends bytes to every open socket when it is told to.

Starlette on the same uvicorn protocol. `POST /send` takes a list of texts, as many as sockets or
only one for all; it knows no session, no events, no database."""

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


async def connected(socket: WebSocket) -> None:
    """Keep the socket until it leaves."""
    await socket.accept("graphql-transport-ws")
    sockets.append(socket)
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        sockets.remove(socket)


async def send(request: Request) -> Response:
    """Send to everybody, one after the other."""
    texts = orjson.loads(await request.body())
    for number, socket in enumerate(sockets):
        await socket.send_text(texts[number % len(texts)])
    return Response(status_code=204)


@asynccontextmanager
async def _life(_app: Starlette) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    yield


app = Starlette(
    routes=[Route("/send", send, methods=["POST"]), WebSocketRoute("/graphql", connected)],
    lifespan=_life,
)
