"""Clears what nobody can ask for any more. Several processes at once do no harm."""

import asyncio
import logging
import random
from datetime import UTC, datetime

from api.auth.upkeep import tidy
from api.settings import Settings
from schema.errors import outline_of
from schema.events import forget_events
from schema.people.uploads import recover_imports

EVERY = 300.0  # seconds; HR waits no longer to hear that a file must be uploaded again

log = logging.getLogger("adil.housekeeping")


async def keep_house(settings: Settings) -> None:
    """Tidy until cancelled; a round that fails is logged and the next one comes."""
    while True:
        # Spread, so that processes started together do not clean together.
        await asyncio.sleep(EVERY * random.uniform(0.5, 1.0))  # noqa: S311  # no secret
        try:
            await tidy_up(datetime.now(UTC), settings)
        except Exception as error:  # the house must be kept tomorrow too
            log.error("housekeeping failed, it will be tried again: %s", outline_of(error))


async def tidy_up(now: datetime, settings: Settings) -> None:
    """One round."""
    await recover_imports(now)
    await tidy(now)
    await forget_events(now - settings.event_retention)
