"""A rater's team in a period: four flat statements, however many people."""

from collections.abc import Collection
from datetime import date

from schema.reads.results import period_row, recent_results
from schema.reads.rows import MemberRow, PeriodRow, PersonRow, ResultRow, TeamRow
from schema.reads.sql import Row, default_db, fetch, full_name, grouped
from schema.rules.permissions import rater_may_read
from schema.rules.reporting import Line, judging_day, rater_on
from schema.rules.vocabulary import Capacity

MOST = 200  # people directly under one rater; the law's span is far smaller
RECENT = 4

_PERIOD_COLUMNS = """id as period_id, kind as period_kind, year, number as period_number,
  starts, ends, opens, closes"""
_PERIOD = f"select {_PERIOD_COLUMNS} from period where id = $1"
# Open windows first, the one that closes first on top; without one, the last that closed.
_OPEN = f"""select {_PERIOD_COLUMNS} from period where closes >= $1 and opens <= $1
  order by closes, id limit 1"""
_LAST = f"""select {_PERIOD_COLUMNS} from period where closes < $1
  order by closes desc, id desc limit 1"""
# Lines of the judging day, and of the days up to today (or from it): who reads what is a matter of
# today, whatever the period.
_LINES = """
  select employee_id, rater_id, capacity, starts, ends from reporting_line
  where employee_id in (
    select employee_id from reporting_line
    where rater_id = $1 and starts <= $2 and (ends is null or ends >= $2))
  and starts <= $4 and (ends is null or ends >= $3)"""
_PEOPLE = """
  select e.id, e.title_front, e.name, e.title_back, j.name as position, u.name as unit,
    w.id as review_id, w.state, w.rated, w.total, w.drafting, w.draft_version, w.saved_at, w.number,
    v.submitted_at, v.read_at
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  left join review w on w.employee_id = e.id and w.period_id = $2 and w.rater_id = $3
  left join review_version v on v.review_id = w.id and v.number = w.number
  where e.id IN_LIST($1) order by e.name, e.id limit $4"""


async def team(
    rater_id: int, period_id: int | None, *, today: date, wanted: Collection[str]
) -> TeamRow:
    """Whom `rater_id` rates in the period, in the order of their names.

    Without a period: the open one that closes first, else the last one. `wanted` names "recent"
    (the last results of each) when it was asked for."""
    period = await _period(period_id, today)
    if period is None:
        return TeamRow(None, [])
    lines, seen = await _held(rater_id, judging_day(period.starts, period.ends, today), today)
    if not lines:
        return TeamRow(period, [])
    ids = sorted(lines)
    people = await fetch(default_db(), _PEOPLE, ids, period.id, rater_id, MOST)
    recent: dict[int, list[ResultRow]] = {}
    if "recent" in wanted:
        recent = await recent_results(ids, count=RECENT, today=today, wanted=())
    return TeamRow(
        period,
        [
            _member(row, lines[row["id"]], _shown(recent, row["id"], rater_id, seen))
            for row in people
        ],
    )


def _shown(
    recent: dict[int, list[ResultRow]], employee_id: int, rater_id: int, seen: set[int]
) -> list[ResultRow]:
    """Of whoever is rated by somebody else by now, only what this rater gave."""
    results = recent.get(employee_id, [])
    return [it for it in results if rater_may_read(rater_id, it.rater.id, employee_id in seen)]


async def _period(period_id: int | None, today: date) -> PeriodRow | None:
    db = default_db()
    if period_id is not None:
        rows = await fetch(db, _PERIOD, period_id)
    else:
        rows = await fetch(db, _OPEN, today) or await fetch(db, _LAST, today)
    return period_row(rows[0], today) if rows else None


async def _held(rater_id: int, day: date, today: date) -> tuple[dict[int, Capacity], set[int]]:
    """Who is rated by `rater_id` on `day`, and as what; and who of them is today too.

    An acting line of another goes before."""
    rows = await fetch(default_db(), _LINES, rater_id, day, min(day, today), max(day, today))
    held: dict[int, Capacity] = {}
    seen: set[int] = set()
    for employee_id, group in grouped(rows, "employee_id").items():
        lines = [_line(row) for row in group]
        line, now = rater_on(lines, day), rater_on(lines, today)
        if line is not None and line.rater_id == rater_id and employee_id != rater_id:
            held[employee_id] = line.capacity
        if now is not None and now.rater_id == rater_id:
            seen.add(employee_id)
    return held, seen


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])


def _member(row: Row, capacity: Capacity, recent: list[ResultRow]) -> MemberRow:
    drafting = bool(row["drafting"])
    return MemberRow(
        person=PersonRow(
            row["id"],
            full_name(row["title_front"], row["name"], row["title_back"]),
            row["position"] or "",
            row["unit"] or "",
        ),
        capacity=capacity,
        review_id=row["review_id"],
        state=row["state"],
        rated=row["rated"] or 0,
        total=row["total"] or 0,
        draft_version=row["draft_version"] if drafting else None,
        saved_at=row["saved_at"],
        submitted_at=row["submitted_at"],
        read_at=row["read_at"],
        correcting=drafting and (row["number"] or 0) > 0,
        recent=recent,
    )
