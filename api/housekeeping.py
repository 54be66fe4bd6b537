"""Now and then: clears what nobody can ask for any more, and finds imports whose process died.

Several processes at once do no harm."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from api.auth.upkeep import tidy
from api.settings import Settings
from schema.errors import outline_of
from schema.events import forget_events
from schema.people.uploads import recover_imports

TIDY_EVERY = 3600.0  # seconds
RECOVER_EVERY = 120.0  # a page waits for a file whose process died

log = logging.getLogger("adil.housekeeping")


async def keep_house(settings: Settings) -> None:
    """Work until cancelled; a round that fails is logged and the next one comes."""

    async def tidy_up(now: datetime) -> None:
        await tidy(now)
        await forget_events(now - settings.event_retention)

    async def recover(now: datetime) -> None:
        await recover_imports(now)

    await asyncio.gather(_again(TIDY_EVERY, tidy_up), _again(RECOVER_EVERY, recover))


async def _again(seconds: float, work: Callable[[datetime], Awaitable[None]]) -> None:
    while True:
        # Spread, so that processes started together do not work together.
        await asyncio.sleep(seconds * random.uniform(0.5, 1.0))  # noqa: S311  # no secret
        try:
            await work(datetime.now(UTC))
        except Exception as error:  # the house must be kept tomorrow too
            log.error("housekeeping failed, it will be tried again: %s", outline_of(error))
