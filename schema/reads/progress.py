"""How far the units are: rated of total, delivered, plans agreed; and how far a closing is.

A page is twenty units with everything below them; numbers only, never a name or a result."""

from dataclasses import dataclass
from datetime import date, datetime

from schema.reads.due import team_of
from schema.reads.results import period_row
from schema.reads.rows import PeriodRow
from schema.reads.sql import Row, default_db, fetch
from schema.rules.due import RoundKind, RoundPhase
from schema.rules.vocabulary import UnitKind

PAGE = 20

_PERIOD = """id as period_id, kind as period_kind, year, number as period_number, starts, ends,
  opens, closes"""
_BY_ID = f"select {_PERIOD} from period where id = $1"
# The open one that closes first, else the one that closed last: as on the page of the team.
_OPEN = f"""select {_PERIOD} from period where closes >= $1 and opens <= $1
  order by closes, id limit 1"""
_LAST = f"""select {_PERIOD} from period where closes < $1 order by closes desc, id desc limit 1"""

_TOP = """
  select u.id, u.name, u.kind from work_unit u
  join work_unit top on top.id = u.parent_id and top.parent_id is null
  order by u.name, u.id limit $1 offset $2"""
_BELOW = """
  select id, name, kind from work_unit where parent_id = $3 order by name, id limit $1 offset $2"""
_UNIT = "select id, name, kind, parent_id from work_unit where id = $1"
_UNITS = """
  select distinct u.id, u.name, u.kind from employee e join work_unit u on u.id = e.unit_id
  where e.id IN_LIST($1) order by u.name, u.id limit $2"""
# Everything below each unit of the page, found by its parents.
_COUNTS = """
  with recursive tree (root, id) as (
    select id, id from work_unit where id IN_LIST($1)
    union all
    select t.root, u.id from tree t join work_unit u on u.parent_id = t.id)
  select t.root as unit_id, count(*) as total,
    sum(case when exists (select 1 from review w where w.employee_id = e.id and w.period_id = $2
      and w.number > 0) then 1 else 0 end) as rated,
    sum(case when exists (select 1 from review w where w.employee_id = e.id and w.period_id = $2
      and w.state = 'DELIVERED') then 1 else 0 end) as delivered,
    sum(case when exists (select 1 from skp s where s.employee_id = e.id and s.year = $3
      and s.number > 0) then 1 else 0 end) as agreed
  from tree t join employee e on e.unit_id = t.id and e.standing = '01'
  group by t.root"""
_NUDGED = """
  select unit_id, raters, made_at from nudge
  where unit_id IN_LIST($1) and period_id = $2 and day = $3"""


@dataclass(slots=True)
class UnitProgressRow:
    """A unit with everything below it. `nudged_at` is filled when HR asked its raters today."""

    id: int
    name: str
    kind: UnitKind
    total: int
    rated: int
    delivered: int
    plans_agreed: int
    nudged_at: datetime | None


@dataclass(slots=True)
class ProgressRow:
    """A page of units in one period; `unit` is the one they lie in, None at the top."""

    period: PeriodRow | None
    unit_id: int | None
    unit_name: str
    units: list[UnitProgressRow]
    next: str | None


async def period_for(period_id: int | None, today: date) -> PeriodRow | None:
    """The period that was asked for, else the one that matters now; None when there is none."""
    db = default_db()
    if period_id is not None:
        rows = await fetch(db, _BY_ID, period_id)
    else:
        rows = await fetch(db, _OPEN, today) or await fetch(db, _LAST, today)
    return period_row(rows[0], today) if rows else None


async def progress(
    period_id: int | None, unit_id: int | None, page: int, today: date
) -> ProgressRow:
    """The units right below `unit_id` (None: below the regency), in the order of their names."""
    db = default_db()
    period = await period_for(period_id, today)
    if unit_id is None:
        rows = await fetch(db, _TOP, PAGE + 1, page * PAGE)
        name = ""
    else:
        rows = await fetch(db, _BELOW, PAGE + 1, page * PAGE, unit_id)
        found = await fetch(db, _UNIT, unit_id)
        name = found[0]["name"] if found else ""
    units = await _counted(rows[:PAGE], period, today)
    return ProgressRow(period, unit_id, name, units, str(page + 1) if len(rows) > PAGE else None)


async def my_units(rater_id: int, today: date) -> ProgressRow:
    """The units in which the people work whom somebody rates today, at most PAGE."""
    db = default_db()
    period = await period_for(None, today)
    team = await team_of(rater_id, today, db)
    rows = await fetch(db, _UNITS, team, PAGE) if team else []
    return ProgressRow(period, None, "", await _counted(rows, period, today), None)


async def _counted(rows: list[Row], period: PeriodRow | None, today: date) -> list[UnitProgressRow]:
    ids = [row["id"] for row in rows]
    if not ids or period is None:
        return [_unit(row, None, None) for row in rows]
    db = default_db()
    counts = {row["unit_id"]: row for row in await fetch(db, _COUNTS, ids, period.id, period.year)}
    nudged = {row["unit_id"]: row for row in await fetch(db, _NUDGED, ids, period.id, today)}
    return [_unit(row, counts.get(row["id"]), nudged.get(row["id"])) for row in rows]


def _unit(row: Row, counts: Row | None, nudged: Row | None) -> UnitProgressRow:
    return UnitProgressRow(
        id=row["id"],
        name=row["name"],
        kind=UnitKind(row["kind"]),
        total=counts["total"] if counts else 0,
        rated=counts["rated"] if counts else 0,
        delivered=counts["delivered"] if counts else 0,
        plans_agreed=counts["agreed"] if counts else 0,
        nudged_at=nudged["made_at"] if nudged else None,
    )


_RATERS = """
  with recursive tree (id) as (
    select id from work_unit where id = $1
    union all
    select u.id from tree t join work_unit u on u.parent_id = t.id)
  select l.employee_id, l.rater_id, l.capacity, l.starts, l.ends
  from tree t
  join employee e on e.unit_id = t.id and e.standing = '01'
  join reporting_line l on l.employee_id = e.id and l.starts <= $3
    and (l.ends is null or l.ends >= $3)
  where not exists (select 1 from review w where w.employee_id = e.id and w.period_id = $2
    and w.number > 0)"""


async def unrated_lines(unit_id: int, period_id: int, day: date) -> list[Row]:
    """Lines on a day of everybody below a unit who has no result in the period."""
    return await fetch(default_db(), _RATERS, unit_id, period_id, day)


async def unit_exists(unit_id: int) -> bool:
    """Whether there is such a unit."""
    return bool(await fetch(default_db(), _UNIT, unit_id))


@dataclass(slots=True)
class ClosingRow:
    """How far the closing of a period is, and what it found."""

    id: int
    period: PeriodRow | None
    phase: RoundPhase
    done: int
    total: int
    told: int
    started_at: datetime
    finished_at: datetime | None
    unrated: int
    drafts: int
    undelivered: int
    without_rater: int


_CLOSINGS = """
  select r.id, r.period_id, r.phase, r.done, r.total, r.told, r.started_at, r.finished_at
  from round r where r.kind = $1 order by r.id desc limit $2"""
_NOTES = """
  select round_id, finding, count(*) as found from closing_note
  where round_id IN_LIST($1) group by round_id, finding"""
_SOME = f"select {_PERIOD} from period where id IN_LIST($1)"
CLOSINGS = 8


async def closings(today: date) -> list[ClosingRow]:
    """The closings of the last periods, newest first."""
    db = default_db()
    rows = await fetch(db, _CLOSINGS, RoundKind.CLOSE_PERIOD.value, CLOSINGS)
    if not rows:
        return []
    notes: dict[tuple[int, str], int] = {
        (row["round_id"], row["finding"]): row["found"]
        for row in await fetch(db, _NOTES, [row["id"] for row in rows])
    }
    periods = {
        row["period_id"]: period_row(row, today)
        for row in await fetch(db, _SOME, [row["period_id"] for row in rows])
    }
    return [_closing(row, notes, periods) for row in rows]


def _closing(
    row: Row, notes: dict[tuple[int, str], int], periods: dict[int, PeriodRow]
) -> ClosingRow:
    def found(finding: str) -> int:
        return notes.get((row["id"], finding), 0)

    return ClosingRow(
        id=row["id"],
        period=periods.get(row["period_id"]),
        phase=RoundPhase(row["phase"]),
        done=row["done"],
        total=row["total"],
        told=row["told"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        unrated=found("UNRATED"),
        drafts=found("DRAFT_LEFT"),
        undelivered=found("UNDELIVERED"),
        without_rater=found("NO_RATER"),
    )
