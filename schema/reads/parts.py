"""A person's own year: every part of every period, with its months, and the days away."""

from dataclasses import dataclass
from datetime import date

from schema.reads.results import period_row
from schema.reads.rows import AwayRow, PeriodRow, PersonRow
from schema.reads.sql import Row, default_db, fetch
from schema.reads.stints import dated_facts
from schema.reads.team import away_rows, people_by_id
from schema.rules.stints import Days, Stint
from schema.rules.vocabulary import AbsenceKind, Capacity, Predikat

_PERIODS = """
  select id as period_id, kind as period_kind, year, number as period_number, starts, ends,
    opens, closes
  from period where year = $1 and starts <= $2 order by starts, ends, id"""
_GIVEN = """
  select v.period_id, v.rater_id, v.review_id, v.predikat from review_version v
  where v.employee_id = $1 and v.current and v.state = 'DELIVERED' and v.period_ends >= $2
    and v.period_ends <= $3"""
_ABSENCES = """
  select id, kind, starts, ends, letter from absence
  where employee_id = $1 and (ends is null or ends >= starts) order by starts desc, id desc
  limit $2"""
_WHOSE = "select employee_id from absence where id = $1"
MOST = 60


@dataclass(slots=True)
class PartRow:
    """One part of a period: who gives its evaluation, how long it was, or why there is none."""

    period: PeriodRow
    starts: date
    ends: date
    months: float
    rater: PersonRow | None
    capacity: Capacity | None
    excused: AbsenceKind | None
    away: list[AwayRow]
    review_id: int | None
    predikat: Predikat | None


@dataclass(slots=True)
class AbsenceRow:
    """Days away on record."""

    id: int
    kind: AbsenceKind
    starts: date
    ends: date | None
    letter: str


async def own_parts(employee_id: int, year: int, today: date) -> list[PartRow]:
    """The parts of all periods of a year that have begun, in their order: four statements."""
    db = default_db()
    periods = await fetch(db, _PERIODS, year, today)
    if not periods:
        return []
    first, last = date(year, 1, 1), date(year, 12, 31)
    facts = (await dated_facts([employee_id], first, last, db)).get(employee_id)
    if facts is None:
        return []
    found = [
        (row, part)
        for row in periods
        for part in facts.parts(Days(row["starts"], row["ends"]), today)
    ]
    given = {
        (it["period_id"], it["rater_id"]): it
        for it in await fetch(db, _GIVEN, employee_id, first, last)
    }
    people = await people_by_id({part.line.rater_id for _, part in found if part.line})
    return [_part(row, part, given, people, today) for row, part in found]


async def absences_of(employee_id: int) -> list[AbsenceRow]:
    """Days away of one person, latest first, without those taken back."""
    rows = await fetch(default_db(), _ABSENCES, employee_id, MOST)
    return [
        AbsenceRow(it["id"], AbsenceKind(it["kind"]), it["starts"], it["ends"], it["letter"])
        for it in rows
    ]


async def employee_of_absence(absence_id: int) -> int:
    """Whose days these are; 0 for an id that does not exist."""
    rows = await fetch(default_db(), _WHOSE, absence_id)
    return int(rows[0]["employee_id"]) if rows else 0


def _part(
    row: Row,
    part: Stint,
    given: dict[tuple[int, int], Row],
    people: dict[int, PersonRow],
    today: date,
) -> PartRow:
    rater_id = part.line.rater_id if part.line else 0
    result = given.get((row["period_id"], rater_id))
    return PartRow(
        period=period_row(row, today),
        starts=part.starts,
        ends=part.ends,
        months=float(part.months),
        rater=people.get(rater_id),
        capacity=part.line.capacity if part.line else None,
        excused=part.excused,
        away=away_rows(part),
        review_id=result["review_id"] if result else None,
        predikat=result["predikat"] if result else None,
    )
