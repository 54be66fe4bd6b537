"""A phone for tests: signed in by a token, with one live stream over a real socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from api.auth.cookies import token_hash
from schema.models import LoginSession, Period
from tests.cast import Cast

LIVE = """subscription Live($after: String) { live(after: $after) {
  __typename
  ... on Ready { position } ... on Resync { position } ... on SignedOut { position }
  ... on ResultChanged { position result { reviewId number predikat state items { note } } }
  ... on TeamChanged { position employeeId reviewId }
  ... on PeriodsChanged { position } ... on SessionsChanged { position } } }"""
SECONDS = 10  # patience of a test, never a measure of speed


async def open_for_today(cast: Cast) -> None:
    """Let the rating window of the quarter hold on the day the test really runs."""
    today = datetime.now(UTC).date()
    await Period.filter(id=cast.quarter.id).update(
        opens=today - timedelta(days=2), closes=today + timedelta(days=2)
    )
    for name, session in cast.sessions.items():
        await LoginSession.filter(id=session.id).update(token_hash=token_hash(name))


class Phone:
    """What one signed-in phone can do; the cast member's first name is its session token."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.position: str | None = None
        self._cookie = f"adil_session={name}"
        self._socket: ClientConnection | None = None

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation over POST."""
        headers = {"x-adil": "1", "origin": self.url, "cookie": self._cookie}
        body = {"query": document, "variables": variables}
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            answer = await client.post(f"{self.url}/graphql", json=body, headers=headers)
        answer.raise_for_status()
        data = answer.json()
        assert "errors" not in data, data
        found: dict[str, Any] = data["data"]
        return found

    @asynccontextmanager
    async def listening(self, after: str | None = None) -> AsyncIterator[Self]:
        """The live stream after a position, for as long as the block lasts."""
        async with self.socket() as socket:
            await self.send({"type": "connection_init"})
            assert json.loads(await socket.recv()) == {"type": "connection_ack"}
            payload = {"query": LIVE, "variables": {"after": after}}
            await self.send({"id": "1", "type": "subscribe", "payload": payload})
            yield self

    @asynccontextmanager
    async def socket(self, origin: str | None = None) -> AsyncIterator[ClientConnection]:
        """The bare socket, not yet subscribed."""
        address = self.url.replace("http", "ws", 1) + "/graphql"
        async with connect(
            address,
            subprotocols=[Subprotocol("graphql-transport-ws")],
            additional_headers={"cookie": self._cookie},
            origin=origin or self.url,  # type: ignore[arg-type]  # a NewType of str
            compression=None,
        ) as socket:
            self._socket = socket
            yield socket

    async def send(self, message: dict[str, Any]) -> None:
        """One message of graphql-transport-ws."""
        assert self._socket is not None
        await self._socket.send(json.dumps(message))

    async def event(self) -> dict[str, Any]:
        """The next live event; remembers its position."""
        assert self._socket is not None
        async with asyncio.timeout(SECONDS):
            message = json.loads(await self._socket.recv())
        assert message["type"] == "next", message
        found: dict[str, Any] = message["payload"]["data"]["live"]
        self.position = found["position"]
        return found

    async def kinds(self, count: int) -> list[str]:
        """The kinds of the next `count` events."""
        return [(await self.event())["__typename"] for _ in range(count)]

    async def closed(self) -> int:
        """The code with which the server closes the socket, after whatever it still sends."""
        assert self._socket is not None
        async with asyncio.timeout(SECONDS):
            try:
                while True:
                    await self._socket.recv()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006
