"""The hub: one read of the log for all sockets, and no event lost with a lost wake-up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from schema.context import Context
from schema.events import change, employee_audience
from schema.live.hub import QUEUE_MOST, Hub
from schema.reads.stream import events_after
from schema.rules.vocabulary import EventKind
from tests.cast import NOW, Cast

SECONDS = 10


@pytest.fixture
async def hub(database: str) -> AsyncIterator[Hub]:
    """A hub that runs, and looks by itself ten times a second."""
    hub = Hub(look_every=0.1)
    task = asyncio.create_task(hub.run())
    yield hub
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def tell(cast: Cast, audience: str, times: int = 1) -> None:
    """Something happened for this audience, and nobody was woken."""
    ctx = Context(viewer=cast.viewer("yuni"), now=NOW)
    async with change(ctx, "test", "test:1") as opened:
        for _ in range(times):
            opened.tell(audience, EventKind.PERIODS_CHANGED)


async def test_lost_wake_up_is_healed(hub: Hub, cast: Cast) -> None:
    sari = employee_audience(cast.id("sari"))
    async with hub.listen([sari]) as ear:
        await tell(cast, sari)
        event = await asyncio.wait_for(ear.next(), SECONDS)
        assert (event.audience, event.seq) == (sari, 1)


async def test_doubled_wake_up_hands_out_once(hub: Hub, cast: Cast) -> None:
    sari = employee_audience(cast.id("sari"))
    async with hub.listen([sari]) as ear:
        await tell(cast, sari)
        hub.wake([sari])
        hub.wake([sari])
        assert (await asyncio.wait_for(ear.next(), SECONDS)).seq == 1
        await tell(cast, sari)
        hub.wake([sari])
        assert (await asyncio.wait_for(ear.next(), SECONDS)).seq == 2


async def test_every_phone_of_a_person_hears_it_and_nobody_else(hub: Hub, cast: Cast) -> None:
    sari, joko = employee_audience(cast.id("sari")), employee_audience(cast.id("joko"))
    async with (
        hub.listen([sari]) as phone,
        hub.listen([sari]) as tablet,
        hub.listen([joko]) as other,
    ):
        assert hub.listeners == 3
        await tell(cast, sari)
        await tell(cast, joko)
        assert (await asyncio.wait_for(phone.next(), SECONDS)).audience == sari
        assert (await asyncio.wait_for(tablet.next(), SECONDS)).audience == sari
        assert (await asyncio.wait_for(other.next(), SECONDS)).audience == joko
    assert hub.listeners == 0


async def test_socket_that_is_too_slow_is_marked_not_stuffed(hub: Hub, cast: Cast) -> None:
    sari = employee_audience(cast.id("sari"))
    async with hub.listen([sari]) as ear:
        await tell(cast, sari, times=QUEUE_MOST + 1)
        hub.wake([sari])
        async with asyncio.timeout(SECONDS):
            for _ in range(QUEUE_MOST):
                await ear.next()
        assert ear.lost


async def test_hub_survives_a_database_that_fails(
    hub: Hub, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failed = asyncio.Event()

    async def fails_once(*_arguments: object) -> object:
        monkeypatch.setattr("schema.live.hub.events_after", events_after)
        failed.set()
        raise OSError("the line broke")

    sari = employee_audience(cast.id("sari"))
    async with hub.listen([sari]) as ear:
        monkeypatch.setattr("schema.live.hub.events_after", fails_once)
        monkeypatch.setattr("schema.live.hub.ERROR_PAUSE", 0)
        await tell(cast, sari)
        hub.wake([sari])
        assert (await asyncio.wait_for(ear.next(), SECONDS)).seq == 1
        assert failed.is_set()
    assert "trying again" in caplog.text
