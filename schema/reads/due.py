"""What waits for whom: for one phone or for a batch of two hundred, at the same number of
statements.

Each source is one function `(ids, day, db) -> rows`; a room with a new duty adds its own to
SOURCES. A source tells only what the person could see and do anyway."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.reads.due_plans import agreeing, planning
from schema.reads.due_rows import DutyRow
from schema.reads.results import period_row
from schema.reads.rows import PeriodRow, PersonRow
from schema.reads.sql import Row, default_db, fetch, full_name, grouped
from schema.rules.due import DutyKind
from schema.rules.reporting import Line, rater_on
from schema.rules.vocabulary import Capacity

MOST = 50  # duties that one person is shown at once
LATE_SHOWN = timedelta(days=120)  # a closed window is spoken of for so long

# On the day that judges a period (rules/reporting.py judging_day), of every open one.
_DAY = "case when p.ends < $2 then p.ends else $2 end"
_TEAMS = f"""
  select distinct p.id as period_id, p.closes, {_DAY} as judged, l.employee_id, l.rater_id,
    l.capacity, l.starts, l.ends
  from period p
  join reporting_line mine on mine.rater_id IN_LIST($1) and mine.starts <= {_DAY}
    and (mine.ends is null or mine.ends >= {_DAY})
  join reporting_line l on l.employee_id = mine.employee_id and l.starts <= {_DAY}
    and (l.ends is null or l.ends >= {_DAY})
  where p.opens <= $2 and p.closes >= $2"""
_GIVEN = """
  select period_id, employee_id, rater_id from review
  where employee_id IN_LIST($1) and period_id IN_LIST($2) and number > 0"""
_MISSED = """
  select n.rater_id, p.id as period_id, p.closes, count(*) as waiting
  from closing_note n
  join round r on r.id = n.round_id
  join period p on p.id = r.period_id and p.closes = r.day
  where n.rater_id IN_LIST($1) and n.finding in ('UNRATED', 'DRAFT_LEFT')
    and p.closes < $2 and p.closes >= $3
    and not exists (select 1 from review w
      where w.employee_id = n.employee_id and w.period_id = p.id and w.number > 0)
  group by n.rater_id, p.id, p.closes"""
_SIGN = """
  select v.employee_id, v.review_id, v.period_id, v.rater_id, d.ends as due
  from review_version v
  join delivery d on d.version_id = v.id and d.state = 'DELIVERED' and d.ends >= $2
  where v.employee_id IN_LIST($1) and v.current"""
_ANSWER = """
  select o.rater_id, o.id, o.review_id, o.employee_id, o.answer_due as due, v.period_id
  from objection o join review_version v on v.id = o.version_id
  where o.rater_id IN_LIST($1) and o.state = 'FILED'"""
_DECIDE = """
  select o.decider_id, o.id, o.review_id, o.employee_id, o.decision_due as due, v.period_id,
    o.escalated_to_id
  from objection o join review_version v on v.id = o.version_id
  where o.decider_id IN_LIST($1)
    and (o.state = 'ANSWERED' or (o.state = 'FILED' and o.answer_due < $2))"""
# Without a decider it lies with the Tim Penilai Kinerja: each member is asked.
_DECIDE_TOGETHER = """
  select a.employee_id as decider_id, o.id, o.review_id, o.employee_id, o.decision_due as due,
    v.period_id, o.escalated_to_id
  from account a
  join role_grant g on g.account_id = a.id and g.role = 'PERFORMANCE_TEAM' and g.starts <= $2
    and (g.ends is null or g.ends >= $2)
  join objection o on o.state in ('FILED', 'ANSWERED') and o.decider_id is null
    and (o.state = 'ANSWERED' or o.answer_due < $2)
  join review_version v on v.id = o.version_id
  where a.employee_id IN_LIST($1)"""

Source: TypeAlias = Callable[[Sequence[int], date, BaseDBAsyncClient], Awaitable[Sequence[DutyRow]]]


async def rating(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Teams to rate in the open periods: how many of how many are still without a result."""
    rows = await fetch(db, _TEAMS, list(ids), day)
    members: dict[tuple[int, int, date], list[int]] = {}
    for (period, employee), group in _by_person(rows).items():
        line = rater_on([_line(row) for row in group], group[0]["judged"])
        if line is not None and line.rater_id in ids and line.rater_id != employee:
            key = (line.rater_id, period, group[0]["closes"])
            members.setdefault(key, []).append(employee)
    people = sorted({row["employee_id"] for row in rows})
    periods = sorted({row["period_id"] for row in rows})
    given = {
        (row["period_id"], row["employee_id"], row["rater_id"])
        for row in (await fetch(db, _GIVEN, people, periods) if people else ())
    }
    return [
        duty
        for (rater, period, closes), team in members.items()
        if (duty := _rating(rater, period, closes, team, given)).waiting
    ]


def _rating(
    rater: int, period: int, closes: date, team: list[int], given: set[tuple[int, int, int]]
) -> DutyRow:
    waiting = sum((period, employee, rater) not in given for employee in team)
    return DutyRow(
        kind=DutyKind.RATE_TEAM, employee_id=rater, subject=f"period:{period}", due=closes,
        waiting=waiting, total=len(team), period_id=period,
    )  # fmt: skip


def _by_person(rows: Sequence[Row]) -> dict[tuple[int, int], list[Row]]:
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["period_id"], row["employee_id"]), []).append(row)
    return groups


async def missed(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Teams that a closed window left without a result, as its closing noted them."""
    rows = await fetch(db, _MISSED, list(ids), day, day - LATE_SHOWN)
    return [
        DutyRow(
            kind=DutyKind.RATE_TEAM, employee_id=row["rater_id"],
            subject=f"period:{row['period_id']}", due=row["closes"], waiting=row["waiting"],
            total=row["waiting"], period_id=row["period_id"],
        )
        for row in rows
    ]  # fmt: skip


async def signing(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Results that can be read, and were neither accepted nor objected to, while the term runs."""
    return [
        DutyRow(
            kind=DutyKind.SIGN_RESULT, employee_id=row["employee_id"],
            subject=f"review:{row['review_id']}", due=row["due"], waiting=1, total=1,
            period_id=row["period_id"], review_id=row["review_id"], about_id=row["rater_id"],
        )
        for row in await fetch(db, _SIGN, list(ids), day)
    ]  # fmt: skip


async def answering(ids: Sequence[int], _day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Objections that wait for the rater's explanation."""
    return [
        _objection(DutyKind.ANSWER_OBJECTION, row["rater_id"], row)
        for row in await fetch(db, _ANSWER, list(ids))
    ]


async def deciding(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> list[DutyRow]:
    """Objections that wait for the superior's decision, or for the Tim Penilai Kinerja's."""
    rows = [
        *await fetch(db, _DECIDE, list(ids), day),
        *await fetch(db, _DECIDE_TOGETHER, list(ids), day),
    ]
    return [_objection(DutyKind.DECIDE_OBJECTION, row["decider_id"], row) for row in rows]


def _objection(kind: DutyKind, who: int, row: Row) -> DutyRow:
    return DutyRow(
        kind=kind, employee_id=who, subject=f"objection:{row['id']}", due=row["due"], waiting=1,
        total=1, period_id=row["period_id"], review_id=row["review_id"],
        objection_id=row["id"], about_id=row["employee_id"],
    )  # fmt: skip


SOURCES: tuple[Source, ...] = (
    rating,
    missed,
    signing,
    answering,
    deciding,
    planning,
    agreeing,
)


async def duties_of(
    ids: Sequence[int], day: date, db: BaseDBAsyncClient | None = None
) -> dict[int, list[DutyRow]]:
    """What waits for each of these people, the earliest term first; at most MOST a person."""
    db = db or default_db()
    found: dict[int, list[DutyRow]] = {}
    for source in SOURCES:
        for duty in await source(ids, day, db):
            found.setdefault(duty.employee_id, []).append(duty)
    return {who: sorted(duties, key=_order)[:MOST] for who, duties in found.items()}


def _order(duty: DutyRow) -> tuple[date, str, str]:
    return duty.due, duty.kind, duty.subject


_LINES = """
  select employee_id, rater_id, capacity, starts, ends from reporting_line
  where employee_id IN_LIST($1) and starts <= $2 and (ends is null or ends >= $2)"""


async def superiors_of(ids: Sequence[int], day: date, db: BaseDBAsyncClient) -> dict[int, int]:
    """Who stands above each of these people on a day; nobody for those without a line."""
    found: dict[int, int] = {}
    for who, group in grouped(await fetch(db, _LINES, list(ids), day), "employee_id").items():
        line = rater_on([_line(row) for row in group], day)
        if line is not None and line.rater_id != who:
            found[who] = line.rater_id
    return found


_TEAM = """
  select l.employee_id, l.rater_id, l.capacity, l.starts, l.ends
  from reporting_line mine
  join reporting_line l on l.employee_id = mine.employee_id and l.starts <= $2
    and (l.ends is null or l.ends >= $2)
  where mine.rater_id = $1 and mine.starts <= $2 and (mine.ends is null or mine.ends >= $2)"""


async def team_of(rater_id: int, day: date, db: BaseDBAsyncClient) -> list[int]:
    """Whom somebody rates on a day, at most 200."""
    rows = grouped(await fetch(db, _TEAM, rater_id, day), "employee_id")
    held = [
        who
        for who, group in rows.items()
        if (line := rater_on([_line(row) for row in group], day)) is not None
        and line.rater_id == rater_id
        and who != rater_id
    ]
    return sorted(held)[:200]


_PEOPLE = """
  select e.id, e.title_front, e.name, e.title_back, j.name as position, u.name as unit
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where e.id IN_LIST($1)"""
_PERIODS = """
  select id as period_id, kind as period_kind, year, number as period_number, starts, ends, opens,
    closes
  from period where id IN_LIST($1)"""


async def people_by_id(ids: set[int], db: BaseDBAsyncClient) -> dict[int, PersonRow]:
    """Names and posts of these people, without their NIP."""
    rows = await fetch(db, _PEOPLE, sorted(ids)) if ids else []
    return {row["id"]: _person(row) for row in rows}


async def periods_by_id(ids: set[int], today: date, db: BaseDBAsyncClient) -> dict[int, PeriodRow]:
    """These periods as of today."""
    rows = await fetch(db, _PERIODS, sorted(ids)) if ids else []
    return {row["period_id"]: period_row(row, today) for row in rows}


@dataclass(slots=True)
class ToldRow:
    """That the superior was told of a late duty, and when."""

    person: PersonRow
    at: datetime


@dataclass(slots=True)
class DutyView:
    """One duty as its owner, or the owner's superior, sees it."""

    kind: DutyKind
    subject: str
    due: date
    late: bool
    waiting: int
    total: int
    year: int | None
    period: PeriodRow | None
    review_id: int | None
    objection_id: int | None
    about: PersonRow | None
    told: ToldRow | None


@dataclass(slots=True)
class PersonDuties:
    """Somebody of my team with what waits for that person."""

    person: PersonRow
    duties: list[DutyView]


_TOLD = """
  select r.employee_id, r.duty, r.subject, r.due, r.about_id, r.made_at from reminder r
  where r.employee_id IN_LIST($1) and r.stage = 'ESCALATED'
    and r.duty IN_LIST($2) and r.due >= $3"""


async def my_duties(employee_id: int, today: date) -> list[DutyView]:
    """What waits for somebody, the earliest term first."""
    return (await _viewed([employee_id], today)).get(employee_id, [])


async def team_duties(rater_id: int, today: date) -> list[PersonDuties]:
    """Who of my team has something waiting, in the order of names."""
    db = default_db()
    team = await team_of(rater_id, today, db)
    views = await _viewed(team, today) if team else {}
    people = await people_by_id(set(views), db)
    found = [PersonDuties(people[who], duties) for who, duties in views.items()]
    return sorted(found, key=lambda one: (one.person.name, one.person.id))


async def _viewed(ids: list[int], today: date) -> dict[int, list[DutyView]]:
    db = default_db()
    found = await duties_of(ids, today, db)
    every = [duty for duties in found.values() for duty in duties]
    told = await _told(every, today, db)
    about = {duty.about_id for duty in every} | {row["about_id"] for row in told.values()}
    people = await people_by_id({one for one in about if one is not None}, db)
    wanted = {duty.period_id for duty in every if duty.period_id is not None}
    periods = await periods_by_id(wanted, today, db)
    return {
        who: [_view(duty, today, told, people, periods) for duty in duties]
        for who, duties in found.items()
    }


_Key: TypeAlias = tuple[int, str, str, date]


async def _told(duties: list[DutyRow], today: date, db: BaseDBAsyncClient) -> dict[_Key, Row]:
    late = [duty for duty in duties if duty.due < today]
    if not late:
        return {}
    who, kinds = sorted({d.employee_id for d in late}), sorted({d.kind.value for d in late})
    rows = await fetch(db, _TOLD, who, kinds, min(duty.due for duty in late))
    return {(row["employee_id"], row["duty"], row["subject"], row["due"]): row for row in rows}


def _view(
    duty: DutyRow,
    today: date,
    told: dict[_Key, Row],
    people: dict[int, PersonRow],
    periods: dict[int, PeriodRow],
) -> DutyView:
    escalated = told.get((duty.employee_id, duty.kind.value, duty.subject, duty.due))
    above = people.get(escalated["about_id"]) if escalated else None
    return DutyView(
        kind=duty.kind,
        subject=duty.subject,
        due=duty.due,
        late=duty.due < today,
        waiting=duty.waiting,
        total=duty.total,
        year=duty.year,
        period=periods.get(duty.period_id) if duty.period_id is not None else None,
        review_id=duty.review_id,
        objection_id=duty.objection_id,
        about=people.get(duty.about_id) if duty.about_id is not None else None,
        told=ToldRow(above, escalated["made_at"]) if escalated and above else None,
    )


def _person(row: Row) -> PersonRow:
    name = full_name(row["title_front"], row["name"], row["title_back"])
    return PersonRow(row["id"], name, row["position"] or "", row["unit"] or "")


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])
