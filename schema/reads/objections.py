"""Deliveries and objections as the graph shows them, in flat batches."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from schema.reads.results import ID_DIGITS, MOST, period_row, results_by_number
from schema.reads.rows import EvidenceRow, PeriodRow, PersonRow, ResultRow
from schema.reads.sql import Row, default_db, fetch, full_name, grouped, parsed_json
from schema.reads.terms import Calendars, calendars_around
from schema.rules.cycle import CycleEvent, Moment, Party, possible
from schema.rules.objecting import RUNNING, parties_of
from schema.rules.permissions import Operation, allows
from schema.rules.routing import RouteReason
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import CycleState, ObjectionState, Predikat, Route, StepKind


@dataclass(slots=True)
class StepRow:
    """One dated step; `by` is null for the program."""

    at: datetime
    kind: StepKind
    by: PersonRow | None
    route: Route | None
    note: str


@dataclass(slots=True)
class ItemReasonRow:
    """What is said about one item."""

    key: str
    reason: str


@dataclass(slots=True)
class ObjectionRow:
    """One objection, with what the viewer is to it and can do with it now."""

    id: int
    review_id: int
    number: int
    state: ObjectionState
    employee: PersonRow
    rater: PersonRow
    decider: PersonRow | None
    route: Route
    route_reasons: list[RouteReason]
    period: PeriodRow
    predikat: Predikat
    reason: str
    items: list[ItemReasonRow]
    evidence: list[EvidenceRow]
    filed_at: datetime
    answer_due: date
    answer_work_days_left: int
    answer_overdue: bool
    decision_due: date
    decision_work_days_left: int
    decision_overdue: bool
    escalated_to: PersonRow | None
    answer: str
    answer_items: list[ItemReasonRow]
    answer_version: int
    answered_at: datetime | None
    decided_by: PersonRow | None
    decided_at: datetime | None
    decision_reason: str
    new_number: int | None
    withdrawn_at: datetime | None
    running: bool
    my_parts: list[Party]
    actions: list[CycleEvent]
    steps: list[StepRow] = field(default_factory=list)
    result: ResultRow | None = None
    new_result: ResultRow | None = None


@dataclass(slots=True)
class DeliveryRow:
    """Where one version stands, its terms, and what the viewer can do with it now."""

    review_id: int
    number: int
    state: CycleState
    current: bool
    employee: PersonRow
    rater: PersonRow
    period: PeriodRow
    predikat: Predikat
    submitted_at: datetime
    deliver_due: date | None
    delivered_at: datetime | None
    read_at: datetime | None
    sign_due: date | None
    object_due: date | None
    safe_due: date | None
    work_days_left: int
    days_left: int
    accepted_at: datetime | None
    unsigned_at: datetime | None
    actions: list[CycleEvent]
    objections: list[ObjectionRow] = field(default_factory=list)
    steps: list[StepRow] = field(default_factory=list)


_PEOPLE = """
  e.id as e_id, e.title_front as e_front, e.name as e_name, e.title_back as e_back,
  v.employee_position as e_position, v.employee_unit as e_unit,
  r.id as r_id, r.title_front as r_front, r.name as r_name, r.title_back as r_back,
  v.rater_position as r_position, v.rater_unit as r_unit, u.path"""
_PERIOD = """
  p.id as period_id, p.kind as period_kind, p.year, p.number as period_number, p.starts, p.ends,
  p.opens, p.closes"""
_JOINS = """
  join period p on p.id = v.period_id
  join employee e on e.id = v.employee_id
  join employee r on r.id = v.rater_id
  left join work_unit u on u.id = e.unit_id"""
_DELIVERY = f"""
  select v.id as version_id, v.review_id, v.number, v.current, v.predikat, v.submitted_at,
    v.delivered_at, v.read_at, v.employee_id, v.rater_id, d.state as cycle, d.deliver_due,
    d.sign_due, d.object_due, d.safe_due, d.ends as term_ends, d.accepted_at, d.unsigned_at,
    d.acted_at, {_PEOPLE}, {_PERIOD}
  from review_version v
  join delivery d on d.version_id = v.id {_JOINS}"""
_ONE = f"{_DELIVERY} where v.review_id = $1 and v.number = $2"
_MINE = f"""{_DELIVERY}
  where v.employee_id = $1 and v.current and v.state = 'DELIVERED'
    and (v.period_ends, v.id) < ($2, $3)
  order by v.period_ends desc, v.id desc limit $4"""
_OBJECTION = f"""
  select o.*, v.predikat, d.state as cycle, d.ends as term_ends, d.object_due,
    {_PEOPLE}, {_PERIOD}
  from objection o
  join review_version v on v.id = o.version_id
  join delivery d on d.version_id = v.id {_JOINS}"""
_BY_ID = f"{_OBJECTION} where o.id IN_LIST($1) order by o.id desc"
_OF_VERSIONS = f"{_OBJECTION} where o.version_id IN_LIST($1) order by o.id desc"
_MY_IDS = "select id from objection where employee_id = $1 and id < $2 order by id desc limit $3"
# Each branch reads one index; together they are as short as the page.
_HANDLED_IDS = """
  select id from (select id from objection where rater_id = $1 and id < $2
    order by id desc limit $3) as answered
  union select id from (select id from objection where decider_id = $1 and id < $2
    order by id desc limit $3) as decided
  union select id from (select id from objection where escalated_to_id = $1 and id < $2
    order by id desc limit $3) as escalated
  order by id desc limit $3"""
_TEAM_IDS = """
  select id from (select id from objection where decider_id is null and id < $1
    and rater_id <> $2 and employee_id <> $2 order by id desc limit $3) as decided
  union select id from (select id from objection where escalated_to_id is null and id < $1
    and decision_overdue_at is not null and rater_id <> $2 and employee_id <> $2
    order by id desc limit $3) as escalated
  order by id desc limit $3"""
_ALL_IDS = "select id from objection where id < $1 order by id desc limit $2"
_STEPS = """
  select s.objection_id, s.at, s.kind, s.actor_id, s.route, s.note
  from objection_step s where s.objection_id IN_LIST($1) order by s.id"""
_PERSONS = """
  select e.id, e.title_front, e.name, e.title_back, j.name as position, w.name as unit
  from employee e
  left join position j on j.id = e.position_id
  left join work_unit w on w.id = e.unit_id
  where e.id IN_LIST($1)"""
_HEAVY = {"items", "steps"}
_OF_RESULT = frozenset({CycleEvent.ACCEPT, CycleEvent.OBJECT})


async def delivery(
    review_id: int, number: int, viewer: Viewer, *, today: date, wanted: Collection[str]
) -> DeliveryRow | None:
    """Where one version stands, whoever asks: callers have passed a gate."""
    rows = await fetch(default_db(), _ONE, review_id, number)
    found = await _deliveries(rows, viewer, today, wanted)
    return found[0] if found else None


async def own_deliveries(
    employee_id: int, viewer: Viewer, *, first: int, after: tuple[date, int], today: date,
    wanted: Collection[str],
) -> tuple[list[DeliveryRow], str | None]:  # fmt: skip
    """Where the delivered results of one person stand, newest period first, and the next cursor."""
    count = max(1, min(first, MOST))
    rows = await fetch(default_db(), _MINE, employee_id, *after, count + 1)
    page, more = rows[:count], len(rows) > count
    cursor = f"{page[-1]['ends'].isoformat()}.{page[-1]['version_id']}" if more else None
    return await _deliveries(page, viewer, today, wanted), cursor


async def objections(
    viewer: Viewer, which: str, *, first: int, after: int, today: date, wanted: Collection[str]
) -> tuple[list[ObjectionRow], str | None]:
    """A page of objections, newest first: "mine", "handled" (as rater, decider, next level),
    "team" (those of the Tim Penilai Kinerja) or "all"; and the next cursor."""
    count, me = max(1, min(first, MOST)), viewer.employee_id or 0
    statements: dict[str, tuple[str, tuple[int, ...]]] = {
        "mine": (_MY_IDS, (me, after, count + 1)),
        "handled": (_HANDLED_IDS, (me, after, count + 1)),
        "team": (_TEAM_IDS, (after, me, count + 1)),
        "all": (_ALL_IDS, (after, count + 1)),
    }
    text, values = statements[which]
    ids = [row["id"] for row in await fetch(default_db(), text, *values)]
    rows = await fetch(default_db(), _BY_ID, ids[:count]) if ids else []
    cursor = str(ids[count - 1]) if len(ids) > count else None
    return await _objections(rows, viewer, today, wanted), cursor


async def objection(
    objection_id: int, viewer: Viewer, *, today: date, wanted: Collection[str]
) -> ObjectionRow | None:
    """One objection, whoever asks: callers have passed a gate."""
    rows = await fetch(default_db(), _BY_ID, [objection_id])
    found = await _objections(rows, viewer, today, wanted)
    return found[0] if found else None


def read_id(after: str | None) -> int:
    """Where a page of objections starts; ValueError for what no page has given."""
    if after is None:
        return int(10**ID_DIGITS)
    if not (after.isascii() and after.isdigit() and len(after) <= ID_DIGITS):
        raise ValueError("no page has given this")
    return int(after)


async def _deliveries(
    rows: list[Row], viewer: Viewer, today: date, wanted: Collection[str]
) -> list[DeliveryRow]:
    if not rows:
        return []
    calendars = await calendars_around(today)
    found = [_delivery(row, viewer, today, calendars) for row in rows]
    if not ({"objections", "steps"} & set(wanted)):
        return found
    ids = [row["version_id"] for row in rows]
    told = await fetch(default_db(), _OF_VERSIONS, ids)
    of_version = grouped(told, "version_id")
    full = {row.id: row for row in await _objections(told, viewer, today, wanted, calendars)}
    for row, made in zip(rows, found, strict=True):
        made.objections = [full[one["id"]] for one in of_version.get(row["version_id"], [])]
        made.steps = _timeline(row, made)
    return found


def _delivery(row: Row, viewer: Viewer, today: date, calendars: Calendars) -> DeliveryRow:
    due = _date(row["object_due"])
    moment = Moment(today, object_due=due, ends=_date(row["term_ends"]))
    parties = _parties(row, viewer)
    # The steps of an objection stand with it; here is what concerns the version itself.
    can: list[CycleEvent] = [
        event
        for event in possible(CycleState(row["cycle"]), parties, moment)
        if event in _OF_RESULT
    ]
    return DeliveryRow(
        review_id=row["review_id"],
        number=row["number"],
        state=CycleState(row["cycle"]),
        current=bool(row["current"]),
        employee=_joined(row, "e"),
        rater=_joined(row, "r"),
        period=period_row(row, today),
        predikat=Predikat(row["predikat"]),
        submitted_at=row["submitted_at"],
        deliver_due=_date(row["deliver_due"]),
        delivered_at=row["delivered_at"],
        read_at=row["read_at"],
        sign_due=_date(row["sign_due"]),
        object_due=due,
        safe_due=_date(row["safe_due"]),
        work_days_left=0 if due is None else _left(due, row, today, calendars),
        days_left=0 if due is None else max(0, (due - today).days + 1),
        accepted_at=_moment(row["accepted_at"]),
        unsigned_at=_moment(row["unsigned_at"]),
        actions=can,
    )


def _parties(row: Row, viewer: Viewer) -> frozenset[Party]:
    mine = viewer.employee_id is not None and viewer.employee_id == row["e_id"]
    return frozenset({Party.EMPLOYEE}) if mine else frozenset()


async def _objections(
    rows: list[Row], viewer: Viewer, today: date, wanted: Collection[str],
    calendars: Calendars | None = None,
) -> list[ObjectionRow]:  # fmt: skip
    if not rows:
        return []
    calendars = calendars or await calendars_around(today)
    ids = [row["id"] for row in rows]
    steps = grouped(await fetch(default_db(), _STEPS, ids), "objection_id") if (
        "steps" in wanted
    ) else {}  # fmt: skip
    people = await _people(rows, [step for some in steps.values() for step in some])
    found = [_objection(row, people, viewer, today, calendars) for row in rows]
    for made in found:
        made.steps = [_step(step, people) for step in steps.get(made.id, [])]
    if {"result", "newResult"} & set(wanted):
        shown = [one for one in found if not _only_audited(one, viewer)]
        await _add_results(shown, today, wanted)
    return found


def _only_audited(one: ObjectionRow, viewer: Viewer) -> bool:
    """Whether the viewer sees it by a role that reads every objection, and by nothing else.

    A whole result is read with a reason, on record, and the person is told (rights/actions.py)."""
    told = one.escalated_to is not None and one.escalated_to.id == viewer.employee_id
    return allows(Operation.READ_OBJECTIONS, viewer) and not one.my_parts and not told


async def _add_results(found: list[ObjectionRow], today: date, wanted: Collection[str]) -> None:
    keys = [(one.review_id, one.number) for one in found]
    keys += [(one.review_id, one.new_number) for one in found if one.new_number is not None]
    results = await results_by_number(keys, today=today, wanted=_HEAVY & set(wanted))
    for one in found:
        one.result = results.get((one.review_id, one.number))
        one.new_result = results.get((one.review_id, one.new_number or 0))


async def _people(rows: Iterable[Row], steps: Iterable[Row]) -> dict[int, PersonRow]:
    ids = {row[name] for row in rows for name in ("decider_id", "escalated_to_id", "decided_by_id")}
    ids |= {step["actor_id"] for step in steps}
    ids.discard(None)
    if not ids:
        return {}
    return {
        row["id"]: PersonRow(
            row["id"],
            full_name(row["title_front"], row["name"], row["title_back"]),
            row["position"] or "",
            row["unit"] or "",
        )
        for row in await fetch(default_db(), _PERSONS, sorted(ids))
    }


def _objection(
    row: Row, people: dict[int, PersonRow], viewer: Viewer, today: date, calendars: Calendars
) -> ObjectionRow:
    state = ObjectionState(row["state"])
    running = state in RUNNING
    parties = parties_of(
        viewer,
        employee_id=row["employee_id"],
        rater_id=row["rater_id"],
        decider_id=row["decider_id"],
        route=Route(row["route"]),
    )
    answer_due, decision_due = _day(row["answer_due"]), _day(row["decision_due"])
    moment = Moment(
        today,
        object_due=_date(row["object_due"]),
        ends=_date(row["term_ends"]),
        answered=row["answered_at"] is not None,
        answer_due=answer_due,
    )
    can = possible(CycleState(row["cycle"]), parties, moment) if running else []
    return ObjectionRow(
        id=row["id"],
        review_id=row["review_id"],
        number=row["number"],
        state=state,
        employee=_joined(row, "e"),
        rater=_joined(row, "r"),
        decider=people.get(row["decider_id"]),
        route=Route(row["route"]),
        route_reasons=[RouteReason(code) for code in parsed_json(row["route_reasons"])],
        period=period_row(row, today),
        predikat=Predikat(row["predikat"]),
        reason=row["reason"],
        items=_reasons(row["items"]),
        evidence=[EvidenceRow(link["url"], link["label"]) for link in parsed_json(row["evidence"])],
        filed_at=_at(row["filed_at"]),
        answer_due=answer_due,
        answer_work_days_left=_left(answer_due, row, today, calendars) if running else 0,
        answer_overdue=row["answer_overdue_at"] is not None,
        decision_due=decision_due,
        decision_work_days_left=_left(decision_due, row, today, calendars) if running else 0,
        decision_overdue=row["decision_overdue_at"] is not None,
        escalated_to=people.get(row["escalated_to_id"]),
        answer=row["answer"],
        answer_items=_reasons(row["answer_items"]),
        answer_version=row["answer_version"],
        answered_at=_moment(row["answered_at"]),
        decided_by=people.get(row["decided_by_id"]),
        decided_at=_moment(row["decided_at"]),
        decision_reason=row["decision_reason"],
        new_number=row["new_number"],
        withdrawn_at=_moment(row["withdrawn_at"]),
        running=running,
        my_parts=sorted(parties),
        actions=list(dict.fromkeys(can)),
    )


def _timeline(row: Row, made: DeliveryRow) -> list[StepRow]:
    """Every dated step of a version and its objections, oldest first."""
    given: list[tuple[datetime, StepKind, PersonRow | None]] = [
        (row["submitted_at"], StepKind.SUBMITTED, made.rater)
    ]
    if row["delivered_at"] is not None:
        given.append((row["delivered_at"], StepKind.DELIVERED, None))
    if row["read_at"] is not None:
        given.append((row["read_at"], StepKind.READ, made.employee))
    if made.accepted_at is not None:
        given.append((made.accepted_at, StepKind.ACCEPTED, made.employee))
    if made.unsigned_at is not None:
        given.append((made.unsigned_at, StepKind.UNSIGNED, None))
    if made.state is CycleState.REPLACED and row["acted_at"] is not None:
        given.append((_at(row["acted_at"]), StepKind.REPLACED, made.rater))
    steps = [StepRow(at, kind, by, None, "") for at, kind, by in given]
    steps += [step for one in made.objections for step in one.steps]
    return sorted(steps, key=lambda step: step.at)


def _step(row: Row, people: dict[int, PersonRow]) -> StepRow:
    route = Route(row["route"]) if row["route"] else None
    by = people.get(row["actor_id"])
    return StepRow(_at(row["at"]), StepKind(row["kind"]), by, route, row["note"])


def _reasons(value: Any) -> list[ItemReasonRow]:
    return [ItemReasonRow(one["key"], one["reason"]) for one in parsed_json(value)]


def _joined(row: Row, who: str) -> PersonRow:
    name = full_name(row[f"{who}_front"], row[f"{who}_name"], row[f"{who}_back"])
    return PersonRow(row[f"{who}_id"], name, row[f"{who}_position"], row[f"{who}_unit"])


def _left(due: date, row: Row, today: date, calendars: Calendars) -> int:
    # Bounded: a calendar knows two years ahead, and no term is longer than one.
    last = min(due, today + timedelta(days=366))
    return calendars.of(row["path"] or "").work_days_left(last, today)


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _date(value: Any) -> date | None:
    return None if value is None else _day(value)


def _at(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime | None:
    return None if value is None else _at(value)
