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


async def test_socket_that_is_too_slow_is_marked_not_stuffed() -> None:
    ear = Listener(["e:1"])
    for seq in range(1, QUEUE_MOST + 2):
        ear.hand(StoredEvent("e:1", seq, EventKind.PERIODS_CHANGED, {}))
    assert ear.lost
    kept = [(await ear.next()).seq for _ in range(QUEUE_MOST)]
    assert kept == list(range(1, QUEUE_MOST + 1))


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


class Taker:
    """A socket: takes what it is told while it waits, or leaves it to its ear."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[tuple[StoredEvent, ResultRow | None]] = asyncio.Queue()
        self.takes = True

    def __call__(self, event: StoredEvent, about: ResultRow | None) -> bool:
        """Take it, or say that it must wait."""
        if self.takes:
            self.told.put_nowait((event, about))
        return self.takes

    async def next(self) -> tuple[StoredEvent, ResultRow | None]:
        """The next that was taken."""
        return await asyncio.wait_for(self.told.get(), SECONDS)


async def test_who_waits_is_told_with_the_result_and_nobody_else_is(hub: Hub, cast: Cast) -> None:
    graph = Graph(cast)
    draft = await filled_draft(graph)
    sari, awake, asleep = employee_audience(cast.id("sari")), Taker(), Taker()
    async with hub.listen([sari], awake) as waits, hub.listen([sari], asleep) as sleeps:
        coming = asyncio.ensure_future(waits.next())
        await asyncio.sleep(0)
        assert (await submitted(graph, draft))["__typename"] == "Result"
        hub.wake([sari])
        event, row = await awake.next()
        while event.kind is not EventKind.RESULT_CHANGED:
            event, row = await awake.next()
        assert row is not None
        assert (row.review_id, row.number) == (int(draft["reviewId"]), 1)
        assert [item.key for item in row.items] == [item["key"] for item in draft["items"]]
        assert not coming.done(), "what was taken does not come through the ear"
        assert asleep.told.empty(), "a socket that is busy is not told in between"
        while (heard := await sleeps.next()).kind is not EventKind.RESULT_CHANGED:
            pass
        assert heard == event
        coming.cancel()


async def test_what_must_wait_comes_through_the_ear_in_order(hub: Hub, cast: Cast) -> None:
    sari, taker, other = employee_audience(cast.id("sari")), Taker(), Taker()
    taker.takes = False
    async with hub.listen([sari], taker) as ear, hub.listen([sari], other) as second:
        coming = [asyncio.ensure_future(each.next()) for each in (ear, second)]
        await asyncio.sleep(0)
        await tell(cast, sari)
        hub.wake([sari])
        assert (await asyncio.wait_for(coming[0], SECONDS)).seq == 1
        taker.takes = True
        await tell(cast, sari, times=2)  # nobody waits at this ear: both are kept for it
        hub.wake([sari])
        assert [(await other.next())[0].seq for _ in range(3)] == [1, 2, 3]
        assert [(await ear.next()).seq for _ in range(2)] == [2, 3]
        assert taker.told.empty()
        coming[1].cancel()


async def test_socket_that_breaks_while_it_is_told_harms_no_other(hub: Hub, cast: Cast) -> None:
    def breaks(_event: StoredEvent, _about: ResultRow | None) -> bool:
        raise KeyError("review")

    sari, joko = employee_audience(cast.id("sari")), employee_audience(cast.id("joko"))
    async with hub.listen([sari], breaks) as first, hub.listen([joko]) as second:
        coming = [asyncio.ensure_future(ear.next()) for ear in (first, second)]
        await asyncio.sleep(0)
        await tell(cast, sari)
        await tell(cast, joko)
        hub.wake([sari, joko])
        heard = await asyncio.wait_for(asyncio.gather(*coming), SECONDS)
        assert [event.audience for event in heard] == [sari, joko]


async def test_thousands_are_told_without_keeping_the_loop(
    hub: Hub, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schema.live.hub.TURN", 1)
    sari, turns, told_at = employee_audience(cast.id("sari")), 0, []

    def take(_event: StoredEvent, _about: ResultRow | None) -> bool:
        told_at.append(turns)
        return True

    async with AsyncExitStack() as open_:
        ears = [await open_.enter_async_context(hub.listen([sari], take)) for _ in range(5)]
        waiting = [asyncio.ensure_future(ear.next()) for ear in ears]
        await asyncio.sleep(0)
        await tell(cast, sari)
        hub.wake([sari])
        async with asyncio.timeout(SECONDS):
            while len(told_at) < len(ears):
                turns += 1
                await asyncio.sleep(0)
        assert told_at == sorted(set(told_at)), "each in a turn of its own"
        for one in waiting:
            one.cancel()
