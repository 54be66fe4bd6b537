"""Work that goes on after the answer was given: checking and importing a staff file."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from schema.errors import outline_of

log = logging.getLogger("adil.people")
_running: set[asyncio.Task[None]] = set()  # asyncio itself keeps only weak references


def start(work: Coroutine[Any, Any, None], name: str) -> None:
    """Let `work` run beside the request; it says by itself what became of it."""
    task = asyncio.create_task(work, name=name)
    _running.add(task)
    task.add_done_callback(_ended)


async def settle() -> None:
    """Return when everything that was started has ended (a stopping server, a test)."""
    while _running:
        await asyncio.wait(_running)
        await asyncio.sleep(0)


def _ended(task: asyncio.Task[None]) -> None:
    _running.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("background work %s failed: %s", task.get_name(), outline_of(error))
