"""The background work on terms: many on one day, killed and started again, several at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from api.database import opened
from schema.context import wake_nobody
from schema.models import Delivery, Event, JournalEntry, Objection, Review, ReviewVersion
from schema.objection import background
from schema.objection.background import BATCH, Program, end_terms, work_through
from schema.rules.vocabulary import (
    Capacity,
    CycleState,
    EventKind,
    ObjectionState,
    Predikat,
    Rating,
    ReviewState,
)
from tests.cast import NOW, make_cast
from tests.graph import Graph
from tests.objecting import ACCEPT, ANSWER, DECIDE, FILE, given, objected, objection_input

MANY = 3 * BATCH + 50
OVER = datetime(2026, 10, 26, 17, 0, tzinfo=NOW.tzinfo)
PROCESSES = 4


@pytest.fixture
async def graph(postgres_url: str) -> AsyncIterator[Graph]:
    """The cast on PostgreSQL, where processes really are side by side."""
    async with opened(postgres_url):
        yield Graph(await make_cast())


async def many_delivered(graph: Graph, count: int) -> None:
    """So many versions of Sari's, all of whose terms end on the same day."""
    sari, hendra = graph.cast.id("sari"), graph.cast.id("hendra")
    review = await Review.create(
        employee_id=sari, period_id=graph.cast.quarter.id, rater_id=hendra,
        capacity=Capacity.DEFINITIF, state=ReviewState.DELIVERED, number=count, drafting=False,
        created_at=NOW, saved_at=NOW,
    )  # fmt: skip
    await ReviewVersion.bulk_create(
        ReviewVersion(
            review_id=review.id, number=number, employee_id=sari, rater_id=hendra,
            period_id=graph.cast.quarter.id, period_ends=graph.cast.quarter.ends,
            capacity=Capacity.DEFINITIF, current=True, state=ReviewState.DELIVERED,
            submitted_at=NOW, delivered_at=NOW, request_id=f"contoh-{number}",
            rule_id="permenpanrb-6-2022", hasil=Rating.SESUAI, perilaku=Rating.SESUAI,
            suggested_hasil=Rating.SESUAI, suggested_perilaku=Rating.SESUAI,
            predikat=Predikat.BAIK,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    due = date(2026, 10, 26)
    await Delivery.bulk_create(
        Delivery(
            version_id=version.id, state=CycleState.DELIVERED, starts=NOW.date(), sign_due=due,
            object_due=due, safe_due=date(2026, 10, 20), ends=due, acted_at=NOW,
        )
        for version in await ReviewVersion.all()
    )  # fmt: skip


async def counted() -> tuple[int, int]:
    """Versions that are UNSIGNED, and events that say so to Sari and Hendra."""
    unsigned = await Delivery.filter(state=CycleState.UNSIGNED).count()
    return unsigned, await Event.filter(kind=EventKind.DELIVERY_CHANGED).count()


async def test_several_processes_do_each_one_once(graph: Graph) -> None:
    await many_delivered(graph, MANY)
    rounds = [work_through(OVER, wake_nobody) for _ in range(PROCESSES)]
    assert sum(await asyncio.gather(*rounds)) == MANY
    assert await counted() == (MANY, 2 * MANY)


async def test_a_killed_process_leaves_whole_batches_and_another_goes_on(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await many_delivered(graph, MANY)
    real, calls = background._tell_versions, 0

    async def dies(opened_change: Any, rows: list[Delivery]) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        await real(opened_change, rows)

    monkeypatch.setattr(background, "_tell_versions", dies)
    with pytest.raises(KeyboardInterrupt):
        await work_through(OVER, wake_nobody)
    assert await counted() == (BATCH, 2 * BATCH), "the second batch left no trace"
    monkeypatch.undo()
    assert await work_through(OVER, wake_nobody) == MANY - BATCH
    assert await counted() == (MANY, 2 * MANY)


async def test_a_batch_is_recorded_with_the_program_as_actor(graph: Graph) -> None:
    await many_delivered(graph, 3)
    assert await end_terms(Program(OVER, wake_nobody)) == 3
    entry = await JournalEntry.get(action="end_terms")
    assert (entry.actor_id, entry.at, len(entry.detail["versions"])) == (None, OVER, 3)


async def test_accepting_and_objecting_at_once_leaves_one_of_them(graph: Graph) -> None:
    result = await given(graph)
    accept = graph.ask("sari", ACCEPT, review=result["reviewId"], number=1)
    file = graph.ask("sari", FILE, input=objection_input(result))
    accepted, filed = (next(iter(one.values())) for one in await asyncio.gather(accept, file))
    kinds = sorted([accepted["__typename"], filed["__typename"]])
    row = await Delivery.get(version__review_id=int(result["reviewId"]))
    if row.state is CycleState.ACCEPTED:
        assert kinds == ["Delivery", "StepNotPossible"]
        assert await Objection.all().count() == 0
    else:
        assert row.state is CycleState.OBJECTED
        assert kinds == ["Objection", "StepNotPossible"]


async def test_many_taps_on_objecting_make_one(graph: Graph) -> None:
    result = await given(graph)
    taps = [graph.ask("sari", FILE, input=objection_input(result)) for _ in range(8)]
    found = {answer["fileObjection"]["id"] for answer in await asyncio.gather(*taps)}
    assert len(found) == 1
    assert await Objection.all().count() == 1


async def test_of_two_deciders_one_decides(graph: Graph) -> None:
    """Two members of the team, or two phones of the superior: one decision, one new version."""
    first = await objected(graph)
    await graph.ask("hendra", ANSWER, input={
        "id": first["id"], "version": 0, "answer": "Saya menilai dari bukti yang ada.",
    })  # fmt: skip
    both = [
        {"id": first["id"], "decision": "UPHELD", "reason": "Kedua pihak sudah didengar."},
        {
            "id": first["id"], "decision": "CHANGED", "reason": "Bukti menunjukkan yang lain.",
            "items": [{"key": "BOP", "rating": "DI_ATAS"}],
        },
    ]  # fmt: skip
    answers = await asyncio.gather(*(graph.ask("dewi", DECIDE, input=typed) for typed in both))
    kinds = sorted(answer["decideObjection"]["__typename"] for answer in answers)
    assert kinds == ["Objection", "StepNotPossible"]
    row = await Objection.get(id=int(first["id"]))
    versions = 2 if row.state is ObjectionState.CHANGED else 1
    assert await ReviewVersion.filter(review_id=row.review_id).count() == versions


async def test_withdrawing_and_deciding_at_once_leaves_one_of_them(graph: Graph) -> None:
    first = await objected(graph)
    late = Graph(graph.cast, now=NOW + timedelta(days=8))  # the rater had the time
    typed = {"id": first["id"], "decision": "UPHELD", "reason": "Kedua pihak sudah didengar."}
    withdraw = "mutation W($id: ID!) { withdrawObjection(id: $id) { __typename } }"
    answers = await asyncio.gather(
        late.ask("dewi", DECIDE, input=typed), late.ask("sari", withdraw, id=first["id"])
    )
    kinds = sorted(next(iter(answer.values()))["__typename"] for answer in answers)
    assert kinds == ["Objection", "StepNotPossible"]
