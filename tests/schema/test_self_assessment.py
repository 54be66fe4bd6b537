"""Self-assessment: written by the employee, seen by the rater only after own first ratings."""

from datetime import timedelta
from typing import Any

import pytest

from schema.models import FirstRatings, SelfAssessment
from tests.graph import REFUSAL, Graph, filled_draft, opened_draft, save_all, submitted

SELF = "phase version summary committedAt items { key rating note title }"
MINE = f"""query Mine($period: ID!) {{ selfAssessment(periodId: $period) {{
  ... on SelfAssessment {{ __typename {SELF} }} {REFUSAL} }} }}"""
SAVE_SELF = f"""mutation SaveSelf($input: SaveSelfAssessmentInput!) {{
  saveSelfAssessment(input: $input) {{
    ... on SelfAssessment {{ __typename {SELF} }}
    ... on SelfAssessmentClosed {{ phase }}
    ... on SelfAssessmentConflict {{ current {{ {SELF} }} }}
    ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
COMMIT = f"""mutation Commit($period: ID!, $version: Int!) {{
  commitSelfAssessment(periodId: $period, version: $version) {{
    ... on SelfAssessment {{ __typename {SELF} }} ... on NotComplete {{ missing }}
    ... on SelfAssessmentClosed {{ phase }} {REFUSAL} }} }}"""
BESIDE_FIELDS = "sight committedAt firstCommittedAt moved reason summary items { key rating note }"
BESIDE = f"""query Beside($review: ID!) {{ selfAssessmentBeside(reviewId: $review) {{
  ... on SelfAssessmentBeside {{ __typename {BESIDE_FIELDS} }} {REFUSAL} }} }}"""
LOCK = f"""mutation Lock($review: ID!) {{ commitFirstRatings(reviewId: $review) {{
  ... on SelfAssessmentBeside {{ __typename {BESIDE_FIELDS} }}
  ... on NotComplete {{ missing }} {REFUSAL} }} }}"""
EXPLAIN = f"""mutation Explain($review: ID!, $reason: String!) {{
  explainMovedRatings(reviewId: $review, reason: $reason) {{
    ... on SelfAssessmentBeside {{ __typename {BESIDE_FIELDS} }} {REFUSAL} }} }}"""


async def mine(graph: Graph, name: str = "sari") -> Any:
    data = await graph.ask(name, MINE, period=str(graph.cast.quarter.id))
    return data["selfAssessment"]


async def save(graph: Graph, version: int, rating: str | None = "DI_ATAS", **more: Any) -> Any:
    """Sari rates every item of her form alike."""
    form = await mine(graph)
    items = [{"key": it["key"], "rating": rating, "note": "Menurut saya."} for it in form["items"]]
    given = {"periodId": str(graph.cast.quarter.id), "version": version, "items": items, **more}
    return (await graph.ask("sari", SAVE_SELF, input=given))["saveSelfAssessment"]


async def sent(graph: Graph) -> Any:
    """Sari's self-assessment, written and sent."""
    saved = await save(graph, 0)
    period = str(graph.cast.quarter.id)
    data = await graph.ask("sari", COMMIT, period=period, version=saved["version"])
    return data["commitSelfAssessment"]


async def beside(graph: Graph, name: str, review: str) -> Any:
    return (await graph.ask(name, BESIDE, review=review))["selfAssessmentBeside"]


async def lock(graph: Graph, review: str, name: str = "hendra") -> Any:
    return (await graph.ask(name, LOCK, review=review))["commitFirstRatings"]


async def test_the_form_is_that_of_the_review(graph: Graph) -> None:
    form = await mine(graph)
    draft = await opened_draft(graph)
    assert (form["phase"], form["version"]) == ("OPEN", 0)
    assert [it["key"] for it in form["items"]] == [it["key"] for it in draft["items"]]
    assert {it["rating"] for it in form["items"]} == {None}


async def test_it_is_saved_as_typed_and_sent_once(graph: Graph) -> None:
    saved = await save(graph, 0, summary="Saya banyak belajar.")
    assert (saved["version"], saved["summary"]) == (1, "Saya banyak belajar.")
    period = str(graph.cast.quarter.id)
    given = (await graph.ask("sari", COMMIT, period=period, version=1))["commitSelfAssessment"]
    assert given["phase"] == "COMMITTED"
    trace = await graph.trace()
    again = await save(graph, given["version"])
    assert (again["code"], again["phase"]) == ("SELF_ASSESSMENT_CLOSED", "COMMITTED")
    assert await graph.trace() == trace


async def test_a_second_phone_is_told_and_loses_nothing(graph: Graph) -> None:
    await save(graph, 0, "SESUAI")
    trace = await graph.trace()
    refused = await save(graph, 0, "DI_BAWAH")
    assert refused["code"] == "SELF_ASSESSMENT_CONFLICT"
    assert {it["rating"] for it in refused["current"]["items"]} == {"SESUAI"}
    assert await graph.trace() == trace


async def test_what_is_missing_is_named(graph: Graph) -> None:
    await save(graph, 0, None)
    period = str(graph.cast.quarter.id)
    refused = (await graph.ask("sari", COMMIT, period=period, version=1))["commitSelfAssessment"]
    assert refused["missing"] == [it["key"] for it in (await mine(graph))["items"]]
    assert (await SelfAssessment.get()).committed_at is None


async def test_the_rater_sees_it_only_after_own_first_ratings(graph: Graph) -> None:
    draft = await filled_draft(graph)
    review = draft["reviewId"]
    assert (await beside(graph, "hendra", review))["sight"] == "NONE"
    await sent(graph)
    hidden = await beside(graph, "hendra", review)
    assert (hidden["sight"], hidden["items"], hidden["summary"]) == ("HIDDEN", [], "")
    shown = await lock(graph, review)
    assert shown["sight"] == "SHOWN"
    assert {it["rating"] for it in shown["items"]} == {"DI_ATAS"}


async def test_first_ratings_are_whole_and_locked_once(graph: Graph) -> None:
    draft = await opened_draft(graph)
    refused = await lock(graph, draft["reviewId"])
    assert refused["missing"] == [it["key"] for it in draft["items"]]
    draft = await filled_draft(graph)
    await lock(graph, draft["reviewId"])
    await save_all(graph, draft, "DI_BAWAH")
    await lock(graph, draft["reviewId"])
    assert set((await FirstRatings.get()).ratings.values()) == {"SESUAI"}


async def test_ratings_that_moved_after_it_was_seen_need_a_reason(graph: Graph) -> None:
    draft = await filled_draft(graph)
    review = draft["reviewId"]
    await sent(graph)
    await lock(graph, review)
    draft = await save_all(graph, draft, "DI_ATAS")
    assert len((await beside(graph, "hendra", review))["moved"]) == 10
    before = await graph.trace()
    refused = await submitted(graph, draft)
    assert (refused["__typename"], refused["missing"]) == ("NotComplete", ["movedReason"])
    assert await graph.trace() == before
    reason = "Bukti kegiatan posyandu belum saya ketahui."
    told = (await graph.ask("hendra", EXPLAIN, review=review, reason=reason))["explainMovedRatings"]
    assert told["reason"] == reason
    assert (await submitted(graph, draft))["__typename"] == "Result"


async def test_a_lock_that_showed_nothing_binds_nobody(graph: Graph) -> None:
    draft = await filled_draft(graph)
    await lock(graph, draft["reviewId"])
    draft = await save_all(graph, draft, "DI_ATAS")
    assert (await submitted(graph, draft))["__typename"] == "Result"


async def test_nobody_who_saw_the_result_writes_one(graph: Graph) -> None:
    await save(graph, 0)
    await submitted(graph, await filled_draft(graph))
    assert (await mine(graph))["phase"] == "RESULT_GIVEN"
    trace = await graph.trace()
    refused = await save(graph, 1)
    assert (refused["code"], refused["phase"]) == ("SELF_ASSESSMENT_CLOSED", "RESULT_GIVEN")
    assert await graph.trace() == trace


async def test_both_stand_beside_each_other_once_the_result_is_given(graph: Graph) -> None:
    await sent(graph)
    draft = await filled_draft(graph)
    assert (await beside(graph, "sari", draft["reviewId"]))["__typename"] == "NotFound"
    await submitted(graph, draft)
    for name in ("sari", "hendra"):
        assert (await beside(graph, name, draft["reviewId"]))["sight"] == "SHOWN"
    for stranger in ("joko", "dewi", "yuni", "lestari", "sistem"):
        refused = await beside(graph, stranger, draft["reviewId"])
        assert refused["__typename"] == "NotFound", stranger


@pytest.mark.parametrize(("days", "phase"), [(-30, "UPCOMING"), (60, "ENDED")])
async def test_outside_the_window_it_is_closed(graph: Graph, days: int, phase: str) -> None:
    graph.now += timedelta(days=days)
    trace = await graph.trace()
    refused = await save(graph, 0)
    assert (refused["code"], refused["phase"]) == ("SELF_ASSESSMENT_CLOSED", phase)
    assert await graph.trace() == trace


async def test_only_the_rater_who_writes_locks(graph: Graph) -> None:
    draft = await filled_draft(graph)
    for name in ("sari", "joko", "dewi", "yuni", "asep", "sistem"):
        trace = await graph.trace()
        assert (await lock(graph, draft["reviewId"], name))["__typename"] == "NotFound"
        assert await graph.trace() == trace
