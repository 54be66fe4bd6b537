"""`python -m api seed`: an invented regency in an empty database."""

import argparse
import asyncio
import os
from datetime import datetime

from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from api.database import Failed, Progress, reached
from api.settings import load_settings
from schema.context import WIB
from schema.rules.password import normalised
from schema.sample import NotEmpty, NotMigrated, Plan, TooSmall, seed


def run(arguments: argparse.Namespace, say: Progress) -> int:
    """Seed what the arguments ask for; 0 done. Raises Failed with the reason."""
    settings = load_settings(os.environ)
    if settings.production and not arguments.i_know:
        raise Failed(
            "this is production (ADIL_ENV=production), so no invented people are written into it; "
            "if you really mean it, add --i-know"
        )
    plan = Plan(
        size=arguments.size,
        today=arguments.today or datetime.now(WIB).date(),
        periods=arguments.periods,
        results=arguments.results == "full",
    )
    asyncio.run(_seed(settings.database_url, plan, say, if_empty=arguments.if_empty))
    return 0


async def _seed(url: str, plan: Plan, say: Progress, *, if_empty: bool) -> None:
    async with reached(url) as connection:
        try:
            await seed(connection, plan, hash_demo_password, say)
        except NotEmpty as error:
            if not if_empty:
                raise Failed(str(error)) from error
        except (NotMigrated, TooSmall) as error:
            raise Failed(str(error)) from error


def hash_demo_password(password: str, salt: bytes) -> str:
    """A PHC string as sign-in expects it.

    The salt is known beforehand, for a password that is published: so the same plan gives the
    same rows."""
    hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
    return hasher.hash(normalised(password), salt=salt)
