"""What a process does beside its requests, every so often."""

import asyncio
from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest

from api import housekeeping
from api.settings import Settings
from schema.models import Delivery
from schema.rules.vocabulary import CycleState
from tests.cast import make_cast
from tests.graph import Graph
from tests.objecting import given


async def test_rounds_go_on_after_one_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[str] = []
    done = asyncio.Event()

    async def recover(now: datetime) -> int:
        assert now.tzinfo is UTC
        rounds.append("recover")
        raise OSError("no database")

    async def tidied(_now: datetime) -> int:
        rounds.append("tidy")
        if rounds.count("tidy") > 1 and rounds.count("recover") > 1:
            done.set()
        return 0

    async def forgotten(before: datetime) -> int:
        assert datetime.now(UTC) - before >= Settings().event_retention
        return 0

    monkeypatch.setattr(housekeeping, "TIDY_EVERY", 0.0)
    monkeypatch.setattr(housekeeping, "RECOVER_EVERY", 0.0)
    monkeypatch.setattr(housekeeping, "recover_imports", recover)
    monkeypatch.setattr(housekeeping, "tidy", tidied)
    monkeypatch.setattr(housekeeping, "forget_events", forgotten)
    keeping = asyncio.create_task(housekeeping.keep_house(Settings()))
    await asyncio.wait_for(done.wait(), 10)
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping


async def test_terms_end_beside_the_requests(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = Graph(await make_cast())
    await given(graph)
    await Delivery.all().update(ends=date(2026, 10, 1))
    told: asyncio.Queue[set[str]] = asyncio.Queue()

    async def wake(audiences: Collection[str]) -> None:
        told.put_nowait(set(audiences))

    monkeypatch.setattr(housekeeping, "TERMS_EVERY", 0.0)
    keeping = asyncio.create_task(housekeeping.keep_house(Settings(), wake))
    concerned = {f"e:{graph.cast.id(name)}" for name in ("sari", "hendra")}
    assert await asyncio.wait_for(told.get(), 20) == concerned
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    assert (await Delivery.get()).state is CycleState.UNSIGNED
