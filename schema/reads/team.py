"""A rater's team in a period: four flat statements, however many people."""

from collections.abc import Collection
from datetime import date

from schema.reads.results import period_row, recent_results
from schema.reads.rows import (
    AwayRow,
    HandoverRow,
    MemberRow,
    PeriodRow,
    PersonRow,
    ResultRow,
    TeamRow,
)
from schema.reads.sql import Row, default_db, fetch, full_name
from schema.reads.stints import Facts, dated_facts
from schema.rules.permissions import rater_may_read
from schema.rules.reporting import rater_on
from schema.rules.stints import Days, Share, Stint, months_of, part_of
from schema.rules.vocabulary import Capacity

MOST = 200  # people directly under one rater; the law's span is far smaller
MOST_KNOWN = 400  # with those who came or went within the period
RECENT = 4

_PERIOD_COLUMNS = """id as period_id, kind as period_kind, year, number as period_number,
  starts, ends, opens, closes"""
_PERIOD = f"select {_PERIOD_COLUMNS} from period where id = $1"
# Open windows first, the one that closes first on top; without one, the last that closed.
_OPEN = f"""select {_PERIOD_COLUMNS} from period where closes >= $1 and opens <= $1
  order by closes, id limit 1"""
_LAST = f"""select {_PERIOD_COLUMNS} from period where closes < $1
  order by closes desc, id desc limit 1"""
# Whoever was rated by this rater on any day of the period, or is today: who reads what is a matter
# of today, whatever the period.
_RATED = """
  select distinct employee_id from reporting_line
  where rater_id = $1 and starts <= $3 and (ends is null or ends >= $2)
  order by employee_id limit $4"""
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
_PERSONS = """
  select e.id, e.title_front, e.name, e.title_back, j.name as position, u.name as unit
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where e.id IN_LIST($1)"""
_NOTES = """
  select employee_id, note, given_at from handover where period_id = $1 and rater_id = $2"""


async def team(
    rater_id: int, period_id: int | None, *, today: date, wanted: Collection[str]
) -> TeamRow:
    """Whom `rater_id` rates in the period, in the order of their names.

    Without a period: the open one that closes first, else the last one. `wanted` names "recent"
    (the last results of each) when it was asked for."""
    period = await _period(period_id, today)
    if period is None:
        return TeamRow(None, [], [])
    facts = await _facts(rater_id, period, today)
    parts = {who: known.parts(Days(period.starts, period.ends), today) for who, known in facts}
    given = {who: part for who, it in parts.items() if (part := part_of(it, rater_id))}
    left = {who: days for who, it in parts.items() if (days := _left(it, rater_id))}
    people = await fetch(
        default_db(), _PEOPLE, sorted({*given, *left}), period.id, rater_id, MOST_KNOWN
    )
    by_id = {row["id"]: row for row in people}
    seen = {who for who, known in facts if _rates_today(known, rater_id, today)}
    recent: dict[int, list[ResultRow]] = {}
    if "recent" in wanted and given:
        ids = sorted(given)
        recent = await recent_results(ids, count=RECENT, today=today, wanted=())
    return TeamRow(
        period,
        [
            _member(row, given[row["id"]], _shown(recent, row["id"], rater_id, seen))
            for row in people
            if row["id"] in given
        ][:MOST],
        await _handovers(period.id, rater_id, left, by_id) if "handovers" in wanted else [],
    )


async def _facts(rater_id: int, period: PeriodRow, today: date) -> list[tuple[int, Facts]]:
    starts, ends = min(period.starts, today), max(period.ends, today)
    rows = await fetch(default_db(), _RATED, rater_id, starts, ends, MOST_KNOWN)
    ids = [row["employee_id"] for row in rows if row["employee_id"] != rater_id]
    return sorted((await dated_facts(ids, starts, ends)).items()) if ids else []


def _left(parts: list[Stint], rater_id: int) -> tuple[Share, int] | None:
    """The days that this rater rated of a part which somebody else gives, and who that is."""
    if part_of(parts, rater_id) is not None:
        return None
    return next(
        (
            (share, part.line.rater_id)
            for part in parts
            for share in part.former
            if part.line is not None and share.rater_id == rater_id
        ),
        None,
    )


def _rates_today(facts: Facts, rater_id: int, today: date) -> bool:
    line = rater_on(facts.lines, today)
    return line is not None and line.rater_id == rater_id


async def _handovers(
    period_id: int,
    rater_id: int,
    left: dict[int, tuple[Share, int]],
    people: dict[int, Row],
) -> list[HandoverRow]:
    """The notes asked of this rater, in the order of names."""
    if not left:
        return []
    db = default_db()
    notes = await fetch(db, _NOTES, period_id, rater_id)
    given = {row["employee_id"]: row for row in notes}
    raters = await people_by_id({judge for _, judge in left.values()})
    rows = []
    for who in (it for it in people if it in left):
        share, judge = left[who]
        note = given.get(who)
        rows.append(
            HandoverRow(
                person=_person(people[who]),
                rater=raters.get(judge),
                starts=share.starts,
                ends=share.ends,
                months=float(share.months),
                note=note["note"] if note else "",
                given_at=note["given_at"] if note else None,
            )
        )
    return rows


async def people_by_id(ids: Collection[int]) -> dict[int, PersonRow]:
    """People as others see them, by id."""
    rows = await fetch(default_db(), _PERSONS, sorted(ids)) if ids else []
    return {row["id"]: _person(row) for row in rows}


def _person(row: Row) -> PersonRow:
    name = full_name(row["title_front"], row["name"], row["title_back"])
    return PersonRow(row["id"], name, row["position"] or "", row["unit"] or "")


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


def away_rows(part: Stint) -> list[AwayRow]:
    """Days away within a part, each with its months."""
    return [
        AwayRow(it.kind, it.starts, ends, float(months_of([Days(it.starts, ends)])))
        for it in part.away
        if (ends := it.ends) is not None
    ]


def _member(row: Row, part: Stint, recent: list[ResultRow]) -> MemberRow:
    drafting = bool(row["drafting"])
    return MemberRow(
        person=_person(row),
        capacity=part.line.capacity if part.line else Capacity.DEFINITIF,
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
        covers_from=part.starts,
        covers_to=part.ends,
        months=float(part.months),
        excused=part.excused,
        away=away_rows(part),
        inputs=len({share.rater_id for share in part.former}),
    )
