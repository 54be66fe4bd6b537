"""Plans of many: a leader's team, the matrix of roles, units and gaps. Constant statements each."""

from dataclasses import dataclass
from datetime import date

from schema.reads.plans import CARD_COLUMNS, CARD_JOINS, card_row, cards, newest_plan, person_row
from schema.reads.rows import PersonRow
from schema.reads.rulebook import rulebook
from schema.reads.skp_rows import (
    MatrixCellRow,
    MatrixLineRow,
    MatrixRow,
    PlanGapRow,
    PlanGapsPageRow,
    SkpCardRow,
    TeamPlanRow,
    TeamPlansRow,
    UnitPlansPageRow,
    UnitPlansRow,
)
from schema.reads.sql import Row, default_db, fetch, grouped, parsed_json
from schema.reads.terms import calendars_around
from schema.reference.planning import excluded_reasons
from schema.rules.reporting import Line, judging_day, rater_on
from schema.rules.rulebook import Rulebook
from schema.rules.skp import Content, content_of
from schema.rules.skp_terms import due_on
from schema.rules.vocabulary import Capacity, LegalStanding, SkpState
from schema.rules.working_days import WorkCalendar

MOST = 200  # people directly under one leader, as reads/team.py
PAGE = 50
REST = "Tidak mengintervensi RHK pimpinan"

_LINES = """
  select employee_id, rater_id, capacity, starts, ends from reporting_line
  where employee_id in (
    select employee_id from reporting_line
    where rater_id = $1 and starts <= $2 and (ends is null or ends >= $2))
  and starts <= $2 and (ends is null or ends >= $2)"""
_SINCE = """(select max(a.starts) from assignment a
    where a.employee_id = e.id and a.starts <= $3) as post_since"""
_PEOPLE = f"""
  select e.id, e.title_front, e.name, e.title_back, e.standing, j.name as position,
    u.name as unit, {_SINCE}
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit u on u.id = e.unit_id
  where e.id IN_LIST($1) order by e.name, e.id limit $2"""
_CARDS = f"""
  select s.employee_id, {CARD_COLUMNS} from skp s {CARD_JOINS}
  where s.employee_id IN_LIST($1) and s.year = $2 order by s.starts"""
_DOCUMENTS = """
  select s.employee_id, s.state, s.number, s.shared, s.draft, v.content
  from skp s left join skp_version v on v.skp_id = s.id and v.number = s.number
  where s.employee_id IN_LIST($1) and s.year = $2 order by s.starts"""


def year_days(year: int, today: date) -> date:
    """The day by which lines are judged for the plans of a year."""
    return judging_day(date(year, 1, 1), date(year, 12, 31), today)


def excluded_reason(standing: str, year: int) -> str | None:
    """Why somebody of this standing is not planned for, None when they are."""
    return excluded_reasons(year).get(LegalStanding(standing))


async def team_plans(leader_id: int, year: int, *, today: date) -> TeamPlansRow:
    """Whom `leader_id` leads on the judging day of the year, in the order of their names."""
    held = await _held(leader_id, year_days(year, today))
    own = await cards(leader_id, year)
    people, plans = await _people_and_cards(sorted(held), year, year_days(year, today))
    dues = await Dues.of(year)
    members = []
    for row in people:
        plan = plans.get(row["id"])
        excluded = excluded_reason(row["standing"], year)
        late = not excluded and _overdue(plan, dues.since(row["post_since"]), today)
        person = person_row(row["id"], row)
        members.append(TeamPlanRow(person, held[row["id"]], plan, excluded, late))
    return TeamPlansRow(year, own[0] if own else None, members)


async def _held(leader_id: int, day: date) -> dict[int, Capacity]:
    rows = await fetch(default_db(), _LINES, leader_id, day)
    held: dict[int, Capacity] = {}
    for employee_id, group in grouped(rows, "employee_id").items():
        line = rater_on([_line(row) for row in group], day)
        if line is not None and line.rater_id == leader_id and employee_id != leader_id:
            held[employee_id] = line.capacity
    return held


async def _people_and_cards(
    ids: list[int], year: int, day: date
) -> tuple[list[Row], dict[int, SkpCardRow]]:
    if not ids:
        return [], {}
    people = await fetch(default_db(), _PEOPLE, ids, MOST, day)
    found = await fetch(default_db(), _CARDS, ids, year)
    return people, {row["employee_id"]: card_row(row) for row in found}  # the latest part wins


def _overdue(plan: SkpCardRow | None, due: date, today: date) -> bool:
    """Whether nothing is in force though it should be by now."""
    if plan is None:
        return today > due
    return plan.number == 0 and plan.state is not SkpState.CLOSED and today > plan.due


def _line(row: Row) -> Line:
    return Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])


# --- matriks peran hasil ----------------------------------------------------------------------


async def role_matrix(leader_id: int, year: int, *, today: date) -> MatrixRow:
    """The leader's RHK against the plans of those they lead: what they may read of them."""
    own = await newest_plan(leader_id, year)
    day = year_days(year, today)
    held = sorted(await _held(leader_id, day))
    people = await fetch(default_db(), _PEOPLE, held, MOST, day) if held else []
    rows = await fetch(default_db(), _DOCUMENTS, held, year) if held else []
    documents = {row["employee_id"]: _readable(row) for row in rows}
    persons = [person_row(row["id"], row) for row in people]
    return MatrixRow(
        year=year,
        agreed=own is not None and own[2],
        members=persons,
        lines=_matrix_lines(own, persons, documents),
    )


def _readable(row: Row) -> Content:
    """What a leader may read of a plan: the open document when shared, else what is in force."""
    state = SkpState(row["state"])
    if state in (SkpState.SUBMITTED, SkpState.RETURNED) or (
        state is SkpState.DRAFT and row["shared"]
    ):
        return content_of(parsed_json(row["draft"]))
    return content_of(parsed_json(row["content"])) if row["number"] else Content()


def _matrix_lines(
    own: tuple[int, Content, bool] | None, members: list[PersonRow], documents: dict[int, Content]
) -> list[MatrixLineRow]:
    titles: dict[str | None, str] = {}
    if own is not None:
        titles = {f"{own[0]}.{item.key}": item.title for item in own[1].rhk}
    found: dict[str | None, list[MatrixCellRow]] = {name: [] for name in titles}
    for member in members:
        cells: dict[str | None, list[str]] = {}
        for item in documents.get(member.id, Content()).rhk:
            name = item.leader.id if item.leader and item.leader.id in titles else None
            cells.setdefault(name, []).append(item.title)
        for name, items in cells.items():
            found.setdefault(name, []).append(MatrixCellRow(member.id, items))
    return [MatrixLineRow(name, titles.get(name, REST), cells) for name, cells in found.items()]


# --- units and gaps ---------------------------------------------------------------------------

_UNIT = "select id, name, path from work_unit where id = $1"
_TOPS = "select id, name, path from work_unit where parent_id is null order by name, id limit $1"
_BELOW = """
  select id, name, path from work_unit
  where parent_id = $1 and (name > $2 or (name = $2 and id > $3)) order by name, id limit $4"""
# Whoever is not planned for is left out; of several parts of the year the last one counts.
_COUNTS = """
  select t.id as unit_id, count(e.id) as people,
    sum(case when s.number > 0 then 1 else 0 end) as agreed,
    sum(case when s.number = 0 and s.state = 'SUBMITTED' then 1 else 0 end) as submitted,
    sum(case when s.number = 0 and s.state in ('DRAFT', 'RETURNED') then 1 else 0 end) as writing
  from work_unit t
  join work_unit u on u.path like t.path || '%'
  join employee e on e.unit_id = u.id and not (e.standing IN_LIST($2))
  left join skp s on s.employee_id = e.id and s.year = $3 and not exists (
    select 1 from skp n where n.employee_id = e.id and n.year = $3 and n.starts > s.starts)
  where t.id IN_LIST($1) group by t.id"""
_PARENTS = "select distinct parent_id from work_unit where parent_id IN_LIST($1)"
_GAPS = f"""
  select e.id as employee_id, e.title_front, e.name, e.title_back, j.name as position,
    u.name as unit, {_SINCE}, {CARD_COLUMNS}
  from work_unit u
  join employee e on e.unit_id = u.id and not (e.standing IN_LIST($7))
  left join position j on j.id = e.position_id
  left join skp s on s.employee_id = e.id and s.year = $2 and not exists (
    select 1 from skp n where n.employee_id = e.id and n.year = $2 and n.starts > s.starts)
  {CARD_JOINS}
  where u.path like $1 and coalesce(s.number, 0) = 0
    and (e.name > $4 or (e.name = $4 and e.id > $5))
  order by e.name, e.id limit $6"""
_ABOVE = """
  select l.employee_id, l.rater_id, l.capacity, l.starts, l.ends, r.title_front, r.name,
    r.title_back, j.name as position, u.name as unit
  from reporting_line l
  join employee r on r.id = l.rater_id
  left join position j on j.id = r.position_id
  left join work_unit u on u.id = r.unit_id
  where l.employee_id IN_LIST($1) and l.starts <= $2 and (l.ends is null or l.ends >= $2)"""


async def unit_plans(unit_id: int | None, year: int, *, first: int, after: str) -> UnitPlansPageRow:
    """How far the plans of a unit and of the units right below it are, a page at a time.

    The unit itself stands first, with everybody below it. Without a unit: the top ones. `after` is
    the cursor of the page before, "" for the first. Raises ValueError for one that no page gave."""
    db, most = default_db(), max(1, min(first, PAGE))
    if unit_id is None:
        units, more = await fetch(db, _TOPS, PAGE), False
    else:
        name, number = read_cursor(after)
        units = await fetch(db, _BELOW, unit_id, name, number, most + 1)
        more, units = len(units) > most, units[:most]
    last = cursor(units[-1]["name"], units[-1]["id"]) if more else None
    if unit_id is not None and not after:
        units = [*await fetch(db, _UNIT, unit_id), *units]
    return UnitPlansPageRow(await _counted(units, year), last)


async def _counted(units: list[Row], year: int) -> list[UnitPlansRow]:
    if not units:
        return []
    ids = [unit["id"] for unit in units]
    counts = await fetch(default_db(), _COUNTS, ids, not_planned(year), year)
    by_unit = {row["unit_id"]: row for row in counts}
    parents = {row["parent_id"] for row in await fetch(default_db(), _PARENTS, ids)}
    return [_unit_row(unit, by_unit.get(unit["id"]), unit["id"] in parents) for unit in units]


def _unit_row(unit: Row, found: Row | None, has_units: bool) -> UnitPlansRow:
    numbers = ("people", "agreed", "submitted", "writing")
    people, agreed, submitted, writing = (int(found[it]) if found else 0 for it in numbers)
    missing = people - agreed - submitted - writing
    return UnitPlansRow(
        unit["id"], unit["name"], has_units, people, agreed, submitted, writing, missing
    )


async def plan_gaps(
    unit_id: int, year: int, *, today: date, first: int, after: str
) -> PlanGapsPageRow:
    """Who has no agreed plan in a unit and below it, by name, a page at a time.

    `after` as for `unit_plans`."""
    db, most = default_db(), max(1, min(first, PAGE))
    units = await fetch(db, _UNIT, unit_id)
    if not units:
        return PlanGapsPageRow([], None)
    path = f"{units[0]['path']}%"
    day = year_days(year, today)
    name, number = read_cursor(after)
    rows = await fetch(db, _GAPS, path, year, day, name, number, most + 1, not_planned(year))
    more, rows = len(rows) > most, rows[:most]
    leaders = await _leaders([row["employee_id"] for row in rows], day)
    dues = await Dues.of(year)
    last = cursor(rows[-1]["name"], rows[-1]["employee_id"]) if more else None
    return PlanGapsPageRow([_gap(row, leaders, dues, today) for row in rows], last)


def _gap(row: Row, leaders: dict[int, PersonRow], dues: "Dues", today: date) -> PlanGapRow:
    plan = card_row(row) if row["id"] is not None else None
    due = plan.due if plan else dues.since(row["post_since"])
    person = person_row(row["employee_id"], row)
    return PlanGapRow(person, leaders.get(person.id), plan, due, today > due)


async def _leaders(ids: list[int], day: date) -> dict[int, PersonRow]:
    rows = await fetch(default_db(), _ABOVE, ids, day) if ids else []
    found: dict[int, PersonRow] = {}
    for employee_id, group in grouped(rows, "employee_id").items():
        line = rater_on([_line(row) for row in group], day)
        if line is not None:
            row = next(row for row in group if row["rater_id"] == line.rater_id)
            found[employee_id] = person_row(line.rater_id, row)
    return found


def not_planned(year: int) -> list[str]:
    """The standings that are not planned for."""
    return sorted(str(code) for code in excluded_reasons(year))


@dataclass(frozen=True, slots=True)
class Dues:
    """By when the plans of a year have to be set, by the calendar as HR keeps it."""

    year: int
    book: Rulebook
    calendar: WorkCalendar

    @classmethod
    async def of(cls, year: int) -> "Dues":
        """The days of this year."""
        book = await rulebook()
        around = date(year, *book.planning(year).due)
        return cls(year, book, (await calendars_around(around)).of(""))

    def since(self, joined: date | None) -> date:
        """The last day for somebody who is in the post since then; None: all along."""
        day = joined or date(self.year - 1, 1, 1)
        rule, days = self.book.planning(self.year), self.book.joining_days(day)
        return due_on(rule, days, self.year, day, self.calendar)


def cursor(name: str, number: int) -> str:
    """Where the next page begins."""
    return f"{number}.{name}"


def read_cursor(given: str) -> tuple[str, int]:
    """Name and id of a cursor, ("", 0) for the first page. Raises ValueError for a broken one."""
    if not given:
        return "", 0
    number, _, name = given.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise ValueError(given)
    return name, int(number)
