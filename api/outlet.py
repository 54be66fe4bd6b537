"""Where the answers of one subscription leave through its socket.

The hub tells thousands of sockets one after the other, in its own task: it must never wait for one
of them. ASGI knows only `await send(...)`, which on nearly every socket has nothing to wait for. So
a send is begun by hand; where it does wait, because the phone is slow, a task of its own finishes
it, and until then this socket's events queue (docs/decisions/0035-told-in-the-hubs-turn.md)."""

import asyncio
from collections.abc import Coroutine, Generator
from contextlib import suppress
from types import coroutine
from typing import Any

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.operations import Answer

GONE = (WebSocketDisconnect, RuntimeError)  # the phone has left, or was hung up
Sending = Coroutine[Any, Any, None]


class Outlet:
    """Sends the answers of one subscription, whole and in order."""

    __slots__ = ("_id", "_rest", "_socket")

    def __init__(self, socket: WebSocket, id_: str) -> None:
        self._socket = socket
        self._id = id_
        self._rest: asyncio.Task[None] | None = None  # a send that waits for its phone

    def send_now(self, answer: Answer) -> bool:
        """Send without waiting; False while the phone still takes what came before."""
        if self._rest is not None:
            return False
        sending = self._sending(answer)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return True
        except GONE:
            return True  # nobody is left to tell
        self._rest = asyncio.create_task(_finish(sending, waits_for))
        self._rest.add_done_callback(self._free)
        return True

    async def send(self, answer: Answer) -> None:
        """Send, after whatever is still on its way."""
        if self._rest is not None:
            await asyncio.wait([self._rest])
        await self._sending(answer)

    def close(self) -> None:
        """Give up a send that waits: its subscription is over."""
        if self._rest is not None:
            self._rest.cancel()

    def _sending(self, answer: Answer) -> Sending:
        text = orjson.dumps({"id": self._id, "type": "next", "payload": answer})
        return self._socket.send_text(text.decode())

    def _free(self, _done: "asyncio.Task[None]") -> None:
        self._rest = None


async def _finish(begun: Sending, waits_for: Any) -> None:
    with suppress(*GONE):
        await _rest_of(begun, waits_for)


@coroutine
def _rest_of(begun: Sending, waits_for: Any) -> Generator[Any, Any, None]:
    """Goes on with a coroutine that was begun by hand and waits for something."""
    try:
        yield waits_for
        yield from begun
    finally:
        begun.close()
