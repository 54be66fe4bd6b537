"""Delivery, signing and objection, through the graph."""

from typing import Any

from tests.graph import Graph, filled_draft, submitted
from tests.objecting import ACCEPT, ANSWER, DECIDE, DELIVERY, FILE, filed


async def given(graph: Graph) -> dict[str, Any]:
    """Sari's result from Hendra, on 6 October 2026."""
    result: dict[str, Any] = await submitted(graph, await filled_draft(graph))
    assert result["__typename"] == "Result", result
    return result


async def test_a_delivered_result_has_its_terms(graph: Graph) -> None:
    result = await given(graph)
    seen = (await graph.ask("sari", DELIVERY, review=result["reviewId"]))["delivery"]
    assert seen["state"] == "DELIVERED"
    assert (seen["signDue"], seen["objectDue"], seen["safeDue"]) == (
        "2026-10-26",
        "2026-10-26",
        "2026-10-20",
    )
    assert seen["actions"] == ["ACCEPT", "OBJECT"]
    assert [step["kind"] for step in seen["steps"]] == ["SUBMITTED", "DELIVERED"]


async def test_an_objection_is_filed_answered_and_changes_the_result(graph: Graph) -> None:
    result = await given(graph)
    objection = await filed(graph, result)
    assert objection["decider"]["name"].startswith("Dewi")
    data = await graph.ask(
        "hendra",
        ANSWER,
        input={"id": objection["id"], "version": 0, "answer": "Saya menilai dari bukti yang ada."},
    )
    assert data["answerObjection"]["state"] == "ANSWERED", data
    decision = {
        "id": objection["id"],
        "decision": "CHANGED",
        "reason": "Bukti baru menunjukkan hasil yang lebih baik.",
        "items": [{"key": item["key"], "rating": "DI_ATAS"} for item in result["items"]],
    }
    data = await graph.ask("dewi", DECIDE, input=decision)
    decided = data["decideObjection"]
    assert (decided["state"], decided["newNumber"]) == ("CHANGED", 2), decided
    assert decided["newResult"]["predikat"] == "SANGAT_BAIK"
    new = (await graph.ask("sari", DELIVERY, review=result["reviewId"]))["delivery"]
    assert (new["number"], new["state"], new["actions"]) == (2, "DECIDED", [])


async def test_accepting_ends_the_right_to_object(graph: Graph) -> None:
    result = await given(graph)
    ids = {"review": result["reviewId"], "number": 1}
    accepted = (await graph.ask("sari", ACCEPT, **ids))["acceptResult"]
    assert (accepted["state"], accepted["actions"]) == ("ACCEPTED", [])
    objection = {
        "reviewId": result["reviewId"],
        "number": 1,
        "reason": "Saya berubah pikiran sekarang.",
        "requestId": "keberatan-9",
    }
    refused = (await graph.ask("sari", FILE, input=objection))["fileObjection"]
    assert (refused["__typename"], refused["why"]) == ("StepNotPossible", "ALREADY_ACCEPTED")
