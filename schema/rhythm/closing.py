"""Closing a period: first everybody is looked at, then every rater who left something.

It notes what is missing and tells those concerned. It never makes, changes or guesses a result."""

from typing import TYPE_CHECKING

from schema.events import Change
from schema.models import ClosingNote, Period, Round
from schema.reads.due import superiors_of
from schema.reads.due_rows import DutyRow
from schema.reads.sql import Row, fetch, grouped
from schema.rhythm.daily import Reached, next_people, notices_of
from schema.rhythm.telling import Notice, tell
from schema.rules.due import DutyKind, Finding, ReminderStage, Told, finding_of
from schema.rules.reporting import Line, judging_day, rater_on
from schema.rules.vocabulary import Capacity

if TYPE_CHECKING:  # the rounds call this, so this only names them
    from schema.rhythm.rounds import Clerk

_LINES = """
  select employee_id, rater_id, capacity, starts, ends from reporting_line
  where employee_id IN_LIST($1) and starts <= $2 and (ends is null or ends >= $2)"""
_REVIEWS = """
  select employee_id, rater_id, number, state, drafting from review
  where employee_id IN_LIST($1) and period_id = $2"""
_RATERS = """
  select rater_id, sum(case when finding in ('UNRATED', 'DRAFT_LEFT') then 1 else 0 end) as waiting,
    sum(case when finding = 'DRAFT_LEFT' then 1 else 0 end) as drafts
  from closing_note
  where round_id = $1 and rater_id > $2 and finding in ('UNRATED', 'DRAFT_LEFT')
  group by rater_id order by rater_id limit $3"""
_TOLD_EMPLOYEE = {Finding.UNRATED, Finding.DRAFT_LEFT}


async def close_people(clerk: "Clerk", opened: Change, row: Round, most: int) -> Reached | None:
    """Note what the next people lack, and tell those without a result; None when all are done."""
    ids = await next_people(opened, row.cursor, most)
    if not ids:
        return None
    period = await Period.get(id=row.period_id, using_db=opened.db)
    notes = await _notes(opened, row, period, ids)
    await ClosingNote.bulk_create(notes, using_db=opened.db, ignore_conflicts=True)
    told = await tell(opened, _to_employees(row, notes), clerk.now, clerk.channels)
    return Reached(ids[-1], len(ids), told)


async def _notes(opened: Change, row: Round, period: Period, ids: list[int]) -> list[ClosingNote]:
    day = judging_day(period.starts, period.ends, row.day)
    lines = grouped(await fetch(opened.db, _LINES, ids, day), "employee_id")
    reviews = grouped(await fetch(opened.db, _REVIEWS, ids, period.id), "employee_id")
    notes = []
    for who in ids:
        line = rater_on([_line(one) for one in lines.get(who, ())], day)
        rater = line.rater_id if line is not None and line.rater_id != who else None
        finding = _finding(rater, reviews.get(who, []))
        if finding is not None:
            notes.append(
                ClosingNote(round_id=row.id, employee_id=who, rater_id=rater, finding=finding)
            )
    return notes


def _finding(rater: int | None, reviews: list[Row]) -> Finding | None:
    return finding_of(
        has_rater=rater is not None,
        given=any(one["number"] > 0 for one in reviews),
        delivered=any(one["state"] == "DELIVERED" for one in reviews),
        drafting=any(one["drafting"] and one["rater_id"] == rater for one in reviews),
    )


def _to_employees(row: Round, notes: list[ClosingNote]) -> list[Notice]:
    """Whoever is still without a result is told so, and that the superior's superior knows."""
    return [
        Notice(
            employee_id=note.employee_id,
            duty=DutyKind.RATE_TEAM,
            subject=f"period:{row.period_id}",
            stage=ReminderStage.UNRATED,
            due=row.day,
            about_id=note.rater_id,
        )
        for note in notes
        if note.finding in _TOLD_EMPLOYEE
    ]


async def close_raters(clerk: "Clerk", opened: Change, row: Round, most: int) -> Reached | None:
    """Tell the next raters what they left, and their superiors; None when all are told.

    `done` counts people, so raters, who were counted among them, add nothing to it."""
    found = await fetch(opened.db, _RATERS, row.id, row.cursor, most)
    if not found:
        return None
    duties = [_duty(row, one) for one in found]
    above = await superiors_of([duty.employee_id for duty in duties], row.day, opened.db)
    told = Told(ReminderStage.ESCALATED, superior=True)
    notices = [notice for duty in duties for notice in notices_of(duty, told, above)]
    notices += [_drafts(row, one) for one in found if one["drafts"]]
    made = await tell(opened, notices, clerk.now, clerk.channels)
    return Reached(found[-1]["rater_id"], 0, made)


def _duty(row: Round, found: Row) -> DutyRow:
    return DutyRow(
        kind=DutyKind.RATE_TEAM,
        employee_id=found["rater_id"],
        subject=f"period:{row.period_id}",
        due=row.day,
        waiting=found["waiting"],
        total=found["waiting"],
        period_id=row.period_id,
    )


def _drafts(row: Round, found: Row) -> Notice:
    """Drafts that were begun and not given: they stay, and are no result."""
    return Notice(
        employee_id=found["rater_id"],
        duty=DutyKind.RATE_TEAM,
        subject=f"period:{row.period_id}/drafts",
        stage=ReminderStage.OVERDUE,
        due=row.day,
        waiting=found["drafts"],
        total=found["waiting"],
    )


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])
