"""A post that changes in the year, and what a review takes from the plan of its time."""

from datetime import UTC, date, datetime

from schema.models import Assignment, Employee, Period, ReportingLine, Rhk, Skp
from schema.rules.vocabulary import PeriodKind
from tests.graph import Graph, opened_draft
from tests.plans import (
    CHANGE,
    COPY,
    DESK,
    READ,
    SAVE,
    TEMPLATES,
    agreed,
    begun,
    in_force,
    rhk,
    saved,
    submitted,
    written,
)

MOVED = date(2026, 9, 1)


async def move(graph: Graph, name: str = "sari", rater: str = "rahmat") -> None:
    """This person takes another post on 1 September."""
    cast = graph.cast
    who, day = cast.id(name), date(2026, 8, 31)
    unit, position = cast.units["bidang"], cast.people["wati"].position_id
    await Assignment.filter(employee_id=who).update(ends=day)
    await Assignment.create(employee_id=who, unit=unit, position_id=position, starts=MOVED)
    await Employee.filter(id=who).update(unit_id=unit.id, position_id=position)
    await ReportingLine.filter(employee_id=who).update(ends=day)
    await ReportingLine.create(employee_id=who, rater_id=cast.id(rater), starts=MOVED)


async def test_a_new_post_closes_the_plan_and_begins_another(graph: Graph) -> None:
    old = await saved(graph, await begun(graph), rhk=[rhk(), rhk("rhk-dua", scope="ORGANISASI")])
    old = await agreed(graph, await submitted(graph, old))
    await move(graph)
    assert (await graph.ask("sari", DESK))["myPlanning"]["postChanged"] is True
    new = await begun(graph)
    assert (new["starts"], new["ends"], new["due"]) == ("2026-09-01", "2026-12-31", "2026-09-22")
    assert new["leader"]["name"].startswith("Rahmat")
    [carried] = new["content"]["rhk"]
    assert (carried["key"], carried["carried"]) == ("rhk-satu", True), "what stays with the person"
    closed = (await graph.ask("sari", READ, id=old["id"]))["skp"]
    assert (closed["state"], closed["ends"], closed["number"]) == ("CLOSED", "2026-08-31", 1)
    desk = (await graph.ask("sari", DESK))["myPlanning"]
    assert desk["postChanged"] is False
    assert [it["state"] for it in desk["plans"]] == ["DRAFT", "CLOSED"]
    assert (await begun(graph))["id"] == new["id"]


async def test_the_earlier_leader_keeps_reading_the_closed_plan_and_changes_nothing(
    graph: Graph,
) -> None:
    old = await in_force(graph)
    await move(graph)
    await begun(graph)
    seen = (await graph.ask("hendra", READ, id=old["id"]))["skp"]
    assert (seen["role"], seen["steps"]) == ("LEADER", [])
    assert (await graph.ask("rahmat", READ, id=old["id"]))["skp"]["code"] == "NOT_FOUND"
    given = {"id": old["id"], "reason": "Sudah pindah jabatan."}
    assert (await graph.ask("hendra", CHANGE, **given))["startSkpChange"]["code"] == (
        "SKP_WRONG_STATE"
    )


async def test_a_new_leader_takes_the_plan_over_as_it_stands(graph: Graph) -> None:
    skp = await submitted(graph, await written(graph))
    cast = graph.cast
    await ReportingLine.filter(employee_id=cast.id("sari")).update(ends=date(2026, 10, 5))
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), starts=date(2026, 10, 6)
    )
    assert (await agreed(graph, skp))["code"] == "NOT_FOUND", "Hendra leads nobody of hers now"
    done = await agreed(graph, skp, "rahmat")
    assert done["agreed"]["leader"]["person"]["name"].startswith("Rahmat")


async def test_a_review_starts_from_the_plan_in_force(graph: Graph) -> None:
    value = {"code": "BOP", "expectation": "Menyapa lebih dulu."}
    skp = await submitted(graph, await written(graph))
    skp = await saved(graph, skp, "hendra", values=[value])
    await agreed(graph, skp)
    draft = await opened_draft(graph)
    row = await Rhk.get(skp_id=int(skp["id"]))
    work, values = draft["items"][:1], {it["key"]: it for it in draft["items"][1:]}
    assert [it["key"] for it in work] == [f"rhk:{row.id}"]
    assert set(values) == {"BOP", "AKU", "KPT", "HAR", "LOY", "ADP", "KOL"}
    data = await graph.ask("hendra", DRAFT_TEXTS, review=draft["reviewId"])
    texts = {it["key"]: it["expectation"] for it in data["draft"]["items"]}
    assert texts[f"rhk:{row.id}"] == "Kunjungan rumah dalam setahun (contoh): 80 kunjungan"
    assert texts["BOP"].endswith("Ekspektasi pimpinan: Menyapa lebih dulu.")
    assert "Ekspektasi" not in texts["KOL"]


DRAFT_TEXTS = """query Texts($review: ID!) { draft(reviewId: $review) {
  ... on Draft { items { key expectation } } } }"""


async def test_a_review_keeps_the_ids_of_work_results_through_versions(graph: Graph) -> None:
    skp = await in_force(graph)
    before = await Rhk.get(skp_id=int(skp["id"]))
    given = {"id": skp["id"], "reason": "Target daerah berubah."}
    skp = (await graph.ask("sari", CHANGE, **given))["startSkpChange"]
    skp = await saved(graph, skp, rhk=[rhk("rhk-baru"), rhk(title="Lebih banyak kunjungan")])
    await agreed(graph, await submitted(graph, skp, request="permintaan-5"), request="permintaan-6")
    rows = await Rhk.filter(skp_id=int(skp["id"]), withdrawn_at=None).order_by("place")
    assert (rows[0].key, rows[0].title) == ("rhk-satu", "Lebih banyak kunjungan")
    assert rows[0].id == before.id
    assert len({row.position for row in await Rhk.filter(employee_id=rows[0].employee_id)}) == 5


async def test_people_without_an_agreed_plan_are_rated_as_before(graph: Graph) -> None:
    await written(graph)  # a draft changes nothing
    titles = [it["title"] for it in (await opened_draft(graph))["items"][:3]]
    assert titles == ["Hasil kerja 1 (contoh)", "Hasil kerja 2 (contoh)", "Hasil kerja 3 (contoh)"]


async def test_a_period_before_the_move_takes_the_plan_of_the_earlier_post(graph: Graph) -> None:
    old = await in_force(graph)
    await move(graph, rater="hendra")
    new = await saved(graph, await begun(graph), rhk=[rhk("rhk-baru")], removed=["rhk-satu"])
    await agreed(graph, await submitted(graph, new, request="permintaan-5"), request="permintaan-6")
    days = {"opens": date(2026, 6, 24), "closes": date(2026, 12, 31)}
    await Period.filter(id=graph.cast.closed.id).update(**days)  # quarter II, open again
    graph.cast.quarter = await Period.get(id=graph.cast.closed.id)
    row = await Rhk.get(skp_id=int(old["id"]))
    [first, *_] = (await opened_draft(graph))["items"]
    assert first["key"] == f"rhk:{row.id}"
    assert graph.cast.quarter.kind is PeriodKind.TRIWULAN


async def test_the_plan_of_a_year_that_is_over_stays_as_it_was(graph: Graph) -> None:
    skp = await in_force(graph)
    graph.now = datetime(2027, 2, 1, 3, 0, tzinfo=UTC)
    given = {"id": skp["id"], "reason": "Terlambat mengubah."}
    trace = await graph.trace()
    refused = (await graph.ask("sari", CHANGE, **given))["startSkpChange"]
    assert refused["code"] == "PLANNING_NOT_OPEN"
    saving = {"skpId": skp["id"], "version": skp["version"], "rhk": [rhk("rhk-dua")]}
    assert (await graph.ask("sari", SAVE, input=saving))["saveSkp"]["code"] == "SKP_WRONG_STATE"
    assert await graph.trace() == trace
    assert await Skp.all().count() == 1


async def test_what_belongs_to_the_post_waits_for_the_successor(graph: Graph) -> None:
    old = await saved(
        graph, await begun(graph), rhk=[rhk(), rhk("rhk-jabatan", scope="ORGANISASI")]
    )
    await agreed(graph, await submitted(graph, old))
    await move(graph)
    await begun(graph)
    cast = graph.cast
    came = date(2026, 9, 14)
    await Assignment.filter(employee_id=cast.id("joko")).update(starts=came)
    skp = await begun(graph, "joko")
    first, *_ = (await graph.ask("joko", TEMPLATES, id=skp["id"]))["skpTemplates"]
    assert (first["id"], [it["key"] for it in first["items"]]) == ("pendahulu", ["rhk-jabatan"])
    given = {"id": skp["id"], "template": "pendahulu", "items": ["rhk-jabatan", "rhk-satu"]}
    for _ in range(2):
        skp = (await graph.ask("joko", COPY, **given, version=skp["version"]))["copySkpTemplate"]
    [item] = skp["content"]["rhk"]
    assert (item["key"], item["carried"], item["fromTemplate"]) == ("rhk-jabatan", True, False)
    assert (await submitted(graph, skp, "joko"))["state"] == "SUBMITTED"
