"""What became of the sample's results: terms, signatures, and four objections of the story.

Sari's was decided and changed her result; two of Hendra's staff object now, one waits for his
explanation, one for Dewi's decision; Dewi's own lies with the Tim Penilai Kinerja. All invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count

import orjson

from schema.models import Delivery, Objection, ObjectionStep
from schema.reference import load
from schema.reference.holidays import national_days_off
from schema.reference.terms import default_terms
from schema.rules.routing import Rung, route_objection
from schema.rules.terms import EmployeeTerms, delivery_due, employee_terms, objection_terms
from schema.rules.vocabulary import CycleState, ObjectionState, Part, Rating, Route, StepKind
from schema.rules.working_days import WorkCalendar
from schema.sample.bulk import Bulk
from schema.sample.careers import Career
from schema.sample.chance import share
from schema.sample.crowd import Person
from schema.sample.plan import SamplePeriod
from schema.sample.sheets import Rated

COLUMNS = {
    Delivery: (
        *("id", "version_id", "state", "deliver_due", "starts", "sign_due", "object_due"),
        *("safe_due", "ends", "acted_at", "accepted_at", "unsigned_at"),
    ),
    Objection: (
        *("id", "version_id", "review_id", "number", "employee_id", "rater_id", "decider_id"),
        *("route", "route_reasons", "employee_unit_id", "rater_unit_id", "state", "request_id"),
        *("reason", "items", "evidence", "filed_at", "answer_due", "decision_due", "answer"),
        *("answer_items", "answer_version", "answered_at", "decided_by_id", "decided_at"),
        *("decision_reason", "new_number"),
    ),
    ObjectionStep: ("id", "objection_id", "at", "kind", "actor_id", "route", "note"),
}
SIGNED, SIGNED_EARLY = 0.78, 0.4  # shares that accept in all, and while the term still runs
DECIDED_AGO = 2  # Sari's decided objection is against the result so many before the last
SILENT, SILENT_AGO = "silent", 1  # and the one before the last she never signed
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Given:
    """One version that was given: its row, whose it is, and when it could be read."""

    version: int
    review: int
    number: int
    current: bool
    person: Person
    rater: Person
    submitted: datetime
    delivered: datetime | None
    read: datetime | None


class Cycles:
    """Writes the cycle of each version, and remembers whom the story's people are rated by."""

    def __init__(self, bulk: Bulk, today: date) -> None:
        self._rows, self._today = bulk.rows, today
        self._deliveries, self._objections, self._steps = count(1), count(1), count(1)
        self._above: dict[str, Career] = {}
        self._pending: list[tuple[Given, str, Sequence[Rated]]] = []

    def know(self, career: Career) -> None:
        """Remember the superiors of somebody of the cast: objections go to them."""
        if career.person.cast:
            self._above[career.person.cast] = career

    def add(self, given: Given, kind: str, items: Sequence[Rated]) -> None:
        """The cycle of one version; `kind` names an objection of the story, or is empty."""
        state, at = self._state(given, kind)
        due = _deliver_due(_day(given.submitted))
        dates: tuple[date | None, ...] = (None,) * 5
        if given.delivered is not None and state is not CycleState.DECIDED:
            terms = _terms(_day(given.delivered))
            dates = (terms.starts, terms.sign_due, terms.object_due, terms.safe_due, terms.ends)
        accepted = at if state is CycleState.ACCEPTED else None
        unsigned = at if state is CycleState.UNSIGNED else None
        self._rows[Delivery].append(
            (next(self._deliveries), given.version, state.value, due, *dates, at, accepted,
             unsigned)
        )  # fmt: skip
        if kind in _OBJECTED:
            self._pending.append((given, kind, items))

    def finish(self) -> None:
        """Write the objections: by now everybody of the story is known with their superiors."""
        for pending in self._pending:
            self._objection(*pending)

    def _state(self, given: Given, kind: str) -> tuple[CycleState, datetime]:
        """Where a version stands today, and since when."""
        if kind in _OBJECTED:
            return _OBJECTED[kind], self._moments(given, kind)[-1]
        if given.delivered is None:
            return CycleState.SUBMITTED, given.submitted
        if not given.current:
            return CycleState.REPLACED, given.submitted + 24 * _HOUR
        ends = _terms(_day(given.delivered)).ends
        accepted = (given.read or given.delivered) + 2 * _HOUR
        if kind == SILENT:
            return CycleState.UNSIGNED, _morning(ends + timedelta(days=1))
        luck = share(f"signed/{given.version}")
        if given.read is not None and luck < (SIGNED if ends < self._today else SIGNED_EARLY):
            return CycleState.ACCEPTED, accepted
        if ends < self._today:
            return CycleState.UNSIGNED, _morning(ends + timedelta(days=1))
        return CycleState.DELIVERED, given.delivered

    def decided(self, given: Given) -> None:
        """The version that a decision made: final from its first moment."""
        due = _deliver_due(_day(given.submitted))
        empty = (None,) * 5
        self._rows[Delivery].append(
            (next(self._deliveries), given.version, CycleState.DECIDED.value, due, *empty,
             given.submitted, None, None)
        )  # fmt: skip

    # --- the four objections ------------------------------------------------------------------

    def _moments(self, given: Given, kind: str) -> list[datetime]:
        """When it was filed, explained, decided: as far as this one came."""
        filed = (given.delivered or given.submitted) + 50 * _HOUR
        return [filed + number * 26 * _HOUR for number in range(_STEPS[kind])]

    def _objection(self, given: Given, kind: str, items: Sequence[Rated]) -> None:
        said = load("sample_objections")[kind]
        moments = self._moments(given, kind)
        routed = self._route(given, _day(moments[0]))
        terms = objection_terms(default_terms(), _day(moments[0]), _calendar())
        number, key = next(self._objections), _contested(items, kind)
        answered = moments[1] if len(moments) > 1 else None
        decided = moments[2] if len(moments) > 2 else None
        state = _STATES[kind]
        about = (number, given.version, given.review, given.number, given.person.id)
        way = (routed[0], routed[1].value, orjson.dumps(routed[2]).decode())
        units = (given.person.unit.id, given.rater.unit.id)
        answer = (said["answer"], _json(key, said["answer_item"]), 1) if answered else ("", "[]", 0)
        self._rows[Objection].append(
            (*about, given.rater.id, *way, *units, state.value, f"contoh-{number}",
             said["reason"], _json(key, said["item"]), orjson.dumps(said["evidence"]).decode(),
             moments[0], terms.answer_due, terms.decision_due, *answer, answered,
             routed[0] if decided else None, decided, said.get("decision", ""),
             given.number + 1 if decided else None)
        )  # fmt: skip
        self._timeline(number, given, moments, routed[0], routed[1])

    def _timeline(
        self, number: int, given: Given, moments: list[datetime], decider: int | None, route: Route
    ) -> None:
        steps = [
            (moments[0], StepKind.FILED, given.person.id, None),
            (moments[0], StepKind.ROUTED, decider, route.value),
        ]
        if len(moments) > 1:
            steps.append((moments[1], StepKind.ANSWERED, given.rater.id, None))
        if len(moments) > 2:
            steps.append((moments[2], StepKind.CHANGED, decider, route.value))
        self._rows[ObjectionStep] += [
            (next(self._steps), number, at, kind.value, actor, way, "")
            for at, kind, actor, way in steps
        ]

    def _route(self, given: Given, day: date) -> tuple[int | None, Route, list[str]]:
        """To whom it went, by the rule of the product."""
        ladder, person = [], given.rater
        while (known := self._above.get(person.cast)) is not None:
            found = known.rater_on(day)
            if found is None:
                break
            person, capacity = found
            ladder.append(Rung(person.id, capacity))
        routed = route_objection(ladder, rater_id=given.rater.id, objector_id=given.person.id)
        return routed.decider_id, routed.route, [str(reason) for reason in routed.reasons]


_OBJECTED = {
    "waiting": CycleState.OBJECTED,
    "answered": CycleState.ANSWERED,
    "team": CycleState.ANSWERED,
    "changed": CycleState.CHANGED,
}
_STATES = {
    "waiting": ObjectionState.FILED,
    "answered": ObjectionState.ANSWERED,
    "team": ObjectionState.ANSWERED,
    "changed": ObjectionState.CHANGED,
}
_STEPS = {"waiting": 1, "answered": 2, "team": 2, "changed": 3}


def story_of(person: Person, rater: Person, place: int, period: SamplePeriod, ago: int) -> str:
    """Which objection of the story a result meets, "" for nearly all. `ago` counts rated periods
    back from the last settled one."""
    if person.cast == "sari" and period.settled and ago == DECIDED_AGO:
        return "changed"
    if person.cast == "sari" and period.settled and ago == SILENT_AGO:
        return SILENT
    if period.settled:
        return ""
    if person.cast == "dewi":
        return "team"
    if rater.cast == "hendra":
        return {2: "waiting", 3: "answered"}.get(place, "")
    return ""


def overlooked(items: Sequence[Rated]) -> list[Rated]:
    """The sheet as it was before the decision: work results rated without the report."""
    note = load("sample_objections")["changed"]["note"]
    return [
        item._replace(rating=Rating.DI_BAWAH, note=note)
        if item.line.part is Part.HASIL_KERJA
        else item
        for item in items
    ]


def decided_at(delivered: datetime) -> datetime:
    """When the decision of Sari's objection came, for a result readable from `delivered` on."""
    return delivered + (50 + 2 * 26) * _HOUR


def decision_reason() -> str:
    """What the decision said."""
    return str(load("sample_objections")["changed"]["decision"])


def _contested(items: Sequence[Rated], kind: str) -> str:
    """The item it is about: a value for the one about meetings, else the first work result."""
    part = Part.KONTRIBUSI_TIM if kind == "answered" else Part.HASIL_KERJA
    return [item.line.start[0] for item in items if item.line.part is part][-1]


def _json(key: str, reason: str) -> str:
    return orjson.dumps([{"key": key, "reason": reason}]).decode()


@cache
def _calendar() -> WorkCalendar:
    off: dict[date, str] = {}
    for year in range(2019, 2041):
        off |= national_days_off(year)
    return WorkCalendar(off)


@cache
def _terms(delivered: date) -> EmployeeTerms:
    return employee_terms(default_terms(), delivered, _calendar())


@cache
def _deliver_due(submitted: date) -> date:
    return delivery_due(default_terms(), submitted, _calendar())


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(0, 1), UTC) - 7 * _HOUR


def _day(at: datetime) -> date:
    return (at + 7 * _HOUR).date()  # the day in Bungo
