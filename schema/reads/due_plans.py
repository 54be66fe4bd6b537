"""What waits of the plans of a year (SKP): writing the own one, agreeing to those of the team."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.reads.due_rows import DutyRow
from schema.reads.rulebook import rulebook
from schema.reads.sql import Row, fetch, grouped
from schema.reads.terms import calendars_around
from schema.rules.due import DutyKind
from schema.rules.reporting import Line, rater_on
from schema.rules.rulebook import Rulebook
from schema.rules.skp_terms import due_on, years_open
from schema.rules.vocabulary import Capacity
from schema.rules.working_days import WorkCalendar

_WIB = ZoneInfo("Asia/Jakarta")
SPOKEN_BEFORE = timedelta(days=30)  # a plan is nobody's first concern three months ahead
SPOKEN_AFTER = timedelta(days=90)  # a plan that was never begun: then it is the page of gaps' turn

# Begun and not agreed yet, or returned while it is changed. A change that is being written is left
# alone: the agreed plan is in force.
_OPEN_PLANS = """
  select s.employee_id, s.year, s.due from skp s
  where s.employee_id IN_LIST($1) and s.year IN_LIST($2)
    and (s.state = 'RETURNED' or (s.state = 'DRAFT' and s.number = 0))"""
_WITHOUT = """
  select e.id as employee_id,
    (select max(a.starts) from assignment a where a.employee_id = e.id and a.starts <= $2) as starts
  from employee e
  where e.id IN_LIST($1) and e.standing = '01' and e.position_id is not null
    and not exists (select 1 from skp s where s.employee_id = e.id and s.year = $3)"""
_SUBMITTED = """
  select s.id, s.year, s.due, s.submitted_at, l.employee_id, l.rater_id, l.capacity, l.starts,
    l.ends
  from reporting_line mine
  join skp s on s.employee_id = mine.employee_id and s.state = 'SUBMITTED'
    and s.year IN_LIST($3)
  join reporting_line l on l.employee_id = mine.employee_id and l.starts <= $2
    and (l.ends is null or l.ends >= $2)
  where mine.rater_id IN_LIST($1) and mine.starts <= $2
    and (mine.ends is null or mine.ends >= $2)"""


async def planning(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Own plans that are not agreed, once their term is near."""
    years = years_open((await rulebook()).planning, day)
    rows = await fetch(db, _OPEN_PLANS, list(ids), years)
    found = [_plan(row["employee_id"], row["year"], row["due"]) for row in rows]
    for year in years:
        found += await _never_begun(ids, year, day, db)
    return [duty for duty in found if duty.due - day <= SPOKEN_BEFORE]


async def _never_begun(
    ids: Sequence[int], year: int, day: date, db: BaseDBAsyncClient
) -> list[DutyRow]:
    book = await rulebook()
    rule = book.planning(year)
    usual = date(year, *rule.due)
    if not usual - SPOKEN_BEFORE <= day <= usual + SPOKEN_AFTER * 2:
        return []
    calendar = (await calendars_around(day, db)).of("")
    rows = await fetch(db, _WITHOUT, list(ids), day, year)
    duties = [_plan(row["employee_id"], year, _term(book, year, row, calendar)) for row in rows]
    return [duty for duty in duties if day - duty.due <= SPOKEN_AFTER]


def _term(book: Rulebook, year: int, row: Row, calendar: WorkCalendar) -> date:
    joined = row["starts"] or date(year, 1, 1)
    return due_on(book.planning(year), book.joining_days(joined), year, joined, calendar)


def _plan(who: int, year: int, due: date) -> DutyRow:
    return DutyRow(
        kind=DutyKind.WRITE_SKP, employee_id=who, subject=f"skp:{year}", due=due, waiting=1,
        total=1, year=year,
    )  # fmt: skip


async def agreeing(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Plans that the team has submitted, per leader and year, with the earliest of their terms."""
    book = await rulebook()
    rows = await fetch(db, _SUBMITTED, list(ids), day, years_open(book.planning, day))
    if not rows:
        return []
    calendar = (await calendars_around(day, db)).of("")
    waiting: dict[tuple[int, int], list[date]] = {}
    for group in grouped(rows, "id").values():
        line = rater_on([_line(row) for row in group], day)
        if line is not None and line.rater_id in ids and line.rater_id != group[0]["employee_id"]:
            key = (line.rater_id, group[0]["year"])
            waiting.setdefault(key, []).append(_answer_by(book, group[0], calendar))
    return [
        DutyRow(
            kind=DutyKind.AGREE_SKP, employee_id=rater, subject=f"skp:{year}", due=min(terms),
            waiting=len(terms), total=len(terms), year=year,
        )
        for (rater, year), terms in waiting.items()
    ]  # fmt: skip


def _answer_by(book: Rulebook, row: Row, calendar: WorkCalendar) -> date:
    """The term of the plan, but never less than the leader's own days."""
    at: datetime = row["submitted_at"]
    submitted = at.astimezone(_WIB).date()
    own = calendar.after_work_days(submitted, book.agreeing_days(submitted))
    due: date = row["due"]
    return max(due, own)


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])
