"""The inbox of one person: what was told, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime

from schema.reads.due import people_by_id, periods_by_id
from schema.reads.rows import PeriodRow, PersonRow
from schema.reads.sql import Row, default_db, fetch
from schema.rules.due import DutyKind, ReminderStage

MOST = 50
COUNTED = 99  # more unread than that nobody counts

_PAGE = """
  select id, duty, subject, stage, due, about_id, waiting, total, made_at, read_at
  from reminder where employee_id = $1 and id < $2 order by id desc limit $3"""
_UNREAD = """
  select count(*) as unread from (select 1 as one from reminder
    where employee_id = $1 and read_at is null limit $2) unseen"""
_NEWEST = 2**62


@dataclass(slots=True)
class ReminderRow:
    """One thing that was told; which of the ids is filled says what it is about."""

    id: int
    duty: DutyKind
    stage: ReminderStage
    due: date
    waiting: int
    total: int
    made_at: datetime
    read_at: datetime | None
    about: PersonRow | None
    period: PeriodRow | None
    review_id: int | None
    objection_id: int | None
    year: int | None
    drafts: bool


@dataclass(slots=True)
class InboxRow:
    """A page of the inbox; `next` is the cursor of the one after it."""

    reminders: list[ReminderRow]
    unread: int
    next: str | None


async def unread_of(employee_id: int) -> int:
    """How many reminders were not looked at, at most COUNTED."""
    rows = await fetch(default_db(), _UNREAD, employee_id, COUNTED)
    return int(rows[0]["unread"])


async def inbox(employee_id: int, *, first: int, after: str | None, today: date) -> InboxRow:
    """A page of what was told to somebody; `after` is the id of the last one on the page before."""
    before = _NEWEST if after is None else int(after)
    most = max(1, min(first, MOST))
    db = default_db()
    rows = await fetch(db, _PAGE, employee_id, before, most + 1)
    shown = rows[:most]
    people = await people_by_id({row["about_id"] for row in shown if row["about_id"]}, db)
    periods = await periods_by_id(
        {number for row in shown if (number := subject_id(row["subject"], "period"))}, today, db
    )
    return InboxRow(
        [_reminder(row, people, periods) for row in shown],
        await unread_of(employee_id),
        str(shown[-1]["id"]) if len(rows) > most else None,
    )


def subject_id(subject: str, kind: str) -> int | None:
    """The number after `kind` at the beginning of a subject like "period:3/e:17"."""
    name, _, number = subject.partition("/")[0].partition(":")
    return int(number) if name == kind else None


def _reminder(row: Row, people: dict[int, PersonRow], periods: dict[int, PeriodRow]) -> ReminderRow:
    subject = row["subject"]
    return ReminderRow(
        id=row["id"],
        duty=DutyKind(row["duty"]),
        stage=ReminderStage(row["stage"]),
        due=row["due"],
        waiting=row["waiting"],
        total=row["total"],
        made_at=row["made_at"],
        read_at=row["read_at"],
        about=people.get(row["about_id"]),
        period=periods.get(subject_id(subject, "period") or 0),
        review_id=subject_id(subject, "review"),
        objection_id=subject_id(subject, "objection"),
        year=subject_id(subject, "skp"),
        drafts=subject.endswith("/drafts"),
    )
