"""The stream of a quiet phone: it is asked now and then whose it is, and goes on."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from schema.context import Context
from schema.events import change, employee_audience
from schema.live.graph import Ready, SignedOut, TeamChanged, _Stream
from schema.live.hub import Hub
from schema.models import LoginSession
from schema.reads.stream import living_sessions
from schema.rules.vocabulary import EventKind
from tests.cast import NOW, Cast

SECONDS = 10


@pytest.fixture
async def hub(database: str) -> AsyncIterator[Hub]:
    """A hub that asks every socket at each of its rounds."""
    hub = Hub(look_every=0.05, check_every=0)
    task = asyncio.create_task(hub.run())
    yield hub
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_quiet_phone_is_asked_and_goes_on(
    hub: Hub, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Semaphore(0)

    async def counted(ids: Iterable[int], now: datetime) -> Any:
        asked.release()
        return await living_sessions(list(ids), now)

    monkeypatch.setattr("schema.live.graph.living_sessions", counted)
    ctx = Context(viewer=cast.viewer("hendra"), ears=hub)
    async with aclosing(_Stream(ctx, frozenset()).events(None)) as events:
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
    async with aclosing(_Stream(ctx, frozenset()).events(None)) as events:
        assert isinstance(await anext(events), Ready)
        past = datetime(2020, 1, 1, tzinfo=UTC)
        await LoginSession.filter(id=ctx.viewer.session_id).update(expires_at=past)
        assert isinstance(await asyncio.wait_for(anext(events), SECONDS), SignedOut)
    assert hung_up == [True]
