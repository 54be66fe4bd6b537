"""Who I am: my post, who rates me today, whether I rate anybody."""

from dataclasses import dataclass
from datetime import date

from schema.reads.rows import PersonRow
from schema.reads.sql import Row, default_db, fetch, full_name
from schema.rules.reporting import Line, rater_on
from schema.rules.vocabulary import Capacity, EmploymentKind

_ME = """
  select e.id, e.nip, e.title_front, e.name, e.title_back, e.employment, e.golongan,
    j.name as position, u.name as unit
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where e.id = $1"""
_ABOVE = """
  select l.employee_id, l.rater_id, l.capacity, l.starts, l.ends, r.title_front, r.name,
    r.title_back, j.name as position, u.name as unit
  from reporting_line l
  join employee r on r.id = l.rater_id
  left join position j on j.id = r.position_id
  left join work_unit u on u.id = r.unit_id
  where l.employee_id = $1 and l.starts <= $2 and (l.ends is null or l.ends >= $2)"""
_BELOW = """
  select 1 as one from reporting_line
  where rater_id = $1 and starts <= $2 and (ends is null or ends >= $2) limit 1"""


@dataclass(slots=True)
class EmployeeRow:
    """What an employee sees of the own record; the NIP is the own one only."""

    person: PersonRow
    nip: str
    employment: EmploymentKind
    golongan: str
    rater: PersonRow | None
    rater_capacity: Capacity | None
    is_rater: bool


async def employee_row(employee_id: int, today: date) -> EmployeeRow | None:
    """The own record of an employee as of today, or None."""
    db = default_db()
    rows = await fetch(db, _ME, employee_id)
    if not rows:
        return None
    above = await fetch(db, _ABOVE, employee_id, today)
    line = rater_on([_line(row) for row in above], today)
    raters = {row["rater_id"]: row for row in above}  # one may hold two lines
    below = await fetch(db, _BELOW, employee_id, today)
    return EmployeeRow(
        person=_person(employee_id, rows[0]),
        nip=rows[0]["nip"],
        employment=rows[0]["employment"],
        golongan=rows[0]["golongan"],
        rater=_person(line.rater_id, raters[line.rater_id]) if line else None,
        rater_capacity=line.capacity if line else None,
        is_rater=bool(below),
    )


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])


def _person(person_id: int, row: Row) -> PersonRow:
    name = full_name(row["title_front"], row["name"], row["title_back"])
    return PersonRow(person_id, name, row["position"] or "", row["unit"] or "")
