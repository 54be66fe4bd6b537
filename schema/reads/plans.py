"""One plan as its viewer may see it, its versions, and what the own desk shows."""

from collections.abc import Collection
from datetime import date
from typing import Any

from schema.reads.rows import PersonRow
from schema.reads.skp_content import content_row, difference_row, editors
from schema.reads.skp_rows import (
    LeaderChoiceRow,
    SkpCardRow,
    SkpContentRow,
    SkpDifferenceRow,
    SkpNoteRow,
    SkpRow,
    SkpSideRow,
    SkpVersionRow,
)
from schema.reads.sql import Row, default_db, fetch, full_name, parsed_json
from schema.reference.planning import unchanged
from schema.rules.reporting import Line, judging_day, rater_on
from schema.rules.skp import Content, PlannedRhk, content_of
from schema.rules.skp_complete import gaps_of
from schema.rules.skp_cycle import Party, steps_of
from schema.rules.vocabulary import Capacity, RhkKind, RhkScope, SkpState

NOTES = 300  # the most that a plan can have (planning/checks.py)
VERSIONS = 60

CARD_COLUMNS = """s.id, s.year, s.starts, s.ends, s.due, s.state, s.number, s.items,
  s.submitted_at, s.agreed_at, s.saved_at, sj.name as plan_position, su.name as plan_unit"""
CARD_JOINS = """left join position sj on sj.id = s.position_id
  left join work_unit su on su.id = s.unit_id"""
_SKP = f"""
  select {CARD_COLUMNS}, s.draft, s.draft_version, s.shared, s.change_reason, s.return_reason,
    s.employee_id, sj.eselon, e.title_front, e.name, e.title_back, j.name as position,
    u.name as unit
  from skp s {CARD_JOINS}
  join employee e on e.id = s.employee_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where s.id = $1"""
_CARDS = f"""
  select {CARD_COLUMNS} from skp s {CARD_JOINS}
  where s.employee_id = $1 and s.year = $2 order by s.starts desc"""
_ABOVE = """
  select l.employee_id, l.rater_id, l.capacity, l.starts, l.ends, r.title_front, r.name,
    r.title_back, j.name as position, u.name as unit
  from reporting_line l
  join employee r on r.id = l.rater_id
  left join position j on j.id = r.position_id
  left join work_unit u on u.id = r.unit_id
  where l.employee_id = $1 and l.starts <= $2 and (l.ends is null or l.ends >= $2)"""
_VERSION_COLUMNS = """v.skp_id, v.number, v.current, v.reason, v.submitted_at, v.agreed_at,
  v.capacity, v.employee_position, v.employee_unit, v.employee_golongan, v.rater_position,
  v.rater_unit, v.rater_golongan, e.id as employee_id, e.title_front, e.name, e.title_back,
  r.id as rater_id, r.title_front as rater_front, r.name as rater_name,
  r.title_back as rater_back"""
_VERSION_JOINS = """from skp_version v join skp s on s.id = v.skp_id
  join employee e on e.id = s.employee_id join employee r on r.id = v.rater_id"""
_VERSION = f"""
  select {_VERSION_COLUMNS}, v.content {_VERSION_JOINS} where v.skp_id = $1 and v.number = $2"""
_VERSIONS = f"""
  select {_VERSION_COLUMNS} {_VERSION_JOINS}
  where v.skp_id = $1 order by v.number desc limit {VERSIONS}"""
_NOTES = f"""
  select n.id, n.item, n.author_id, n.text, n.said_at, e.title_front, e.name, e.title_back,
    j.name as position, u.name as unit
  from skp_note n
  join employee e on e.id = n.author_id
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where n.skp_id = $1 order by n.id limit {NOTES}"""
_NAMES = "select id, title_front, name, title_back from employee where id IN_LIST($1)"
# The last agreed plan of somebody else in the same post that ended before this one begins.
_PREDECESSOR = """
  select v.content from skp o
  join skp_version v on v.skp_id = o.id and v.number = o.number
  where o.position_id = $1 and o.unit_id = $2 and o.year = $3 and o.employee_id <> $4
    and o.ends < $5
  order by o.ends desc, o.id desc limit 1"""
_PLANS_OF = """
  select s.id, s.state, s.number, s.draft, s.starts, v.content
  from skp s left join skp_version v on v.skp_id = s.id and v.number = s.number
  where s.employee_id = $1 and s.year = $2 order by s.starts desc limit 1"""


async def skp(
    skp_id: int, role: Party | None, viewer_id: int, *, today: date, wanted: Collection[str]
) -> SkpRow:
    """A plan that the gate has let this viewer read, as `role`.

    `wanted` names "notes", "agreed" and "gaps" where they were asked for."""
    db = default_db()
    [row] = await fetch(db, _SKP, skp_id)
    state, number = SkpState(row["state"]), row["number"]
    content = _draft(row, role, state)
    leader, capacity = await leader_of(row["employee_id"], row["starts"], row["ends"], today)
    agreed = None
    if "agreed" in wanted and number:
        agreed = await version(skp_id, number)
    notes: list[SkpNoteRow] = []
    if "notes" in wanted and role is not None:
        notes = [_note(found, viewer_id) for found in await fetch(db, _NOTES, skp_id)]
    names = await _names(editors(content)) if content else {}
    return SkpRow(
        id=row["id"],
        year=row["year"],
        starts=row["starts"],
        ends=row["ends"],
        due=row["due"],
        state=state,
        number=number,
        version=row["draft_version"],
        shared=bool(row["shared"]),
        role=role,
        steps=list(steps_of(role, state, number)) if role else [],
        employee=person_row(row["employee_id"], row),
        leader=leader,
        capacity=capacity,
        position=row["plan_position"] or "",
        unit=row["plan_unit"] or "",
        jpt=is_jpt(row["eselon"] or ""),
        change_reason=row["change_reason"],
        return_reason=row["return_reason"],
        submitted_at=row["submitted_at"],
        agreed_at=row["agreed_at"],
        saved_at=row["saved_at"],
        content=content_row(content, names) if content else None,
        agreed=agreed,
        gaps=gaps_of(content, unchanged) if content and "gaps" in wanted else [],
        notes=notes,
    )


def is_jpt(eselon: str) -> bool:
    """Whether a post is a jabatan pimpinan tinggi: eselon I or II."""
    return eselon.partition(".")[0] in ("I", "II")


def _draft(row: Row, role: Party | None, state: SkpState) -> Content | None:
    """The open document, if there is one and it is this viewer's to see.

    A draft that was not shared is the employee's own; the offices see what is in force."""
    if role is None or state in (SkpState.AGREED, SkpState.CLOSED):
        return None
    if role is Party.LEADER and state is SkpState.DRAFT and not row["shared"]:
        return None
    return content_of(parsed_json(row["draft"]))


async def leader_of(
    employee_id: int, starts: date, ends: date, today: date
) -> tuple[PersonRow | None, Capacity | None]:
    """The pejabat penilai of the time of a plan, and as what."""
    day = judging_day(starts, ends, today)
    rows = await fetch(default_db(), _ABOVE, employee_id, day)
    lines = [
        Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"]) for row in rows
    ]
    line = rater_on(lines, day)
    if line is None:
        return None, None
    row = next(row for row in rows if row["rater_id"] == line.rater_id)
    return person_row(line.rater_id, row), line.capacity


async def _names(ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = await fetch(default_db(), _NAMES, sorted(ids))
    return {
        row["id"]: full_name(row["title_front"], row["name"], row["title_back"]) for row in rows
    }


def person_row(person_id: int, row: Row) -> PersonRow:
    """A person from columns with the usual names."""
    name = full_name(row["title_front"], row["name"], row["title_back"])
    return PersonRow(person_id, name, row["position"] or "", row["unit"] or "")


def card_row(row: Row) -> SkpCardRow:
    """A plan in a list, from CARD_COLUMNS."""
    return SkpCardRow(
        id=row["id"],
        year=row["year"],
        starts=row["starts"],
        ends=row["ends"],
        due=row["due"],
        state=SkpState(row["state"]),
        number=row["number"],
        items=row["items"],
        position=row["plan_position"] or "",
        unit=row["plan_unit"] or "",
        submitted_at=row["submitted_at"],
        agreed_at=row["agreed_at"],
        saved_at=row["saved_at"],
    )


def _note(row: Row, viewer_id: int) -> SkpNoteRow:
    return SkpNoteRow(
        id=row["id"],
        item=row["item"],
        author=person_row(row["author_id"], row),
        mine=row["author_id"] == viewer_id,
        text=row["text"],
        said_at=row["said_at"],
    )


# --- versions ---------------------------------------------------------------------------------


async def version(skp_id: int, number: int) -> SkpVersionRow | None:
    """One agreed version with its document, None when there is none of this number."""
    rows = await fetch(default_db(), _VERSION, skp_id, number)
    if not rows:
        return None
    content = content_of(parsed_json(rows[0]["content"]))
    return _version(rows[0], content_row(content, {}))


async def versions(skp_id: int) -> list[SkpVersionRow]:
    """Every agreed version without its document, newest first."""
    return [_version(row, None) for row in await fetch(default_db(), _VERSIONS, skp_id)]


def _version(row: Row, content: SkpContentRow | None) -> SkpVersionRow:
    employee = full_name(row["title_front"], row["name"], row["title_back"])
    rater = full_name(row["rater_front"], row["rater_name"], row["rater_back"])
    below = (row["employee_position"], row["employee_unit"])
    above = (row["rater_position"], row["rater_unit"])
    return SkpVersionRow(
        skp_id=row["skp_id"],
        number=row["number"],
        current=bool(row["current"]),
        reason=row["reason"],
        submitted_at=row["submitted_at"],
        agreed_at=row["agreed_at"],
        capacity=Capacity(row["capacity"]),
        employee=SkpSideRow(
            PersonRow(row["employee_id"], employee, *below), row["employee_golongan"]
        ),
        leader=SkpSideRow(PersonRow(row["rater_id"], rater, *above), row["rater_golongan"]),
        content=content,
    )


async def skp_difference(
    skp_id: int, before: int, after: int | None, role: Party | None
) -> SkpDifferenceRow | None:
    """What changed from version `before` (0: nothing) to `after` (None: the open document)."""
    db = default_db()
    old = await _document(skp_id, before)
    if after is not None:
        new = await _document(skp_id, after)
    else:
        [row] = await fetch(db, _SKP, skp_id)
        new = _draft(row, role, SkpState(row["state"]))
    return None if old is None or new is None else difference_row(old, new)


async def _document(skp_id: int, number: int) -> Content | None:
    if number == 0:
        return Content()
    rows = await fetch(default_db(), _VERSION, skp_id, number)
    return content_of(parsed_json(rows[0]["content"])) if rows else None


# --- the own desk -----------------------------------------------------------------------------


async def cards(employee_id: int, year: int) -> list[SkpCardRow]:
    """The plans of a year, the latest part first."""
    return [card_row(row) for row in await fetch(default_db(), _CARDS, employee_id, year)]


async def leader_choices(leader_id: int, year: int) -> list[LeaderChoiceRow]:
    """What a leader's newest plan of the year offers to intervene.

    Of an agreed plan its RHK in force; before, the ones planned so far, titles only."""
    found = await newest_plan(leader_id, year)
    if found is None:
        return []
    skp_id, content, agreed = found
    return [
        LeaderChoiceRow(f"{skp_id}.{item.key}", item.title, item.kind, agreed)
        for item in content.rhk
        if item.title.strip() and item.kind in RhkKind
    ]


async def newest_plan(employee_id: int, year: int) -> tuple[int, Content, bool] | None:
    """Id and document of somebody's newest plan of a year, and whether it is one in force."""
    rows = await fetch(default_db(), _PLANS_OF, employee_id, year)
    if not rows:
        return None
    row: dict[str, Any] = rows[0]
    agreed = row["number"] > 0
    data = row["content"] if agreed else row["draft"]
    return row["id"], content_of(parsed_json(data)), agreed


async def left_by_predecessor(
    position_id: int | None, unit_id: int | None, year: int, employee_id: int, starts: date
) -> list[PlannedRhk]:
    """The work results of klasifikasi ORGANISASI that whoever held the post before has left.

    They stay with the post; those of klasifikasi INDIVIDU went along with the person."""
    if position_id is None or unit_id is None:
        return []
    given = (position_id, unit_id, year, employee_id, starts)
    rows = await fetch(default_db(), _PREDECESSOR, *given)
    items = content_of(parsed_json(rows[0]["content"])).rhk if rows else ()
    return [item for item in items if item.scope is RhkScope.ORGANISASI]
