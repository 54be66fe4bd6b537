"""`python -m api grant-role` and `revoke-role`: who holds which role, on record with its reason."""

import argparse
import asyncio
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from api.bus import PostgresBus
from api.database import Failed, Progress, reached
from api.settings import load_settings
from schema.account.actions import grant_role, revoke_role
from schema.errors import NotFound
from schema.events import Wake
from schema.rules.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever sits at the terminal: no account of the product (schema.events.Actor)."""

    now: datetime
    wake: Wake
    account_id: int | None = None


def run(arguments: argparse.Namespace, say: Progress) -> int:
    """Grant or revoke what the arguments say; 0 done, also when it was so already."""
    return asyncio.run(_run(load_settings(os.environ).database_url, arguments, say))


async def _run(url: str, arguments: argparse.Namespace, say: Progress) -> int:
    login, role = "".join(arguments.login.split()), Role(arguments.role)
    if not arguments.reason.strip():
        raise Failed("say why with --reason: it goes on record")
    async with reached(url):
        actor = Operator(datetime.now(UTC), _wake_of(url))
        try:
            if arguments.command == "grant-role":
                done = await grant_role(actor, login, role, arguments.until, arguments.reason)
            else:
                done = await revoke_role(actor, login, role, arguments.reason)
        except NotFound as error:
            raise Failed("no account signs in with this NIP or name") from error
    say("Done." if done else "Nothing to change: it was so already.")
    return 0


def _wake_of(url: str) -> Wake:
    # The processes that serve are others: they are woken by a notification, or look by themselves.
    if url.startswith("sqlite"):
        return _nobody
    return PostgresBus(lambda _: None).wake


async def _nobody(audiences: Collection[str]) -> None:
    """SQLite has no line to other processes."""
