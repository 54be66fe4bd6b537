"""Random lives of a result through the graph: random people at random times, laws after each step.

The machine itself is tried on many more paths in tests/rules/test_cycle_machine.py; here it is the
rooms, gates, tables and events around it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.backends.base.executor import EXECUTOR_CACHE

from api.database import opened
from schema.context import WIB
from schema.models import Delivery, Objection, ReportingLine, ReviewVersion
from schema.objection.background import work_through
from schema.rules.cycle import MOVES, PAST, RUNNING
from schema.rules.objecting import RUNNING as OBJECTIONS_RUNNING
from schema.rules.vocabulary import CycleState, ObjectionState
from tests.cast import NOW, make_cast
from tests.databases import Databases
from tests.graph import CORRECT, RESULT_BY_ID, SUBMIT, Graph
from tests.objecting import (
    ACCEPT,
    ANSWER,
    DECIDE,
    DELIVERY,
    FILE,
    OBJECTION,
    WITHDRAW,
    objection_input,
)
from tests.objecting import given as given_result

PEOPLE = ("sari", "hendra", "dewi", "arman", "rahmat", "tuti", "lestari")
ACTIONS = ("accept", "object", "withdraw", "answer", "uphold", "change", "correct", "replace")
STRANGERS = ("wati", "putri", "yuni")
ARROWS = {(move.source, move.target) for move in MOVES} | {
    (CycleState.OBJECTED, CycleState.UNSIGNED),  # withdrawn after the term: two moves in one step
    (CycleState.ANSWERED, CycleState.UNSIGNED),
    *((state, state) for state in CycleState),
}
STEP = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ACTIONS), st.integers(0, 9))
# Half of the tries by somebody who may, so that walks come far.
LIKELY = st.sampled_from(
    [("sari", "object"), ("sari", "accept"), ("sari", "withdraw"), ("hendra", "answer"),
     ("dewi", "uphold"), ("dewi", "change"), ("hendra", "correct")]
).flatmap(lambda one: st.tuples(st.just(one[0]), st.just(one[1]), st.integers(0, 4)))  # fmt: skip


@dataclass
class Walk:
    """One life: the graph at its moment, and what stood after the last step."""

    graph: Graph
    review: str
    taps: int = 0

    async def take(self, person: str, action: str, days: int) -> None:
        """Let days pass and the clock work, then somebody try something."""
        self.graph = replace(self.graph, now=self.graph.now + timedelta(days=days, hours=1))
        await work_through(self.graph.now, self.graph._wake)
        before, trace = await snapshot(), await self.graph.trace()
        answer = await getattr(self, f"_{action}")(person)
        if answer is not None and "code" in answer:
            assert await snapshot() == before, "a refusal changes nothing"
            assert await self.graph.trace() == trace, "and tells nobody"
        await self.laws(before)

    async def _tried(self, person: str, document: str, **variables: Any) -> Any:
        data = await self.graph.ask(person, document, **variables)
        return next(iter(data.values()))

    async def _standing(self) -> ReviewVersion:
        return await ReviewVersion.get(review_id=int(self.review), current=True)

    async def _objection(self) -> str:
        last = await Objection.all().order_by("-id").first()
        return "999" if last is None else str(last.id)

    def _tap(self) -> str:
        self.taps += 1
        return f"ketukan-{self.taps}"

    async def _accept(self, person: str) -> Any:
        number = (await self._standing()).number
        return await self._tried(person, ACCEPT, review=self.review, number=number)

    async def _object(self, person: str) -> Any:
        version = {"reviewId": self.review, "number": (await self._standing()).number}
        return await self._tried(person, FILE, input=objection_input(version, self._tap()))

    async def _withdraw(self, person: str) -> Any:
        return await self._tried(person, WITHDRAW, id=await self._objection())

    async def _answer(self, person: str) -> Any:
        last = await Objection.all().order_by("-id").first()
        version = 0 if last is None else last.answer_version
        typed = {"id": await self._objection(), "version": version}
        typed["answer"] = f"Penjelasan nomor {self._tap()}."
        return await self._tried(person, ANSWER, input=typed)

    async def _uphold(self, person: str) -> Any:
        typed = {"id": await self._objection(), "decision": "UPHELD"}
        typed["reason"] = "Kedua pihak sudah didengar."
        return await self._tried(person, DECIDE, input=typed)

    async def _change(self, person: str) -> Any:
        typed: dict[str, Any] = {"id": await self._objection(), "decision": "CHANGED"}
        typed["reason"] = "Bukti menunjukkan hasil yang lain."
        typed["items"] = [{"key": "BOP", "rating": "DI_ATAS", "note": self._tap()}]
        return await self._tried(person, DECIDE, input=typed)

    async def _correct(self, person: str) -> Any:
        reason = "Angka realisasi keliru diketik."
        draft = await self._tried(person, CORRECT, review=self.review, reason=reason)
        if "code" in draft:
            return draft
        tap = {"review": self.review, "version": draft["version"], "request": self._tap()}
        await self._tried(person, SUBMIT, **tap)
        return None

    async def _replace(self, person: str) -> Any:
        """The post above Hendra gets another holder."""
        day = self.graph.now.astimezone(WIB).date()
        hendra, new = self.graph.cast.id("hendra"), self.graph.cast.id(person)
        if new == hendra:
            return None
        await ReportingLine.filter(employee_id=hendra, ends=None).update(ends=day - timedelta(1))
        await ReportingLine.create(employee_id=hendra, rater_id=new, starts=day)
        return None

    async def laws(self, before: "Snapshot") -> None:
        """What holds at every moment, whoever did what."""
        now = await snapshot()
        self._no_illegal_state(before, now)
        self._no_lost_version(before, now)
        await self._terms_agree(before, now)
        await self._nothing_leaks()

    def _no_illegal_state(self, before: "Snapshot", now: "Snapshot") -> None:
        for version, (state, *_) in now.deliveries.items():
            old = before.deliveries.get(version)
            assert old is None or (old[0], state) in ARROWS, f"{old} -> {state}"
        running = {version for version, state in now.objections if state in OBJECTIONS_RUNNING}
        assert running == {v for v, (state, *_) in now.deliveries.items() if state in RUNNING}
        assert len(running) <= 1

    def _no_lost_version(self, before: "Snapshot", now: "Snapshot") -> None:
        assert now.versions[: len(before.versions)] == before.versions, "nothing is overwritten"
        assert [number for _, number, _ in now.versions] == list(range(1, len(now.versions) + 1))
        assert set(now.deliveries) == {version for version, _, _ in now.versions}
        states = [now.deliveries[version][0] for version, _, _ in now.versions]
        assert all(state in PAST for state in states[:-1])
        assert states[-1] not in PAST

    async def _terms_agree(self, before: "Snapshot", now: "Snapshot") -> None:
        today = self.graph.now.astimezone(WIB).date()
        for version, (state, object_due, ends) in now.deliveries.items():
            old = before.deliveries.get(version)
            assert old is None or old[1] is None or object_due >= old[1], "never shorter"
            assert (object_due is None) == (state is CycleState.DECIDED)
            if state is CycleState.UNSIGNED:
                assert ends < today
        for row in await Objection.all():
            assert row.decider_id not in (row.employee_id, row.rater_id)
            assert row.answer_due <= row.decision_due

    async def _nothing_leaks(self) -> None:
        row = await Objection.all().order_by("-id").first()
        for name in STRANGERS:
            for document in (DELIVERY, RESULT_BY_ID):
                answer = await self._tried(name, document, review=self.review)
                assert answer["code"] == "NOT_FOUND", name
            if row is not None:
                answer = await self._tried(name, OBJECTION, id=str(row.id))
                assert answer["code"] == "NOT_FOUND", name


@dataclass
class Snapshot:
    """Every version with what never changes, every cycle, every objection."""

    versions: list[tuple[int, int, str]]
    deliveries: dict[int, tuple[CycleState, Any, Any]]
    objections: list[tuple[int, ObjectionState]]


async def snapshot() -> Snapshot:
    versions = await ReviewVersion.all().order_by("id")
    return Snapshot(
        [
            (v.id, v.number, f"{v.predikat} {v.hasil} {v.summary} {v.submitted_at}")
            for v in versions
        ],
        {d.version_id: (d.state, d.object_due, d.ends) for d in await Delivery.all()},
        [(o.version_id, o.state) for o in await Objection.all().order_by("id")],
    )


async def walk(url: str, steps: list[tuple[str, str, int]]) -> None:
    """Live one life in a database of its own."""
    async with opened(url):
        graph = Graph(await make_cast(), now=NOW)
        result = await given_result(graph)
        life = Walk(graph, result["reviewId"])
        for person, action, days in steps:
            await life.take(person, action, days)
        assert life.graph.now.date() >= date(2026, 10, 6)


@pytest.mark.timeout(240)
def test_no_path_breaks_a_law(sqlite_databases: Databases) -> None:
    @settings(
        max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )  # fmt: skip
    @given(st.lists(st.one_of(LIKELY, STEP), min_size=4, max_size=12))
    def lives(steps: list[tuple[str, str, int]]) -> None:
        EXECUTOR_CACHE.clear()
        with sqlite_databases.lend() as url:
            asyncio.run(walk(url, steps))

    lives()
