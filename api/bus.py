"""Wakes listeners: in this process at once, in the others over PostgreSQL's LISTEN/NOTIFY.

The bus only says where to look. What happened stands in the event log, so a wake-up that is lost,
doubled or late costs time and nothing else (schema/live/hub.py looks regularly anyway)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import orjson
from tortoise.connection import get_connection

CHANNEL = "adil_wake"
NOTE_MOST = 7000  # bytes; PostgreSQL takes 8000
RETRY = 2.0  # seconds between two tries to listen again
CHECK = 20.0  # seconds between two looks whether the line still stands

log = logging.getLogger("adil.bus")
Heard = Callable[[Collection[str]], None]


class Bus:
    """Wakes within this process; all that SQLite needs, which serves one process."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    async def wake(self, audiences: Collection[str]) -> None:
        """Tell every process that something may have happened for these audiences."""
        self._heard(audiences)


class PostgresBus(Bus):
    """Wakes this process directly and the others by a notification."""

    async def wake(self, audiences: Collection[str]) -> None:
        """As Bus.wake; a notification that fails is only logged: the log of events has it."""
        self._heard(audiences)
        try:
            async with get_connection("default").acquire_connection() as connection:
                for note in notes_of(audiences):
                    await connection.execute("select pg_notify($1, $2)", CHANNEL, note)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            log.warning("other processes were not woken; they will look by themselves")


def notes_of(audiences: Iterable[str]) -> list[str]:
    """The audiences as JSON lists that fit into a notification each."""
    notes: list[str] = []
    batch: list[str] = []
    size = 2
    for audience in audiences:
        if size + len(audience) + 3 > NOTE_MOST:
            notes.append(orjson.dumps(batch).decode())
            batch, size = [], 2
        batch.append(audience)
        size += len(audience) + 3
    return [*notes, orjson.dumps(batch).decode()] if batch else notes


@asynccontextmanager
async def opened_bus(url: str, heard: Heard) -> AsyncIterator[Bus]:
    """The bus of this process for as long as the block lasts."""
    if url.startswith("sqlite"):
        yield Bus(heard)
        return
    listening = asyncio.create_task(_listen(url, heard), name="adil-bus")
    try:
        yield PostgresBus(heard)
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


async def _listen(url: str, heard: Heard) -> None:
    """Hear notifications until cancelled; a broken line is opened again and again."""
    while True:
        try:
            await _listen_once(url, heard)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            log.warning("the wake-up line broke; trying again")
        await asyncio.sleep(RETRY)


async def _listen_once(url: str, heard: Heard) -> None:
    def received(_connection: Any, _pid: int, _channel: str, note: Any) -> None:
        heard(orjson.loads(note))

    connection = await asyncpg.connect(url)
    try:
        await connection.add_listener(CHANNEL, received)
        while not connection.is_closed():
            await asyncio.sleep(CHECK)
            await connection.execute("select 1")
    finally:
        await connection.close(timeout=2)
