"""The annual evaluation weighs the results of the year, in words, and remembers what they were."""

from datetime import date, timedelta
from typing import Any

import pytest

from schema.context import Context
from schema.events import change
from schema.models import (
    Account,
    Assignment,
    Event,
    Period,
    ReportingLine,
    Review,
    ReviewVersion,
    UnitAchievement,
    WritingDelegation,
)
from schema.review.actions import deliver_waiting
from schema.rules.vocabulary import Achievement, Capacity, EventKind
from tests.graph import CORRECT, MINE, SAVE, Graph, save_all, submitted
from tests.objecting import ANSWER, DECIDE, FILE, objection_input
from tests.years import (
    WORDS,
    YEAR_ACCOUNT,
    YEAR_DRAFT,
    YEAR_RESULT,
    begun,
    filled,
    given,
    quarter_four,
    sent,
    year_of,
)


async def two_quarters(graph: Graph) -> tuple[Any, Any, Period]:
    """Sari's results of quarters III (Baik) and IV (Sangat Baik), and the open year."""
    third = await given(graph, graph.cast.quarter)
    fourth = await given(graph, await quarter_four(graph), "DI_ATAS")
    return third, fourth, await year_of(graph)


async def asked(graph: Graph, name: str, document: str, review: str, **more: Any) -> Any:
    return await graph.ask(name, document, review=review, **more)


async def draft_of(graph: Graph, review: str, name: str = "hendra") -> Any:
    return (await asked(graph, name, YEAR_DRAFT, review))["draft"]


def reasons(draft: Any) -> list[str]:
    """The steps of the duty as codes with their values."""
    steps = draft["weighingDuty"]["steps"]
    return [" ".join([it["code"], *(one["value"] for one in it["values"])]) for it in steps]


async def test_rater_sees_the_results_of_the_year_beside_an_unrated_draft(graph: Graph) -> None:
    third, fourth, year = await two_quarters(graph)
    draft = await draft_of(graph, (await begun(graph, year))["reviewId"])
    assert [(it["reviewId"], it["period"]["number"], it["months"], it["predikat"])
            for it in draft["weighed"]] == [
        (third["reviewId"], 3, 3.0, "BAIK"),
        (fourth["reviewId"], 4, 3.0, "SANGAT_BAIK"),
    ]  # fmt: skip
    # How the same item was rated in each of them stands beside it; nothing is filled in from it.
    keys = [item["key"] for item in draft["items"]]
    assert [[it["key"] for it in one["items"]] for one in draft["weighed"]] == [keys, keys]
    assert {it["rating"] for it in draft["weighed"][1]["items"]} == {"DI_ATAS"}
    assert {(it["rating"], it["note"]) for it in draft["items"]} == {(None, "")}
    assert draft["weighingDuty"]["required"] is True
    assert reasons(draft) == ["YEAR_RESULTS 2", "YEAR_NO_MEAN", "YEAR_IN_WORDS 20"]


async def test_a_quarter_weighs_nothing(graph: Graph) -> None:
    await given(graph, graph.cast.quarter)
    draft = await draft_of(graph, (await begun(graph, await quarter_four(graph)))["reviewId"])
    assert (draft["weighed"], draft["weighingDuty"]) == (
        [], {"required": False, "letters": 0, "steps": []},
    )  # fmt: skip


async def test_a_year_without_results_owes_no_words(graph: Graph) -> None:
    year = await year_of(graph)
    draft = await begun(graph, year)
    assert reasons(await draft_of(graph, draft["reviewId"])) == ["YEAR_NO_RESULTS"]
    result = await sent(graph, draft["reviewId"], await filled(graph, draft, weighing=WORDS))
    assert result["__typename"] == "Result"
    kept = (await asked(graph, "sari", YEAR_RESULT, draft["reviewId"]))["result"]
    assert (kept["weighing"], kept["weighed"]) == ("", [])


@pytest.mark.parametrize("words", ["", "   ", "Tahun yang baik."])
async def test_words_are_owed_once_there_is_a_result(graph: Graph, words: str) -> None:
    _, _, year = await two_quarters(graph)
    draft = await begun(graph, year)
    version = await filled(graph, draft, weighing=words)
    trace = await graph.trace()
    refused = await sent(graph, draft["reviewId"], version)
    assert (refused["__typename"], refused["missing"]) == ("NotComplete", ["weighing"])
    assert await graph.trace() == trace


async def test_what_was_weighed_stays_with_the_result(graph: Graph) -> None:
    third, fourth, year = await two_quarters(graph)
    result = await given(graph, year, "DI_ATAS", weighing=f"  {WORDS} ")
    answer = await asked(graph, "sari", YEAR_RESULT, result["reviewId"])
    kept = answer["result"]
    assert kept["weighing"] == WORDS
    assert [(it["reviewId"], it["number"], it["periodNumber"], it["months"], it["predikat"])
            for it in kept["weighed"]] == [
        (third["reviewId"], 1, 3, 3.0, "BAIK"),
        (fourth["reviewId"], 1, 4, 3.0, "SANGAT_BAIK"),
    ]  # fmt: skip
    assert kept["weighed"][0] | {"reviewId": ""} == {
        "reviewId": "", "number": 1, "periodKind": "TRIWULAN", "year": 2026, "periodNumber": 3,
        "starts": "2026-07-01", "ends": "2026-09-30", "months": 3.0,
        "rater": "Hendra Contoh, S.Kep.", "capacity": "DEFINITIF",
        "position": "Perawat Ahli Pertama", "unit": "Puskesmas (contoh)",
        "hasil": "SESUAI", "perilaku": "SESUAI", "predikat": "BAIK",
    }  # fmt: skip
    assert answer["yearChanges"] == []
    assert (await asked(graph, "hendra", YEAR_RESULT, result["reviewId"])) == answer


async def corrected(graph: Graph, review: str) -> Any:
    """The correction of Sari's result, with everything better."""
    why = "Bukti baru diterima sesudah penilaian."
    draft = (await graph.ask("hendra", CORRECT, review=review, reason=why))["startCorrection"]
    better = await save_all(graph, draft, "DI_ATAS")
    result = await submitted(graph, better, request=f"perbaikan-{review}")
    assert result["__typename"] == "Result", result
    graph.now += timedelta(minutes=1)
    return result


async def open_again(graph: Graph) -> None:
    """The window of quarter III is open on the day of the test."""
    await Period.filter(id=graph.cast.quarter.id).update(closes=date(2027, 1, 31))


async def test_a_result_that_changed_afterwards_is_told_to_both_and_on_the_account(
    graph: Graph,
) -> None:
    third, fourth, year = await two_quarters(graph)
    result = await given(graph, year, weighing=WORDS)
    await open_again(graph)
    at = graph.now
    await corrected(graph, third["reviewId"])
    for name in ("sari", "hendra"):
        answer = await asked(graph, name, YEAR_RESULT, result["reviewId"])
        [told_of] = answer["yearChanges"]
        assert told_of == {
            "kind": "CHANGED", "reviewId": third["reviewId"], "number": 2, "year": 2026,
            "periodKind": "TRIWULAN", "periodNumber": 3, "at": at.isoformat(), "was": "BAIK",
            "predikat": "SANGAT_BAIK",
        }  # fmt: skip
        # What was weighed stays what it was.
        assert [(it["number"], it["predikat"]) for it in answer["result"]["weighed"]] == [
            (1, "BAIK"), (1, "SANGAT_BAIK"),
        ]  # fmt: skip
        account = (await asked(graph, name, YEAR_ACCOUNT, result["reviewId"]))["explanation"]
        assert account["weighing"]["changes"] == [
            {key: told_of[key] for key in ("kind", "reviewId", "number", "was", "predikat")}
        ]
    # The usual correction weighs what stands today, and knows everything again.
    await corrected(graph, result["reviewId"])
    answer = await asked(graph, "sari", YEAR_RESULT, result["reviewId"])
    assert answer["yearChanges"] == []
    assert [it["number"] for it in answer["result"]["weighed"]] == [2, 1]
    before = await asked(graph, "sari", YEAR_RESULT, result["reviewId"], number=1)
    assert [it["reviewId"] for it in before["yearChanges"]] == [third["reviewId"]]
    assert fourth["reviewId"] not in {it["reviewId"] for it in before["yearChanges"]}


async def test_a_result_that_came_afterwards_was_weighed_by_nobody(graph: Graph) -> None:
    await given(graph, graph.cast.quarter)
    year = await year_of(graph)
    result = await given(graph, year, weighing=WORDS)
    fourth = await given(graph, await quarter_four(graph), "DI_ATAS")
    [found] = (await asked(graph, "sari", YEAR_RESULT, result["reviewId"]))["yearChanges"]
    assert (found["kind"], found["reviewId"], found["was"], found["predikat"]) == (
        "LATER", fourth["reviewId"], None, "SANGAT_BAIK",
    )  # fmt: skip


async def test_a_changed_objection_is_told_and_the_words_stay(graph: Graph) -> None:
    third, _, year = await two_quarters(graph)
    result = await given(graph, year, weighing=WORDS)
    # Sari objects to the annual result; Dewi changes it: the words of the year stay with it.
    filed = (await graph.ask("sari", FILE, input=objection_input(result)))["fileObjection"]
    answer = {"id": filed["id"], "version": 0, "answer": "Saya menilai dari bukti yang ada."}
    await graph.ask("hendra", ANSWER, input=answer)
    decision = {
        "id": filed["id"], "decision": "CHANGED", "hasil": "DI_ATAS",
        "reasonHasil": "Target terlampaui menurut laporan.",
        "reason": "Kedua pihak sudah didengar (contoh).",
    }  # fmt: skip
    decided = (await graph.ask("dewi", DECIDE, input=decision))["decideObjection"]
    assert decided["state"] == "CHANGED", decided
    kept = (await asked(graph, "sari", YEAR_RESULT, result["reviewId"]))["result"]
    assert (kept["number"], kept["weighing"]) == (2, WORDS)
    assert kept["weighed"][0]["reviewId"] == third["reviewId"]
    account = (await asked(graph, "sari", YEAR_ACCOUNT, result["reviewId"]))["explanation"]
    assert account["agrees"] is True
    assert (account["weighing"]["number"], account["weighing"]["text"]) == (1, WORDS)


async def test_account_names_what_is_of_the_regulation_and_what_is_ours(graph: Graph) -> None:
    third, fourth, year = await two_quarters(graph)
    result = await given(graph, year, weighing=WORDS)
    account = (await asked(graph, "sari", YEAR_ACCOUNT, result["reviewId"]))["explanation"]
    rules = {it["topic"]: it["mark"] for it in account["rules"]}
    assert (rules["YEAR_PRINCIPLE"], rules["YEAR_WEIGHING"]) == ("UNVERIFIED", "DESIGN")
    assert "COPYING" not in rules
    assert account["weighing"] == {
        "text": WORDS,
        "number": 1,
        "givenBy": {"id": str(graph.cast.id("hendra"))},
        "results": [
            {"reviewId": it["reviewId"], "number": 1, "predikat": it["predikat"], "months": 3.0}
            for it in (third, fourth)
        ],
        "changes": [],
    }
    quarter = (await asked(graph, "sari", YEAR_ACCOUNT, third["reviewId"]))["explanation"]
    assert quarter["weighing"] is None
    assert {it["topic"] for it in quarter["rules"]}.isdisjoint({"YEAR_PRINCIPLE", "YEAR_WEIGHING"})
    assert (await asked(graph, "sari", YEAR_RESULT, third["reviewId"]))["yearChanges"] == []


async def test_undelivered_results_are_never_shown(graph: Graph) -> None:
    await given(graph, graph.cast.quarter)
    await Account.filter(employee_id=graph.cast.id("sari")).update(activated_at=None)
    waiting = await given(graph, await quarter_four(graph))
    assert waiting["state"] == "SUBMITTED"
    year = await year_of(graph)
    draft = await begun(graph, year)
    seen = await draft_of(graph, draft["reviewId"])
    assert [it["period"]["number"] for it in seen["weighed"]] == [3]


async def told(audience: str) -> list[tuple[EventKind, int]]:
    rows = await Event.filter(audience=audience).order_by("seq")
    return [(row.kind, row.subject.get("review", 0)) for row in rows]


async def test_a_new_result_reaches_the_open_annual_draft_before_it_is_sent(graph: Graph) -> None:
    await given(graph, graph.cast.quarter)
    year = await year_of(graph)
    draft = await begun(graph, year)
    version = await filled(graph, draft, weighing=WORDS)
    await given(graph, await quarter_four(graph), "DI_ATAS")
    team = await told(f"e:{graph.cast.id('hendra')}")
    assert (EventKind.TEAM_CHANGED, int(draft["reviewId"])) in team[-2:]
    trace = await graph.trace()
    refused = await sent(graph, draft["reviewId"], version)
    assert refused["__typename"] == "VersionConflict"  # what was read before is not what stands
    assert await graph.trace() == trace
    seen = await draft_of(graph, draft["reviewId"])
    assert (seen["version"], seen["weighing"]) == (version + 1, WORDS)
    assert [it["period"]["number"] for it in seen["weighed"]] == [3, 4]
    result = await sent(graph, draft["reviewId"], seen["version"])
    assert result["__typename"] == "Result"


async def test_results_delivered_by_the_first_sign_in_reach_the_annual_draft(graph: Graph) -> None:
    await Account.filter(employee_id=graph.cast.id("sari")).update(activated_at=None)
    await given(graph, graph.cast.quarter)
    year = await year_of(graph)
    draft = await begun(graph, year)
    version = await filled(graph, draft)
    await Account.filter(employee_id=graph.cast.id("sari")).update(activated_at=graph.now)
    context = Context(viewer=graph.cast.viewer("sari"), wake=graph._wake, now=graph.now)
    async with change(context, "activate", "account:1") as opened:
        await deliver_waiting(opened, graph.cast.id("sari"), graph.now)
    seen = await draft_of(graph, draft["reviewId"])
    assert (seen["version"], len(seen["weighed"])) == (version + 1, 1)


async def test_saving_without_the_words_leaves_them(graph: Graph) -> None:
    """An app of before does not know the field and must not wipe it."""
    _, _, year = await two_quarters(graph)
    draft = await begun(graph, year)
    version = await filled(graph, draft, weighing=WORDS)
    typed = {"reviewId": draft["reviewId"], "version": version, "items": [], "summary": "Baik."}
    await graph.ask("hendra", SAVE, input=typed)
    assert (await draft_of(graph, draft["reviewId"]))["weighing"] == WORDS


async def test_too_many_words_are_refused_and_nothing_is_saved(graph: Graph) -> None:
    _, _, year = await two_quarters(graph)
    draft = await begun(graph, year)
    typed = {
        "reviewId": draft["reviewId"], "version": 1, "items": [], "weighing": "x" * 4001,
    }  # fmt: skip
    refused = (await graph.ask("hendra", SAVE, input=typed))["saveDraft"]
    assert (refused["code"], refused["field"]) == ("WEIGHING_TOO_LONG", "weighing")
    assert (await draft_of(graph, draft["reviewId"]))["weighing"] == ""


# --- two parts in a year ------------------------------------------------------------------------


async def moved(graph: Graph, day: date, rater: str = "rahmat") -> None:
    """Sari moves to the bidang, and to another rater, on this day."""
    cast, before = graph.cast, day - timedelta(days=1)
    sari = cast.people["sari"]
    await Assignment.filter(employee_id=sari.id).update(ends=before)
    await Assignment.create(
        employee_id=sari.id, position_id=sari.position_id, unit_id=cast.units["bidang"].id,
        starts=day,
    )  # fmt: skip
    await ReportingLine.filter(employee_id=sari.id).update(ends=before)
    await ReportingLine.create(
        employee_id=sari.id, rater_id=cast.id(rater), capacity=Capacity.DEFINITIF, starts=day
    )


async def test_the_last_rater_weighs_the_part_of_the_former_one(graph: Graph) -> None:
    third = await given(graph, graph.cast.quarter)
    await moved(graph, date(2026, 10, 1))
    year = await year_of(graph)
    # Hendra gives the part until September. He sees what he gave himself.
    first = await begun(graph, year)
    seen = await draft_of(graph, first["reviewId"])
    assert (seen["months"], [it["reviewId"] for it in seen["weighed"]]) == (
        9.0, [third["reviewId"]],
    )  # fmt: skip
    part = await given(graph, year, "DI_ATAS", weighing=WORDS)
    fourth = await given(graph, await quarter_four(graph), rater="rahmat")
    # Rahmat rates her today: he sees all of the year, the former part as a part of it.
    last = await begun(graph, year, rater="rahmat")
    seen = await draft_of(graph, last["reviewId"], "rahmat")
    assert seen["months"] == 3.0
    assert [(it["reviewId"], it["period"]["kind"], it["months"]) for it in seen["weighed"]] == [
        (third["reviewId"], "TRIWULAN", 3.0),
        (part["reviewId"], "TAHUNAN", 9.0),
        (fourth["reviewId"], "TRIWULAN", 3.0),
    ]
    assert reasons(seen)[:2] == ["YEAR_RESULTS 2", "YEAR_PARTS 1"]
    result = await given(graph, year, rater="rahmat", weighing=WORDS)
    kept = (await asked(graph, "sari", YEAR_RESULT, result["reviewId"]))["result"]
    assert [it["rater"] for it in kept["weighed"]] == [
        "Hendra Contoh, S.Kep.", "Hendra Contoh, S.Kep.", "Rahmat Contoh, S.Kep.",
    ]  # fmt: skip
    # The former part does not know the later one, and nothing of its own time has changed.
    answer = await asked(graph, "sari", YEAR_RESULT, part["reviewId"])
    assert ([it["reviewId"] for it in answer["result"]["weighed"]], answer["yearChanges"]) == (
        [third["reviewId"]], [],
    )  # fmt: skip
    # Both stand beside each other on her page of the year, each with its months.
    parts = await graph.ask(
        "sari", "query { myParts(year: 2026) { period { kind } months reviewId predikat } }"
    )
    annual = [it for it in parts["myParts"] if it["period"]["kind"] == "TAHUNAN"]
    assert [(it["months"], it["reviewId"], it["predikat"]) for it in annual] == [
        (9.0, part["reviewId"], "SANGAT_BAIK"), (3.0, result["reviewId"], "BAIK"),
    ]  # fmt: skip


async def test_a_former_rater_reads_no_later_result_and_no_predikat_of_it(graph: Graph) -> None:
    await given(graph, graph.cast.quarter)
    await moved(graph, date(2026, 12, 1))
    year = await year_of(graph)
    fourth = await given(graph, await quarter_four(graph), rater="rahmat")
    part = await given(graph, year, weighing=WORDS)
    seen = await asked(graph, "hendra", YEAR_RESULT, part["reviewId"])
    assert fourth["reviewId"] not in {it["reviewId"] for it in seen["result"]["weighed"]}
    # Rahmat gives the last part; then Hendra's part is corrected: Rahmat hears of it.
    last = await given(graph, year, rater="rahmat", weighing=WORDS)
    await corrected(graph, part["reviewId"])
    assert (EventKind.TEAM_CHANGED, int(last["reviewId"])) in await told(
        f"e:{graph.cast.id('rahmat')}"
    )
    [found] = (await asked(graph, "rahmat", YEAR_RESULT, last["reviewId"]))["yearChanges"]
    assert (found["reviewId"], found["was"], found["predikat"]) == (
        part["reviewId"], "BAIK", "SANGAT_BAIK",
    )  # fmt: skip
    # Whoever rated her last and no longer does, learns that it changed, not into what.
    await ReportingLine.filter(rater_id=graph.cast.id("rahmat")).update(ends=date(2027, 1, 4))
    [found] = (await asked(graph, "rahmat", YEAR_RESULT, last["reviewId"]))["yearChanges"]
    assert (found["reviewId"], found["predikat"]) == (part["reviewId"], None)
    for name in ("joko", "lestari", "yuni", "sistem"):
        hidden = await asked(graph, name, YEAR_RESULT, last["reviewId"])
        assert (hidden["result"]["code"], hidden["yearChanges"]) == ("NOT_FOUND", [])


async def test_who_writes_for_the_rater_is_told_what_is_owed_and_shown_no_result(
    graph: Graph,
) -> None:
    _, _, year = await two_quarters(graph)
    draft = await begun(graph, year)
    await WritingDelegation.create(
        rater_id=graph.cast.id("hendra"), writer_id=graph.cast.id("joko"),
        starts=date(2027, 1, 1), ends=date(2027, 1, 31), reason="Dinas luar.", made_at=graph.now,
    )  # fmt: skip
    seen = await draft_of(graph, draft["reviewId"], "joko")
    assert (seen["weighed"], seen["weighingDuty"]["required"]) == ([], True)


# --- what was there before holds for a year too ---------------------------------------------------


async def test_self_assessment_of_the_year_sees_the_own_results(graph: Graph) -> None:
    third, fourth, year = await two_quarters(graph)
    document = """query Self($period: ID!) { selfAssessment(periodId: $period) {
      ... on SelfAssessment { phase year { reviewId months predikat items { key rating } } } } }"""
    own = (await graph.ask("sari", document, period=str(year.id)))["selfAssessment"]
    assert [(it["reviewId"], it["predikat"]) for it in own["year"]] == [
        (third["reviewId"], "BAIK"), (fourth["reviewId"], "SANGAT_BAIK"),
    ]  # fmt: skip
    joko = (await graph.ask("joko", document, period=str(year.id)))["selfAssessment"]
    assert joko["year"] == []
    quarter = await graph.ask("joko", document, period=str(graph.cast.quarter.id))
    assert quarter["selfAssessment"]["year"] == []


async def test_self_assessment_of_the_year_stays_hidden_until_the_rater_has_committed(
    graph: Graph,
) -> None:
    _, _, year = await two_quarters(graph)
    period = str(year.id)
    save = """mutation S($input: SaveSelfAssessmentInput!) { saveSelfAssessment(input: $input) {
      ... on SelfAssessment { version items { key } } } }"""
    blank = """query B($p: ID!) { selfAssessment(periodId: $p) {
      ... on SelfAssessment { items { key } } } }"""
    items = (await graph.ask("sari", blank, p=period))["selfAssessment"]["items"]
    typed = [{"key": it["key"], "rating": "DI_ATAS", "note": "Menurut saya."} for it in items]
    saved = await graph.ask("sari", save, input={"periodId": period, "version": 0, "items": typed})
    commit = """mutation C($p: ID!, $v: Int!) { commitSelfAssessment(periodId: $p, version: $v) {
      ... on SelfAssessment { phase } } }"""
    version = saved["saveSelfAssessment"]["version"]
    sent_off = await graph.ask("sari", commit, p=period, v=version)
    assert sent_off["commitSelfAssessment"]["phase"] == "COMMITTED"

    draft = await begun(graph, year)
    beside = """query B($r: ID!) { selfAssessmentBeside(reviewId: $r) {
      ... on SelfAssessmentBeside { sight items { rating } } } }"""
    seen = (await graph.ask("hendra", beside, r=draft["reviewId"]))["selfAssessmentBeside"]
    assert seen == {"sight": "HIDDEN", "items": []}
    assert {it["rating"] for it in (await draft_of(graph, draft["reviewId"]))["items"]} == {None}
    version = await filled(graph, draft, weighing=WORDS)
    lock = """mutation L($r: ID!) { commitFirstRatings(reviewId: $r) {
      ... on SelfAssessmentBeside { sight } } }"""
    locked = (await graph.ask("hendra", lock, r=draft["reviewId"]))["commitFirstRatings"]
    assert locked["sight"] == "SHOWN"
    # Ratings that moved after that owe their reason in a year too.
    moved_draft = {"reviewId": draft["reviewId"], "version": version, "items": draft["items"]}
    version = await filled(graph, moved_draft, "DI_ATAS")
    refused = await sent(graph, draft["reviewId"], version)
    assert refused["missing"] == ["movedReason"]


async def test_head_of_a_unit_is_suggested_what_it_achieved_in_the_year(graph: Graph) -> None:
    year = await year_of(graph)
    set_it = """mutation A($input: SetAchievementInput!) { setAchievement(input: $input) {
      ... on UnitInPeriod { unit { id } } ... on Refusal { code } } }"""
    given_value = {
        "unitId": str(graph.cast.units["puskesmas"].id), "periodId": str(year.id),
        "value": "ISTIMEWA", "reason": "Perjanjian kinerja tahun ini terlampaui.",
    }  # fmt: skip
    await graph.ask("dewi", set_it, input=given_value)
    assert await UnitAchievement.filter(period_id=year.id).count() == 1
    result = await given(graph, year, employee="hendra", rater="dewi")
    assert (result["suggestedHasil"], result["hasil"]) == ("DI_ATAS", "DI_ATAS")
    version = await ReviewVersion.get(review_id=int(result["reviewId"]))
    assert version.achievement is Achievement.ISTIMEWA
    assert "HASIL_UNIT" in [step["code"] for step in result["steps"]]


async def test_extreme_ratings_of_a_year_need_words_or_evidence_for_every_item(
    graph: Graph,
) -> None:
    year = await year_of(graph)
    draft = await begun(graph, year)
    keys = [item["key"] for item in draft["items"]]
    version = await filled(graph, draft, "DI_BAWAH", notes=dict.fromkeys(keys, "Kurang."))
    refused = await sent(graph, draft["reviewId"], version)
    assert refused["missing"] == [f"{key}.note" for key in keys]


async def test_the_year_is_in_what_is_pushed_and_listed(graph: Graph) -> None:
    """Lists of results are read without their documents, and one that asks for them gets them."""
    _, _, year = await two_quarters(graph)
    result = await given(graph, year, weighing=WORDS)
    mine = (await graph.ask("sari", MINE))["myResults"]["results"]
    assert {it["reviewId"] for it in mine} >= {result["reviewId"]}
    asked_words = "query { myResults { results { reviewId weighing } } }"
    listed = (await graph.ask("sari", asked_words))["myResults"]["results"]
    assert {it["weighing"] for it in listed if it["reviewId"] == result["reviewId"]} == {WORDS}
    assert await Review.filter(id=int(result["reviewId"]), weighing=WORDS).count() == 1
