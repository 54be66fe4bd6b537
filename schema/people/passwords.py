"""Initial passwords, made at random and shown once, for accounts that nobody has used yet."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from schema.events import Actor, change
from schema.models import Account
from schema.people.importing.save import NO_PASSWORD
from schema.people.importing.snapshot import chunks

# No letters or digits that are mistaken for each other on paper (0/O, 1/l/I, ...).
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4  # 12 signs of 31: 59 bits, and it must be changed at once
TOGETHER = 50  # accounts written in one change, so that an interruption loses little

Hash = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Issued:
    """One line of the list for handing out."""

    nip: str
    name: str
    unit: str
    password: str


async def issue_passwords(
    actor: Actor, hash_password: Hash, keep: Callable[[list[Issued]], None], *, again: bool = False
) -> AsyncIterator[tuple[int, int]]:
    """Give a first password to every account without one; yields (done, of how many).

    `keep` gets each batch before its hashes are written: a password that is not on the list is
    never in force. `again` also replaces first passwords that were issued but never used. The
    same argon2 parameters as for any password: about 40 ms each and core."""
    waiting = await _waiting(again)
    done = 0
    for batch in chunks(waiting, TOGETHER):
        issued = [_issued(account) for account in batch]
        hashes = await asyncio.gather(*(hash_password(it.password) for it in issued))
        keep(issued)
        async with change(actor, "issue_passwords", "accounts") as opened:
            opened.detail["accounts"] = [account.id for account in batch]
            for account, hashed in zip(batch, hashes, strict=True):
                account.password_hash, account.must_change = hashed, True
            await Account.bulk_update(batch, ["password_hash", "must_change"], using_db=opened.db)
        done += len(batch)
        yield done, len(waiting)


def new_password() -> str:
    """Twelve random signs in three groups, easy to read from paper: "k7mp-2fqx-9dtr"."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)]
    return "-".join(groups)


async def _waiting(again: bool) -> list[Account]:
    query = Account.filter(activated_at=None, disabled_at=None, employee_id__not_isnull=True)
    if not again:
        query = query.filter(password_hash=NO_PASSWORD)
    return await query.select_related("employee__unit").order_by("id")


def _issued(account: Account) -> Issued:
    employee = account.employee
    assert employee is not None  # noqa: S101  # the query asks for accounts of employees only
    unit = employee.unit.name if employee.unit else ""
    return Issued(account.login, employee.full_name, unit, new_password())
