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

FORGET_BATCH = 200  # audiences cleared in one transaction

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
    journal: bool = True  # whether it goes on record; a change may think better of it

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
        opened = Change(db, journal=journal)
        yield opened
        await _write_events(opened, actor.now)
        if opened.journal:
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
    """Clear events older than `before`; gives of how many audiences. Phones behind them get Resync.

    The floor is raised in the same transaction, so no phone ever sees a silent hole. Audiences are
    locked in the order in which writers lock them, a batch at a time, so nobody waits in a ring."""
    gone = 0
    while batch := await _forget_batch(before):
        gone += batch
    return gone


async def _forget_batch(before: datetime) -> int:
    async with in_transaction() as db:
        await _take_write_lock(db)
        seqs = await _to_forget(db, before)
        # What is numbered at or below the floor goes, so that the two can never disagree.
        for audience, seq in sorted(seqs.items()):
            await _run(db, "UPDATE audience SET floor = $2 WHERE key = $1", audience, seq)
        for audience, seq in seqs.items():
            await _run(db, "DELETE FROM event WHERE audience = $1 AND seq <= $2", audience, seq)
        return len(seqs)


async def _to_forget(db: BaseDBAsyncClient, before: datetime) -> dict[str, int]:
    """The last number to clear of some audiences that have something to clear."""
    postgres = db.capabilities.dialect == "postgres"
    rows = await db.execute_query_dict(
        "SELECT audience, max(seq) AS seq FROM event "  # noqa: S608  # a mark, no value
        f"WHERE at < {'$1' if postgres else '?1'} GROUP BY audience ORDER BY audience "
        f"LIMIT {FORGET_BATCH}",
        [before if postgres else before.isoformat(" ")],
    )
    return {row["audience"]: int(row["seq"]) for row in rows}


async def _run(db: BaseDBAsyncClient, text: str, *values: object) -> None:
    if db.capabilities.dialect != "postgres":
        text = text.replace("$", "?")
    await db.execute_query(text, list(values))
