"""Special cases of domain.md 7: transfers, handovers, acting raters, days away."""

import asyncio
from datetime import date
from typing import Any

import pytest

from schema.models import (
    Absence,
    Assignment,
    Event,
    Handover,
    JournalEntry,
    ReportingLine,
    ReviewVersion,
)
from schema.rules.vocabulary import AbsenceKind, Capacity
from tests.cast import NIPS, Cast
from tests.graph import OPEN, REFUSAL, Graph, filled_draft, opened_draft, submitted

TEAM = """query Team { team {
  members { person { id } months coversFrom coversTo excused inputs capacity
    away { kind starts ends months } }
  handovers { person { id } rater { id } months note givenAt } } }"""
PARTS = """query Parts($year: Int!) { myParts(year: $year) {
  period { number kind } starts ends months rater { id } capacity excused reviewId
  away { kind months } } }"""
GIVE = f"""mutation Give($employee: ID!, $period: ID!, $note: String!) {{
  giveHandover(employeeId: $employee, periodId: $period, note: $note) {{
  ... on HandoverGiven {{ __typename employeeId }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
DRAFT = """query Draft($id: ID!) { draft(reviewId: $id) { ... on Draft { months
  away { kind months }
  inputs { rater { id } months note items { key rating note } } } } }"""
RECORD = f"""mutation Record($input: RecordAbsenceInput!) {{ recordAbsence(input: $input) {{
  ... on AbsenceList {{ __typename rows {{ id kind starts ends letter }} }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
END = f"""mutation End($id: ID!, $ends: Date!, $letter: String!) {{
  endAbsence(id: $id, ends: $ends, letter: $letter) {{
  ... on AbsenceList {{ __typename rows {{ id starts ends }} }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
RESULT = """query R($id: ID!) { result(reviewId: $id) {
  ... on Result { months coversFrom coversTo } } }"""
WORDS = "Pelayanan posyandu berjalan baik sampai saya pindah (contoh)."


async def moved(cast: Cast, day: date) -> None:
    """Sari moves to the bidang, and to Rahmat, on this day."""
    before = date.fromordinal(day.toordinal() - 1)
    sari = cast.people["sari"]
    await Assignment.filter(employee_id=sari.id).update(ends=before)
    await Assignment.create(
        employee_id=sari.id,
        position_id=sari.position_id,
        unit_id=cast.units["bidang"].id,
        starts=day,
    )
    await line_changed(cast, day)


async def line_changed(cast: Cast, day: date) -> None:
    """Rahmat rates Sari from this day on; her post stays."""
    before = date.fromordinal(day.toordinal() - 1)
    await ReportingLine.filter(employee_id=cast.id("sari")).update(ends=before)
    await ReportingLine.create(employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), starts=day)


async def member(graph: Graph, rater: str, who: str = "sari") -> Any:
    """A person as the rater's team shows them, None when it does not."""
    team = (await graph.ask(rater, TEAM))["team"]
    found = [it for it in team["members"] if it["person"]["id"] == str(graph.cast.id(who))]
    return found[0] if found else None


async def test_a_transfer_makes_two_evaluations_each_with_its_months(
    graph: Graph, cast: Cast
) -> None:
    await moved(cast, date(2026, 8, 16))
    old, new = await member(graph, "hendra"), await member(graph, "rahmat")
    assert (old["months"], old["coversFrom"], old["coversTo"]) == (1.5, "2026-07-01", "2026-08-15")
    assert (new["months"], new["coversFrom"], new["coversTo"]) == (1.5, "2026-08-16", "2026-09-30")
    assert (old["inputs"], new["inputs"]) == (0, 0)
    result = await submitted(graph, await filled_draft(graph))
    assert result["__typename"] == "Result"
    assert (await opened_draft(graph, rater="rahmat"))["__typename"] == "Draft"
    shown = (await graph.ask("sari", RESULT, id=result["reviewId"]))["result"]
    assert shown == {"months": 1.5, "coversFrom": "2026-07-01", "coversTo": "2026-08-15"}
    row = await ReviewVersion.get(review_id=int(result["reviewId"]))
    assert row.months_tenths == 15


async def test_what_a_result_covers_does_not_drift(graph: Graph, cast: Cast) -> None:
    result = await submitted(graph, await filled_draft(graph))
    await moved(cast, date(2026, 8, 16))
    shown = (await graph.ask("sari", RESULT, id=result["reviewId"]))["result"]
    assert shown == {"months": 3.0, "coversFrom": "2026-07-01", "coversTo": "2026-09-30"}


async def test_the_own_year_shows_every_part(graph: Graph, cast: Cast) -> None:
    await moved(cast, date(2026, 8, 16))
    result = await submitted(graph, await filled_draft(graph))
    parts = (await graph.ask("sari", PARTS, year=2026))["myParts"]
    assert [(it["period"]["number"], it["months"], it["rater"]["id"]) for it in parts] == [
        (2, 3.0, str(cast.id("hendra"))),
        (3, 1.5, str(cast.id("hendra"))),
        (3, 1.5, str(cast.id("rahmat"))),
    ]
    assert [it["reviewId"] for it in parts] == [None, result["reviewId"], None]
    assert (await graph.ask("sari", PARTS, year=1)) == {"myParts": []}


# --- another rater, the same post -------------------------------------------------------------


async def test_a_leaving_rater_is_asked_for_a_note_and_the_next_one_reads_it(
    graph: Graph, cast: Cast
) -> None:
    left = await filled_draft(graph, "DI_ATAS")
    await line_changed(cast, date(2026, 8, 16))
    assert await member(graph, "hendra") is None
    (asked,) = (await graph.ask("hendra", TEAM))["team"]["handovers"]
    assert (asked["person"]["id"], asked["rater"]["id"], asked["months"], asked["note"]) == (
        str(cast.id("sari")), str(cast.id("rahmat")), 1.5, "",
    )  # fmt: skip
    given = await graph.ask(
        "hendra", GIVE, employee=str(cast.id("sari")), period=str(cast.quarter.id), note=WORDS
    )
    assert given["giveHandover"]["__typename"] == "HandoverGiven"
    assert set(graph.woken) >= {f"e:{cast.id('hendra')}", f"e:{cast.id('rahmat')}"}
    assert (await member(graph, "rahmat"))["inputs"] == 1
    fresh = await opened_draft(graph, rater="rahmat")
    shown = (await graph.ask("rahmat", DRAFT, id=fresh["reviewId"]))["draft"]
    (words,) = shown["inputs"]
    assert (words["rater"]["id"], words["months"], words["note"]) == (
        str(cast.id("hendra")), 1.5, WORDS,
    )  # fmt: skip
    assert {it["rating"] for it in words["items"]} == {"DI_ATAS"}
    assert len(words["items"]) == len(left["items"])
    assert shown["months"] == 3.0


HANDOVER_REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("hendra", {"note": "baik"}, "NOTE_TOO_SHORT"),
    ("hendra", {"note": "x" * 2001}, "NOTE_TOO_LONG"),
    ("rahmat", {}, "NOT_YOUR_TEAM"),  # who gives the evaluation
    ("dewi", {}, "NOT_YOUR_TEAM"),
    ("sari", {}, "NOT_YOUR_TEAM"),
    ("sistem", {}, "NOT_ALLOWED"),
    ("hendra", {"period": "999999"}, "NOT_FOUND"),
]


@pytest.mark.parametrize(("name", "other", "code"), HANDOVER_REFUSED)
async def test_a_note_that_is_refused_leaves_nothing(
    graph: Graph, cast: Cast, name: str, other: dict[str, str], code: str
) -> None:
    await line_changed(cast, date(2026, 8, 16))
    trace = await graph.trace()
    asked = {"employee": str(cast.id("sari")), "period": str(cast.quarter.id), "note": WORDS}
    answer = (await graph.ask(name, GIVE, **{**asked, **other}))["giveHandover"]
    assert answer["code"] == code
    assert (await graph.trace(), await Handover.all().count()) == (trace, 0)


async def test_a_note_is_given_once(graph: Graph, cast: Cast) -> None:
    await line_changed(cast, date(2026, 8, 16))
    asked = {"employee": str(cast.id("sari")), "period": str(cast.quarter.id), "note": WORDS}
    answers = await asyncio.gather(*(graph.ask("hendra", GIVE, **asked) for _ in range(2)))
    codes = sorted(it["giveHandover"].get("code", "given") for it in answers)
    assert codes == ["HANDOVER_GIVEN", "given"]


async def test_nobody_hands_over_what_they_never_rated(graph: Graph, cast: Cast) -> None:
    await line_changed(cast, date(2026, 7, 1))  # a repair from the first day
    assert (await graph.ask("hendra", TEAM))["team"]["handovers"] == []
    assert (await member(graph, "rahmat"))["inputs"] == 0


async def test_a_plt_at_the_end_rates_and_sees_whose_part_is_an_input(
    graph: Graph, cast: Cast
) -> None:
    await ReportingLine.create(
        employee_id=cast.id("sari"),
        rater_id=cast.id("rahmat"),
        capacity=Capacity.PLT,
        starts=date(2026, 9, 1),
        ends=date(2026, 12, 31),
    )
    acting = await member(graph, "rahmat")
    assert (acting["capacity"], acting["months"], acting["inputs"]) == ("PLT", 3.0, 1)
    (asked,) = (await graph.ask("hendra", TEAM))["team"]["handovers"]
    assert asked["months"] == 2.0


# --- days away --------------------------------------------------------------------------------


def away_input(cast: Cast, **other: Any) -> dict[str, Any]:
    given = {"kind": "CLTN", "starts": "2026-06-01", "ends": None, "letter": "800/12/BKPSDM/2026"}
    return {"employeeId": str(cast.id("sari")), **given, **other}


async def recorded(graph: Graph, **other: Any) -> Any:
    given = away_input(graph.cast, **other)
    return (await graph.ask("yuni", RECORD, input=given))["recordAbsence"]


async def test_who_is_away_by_law_is_not_evaluated_and_both_see_why(
    graph: Graph, cast: Cast
) -> None:
    await recorded(graph)
    shown = await member(graph, "hendra")
    assert (shown["excused"], shown["months"]) == ("CLTN", 0.0)
    trace = await graph.trace()
    asked = {"employee": str(cast.id("sari")), "period": str(cast.quarter.id)}
    answer = (await graph.ask("hendra", OPEN, **asked))["openReview"]
    assert answer["code"] == "NOT_EVALUATED"
    assert "cuti di luar tanggungan negara" in answer["message"]
    assert await graph.trace() == trace
    (last,) = [
        it
        for it in (await graph.ask("sari", PARTS, year=2026))["myParts"]
        if it["period"]["number"] == 3
    ]
    assert (last["excused"], last["months"]) == ("CLTN", 0.0)


async def test_a_lawful_leave_is_shown_and_lowers_nothing(graph: Graph, cast: Cast) -> None:
    await recorded(graph, kind="CUTI_SAH", starts="2026-07-01", ends="2026-08-31")
    shown = await member(graph, "hendra")
    assert (shown["excused"], shown["months"]) == (None, 3.0)
    assert shown["away"] == [
        {"kind": "CUTI_SAH", "starts": "2026-07-01", "ends": "2026-08-31", "months": 2.0}
    ]
    assert (await submitted(graph, await filled_draft(graph)))["predikat"] == "BAIK"


async def test_back_from_study_leave_only_the_months_at_work_count(
    graph: Graph, cast: Cast
) -> None:
    await recorded(graph, kind="TUGAS_BELAJAR", starts="2024-09-01", ends="2026-08-15")
    assert (await member(graph, "hendra"))["months"] == 1.5


async def test_why_somebody_was_ill_is_stored_nowhere(graph: Graph) -> None:
    trace = await graph.trace()
    for letter in ("sakit jantung", "operasi", "", "SK 12; demam", "x" * 61 + "1"):
        answer = await recorded(graph, kind="CUTI_SAH", ends="2026-08-31", letter=letter)
        assert answer["code"] == "LETTER_NUMBER"
    assert (await graph.trace(), await Absence.all().count()) == (trace, 0)


ABSENCE_REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"starts": "1989-12-31"}, "DATE_OUT_OF_RANGE"),
    ({"starts": "2027-12-31"}, "DATE_OUT_OF_RANGE"),
    ({"ends": "2026-05-31"}, "ENDS_BEFORE_START"),
    ({"kind": "CUTI_SAH"}, "LEAVE_NEEDS_END"),
    ({"employeeId": "999999"}, "NOT_FOUND"),
]


@pytest.mark.parametrize(("other", "code"), ABSENCE_REFUSED)
async def test_days_that_make_no_sense_are_refused(
    graph: Graph, other: dict[str, Any], code: str
) -> None:
    trace = await graph.trace()
    assert (await recorded(graph, **other))["code"] == code
    assert await graph.trace() == trace


async def test_days_are_recorded_once_and_can_end_or_be_taken_back(
    graph: Graph, cast: Cast
) -> None:
    answers = await asyncio.gather(recorded(graph), recorded(graph))
    assert sorted(it.get("code", "done") for it in answers) == ["ABSENCE_OVERLAPS", "done"]
    (row,) = await Absence.all()
    asked = {"id": str(row.id), "ends": "2026-08-15", "letter": "800/13/2026"}
    assert (await graph.ask("yuni", END, **asked))["endAbsence"]["rows"][0]["ends"] == "2026-08-15"
    assert (await member(graph, "hendra"))["months"] == 1.5
    gone = await graph.ask("yuni", END, **{**asked, "ends": "2026-05-31"})
    assert gone["endAbsence"]["rows"] == []
    assert (await member(graph, "hendra"))["months"] == 3.0
    entries = await JournalEntry.filter(action="end_absence").order_by("id")
    assert [it.detail["was"] for it in entries] == ["", "2026-08-15"]
    assert await Event.filter(kind="STAFF_CHANGED", audience=f"e:{cast.id('sari')}").count() == 3


@pytest.mark.parametrize("name", [it for it in [*NIPS, "sistem"] if it != "yuni"])
async def test_nobody_but_hr_records_days_away(graph: Graph, cast: Cast, name: str) -> None:
    await Absence.create(
        employee_id=cast.id("joko"), kind=AbsenceKind.MPP, starts=date(2026, 7, 1),
        recorded_at=graph.now,
    )  # fmt: skip
    (row,) = await Absence.all()
    trace = await graph.trace()
    answer = (await graph.ask(name, RECORD, input=away_input(cast)))["recordAbsence"]
    assert answer["code"] == "NOT_ALLOWED"
    asked = {"id": str(row.id), "ends": "2026-08-15", "letter": "800/13"}
    assert (await graph.ask(name, END, **asked))["endAbsence"]["code"] == "NOT_ALLOWED"
    assert (await graph.trace(), await Absence.all().count()) == (trace, 1)


async def test_hr_records_no_days_of_their_own(graph: Graph, cast: Cast) -> None:
    row = await Absence.create(
        employee_id=cast.id("yuni"), kind=AbsenceKind.MPP, starts=date(2026, 7, 1),
        recorded_at=graph.now,
    )  # fmt: skip
    trace = await graph.trace()
    given = away_input(cast, employeeId=str(cast.id("yuni")), starts="2026-01-05")
    assert (await graph.ask("yuni", RECORD, input=given))["recordAbsence"]["code"] == "NOT_ALLOWED"
    asked = {"id": str(row.id), "ends": "2026-08-15", "letter": "800/13"}
    assert (await graph.ask("yuni", END, **asked))["endAbsence"]["code"] == "NOT_ALLOWED"
    assert await Absence.all().values_list("id", "ends") == [(row.id, None)]
    assert await graph.trace() == trace
