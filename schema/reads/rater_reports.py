"""Reports of a wrong rater, the lines they are about, and whom an employee may propose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schema.reads.rows import PersonRow
from schema.reads.sql import Row, default_db, fetch, full_name
from schema.rules.reporting import Line, rater_on
from schema.rules.vocabulary import Capacity, RaterReportState

MOST = 50  # reports of a page
MOST_OWN = 10
MOST_LINES = 60  # of one employee
MOST_HEADS = 30

_PERSON = """{0}.title_front as {1}_front, {0}.name as {1}_name, {0}.title_back as {1}_back,
  {0}j.name as {1}_position, {0}u.name as {1}_unit"""
_POST = """left join position {0}j on {0}j.id = {0}.position_id
  left join work_unit {0}u on {0}u.id = {0}.unit_id"""
_REPORTS = f"""
  select t.id, t.employee_id, t.rater_id, t.capacity, t.proposed_id, t.proposed_words, t.since,
    t.reason, t.state, t.reported_at, t.resolved_at, t.answer, t.effective, l.rater_id as made_id,
    {_PERSON.format("e", "employee")}, {_PERSON.format("r", "rater")},
    {_PERSON.format("p", "proposed")}, {_PERSON.format("m", "made")}
  from rater_report t
  join employee e on e.id = t.employee_id
  {_POST.format("e")}
  left join employee r on r.id = t.rater_id
  {_POST.format("r")}
  left join employee p on p.id = t.proposed_id
  {_POST.format("p")}
  left join reporting_line l on l.id = t.line_id
  left join employee m on m.id = l.rater_id
  {_POST.format("m")}"""
_OF_EMPLOYEE = f"{_REPORTS} where t.employee_id = $1 order by t.id desc limit $2"
_BY_ID = f"{_REPORTS} where t.id = $1"
# Those that wait in the order of their coming, the answered ones newest first.
_OPEN = f"{_REPORTS} where t.state = 'OPEN' and t.id > $1 order by t.id limit $2"
_DONE = f"{_REPORTS} where t.state <> 'OPEN' and t.id < $1 order by t.id desc limit $2"
_COUNT_OPEN = "select count(*) as many from rater_report where state = 'OPEN'"
_LINES = f"""
  select l.id, l.rater_id, l.capacity, l.starts, l.ends, {_PERSON.format("r", "rater")}
  from reporting_line l join employee r on r.id = l.rater_id
  {_POST.format("r")}
  where l.employee_id = $1 and (l.ends is null or l.ends >= l.starts)
  order by l.starts desc, l.id desc limit $2"""
_FREE = "select max(ends) as ends from period where closes < $1"
_SELF = "select u.path from employee e join work_unit u on u.id = e.unit_id where e.id = $1"
_CANDIDATE = f"select e.id, {_PERSON.format('e', 'employee')} from employee e {_POST.format('e')}"
_HEADS = f"""{_CANDIDATE}
  where e.unit_id IN_LIST($1) and e.standing = '01' and e.id <> $2
    and (ej.kind in ('STRUKTURAL', 'RANGKAP') or exists (
      select 1 from reporting_line l where l.rater_id = e.id
        and l.starts <= $3 and (l.ends is null or l.ends >= $3)))
  order by length(eu.path) desc, e.name, e.id limit $4"""
_BY_NIP = f"{_CANDIDATE} where e.nip = $1 and e.standing = '01' and e.id <> $2"


@dataclass(slots=True)
class RaterReportRow:
    """One report, as the employee and the HR office see it."""

    id: int
    employee: PersonRow
    rater: PersonRow | None
    capacity: Capacity | None
    proposed: PersonRow | None
    proposed_words: str
    since: date | None
    reason: str
    state: RaterReportState
    reported_at: datetime
    resolved_at: datetime | None
    answer: str
    effective: date | None
    new_rater: PersonRow | None


@dataclass(slots=True)
class LineRow:
    """One reporting line; `holds` on the day asked for."""

    id: int
    rater: PersonRow
    capacity: Capacity
    starts: date
    ends: date | None
    holds: bool


async def own_reports(employee_id: int) -> list[RaterReportRow]:
    """The last reports of one employee, newest first."""
    return [_report(row) for row in await fetch(default_db(), _OF_EMPLOYEE, employee_id, MOST_OWN)]


async def report_by_id(report_id: int) -> RaterReportRow | None:
    """One report, whoever asks: callers have passed a gate."""
    rows = await fetch(default_db(), _BY_ID, report_id)
    return _report(rows[0]) if rows else None


async def list_reports(
    *, waiting: bool, first: int, after: int | None
) -> tuple[list[RaterReportRow], int | None]:
    """A page of reports that wait, oldest first, or of answered ones, newest first; and the place
    of the next page."""
    size = min(max(first, 1), MOST)
    start = after if after is not None else (0 if waiting else 2**31 - 1)
    rows = await fetch(default_db(), _OPEN if waiting else _DONE, start, size + 1)
    page = [_report(row) for row in rows[:size]]
    return page, page[-1].id if len(rows) > size else None


async def waiting_reports() -> int:
    """How many reports wait for an answer."""
    return int((await fetch(default_db(), _COUNT_OPEN))[0]["many"])


async def lines_of_employee(employee_id: int, today: date) -> list[LineRow]:
    """The reporting lines of an employee, latest first, without those that never held."""
    rows = await fetch(default_db(), _LINES, employee_id, MOST_LINES)
    lines = [Line(r["rater_id"], Capacity(r["capacity"]), r["starts"], r["ends"]) for r in rows]
    held = rater_on(lines, today)
    return [
        LineRow(
            row["id"], _person(row["rater_id"], row, "rater"), line.capacity, line.starts,
            line.ends, line is held,
        )
        for row, line in zip(rows, lines, strict=True)
    ]  # fmt: skip


async def last_closed_day(today: date) -> date | None:
    """The last day of the latest closed period; lines change from the day after it on."""
    ends: date | None = (await fetch(default_db(), _FREE, today))[0]["ends"]
    return ends


async def heads_above(employee_id: int, today: date) -> list[PersonRow]:
    """Who leads the employee's own unit and the units above it, nearest first: never the staff."""
    rows = await fetch(default_db(), _SELF, employee_id)
    path = rows[0]["path"] if rows else ""
    units = [int(part) for part in path.split("/") if part]
    if not units:
        return []
    found = await fetch(default_db(), _HEADS, units, employee_id, today, MOST_HEADS)
    return [_person(row["id"], row, "employee") for row in found]


async def person_of_nip(nip: str, but: int) -> PersonRow | None:
    """The active person with exactly this NIP, unless it is `but`."""
    rows = await fetch(default_db(), _BY_NIP, nip, but)
    return _person(rows[0]["id"], rows[0], "employee") if rows else None


def _report(row: Row) -> RaterReportRow:
    return RaterReportRow(
        id=row["id"],
        employee=_person(row["employee_id"], row, "employee"),
        rater=_some(row["rater_id"], row, "rater"),
        capacity=row["capacity"],
        proposed=_some(row["proposed_id"], row, "proposed"),
        proposed_words=row["proposed_words"],
        since=row["since"],
        reason=row["reason"],
        state=row["state"],
        reported_at=row["reported_at"],
        resolved_at=row["resolved_at"],
        answer=row["answer"],
        effective=row["effective"],
        new_rater=_some(row["made_id"], row, "made"),
    )


def _some(person_id: Any, row: Row, name: str) -> PersonRow | None:
    return None if person_id is None else _person(person_id, row, name)


def _person(person_id: int, row: Row, name: str) -> PersonRow:
    return PersonRow(
        person_id,
        full_name(row[f"{name}_front"], row[f"{name}_name"], row[f"{name}_back"]),
        row[f"{name}_position"] or "",
        row[f"{name}_unit"] or "",
    )
