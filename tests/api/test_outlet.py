"""The outlet of a subscription: it sends at once, never waits for a phone, and keeps the order."""

import asyncio
from typing import Any

import orjson
import pytest
from starlette.websockets import WebSocketDisconnect

from api.outlet import Outlet

SECONDS = 10


class SlowSocket:
    """A socket as uvicorn's: sending waits while `free` is not set, and breaks once it is gone."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.free.set()
        self.sent: list[Any] = []
        self.gone = False

    async def send_text(self, text: str) -> None:
        """Wait for the phone, then write."""
        await self.free.wait()
        if self.gone:
            raise WebSocketDisconnect(1006)
        message = orjson.loads(text)
        assert (message["id"], message["type"]) == ("7", "next")
        self.sent.append(message["payload"])


@pytest.fixture
def socket() -> SlowSocket:
    """A phone that reads."""
    return SlowSocket()


@pytest.fixture
def outlet(socket: SlowSocket) -> Outlet:
    """Where the subscription "7" of that phone is answered."""
    return Outlet(socket, "7")  # type: ignore[arg-type]  # what it needs of a WebSocket


async def test_phone_that_reads_has_it_before_the_loop_turns(
    outlet: Outlet, socket: SlowSocket
) -> None:
    assert outlet.send_now({"data": 1})
    assert outlet.send_now({"data": 2})
    assert socket.sent == [{"data": 1}, {"data": 2}]


async def test_slow_phone_holds_up_nobody_and_gets_everything_in_order(
    outlet: Outlet, socket: SlowSocket
) -> None:
    socket.free.clear()
    assert outlet.send_now({"data": 1}), "it is on its way, in a task of its own"
    assert not outlet.send_now({"data": 2}), "the second must queue"
    second = asyncio.create_task(outlet.send({"data": 2}))
    await asyncio.sleep(0)
    assert socket.sent == []
    socket.free.set()
    await asyncio.wait_for(second, SECONDS)
    assert outlet.send_now({"data": 3})
    assert socket.sent == [{"data": 1}, {"data": 2}, {"data": 3}]


async def test_phone_that_became_ready_before_its_task_began_is_served(
    outlet: Outlet, socket: SlowSocket
) -> None:
    socket.free.clear()
    assert outlet.send_now({"data": 1})
    socket.free.set()
    await asyncio.wait_for(outlet.send({"data": 2}), SECONDS)
    assert socket.sent == [{"data": 1}, {"data": 2}]


async def test_phone_that_left_is_no_error_for_who_tells_it(
    outlet: Outlet, socket: SlowSocket
) -> None:
    socket.gone = True
    assert outlet.send_now({"data": 1})
    with pytest.raises(WebSocketDisconnect):
        await outlet.send({"data": 2})
    assert socket.sent == []


async def test_phone_that_leaves_while_it_is_slow_is_none_either(
    outlet: Outlet, socket: SlowSocket
) -> None:
    socket.free.clear()
    assert outlet.send_now({"data": 1})
    socket.gone = True
    socket.free.set()
    with pytest.raises(WebSocketDisconnect):
        await asyncio.wait_for(outlet.send({"data": 2}), SECONDS)


async def test_end_of_the_subscription_gives_up_what_waits(
    outlet: Outlet, socket: SlowSocket
) -> None:
    before = asyncio.all_tasks()
    socket.free.clear()
    assert outlet.send_now({"data": 1})
    [rest] = asyncio.all_tasks() - before
    await asyncio.sleep(0)
    outlet.close()
    await asyncio.wait([rest], timeout=SECONDS)
    assert rest.cancelled()
    socket.free.set()
    assert outlet.send_now({"data": 2})
    assert socket.sent == [{"data": 2}]
    outlet.close()


async def test_what_was_given_up_before_it_began_is_closed_too(
    outlet: Outlet, socket: SlowSocket
) -> None:
    before = asyncio.all_tasks()
    socket.free.clear()
    assert outlet.send_now({"data": 1})
    [rest] = asyncio.all_tasks() - before
    outlet.close()
    await asyncio.wait([rest], timeout=SECONDS)
    assert outlet.send_now({"data": 2}), "free again"
    outlet.close()
