"""Now and then: clears what nobody can ask for any more, finds imports whose process died, reminds
people of what is due, closes periods, ends terms, and hands over the messages that wait.

Several processes at once do no harm."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from api.auth.upkeep import tidy
from api.mail import send_waiting, senders_of
from api.settings import Settings, channels_of
from schema.context import wake_nobody
from schema.errors import outline_of
from schema.events import Wake, forget_events
from schema.objection.background import work_through
from schema.people.uploads import recover_imports
from schema.rhythm.outbox import forget_old
from schema.rhythm.rounds import Clerk, begin_rounds, work_rounds

TIDY_EVERY = 3600.0  # seconds
RECOVER_EVERY = 120.0  # a page waits for a file whose process died
REMIND_EVERY = 60.0  # a window closes at midnight: a minute later everybody concerned is being told
SEND_EVERY = 20.0
TERMS_EVERY = 60.0  # a term ends at midnight; who was silent hears of it a minute later

log = logging.getLogger("adil.housekeeping")


async def keep_house(settings: Settings, wake: Wake = wake_nobody) -> None:
    """Work until cancelled; a round that fails is logged and the next one comes."""

    async def tidy_up(now: datetime) -> None:
        await tidy(now)
        await forget_events(now - settings.event_retention)
        await forget_old(now)

    async def recover(now: datetime) -> None:
        await recover_imports(now)

    async def remind(now: datetime) -> None:
        clerk = Clerk(now, wake, channels_of(settings))
        await begin_rounds(clerk)
        await work_rounds(clerk)

    async def send(_now: datetime) -> None:
        await send_waiting(senders)

    async def follow_terms(now: datetime) -> None:
        await work_through(now, wake)

    senders = senders_of(settings)
    await asyncio.gather(
        _again(TIDY_EVERY, tidy_up),
        _again(RECOVER_EVERY, recover),
        _again(REMIND_EVERY, remind),
        _again(SEND_EVERY, send),
        _again(TERMS_EVERY, follow_terms),
    )


async def _again(seconds: float, work: Callable[[datetime], Awaitable[None]]) -> None:
    while True:
        # Spread, so that processes started together do not work together.
        await asyncio.sleep(seconds * random.uniform(0.5, 1.0))  # noqa: S311  # no secret
        try:
            await work(datetime.now(UTC))
        except Exception as error:  # the house must be kept tomorrow too
            log.error("housekeeping failed, it will be tried again: %s", outline_of(error))
