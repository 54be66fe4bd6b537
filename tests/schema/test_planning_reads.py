"""Plans of many: the team, the matrix of roles, units and gaps, each with who may see it."""

from datetime import date
from typing import Any

import pytest

from schema.models import Assignment, Employee, ReportingLine, WorkUnit
from schema.rules.vocabulary import Capacity, LegalStanding, UnitKind
from tests.cast import TODAY
from tests.graph import Graph
from tests.plans import (
    DESK,
    GAPS,
    MATRIX,
    TEAM,
    UNITS,
    begun,
    in_force,
    rhk,
    saved,
    submitted,
    written,
)


async def test_a_team_shows_how_far_each_plan_is_and_the_leaders_own(graph: Graph) -> None:
    await in_force(graph)
    await submitted(graph, await written(graph, "joko"), "joko")
    await Employee.filter(id=graph.cast.id("putri")).update(standing=LegalStanding.CLTN)
    team = (await graph.ask("hendra", TEAM))["teamPlans"]
    assert team["own"] is None
    rows = {it["person"]["name"].split()[0]: it for it in team["members"]}
    assert list(rows) == ["Joko", "Putri", "Sari"]
    assert (rows["Sari"]["plan"]["state"], rows["Sari"]["overdue"]) == ("AGREED", False)
    assert (rows["Joko"]["plan"]["state"], rows["Joko"]["overdue"]) == ("SUBMITTED", True)
    assert (rows["Putri"]["plan"], rows["Putri"]["overdue"]) == (None, False)
    assert rows["Putri"]["excluded"].startswith("Anda sedang cuti")


async def test_next_years_team_is_that_of_its_first_day(graph: Graph) -> None:
    cast = graph.cast
    await ReportingLine.filter(employee_id=cast.id("joko")).update(ends=TODAY.replace(month=12))
    after = TODAY.replace(month=12, day=7)
    await ReportingLine.create(
        employee_id=cast.id("joko"), rater_id=cast.id("rahmat"), starts=after
    )
    names = {
        year: [it["person"]["name"].split()[0] for it in found["teamPlans"]["members"]]
        for year in (2026, 2027)
        if (found := await graph.ask("hendra", TEAM, year=year))
    }
    assert names == {2026: ["Joko", "Putri", "Sari"], 2027: ["Putri", "Sari"]}


async def test_the_matrix_sets_the_leaders_results_against_the_members(graph: Graph) -> None:
    leader = await saved(
        graph, await begun(graph, "hendra"), "hendra", rhk=[rhk("rhk-satu"), rhk("rhk-dua")]
    )
    above = f"{leader['id']}.rhk-satu"
    free = rhk("rhk-bebas", title="Hal lain saja")
    plan = await saved(graph, await begun(graph), rhk=[rhk(leaderRhk=above), free])
    assert [line["cells"] for line in await _lines(graph)] == [[], []], "a draft is private"
    await submitted(graph, plan)
    sari = str(graph.cast.id("sari"))
    assert [(line["id"], line["cells"]) for line in await _lines(graph)] == [
        (above, [{"employeeId": sari, "items": [rhk()["title"]]}]),
        (f"{leader['id']}.rhk-dua", []),
        (None, [{"employeeId": sari, "items": ["Hal lain saja"]}]),
    ]


async def _lines(graph: Graph) -> Any:
    return (await graph.ask("hendra", MATRIX))["roleMatrix"]["lines"]


async def units(graph: Graph, name: str, **given: Any) -> Any:
    """What this person gets of the units."""
    return (await graph.ask(name, UNITS, **given))["unitPlans"]


def numbers(row: Any) -> tuple[int, ...]:
    """People, agreed, submitted, writing, missing."""
    return tuple(row[it] for it in ("people", "agreed", "submitted", "writing", "missing"))


async def test_units_count_the_plans_below_them(graph: Graph) -> None:
    await in_force(graph)
    await submitted(graph, await written(graph, "joko"), "joko")
    await begun(graph, "wati")
    await Employee.filter(id=graph.cast.id("putri")).update(standing=LegalStanding.TUGAS_BELAJAR)
    [top] = (await units(graph, "yuni"))["rows"]
    assert (top["unit"], top["hasUnits"]) == ("Kabupaten (contoh)", True)
    assert numbers(top) == (11, 1, 1, 1, 8)
    dinas = str(graph.cast.units["dinas"].id)
    own, *below = (await units(graph, "asep", unit=dinas))["rows"]
    assert (own["unitId"], numbers(own)) == (dinas, (6, 1, 1, 1, 3))
    assert [(row["unit"], numbers(row)) for row in below] == [
        ("Bidang (contoh)", (2, 0, 0, 1, 1)),
        ("Puskesmas (contoh)", (3, 1, 1, 0, 1)),
    ]


async def test_the_head_of_a_unit_sees_it_and_nothing_else(graph: Graph) -> None:
    own = await units(graph, "dewi")
    assert own["rows"][0]["unit"] == "Dinas (contoh)"
    below = await units(graph, "dewi", unit=str(graph.cast.units["puskesmas"].id))
    assert below["rows"][0]["unit"] == "Puskesmas (contoh)"
    beside = await units(graph, "dewi", unit=str(graph.cast.units["bkpsdm"].id))
    assert beside["code"] == "NOT_FOUND"
    assert (await units(graph, "sari"))["code"] == "NOT_ALLOWED"
    assert (await units(graph, "sistem"))["code"] == "NOT_ALLOWED"


async def test_somebody_rated_within_the_unit_does_not_lead_it(graph: Graph) -> None:
    cast = graph.cast
    await ReportingLine.filter(employee_id=cast.id("joko")).update(rater_id=cast.id("sari"))
    assert (await units(graph, "sari"))["code"] == "NOT_ALLOWED"


async def test_units_come_in_pages(graph: Graph) -> None:
    dinas = graph.cast.units["dinas"]
    for number in range(4):
        code, kind = f"u{number}", UnitKind.SEKSI
        unit = await WorkUnit.create(
            code=code, name=f"Seksi {number}", kind=kind, parent=dinas, path="/"
        )
        unit.path = f"{dinas.path}{unit.id}/"
        await unit.save()
    seen: list[str] = []
    after: Any = ""
    while after is not None:
        page = await units(graph, "yuni", unit=str(dinas.id), first=2, after=after)
        seen += [row["unit"] for row in page["rows"]]
        after = page["next"]
    assert seen == [
        "Dinas (contoh)", "Bidang (contoh)", "Puskesmas (contoh)", "Seksi 0", "Seksi 1", "Seksi 2",
        "Seksi 3",
    ]  # fmt: skip


@pytest.mark.parametrize("after", ["x", "1e5.a", "99999999999.a", "-1."])
async def test_a_page_that_does_not_exist_is_not_found(graph: Graph, after: str) -> None:
    dinas = str(graph.cast.units["dinas"].id)
    assert (await units(graph, "yuni", unit=dinas, after=after))["code"] == "NOT_FOUND"


async def test_gaps_name_who_has_no_plan_and_who_could_close_them(graph: Graph) -> None:
    await in_force(graph)
    await begun(graph, "joko")
    dinas = str(graph.cast.units["dinas"].id)
    page = (await graph.ask("dewi", GAPS, unit=dinas))["planGaps"]
    found = [
        (it["person"]["name"].split()[0], (it["leader"] or {"name": "-"})["name"].split()[0])
        for it in page["rows"]
    ]
    assert found == [
        ("Dewi", "Arman"), ("Hendra", "Dewi"), ("Joko", "Hendra"), ("Putri", "Hendra"),
        ("Rahmat", "Dewi"), ("Wati", "Rahmat"),
    ]  # fmt: skip
    joko = page["rows"][2]
    assert (joko["plan"]["state"], joko["due"], joko["overdue"]) == ("DRAFT", "2026-02-02", True)


async def test_gaps_come_in_pages_and_show_nobody_twice(graph: Graph) -> None:
    root = str(graph.cast.units["kabupaten"].id)
    seen: list[str] = []
    after: Any = ""
    while after is not None:
        page = (await graph.ask("yuni", GAPS, unit=root, first=5, after=after))["planGaps"]
        assert len(page["rows"]) <= 5
        seen += [row["person"]["name"] for row in page["rows"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 12
    assert seen == sorted(seen)


async def test_an_acting_leader_leads_the_plans_of_the_team(graph: Graph) -> None:
    cast = graph.cast
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), capacity=Capacity.PLT, starts=TODAY
    )
    skp = await written(graph)
    assert (skp["leader"]["name"].split()[0], skp["capacity"]) == ("Rahmat", "PLT")
    members = (await graph.ask("hendra", TEAM))["teamPlans"]["members"]
    assert not any(it["person"]["name"].startswith("Sari") for it in members)


async def test_whoever_came_later_has_fifteen_working_days(graph: Graph) -> None:
    joko = graph.cast.id("joko")
    await Assignment.filter(employee_id=joko).update(starts=date(2026, 9, 21))
    rows = (await graph.ask("hendra", TEAM))["teamPlans"]["members"]
    late = {it["person"]["name"].split()[0]: it["overdue"] for it in rows}
    assert late == {"Joko": False, "Putri": True, "Sari": True}
    unit = str(graph.cast.units["puskesmas"].id)
    gaps = (await graph.ask("hendra", GAPS, unit=unit))["planGaps"]["rows"]
    dues = {it["person"]["name"].split()[0]: it["due"] for it in gaps}
    assert (dues["Joko"], dues["Sari"]) == ("2026-10-12", "2026-02-02")
    assert (await graph.ask("joko", DESK))["myPlanning"]["due"] == "2026-10-12"
    assert (await begun(graph, "joko"))["starts"] == "2026-09-21"
