"""Capaian of units: who sets it, what is kept of it, and how predikat are spread beside it."""

from datetime import date, timedelta
from typing import Any

import pytest

from schema.models import (
    Assignment,
    Employee,
    Event,
    JournalEntry,
    Period,
    ReportingLine,
    Review,
    ReviewVersion,
    UnitAchievement,
)
from schema.reads import leading
from schema.rules.vocabulary import Capacity, Predikat
from tests.cast import NIPS, TODAY
from tests.graph import REFUSAL, SAVE, SUBMIT, Graph, opened_draft
from tests.schema.test_explaining import EXPLAIN, SIMULATE

SET_FIELDS = "number value reason advice capacity setBy { name } setAt"
UNIT = f"""__typename unit {{ id name kind }} leader {{ id }} maySet versions {{ {SET_FIELDS} }}
  spreads {{ unit {{ id }} people rated hidden counts {{ predikat people }} achievement
    warnings {{ kind any value count bound }} }}
  rule {{ id source mark counting {{ id mark validFrom }} small shownFrom
    patterns {{ achievement dominant text
    limits {{ kind any value }} }} }}"""
SET = f"""mutation Set($input: SetAchievementInput!) {{ setAchievement(input: $input) {{
  ... on UnitInPeriod {{ {UNIT} }} ... on NotYourUnit {{ unitId }} ... on InvalidInput {{ field }}
  {REFUSAL} }} }}"""
ONE = f"""query One($unit: ID!, $period: ID!) {{ unitInPeriod(unitId: $unit, periodId: $period) {{
  ... on UnitInPeriod {{ {UNIT} }} {REFUSAL} }} }}"""
LISTS = f"""query Lists($period: ID, $below: ID) {{ unitLists(periodId: $period, below: $below) {{
  period {{ id }} mine {{ unit {{ id }} current {{ {SET_FIELDS} }} }}
  toSet {{ unit {{ id }} leader {{ id }} current {{ value }} }} below {{ unit {{ id }} }} }} }}"""
REASON = "Realisasi perjanjian kinerja 104 persen."


def unit_id(graph: Graph, name: str) -> str:
    return str(graph.cast.units[name].id)


async def set_it(
    graph: Graph, who: str, unit: str = "puskesmas", value: str = "BAIK", **more: Any
) -> Any:
    """What setting the achievement of a unit answers this person."""
    given = {
        "unitId": unit_id(graph, unit),
        "periodId": str(graph.cast.quarter.id),
        "value": value,
        "reason": REASON,
        **more,
    }
    return (await graph.ask(who, SET, input=given))["setAchievement"]


async def one(graph: Graph, who: str, unit: str = "puskesmas", period: Any = None) -> Any:
    """A unit in the open quarter, as this person sees it."""
    period = period or graph.cast.quarter
    data = await graph.ask(who, ONE, unit=unit_id(graph, unit), period=str(period.id))
    return data["unitInPeriod"]


async def refused(graph: Graph, who: str, **given: Any) -> str:
    """The code of a refusal that left no trace."""
    before, trace = await UnitAchievement.all().values(), await graph.trace()
    answer = await set_it(graph, who, **given)
    assert await UnitAchievement.all().values() == before
    assert await graph.trace() == trace
    return str(answer["code"])


@pytest.mark.parametrize(
    ("unit", "leader"),
    [
        ("puskesmas", "hendra"),
        ("bidang", "rahmat"),
        ("dinas", "dewi"),
        ("kabupaten", "arman"),
        ("bkpsdm", None),
    ],
)
async def test_leaders_are_found_from_posts_and_lines(
    graph: Graph, unit: str, leader: str | None
) -> None:
    unit_ = graph.cast.units[unit].id
    found = await leading.leaders([unit_], TODAY)
    assert found == ({unit_: graph.cast.id(leader)} if leader else {})


@pytest.mark.parametrize(
    ("unit", "superior"),
    [
        ("puskesmas", "dewi"),
        ("bidang", "dewi"),
        ("dinas", "arman"),
        ("bkpsdm", "arman"),  # without a head of its own: the next one up
        ("kabupaten", None),  # nobody in the staff data rates its head
    ],
)
async def test_one_level_above(graph: Graph, unit: str, superior: str | None) -> None:
    found = await leading.above(graph.cast.units[unit].id, TODAY)
    assert (found and found.employee_id) == (graph.cast.id(superior) if superior else None)


async def test_while_somebody_acts_the_acting_superior_sets_and_the_head_stays_head(
    graph: Graph,
) -> None:
    cast = graph.cast
    await ReportingLine.create(
        employee_id=cast.id("hendra"), rater_id=cast.id("rahmat"), capacity=Capacity.PLT,
        starts=date(2026, 9, 1),
    )  # fmt: skip
    found = await leading.above(cast.units["puskesmas"].id, TODAY)
    assert found == leading.Above(cast.id("rahmat"), Capacity.PLT)
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), capacity=Capacity.PLH,
        starts=date(2026, 9, 1),
    )  # fmt: skip
    heads = await leading.leaders([cast.units["puskesmas"].id], TODAY)
    assert list(heads.values()) == [cast.id("hendra")]
    assert (await set_it(graph, "rahmat"))["versions"][0]["capacity"] == "PLT"


async def test_the_head_of_that_time_counts(graph: Graph) -> None:
    cast = graph.cast
    await Assignment.filter(employee_id=cast.id("hendra")).update(ends=date(2026, 9, 30))
    await Assignment.create(
        employee_id=cast.id("hendra"), unit=cast.units["bkpsdm"],
        position_id=cast.people["hendra"].position_id, starts=date(2026, 10, 1),
    )  # fmt: skip
    unit = cast.units["puskesmas"].id
    assert await leading.leaders([unit], date(2026, 9, 30)) == {unit: cast.id("hendra")}
    assert await leading.leaders([unit], date(2026, 10, 1)) == {}


async def test_it_is_set_with_its_reason_and_told_to_whom_it_concerns(graph: Graph) -> None:
    found = await set_it(graph, "dewi", advice=" Bappeda: target tercapai. ")
    [version] = found["versions"]
    assert (version["number"], version["value"], version["capacity"]) == (1, "BAIK", "DEFINITIF")
    assert (version["reason"], version["advice"]) == (REASON, "Bappeda: target tercapai.")
    assert version["setBy"]["name"] == "Dewi Contoh, S.Kep."
    told = {event.audience for event in await Event.all()}
    assert told == {f"e:{graph.cast.id('dewi')}", f"e:{graph.cast.id('hendra')}", "hr"}
    entry = await JournalEntry.get(action="set_achievement")
    assert (entry.reason, entry.actor_id) == (REASON, graph.cast.accounts["dewi"].id)
    assert (entry.detail["before"], entry.detail["after"]) == ("", "BAIK")


async def test_a_change_is_a_new_version_and_the_old_one_stays(graph: Graph) -> None:
    await set_it(graph, "dewi")
    graph.now += timedelta(days=1)
    found = await set_it(graph, "dewi", value="ISTIMEWA", reason="Data akhir masuk.", seen=1)
    assert [(it["number"], it["value"]) for it in found["versions"]] == [
        (2, "ISTIMEWA"),
        (1, "BAIK"),
    ]
    assert await UnitAchievement.filter(current=True).count() == 1


async def test_what_was_set_meanwhile_is_not_overwritten(graph: Graph) -> None:
    await set_it(graph, "dewi")
    assert await refused(graph, "dewi", value="KURANG") == "CHANGED_MEANWHILE"
    assert await refused(graph, "dewi", value="KURANG", seen=2) == "CHANGED_MEANWHILE"


@pytest.mark.parametrize("who", sorted({*NIPS, "sistem"} - {"dewi"}))
async def test_only_the_superior_of_the_head_sets_it(graph: Graph, who: str) -> None:
    expected = "NOT_ALLOWED" if who == "sistem" else "NOT_YOUR_UNIT"
    assert await refused(graph, who) == expected


async def test_nobody_sets_it_for_the_top(graph: Graph) -> None:
    assert await refused(graph, "arman", unit="kabupaten") == "NOT_YOUR_UNIT"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": "Bagus"}, "REASON_TOO_SHORT"),
        ({"reason": "x" * 2001}, "REASON_TOO_LONG"),
        ({"advice": "x" * 2001}, "REASON_TOO_LONG"),
        ({"reason": "Tercapai\x00 semua target."}, "BAD_CHARACTER"),
        ({"unitId": "999999"}, "NOT_FOUND"),
        ({"periodId": "999999"}, "NOT_FOUND"),
        ({"unitId": "; drop"}, "NOT_FOUND"),
    ],
)
async def test_bad_input_is_refused(graph: Graph, given: dict[str, str], code: str) -> None:
    assert await refused(graph, "dewi", **given) == code


async def test_outside_the_window_nothing_is_set(graph: Graph) -> None:
    assert await refused(graph, "dewi", periodId=str(graph.cast.closed.id)) == "PERIOD_CLOSED"


@pytest.mark.parametrize("who", ["wati", "rahmat", "lestari", "sistem"])
async def test_a_unit_that_is_no_business_of_ones_own_is_not_shown(graph: Graph, who: str) -> None:
    assert (await one(graph, who))["code"] == "NOT_ALLOWED"


async def test_lists_show_where_one_works_and_what_one_sets(graph: Graph) -> None:
    async def lists(who: str, below: str | None = None) -> dict[str, list[str]]:
        found = (await graph.ask(who, LISTS, period=None, below=below))["unitLists"]
        names = {str(unit.id): name for name, unit in graph.cast.units.items()}
        return {
            key: [names[it["unit"]["id"]] for it in found[key]]
            for key in ("mine", "toSet", "below")
        }

    assert await lists("sari") == {"mine": ["puskesmas", "dinas"], "toSet": [], "below": []}
    assert (await lists("dewi"))["toSet"] == ["bidang", "puskesmas"]
    assert (await lists("arman"))["toSet"] == ["bkpsdm", "dinas"]
    assert (await lists("hendra"))["toSet"] == []
    assert (await lists("sari", unit_id(graph, "dinas")))["below"] == []
    for who in ("yuni", "tuti", "asep"):
        assert (await lists(who, unit_id(graph, "dinas")))["below"] == ["bidang", "puskesmas"]
    assert (await lists("yuni"))["below"] == ["kabupaten"]
    assert await lists("sistem") == {"mine": [], "toSet": [], "below": []}


async def rated_crowd(graph: Graph, predikat: list[Predikat], unit: str = "puskesmas") -> None:
    """So many more people in the unit, each with a result of this predikat in the quarter."""
    cast = graph.cast
    for number, one_ in enumerate(predikat):
        person = await Employee.create(
            nip=f"1990010120150320{number:02d}", name=f"Contoh {number}", employment="PNS",
            unit=cast.units[unit], position_id=cast.people["sari"].position_id,
        )  # fmt: skip
        await Assignment.create(
            employee=person, unit=cast.units[unit], starts=date(2025, 1, 1),
            position_id=cast.people["sari"].position_id,
        )  # fmt: skip
        review = await graph_review(graph, person.id)
        await ReviewVersion.create(
            review_id=review, number=1, employee_id=person.id, period=cast.quarter,
            rater_id=cast.id("hendra"), capacity="DEFINITIF", period_ends=cast.quarter.ends,
            state="DELIVERED", submitted_at=graph.now, request_id=f"r{number}",
            rule_id="permenpanrb-6-2022", hasil="SESUAI", perilaku="SESUAI",
            suggested_hasil="SESUAI", suggested_perilaku="SESUAI", predikat=one_,
        )  # fmt: skip


async def graph_review(graph: Graph, employee_id: int) -> int:
    """A given review of this person in the quarter."""
    review = await Review.create(
        employee_id=employee_id, period=graph.cast.quarter, rater_id=graph.cast.id("hendra"),
        capacity="DEFINITIF", state="DELIVERED", number=1, drafting=False,
        created_at=graph.now, saved_at=graph.now,
    )  # fmt: skip
    return review.id


# --- the rating hasil kerja of who leads a unit ------------------------------------------------

LED = """ledUnit { name achievement reason setBy { name } }
  suggestedHasil { rating steps { code values { name value } } } hasil predikat version reviewId
  items { key }"""
LEADER_DRAFT = (
    f"query D($review: ID!) {{ draft(reviewId: $review) {{ ... on Draft {{ {LED} }} }} }}"
)


async def leaders_draft(graph: Graph) -> Any:
    """Dewi's draft for Hendra in the open quarter, every item rated SESUAI."""
    draft = await opened_draft(graph, rater="dewi", employee="hendra")
    items = [{"key": item["key"], "rating": "SESUAI", "note": "Baik."} for item in draft["items"]]
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": items}
    assert (await graph.ask("dewi", SAVE, input=given))["saveDraft"]["__typename"] == "DraftSaved"
    return (await graph.ask("dewi", LEADER_DRAFT, review=draft["reviewId"]))["draft"]


async def give(graph: Graph, draft: Any, **overall: Any) -> Any:
    """What submitting the leader's draft answers, after saving these overall ratings."""
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": [], **overall}
    saved = (await graph.ask("dewi", SAVE, input=given))["saveDraft"]["draft"]
    data = await graph.ask(
        "dewi", SUBMIT, review=draft["reviewId"], version=saved["version"], request="permintaan-1"
    )
    return data["submitReview"]


async def test_the_capaian_of_the_unit_is_suggested_to_whoever_rates_its_head(
    graph: Graph,
) -> None:
    await set_it(graph, "dewi", value="ISTIMEWA")
    draft = await leaders_draft(graph)
    assert draft["ledUnit"]["achievement"] == "ISTIMEWA"
    assert draft["ledUnit"]["reason"] == REASON
    assert draft["suggestedHasil"]["rating"] == "DI_ATAS"
    assert [step["code"] for step in draft["suggestedHasil"]["steps"]] == ["HASIL_UNIT"]
    result = await give(graph, draft)
    assert (result["hasil"], result["suggestedHasil"]) == ("DI_ATAS", "DI_ATAS")
    assert next(step["code"] for step in result["steps"]) == "HASIL_UNIT"
    version = await ReviewVersion.get(employee_id=graph.cast.id("hendra"))
    row = await UnitAchievement.get()
    assert (version.achievement, version.achievement_row) == (row.value, row.id)


async def test_departing_from_the_capaian_needs_a_reason(graph: Graph) -> None:
    await set_it(graph, "dewi", value="KURANG")
    draft = await leaders_draft(graph)
    assert draft["suggestedHasil"]["rating"] == "DI_BAWAH"
    refused_ = await give(graph, draft, hasil="SESUAI")
    assert (refused_["__typename"], refused_["missing"]) == ("NotComplete", ["reasonHasil"])
    draft["version"] += 1
    result = await give(
        graph, draft, hasil="SESUAI", reasonHasil="Baru menjabat dua bulan terakhir."
    )
    assert (result["hasil"], result["predikat"]) == ("SESUAI", "BAIK")


async def test_without_a_capaian_nobody_is_blocked_and_it_is_said(graph: Graph) -> None:
    draft = await leaders_draft(graph)
    assert draft["ledUnit"]["name"] == "Puskesmas (contoh)"
    assert draft["ledUnit"]["achievement"] is None
    assert draft["suggestedHasil"]["rating"] == "SESUAI"
    assert (await give(graph, draft))["hasil"] == "SESUAI"
    assert (await ReviewVersion.get(employee_id=graph.cast.id("hendra"))).achievement is None


async def test_who_leads_nothing_has_no_unit_on_the_form(graph: Graph) -> None:
    await set_it(graph, "dewi", value="KURANG")
    draft = await opened_draft(graph)
    found = (await graph.ask("hendra", LEADER_DRAFT, review=draft["reviewId"]))["draft"]
    assert found["ledUnit"] is None


async def test_a_later_change_of_the_capaian_leaves_the_given_result_as_it_was(
    graph: Graph,
) -> None:
    await set_it(graph, "dewi", value="ISTIMEWA")
    review = (await give(graph, await leaders_draft(graph)))["reviewId"]
    await set_it(graph, "dewi", value="KURANG", seen=1)
    found = (await graph.ask("hendra", EXPLAIN, review=review, number=None))["explanation"]
    assert found["agrees"] is True
    assert found["hasil"]["suggestion"]["rating"] == "DI_ATAS"
    topics = {rule["topic"]: rule["mark"] for rule in found["rules"]}
    assert (topics["UNIT_PRINCIPLE"], topics["UNIT_MAP"]) == ("SOURCED", "DESIGN")
    simulated = (await graph.ask("hendra", SIMULATE, review=review))["simulation"]
    assert simulated["hasil"]["suggestion"]["rating"] == "DI_ATAS"


GOOD, TOP, POOR = Predikat.BAIK, Predikat.SANGAT_BAIK, Predikat.BUTUH_PERBAIKAN


def counted(spread: Any) -> dict[str, int]:
    return {it["predikat"]: it["people"] for it in spread["counts"] if it["people"]}


async def test_the_spread_stands_beside_the_pattern_without_the_head(graph: Graph) -> None:
    await rated_crowd(graph, [GOOD] * 9 + [TOP] * 2)
    await set_it(graph, "dewi")
    found = await one(graph, "hendra")
    [spread] = found["spreads"]
    assert (spread["people"], spread["rated"], spread["hidden"]) == (14, 11, "")
    assert counted(spread) == {"SANGAT_BAIK": 2, "BAIK": 9}
    assert spread["achievement"] == "BAIK"
    assert [(it["kind"], it["count"], it["bound"]) for it in spread["warnings"]] == [
        ("MAX", 9, 7),
        ("LEAST", 0, 1),
    ]
    assert (found["rule"]["mark"], found["rule"]["counting"]["mark"]) == ("SOURCED", "DESIGN")
    assert len(found["rule"]["patterns"]) == 5


async def test_colleagues_see_it_once_the_window_has_closed(graph: Graph) -> None:
    await rated_crowd(graph, [GOOD] * 9 + [POOR] * 2)
    [spread] = (await one(graph, "sari"))["spreads"]
    assert (spread["hidden"], spread["counts"], spread["warnings"]) == ("NOT_YET", [], [])
    graph.now += timedelta(days=30)
    [spread] = (await one(graph, "sari"))["spreads"]
    assert counted(spread) == {"BAIK": 9, "BUTUH_PERBAIKAN": 2}
    for who in ("asep", "yuni", "tuti"):
        assert counted((await one(graph, who))["spreads"][0]) == counted(spread)


async def test_fewer_than_five_are_never_shown_as_a_group(graph: Graph) -> None:
    await rated_crowd(graph, [GOOD] * 4)
    for spread in (await one(graph, "dewi"))["spreads"]:
        assert (spread["hidden"], spread["counts"]) == ("TOO_FEW", [])


async def test_a_small_unit_is_seen_with_its_opd(graph: Graph) -> None:
    await rated_crowd(graph, [GOOD] * 5)
    await set_it(graph, "dewi")
    own, opd = (await one(graph, "dewi"))["spreads"]
    assert (own["unit"]["id"], opd["unit"]["id"]) == (
        unit_id(graph, "puskesmas"),
        unit_id(graph, "dinas"),
    )
    assert own["warnings"] == []
    assert counted(own) == counted(opd) == {"BAIK": 5}
    assert opd["achievement"] is None, "by the capaian of the OPD, which was not set"


async def test_what_could_be_had_by_subtraction_is_not_shown(graph: Graph) -> None:
    await rated_crowd(graph, [GOOD] * 5)
    review = await graph_review(graph, graph.cast.id("wati"))
    await ReviewVersion.filter(request_id="r0").update(
        review_id=review, employee_id=graph.cast.id("wati")
    )
    await rated_more(graph)
    own, opd = (await one(graph, "dewi"))["spreads"]
    assert counted(opd) == {"BAIK": 6}
    assert (own["hidden"], own["counts"]) == ("TOO_FEW", []), "the rest would be Wati alone"


async def rated_more(graph: Graph) -> None:
    """One more result in the puskesmas: Sari's."""
    cast = graph.cast
    review = await graph_review(graph, cast.id("sari"))
    await ReviewVersion.create(
        review_id=review, number=1, employee_id=cast.id("sari"), period=cast.quarter,
        rater_id=cast.id("hendra"), capacity="DEFINITIF", period_ends=cast.quarter.ends,
        state="DELIVERED", submitted_at=graph.now, request_id="rs",
        rule_id="permenpanrb-6-2022", hasil="SESUAI", perilaku="SESUAI",
        suggested_hasil="SESUAI", suggested_perilaku="SESUAI", predikat="BAIK",
    )  # fmt: skip


async def test_before_the_circular_there_is_no_pattern(graph: Graph) -> None:
    old = await Period.create(
        kind="TRIWULAN", year=2022, number=3, starts=date(2022, 7, 1), ends=date(2022, 9, 30),
        opens=date(2022, 9, 24), closes=date(2022, 10, 20),
    )  # fmt: skip
    assert (await one(graph, "asep", period=old))["rule"] is None
