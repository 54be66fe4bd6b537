"""Clears, once an hour, what nobody can ask for any more. Several processes at once do no harm."""

import asyncio
import logging
import random
from datetime import UTC, datetime

from api.auth.upkeep import tidy
from api.settings import Settings
from schema.events import forget_events

EVERY = 3600.0  # seconds

log = logging.getLogger("adil.housekeeping")


async def keep_house(settings: Settings) -> None:
    """Tidy until cancelled; a round that fails is logged and the next one comes."""
    while True:
        # Spread over the hour, so that processes started together do not clean together.
        await asyncio.sleep(EVERY * random.uniform(0.5, 1.0))  # noqa: S311  # no secret
        try:
            now = datetime.now(UTC)
            await tidy(now)
            await forget_events(now - settings.event_retention)
        except Exception:  # the house must be kept tomorrow too
            log.exception("housekeeping failed, it will be tried again")
