"""The SKP from the first word to the agreed version, through the graph."""

from typing import Any

from schema.models import Rhk, SkpVersion
from tests import plans
from tests.graph import Graph
from tests.plans import (
    ABANDON,
    CHANGE,
    DESK,
    DIFFERENCE,
    READ,
    VERSION,
    VERSIONS,
    WITHDRAW,
    agreed,
    begun,
    in_force,
    returned,
    rhk,
    saved,
    submitted,
    written,
)


async def test_an_employee_begins_and_finds_it_again(graph: Graph) -> None:
    first = await begun(graph)
    again = await begun(graph)
    assert first["id"] == again["id"]
    assert (first["state"], first["number"], first["role"]) == ("DRAFT", 0, "EMPLOYEE")
    assert first["leader"]["name"].startswith("Hendra")
    assert first["steps"] == ["SAVE", "SUBMIT"]
    assert [gap["code"] for gap in first["gaps"]] == ["NO_RHK_UTAMA"]


async def test_a_plan_is_written_submitted_and_agreed(graph: Graph) -> None:
    skp = await written(graph)
    assert skp["content"]["rhk"][0]["indicators"][0]["amount"] == "80"
    skp = await submitted(graph, skp)
    assert (skp["state"], skp["steps"]) == ("SUBMITTED", ["WITHDRAW"])
    skp = await agreed(graph, skp)
    assert (skp["state"], skp["number"], skp["role"]) == ("AGREED", 1, "LEADER")
    assert skp["content"] is None
    assert skp["agreed"]["content"]["rhk"][0]["key"] == "rhk-satu"
    row = await Rhk.get(skp_id=int(skp["id"]))
    assert row.expectation == "Kunjungan rumah dalam setahun (contoh): 80 kunjungan"


async def test_a_returned_plan_says_why_and_can_be_submitted_again(graph: Graph) -> None:
    skp = await returned(graph, await submitted(graph, await written(graph)))
    assert skp["state"] == "RETURNED"
    mine: Any = (await graph.ask("sari", READ, id=skp["id"]))["skp"]
    assert mine["returnReason"] == "Mohon targetnya diperjelas."
    again = await submitted(graph, mine, request="permintaan-9")
    assert (again["state"], again["returnReason"]) == ("SUBMITTED", "")


async def test_a_change_leaves_the_agreed_version_in_force_until_it_is_agreed(
    graph: Graph,
) -> None:
    skp = await in_force(graph)
    row = await Rhk.get(skp_id=int(skp["id"]))
    given = {"id": skp["id"], "reason": "Target daerah berubah sejak Juli."}
    changing = (await graph.ask("sari", CHANGE, **given))["startSkpChange"]
    assert (changing["state"], changing["number"]) == ("DRAFT", 1)
    changing = await saved(graph, changing, rhk=[rhk("rhk-dua")], removed=["rhk-satu"])
    assert changing["agreed"]["content"]["rhk"][0]["key"] == "rhk-satu"
    different = (await graph.ask("sari", DIFFERENCE, id=skp["id"], before=1))["skpDifference"]
    assert [item["key"] for item in different["added"]] == ["rhk-dua"]
    assert [item["key"] for item in different["removed"]] == ["rhk-satu"]
    changing = await agreed(
        graph, await submitted(graph, changing, request="permintaan-5"), request="permintaan-6"
    )
    assert changing["number"] == 2
    assert changing["agreed"]["reason"] == given["reason"]
    await row.refresh_from_db()
    assert row.withdrawn_at is not None
    versions = (await graph.ask("sari", VERSIONS, id=skp["id"]))["skpVersions"]
    assert [(it["number"], it["current"]) for it in versions] == [(2, True), (1, False)]
    first = (await graph.ask("sari", VERSION, id=skp["id"], number=1))["skpVersion"]
    assert first["content"]["rhk"][0]["key"] == "rhk-satu"


async def test_a_dropped_change_leaves_everything_as_it_was(graph: Graph) -> None:
    skp = await in_force(graph)
    given = {"id": skp["id"], "reason": "Target daerah berubah sejak Juli."}
    changing = (await graph.ask("sari", CHANGE, **given))["startSkpChange"]
    data = await graph.ask("sari", ABANDON, id=skp["id"], version=changing["version"])
    assert data["abandonSkpChange"]["state"] == "AGREED"
    assert data["abandonSkpChange"]["content"] is None
    assert await SkpVersion.all().count() == 1


async def test_a_submitted_plan_can_be_taken_back(graph: Graph) -> None:
    skp = await submitted(graph, await written(graph))
    data = await graph.ask("sari", WITHDRAW, id=skp["id"], version=skp["version"])
    assert data["withdrawSkp"]["state"] == "DRAFT"


async def test_the_desk_shows_the_year(graph: Graph) -> None:
    await in_force(graph)
    desk = (await graph.ask("sari", DESK))["myPlanning"]
    assert (desk["year"], desk["years"], desk["due"]) == (2026, [2026, 2027], "2026-02-02")
    assert [(plan["state"], plan["number"]) for plan in desk["plans"]] == [("AGREED", 1)]
    assert desk["excluded"] is None
    assert plans.YEAR == 2026
