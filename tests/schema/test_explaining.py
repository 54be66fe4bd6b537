"""The account of a result and the simulation, asked through the graph."""

from datetime import timedelta
from typing import Any

import pytest

from schema.models import Account, ReviewVersion, Rhk
from tests.cast import NIPS
from tests.graph import (
    CORRECT,
    READ,
    REFUSAL,
    RESULT_BY_ID,
    SAVE,
    Graph,
    filled_draft,
    opened_draft,
    submitted,
)

PART = """{ aspect counts { kind atas sesuai bawah } suggestion { rating steps { code } }
  decided departed reason }"""
CHANGES = "{ aspect key given instead hasil perilaku predikat steps }"
RULES = "{ topic id title source mark validFrom }"
EXPLAIN = f"""query Explain($review: ID!, $number: Int) {{
  explanation(reviewId: $review, number: $number) {{
    ... on Explanation {{ __typename latest agrees
      result {{ number predikat hasil perilaku suggestedHasil suggestedPerilaku
        items {{ key rating }} steps {{ code }} }}
      inputs {{ aspect number givenAt givenBy {{ name }} item {{ key rating note }} }}
      hasil {PART} perilaku {PART} wouldChange {CHANGES}
      stages {{ stage at }} rules {RULES} }} {REFUSAL} }} }}"""
SIMULATE = f"""query Simulate($review: ID, $ratings: [TriedRatingInput!], $hasil: Rating,
    $perilaku: Rating) {{
  simulation(reviewId: $review, ratings: $ratings, hasil: $hasil, perilaku: $perilaku) {{
    ... on Simulation {{ __typename predikat result {{ number }} items {{ key title rating note }}
      hasil {PART} perilaku {PART} wouldChange {CHANGES} rule {{ id }} rules {RULES} }}
    ... on InvalidInput {{ field }} {REFUSAL} }} }}"""


async def explained(graph: Graph, name: str, review: str, number: int | None = None) -> Any:
    """What the account of this review says to this person."""
    return (await graph.ask(name, EXPLAIN, review=review, number=number))["explanation"]


async def simulated(graph: Graph, name: str, **given: Any) -> Any:
    """What a simulation gives this person."""
    return (await graph.ask(name, SIMULATE, **given))["simulation"]


async def departed_result(graph: Graph) -> Any:
    """Sari's result, in which Hendra decided otherwise than suggested."""
    draft = await filled_draft(
        graph, hasil="DI_ATAS", reasonHasil="Memimpin perbaikan mutu layanan."
    )
    return await submitted(graph, draft)


async def test_the_account_states_inputs_counts_suggestion_departure_and_cell(
    graph: Graph,
) -> None:
    review = (await departed_result(graph))["reviewId"]
    found = await explained(graph, "sari", review)

    assert found["agrees"] is True
    assert found["latest"] == 1
    assert found["result"]["predikat"] == "BAIK"
    assert len(found["inputs"]) == 10
    assert {it["givenBy"]["name"] for it in found["inputs"]} == {"Hendra Contoh, S.Kep."}
    assert [it["aspect"] for it in found["inputs"]] == ["HASIL"] * 3 + ["PERILAKU"] * 7
    assert found["hasil"]["counts"] == [
        {"kind": "UTAMA", "atas": 0, "sesuai": 2, "bawah": 0},
        {"kind": "TAMBAHAN", "atas": 0, "sesuai": 1, "bawah": 0},
    ]
    assert found["hasil"]["suggestion"]["rating"] == "SESUAI"
    assert (found["hasil"]["decided"], found["hasil"]["departed"]) == ("DI_ATAS", True)
    assert found["hasil"]["reason"] == "Memimpin perbaikan mutu layanan."
    assert (found["perilaku"]["departed"], found["perilaku"]["reason"]) == (False, "")
    assert [it["stage"] for it in found["stages"]] == ["GIVEN", "DELIVERED"]
    marks = {rule["topic"]: rule["mark"] for rule in found["rules"]}
    assert marks == {
        "VALUES": "SOURCED",
        "PARTS": "DESIGN",
        "PROOF": "DESIGN",
        "FIRST_APART": "DESIGN",
        "SUGGESTION": "DESIGN",
        "DECISION": "SOURCED",
        "MATRIX": "SOURCED",
    }
    upward = [it for it in found["wouldChange"] if it["predikat"] == "SANGAT_BAIK"]
    assert [(it["key"], it["aspect"], it["instead"]) for it in upward] == [
        (None, "PERILAKU", "DI_ATAS")
    ]


async def test_a_read_result_says_when_it_was_read(graph: Graph) -> None:
    review = (await departed_result(graph))["reviewId"]
    graph.now += timedelta(hours=2)
    await graph.ask("sari", READ, review=review, number=1)
    stages = (await explained(graph, "sari", review))["stages"]
    assert [it["stage"] for it in stages] == ["GIVEN", "DELIVERED", "READ"]
    assert stages[0]["at"] < stages[2]["at"]


async def corrected(graph: Graph) -> str:
    """Sari's review with a second version a day later, in which one value is rated anew."""
    review: str = (await submitted(graph, await filled_draft(graph)))["reviewId"]
    graph.now += timedelta(days=1)
    reason = "Bukti layanan baru diterima."
    draft = (await graph.ask("hendra", CORRECT, review=review, reason=reason))["startCorrection"]
    given = {
        "reviewId": review,
        "version": draft["version"],
        "items": [{"key": "BOP", "rating": "DI_ATAS", "note": "Catatan contoh."}],
    }
    saved = (await graph.ask("hendra", SAVE, input=given))["saveDraft"]["draft"]
    await submitted(graph, saved, "permintaan-2")
    return review


async def test_a_correction_keeps_the_date_of_what_it_left_alone(graph: Graph) -> None:
    review = await corrected(graph)
    found = await explained(graph, "sari", review)
    since = {it["item"]["key"]: it["number"] for it in found["inputs"]}
    assert since.pop("BOP") == 2
    assert set(since.values()) == {1}
    old = await explained(graph, "sari", review, 1)
    assert (old["result"]["number"], old["latest"]) == (1, 2)
    assert {it["number"] for it in old["inputs"]} == {1}


async def test_the_account_and_the_sheet_show_the_same_numbers(graph: Graph) -> None:
    review = await corrected(graph)
    for number in (1, 2):
        sheet = (await graph.ask("sari", RESULT_BY_ID, review=review, number=number))["result"]
        found = await explained(graph, "sari", review, number)
        for name in ("predikat", "hasil", "perilaku", "suggestedHasil", "suggestedPerilaku"):
            assert found["result"][name] == sheet[name]
        assert found["hasil"]["suggestion"]["rating"] == sheet["suggestedHasil"]
        assert found["perilaku"]["suggestion"]["rating"] == sheet["suggestedPerilaku"]
        keys = [(it["key"], it["rating"]) for it in sheet["items"]]
        assert [(it["item"]["key"], it["item"]["rating"]) for it in found["inputs"]] == keys


async def test_a_result_that_the_rule_does_not_give_is_said_to_be_so(graph: Graph) -> None:
    review = (await departed_result(graph))["reviewId"]
    await ReviewVersion.filter(review_id=review).update(predikat="SANGAT_BAIK")
    assert (await explained(graph, "sari", review))["agrees"] is False


@pytest.mark.parametrize("name", sorted({*NIPS, "sistem"} - {"hendra", "sari"}))
async def test_who_may_not_read_the_result_may_not_read_its_account(
    graph: Graph, name: str
) -> None:
    review = (await departed_result(graph))["reviewId"]
    trace = await graph.trace()
    assert (await explained(graph, name, review))["code"] == "NOT_FOUND"
    refused = await simulated(graph, name, review=review)
    assert refused["code"] == "NOT_FOUND"
    assert await graph.trace() == trace


async def test_before_delivery_the_employee_gets_no_account(graph: Graph) -> None:
    await Account.filter(id=graph.cast.accounts["sari"].id).update(activated_at=None)
    review = (await departed_result(graph))["reviewId"]
    assert (await explained(graph, "sari", review))["code"] == "NOT_FOUND"
    assert (await explained(graph, "hendra", review))["agrees"] is True


async def test_a_draft_has_no_account_yet(graph: Graph) -> None:
    draft = await opened_draft(graph)
    for name in ("hendra", "sari"):
        assert (await explained(graph, name, draft["reviewId"]))["code"] == "NOT_FOUND"


async def test_a_simulation_without_changes_is_the_result(graph: Graph) -> None:
    review = (await submitted(graph, await filled_draft(graph)))["reviewId"]
    found = await simulated(graph, "sari", review=review)
    account = await explained(graph, "sari", review)
    assert found["predikat"] == account["result"]["predikat"]
    assert found["result"] == {"number": 1}
    for name in ("hasil", "perilaku", "wouldChange", "rules"):
        assert found[name] == account[name]


async def test_a_simulation_moves_suggestion_and_predikat_and_leaves_no_trace(
    graph: Graph,
) -> None:
    review = (await submitted(graph, await filled_draft(graph)))["reviewId"]
    trace, before = await graph.trace(), await ReviewVersion.all().values()
    values = ["BOP", "AKU", "KPT", "LOY"]
    up = [{"key": key, "rating": "DI_ATAS"} for key in values]
    found = await simulated(graph, "sari", review=review, ratings=up, hasil="DI_ATAS")
    assert found["perilaku"]["suggestion"]["rating"] == "DI_ATAS"
    assert found["hasil"]["departed"] is True
    assert found["predikat"] == "SANGAT_BAIK"
    rated = {item["key"]: item["rating"] for item in found["items"]}
    assert {key for key, rating in rated.items() if rating == "DI_ATAS"} == set(values)
    assert await ReviewVersion.all().values() == before
    assert await graph.trace() == trace


async def test_without_a_result_the_plan_of_this_year_is_tried(graph: Graph) -> None:
    found = await simulated(graph, "sari")
    assert found["result"] is None
    assert [item["rating"] for item in found["items"]] == ["SESUAI"] * 10
    assert found["items"][0]["title"] == "Hasil kerja 1 (contoh)"
    assert found["predikat"] == "BAIK"
    await Rhk.filter(employee_id=graph.cast.id("sari")).delete()
    bare = await simulated(graph, "sari")
    assert len(bare["items"]) == 8, "nobody is blocked by a missing plan"


async def test_more_ratings_than_a_form_holds_are_refused(graph: Graph) -> None:
    many = [{"key": f"rhk:{n}", "rating": "SESUAI"} for n in range(61)]
    refused = await simulated(graph, "sari", ratings=many)
    assert (refused["code"], refused["field"]) == ("TOO_MANY_ITEMS", "ratings")


async def test_a_system_account_has_no_plan_to_try(graph: Graph) -> None:
    assert (await simulated(graph, "sistem"))["code"] == "NOT_ALLOWED"
