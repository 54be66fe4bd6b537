"""Special cases of delivery and objection: each has a defined answer (domain.md 6, 7, 13)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from schema.models import (
    Assignment,
    CalendarDay,
    Delivery,
    Employee,
    Event,
    JournalEntry,
    Objection,
    ReportingLine,
    ReviewVersion,
    RoleGrant,
)
from schema.objection.background import work_through
from schema.rules.vocabulary import Capacity, EventKind, LegalStanding, Role
from tests.cast import NOW
from tests.graph import CORRECT, RESULT_BY_ID, SUBMIT, Graph
from tests.objecting import (
    ACCEPT,
    ANSWER,
    DECIDE,
    DELIVERY,
    FILE,
    OBJECTION,
    OBJECTION_FIELDS,
    PAGES,
    WITHDRAW,
    given,
    objected,
    objection_input,
)

LAST = datetime(2026, 10, 26, 16, 59, tzinfo=NOW.tzinfo)  # 23.59 WIB on the last day
OVER = LAST + timedelta(minutes=1)


def at(graph: Graph, now: datetime) -> Graph:
    """The same graph at another moment."""
    return replace(graph, now=now)


async def tick(graph: Graph, now: datetime) -> int:
    """What the background work does at a moment."""
    return await work_through(now, graph._wake)


async def refused(graph: Graph, name: str, document: str, **variables: Any) -> str:
    """Why a step was refused; proves that nothing changed and nobody was told."""
    before = await graph.trace(), await Objection.all().count(), await ReviewVersion.all().count()
    data = await graph.ask(name, document, **variables)
    answer: dict[str, Any] = next(iter(data.values()))
    after = await graph.trace(), await Objection.all().count(), await ReviewVersion.all().count()
    assert before == after
    return str(answer.get("why") or answer["code"])


async def delivery(graph: Graph, review: str, name: str = "sari") -> Any:
    return (await graph.ask(name, DELIVERY, review=review))["delivery"]


async def answered(graph: Graph, objection: Any, text: str = "Saya menilai dari bukti.") -> Any:
    typed = {"id": objection["id"], "version": objection["answerVersion"], "answer": text}
    return (await graph.ask("hendra", ANSWER, input=typed))["answerObjection"]


async def decided(graph: Graph, objection: Any, name: str = "dewi", **more: Any) -> Any:
    typed = {
        "id": objection["id"],
        "decision": "UPHELD",
        "reason": "Kedua pihak sudah didengar dan dipertimbangkan.",
        **more,
    }
    return (await graph.ask(name, DECIDE, input=typed))["decideObjection"]


async def replaced(name: str, rater: int, day: date, capacity: Capacity | None = None) -> None:
    """From `day` on somebody else rates this employee."""
    employee = await Employee.get(name=f"{name.title()} Contoh")
    running = ReportingLine.filter(employee_id=employee.id, ends=None)
    if capacity is None:
        await running.update(ends=day - timedelta(days=1))
    await ReportingLine.create(
        employee_id=employee.id,
        rater_id=rater,
        starts=day,
        capacity=capacity or Capacity.DEFINITIF,
    )


class TestTerms:
    async def test_an_objection_in_the_last_minute_is_in_time(self, graph: Graph) -> None:
        result = await given(graph)
        data = await at(graph, LAST).ask("sari", FILE, input=objection_input(result))
        assert data["fileObjection"]["state"] == "FILED"

    async def test_a_minute_later_it_is_too_late(self, graph: Graph) -> None:
        result = await given(graph)
        why = await refused(at(graph, OVER), "sari", FILE, input=objection_input(result))
        assert why == "OBJECTION_TOO_LATE"
        assert (await delivery(at(graph, OVER), result["reviewId"]))["actions"] == ["ACCEPT"]

    async def test_reading_starts_no_clock(self, graph: Graph) -> None:
        result = await given(graph)
        before = await delivery(graph, result["reviewId"])
        late = at(graph, NOW + timedelta(days=3))
        await late.ask(
            "sari",
            "mutation Read($id: ID!) { markRead(reviewId: $id, number: 1) { __typename } }",
            id=result["reviewId"],
        )
        after = await delivery(late, result["reviewId"])
        assert after["readAt"] is not None
        assert after["objectDue"] == before["objectDue"]

    async def test_silence_makes_it_unsigned_once(self, graph: Graph) -> None:
        result = await given(graph)
        assert await tick(graph, LAST) == 0
        graph.woken.clear()
        assert await tick(graph, OVER) == 1
        assert graph.woken == [f"e:{graph.cast.id('hendra')}", f"e:{graph.cast.id('sari')}"]
        assert await tick(graph, OVER) == 0
        seen = await delivery(at(graph, OVER), result["reviewId"])
        assert (seen["state"], seen["steps"][-1]["kind"]) == ("UNSIGNED", "UNSIGNED")
        data = await at(graph, OVER).ask("sari", RESULT_BY_ID, review=result["reviewId"])
        assert data["result"]["predikat"] == "BAIK", "it is valid all the same"

    async def test_signing_late_is_signing(self, graph: Graph) -> None:
        result = await given(graph)
        await tick(graph, OVER)
        ids = {"review": result["reviewId"], "number": 1}
        accepted = (await at(graph, OVER).ask("sari", ACCEPT, **ids))["acceptResult"]
        assert accepted["state"] == "ACCEPTED"

    async def test_accepting_twice_is_accepting_once(self, graph: Graph) -> None:
        result = await given(graph)
        ids = {"review": result["reviewId"], "number": 1}
        await graph.ask("sari", ACCEPT, **ids)
        trace = await graph.trace()
        again = (await graph.ask("sari", ACCEPT, **ids))["acceptResult"]
        assert again["state"] == "ACCEPTED"
        assert await graph.trace() == trace

    async def test_a_day_off_added_later_lengthens_what_runs(self, graph: Graph) -> None:
        result = await given(graph)
        ids = {"review": result["reviewId"], "number": 1}
        joko = await given(graph, "joko")
        await graph.ask("joko", ACCEPT, review=joko["reviewId"], number=1)
        day = '{day: "2026-10-12", off: true, name: "Libur contoh", reason: "SKB contoh nomor 9"}'
        save = f"mutation {{ saveCalendarDay(input: {day}) {{ __typename }} }}"
        await graph.ask("yuni", save)
        assert await tick(graph, NOW) > 0
        assert (await delivery(graph, ids["review"]))["objectDue"] == "2026-10-27"
        kept = (await delivery(graph, joko["reviewId"], "joko"))["objectDue"]
        assert kept == "2026-10-26", "what is over is left alone"
        assert await CalendarDay.filter(applied_at=None).count() == 0
        assert await tick(graph, NOW) == 0

    async def test_a_working_day_added_later_shortens_nothing(self, graph: Graph) -> None:
        result = await given(graph, "putri")
        await Delivery.all().update(starts=date(2026, 12, 21), object_due=date(2027, 1, 13))
        day = '{day: "2026-12-24", off: false, reason: "SKB contoh: cuti bersama dicabut"}'
        await graph.ask("yuni", f"mutation {{ saveCalendarDay(input: {day}) {{ __typename }} }}")
        assert await tick(graph, NOW) == 0
        seen = await delivery(graph, result["reviewId"], "putri")
        assert seen["objectDue"] == "2027-01-13"

    async def test_a_new_term_holds_for_what_starts_later(self, graph: Graph) -> None:
        before = await given(graph)
        term = (
            '{key: OBJECTION_DAYS, days: 20, dayKind: WORKDAY, validFrom: "2026-10-06", '
            'source: "SE contoh", mark: DESIGN, reason: "Surat edaran contoh"}'
        )
        await graph.ask("yuni", f"mutation {{ saveTerm(input: {term}) {{ __typename }} }}")
        after = await given(graph, "joko")
        assert (await delivery(graph, before["reviewId"]))["objectDue"] == "2026-10-26"
        assert (await delivery(graph, after["reviewId"], "joko"))["objectDue"] == "2026-11-03"


class TestObjection:
    async def test_the_same_tap_counts_once(self, graph: Graph) -> None:
        result = await given(graph)
        first = (await graph.ask("sari", FILE, input=objection_input(result)))["fileObjection"]
        trace = await graph.trace()
        again = (await graph.ask("sari", FILE, input=objection_input(result)))["fileObjection"]
        assert again["id"] == first["id"]
        assert await graph.trace() == trace

    async def test_a_second_objection_is_refused(self, graph: Graph) -> None:
        await objected(graph)
        version = await ReviewVersion.get(employee_id=graph.cast.id("sari"))
        typed = {"reviewId": str(version.review_id), "number": 1}
        why = await refused(graph, "sari", FILE, input=objection_input(typed, "keberatan-2"))
        assert why == "OBJECTION_RUNNING"

    async def test_withdrawn_and_filed_anew_within_the_term(self, graph: Graph) -> None:
        first = await objected(graph)
        data = await graph.ask("sari", WITHDRAW, id=first["id"], reason="Salah tulis.")
        assert data["withdrawObjection"]["state"] == "WITHDRAWN"
        assert (await delivery(graph, first["reviewId"]))["actions"] == ["ACCEPT", "OBJECT"]
        typed = objection_input(first, "keberatan-2")
        data = await at(graph, LAST).ask("sari", FILE, input=typed)
        assert data["fileObjection"]["id"] != first["id"]
        assert await refused(graph, "sari", WITHDRAW, id=first["id"]) == "NO_OBJECTION"

    async def test_withdrawn_after_the_term_it_is_unsigned(self, graph: Graph) -> None:
        first = await objected(graph)
        late = at(graph, OVER)
        await late.ask("sari", WITHDRAW, id=first["id"])
        assert (await delivery(late, first["reviewId"]))["state"] == "UNSIGNED"
        why = await refused(late, "sari", FILE, input=objection_input(first, "keberatan-2"))
        assert why == "OBJECTION_TOO_LATE"

    async def test_nobody_corrects_while_an_objection_runs(self, graph: Graph) -> None:
        first = await objected(graph)
        reason = "Saya perbaiki diam-diam saja."
        with_reason = {"review": first["reviewId"], "reason": reason}
        before = await graph.trace()
        answer = (await graph.ask("hendra", CORRECT, **with_reason))["startCorrection"]
        assert answer["code"] == "STEP_NOT_POSSIBLE"
        assert await graph.trace() == before

    async def test_a_correction_begun_before_cannot_be_sent_meanwhile(self, graph: Graph) -> None:
        result = await given(graph)
        ids = {"review": result["reviewId"], "reason": "Angka realisasi keliru."}
        draft = (await graph.ask("hendra", CORRECT, **ids))["startCorrection"]
        await graph.ask("sari", FILE, input=objection_input(result))
        before = await graph.trace()
        tap = {"review": result["reviewId"], "version": draft["version"], "request": "kirim-dua"}
        answer = (await graph.ask("hendra", SUBMIT, **tap))["submitReview"]
        assert answer["code"] == "STEP_NOT_POSSIBLE"
        assert await graph.trace() == before

    async def test_a_correction_of_what_was_accepted_starts_terms_anew(self, graph: Graph) -> None:
        result = await given(graph)
        await graph.ask("sari", ACCEPT, review=result["reviewId"], number=1)
        later = at(graph, NOW + timedelta(days=1))
        ids = {"review": result["reviewId"], "reason": "Angka realisasi keliru."}
        draft = (await later.ask("hendra", CORRECT, **ids))["startCorrection"]
        tap = {"review": result["reviewId"], "version": draft["version"], "request": "kirim-dua"}
        await later.ask("hendra", SUBMIT, **tap)
        seen = await delivery(later, result["reviewId"])
        assert (seen["number"], seen["state"], seen["objectDue"]) == (2, "DELIVERED", "2026-10-27")
        old = await later.ask("sari", DELIVERY, review=result["reviewId"], number=1)
        assert old["delivery"]["state"] == "REPLACED"

    async def test_an_objection_after_a_transfer_goes_by_the_version(self, graph: Graph) -> None:
        result = await given(graph)
        sari = graph.cast.people["sari"]
        await replaced("sari", graph.cast.id("rahmat"), date(2026, 10, 7))
        sari.unit = graph.cast.units["bidang"]
        await sari.save()
        data = await at(graph, NOW + timedelta(days=2)).ask(
            "sari", FILE, input=objection_input(result)
        )
        filed = data["fileObjection"]
        assert (filed["rater"]["name"], filed["decider"]["name"]) == (
            "Hendra Contoh, S.Kep.",
            "Dewi Contoh, S.Kep.",
        )

    async def test_an_unknown_item_is_refused(self, graph: Graph) -> None:
        result = await given(graph)
        items = [{"key": "rhk:999999", "reason": "Tidak ada."}]
        typed = objection_input(result, items=items)
        assert await refused(graph, "sari", FILE, input=typed) == "UNKNOWN_ITEM"


class TestAnswer:
    async def test_an_answer_may_be_amended_and_keeps_the_earlier_text(self, graph: Graph) -> None:
        first = await objected(graph)
        one = await answered(graph, first)
        two = await answered(graph, one, "Setelah membaca bukti, saya sependapat.")
        assert (two["answerVersion"], two["state"]) == (2, "ANSWERED")
        assert (two["steps"][-1]["kind"], two["steps"][-1]["note"]) == (
            "ANSWER_EDITED",
            "Saya menilai dari bukti.",
        )

    async def test_another_phone_does_not_overwrite_it(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        typed = {"id": first["id"], "version": 0, "answer": "Dari ponsel yang lain."}
        assert await refused(graph, "hendra", ANSWER, input=typed) == "ANSWER_SAVED_ELSEWHERE"

    async def test_a_rater_who_moved_still_answers(self, graph: Graph) -> None:
        first = await objected(graph)
        hendra = graph.cast.people["hendra"]
        hendra.unit = graph.cast.units["bkpsdm"]
        await hendra.save()
        await replaced("hendra", graph.cast.id("arman"), date(2026, 10, 8))
        await replaced("sari", graph.cast.id("rahmat"), date(2026, 10, 8))
        late = at(graph, NOW + timedelta(days=3))
        await tick(late, late.now)
        assert (await answered(late, first))["state"] == "ANSWERED"
        row = await Objection.get(id=int(first["id"]))
        assert row.decider_id == graph.cast.id("dewi"), "the post above, not the new superior"

    async def test_silence_of_the_rater_is_seen_and_does_not_block(self, graph: Graph) -> None:
        first = await objected(graph)
        assert (await decided(graph, first))["why"] == "ANSWER_AWAITED"
        late = at(graph, datetime(2026, 10, 13, 17, 1, tzinfo=NOW.tzinfo))
        assert await tick(late, late.now) == 1
        assert await tick(late, late.now) == 0
        seen = (await late.ask("dewi", OBJECTION, id=first["id"]))["objection"]
        assert (seen["answerOverdue"], seen["steps"][-1]["kind"]) == (True, "ANSWER_OVERDUE")
        assert seen["actions"] == ["UPHOLD", "CHANGE"]
        assert (await decided(late, first))["state"] == "UPHELD"


class TestDecision:
    async def test_upheld_is_final(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        assert (await decided(graph, first))["state"] == "UPHELD"
        assert (await delivery(graph, first["reviewId"]))["state"] == "UPHELD"
        again = objection_input(first, "keberatan-2")
        assert await refused(graph, "sari", FILE, input=again) == "RESULT_FINAL"
        assert await refused(graph, "sari", WITHDRAW, id=first["id"]) == "RESULT_FINAL"
        ids = {"review": first["reviewId"], "reason": "Tetap ingin mengubah."}
        answer = (await graph.ask("hendra", CORRECT, **ids))["startCorrection"]
        assert answer["code"] == "STEP_NOT_POSSIBLE"

    async def test_a_new_result_says_who_decided_and_keeps_the_old(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        items = [{"key": "BOP", "rating": "DI_ATAS", "note": "Sesuai surat penghargaan."}]
        new = await decided(graph, first, decision="CHANGED", items=items)
        assert (new["newNumber"], new["decidedBy"]["name"]) == (2, "Dewi Contoh, S.Kep.")
        assert new["newResult"]["rater"]["name"] == "Hendra Contoh, S.Kep."
        assert new["newResult"]["correctionReason"] == new["decisionReason"]
        changed = {item["key"]: item["rating"] for item in new["newResult"]["items"]}
        kept = {item["key"]: item["rating"] for item in new["result"]["items"]}
        assert changed.pop("BOP") == "DI_ATAS"
        assert kept.pop("BOP") == "SESUAI"
        assert changed == kept
        old = await graph.ask("sari", DELIVERY, review=first["reviewId"], number=1)
        assert old["delivery"]["state"] == "CHANGED"
        assert await Event.filter(kind=EventKind.RESULT_CHANGED).count() == 2
        entry = await JournalEntry.filter(action="decide_objection").get()
        assert (entry.reason, entry.detail["number"]) == (new["decisionReason"], 2)

    async def test_a_change_that_changes_nothing_is_refused(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        typed = {
            "id": first["id"],
            "decision": "CHANGED",
            "reason": "Tidak ada yang berubah di sini.",
        }
        assert await refused(graph, "dewi", DECIDE, input=typed) == "NOTHING_CHANGED"

    async def test_a_departure_from_the_suggestion_needs_its_reason(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        answer = await decided(graph, first, decision="CHANGED", hasil="DI_ATAS")
        assert (answer["code"], answer["missing"]) == ("NOT_COMPLETE", ["reasonHasil"])

    async def test_neither_rater_nor_stranger_decides(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        typed = {"id": first["id"], "decision": "UPHELD", "reason": "Saya putuskan sendiri saja."}
        for name, code in (
            ("hendra", "NOT_ALLOWED"),
            ("sari", "NOT_ALLOWED"),
            ("asep", "NOT_ALLOWED"),
            ("rahmat", "NOT_FOUND"),
            ("tuti", "NOT_FOUND"),
            ("yuni", "NOT_FOUND"),
        ):
            assert await refused(graph, name, DECIDE, input=typed) == code, name

    async def test_who_audits_reads_the_objection_and_no_result(self, graph: Graph) -> None:
        first = await objected(graph)
        every = f"query All {{ allObjections {{ objections {{ {OBJECTION_FIELDS} }} }} }}"
        (listed,) = (await graph.ask("asep", every))["allObjections"]["objections"]
        one = (await graph.ask("asep", OBJECTION, id=first["id"]))["objection"]
        assert (listed["reason"], one["reason"]) == (first["reason"], first["reason"])
        assert (listed["result"], one["result"], one["newResult"]) == (None, None, None)
        for name in ("sari", "hendra", "dewi"):
            seen = (await graph.ask(name, OBJECTION, id=first["id"]))["objection"]
            assert seen["result"]["number"] == 1, name

    async def test_a_late_decision_is_told_to_the_next_level(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        late = at(graph, OVER)
        await tick(late, late.now)
        seen = (await late.ask("arman", OBJECTION, id=first["id"]))["objection"]
        assert (seen["decisionOverdue"], seen["escalatedTo"]["name"], seen["actions"]) == (
            True,
            "Arman Contoh, S.Kep.",
            [],
        )
        data = await late.ask("sari", RESULT_BY_ID, review=first["reviewId"])
        assert data["result"]["number"] == 1, "the earlier result stands meanwhile"
        assert (await decided(late, first))["state"] == "UPHELD", "late, but never blocked"


class TestRouting:
    async def test_a_decider_replaced_midway_hands_over(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        lestari = graph.cast.id("lestari")
        await replaced("hendra", lestari, date(2026, 10, 8))
        late = at(graph, NOW + timedelta(days=3))
        assert await tick(late, late.now) == 1
        assert (await decided(late, first))["code"] == "NOT_FOUND"
        new = await decided(late, first, "lestari")
        assert (new["state"], new["decidedBy"]["id"]) == ("UPHELD", str(lestari))
        kinds = [step["kind"] for step in new["steps"]]
        assert kinds == ["FILED", "ROUTED", "ANSWERED", "ROUTED", "UPHELD"]

    async def test_the_successor_need_not_wait_for_the_clock(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        await replaced("hendra", graph.cast.id("lestari"), date(2026, 10, 8))
        late = at(graph, NOW + timedelta(days=3))
        assert (await decided(late, first, "lestari"))["state"] == "UPHELD"

    async def test_a_vacant_post_goes_to_the_next_level(self, graph: Graph) -> None:
        result = await given(graph)
        await ReportingLine.filter(employee_id=graph.cast.id("hendra")).update(
            ends=date(2026, 9, 30)
        )
        data = await graph.ask("sari", FILE, input=objection_input(result))
        filed = data["fileObjection"]
        assert (filed["decider"]["id"], filed["route"]) == (
            str(graph.cast.id("arman")),
            "NEXT_LEVEL",
        )
        assert filed["routeReasons"] == ["POST_VACANT", "NEXT_LEVEL_UP"]

    async def test_a_plt_decides(self, graph: Graph) -> None:
        result = await given(graph)
        rahmat = graph.cast.id("rahmat")
        await replaced("hendra", rahmat, date(2026, 10, 1), Capacity.PLT)
        filed = (await graph.ask("sari", FILE, input=objection_input(result)))["fileObjection"]
        assert (filed["decider"]["id"], filed["route"]) == (str(rahmat), "ACTING")

    async def test_a_plt_who_objects_does_not_decide(self, graph: Graph) -> None:
        result = await given(graph)
        await replaced("hendra", graph.cast.id("sari"), date(2026, 10, 1), Capacity.PLT)
        filed = (await graph.ask("sari", FILE, input=objection_input(result)))["fileObjection"]
        assert filed["decider"]["id"] == str(graph.cast.id("arman"))
        assert filed["routeReasons"] == ["IS_THE_OBJECTOR", "NEXT_LEVEL_UP"]

    async def test_a_decider_who_is_away_for_good_is_passed_over(self, graph: Graph) -> None:
        first = await objected(graph)
        dewi = graph.cast.people["dewi"]
        dewi.standing = LegalStanding.PENSIUN
        await dewi.save()
        assert await tick(graph, NOW) == 1
        row = await Objection.get(id=int(first["id"]))
        assert row.decider_id == graph.cast.id("arman")

    async def test_the_end_of_the_chain_is_the_team(self, graph: Graph) -> None:
        first = await objected(graph, "dewi", "arman")
        assert (first["decider"], first["route"], first["routeReasons"]) == (
            None,
            "PERFORMANCE_TEAM",
            ["CHAIN_ENDS"],
        )
        typed = {"id": first["id"], "version": 0, "answer": "Angka sementara saat itu."}
        await graph.ask("arman", ANSWER, input=typed)
        pages = await graph.ask("tuti", PAGES)
        assert pages["teamObjections"]["objections"][0]["actions"] == ["UPHOLD", "CHANGE"]
        assert (await decided(graph, first, "tuti"))["decidedBy"]["name"].startswith("Tuti")

    async def test_a_member_of_the_team_does_not_decide_on_themselves(self, graph: Graph) -> None:
        account = graph.cast.accounts["dewi"]
        await RoleGrant.create(account=account, role=Role.PERFORMANCE_TEAM, starts=date(2025, 1, 1))
        first = await objected(graph, "dewi", "arman")
        viewer = replace(graph.cast.viewer("dewi"), roles=frozenset({Role.PERFORMANCE_TEAM}))
        typed = {"id": first["id"], "decision": "UPHELD", "reason": "Saya putuskan sendiri saja."}
        data = await graph.ask_as(viewer, DECIDE, input=typed)
        assert data["decideObjection"]["code"] == "NOT_ALLOWED"
        assert await Assignment.all().count() > 0


class TestReaders:
    async def test_everybody_concerned_hears_of_every_step(self, graph: Graph) -> None:
        first = await objected(graph)
        await answered(graph, first)
        await decided(graph, first)
        heard = {
            audience: await Event.filter(
                kind=EventKind.OBJECTION_CHANGED, audience=audience
            ).count()
            for audience in (f"e:{graph.cast.id(name)}" for name in ("sari", "hendra", "dewi"))
        }
        assert list(heard.values()) == [3, 3, 3]

    async def test_the_decider_reads_the_result(self, graph: Graph) -> None:
        await objected(graph, "joko")
        first = await Objection.get(employee_id=graph.cast.id("joko"))
        data = await graph.ask("dewi", RESULT_BY_ID, review=str(first.review_id))
        assert data["result"]["number"] == 1
        data = await graph.ask("rahmat", RESULT_BY_ID, review=str(first.review_id))
        assert data["result"]["code"] == "NOT_FOUND"
