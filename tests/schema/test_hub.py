"""The hub: one read of the log for all sockets, and no event lost with a lost wake-up."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, suppress

import pytest

from schema.context import Context
from schema.events import change, employee_audience
from schema.live.hub import QUEUE_MOST, Hub, Listener
from schema.reads.rows import ResultRow
from schema.reads.stream import StoredEvent, events_after
from schema.rules.vocabulary import EventKind
from tests.cast import NOW, Cast
from tests.graph import Graph, filled_draft, submitted

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


async def test_many_audiences_are_read_in_pages_and_a_failing_page_is_read_again(
    hub: Hub, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = 0

    async def fails_at_the_second(seen: Mapping[str, int]) -> list[StoredEvent]:
        nonlocal reads
        reads += 1
        if reads == 2:
            raise OSError("the line broke")
        assert len(seen) == 1
        return await events_after(seen)

    monkeypatch.setattr("schema.live.hub.PAGE", 1)
    monkeypatch.setattr("schema.live.hub.ERROR_PAUSE", 0)
    monkeypatch.setattr("schema.live.hub.events_after", fails_at_the_second)
    audiences = [employee_audience(cast.id(name)) for name in ("sari", "joko", "hendra")]
    async with AsyncExitStack() as open_:
        ears = [await open_.enter_async_context(hub.listen([audience])) for audience in audiences]
        for audience in audiences:
            await tell(cast, audience)
        hub.wake(audiences)
        heard = [await asyncio.wait_for(ear.next(), SECONDS) for ear in ears]
        assert [(event.audience, event.seq) for event in heard] == [(a, 1) for a in audiences]
        await tell(cast, audiences[0])
        hub.wake(audiences)
        assert (await asyncio.wait_for(ears[0].next(), SECONDS)).seq == 2, "nothing came twice"


async def test_a_result_is_read_for_those_who_wait_and_not_kept_for_the_others(
    hub: Hub, cast: Cast
) -> None:
    graph = Graph(cast)
    draft = await filled_draft(graph)
    sari = employee_audience(cast.id("sari"))
    async with hub.listen([sari]) as waits, hub.listen([sari]) as sleeps:
        coming = asyncio.ensure_future(_about(waits))
        await asyncio.sleep(0)
        assert (await submitted(graph, draft))["__typename"] == "Result"
        hub.wake([sari])
        row = await asyncio.wait_for(coming, SECONDS)
        assert row is not None
        assert (row.review_id, row.number) == (int(draft["reviewId"]), 1)
        assert [item.key for item in row.items] == [item["key"] for item in draft["items"]]
        await tell(cast, sari)  # once this has come, the hub has done with the result
        hub.wake([sari])
        await asyncio.wait_for(waits.next(), SECONDS)
        assert await _about(sleeps) is None


async def _about(ear: Listener) -> ResultRow | None:
    """What the hub has at hand when this ear hears of a result."""
    while (event := await ear.next()).kind is not EventKind.RESULT_CHANGED:
        pass
    return event.about
