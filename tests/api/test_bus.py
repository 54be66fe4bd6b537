"""Wake-ups between processes: every audience arrives, however many there are."""

import asyncio
from collections.abc import Collection

import orjson
import pytest

from api.bus import NOTE_MOST, PostgresBus, notes_of, opened_bus
from api.database import opened

SECONDS = 10


@pytest.mark.parametrize("count", [0, 1, 500, 5000])
def testnotes_of_carry_every_audience_and_fit(count: int) -> None:
    audiences = [f"e:{number}" for number in range(count)]
    notes = notes_of(audiences)
    assert [name for note in notes for name in orjson.loads(note)] == audiences
    assert all(len(note) <= NOTE_MOST for note in notes)


async def test_other_processes_are_woken(postgres_url: str) -> None:
    heard: asyncio.Queue[list[str]] = asyncio.Queue()

    def other(audiences: Collection[str]) -> None:
        heard.put_nowait(list(audiences))

    async with opened(postgres_url), opened_bus(postgres_url, other):
        sender = PostgresBus(lambda _: None)

        async def send_until_heard() -> None:
            while True:  # the other one may not listen yet
                await sender.wake(["e:1", "all"])

        sending = asyncio.create_task(send_until_heard())
        try:
            assert await asyncio.wait_for(heard.get(), SECONDS) == ["e:1", "all"]
        finally:
            sending.cancel()


async def test_wake_up_that_cannot_be_sent_harms_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    woken: list[str] = []
    async with opened("postgres://nobody@127.0.0.1:1/nothing"):
        await PostgresBus(woken.extend).wake(["e:1"])
    assert woken == ["e:1"]
    assert "look by themselves" in caplog.text
