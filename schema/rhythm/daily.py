"""One batch of the daily pass: who has reached which stage of which duty, and who stands above."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from schema.events import Change
from schema.models import Round
from schema.reads.due import duties_of, superiors_of
from schema.reads.due_rows import DutyRow
from schema.reads.rhythm import rhythm_of
from schema.reads.sql import fetch
from schema.reads.terms import calendars_around
from schema.rhythm.telling import Notice, tell
from schema.rules.due import DutyKind, ReminderStage, Rhythm, Told, told_on
from schema.rules.working_days import WorkCalendar

if TYPE_CHECKING:  # the rounds call this, so this only names them
    from schema.rhythm.rounds import Clerk

_NEXT = """
  select id from employee where id > $1 and standing = '01' order by id limit $2"""


@dataclass(slots=True)
class Reached:
    """How far a batch came."""

    last: int
    people: int
    told: int


async def next_people(opened: Change, after: int, most: int) -> list[int]:
    """The next active employees after an id, in order."""
    return [row["id"] for row in await fetch(opened.db, _NEXT, after, most)]


async def remind_people(clerk: "Clerk", opened: Change, row: Round, most: int) -> Reached | None:
    """Remind the next people of the day; None when there is nobody left."""
    ids = await next_people(opened, row.cursor, most)
    if not ids:
        return None
    duties = await duties_of(ids, row.day, opened.db)
    calendar = (await calendars_around(row.day, opened.db)).of("")
    rhythm = await rhythm_of(row.day, opened.db)
    reached = [
        (duty, told)
        for mine in duties.values()
        for duty in mine
        if (told := _told(duty, row.day, rhythm, calendar)) is not None
    ]
    late = sorted({duty.employee_id for duty, told in reached if told.superior})
    above = await superiors_of(late, row.day, opened.db) if late else {}
    notices = [notice for duty, told in reached for notice in notices_of(duty, told, above)]
    return Reached(ids[-1], len(ids), await tell(opened, notices, clerk.now, clerk.channels))


def _told(duty: DutyRow, day: date, rhythm: Rhythm, calendar: WorkCalendar) -> Told | None:
    if duty.kind is DutyKind.RATE_TEAM and duty.due < day:
        return None  # the closing of the period tells, at once and everybody
    return told_on(duty.kind, duty.due, day, rhythm, calendar)


def notices_of(duty: DutyRow, told: Told, above: dict[int, int]) -> list[Notice]:
    """What is told of a duty: to who has it and, once it is escalated, to the superior as well.

    Without a superior there is nobody to tell: it stays overdue, and HR sees it in the progress."""
    superior = above.get(duty.employee_id) if told.superior else None
    stage = told.stage if superior is not None or not told.superior else ReminderStage.OVERDUE
    own = _notice(duty, duty.employee_id, duty.subject, stage, superior or duty.about_id)
    if superior is None:
        return [own]
    subject = f"{duty.subject}/e:{duty.employee_id}"
    return [own, _notice(duty, superior, subject, ReminderStage.BELOW_LATE, duty.employee_id)]


def _notice(
    duty: DutyRow, who: int, subject: str, stage: ReminderStage, about: int | None
) -> Notice:
    return Notice(who, duty.kind, subject, stage, duty.due, duty.waiting, duty.total, about)
