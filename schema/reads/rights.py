"""The table of rights in words, who holds which role, lent writing, and who read a result."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schema.reads.rows import PersonRow
from schema.reads.sql import Row, default_db, fetch, full_name
from schema.reference import load
from schema.rules.permissions import ALLOWED, Operation, Relation
from schema.rules.vocabulary import Role

MOST = 200
_GRANTS = """
  select g.id, g.role, g.starts, g.ends, a.login, a.employee_id, e.title_front, e.name,
    e.title_back, j.name as position, u.name as unit
  from role_grant g
  join account a on a.id = g.account_id
  left join employee e on e.id = a.employee_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where g.ends is null or g.ends >= $1 order by g.role, g.starts, g.id limit $2"""
_LENT = """
  select d.id, d.rater_id, d.writer_id, d.starts, d.ends, d.reason,
    r.title_front as r_front, r.name as r_name, r.title_back as r_back, rj.name as r_position,
    ru.name as r_unit, w.title_front as w_front, w.name as w_name, w.title_back as w_back,
    wj.name as w_position, wu.name as w_unit
  from writing_delegation d
  join employee r on r.id = d.rater_id
  left join position rj on rj.id = r.position_id
  left join work_unit ru on ru.id = r.unit_id
  join employee w on w.id = d.writer_id
  left join position wj on wj.id = w.position_id
  left join work_unit wu on wu.id = w.unit_id
  where (d.rater_id = $1 or d.writer_id = $1) and d.ends >= $2 and d.ends >= d.starts
  order by d.starts, d.id limit $3"""
# Open drafts of those who lent me their writing today: what I may write in.
_DRAFTS = """
  select w.id as review_id, w.rater_id, w.rated, w.total, e.id, e.title_front, e.name, e.title_back,
    j.name as position, u.name as unit
  from writing_delegation d
  join review w on w.rater_id = d.rater_id and w.drafting
  join period p on p.id = w.period_id and p.opens <= $2 and p.closes >= $2
  join employee e on e.id = w.employee_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where d.writer_id = $1 and d.starts <= $2 and d.ends >= $2 and w.employee_id <> $1
  order by e.name, e.id limit $3"""
_READINGS = """
  select j.id, j.at as read_at, j.reason, e.title_front, e.name, e.title_back
  from journal_entry j
  left join account a on a.id = j.actor_id
  left join employee e on e.id = a.employee_id
  where j.subject = $1 and j.action = 'read_results' order by j.id desc limit $2"""


@dataclass(slots=True)
class RightRow:
    """One operation in words of both languages, and who may do it."""

    operation: Operation
    text: str
    text_en: str
    roles: list[Role]
    relations: list[Relation]


@dataclass(slots=True)
class GrantRow:
    """Who holds which role from when to when; `lent` for some days only."""

    id: int
    role: Role
    person: PersonRow | None
    starts: date
    ends: date | None
    lent: bool


@dataclass(slots=True)
class LentRow:
    """Writing lent by a rater for some days."""

    id: int
    rater: PersonRow
    writer: PersonRow
    starts: date
    ends: date
    reason: str


@dataclass(slots=True)
class LentDraftRow:
    """A draft in which the viewer may write in the name of its rater."""

    review_id: int
    person: PersonRow
    rater_id: int
    rated: int
    total: int


@dataclass(slots=True)
class ReadingRow:
    """Somebody read results with a reason."""

    at: datetime
    name: str
    reason: str


def rights() -> list[RightRow]:
    """The whole table, in the order of the code; a member without words is shown by its name."""
    words: dict[str, dict[str, str]] = load("rights")
    return [
        RightRow(
            operation=operation,
            text=words.get(operation, {}).get("id", operation),
            text_en=words.get(operation, {}).get("en", operation),
            roles=sorted(it for it in ALLOWED[operation] if isinstance(it, Role)),
            relations=sorted(it for it in ALLOWED[operation] if isinstance(it, Relation)),
        )
        for operation in Operation
    ]


async def running_grants(today: date) -> list[GrantRow]:
    """Roles that hold today or later."""
    rows = await fetch(default_db(), _GRANTS, today, MOST)
    return [
        GrantRow(
            id=row["id"],
            role=Role(row["role"]),
            person=_person(row["employee_id"], row, "") if row["employee_id"] else None,
            starts=row["starts"],
            ends=row["ends"],
            lent=row["ends"] is not None,
        )
        for row in rows
    ]


async def lent_writing(employee_id: int, today: date) -> list[LentRow]:
    """What this person lent, and was lent, from today on."""
    rows = await fetch(default_db(), _LENT, employee_id, today, MOST)
    return [
        LentRow(
            id=row["id"],
            rater=_person(row["rater_id"], row, "r_"),
            writer=_person(row["writer_id"], row, "w_"),
            starts=row["starts"],
            ends=row["ends"],
            reason=row["reason"],
        )
        for row in rows
    ]


async def lent_drafts(employee_id: int, today: date) -> list[LentDraftRow]:
    """Open drafts in which this person may write today in the name of their raters."""
    rows = await fetch(default_db(), _DRAFTS, employee_id, today, MOST)
    return [
        LentDraftRow(
            row["review_id"],
            _person(row["id"], row, ""),
            row["rater_id"],
            row["rated"],
            row["total"],
        )
        for row in rows
    ]


async def readings_of(employee_id: int) -> list[ReadingRow]:
    """Who read this person's results by office, newest first."""
    rows = await fetch(default_db(), _READINGS, f"employee:{employee_id}", MOST)
    return [
        ReadingRow(
            row["read_at"],
            full_name(row["title_front"], row["name"], row["title_back"]) if row["name"] else "",
            row["reason"],
        )
        for row in rows
    ]


def _person(person_id: int, row: Row, prefix: str) -> PersonRow:
    short: Any = ("front", "back") if prefix else ("title_front", "title_back")
    front, back = row[f"{prefix}{short[0]}"], row[f"{prefix}{short[1]}"]
    return PersonRow(
        person_id,
        full_name(front, row[f"{prefix}name"], back),
        row[f"{prefix}position"] or "",
        row[f"{prefix}unit"] or "",
    )
