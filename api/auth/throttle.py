"""The brake on guessing, kept in the table Throttle so that all processes share it.

A try is counted as a failure before the password is looked at, in one short transaction that
holds the rows, and given back when it was right: a hundred tries at once get no more than a
hundred in a row. A try that has to wait is not counted, so hammering prolongs nothing.

A device that signed in with this name before has an allowance of its own, beside those of the
account and of the address: whoever hammers a NIP does not lock its owner's phone out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from api.auth.clients import address_group
from api.auth.cookies import keyed
from api.settings import Settings
from schema.models import Throttle
from schema.rules.throttle import (
    ACCOUNT,
    ADDRESS,
    CHANGE,
    DEVICE,
    Brake,
    Tally,
    counted,
    given_back,
    wait,
)

FORGET = timedelta(days=2)  # long after the last failure of any row was forgiven


class TooManyAttempts(Exception):
    """The next try is taken after `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A counted try: `brakes` by key, the first of which belongs to the account or device."""

    brakes: Mapping[str, Brake]
    own_key: str

    async def succeeded(self) -> None:
        """Forget the failures of the account or device; give the address its one try back."""
        async with in_transaction() as db:
            for row in await _locked(db, self.brakes):
                right = given_back(Tally(row.failures, row.last_at))
                row.failures = 0 if row.key == self.own_key else right.failures
                await row.save(using_db=db, update_fields=["failures"])

    async def taken_back(self) -> None:
        """Undo the count of a try that was never judged."""
        async with in_transaction() as db:
            for row in await _locked(db, self.brakes):
                row.failures = given_back(Tally(row.failures, row.last_at)).failures
                await row.save(using_db=db, update_fields=["failures"])


def sign_in_attempt(settings: Settings, login: str, address: str, device: str | None) -> Attempt:
    """The try to sign in with `login`, from a device known for it or (None) from any other."""
    if device is not None:
        own = f"device:{keyed(settings, 'throttle', f'{device} {login}')}"
        return Attempt({own: DEVICE}, own)
    own = f"account:{keyed(settings, 'throttle', login)}"
    place = f"address:{keyed(settings, 'throttle', address_group(address))}"
    return Attempt({own: ACCOUNT, place: ADDRESS}, own)


def change_attempt(settings: Settings, account_id: int) -> Attempt:
    """The try to prove the present password before it is changed."""
    own = f"change:{keyed(settings, 'throttle', str(account_id))}"
    return Attempt({own: CHANGE}, own)


async def count(attempt: Attempt, now: datetime) -> None:
    """Count the try, or raise TooManyAttempts and count nothing."""
    async with in_transaction() as db:
        fresh = [
            Throttle(key=key, failures=0, first_at=now, last_at=now)
            for key in sorted(attempt.brakes)
        ]
        await Throttle.bulk_create(fresh, ignore_conflicts=True, using_db=db)
        rows = await _locked(db, attempt.brakes)
        waits = [
            wait(Tally(row.failures, row.last_at), attempt.brakes[row.key], now) for row in rows
        ]
        longest = max(waits, default=timedelta())
        if longest > timedelta():
            raise TooManyAttempts(math.ceil(longest.total_seconds()))
        for row in rows:
            await _count_one(db, row, attempt.brakes[row.key], now)


async def forget_old(now: datetime) -> int:
    """Remove tallies that no longer count; gives how many."""
    return await Throttle.filter(last_at__lt=now - FORGET).delete()


async def _count_one(db: BaseDBAsyncClient, row: Throttle, brake: Brake, now: datetime) -> None:
    tally = counted(Tally(row.failures, row.last_at), brake, now)
    if tally.failures == 1:
        row.first_at = now
    row.failures, row.last_at = tally.failures, tally.last
    await row.save(using_db=db, update_fields=["failures", "first_at", "last_at"])


async def _locked(db: BaseDBAsyncClient, brakes: Mapping[str, Brake]) -> list[Throttle]:
    # In key order, so that two tries never hold one row each and wait for the other's.
    # On SQLite the transaction itself is alone: it has written before, or does nothing else.
    rows = Throttle.filter(key__in=list(brakes)).using_db(db)
    return await rows.select_for_update().order_by("key")
