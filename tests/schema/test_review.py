"""One review from beginning to correction, as rater and employee see it."""

from datetime import timedelta
from typing import Any

import pytest

from schema.models import Account, Assignment, Employee, Event, JournalEntry, Position, Rhk
from schema.rules.vocabulary import EventKind, JobKind
from tests.graph import (
    ABANDON,
    CORRECT,
    DRAFT,
    MINE,
    READ,
    REFUSAL,
    RESULT_BY_ID,
    SAVE,
    SUBMIT,
    TEAM,
    Graph,
    filled_draft,
    opened_draft,
    save_all,
    submitted,
)


async def told(audience: str) -> list[EventKind]:
    """What this audience was told, in order."""
    rows = await Event.filter(audience=audience).order_by("seq")
    return [row.kind for row in rows]


async def test_a_draft_starts_from_the_plan_and_the_seven_values(graph: Graph) -> None:
    draft = await opened_draft(graph)
    assert draft["version"] == 1
    assert [item["part"] for item in draft["items"]] == (
        ["HASIL_KERJA"] * 3 + ["SIKAP"] * 5 + ["KONTRIBUSI_TIM"] * 2
    )
    assert [item["key"] for item in draft["items"][3:]] == [
        "BOP", "AKU", "KPT", "LOY", "ADP", "HAR", "KOL",
    ]  # fmt: skip
    assert draft["suggestedHasil"]["rating"] is None
    assert draft["predikat"] is None


async def test_opening_twice_finds_the_same_draft(graph: Graph) -> None:
    first, second = await opened_draft(graph), await opened_draft(graph)
    assert first["reviewId"] == second["reviewId"]
    assert await JournalEntry.filter(action="open_review").count() == 1


async def test_nobody_is_blocked_by_a_missing_plan(graph: Graph) -> None:
    await Rhk.filter(employee_id=graph.cast.id("sari")).delete()
    draft = await opened_draft(graph)
    assert [item["key"] for item in draft["items"] if item["part"] == "HASIL_KERJA"] == ["rhk:0"]


async def test_what_is_typed_is_saved_and_counted(graph: Graph) -> None:
    draft = await opened_draft(graph)
    evidence = [{"url": "https://contoh.go.id/laporan.pdf", "label": "Laporan"}]
    typed = {
        "key": "BOP",
        "rating": "DI_ATAS",
        "note": "Ramah kepada pasien.",
        "evidence": evidence,
    }
    given = {
        "reviewId": draft["reviewId"], "version": 1, "items": [typed], "summary": "Baik sekali."
    }  # fmt: skip
    saved = (await graph.ask("hendra", SAVE, input=given))["saveDraft"]["draft"]
    assert saved["version"] == 2
    assert saved["summary"] == "Baik sekali."
    item = next(item for item in saved["items"] if item["key"] == "BOP")
    assert (item["rating"], item["note"], item["evidence"]) == (
        "DI_ATAS", "Ramah kepada pasien.", evidence,
    )  # fmt: skip
    row = (await graph.ask("hendra", TEAM, period=None))["team"]["members"][2]
    assert (row["person"]["name"], row["rated"], row["total"], row["state"]) == (
        "Sari Contoh, S.Kep.", 1, 10, "DRAFT",
    )  # fmt: skip


async def test_result_is_delivered_with_its_reasons(graph: Graph) -> None:
    result = await submitted(graph, await filled_draft(graph))
    assert (result["number"], result["state"], result["predikat"]) == (1, "DELIVERED", "BAIK")
    mine = (await graph.ask("sari", MINE))["myResults"]["results"]
    assert mine == [result]
    assert result["rater"]["name"] == "Hendra Contoh, S.Kep."
    assert [step["code"] for step in result["steps"]][-1] == "MATRIX"
    assert result["rule"]["id"] == "permenpanrb-6-2022"
    assert await told(f"e:{graph.cast.id('sari')}") == [EventKind.RESULT_CHANGED]


async def test_departure_needs_a_reason_and_shows_it(graph: Graph) -> None:
    draft = await filled_draft(graph, hasil="DI_ATAS")
    before = await graph.trace()
    refused = await submitted(graph, draft)
    assert (refused["__typename"], refused["missing"]) == ("NotComplete", ["reasonHasil"])
    assert await graph.trace() == before
    reason = "Menyelesaikan imunisasi dua dusun sendirian."
    draft = await save_all(graph, draft, "SESUAI", hasil="DI_ATAS", reasonHasil=reason)
    result = await submitted(graph, draft)
    assert (result["hasil"], result["suggestedHasil"], result["predikat"]) == (
        "DI_ATAS", "SESUAI", "BAIK",
    )  # fmt: skip
    assert result["reasonHasil"] == reason
    assert "HASIL_DEPARTED" in [step["code"] for step in result["steps"]]


async def test_reason_without_departure_is_not_kept(graph: Graph) -> None:
    draft = await filled_draft(graph, reasonHasil="Tadinya saya memilih yang lain.")
    assert (await submitted(graph, draft))["reasonHasil"] == ""


async def test_unrated_items_are_named(graph: Graph) -> None:
    draft = await opened_draft(graph)
    refused = await submitted(graph, draft)
    assert refused["__typename"] == "NotComplete"
    assert refused["missing"] == [item["key"] for item in draft["items"]]


async def test_same_request_twice_is_one_result(graph: Graph) -> None:
    draft = await filled_draft(graph)
    first = await submitted(graph, draft)
    trace = await graph.trace()
    assert await submitted(graph, draft) == first
    assert await graph.trace() == trace


async def test_another_request_is_told_it_was_given(graph: Graph) -> None:
    draft = await filled_draft(graph)
    await submitted(graph, draft)
    again = await submitted(graph, draft, request="permintaan-2")
    assert again["code"] == "ALREADY_SUBMITTED"


async def test_second_phone_is_told_and_loses_nothing(graph: Graph) -> None:
    draft = await opened_draft(graph)

    async def save(version: int, key: str, note: str) -> Any:
        typed = [{"key": key, "rating": "SESUAI", "note": note}]
        given = {"reviewId": draft["reviewId"], "version": version, "items": typed}
        return (await graph.ask("hendra", SAVE, input=given))["saveDraft"]

    await save(1, "BOP", "dari ponsel pertama")
    before = await graph.trace()
    conflict = await save(1, "BOP", "dari ponsel kedua")
    assert conflict["__typename"] == "VersionConflict"
    assert conflict["current"]["version"] == 2
    assert await graph.trace() == before
    kept = next(item for item in conflict["current"]["items"] if item["key"] == "BOP")
    assert kept["note"] == "dari ponsel pertama"
    assert (await save(2, "BOP", "dari ponsel kedua"))["draft"]["version"] == 3


async def test_correction_is_a_new_version_with_its_reason(graph: Graph) -> None:
    first = await submitted(graph, await filled_draft(graph))
    review, reason = first["reviewId"], "Bukti imunisasi baru diterima kemarin."
    draft = (await graph.ask("hendra", CORRECT, review=review, reason=reason))["startCorrection"]
    assert draft["version"] > 2, "a phone that slept must not mistake it for the old draft"
    assert {item["rating"] for item in draft["items"]} == {"SESUAI"}
    assert (await graph.ask("sari", MINE))["myResults"]["results"][0]["number"] == 1
    draft = await save_all(graph, draft, "DI_ATAS")
    second = await submitted(graph, draft, request="permintaan-2")
    assert (second["number"], second["predikat"]) == (2, "SANGAT_BAIK")
    assert second["correctionReason"] == reason
    mine = (await graph.ask("sari", MINE))["myResults"]["results"]
    assert [result["number"] for result in mine] == [2]
    old = (await graph.ask("sari", RESULT_BY_ID, review=review, number=1))["result"]
    assert old == first, "what was given is never overwritten"


async def test_abandoned_correction_leaves_the_result(graph: Graph) -> None:
    first = await submitted(graph, await filled_draft(graph))
    review = first["reviewId"]
    started = await graph.ask("hendra", CORRECT, review=review, reason="Ada yang terlewat, maaf.")
    version = started["startCorrection"]["version"]
    dropped = await graph.ask("hendra", ABANDON, review=review, version=version)
    assert dropped["abandonCorrection"] == {"__typename": "Result", "number": 1}
    row = (await graph.ask("hendra", TEAM, period=None))["team"]["members"][2]
    assert (row["correcting"], row["draftVersion"], row["state"]) == (False, None, "DELIVERED")


async def test_reading_is_recorded_once_and_told_to_the_rater(graph: Graph) -> None:
    result = await submitted(graph, await filled_draft(graph))
    graph.now += timedelta(minutes=5)
    key = {"review": result["reviewId"], "number": 1}
    first = (await graph.ask("sari", READ, **key))["markRead"]
    graph.now += timedelta(minutes=5)
    trace = await graph.trace()
    assert (await graph.ask("sari", READ, **key))["markRead"] == first
    assert await graph.trace() == trace
    row = (await graph.ask("hendra", TEAM, period=None))["team"]["members"][2]
    assert row["readAt"] == first["readAt"]


async def test_result_waits_for_an_account_that_is_not_activated(graph: Graph) -> None:
    await Account.filter(employee_id=graph.cast.id("sari")).update(activated_at=None)
    result = await submitted(graph, await filled_draft(graph))
    assert (result["state"], result["deliveredAt"]) == ("SUBMITTED", None)
    assert await told(f"e:{graph.cast.id('sari')}") == []
    assert (await graph.ask("sari", MINE))["myResults"]["results"] == []


async def test_old_sheet_keeps_the_posts_of_its_day(graph: Graph) -> None:
    result = await submitted(graph, await filled_draft(graph))
    promoted = await Position.create(name="Kepala Dinas", kind=JobKind.STRUKTURAL, eselon="II.b")
    await Employee.filter(id=graph.cast.id("hendra")).update(position_id=promoted.id)
    mine = (await graph.ask("sari", MINE))["myResults"]["results"][0]
    assert mine["rater"]["position"] == result["rater"]["position"] == "Kepala"
    assert await Assignment.filter(position_id=promoted.id).count() == 0


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"note": "x" * 2001}, "NOTE_TOO_LONG", "BOP.note"),
        ({"note": "a\x00b"}, "BAD_CHARACTER", "BOP.note"),
        ({"evidence": [{"url": "javascript:alert(1)"}]}, "BAD_EVIDENCE_URL", "BOP.evidence"),
        ({"evidence": [{"url": "https://"}]}, "BAD_EVIDENCE_URL", "BOP.evidence"),
        ({"evidence": [{"url": "http://[::1"}]}, "BAD_EVIDENCE_URL", "BOP.evidence"),
        ({"evidence": [{"url": "https://a.id"}] * 6}, "TOO_MANY_LINKS", "BOP.evidence"),
        ({"key": "rhk:999999"}, "UNKNOWN_ITEM", "rhk:999999"),
    ],
)
async def test_bad_input_is_refused_and_nothing_is_half_saved(
    graph: Graph, typed: dict[str, Any], code: str, field: str
) -> None:
    draft = await opened_draft(graph)
    before = await graph.trace()
    good = {"key": "AKU", "rating": "SESUAI", "note": "ini benar"}
    items = [good, {"key": "BOP", "rating": "SESUAI", **typed}]
    given = {"reviewId": draft["reviewId"], "version": 1, "items": items}
    refused = (await graph.ask("hendra", SAVE, input=given))["saveDraft"]
    assert (refused["code"], refused["field"]) == (code, field)
    assert refused["message"]
    assert await graph.trace() == before
    now = await graph.ask(
        "hendra",
        f"query D($r: ID!) {{ draft(reviewId: $r) {{ ... on Draft {{ {DRAFT} }} {REFUSAL} }} }}",
        r=draft["reviewId"],
    )
    assert now["draft"]["items"] == draft["items"]


async def test_window_closes_between_save_and_submit(graph: Graph) -> None:
    draft = await filled_draft(graph)
    graph.now += timedelta(days=30)
    before = await graph.trace()
    refused = (
        await graph.ask(
            "hendra", SUBMIT, review=draft["reviewId"], version=draft["version"], request="12345678"
        )
    )["submitReview"]
    assert (refused["code"], refused["period"]["phase"]) == ("PERIOD_CLOSED", "CLOSED")
    assert await graph.trace() == before


async def test_tap_sent_before_the_window_closed_is_answered_after_it(graph: Graph) -> None:
    draft = await filled_draft(graph)
    first = await submitted(graph, draft)
    graph.now += timedelta(days=30)
    again = await submitted(graph, draft)
    assert (again["number"], again["submittedAt"]) == (1, first["submittedAt"])


async def test_my_results_come_in_pages_and_bad_cursors_are_empty(graph: Graph) -> None:
    await submitted(graph, await filled_draft(graph))
    page = (await graph.ask("sari", MINE, first=1))["myResults"]
    assert (len(page["results"]), page["next"]) == (1, None)
    for cursor in ("kacau", "2026-01-01", "2026-01-01.x", ""):
        page = (await graph.ask("sari", MINE, after=cursor))["myResults"]
        assert page["results"] == []
