"""Keeps the rule settings of this process true: what another process added is read when it is told.

A wake-up that is lost is healed by the hub's regular look (schema/live/hub.py)."""

import asyncio
import logging

from schema.errors import outline_of
from schema.events import ALL
from schema.live.hub import ERROR_PAUSE, Hub
from schema.reads.rows import ResultRow
from schema.reads.rulebook import forget_rulebook
from schema.reads.stream import StoredEvent
from schema.rules.vocabulary import EventKind

log = logging.getLogger("adil.live")


async def follow_rules(hub: Hub) -> None:
    """Listen until cancelled; a failing database is tried again, never given up."""
    while True:
        try:
            await _listen(hub)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # a process that no longer hears would suggest by old rules
            log.error("rule settings could not be followed, trying again: %s", outline_of(error))
            await asyncio.sleep(ERROR_PAUSE)


async def _listen(hub: Hub) -> None:
    """Give up what is kept at each event that says so, and what was kept before the ear opened."""
    async with hub.listen([ALL], _take, inside=True) as ear:
        forget_rulebook()
        while not ear.lost:
            try:
                _take(await ear.next(), None)
            except TimeoutError:  # the hub asks sockets whether their session still lives
                continue


def _take(event: StoredEvent, _about: ResultRow | None) -> bool:
    # In the hub's own turn: whoever is told of it and asks again is answered by the new rules.
    if event.kind is EventKind.RULEBOOK_CHANGED:
        forget_rulebook()
    return True
