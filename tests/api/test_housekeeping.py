"""What a process does beside its requests, every so often."""

import asyncio
from datetime import UTC, datetime

import pytest

from api import housekeeping
from api.settings import Settings


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
