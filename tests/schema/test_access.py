"""Who may do what: every operation of appraisal asked by everybody, refused cases included.

Each refusal shows that nothing changed and that nobody was told."""

from datetime import date, timedelta
from typing import Any

import pytest

from schema.models import DraftItem, ReportingLine, Review, ReviewVersion
from schema.models import Period as PeriodTable
from schema.rules.permissions import ALLOWED, Operation
from schema.rules.vocabulary import Capacity, PeriodKind
from tests.cast import NIPS, TODAY
from tests.graph import (
    ABANDON,
    CORRECT,
    OPEN,
    READ,
    REFUSAL,
    RESULT_BY_ID,
    SAVE,
    SUBMIT,
    TEAM,
    Graph,
    filled_draft,
    opened_draft,
    submitted,
)

EVERYBODY = [*NIPS, "sistem"]
RATER = "hendra"
OTHERS = [name for name in EVERYBODY if name != RATER]
REFUSED = {"NOT_FOUND", "NOT_YOUR_TEAM", "NOT_ALLOWED"}

SAVE_PERIOD = f"""mutation SavePeriod($input: SavePeriodInput!) {{
  savePeriod(input: $input) {{ ... on Period {{ __typename id opens closes }}
    ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
DRAFT_BY_ID = f"""query D($review: ID!) {{ draft(reviewId: $review) {{
    ... on Draft {{ __typename version }} {REFUSAL} }} }}"""
PREVIOUS = (
    "query P($review: ID!) { draft(reviewId: $review) { ... on Draft { previous { reviewId } } } }"
)
VERSIONS = "query V($review: ID!) { resultVersions(reviewId: $review) { number } }"


async def rows() -> tuple[Any, ...]:
    """Everything an operation of appraisal could change."""
    return (
        await Review.all().order_by("id").values(),
        await DraftItem.all().order_by("id").values(),
        await ReviewVersion.all().order_by("id").values(),
        await PeriodTable.all().order_by("id").values(),
    )


async def refuse(graph: Graph, name: str, document: str, **variables: Any) -> str:
    """The code with which this was refused, having shown that it left no trace."""
    before, trace = await rows(), await graph.trace()
    answer = next(iter((await graph.ask(name, document, **variables)).values()))
    assert "code" in answer, f"{name} was let through: {answer}"
    assert await rows() == before
    assert await graph.trace() == trace
    code: str = answer["code"]
    return code


@pytest.mark.parametrize("name", OTHERS)
async def test_only_the_rater_of_that_time_writes(graph: Graph, name: str) -> None:
    key = {"employee": str(graph.cast.id("sari")), "period": str(graph.cast.quarter.id)}
    assert await refuse(graph, name, OPEN, **key) in REFUSED
    draft = await filled_draft(graph)
    review, version = draft["reviewId"], draft["version"]
    items = [{"key": "BOP", "rating": "DI_BAWAH"}]
    given = {"reviewId": review, "version": version, "items": items}
    assert await refuse(graph, name, SAVE, input=given) in REFUSED
    assert await refuse(graph, name, DRAFT_BY_ID, review=review) in REFUSED
    submit = {"review": review, "version": version, "request": "permintaan-9"}
    assert await refuse(graph, name, SUBMIT, **submit) in REFUSED
    await submitted(graph, draft)
    reason = "Saya bukan penilainya, tetapi mencoba."
    assert await refuse(graph, name, CORRECT, review=review, reason=reason) in REFUSED
    await graph.ask(RATER, CORRECT, review=review, reason="Perbaikan yang sebenarnya.")
    assert await refuse(graph, name, ABANDON, review=review, version=version + 2) in REFUSED


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in {"sari", "hendra"}])
async def test_result_is_for_the_employee_and_the_rater(graph: Graph, name: str) -> None:
    result = await submitted(graph, await filled_draft(graph))
    key = {"review": result["reviewId"]}
    assert await refuse(graph, name, RESULT_BY_ID, **key, number=None) == "NOT_FOUND"
    assert await refuse(graph, name, RESULT_BY_ID, **key, number=1) == "NOT_FOUND"
    assert (await graph.ask(name, VERSIONS, **key))["resultVersions"] == []
    assert await refuse(graph, name, READ, **key, number=1) in REFUSED


async def test_receipt_is_the_employees_alone(graph: Graph) -> None:
    result = await submitted(graph, await filled_draft(graph))
    assert await refuse(graph, "hendra", READ, review=result["reviewId"], number=1) == "NOT_FOUND"


async def test_undelivered_result_is_hidden_from_the_employee_only(graph: Graph) -> None:
    result = await submitted(graph, await filled_draft(graph))
    await ReviewVersion.all().update(state="SUBMITTED", delivered_at=None)
    key = {"review": result["reviewId"], "number": None}
    assert await refuse(graph, "sari", RESULT_BY_ID, **key) == "NOT_FOUND"
    assert (await graph.ask("hendra", RESULT_BY_ID, **key))["result"]["state"] == "SUBMITTED"
    assert (await graph.ask("sari", VERSIONS, review=key["review"]))["resultVersions"] == []


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "yuni"])
async def test_only_hr_saves_periods(graph: Graph, name: str) -> None:
    given = {
        "kind": "TRIWULAN", "year": 2026, "number": 4, "opens": "2026-12-20",
        "closes": "2027-01-10", "reason": "SE BKPSDM contoh",
    }  # fmt: skip
    assert await refuse(graph, name, SAVE_PERIOD, input=given) == "NOT_ALLOWED"
    assert (await graph.ask("yuni", SAVE_PERIOD, input=given))["savePeriod"][
        "__typename"
    ] == "Period"


@pytest.mark.parametrize("name", EVERYBODY)
async def test_everybody_sees_only_the_own_team(graph: Graph, name: str) -> None:
    team = {"hendra": {"sari", "joko", "putri"}, "rahmat": {"wati"}, "dewi": {"hendra", "rahmat"}}
    team["arman"] = {"dewi"}
    members = (await graph.ask(name, TEAM, period=None))["team"]["members"]
    expected = {f"{first.title()} Contoh, S.Kep." for first in team.get(name, set())}
    assert {member["person"]["name"] for member in members} == expected


async def test_nobody_rates_themselves_even_by_a_wrong_line(graph: Graph) -> None:
    hendra = graph.cast.id("hendra")
    await ReportingLine.filter(employee_id=hendra).update(rater_id=hendra)
    key = {"employee": str(hendra), "period": str(graph.cast.quarter.id)}
    assert await refuse(graph, "hendra", OPEN, **key) == "NOT_YOUR_TEAM"
    members = (await graph.ask("hendra", TEAM, period=None))["team"]["members"]
    assert len(members) == 3


async def test_acting_superior_rates_and_the_definitive_one_does_not(graph: Graph) -> None:
    cast = graph.cast
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), capacity=Capacity.PLT,
        starts=date(2026, 9, 1),
    )  # fmt: skip
    key = {"employee": str(cast.id("sari")), "period": str(cast.quarter.id)}
    assert await refuse(graph, "hendra", OPEN, **key) == "NOT_YOUR_TEAM"
    draft = await opened_draft(graph, rater="rahmat")
    assert draft["capacity"] == "PLT"


async def test_past_period_is_judged_by_the_line_of_its_time(graph: Graph) -> None:
    cast = graph.cast
    sari = ReportingLine.filter(employee_id=cast.id("sari"))
    await sari.update(ends=date(2026, 9, 30))
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), starts=date(2026, 10, 1)
    )
    key = {"employee": str(cast.id("sari")), "period": str(cast.quarter.id)}
    assert await refuse(graph, "rahmat", OPEN, **key) == "NOT_YOUR_TEAM"
    assert (await opened_draft(graph))["capacity"] == "DEFINITIF"


async def test_draft_of_a_rater_who_left_is_refused_further_writing(graph: Graph) -> None:
    cast = graph.cast
    draft = await filled_draft(graph)
    await ReportingLine.filter(employee_id=cast.id("sari")).update(rater_id=cast.id("rahmat"))
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": []}
    assert await refuse(graph, "hendra", SAVE, input=given) == "NOT_YOUR_TEAM"


async def test_rater_who_left_reads_nothing_that_others_gave_since(graph: Graph) -> None:
    cast = graph.cast
    old = (await submitted(graph, await filled_draft(graph)))["reviewId"]
    await PeriodTable.filter(id=cast.closed.id).update(closes=TODAY)
    key = {"employee": str(cast.id("sari")), "period": str(cast.closed.id)}
    mine = (await graph.ask("hendra", OPEN, **key))["openReview"]["reviewId"]
    await moved_to_rahmat(graph)
    new = await given_by_rahmat(graph)
    assert await refuse(graph, "hendra", RESULT_BY_ID, review=new, number=1) == "NOT_FOUND"
    for period in (cast.closed, cast.quarter):
        members = (await graph.ask("hendra", TEAM, period=str(period.id)))["team"]["members"]
        recent = [it["recent"] for it in members if it["person"]["id"] == str(cast.id("sari"))]
        assert all(result["number"] == 1 for row in recent for result in row)
        assert all(len(row) <= 1 for row in recent), "only the one that Hendra gave"
    draft = (await graph.ask("hendra", PREVIOUS, review=mine))["draft"]
    assert draft["previous"] in (None, {"reviewId": old})


async def test_rater_to_come_reads_nothing_yet(graph: Graph) -> None:
    cast = graph.cast
    await submitted(graph, await filled_draft(graph))
    sari = ReportingLine.filter(employee_id=cast.id("sari"))
    await sari.update(ends=date(2026, 12, 31))
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), starts=date(2027, 1, 1)
    )
    next_year = await PeriodTable.create(
        kind=PeriodKind.TAHUNAN, year=2027, number=1, starts=date(2027, 1, 1),
        ends=date(2027, 12, 31), opens=date(2027, 12, 1), closes=date(2027, 12, 31),
    )  # fmt: skip
    found = await graph.ask("rahmat", TEAM, period=str(next_year.id))
    recent = {it["person"]["id"]: it["recent"] for it in found["team"]["members"]}
    assert recent[str(cast.id("sari"))] == []


async def moved_to_rahmat(graph: Graph) -> None:
    """From September on Rahmat rates Sari, as if it had been so when the quarter ended."""
    cast = graph.cast
    await ReportingLine.filter(employee_id=cast.id("sari")).update(ends=date(2026, 8, 31))
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), starts=date(2026, 9, 1)
    )


async def given_by_rahmat(graph: Graph) -> str:
    """The id of a review of the open quarter that Rahmat filled and submitted."""
    draft = await opened_draft(graph, rater="rahmat")
    items = [
        {"key": item["key"], "rating": "DI_ATAS", "note": "Melampaui target."}
        for item in draft["items"]
    ]
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items}
    saved = (await graph.ask("rahmat", SAVE, input=given))["saveDraft"]["draft"]
    review = {"review": draft["reviewId"], "version": saved["version"], "request": "permintaan-9"}
    return str((await graph.ask("rahmat", SUBMIT, **review))["submitReview"]["reviewId"])


async def test_outside_the_window_nothing_is_written(graph: Graph) -> None:
    cast = graph.cast
    key = {"employee": str(cast.id("sari")), "period": str(cast.closed.id)}
    assert await refuse(graph, "hendra", OPEN, **key) == "PERIOD_CLOSED"
    first = await submitted(graph, await filled_draft(graph))
    graph.now += timedelta(days=30)
    key = {"review": first["reviewId"], "reason": "Terlambat tetapi mencoba."}
    assert await refuse(graph, "hendra", CORRECT, **key) == "PERIOD_CLOSED"


@pytest.mark.parametrize("bad", ["0", "-1", "999999", "1; drop table review", "", "９", "1e9"])
async def test_ids_that_cannot_exist_are_not_found(graph: Graph, bad: str) -> None:
    quarter = str(graph.cast.quarter.id)
    for document, variables in (
        (OPEN, {"employee": bad, "period": quarter}),
        (OPEN, {"employee": str(graph.cast.id("sari")), "period": bad}),
        (RESULT_BY_ID, {"review": bad, "number": None}),
        (DRAFT_BY_ID, {"review": bad}),
        (SUBMIT, {"review": bad, "version": 1, "request": "permintaan-1"}),
        (READ, {"review": bad, "number": 1}),
    ):
        assert await refuse(graph, "hendra", document, **variables) in {
            "NOT_FOUND",
            "NOT_YOUR_TEAM",
        }


def test_every_operation_has_its_row_in_the_table() -> None:
    assert set(ALLOWED) == set(Operation)
    assert all(ALLOWED.values())
    assert date(2026, 10, 6) == TODAY
