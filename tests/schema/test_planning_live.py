"""Both hear of every step at once, on all of their phones, and nobody else does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, suppress
from typing import Any

import pytest

from schema.context import Context
from schema.live.hub import Hub
from schema.live.stream import Stream
from schema.live.types import Ready, SkpChanged
from schema.models import Event
from schema.rules.vocabulary import EventKind
from tests.graph import Graph
from tests.plans import in_force

SECONDS = 10
STEPS = 4  # begun, saved, submitted, agreed


@pytest.fixture
async def hub(graph: Graph) -> AsyncIterator[Hub]:
    """A hub that looks often."""
    hub = Hub(look_every=0.05)
    task = asyncio.create_task(hub.run())
    yield hub
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_both_hear_of_every_step(hub: Hub, graph: Graph) -> None:
    async with AsyncExitStack() as stack:
        streams: dict[str, Any] = {}
        for name in ("sari", "hendra"):
            ctx = Context(viewer=graph.cast.viewer(name), ears=hub)
            streams[name] = await stack.enter_async_context(
                aclosing(Stream(ctx, frozenset()).events(None))
            )
            assert isinstance(await anext(streams[name]), Ready)
        skp = await in_force(graph)
        for stream in streams.values():
            for _ in range(STEPS):
                heard = await asyncio.wait_for(anext(stream), SECONDS)
                assert isinstance(heard, SkpChanged)
                assert (heard.skp_id, heard.year) == (skp["id"], 2026)
    told = [event.audience for event in await Event.filter(kind=EventKind.SKP_CHANGED)]
    both = {f"e:{graph.cast.id(name)}" for name in ("sari", "hendra")}
    assert (set(told), len(told)) == (both, 2 * STEPS)
