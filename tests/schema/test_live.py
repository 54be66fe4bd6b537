"""The stream of one phone: what it is shown, when it is asked whose it is, and its end."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from schema.context import Context
from schema.events import account_audience, change, employee_audience
from schema.live.hub import Hub
from schema.live.stream import Stream
from schema.live.telling import TOLD_BY_IDS
from schema.live.types import (
    PeriodsChanged,
    Ready,
    ResultChanged,
    SignedOut,
    TeamChanged,
)
from schema.models import LoginSession
from schema.reads.stream import living_sessions
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import EventKind
from tests.cast import NOW, Cast
from tests.graph import Graph, filled_draft, submitted

SECONDS = 10


@pytest.fixture
async def hub(database: str) -> AsyncIterator[Hub]:
    """A hub that asks every socket at each of its rounds."""
    async with running(Hub(look_every=0.05, check_every=0)) as hub:
        yield hub


@pytest.fixture
async def quiet_hub(database: str) -> AsyncIterator[Hub]:
    """A hub that looks often and asks nobody."""
    async with running(Hub(look_every=0.05)) as hub:
        yield hub


@asynccontextmanager
async def running(hub: Hub) -> AsyncIterator[Hub]:
    """The hub at work."""
    task = asyncio.create_task(hub.run())
    yield hub
    await _stopped(task)


async def test_quiet_phone_is_asked_and_goes_on(
    hub: Hub, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Semaphore(0)

    async def counted(ids: Iterable[int], now: datetime) -> Any:
        asked.release()
        return await living_sessions(list(ids), now)

    monkeypatch.setattr("schema.live.stream.living_sessions", counted)
    ctx = Context(viewer=cast.viewer("hendra"), ears=hub)
    async with aclosing(Stream(ctx, frozenset()).events(None)) as events:
        assert isinstance(await anext(events), Ready)
        coming = asyncio.ensure_future(anext(events))
        async with asyncio.timeout(SECONDS):
            for _ in range(4):
                await asked.acquire()
        assert not coming.done(), "being asked is no event"
        hendra = cast.id("hendra")
        async with change(Context(viewer=cast.viewer("yuni"), now=NOW), "test", "test:1") as c:
            c.tell(
                employee_audience(hendra), EventKind.TEAM_CHANGED, review=1, employee=2, period=3
            )
        assert isinstance(await asyncio.wait_for(coming, SECONDS), TeamChanged)


async def test_phone_whose_session_ran_out_is_signed_out(hub: Hub, cast: Cast) -> None:
    hung_up: list[bool] = []

    async def hang_up(for_good: bool) -> None:
        hung_up.append(for_good)

    ctx = Context(viewer=cast.viewer("sari"), ears=hub, hang_up=hang_up)
    async with aclosing(Stream(ctx, frozenset()).events(None)) as events:
        assert isinstance(await anext(events), Ready)
        past = datetime(2020, 1, 1, tzinfo=UTC)
        await LoginSession.filter(id=ctx.viewer.session_id).update(expires_at=past)
        assert isinstance(await asyncio.wait_for(anext(events), SECONDS), SignedOut)
    assert hung_up == [True]


class Shown:
    """A phone as the stream sees it: takes what is shown, unless it is busy."""

    def __init__(self, stack: AsyncExitStack, hub: Hub, viewer: Viewer) -> None:
        self.events: asyncio.Queue[Any] = asyncio.Queue()
        self.busy = False
        self._ctx = Context(viewer=viewer, ears=hub, show=self._show)
        self._stack = stack

    def _show(self, event: object) -> bool:
        if not self.busy:
            self.events.put_nowait(event)
        return not self.busy

    async def listening(self, after: str | None = None) -> "asyncio.Task[Any]":
        """Waits for whatever does not come at once."""
        stream = Stream(self._ctx, frozenset({"items"})).events(after)
        self.stream = await self._stack.enter_async_context(aclosing(stream))
        assert isinstance(await anext(self.stream), Ready)
        return await self.go_on()

    async def go_on(self) -> "asyncio.Task[Any]":
        """The stream waits again."""
        coming = asyncio.create_task(anext(self.stream))
        self._stack.push_async_callback(_stopped, coming)
        await asyncio.sleep(0)
        return coming


async def _stopped(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    """Closes what a test opened."""
    async with AsyncExitStack() as stack:
        yield stack


async def tell(cast: Cast, audience: str, kind: EventKind, **subject: int) -> None:
    """Something happened, and the hub will look by itself."""
    async with change(Context(viewer=cast.viewer("yuni"), now=NOW), "test", "test:1") as told:
        told.tell(audience, kind, **subject)


async def shown_by_then(cast: Cast, phone: Shown, name: str) -> list[Any]:
    """What the phone was shown up to, and with, a change of periods that it is told of last."""
    await tell(cast, employee_audience(cast.id(name)), EventKind.PERIODS_CHANGED)
    shown: list[Any] = []
    while not (shown and isinstance(shown[-1], PeriodsChanged)):
        shown.append(await asyncio.wait_for(phone.events.get(), SECONDS))
    return shown


async def test_result_is_shown_at_once_to_whom_it_belongs_and_to_nobody_else(
    quiet_hub: Hub, cast: Cast, stack: AsyncExitStack
) -> None:
    sari, joko = (Shown(stack, quiet_hub, cast.viewer(name)) for name in ("sari", "joko"))
    asleep = [await phone.listening() for phone in (sari, joko)]
    graph = Graph(cast)
    given = await submitted(graph, await filled_draft(graph))
    review = int(given["reviewId"])
    # The wrong audience: a wake-up leaks, a score does not.
    joko_hears = employee_audience(cast.id("joko"))
    await tell(cast, joko_hears, EventKind.RESULT_CHANGED, review=review, number=1)
    assert [type(event) for event in await shown_by_then(cast, joko, "joko")] == [PeriodsChanged]
    results = [e for e in await shown_by_then(cast, sari, "sari") if isinstance(e, ResultChanged)]
    assert [(str(e.result.review_id), str(e.result.predikat)) for e in results] == [
        (given["reviewId"], given["predikat"])
    ]
    assert not any(task.done() for task in asleep), "their own tasks slept all the time"


async def test_what_a_busy_phone_cannot_take_comes_later_once_and_in_its_place(
    quiet_hub: Hub, cast: Cast, stack: AsyncExitStack
) -> None:
    phone, sari = Shown(stack, quiet_hub, cast.viewer("sari")), employee_audience(cast.id("sari"))
    coming = await phone.listening()
    phone.busy = True
    await tell(cast, sari, EventKind.PERIODS_CHANGED)
    told = [await asyncio.wait_for(coming, SECONDS)]
    phone.busy = False
    await phone.go_on()
    told += await shown_by_then(cast, phone, "sari")
    assert [type(event) for event in told] == [PeriodsChanged, PeriodsChanged]
    before, after = (int(event.position.split(".")[2]) for event in told)
    assert after == before + 1


async def test_end_of_a_session_waits_for_its_own_task(
    quiet_hub: Hub, cast: Cast, stack: AsyncExitStack
) -> None:
    viewer = cast.viewer("sari")
    phone = Shown(stack, quiet_hub, viewer)
    coming = await phone.listening()
    await tell(
        cast,
        account_audience(viewer.account_id),
        EventKind.SESSION_ENDED,
        session=viewer.session_id,
    )
    assert isinstance(await asyncio.wait_for(coming, SECONDS), SignedOut)
    assert phone.events.empty()


def test_every_kind_of_event_is_told() -> None:
    needs_more = {EventKind.RESULT_CHANGED, EventKind.SESSION_ENDED}
    assert TOLD_BY_IDS.keys() | needs_more == set(EventKind)
