"""Plans (SKP): everybody's of this year, agreed, and the open ones that the demo's story needs.

The plan of this year has the number of its person, so that a member's plan can name the leader's
without anybody being remembered."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import count
from random import Random
from typing import Any, NamedTuple

import orjson

from schema.models import Skp, SkpNote, SkpVersion
from schema.reference import load
from schema.reference.holidays import national_days_off
from schema.reference.planning import templates
from schema.reference.rule_settings import delivered_rulebook
from schema.rules.skp import Content, Edit, Indicator, LeaderRhk, PlannedRhk
from schema.rules.skp_terms import due_on, years_open
from schema.rules.vocabulary import (
    Aspect,
    BehaviourValue,
    Capacity,
    RhkKind,
    RhkScope,
    SkpApproach,
    SkpState,
)
from schema.rules.working_days import WorkCalendar
from schema.sample.bulk import Bulk
from schema.sample.careers import Career
from schema.sample.chance import chance, pick
from schema.sample.crowd import Person
from schema.sample.plan import Plan

DAY = timedelta(days=1)
COLUMNS = {
    Skp: (
        *("id", "employee_id", "year", "starts", "ends", "position_id", "unit_id", "due"),
        *("state", "number", "draft", "draft_version", "items", "shared", "change_reason"),
        *("return_reason", "turn_by_id", "created_at", "saved_at", "submitted_at", "agreed_at"),
    ),
    SkpVersion: (
        *("id", "skp_id", "number", "content", "rater_id", "capacity", "submitted_at"),
        *("agreed_at", "request_id", "employee_position", "employee_unit", "employee_golongan"),
        *("rater_position", "rater_unit", "rater_golongan"),
    ),
    SkpNote: ("id", "skp_id", "item", "author_id", "text", "said_at", "request_id"),
}


class Text(NamedTuple):
    """A work result as sample_rhk.json has it."""

    kind: RhkKind
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a year that somebody plans, and who leads then."""

    person: Person
    leader: Person
    capacity: Capacity
    year: int
    starts: date
    ends: date
    post_since: date


def work_texts(person: Person, years: tuple[int, ...]) -> dict[int, list[Text]]:
    """The work results of each year: from one year to the next, one of them may be new."""
    rng, data = chance(f"rhk/{person.id}"), load("sample_rhk")
    known = data["utama"][person.job.rhk]
    chosen = rng.sample(known, min(len(known), 3 + (rng.random() < 0.3)))
    extra = pick(rng, data["tambahan"]) if rng.random() < 0.6 else None
    found: dict[int, list[Text]] = {}
    for year in years:
        found[year] = [Text(RhkKind.UTAMA, title, target) for title, target in chosen]
        found[year] += [Text(RhkKind.TAMBAHAN, *extra)] if extra else []
        spare = [text for text in known if text not in chosen]
        if spare and rng.random() < 0.6:  # next year one of them is new
            chosen = [*chosen[1:], pick(rng, spare)]
    return found


class Plans:
    """Writes the plans of one person after the other."""

    def __init__(self, bulk: Bulk, plan: Plan, years: tuple[int, ...]) -> None:
        self._rows, self._plan, self._years = bulk.rows, plan, years
        self._next = count(plan.size + 1)  # numbers of plans beside those of this year
        self._notes = count(1)
        self._open = max(years_open(delivered_rulebook().planning, plan.today))
        self._hendra: tuple[LeaderRhk, ...] = ()  # what the plan of the story's leader offers
        self.agreed = 0

    def add(self, career: Career, texts: list[Text], place: int) -> int | None:
        """The plan of this year, and the open one of the next; gives the number of the first.

        None when nothing was agreed: then the work results stand without a plan."""
        year = self._plan.today.year
        number = self._this_year(career, texts, year)
        if self._open > year:
            self._next_year(career, place)
        return number

    # --- this year ----------------------------------------------------------------------------

    def _this_year(self, career: Career, texts: list[Text], year: int) -> int | None:
        person = career.person
        part = self._part(career, year)
        if part is None:
            if not career.lines:  # nobody rates the top: planned, and waiting for whoever will
                self._planned(career, texts, year)
            return None
        at = self._agreed_at(part)
        if at.date() >= self._plan.today:
            return None
        content = _content(part, texts, _leader_items(part, self._years))
        self._version(part, person.id, content, at)
        ended = part.ends < self._plan.today
        state = SkpState.CLOSED if ended else SkpState.AGREED
        self._skp(part, person.id, state, content, at)
        self.agreed += 1
        return person.id

    def _part(self, career: Career, year: int) -> Part | None:
        unit_since = career.posts[-1][1]
        last = career.posts[-1][2]
        starts = max(date(year, 1, 1), unit_since)
        ends = min(date(year, 12, 31), last or date.max)
        found = career.rater_on(max(starts, min(ends, self._plan.today)))
        if found is None or ends < starts:
            return None
        return Part(career.person, *found, year, starts, ends, unit_since)

    def _agreed_at(self, part: Part) -> datetime:
        days = 4 + chance(f"skp/{part.person.id}").randrange(20)
        day = part.starts + timedelta(days=days)
        while day.weekday() >= 5:
            day += DAY
        return _moment(min(day, part.ends), part.person.id * 977)

    def _planned(self, career: Career, texts: list[Text], year: int) -> None:
        unit, since, _ = career.posts[-1]
        person, days = career.person, (date(year, 1, 1), date(year, 12, 31))
        part = Part(person, person, Capacity.DEFINITIF, year, days[0], days[1], since)
        content = replace(_content(part, texts, ()), values={})
        at = _moment(self._plan.since, unit.id)
        self._skp(part, career.person.id, SkpState.DRAFT, content, at, shared=True)

    # --- the story of the next year -----------------------------------------------------------

    def _next_year(self, career: Career, place: int) -> None:
        state = _story(career, self._plan.today, place)
        year = self._open
        part = self._part(career, year) if state else None
        if state is None or part is None:
            return
        texts = work_texts(career.person, (*self._years, year))[year]
        above = self._hendra if part.leader.cast == "hendra" else ()
        content = _content(part, texts, above)
        number, at = next(self._next), _moment(self._plan.today - 2 * DAY, career.person.id * 977)
        if career.person.cast == "hendra":
            utama = (item for item in content.rhk if item.kind is RhkKind.UTAMA)
            self._hendra = tuple(LeaderRhk(number, item.key, item.title) for item in utama)
        if state is SkpState.AGREED:
            self._version(part, number, content, at)
        elif state is SkpState.DRAFT:
            content = _half_written(content)
        elif state is SkpState.RETURNED:
            content = _edited(content, part.leader.id, at)
        self._skp(part, number, state, content, at)
        if career.person.cast == "putri":
            self._dialogue(number, part, content.rhk[0].key, at)

    def _dialogue(self, number: int, part: Part, item: str, at: datetime) -> None:
        words = load("sample_plan_words")
        for author, text in (
            (part.leader.id, words["note_leader"]),
            (part.person.id, words["note_employee"]),
        ):
            at += timedelta(minutes=7)
            note = next(self._notes)
            self._rows[SkpNote].append((note, number, item, author, text, at, f"contoh-{note}"))

    # --- rows ---------------------------------------------------------------------------------

    def _skp(
        self,
        part: Part,
        number: int,
        state: SkpState,
        content: Content,
        at: datetime,
        *,
        shared: bool = False,
    ) -> None:
        person, opened = part.person, state not in (SkpState.AGREED, SkpState.CLOSED)
        given = state in (SkpState.SUBMITTED, SkpState.RETURNED) or not opened
        words = load("sample_plan_words")
        back = words["return_reason"] if state is SkpState.RETURNED else ""
        turn = part.leader.id if state in (SkpState.AGREED, SkpState.RETURNED) else person.id
        self._rows[Skp].append(
            (
                *(number, person.id, part.year, part.starts, part.ends),
                *(person.position_id, person.unit.id, _due(part.year, part.post_since)),
                *(state.value, 0 if opened else 1, _json(content) if opened else "{}", 7),
                *(len(content.rhk), shared or given, "", back, turn if given else None),
                *(at - 3 * DAY, at, at - DAY if given else None, None if opened else at),
            )
        )

    def _version(self, part: Part, number: int, content: Content, at: datetime) -> None:
        person, leader = part.person, part.leader
        self._rows[SkpVersion].append(
            (
                *(number, number, 1, _json(content), leader.id, part.capacity.value),
                *(at - DAY, at, f"contoh-{number}"),
                *(person.position, person.unit.name, person.identity.golongan),
                *(leader.position, leader.unit.name, leader.identity.golongan),
            )
        )


def _story(career: Career, today: date, place: int) -> SkpState | None:
    """How far the plan of the next year is: only the people of the story have begun one."""
    cast = career.person.cast
    told = {"sari": SkpState.DRAFT, "putri": SkpState.SUBMITTED, "hendra": SkpState.SUBMITTED}
    if cast in told:
        return told[cast]
    found = career.rater_on(today)
    if cast or found is None or found[0].cast != "hendra":
        return None
    return {3: SkpState.RETURNED, 4: SkpState.SUBMITTED, 5: SkpState.AGREED}.get(place)


# --- documents ----------------------------------------------------------------------------------


def _content(part: Part, texts: list[Text], above: tuple[LeaderRhk, ...]) -> Content:
    """The document: measured where the examples have a measure for every work result.

    `above` are the work results of the leader that it intervenes."""
    rng, words = chance(f"skp/words/{part.person.id}"), load("sample_plan_words")
    measured = all(text.title in _examples() for text in texts if text.kind is RhkKind.UTAMA)
    rhk = tuple(
        _rhk(number, text, measured, above[(number - 1) % len(above)] if above else None)
        for number, text in enumerate(texts, start=1)
    )
    return Content(
        approach=SkpApproach.KUANTITATIF if measured else SkpApproach.KUALITATIF,
        rhk=rhk,
        values=_values(rng),
        support=tuple(words["support"][: 1 + rng.randrange(3)]),
        accountability=tuple(words["accountability"][: 1 + rng.randrange(2)]),
        consequence=tuple(words["consequence"][: 1 + rng.randrange(2)]),
    )


def _rhk(number: int, text: Text, measured: bool, leader: LeaderRhk | None) -> PlannedRhk:
    example = _examples().get(text.title)
    extra = text.kind is RhkKind.TAMBAHAN
    indicators: tuple[Indicator, ...] = ()
    if measured:
        indicators = example.indicators if example else (_plain_indicator(text.target),)
    return PlannedRhk(
        key=rhk_key(number),
        kind=text.kind,
        scope=example.scope if example else RhkScope.INDIVIDU,
        title=text.title,
        leader=None if extra else leader,
        assigned_by=load("sample_plan_words")["assigned_by"] if extra else "",
        indicators=indicators,
        narrative="" if measured else f"{text.target}.",
    )


def rhk_key(number: int) -> str:
    """The key of a sample's work result."""
    return f"rhk-{number}"


def scope_of(title: str) -> str:
    """The klasifikasi of a sample's work result."""
    example = _examples().get(title)
    return str((example.scope if example else RhkScope.INDIVIDU).value)


def _plain_indicator(target: str) -> Indicator:
    return Indicator(Aspect.KUALITAS, target, "100", "persen")


@cache
def _examples() -> dict[str, PlannedRhk]:
    return {item.title: item for template in templates() for item in template.items}


@lru_cache(maxsize=64)  # a superior's staff come one after the other
def _items_of(person_id: int, titles: tuple[str, ...]) -> tuple[LeaderRhk, ...]:
    return tuple(
        LeaderRhk(person_id, rhk_key(number), title) for number, title in enumerate(titles, start=1)
    )


def _leader_items(part: Part, years: tuple[int, ...]) -> tuple[LeaderRhk, ...]:
    """The utama of the leader's plan of this year, which has the leader's number."""
    texts = work_texts(part.leader, years)[part.year]
    titles = tuple(text.title for text in texts if text.kind is RhkKind.UTAMA)
    return _items_of(part.leader.id, titles)


def _values(rng: Random) -> dict[BehaviourValue, str]:
    known: dict[str, list[str]] = load("sample_plan_words")["values"]
    chosen = rng.sample(sorted(known), 3)
    return {code: pick(rng, known[code]) for code in BehaviourValue if code in chosen}


def _half_written(content: Content) -> Content:
    """A draft with something left to do: one target missing, one example word for word."""
    first, second, *rest = content.rhk
    bare = tuple(replace(given, target="") for given in first.indicators)
    example = _examples().get(second.title)
    taken = replace(second, template=example.template) if example else second
    rhk = (replace(first, indicators=bare), taken, *rest)
    return replace(content, rhk=rhk, values={}, support=(), accountability=(), consequence=())


def _edited(content: Content, leader_id: int, at: datetime) -> Content:
    """A returned plan in which the leader changed a target."""
    first, *rest = content.rhk
    higher = tuple(
        replace(given, target="100") if number == 0 else given
        for number, given in enumerate(first.indicators)
    )
    edit = Edit(leader_id, at.isoformat(timespec="seconds"), first)
    return replace(content, rhk=(replace(first, indicators=higher, edit=edit), *rest))


def _json(content: Content) -> str:
    found: dict[str, Any] = content.to_json()
    return orjson.dumps(found).decode()


@cache
def _due(year: int, since: date) -> date:
    book, calendar = delivered_rulebook(), WorkCalendar(national_days_off(year))
    return due_on(book.planning(year), book.joining_days(since), year, since, calendar)


def _moment(day: date, seconds: int) -> datetime:
    # 08.00 WIB is 01.00 UTC
    return datetime.combine(day, time(1), UTC) + timedelta(seconds=seconds % 28_000)
