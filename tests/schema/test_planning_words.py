"""Bounds, examples, the leader's RHK, and everything else that is checked when it is typed."""

from typing import Any

import pytest

from schema.models import Employee
from schema.rules.vocabulary import LegalStanding
from tests.graph import Graph
from tests.plans import (
    CHOICES,
    COPY,
    OPEN,
    TEMPLATES,
    agreed,
    begun,
    rhk,
    saved,
    submitted,
    written,
)

LONG = "x" * 2001
INDICATOR = {"aspect": "WAKTU", "text": "Selesai", "target": "3", "unit": "hari"}


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"rhk": [rhk(f"rhk-{n:02d}") for n in range(21)]}, "TOO_MANY_RHK", "rhk"),
        ({"rhk": [rhk(key="A!")]}, "BAD_ITEM_KEY", "key"),
        ({"rhk": [rhk(title=LONG)]}, "TITLE_TOO_LONG", "rhk-satu.title"),
        ({"rhk": [rhk(narrative=LONG)]}, "NARRATIVE_TOO_LONG", "rhk-satu.narrative"),
        ({"rhk": [rhk(assignedBy=LONG)]}, "ASSIGNED_BY_TOO_LONG", "rhk-satu.assignedBy"),
        ({"rhk": [rhk(indicators=[INDICATOR] * 9)]}, "TOO_MANY_INDICATORS", "rhk-satu.indicators"),
        (
            {"rhk": [rhk(indicators=[{**INDICATOR, "text": LONG}])]},
            "INDICATOR_TOO_LONG",
            "rhk-satu.indicators.0.text",
        ),
        (
            {"rhk": [rhk(indicators=[{**INDICATOR, "target": LONG}])]},
            "TARGET_TOO_LONG",
            "rhk-satu.indicators.0.target",
        ),
        (
            {"rhk": [rhk(indicators=[INDICATOR, {**INDICATOR, "unit": LONG}])]},
            "UNIT_TOO_LONG",
            "rhk-satu.indicators.1.unit",
        ),
        ({"rhk": [rhk(title="a\x00b")]}, "BAD_CHARACTER", "rhk-satu.title"),
        ({"rhk": [rhk(leaderRhk="bukan")]}, "UNKNOWN_LEADER_RHK", "leaderRhk"),
        ({"rhk": [rhk(leaderRhk="999.rhk")]}, "UNKNOWN_LEADER_RHK", "leaderRhk"),
        ({"support": ["a"] * 11}, "TOO_MANY_LINES", "support"),
        ({"consequence": [LONG]}, "LINE_TOO_LONG", "consequence"),
    ],
)
async def test_what_is_out_of_bounds_is_refused_by_name(
    graph: Graph, given: dict[str, Any], code: str, field: str
) -> None:
    skp = await begun(graph)
    trace = await graph.trace()
    refused = await saved(graph, skp, **given)
    assert (refused["__typename"], refused["code"], refused["field"]) == (
        "InvalidInput", code, field,
    )  # fmt: skip
    assert await graph.trace() == trace


async def test_a_plan_grows_no_larger_than_a_plan_may_be(graph: Graph) -> None:
    skp = await saved(graph, await begun(graph), rhk=[rhk(f"rhk-{n:02d}") for n in range(20)])
    assert len(skp["content"]["rhk"]) == 20
    assert (await saved(graph, skp, rhk=[rhk("rhk-20")]))["code"] == "TOO_MANY_RHK"


async def test_an_unfinished_plan_says_what_is_missing_and_where(graph: Graph) -> None:
    skp = await saved(graph, await begun(graph), rhk=[rhk(indicators=[])])
    trace = await graph.trace()
    refused = await submitted(graph, skp)
    assert refused["code"] == "SKP_NOT_COMPLETE"
    [gap] = refused["gaps"]
    assert (gap["item"], gap["field"], gap["code"]) == (
        "rhk-satu", "indicators", "INDICATOR_MISSING",
    )  # fmt: skip
    assert await graph.trace() == trace


async def test_examples_fit_the_post_and_are_taken_once(graph: Graph) -> None:
    skp = await begun(graph)
    found = (await graph.ask("sari", TEMPLATES, id=skp["id"]))["skpTemplates"]
    assert [it["id"] for it in found] == ["perawat", "umum"]
    given = {"id": skp["id"], "template": "perawat", "items": ["1", "3"]}
    skp = (await graph.ask("sari", COPY, **given, version=skp["version"]))["copySkpTemplate"]
    assert [(it["unchanged"], it["fromTemplate"]) for it in skp["content"]["rhk"]] == [
        (True, True), (True, True),
    ]  # fmt: skip
    again = (await graph.ask("sari", COPY, **given, version=skp["version"]))["copySkpTemplate"]
    assert len(again["content"]["rhk"]) == 2
    refused = await submitted(graph, again)
    assert [gap["code"] for gap in refused["gaps"]] == ["TEMPLATE_UNCHANGED"] * 2


async def test_an_example_that_fits_can_be_kept_and_one_adapted_is_ones_own(graph: Graph) -> None:
    skp = await begun(graph)
    given = {"id": skp["id"], "template": "perawat", "items": ["1", "3"]}
    skp = (await graph.ask("sari", COPY, **given, version=skp["version"]))["copySkpTemplate"]
    first, second = (_typed(item) for item in skp["content"]["rhk"])
    second["indicators"][0]["target"] = "60"
    skp = await saved(graph, skp, rhk=[{**first, "kept": True}, second])
    assert [it["unchanged"] for it in skp["content"]["rhk"]] == [True, False]
    assert (await submitted(graph, skp))["state"] == "SUBMITTED"


def _typed(item: Any) -> Any:
    names = ("key", "kind", "scope", "title", "assignedBy", "narrative", "kept")
    drop = ("amount",)
    indicators = [{k: v for k, v in it.items() if k not in drop} for it in item["indicators"]]
    return {**{name: item[name] for name in names}, "indicators": indicators}


async def test_an_unknown_example_is_refused(graph: Graph) -> None:
    skp = await begun(graph)
    given = {"id": skp["id"], "version": skp["version"], "template": "pilot", "items": ["1"]}
    assert (await graph.ask("sari", COPY, **given))["copySkpTemplate"]["code"] == "UNKNOWN_TEMPLATE"


async def test_nobody_is_blocked_by_a_leader_without_a_plan(graph: Graph) -> None:
    skp = await written(graph)
    assert (await graph.ask("sari", CHOICES, id=skp["id"]))["leaderChoices"] == []
    done = await agreed(graph, await submitted(graph, skp))
    assert done["agreed"]["content"]["rhk"][0]["leaderRhk"] is None


async def test_the_leaders_planned_results_can_be_chosen_and_keep_their_words(
    graph: Graph,
) -> None:
    leader = await written(graph, "hendra")
    skp = await begun(graph)
    [choice] = (await graph.ask("sari", CHOICES, id=skp["id"]))["leaderChoices"]
    assert choice == {
        "id": f"{leader['id']}.rhk-satu", "kind": "UTAMA", "agreed": False,
        "title": "Terlaksananya kunjungan rumah rhk-satu (contoh)",
    }  # fmt: skip
    skp = await saved(graph, skp, rhk=[rhk(leaderRhk=choice["id"])])
    await saved(graph, leader, "hendra", removed=["rhk-satu"], rhk=[rhk("rhk-dua")])
    skp = await saved(graph, skp, rhk=[rhk(leaderRhk=choice["id"], title="Lebih banyak kunjungan")])
    assert skp["content"]["rhk"][0]["leaderRhk"]["title"] == choice["title"]


@pytest.mark.parametrize("year", [2024, 2025, 2028])
async def test_only_an_open_year_can_be_begun(graph: Graph, year: int) -> None:
    trace = await graph.trace()
    refused = (await graph.ask("sari", OPEN, year=year))["openSkp"]
    assert (refused["code"], refused["field"]) == ("PLANNING_NOT_OPEN", "year")
    assert await graph.trace() == trace


@pytest.mark.parametrize("standing", sorted(set(LegalStanding) - {LegalStanding.ACTIVE}))
async def test_whoever_is_not_planned_for_hears_why(graph: Graph, standing: LegalStanding) -> None:
    await Employee.filter(id=graph.cast.id("sari")).update(standing=standing)
    answer = (await graph.ask("sari", OPEN, year=2026))["openSkp"]
    if standing is LegalStanding.HUKUMAN_DISIPLIN:
        assert answer["state"] == "DRAFT"
        return
    assert answer["code"] == "PLANNING_EXCLUDED"
    assert answer["message"].endswith(".")
