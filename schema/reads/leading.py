"""Who leads which unit on a day, and who stands one level above: flat batches, any number of units.

The rule is rules/leading.py; here its posts and lines are read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from schema.reads.sql import Row, default_db, fetch, grouped
from schema.rules.leading import Post, RatedBelow, leader_of
from schema.rules.reporting import Line, rater_on
from schema.rules.vocabulary import Capacity

MOST = 200  # units below one superior that a page shows

# People posted in these units who rate somebody by a definitive line of the day, and whom.
_HEADS = """
  select a.unit_id as led_id, a.employee_id as head_id, j.eselon, l.employee_id,
    b.unit_id, u.parent_id
  from assignment a
  join position j on j.id = a.position_id
  join reporting_line l on l.rater_id = a.employee_id and l.capacity = 'DEFINITIF'
    and l.starts <= $2 and (l.ends is null or l.ends >= $2)
  join assignment b on b.employee_id = l.employee_id
    and b.starts <= $2 and (b.ends is null or b.ends >= $2)
  join work_unit u on u.id = b.unit_id
  where a.unit_id IN_LIST($1) and a.starts <= $2 and (a.ends is null or a.ends >= $2)"""
_POSTS = """
  select employee_id, unit_id from assignment
  where employee_id IN_LIST($1) and starts <= $2 and (ends is null or ends >= $2)
  order by employee_id, starts"""
_PLACE = """
  select u.path from assignment a join work_unit u on u.id = a.unit_id
  where a.employee_id = $1 and a.starts <= $2 and (a.ends is null or a.ends >= $2)
  order by a.starts desc limit 1"""
_LINES = """
  select employee_id, rater_id, capacity, starts, ends from reporting_line
  where employee_id IN_LIST($1) and starts <= $2 and (ends is null or ends >= $2)"""
_RATED = """
  select employee_id, rater_id, capacity, starts, ends from reporting_line
  where employee_id in (
    select employee_id from reporting_line
    where rater_id = $1 and starts <= $2 and (ends is null or ends >= $2))
  and starts <= $2 and (ends is null or ends >= $2)"""
_CHILDREN = "select id from work_unit where parent_id = $1 order by name, id limit $2"
_PATH = "select path from work_unit where id = $1"


@dataclass(frozen=True, slots=True)
class Above:
    """Who sets the achievement of a unit, and as what."""

    employee_id: int
    capacity: Capacity


async def leaders(unit_ids: Collection[int], day: date) -> dict[int, int]:
    """The head of each of these units that has one, by unit id."""
    rows = await fetch(default_db(), _HEADS, sorted(unit_ids), day)
    found: dict[int, int] = {}
    for unit_id, group in grouped(rows, "led_id").items():
        posts = [
            Post(*key) for key in dict.fromkeys((r["head_id"], unit_id, r["eselon"]) for r in group)
        ]
        lines = [
            RatedBelow(r["head_id"], r["employee_id"], r["unit_id"], r["parent_id"]) for r in group
        ]
        leader = leader_of(unit_id, posts, lines)
        if leader is not None:
            found[unit_id] = leader
    return found


async def posts_of(employee_ids: Collection[int], day: date) -> dict[int, int]:
    """The unit in which each of these people holds a post on the day; the latest begun wins."""
    rows = await fetch(default_db(), _POSTS, sorted(employee_ids), day)
    return {row["employee_id"]: row["unit_id"] for row in rows}


async def place_of(employee_id: int, day: date) -> list[int]:
    """Ids from the root down to the unit in which this person holds a post; [] for none."""
    rows = await fetch(default_db(), _PLACE, employee_id, day)
    return [int(part) for part in rows[0]["path"].split("/") if part] if rows else []


async def led_by(employee_ids: Collection[int], day: date) -> dict[int, int]:
    """The unit that each of these people leads, for those who lead one."""
    posts = await posts_of(employee_ids, day)
    heads = await leaders(set(posts.values()), day)
    return {who: unit for who, unit in posts.items() if heads.get(unit) == who}


async def above(unit_id: int, day: date) -> Above | None:
    """Who sets the achievement of this unit: one level above its head, None where nobody is.

    Without a head it is the head of the nearest unit above that has one (a vacant post without
    this would leave the unit without a word). Nobody sets it for a unit of their own."""
    ids = await _upward(unit_id)
    heads = await leaders(ids, day)
    leader = heads.get(unit_id)
    if leader is None:
        higher = [heads[one] for one in reversed(ids[:-1]) if one in heads]
        return Above(higher[0], Capacity.DEFINITIF) if higher else None
    line = await _rater_of(leader, day)
    if line is None or line.rater_id == leader:
        return None
    return Above(line.rater_id, line.capacity)


async def units_under(employee_id: int, day: date) -> list[int]:
    """Units whose achievement this person sets on the day, at most MOST.

    Those led by people they rate, and those without a head right below the unit they lead."""
    rated = grouped(await fetch(default_db(), _RATED, employee_id, day), "employee_id")
    people = [
        who
        for who, rows in rated.items()
        if who != employee_id and _holder(rows, day) == employee_id
    ]
    led = await led_by([*people, employee_id], day)
    own = led.pop(employee_id, None)
    found = set(led.values())
    if own is not None:
        below = await fetch(default_db(), _CHILDREN, own, MOST)
        children = [row["id"] for row in below]
        heads = await leaders(children, day)
        found |= {child for child in children if child not in heads}
    return sorted(found)[:MOST]


async def _upward(unit_id: int) -> list[int]:
    """Ids from the root down to this unit, itself included."""
    rows = await fetch(default_db(), _PATH, unit_id)
    return [int(part) for part in rows[0]["path"].split("/") if part] if rows else [unit_id]


async def _rater_of(employee_id: int, day: date) -> Line | None:
    rows = await fetch(default_db(), _LINES, [employee_id], day)
    return rater_on([_line(row) for row in rows], day)


def _holder(rows: list[Row], day: date) -> int | None:
    line = rater_on([_line(row) for row in rows], day)
    return None if line is None else line.rater_id


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])
