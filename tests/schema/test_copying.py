"""Copying an earlier rating: one item at a time, marked, with a reason; evasion counts the same."""

from datetime import date
from typing import Any

import pytest

from schema.models import JournalEntry, Period, ReportingLine, ReviewVersion, WritingDelegation
from schema.rules.copying import trace_of
from tests.graph import CORRECT, Graph
from tests.objecting import ANSWER, DECIDE, FILE, objection_input
from tests.years import (
    COPY,
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

LONG = "Laporan imunisasi dusun selesai tepat waktu setiap bulan."
WHY = "Pekerjaannya memang berjalan sama."


async def earlier(graph: Graph, **typed: Any) -> tuple[Any, Any]:
    """Sari's result of quarter III with LONG said of BOP, and her open draft of quarter IV."""
    third = await given(graph, graph.cast.quarter, notes={"BOP": LONG, **typed.pop("notes", {})})
    return third, await begun(graph, await quarter_four(graph))


def copy_input(draft: Any, source: Any, key: str = "BOP", **more: Any) -> dict[str, Any]:
    """What a phone sends to take one item."""
    return {
        "reviewId": draft["reviewId"],
        "version": draft["version"],
        "key": key,
        "fromReviewId": source["reviewId"],
        "fromNumber": source["number"],
        "reason": WHY,
        **more,
    }


async def copied(graph: Graph, name: str, **typed: Any) -> Any:
    return (await graph.ask(name, COPY, input=typed))["copyRating"]


async def marks(graph: Graph, draft: Any) -> dict[str, Any]:
    """The marked items of a draft, by key."""
    seen = (await graph.ask("hendra", YEAR_DRAFT, review=draft["reviewId"]))["draft"]
    return {it["key"]: it["copied"] for it in seen["items"] if it["copied"]}


def mark_of(source: Any, kind: str = "TAKEN", reason: str = WHY) -> dict[str, Any]:
    return {
        "kind": kind, "reviewId": source["reviewId"], "number": source["number"],
        "periodKind": "TRIWULAN", "year": 2026, "periodNumber": 3, "reason": reason,
    }  # fmt: skip


async def test_nothing_is_filled_in_from_last_time(graph: Graph) -> None:
    _, draft = await earlier(graph)
    assert {(it["rating"], it["note"], it["copied"]) for it in draft["items"]} == {(None, "", None)}


async def test_one_item_is_taken_with_its_reason_and_without_its_evidence(graph: Graph) -> None:
    third, draft = await earlier(graph)
    await ReviewVersion.filter(review_id=int(third["reviewId"])).update(
        items_json=(await ReviewVersion.get(review_id=int(third["reviewId"]))).items_json.replace(
            '"evidence":[]', '"evidence":[{"url":"https://contoh.example/1","label":""}]'
        )
    )
    answer = await copied(graph, "hendra", **copy_input(draft, third))
    assert answer["__typename"] == "DraftSaved", answer
    [item] = [it for it in answer["draft"]["items"] if it["copied"]]
    assert item == {
        "key": "BOP", "rating": "SESUAI", "note": LONG, "evidence": [], "copied": mark_of(third),
    }  # fmt: skip
    assert {it["rating"] for it in answer["draft"]["items"] if it["key"] != "BOP"} == {None}
    entry = await JournalEntry.get(action="copy_rating")
    assert (entry.reason, entry.detail["key"]) == (WHY, "BOP")


async def test_the_result_says_to_both_what_was_copied_and_why(graph: Graph) -> None:
    third, draft = await earlier(graph)
    taken = (await copied(graph, "hendra", **copy_input(draft, third)))["draft"]
    draft = {"reviewId": draft["reviewId"], **taken}
    version = await filled(graph, draft, notes={"BOP": LONG})
    result = await sent(graph, draft["reviewId"], version)
    assert result["__typename"] == "Result", result
    for name in ("sari", "hendra"):
        answer = await graph.ask(name, YEAR_RESULT, review=draft["reviewId"])
        found = {it["key"]: it["copied"] for it in answer["result"]["items"]}
        assert found.pop("BOP") == mark_of(third)
        assert set(found.values()) == {None}
        account = await graph.ask(name, YEAR_ACCOUNT, review=draft["reviewId"])
        inputs = account["explanation"]["inputs"]
        assert [it["item"]["copied"] for it in inputs if it["item"]["copied"]] == [mark_of(third)]
        topics = {it["topic"]: it["mark"] for it in account["explanation"]["rules"]}
        assert topics["COPYING"] == "DESIGN"


@pytest.mark.parametrize(
    ("rating", "note", "marked"),
    [
        ("SESUAI", f"  {LONG.upper()} ", True),  # the same words
        ("SESUAI", f"{LONG} Juga di sekolah.", False),
        ("DI_ATAS", LONG, False),
        ("SESUAI", "", False),
    ],
)
async def test_changing_rating_or_words_ends_the_mark(
    graph: Graph, rating: str, note: str, marked: bool
) -> None:
    third, draft = await earlier(graph)
    taken = (await copied(graph, "hendra", **copy_input(draft, third)))["draft"]
    one = {"reviewId": draft["reviewId"], "version": taken["version"], "items": [{"key": "BOP"}]}
    await filled(graph, one, rating, notes={"BOP": note})
    assert (await marks(graph, draft)) == ({"BOP": mark_of(third)} if marked else {})


async def test_the_same_typed_again_counts_and_asks_why(graph: Graph) -> None:
    third, draft = await earlier(graph)
    version = await filled(graph, draft, notes={"BOP": LONG.replace("tepat", "TEPAT")})
    assert await marks(graph, draft) == {"BOP": mark_of(third, "SAME_AS_BEFORE", "")}
    trace = await graph.trace()
    refused = await sent(graph, draft["reviewId"], version)
    assert (refused["__typename"], refused["missing"]) == ("NotComplete", ["BOP.copied"])
    assert await graph.trace() == trace
    draft["version"] = version
    version = await filled(graph, draft, notes={"BOP": LONG}, reasons={"BOP": f" {WHY} "})
    result = await sent(graph, draft["reviewId"], version)
    assert result["__typename"] == "Result", result
    seen = (await graph.ask("sari", YEAR_RESULT, review=draft["reviewId"]))["result"]
    [item] = [it for it in seen["items"] if it["key"] == "BOP"]
    assert item["copied"] == mark_of(third, "SAME_AS_BEFORE")


async def test_a_reason_without_a_mark_is_not_kept(graph: Graph) -> None:
    _, draft = await earlier(graph)
    version = await filled(graph, draft, reasons={"BOP": WHY})
    assert (await sent(graph, draft["reviewId"], version))["__typename"] == "Result"
    seen = (await graph.ask("sari", YEAR_RESULT, review=draft["reviewId"]))["result"]
    assert {it["copied"] for it in seen["items"]} == {None}


async def test_an_app_of_before_does_not_wipe_the_reason(graph: Graph) -> None:
    _, draft = await earlier(graph)
    draft["version"] = await filled(graph, draft, notes={"BOP": LONG}, reasons={"BOP": WHY})
    version = await filled(graph, draft, notes={"BOP": LONG})  # without any reason
    assert (await sent(graph, draft["reviewId"], version))["__typename"] == "Result"


async def test_the_same_words_for_several_of_the_team_count(graph: Graph) -> None:
    quarter = graph.cast.quarter
    joko = await given(graph, quarter, employee="joko", notes={"KOL": LONG})
    assert (await ReviewVersion.get(review_id=int(joko["reviewId"]))).traces_json.count(
        trace_of(LONG)
    ) == 1
    draft = await begun(graph, quarter)
    version = await filled(graph, draft, notes={"BOP": LONG})
    others = {
        "kind": "SAME_FOR_OTHERS", "reviewId": None, "number": None, "periodKind": None,
        "year": None, "periodNumber": None, "reason": "",
    }  # fmt: skip
    assert await marks(graph, draft) == {"BOP": others}  # nobody is named
    refused = await sent(graph, draft["reviewId"], version)
    assert refused["missing"] == ["BOP.copied"]


async def test_words_of_another_rater_or_period_do_not_count(graph: Graph) -> None:
    await given(graph, graph.cast.quarter, employee="wati", rater="rahmat", notes={"KOL": LONG})
    await given(graph, graph.cast.quarter, employee="joko", notes={"KOL": LONG})
    fourth = await quarter_four(graph)
    draft = await begun(graph, fourth)
    await filled(graph, draft, notes={"BOP": LONG})
    assert await marks(graph, draft) == {}


async def test_the_trace_follows_the_version_that_stands(graph: Graph) -> None:
    """Joko's words were corrected away, so they stand nowhere any more."""
    joko = await given(graph, graph.cast.quarter, employee="joko", notes={"KOL": LONG})
    why = "Salah orang, mohon maaf sebesar-besarnya."
    again = (await graph.ask("hendra", CORRECT, review=joko["reviewId"], reason=why))[
        "startCorrection"
    ]
    version = await filled(graph, again)
    assert (await sent(graph, joko["reviewId"], version))["number"] == 2
    draft = await begun(graph, graph.cast.quarter)
    await filled(graph, draft, notes={"BOP": LONG})
    assert await marks(graph, draft) == {}


async def test_a_correction_is_no_copy_and_keeps_the_marks_that_were(graph: Graph) -> None:
    third, draft = await earlier(graph)
    taken = (await copied(graph, "hendra", **copy_input(draft, third)))["draft"]
    draft = {"reviewId": draft["reviewId"], **taken}
    version = await filled(
        graph, draft, notes={"BOP": LONG, "KOL": "Selalu membantu rekan baru di poli."}
    )
    assert (await sent(graph, draft["reviewId"], version))["__typename"] == "Result"
    why = "Satu butir keliru saya nilai."
    again = await graph.ask("hendra", CORRECT, review=draft["reviewId"], reason=why)
    again = again["startCorrection"]
    # Everything is as it was given: only what was copied then is copied now, with its reason.
    assert await marks(graph, draft) == {"BOP": mark_of(third)}
    assert (await sent(graph, draft["reviewId"], again["version"]))["__typename"] == "Result"
    seen = (await graph.ask("sari", YEAR_RESULT, review=draft["reviewId"]))["result"]
    assert {it["key"]: it["copied"] for it in seen["items"] if it["copied"]} == {
        "BOP": mark_of(third)
    }


async def test_a_decision_keeps_the_marks_of_what_it_leaves_alone(graph: Graph) -> None:
    third, draft = await earlier(
        graph, notes={"AKU": "Jujur dan cermat dalam setiap laporan obat."}
    )
    taken = (await copied(graph, "hendra", **copy_input(draft, third)))["draft"]
    draft = {"reviewId": draft["reviewId"], **taken}
    version = await filled(graph, draft, notes={"BOP": LONG})
    result = await sent(graph, draft["reviewId"], version)
    filed = (await graph.ask("sari", FILE, input=objection_input(result)))["fileObjection"]
    answer = {"id": filed["id"], "version": 0, "answer": "Saya menilai dari bukti yang ada."}
    await graph.ask("hendra", ANSWER, input=answer)
    # The decider writes what the last quarter said of AKU: a decision is no rubber stamp.
    change = {
        "key": "AKU", "rating": "SESUAI", "note": "Jujur dan cermat dalam setiap laporan obat.",
    }  # fmt: skip
    decision = {
        "id": filed["id"], "decision": "CHANGED", "items": [change],
        "reason": "Kedua pihak sudah didengar (contoh).",
    }  # fmt: skip
    decided = (await graph.ask("dewi", DECIDE, input=decision))["decideObjection"]
    assert decided["state"] == "CHANGED", decided
    seen = (await graph.ask("sari", YEAR_RESULT, review=draft["reviewId"]))["result"]
    assert {it["key"]: it["copied"] for it in seen["items"] if it["copied"]} == {
        "BOP": mark_of(third)
    }


async def test_in_a_year_every_result_of_it_is_compared(graph: Graph) -> None:
    third = await given(graph, graph.cast.quarter, notes={"BOP": LONG})
    await given(graph, await quarter_four(graph))
    draft = await begun(graph, await year_of(graph))
    version = await filled(graph, draft, notes={"BOP": LONG}, weighing=WORDS)
    assert await marks(graph, draft) == {"BOP": mark_of(third, "SAME_AS_BEFORE", "")}
    assert (await sent(graph, draft["reviewId"], version))["missing"] == ["BOP.copied"]


# --- refusals: nothing changed, nobody was told ---------------------------------------------------


async def refused(graph: Graph, name: str, **typed: Any) -> Any:
    trace = await graph.trace()
    answer = await copied(graph, name, **typed)
    assert await graph.trace() == trace
    return answer


async def test_a_copy_without_a_reason_is_refused(graph: Graph) -> None:
    third, draft = await earlier(graph)
    answer = await refused(graph, "hendra", **copy_input(draft, third, reason="  sama  "))
    assert (answer["code"], answer["field"]) == ("REASON_TOO_SHORT", "reason")
    assert await marks(graph, draft) == {}


async def test_items_that_are_not_there_are_named(graph: Graph) -> None:
    third, draft = await earlier(graph)
    answer = await refused(graph, "hendra", **copy_input(draft, third, key="rhk:999999"))
    assert (answer["code"], answer["field"]) == ("UNKNOWN_ITEM", "rhk:999999")
    await ReviewVersion.filter(review_id=int(third["reviewId"])).update(items_json="[]")
    answer = await refused(graph, "hendra", **copy_input(draft, third))
    assert (answer["code"], answer["field"]) == ("NOT_IN_RESULT", "BOP")


async def test_a_draft_saved_on_another_phone_is_shown(graph: Graph) -> None:
    third, draft = await earlier(graph)
    version = await filled(graph, draft)
    answer = await refused(graph, "hendra", **copy_input(draft, third))
    assert answer["code"] == "VERSION_CONFLICT"
    assert answer["current"]["version"] == version


async def test_no_other_result_can_be_taken(graph: Graph) -> None:
    third, draft = await earlier(graph)
    fourth = await Period.get(year=2026, number=4)
    joko = await given(graph, fourth, employee="joko", notes={"BOP": "Ramah."})
    for source in (
        joko,  # of somebody else
        {**third, "number": 2},  # no such version
        {"reviewId": "999999", "number": 1},
        {"reviewId": draft["reviewId"], "number": 1},  # itself
    ):
        answer = await refused(graph, "hendra", **copy_input(draft, source))
        assert answer["code"] == "NOT_FOUND"
    await ReviewVersion.filter(review_id=int(third["reviewId"])).update(state="SUBMITTED")
    assert (await refused(graph, "hendra", **copy_input(draft, third)))["code"] == "NOT_FOUND"


async def test_nothing_is_taken_from_a_later_period(graph: Graph) -> None:
    fourth = await given(graph, await quarter_four(graph))
    await Period.filter(id=graph.cast.quarter.id).update(closes=date(2027, 1, 31))
    draft = await begun(graph, graph.cast.quarter)
    assert (await refused(graph, "hendra", **copy_input(draft, fourth)))["code"] == "NOT_FOUND"


async def test_only_who_may_write_and_read_may_take(graph: Graph) -> None:
    third, draft = await earlier(graph)
    for name in ("sari", "joko", "dewi", "rahmat", "yuni", "asep"):
        assert (await refused(graph, name, **copy_input(draft, third)))["code"] == "NOT_FOUND"
    # Lending the writing lends no reading: Wati may write, and sees no earlier result of Sari.
    await WritingDelegation.create(
        rater_id=graph.cast.id("hendra"), writer_id=graph.cast.id("wati"),
        starts=date(2027, 1, 1), ends=date(2027, 1, 31), reason="Dinas luar.", made_at=graph.now,
    )  # fmt: skip
    assert (await refused(graph, "wati", **copy_input(draft, third)))["code"] == "NOT_FOUND"


async def test_who_rates_no_longer_takes_nothing(graph: Graph) -> None:
    third, draft = await earlier(graph)
    await ReportingLine.filter(employee_id=graph.cast.id("sari")).update(ends=date(2026, 12, 15))
    await ReportingLine.create(
        employee_id=graph.cast.id("sari"), rater_id=graph.cast.id("rahmat"),
        starts=date(2026, 12, 16),
    )  # fmt: skip
    assert (await refused(graph, "hendra", **copy_input(draft, third)))["code"] == "NOT_YOUR_TEAM"


async def test_after_the_window_nothing_is_taken(graph: Graph) -> None:
    third, draft = await earlier(graph)
    await Period.filter(year=2026, number=4).update(closes=date(2027, 1, 4))
    assert (await refused(graph, "hendra", **copy_input(draft, third)))["code"] == "PERIOD_CLOSED"


async def test_a_given_result_takes_nothing(graph: Graph) -> None:
    third, draft = await earlier(graph)
    version = await filled(graph, draft)
    assert (await sent(graph, draft["reviewId"], version))["__typename"] == "Result"
    answer = await refused(graph, "hendra", **copy_input(draft, third))
    assert answer["code"] == "ALREADY_SUBMITTED"
