"""What units achieved, who sets it, and how the predikat of their people are spread."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from schema.reads import leading
from schema.reads.rows import LedUnitRow, PeriodRow, PersonRow
from schema.reads.sql import Row, default_db, fetch, full_name
from schema.reference.rulebook import distribution_rules
from schema.rules.achievement import suggested_by_unit
from schema.rules.distribution import (
    CountingRule,
    Warned,
    distribution_rule,
    may_show,
    pooled,
    warnings_of,
)
from schema.rules.rulebook import ReviewRules
from schema.rules.suggestion import Suggestion
from schema.rules.vocabulary import Achievement, Capacity, Predikat, UnitKind

MOST = 200  # units a list shows

_UNITS = """select id, name, kind, parent_id, opd_id, path from work_unit
  where id IN_LIST($1) order by name, id"""
_BELOW = """select id, name, kind, parent_id, opd_id, path from work_unit
  where parent_id = $1 order by name, id limit $2"""
_ROOTS = """select id, name, kind, parent_id, opd_id, path from work_unit
  where parent_id is null order by name, id limit $1"""
_SET = """
  select a.id, a.unit_id, a.number, a.value, a.reason, a.advice, a.capacity, a.set_at, a.set_by_id,
    e.title_front, e.name, e.title_back, j.name as position, u.name as unit
  from unit_achievement a
  join employee e on e.id = a.set_by_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where a.unit_id IN_LIST($1) and a.period_id = $2"""
_CURRENT = f"{_SET} and a.current"
_VERSIONS = f"{_SET} order by a.number desc limit $3"
_PEOPLE = """
  select e.id, e.title_front, e.name, e.title_back, j.name as position, u.name as unit
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where e.id IN_LIST($1)"""
# Everybody posted in the subtree on the day but its head, and the newest result of each. Head 0 is
# nobody: then the head is counted too.
_SPREAD = """
  with people as (
    select distinct a.employee_id from work_unit u
    join assignment a on a.unit_id = u.id
      and a.starts <= $3 and (a.ends is null or a.ends >= $3)
    where u.opd_id = $1 and u.path like $2 and a.employee_id <> $4),
  given as (
    select v.employee_id, v.predikat, row_number() over (
      partition by v.employee_id order by v.submitted_at desc, v.id desc) as place
    from people p
    join review_version v on v.employee_id = p.employee_id and v.current and v.period_id = $5)
  select g.predikat, count(*) as people from people p
  left join given g on g.employee_id = p.employee_id and g.place = 1
  group by g.predikat"""


@dataclass(slots=True)
class UnitRow:
    id: int
    name: str
    kind: UnitKind
    opd_id: int | None
    path: str


@dataclass(slots=True)
class SetRow:
    """One set value of a unit's achievement."""

    id: int
    unit_id: int
    number: int
    value: Achievement
    reason: str
    advice: str
    set_by: PersonRow
    capacity: Capacity
    set_at: datetime


@dataclass(slots=True)
class UnitLineRow:
    """One unit in a list: its head, and what was set last."""

    unit: UnitRow
    leader: PersonRow | None
    current: SetRow | None


@dataclass(slots=True)
class CountRow:
    predikat: Predikat
    people: int


@dataclass(slots=True)
class SpreadRow:
    """How the predikat of a group are spread beside the pattern.

    `counts` is empty where the group may not be shown, and `hidden` says why: "TOO_FEW",
    "NOT_YET" (the reader sees it when the window has closed), else ""."""

    unit: UnitRow
    people: int
    rated: int
    hidden: str
    counts: list[CountRow] = field(default_factory=list)
    achievement: Achievement | None = None
    warnings: list[Warned] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Counted:
    """How a spread is counted for a period, and from how many people on it is shown today."""

    how: CountingRule | None
    shown_from: int


@dataclass(slots=True)
class Standing:
    """What somebody is to a unit: posted there or below, head of it or of one above, superior."""

    member: bool
    leader: bool
    superior: bool


async def unit_by_id(unit_id: int) -> UnitRow | None:
    """One unit, or None."""
    rows = await fetch(default_db(), _UNITS, [unit_id])
    return _unit(rows[0]) if rows else None


async def units_below(parent_id: int | None) -> list[UnitRow]:
    """Units right below this one; without one, the top of the tree. At most MOST."""
    db = default_db()
    if parent_id is None:
        return [_unit(row) for row in await fetch(db, _ROOTS, MOST)]
    return [_unit(row) for row in await fetch(db, _BELOW, parent_id, MOST)]


async def unit_rows(unit_ids: Collection[int]) -> list[UnitRow]:
    """These units in the order of their names."""
    return [_unit(row) for row in await fetch(default_db(), _UNITS, sorted(unit_ids))]


async def lines(units: list[UnitRow], period_id: int, day: date) -> list[UnitLineRow]:
    """These units with their heads on the day and what was set in the period."""
    ids = [unit.id for unit in units]
    heads = await leading.leaders(ids, day)
    people = await _people(heads.values())
    current = await current_of(ids, period_id)
    return [
        UnitLineRow(unit, people.get(heads.get(unit.id, 0)), current.get(unit.id)) for unit in units
    ]


async def current_of(unit_ids: Collection[int], period_id: int) -> dict[int, SetRow]:
    """What holds for each of these units in the period, by unit id."""
    rows = await fetch(default_db(), _CURRENT, sorted(unit_ids), period_id)
    return {row["unit_id"]: _set(row) for row in rows}


async def versions_of(unit_id: int, period_id: int) -> list[SetRow]:
    """Everything that was ever set for a unit in a period, newest first, at most MOST."""
    rows = await fetch(default_db(), _VERSIONS, [unit_id], period_id, MOST)
    return [_set(row) for row in rows]


async def led_unit(employee_id: int, period_id: int, day: date) -> LedUnitRow | None:
    """The unit that this person leads on the day with its achievement, or None."""
    led = await leading.led_by([employee_id], day)
    if employee_id not in led:
        return None
    unit = await unit_by_id(led[employee_id])
    if unit is None:
        return None
    found = (await current_of([unit.id], period_id)).get(unit.id)
    if found is None:
        return LedUnitRow(unit.id, unit.name, None, None, "", None, None)
    return LedUnitRow(
        unit.id, unit.name, found.value, found.id, found.reason, found.set_by, found.set_at
    )


def suggested_to_leader(rules: ReviewRules, led: LedUnitRow | None) -> Suggestion | None:
    """What the achievement of the unit suggests for the rating hasil kerja of its leader."""
    value = Achievement(led.achievement) if led and led.achievement else None
    return suggested_by_unit(rules.achievement, value)


async def standing_of(employee_id: int | None, unit: UnitRow, day: date) -> Standing:
    """What this person is to the unit on the day; nothing for an account without an employee."""
    if employee_id is None:
        return Standing(False, False, False)
    mine = await leading.place_of(employee_id, day)
    upward = [int(part) for part in unit.path.split("/") if part]
    heads = await leading.leaders(upward, day)
    superior = await leading.above(unit.id, day)
    return Standing(
        member=unit.id in mine,
        leader=employee_id in heads.values(),
        superior=superior is not None and superior.employee_id == employee_id,
    )


async def spread(
    unit: UnitRow,
    period: PeriodRow,
    day: date,
    counted: Counted,
    *,
    live: bool,
    achievement: Achievement | None,
) -> SpreadRow | None:
    """How the predikat in this unit and below are spread. None above the OPD.

    `live`: the reader may follow it while it grows; others see it once the window has closed, so
    that no single new result can be told from the difference."""
    if unit.opd_id is None:
        return None
    head = 0
    if counted.how is None or not counted.how.leader_counts:
        head = (await leading.leaders([unit.id], day)).get(unit.id, 0)
    values = (unit.opd_id, f"{unit.path}%", day, head, period.id)
    rows = await fetch(default_db(), _SPREAD, *values)
    counts = {Predikat(r["predikat"]): int(r["people"]) for r in rows if r["predikat"]}
    people, rated = sum(int(row["people"]) for row in rows), sum(counts.values())
    found = SpreadRow(unit, people, rated, _hidden(counted.shown_from, rated, live, period))
    found.achievement = achievement
    rule = distribution_rule(distribution_rules(), period.ends)
    if not found.hidden:
        found.counts = [CountRow(one, counts.get(one, 0)) for one in Predikat]
        if rule is not None and counted.how is not None and achievement is not None:
            warned = warnings_of(rule, counted.how, Achievement(achievement), counts)
            found.warnings = list(warned)
    return found


def is_small(people: int, how: CountingRule | None) -> bool:
    """Whether a group is to be seen with its OPD."""
    return how is not None and pooled(how, people)


def leaves_enough(counted: Counted, rated: int, whole: SpreadRow) -> bool:
    """Whether a part of so many may be shown beside the whole it lies in."""
    return bool(whole.hidden) or may_show(counted.shown_from, rated, whole.rated)


def _hidden(shown_from: int, rated: int, live: bool, period: PeriodRow) -> str:
    if not live and period.phase != "CLOSED":
        return "NOT_YET"
    return "" if may_show(shown_from, rated) else "TOO_FEW"


async def _people(ids: Collection[int]) -> dict[int, PersonRow]:
    rows = await fetch(default_db(), _PEOPLE, sorted(set(ids)))
    return {row["id"]: _person(row["id"], row) for row in rows}


def _unit(row: Row) -> UnitRow:
    return UnitRow(row["id"], row["name"], row["kind"], row["opd_id"], row["path"])


def _set(row: Row) -> SetRow:
    return SetRow(
        id=row["id"],
        unit_id=row["unit_id"],
        number=row["number"],
        value=row["value"],
        reason=row["reason"],
        advice=row["advice"],
        set_by=_person(row["set_by_id"], row),
        capacity=row["capacity"],
        set_at=row["set_at"],
    )


def _person(person_id: int, row: Row) -> PersonRow:
    name = full_name(row["title_front"], row["name"], row["title_back"])
    return PersonRow(person_id, name, row["position"] or "", row["unit"] or "")
