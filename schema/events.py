"""What happened, for whom, and who did it: written in the transaction of the change.

Actions open `change(...)`: inside it they save rows and `tell` audiences; when it closes, the
events and the journal entry are written, everything commits at once, and only then are the
listeners woken. A change that fails tells nobody."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from schema.models import Event, JournalEntry
from schema.rules.vocabulary import EventKind

Wake = Callable[[Collection[str]], Awaitable[None]]

ALL = "all"  # everybody who is signed in
HR = "hr"  # holders of HR_ADMIN and AUDITOR


def employee_audience(employee_id: int) -> str:
    """Audience of one employee, on all of their phones."""
    return f"e:{employee_id}"


def account_audience(account_id: int) -> str:
    """Audience of one account: its sessions and devices."""
    return f"a:{account_id}"


class Actor(Protocol):
    """Who changes something: an account (None for the program itself), when, and whom to wake."""

    @property
    def account_id(self) -> int | None: ...
    @property
    def now(self) -> datetime: ...
    @property
    def wake(self) -> Wake: ...


@dataclass(slots=True)
class Change:
    """One open change: its database connection, and what will be told when it commits."""

    db: BaseDBAsyncClient
    detail: dict[str, Any] = field(default_factory=dict)  # goes into the journal
    told: list[tuple[str, EventKind, dict[str, int]]] = field(default_factory=list)

    def tell(self, audience: str, kind: EventKind, **subject: int) -> None:
        """Tell `audience` that `kind` happened; `subject` holds ids only."""
        self.told.append((audience, kind, subject))


@asynccontextmanager
async def change(
    actor: Actor, action: str, subject: str, reason: str = "", *, journal: bool = True
) -> AsyncIterator[Change]:
    """One recorded change in one transaction: rows, events and journal entry, all or none.

    `action` is the action's name, `subject` like "review:7". Listeners are woken after commit.
    Only the saves of a draft go without a journal entry: nothing was decided yet."""
    async with in_transaction() as db:
        await _take_write_lock(db)
        opened = Change(db)
        yield opened
        await _write_events(opened, actor.now)
        if journal:
            await JournalEntry.create(
                using_db=db,
                at=actor.now,
                actor_id=actor.account_id,
                action=action,
                subject=subject,
                reason=reason,
                detail=opened.detail,
            )
    if opened.told:
        await actor.wake({audience for audience, _, _ in opened.told})


async def _take_write_lock(db: BaseDBAsyncClient) -> None:
    # SQLite begins a transaction as a reader and refuses the later step up to writer when another
    # process wrote in between; asking for the lock first makes it wait its turn instead.
    if db.capabilities.dialect == "sqlite":
        await db.execute_query("UPDATE audience SET seq = seq WHERE 0")


async def _write_events(opened: Change, now: datetime) -> None:
    # Sorted, so that two transactions telling the same audiences lock them in one order.
    rows = []
    for audience, kind, subject in sorted(opened.told, key=lambda told: told[0]):
        seq = await _bump(opened.db, audience)
        rows.append(Event(audience=audience, seq=seq, kind=kind, subject=subject, at=now))
    if rows:
        await Event.bulk_create(rows, using_db=opened.db)


async def _bump(db: BaseDBAsyncClient, audience: str) -> int:
    mark = "$1" if db.capabilities.dialect == "postgres" else "?"
    rows = await db.execute_query_dict(
        f"INSERT INTO audience (key, seq, floor) VALUES ({mark}, 1, 0) "  # noqa: S608  # a mark, no value
        "ON CONFLICT (key) DO UPDATE SET seq = audience.seq + 1 RETURNING seq",
        [audience],
    )
    return int(rows[0]["seq"])


async def forget_events(before: datetime) -> int:
    """Clear events older than `before`; gives how many went. Phones behind them get Resync.

    The floor is raised in the same transaction, so no phone ever sees a silent hole."""
    async with in_transaction() as db:
        await _take_write_lock(db)
        mark = "$1" if db.capabilities.dialect == "postgres" else "?1"
        await db.execute_query(
            "UPDATE audience SET floor = gone.seq FROM ("  # noqa: S608  # a mark, no value
            f"SELECT audience AS key, max(seq) AS seq FROM event WHERE at < {mark} "
            "GROUP BY audience"
            ") AS gone WHERE gone.key = audience.key AND gone.seq > audience.floor",
            [before if mark == "$1" else before.isoformat(" ")],
        )
        # What is numbered below the floor goes, so that the two can never disagree.
        return await _delete_below_floor(db)


async def _delete_below_floor(db: BaseDBAsyncClient) -> int:
    gone, _ = await db.execute_query(
        "DELETE FROM event WHERE seq <= (SELECT floor FROM audience "
        "WHERE audience.key = event.audience)"
    )
    return gone
