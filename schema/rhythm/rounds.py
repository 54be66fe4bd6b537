"""Passes over everybody, in batches that each stand or fall alone.

A round is a row. Whoever can lock it does the next batch; its reminders, its cursor and its events
commit together. So a process that dies leaves whole batches behind, any other goes on from there,
and nobody is told twice or missed. Between batches the loop is free for phones."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol, TypeAlias

from tortoise.exceptions import IntegrityError

from schema.context import WIB
from schema.events import HR, Change, Wake, change
from schema.models import Employee, JournalEntry, Period, Round
from schema.reads.rhythm import rhythm_of
from schema.rhythm.closing import close_people, close_raters
from schema.rhythm.daily import remind_people
from schema.rules.due import Channel, RoundKind, RoundPhase
from schema.rules.vocabulary import EventKind, LegalStanding

BATCH = 100  # people: their audiences stay locked for about a tenth of a second
PAUSE = 0.02  # seconds between two batches
LATE_START = timedelta(days=30)  # a window that closed longer ago was closed before Adil did this


@dataclass(slots=True)
class Clerk:
    """The program itself as an actor: nobody's account, on its own clock."""

    now: datetime
    wake: Wake
    channels: frozenset[Channel] = field(default_factory=frozenset)
    account_id: int | None = None

    @property
    def today(self) -> date:
        """The day in Bungo (WIB)."""
        return self.now.astimezone(WIB).date()


class Batch(Protocol):
    """What a batch did: how far it came, how many people and reminders."""

    last: int
    people: int
    told: int


Step: TypeAlias = Callable[[Clerk, Change, Round, int], Awaitable[Batch | None]]

# kind, phase -> what one batch does; it gives None when there is nobody left.
STEPS: dict[tuple[RoundKind, RoundPhase], tuple[Step, RoundPhase]] = {
    (RoundKind.DAILY, RoundPhase.PEOPLE): (remind_people, RoundPhase.DONE),
    (RoundKind.CLOSE_PERIOD, RoundPhase.PEOPLE): (close_people, RoundPhase.RATERS),
    (RoundKind.CLOSE_PERIOD, RoundPhase.RATERS): (close_raters, RoundPhase.DONE),
}


async def begin_rounds(clerk: Clerk) -> int:
    """Make the rounds whose time has come: one a day, and one per window that closed.

    Gives how many are new. A window that was moved and closes again is a round of its own."""
    new = 0
    rhythm = await rhythm_of(clerk.today)
    here = clerk.now.astimezone(WIB)
    if here.hour * 60 + here.minute >= rhythm.quiet_to or rhythm.quiet_from == rhythm.quiet_to:
        new += await _begin(clerk, RoundKind.DAILY, f"day:{clerk.today}", clerk.today, None)
    closed = Period.filter(closes__lt=clerk.today, closes__gte=clerk.today - LATE_START)
    for period in await closed.order_by("id"):
        subject = f"period:{period.id}/{period.closes}"
        new += await _begin(clerk, RoundKind.CLOSE_PERIOD, subject, period.closes, period.id)
    return new


async def _begin(
    clerk: Clerk, kind: RoundKind, subject: str, day: date, period_id: int | None
) -> int:
    if await Round.exists(kind=kind, subject=subject):
        return 0
    try:
        async with change(clerk, "begin_round", subject, journal=False) as opened:
            active = Employee.filter(standing=LegalStanding.ACTIVE).using_db(opened.db)
            row = await Round.create(
                using_db=opened.db,
                kind=kind,
                subject=subject,
                day=day,
                period_id=period_id,
                total=await active.count(),
                started_at=clerk.now,
                touched_at=clerk.now,
            )
            _tell_hr(opened, row)
    except IntegrityError:  # another process was a moment quicker
        return 0
    return 1


async def work_rounds(clerk: Clerk, *, most: int | None = None) -> int:
    """Do batches until no round has one left that is free; gives how many batches.

    `most` stops earlier. A batch that another process holds is left to it."""
    done = 0
    while (most is None or done < most) and await _batch(clerk):
        done += 1
        await asyncio.sleep(PAUSE)
    return done


async def _batch(clerk: Clerk) -> bool:
    async with change(clerk, "work_round", "round", journal=False) as opened:
        open_rounds = Round.filter(phase__not=RoundPhase.DONE).using_db(opened.db)
        row = await open_rounds.select_for_update(skip_locked=True).order_by("id").first()
        if row is None:
            return False
        step, following = STEPS[row.kind, row.phase]
        found = await step(clerk, opened, row, BATCH)
        if found is None:
            await _next_phase(clerk, opened, row, following)
        else:
            row.cursor = found.last
            row.done += found.people
            row.told += found.told
        row.touched_at = clerk.now
        await row.save(using_db=opened.db)
        _tell_hr(opened, row)
    return True


async def _next_phase(clerk: Clerk, opened: Change, row: Round, following: RoundPhase) -> None:
    row.phase, row.cursor = following, 0
    if following is RoundPhase.DONE:
        row.finished_at = clerk.now
        await JournalEntry.create(
            using_db=opened.db,
            at=clerk.now,
            actor_id=None,
            action="close_period" if row.kind is RoundKind.CLOSE_PERIOD else "remind_everybody",
            subject=row.subject,
            detail={"people": row.done, "told": row.told},
        )


def _tell_hr(opened: Change, row: Round) -> None:
    if row.kind is RoundKind.CLOSE_PERIOD:
        opened.tell(HR, EventKind.ROUND_PROGRESSED, round=row.id)
