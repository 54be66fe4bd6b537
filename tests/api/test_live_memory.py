"""A socket that lives for a day, and sockets that come and go, leave nothing behind."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

import orjson
import pytest

from api.app import create_app
from api.auth.cookies import token_hash
from api.operations import Answer, Operations
from api.settings import Settings
from schema.context import Context, Take
from schema.models import LoginSession
from schema.reads.stream import StoredEvent
from schema.root import schema
from schema.rules.vocabulary import EventKind
from tests.cast import make_cast
from tests.documents import app_documents

LIVE = app_documents()["Live"]
FAR = datetime(2100, 1, 1, tzinfo=UTC)


class Endless:
    """Ears that hear of one change after the other."""

    def __init__(self) -> None:
        self.now: dict[str, tuple[int, int]] = {}
        self.lost = False
        self.take: Take | None = None
        self._numbers = count(1)

    @asynccontextmanager
    async def listen(
        self, audiences: Sequence[str], take: Take | None = None
    ) -> AsyncIterator["Endless"]:
        """Hear as this ear."""
        self.now = dict.fromkeys(audiences, (0, 0))
        self.take = take
        yield self

    async def next(self) -> StoredEvent:
        """The next change of periods."""
        return StoredEvent("all", next(self._numbers), EventKind.PERIODS_CHANGED, {})


def alive() -> int:
    """Objects that the garbage collector knows, after it has collected."""
    gc.collect()
    return len(gc.get_objects())


@pytest.mark.parametrize("executed", [False, True])
async def test_events_leave_nothing_behind(
    database: str, executed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await make_cast()
    await LoginSession.all().update(expires_at=FAR)
    if executed:  # as a document that is not plain
        monkeypatch.setattr("schema.plain.PlainExecutor.event_writer", lambda _self: None)
    context = Context(viewer=cast.viewer("sari"), ears=Endless())
    stream = Operations(schema, Settings()).stream(LIVE, None, None, context)
    async with aclosing(stream):
        for _ in range(200):
            await anext(stream)
        before = alive()
        for _ in range(3000):
            await anext(stream)
        assert (await anext(stream))["data"]["live"]["__typename"] == "PeriodsChanged"
        assert alive() - before < 300, "a tenth of an object per event is too much"


async def test_events_that_are_told_at_once_leave_nothing_behind(database: str) -> None:
    cast = await make_cast()
    await LoginSession.all().update(expires_at=FAR)
    sent: list[str] = []

    def send(answer: Answer) -> bool:
        sent[:] = [answer["data"]["live"]["__typename"]]
        return True

    ears = Endless()
    context = Context(viewer=cast.viewer("sari"), ears=ears)
    async with aclosing(
        Operations(schema, Settings()).stream(LIVE, None, None, context, send)
    ) as s:
        assert (await anext(s))["data"]["live"]["__typename"] == "Ready"
        assert ears.take is not None
        for _ in range(200):
            assert ears.take(await ears.next(), None)
        before = alive()
        for _ in range(3000):
            assert ears.take(await ears.next(), None)
        assert sent == ["PeriodsChanged"]
        assert alive() - before < 300, "a tenth of an object per event is too much"


async def one_visit(app: Any, token: str) -> list[str]:
    """Types of the messages that a phone gets which connects, subscribes and goes away."""
    got: list[str] = []
    ready = asyncio.Event()
    messages: list[dict[str, Any]] = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "text": '{"type":"connection_init"}'},
        {
            "type": "websocket.receive",
            "text": orjson.dumps(
                {"id": "1", "type": "subscribe", "payload": {"query": LIVE}}
            ).decode(),
        },
    ]

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop(0)
        await ready.wait()
        return {"type": "websocket.disconnect", "code": 1001}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            got.append(orjson.loads(message["text"])["type"])
            if got[-1] == "next":
                ready.set()

    scope = {
        "type": "websocket", "asgi": {"version": "3.0"}, "path": "/graphql", "query_string": b"",
        "headers": [(b"host", b"adil.test"), (b"origin", b"http://adil.test"),
                    (b"cookie", f"adil_session={token}".encode())],
        "subprotocols": ["graphql-transport-ws"], "client": ("127.0.0.1", 1), "scheme": "ws",
        "root_path": "", "state": {},
    }  # fmt: skip
    async with asyncio.timeout(20):
        await app(scope, receive, send)
    return got


async def test_sockets_that_come_and_go_leave_nothing_behind(database: str) -> None:
    cast = await make_cast()
    session = cast.sessions["sari"]
    await LoginSession.filter(id=session.id).update(token_hash=token_hash("sari"), expires_at=FAR)
    app = create_app(Settings())
    for _ in range(20):
        assert await one_visit(app, "sari") == ["connection_ack", "next"]
    before = alive()
    for _ in range(150):
        await one_visit(app, "sari")

    assert alive() - before < 150, "an object per visit is too much"
