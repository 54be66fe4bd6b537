"""A wrong rater: said on the phone, answered by HR with a day or a reason, and what follows."""

import asyncio
from datetime import date
from typing import Any

import pytest

from schema.models import DraftItem, Event, JournalEntry, RaterReport, ReportingLine, Review
from schema.rules.vocabulary import RaterReportState
from tests.cast import NIPS, Cast
from tests.graph import (
    REFUSAL,
    SAVE,
    Graph,
    filled_draft,
    opened_draft,
    submitted,
)

PERSON = "{ id name position unit }"
REPORT_FIELDS = f"""__typename id state reason answer since effective proposedWords capacity
  employee {PERSON} rater {PERSON} proposed {PERSON} newRater {PERSON}"""
REPORT = f"""mutation Report($input: ReportRaterInput!) {{ reportRater(input: $input) {{
  ... on RaterReport {{ {REPORT_FIELDS} }} ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
WITHDRAW = f"""mutation Withdraw($id: ID!) {{ withdrawRaterReport(id: $id) {{
  ... on RaterReport {{ {REPORT_FIELDS} }} ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
ACCEPT = f"""mutation Accept($input: AcceptRaterReportInput!) {{ acceptRaterReport(input: $input) {{
  ... on RaterReport {{ {REPORT_FIELDS} }} ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
REFUSE = f"""mutation Refuse($id: ID!, $reason: String!) {{
  refuseRaterReport(id: $id, reason: $reason) {{
  ... on RaterReport {{ {REPORT_FIELDS} }} ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
MINE = f"query Mine {{ myRaterReports {{ {REPORT_FIELDS} }} }}"
QUEUE = f"""query Queue($waiting: Boolean! = true, $first: Int! = 25, $after: String) {{
  raterReports(waiting: $waiting, first: $first, after: $after) {{
    rows {{ {REPORT_FIELDS} }} next waiting }} }}"""
FILE = f"""query File($id: ID!) {{ raterReport(id: $id) {{ ... on RaterReportFile {{
  report {{ {REPORT_FIELDS} }} freeFrom own
  lines {{ rater {PERSON} capacity starts ends holds }} }} {REFUSAL} }} }}"""
CANDIDATES = f'query Candidates($nip: String! = "") {{ raterCandidates(nip: $nip) {PERSON} }}'
PREVIEW = f"""query Preview($input: LinePreviewInput!) {{ linePreview(input: $input) {{
  ... on LinePreview {{ __typename plans {{ year agreed }} periods {{
    period {{ id }} changed before {{ id }} after {{ id }}
    reviews {{ rater {{ id }} rated total number fate }} }} }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""
WHY = "Saya sudah dipindahkan ke bidang lain."
ANSWER = "Sesuai SK mutasi yang Anda kirim (contoh)."


def report_input(cast: Cast, proposed: str | None = "dewi", **other: Any) -> dict[str, Any]:
    """What Sari types."""
    given = {"reason": WHY, "since": "2026-09-01"}
    who = {"proposedId": str(cast.id(proposed))} if proposed else {}
    return {**given, **who, **other}


async def reported(graph: Graph, **other: Any) -> Any:
    """Sari's report, as she gets it back."""
    given = report_input(graph.cast, **other)
    return (await graph.ask("sari", REPORT, input=given))["reportRater"]


def line_input(cast: Cast, report: str, rater: str = "rahmat", **other: Any) -> dict[str, Any]:
    """How Yuni accepts it."""
    given = {"capacity": "DEFINITIF", "starts": "2026-07-01", "reason": ANSWER}
    return {"reportId": report, "raterId": str(cast.id(rater)), **given, **other}


async def accepted(graph: Graph, report: str, **other: Any) -> Any:
    given = line_input(graph.cast, report, **other)
    return (await graph.ask("yuni", ACCEPT, input=given))["acceptRaterReport"]


async def test_a_report_says_who_stood_there_and_who_it_should_be(graph: Graph, cast: Cast) -> None:
    report = await reported(graph)
    assert report["state"] == "OPEN"
    assert (report["rater"]["id"], report["capacity"]) == (str(cast.id("hendra")), "DEFINITIF")
    assert report["proposed"]["id"] == str(cast.id("dewi"))
    assert (report["since"], report["reason"]) == ("2026-09-01", WHY)
    (entry,) = await JournalEntry.filter(action="report_rater")
    assert (entry.reason, entry.actor_id) == (WHY, cast.accounts["sari"].id)
    assert set(graph.woken) == {f"e:{cast.id('sari')}", "hr"}


async def test_it_changes_no_line_by_itself(graph: Graph) -> None:
    before = await ReportingLine.all().order_by("id").values()
    await reported(graph)
    assert await ReportingLine.all().order_by("id").values() == before


async def test_candidates_are_the_heads_of_the_own_units_and_nobody_else(
    graph: Graph, cast: Cast
) -> None:
    heads = (await graph.ask("sari", CANDIDATES))["raterCandidates"]
    assert [it["name"].split()[0] for it in heads] == ["Hendra", "Dewi", "Arman"]
    one = (await graph.ask("sari", CANDIDATES, nip=NIPS["rahmat"]))["raterCandidates"]
    assert [it["id"] for it in one] == [str(cast.id("rahmat"))]
    for nip in ("Rahmat", NIPS["rahmat"][:10], NIPS["sari"], "197001011995031999"):
        assert (await graph.ask("sari", CANDIDATES, nip=nip))["raterCandidates"] == []


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"reason": "salah"}, "REASON_TOO_SHORT", "reason"),
    ({"reason": "x" * 1001}, "REASON_TOO_LONG", "reason"),
    ({"reason": "a\x00" * 12}, "BAD_CHARACTER", "reason"),
    ({"since": "1989-12-31"}, "DATE_OUT_OF_RANGE", "since"),
    ({"since": "2026-10-07"}, "DATE_OUT_OF_RANGE", "since"),
    ({"proposed": "hendra"}, "SAME_RATER", "proposed"),
    ({"proposed": "lestari"}, "NOT_A_HEAD", "proposed"),
    ({"proposed": "joko"}, "NOT_A_HEAD", "proposed"),
    ({"proposed": None, "proposedNip": "12345"}, "NIP_UNKNOWN", "proposedNip"),
    ({"proposed": None, "proposedNip": NIPS["sari"]}, "NIP_UNKNOWN", "proposedNip"),
    ({"proposed": None, "proposedWords": "x" * 201}, "WORDS_TOO_LONG", "proposedWords"),
]


@pytest.mark.parametrize(("other", "code", "field"), REFUSED)
async def test_what_is_refused_leaves_nothing(
    graph: Graph, other: dict[str, Any], code: str, field: str
) -> None:
    trace = await graph.trace()
    answer = await reported(graph, **other)
    assert (answer["code"], answer["field"]) == (code, field)
    assert await graph.trace() == trace
    assert await RaterReport.all().count() == 0


async def test_two_taps_make_one_report(graph: Graph) -> None:
    answers = await asyncio.gather(reported(graph), reported(graph))
    assert sorted(it.get("code", "made") for it in answers) == ["REPORT_OPEN", "made"]
    assert await RaterReport.all().count() == 1


async def test_it_can_be_taken_back_and_said_anew(graph: Graph) -> None:
    report = await reported(graph)
    gone = (await graph.ask("sari", WITHDRAW, id=report["id"]))["withdrawRaterReport"]
    assert gone["state"] == "WITHDRAWN"
    again = (await graph.ask("sari", WITHDRAW, id=report["id"]))["withdrawRaterReport"]
    assert again["code"] == "REPORT_RESOLVED"
    second = await reported(graph, proposed=None, proposedNip=NIPS["rahmat"])
    mine = (await graph.ask("sari", MINE))["myRaterReports"]
    assert [it["id"] for it in mine] == [second["id"], report["id"]]


async def test_hr_sees_the_queue_and_the_lines_with_their_dates(graph: Graph, cast: Cast) -> None:
    report = await reported(graph)
    page = (await graph.ask("yuni", QUEUE))["raterReports"]
    assert ([it["id"] for it in page["rows"]], page["waiting"]) == ([report["id"]], 1)
    file = (await graph.ask("yuni", FILE, id=report["id"]))["raterReport"]
    assert (file["freeFrom"], file["own"]) == ("2026-07-01", False)
    (line,) = file["lines"]
    assert (line["rater"]["id"], line["starts"], line["ends"]) == (
        str(cast.id("hendra")), "2025-01-01", None,
    )  # fmt: skip
    assert line["holds"] is True


async def test_the_queue_goes_on_page_by_page(graph: Graph) -> None:
    for name in ("sari", "joko", "putri"):
        await graph.ask(name, REPORT, input={"reason": WHY})
    first = (await graph.ask("yuni", QUEUE, first=2))["raterReports"]
    rest = (await graph.ask("yuni", QUEUE, first=2, after=first["next"]))["raterReports"]
    names = [it["employee"]["name"].split()[0] for it in [*first["rows"], *rest["rows"]]]
    assert (names, rest["next"], first["waiting"]) == (["Sari", "Joko", "Putri"], None, 3)


async def test_an_accepted_report_is_a_new_line_and_an_answer(graph: Graph, cast: Cast) -> None:
    report = await reported(graph)
    graph.woken.clear()
    done = await accepted(graph, report["id"])
    assert (done["state"], done["answer"], done["effective"]) == ("ACCEPTED", ANSWER, "2026-07-01")
    assert done["newRater"]["id"] == str(cast.id("rahmat"))
    old, new = await ReportingLine.filter(employee_id=cast.id("sari")).order_by("id")
    assert (old.ends, new.starts, new.rater_id) == (
        date(2026, 6, 30), date(2026, 7, 1), cast.id("rahmat"),
    )  # fmt: skip
    told = {f"e:{cast.id(it)}" for it in ("sari", "hendra", "rahmat")} | {"hr"}
    assert set(graph.woken) == told
    (entry,) = await JournalEntry.filter(action="accept_rater_report")
    assert (entry.reason, entry.actor_id) == (ANSWER, cast.accounts["yuni"].id)


async def test_a_refused_report_keeps_the_line_and_says_why(graph: Graph, cast: Cast) -> None:
    report = await reported(graph)
    before = await ReportingLine.all().order_by("id").values()
    reason = "SK Anda menyebut Kepala Puskesmas sebagai atasan langsung."
    answer = await graph.ask("yuni", REFUSE, id=report["id"], reason=reason)
    assert answer["refuseRaterReport"]["state"] == "REFUSED"
    assert await ReportingLine.all().order_by("id").values() == before
    (mine,) = (await graph.ask("sari", MINE))["myRaterReports"]
    assert (mine["state"], mine["answer"]) == ("REFUSED", reason)


async def test_two_admins_answer_once(graph: Graph) -> None:
    report = await reported(graph)
    refuse = graph.ask("yuni", REFUSE, id=report["id"], reason=ANSWER)
    answers = await asyncio.gather(accepted(graph, report["id"]), refuse)
    states = {it.state for it in await RaterReport.all()}
    assert len(states & {"ACCEPTED", "REFUSED"}) == 1
    flat = [answers[0], answers[1]["refuseRaterReport"]]
    assert sorted(it.get("code", "done") for it in flat) == ["REPORT_RESOLVED", "done"]
    entries = JournalEntry.filter(action__in=["accept_rater_report", "refuse_rater_report"])
    assert await entries.count() == 1


async def test_a_line_that_cannot_be_set_answers_nothing(graph: Graph, cast: Cast) -> None:
    report = await reported(graph)
    before, trace = await ReportingLine.all().order_by("id").values(), await graph.trace()
    for other, code in (
        ({"starts": "2026-06-30"}, "CLOSED_PERIOD"),
        ({"rater": "sari"}, "SELF_RATING"),
        ({"reason": "ya"}, "REASON_TOO_SHORT"),
        ({"ends": "2026-06-01"}, "ENDS_BEFORE_START"),
    ):
        answer = await accepted(graph, report["id"], **other)
        assert answer["code"] == code
    assert (await ReportingLine.all().order_by("id").values(), await graph.trace()) == (
        before, trace,
    )  # fmt: skip
    assert (await RaterReport.get(id=int(report["id"]))).state == "OPEN"


async def test_nobody_answers_the_own_report(graph: Graph, cast: Cast) -> None:
    await ReportingLine.create(
        employee_id=cast.id("yuni"), rater_id=cast.id("arman"), starts=date(2025, 1, 1)
    )
    report = (await graph.ask("yuni", REPORT, input={"reason": WHY}))["reportRater"]
    trace = await graph.trace()
    for answer in (
        await accepted(graph, report["id"]),
        (await graph.ask("yuni", REFUSE, id=report["id"], reason=ANSWER))["refuseRaterReport"],
    ):
        assert answer["code"] == "NOT_ALLOWED"
    assert await graph.trace() == trace


# --- what follows ---------------------------------------------------------------------------


async def saved_by(graph: Graph, name: str, draft: Any) -> Any:
    item = {"key": draft["items"][0]["key"], "rating": "SESUAI", "note": ""}
    given = {"reviewId": draft["reviewId"], "version": draft["version"], "items": [item]}
    return (await graph.ask(name, SAVE, input=given))["saveDraft"]


async def test_the_draft_of_the_wrong_rater_stops_and_the_new_one_begins_anew(
    graph: Graph, cast: Cast
) -> None:
    draft = await filled_draft(graph, "DI_BAWAH")
    report = await reported(graph)
    await accepted(graph, report["id"])
    items = await DraftItem.filter(review_id=int(draft["reviewId"])).order_by("id").values()
    assert (await saved_by(graph, "hendra", draft))["code"] == "NOT_YOUR_TEAM"
    assert (await submitted(graph, draft))["code"] == "NOT_YOUR_TEAM"
    fresh = await opened_draft(graph, rater="rahmat")
    assert {it["rating"] for it in fresh["items"]} == {None}
    assert fresh["reviewId"] != draft["reviewId"]
    # The old words stay as they were.
    kept = await DraftItem.filter(review_id=int(draft["reviewId"])).order_by("id").values()
    assert (kept, len(kept)) == (items, len(items))
    assert {it["rating"] for it in kept} == {"DI_BAWAH"}
    (entry,) = await JournalEntry.filter(action="accept_rater_report")
    (followed,) = entry.detail["followed"]
    assert followed["reviews"] == {draft["reviewId"]: "STAYS_HISTORY"}


async def test_a_result_given_stays_with_its_rater(graph: Graph, cast: Cast) -> None:
    result = await submitted(graph, await filled_draft(graph))
    report = await reported(graph)
    await accepted(graph, report["id"])
    review = await Review.get(id=int(result["reviewId"]))
    assert (review.rater_id, review.number) == (cast.id("hendra"), 1)
    assert (await opened_draft(graph, rater="rahmat"))["__typename"] == "Draft"


async def test_hr_setting_a_line_lets_drafts_follow_too(graph: Graph, cast: Cast) -> None:
    from tests.schema.test_people_lines import SET, line

    draft = await filled_draft(graph)
    given = line(cast, "sari", "rahmat", starts="2026-08-16")
    await graph.ask("yuni", SET, input=given)
    (entry,) = await JournalEntry.filter(action="set_reporting_line")
    (followed,) = entry.detail["followed"]
    assert followed["reviews"] == {draft["reviewId"]: "BECOMES_INPUT"}
    assert followed["raters"] == [cast.id("rahmat")]
    told = await Event.filter(kind="TEAM_CHANGED", audience=f"e:{cast.id('hendra')}").order_by(
        "-id"
    )
    assert told[0].subject["review"] == int(draft["reviewId"])


async def preview(graph: Graph, rater: str = "rahmat", **other: Any) -> Any:
    cast = graph.cast
    given = {
        "employeeId": str(cast.id("sari")), "raterId": str(cast.id(rater)),
        "capacity": "DEFINITIF", "starts": "2026-08-16", **other,
    }  # fmt: skip
    return (await graph.ask("yuni", PREVIEW, input=given))["linePreview"]


async def test_the_preview_says_what_follows_and_writes_nothing(graph: Graph, cast: Cast) -> None:
    await filled_draft(graph)
    trace = await graph.trace()
    (period,) = (await preview(graph))["periods"]  # the closed quarter is not among them
    assert period["period"]["id"] == str(cast.quarter.id)
    assert ([it["id"] for it in period["before"]], [it["id"] for it in period["after"]]) == (
        [str(cast.id("hendra"))], [str(cast.id("rahmat"))],
    )  # fmt: skip
    (review,) = period["reviews"]
    assert (review["fate"], review["rated"], review["number"]) == ("BECOMES_INPUT", 10, 0)
    (period,) = (await preview(graph, starts="2026-07-01"))["periods"]
    assert period["reviews"][0]["fate"] == "STAYS_HISTORY"
    (period,) = (await preview(graph, starts="2026-10-01"))["periods"]
    assert (period["changed"], period["reviews"][0]["fate"]) == (False, "GOES_ON")
    assert await graph.trace() == trace


@pytest.mark.parametrize(
    ("other", "code"),
    [({"rater": "sari"}, "SELF_RATING"), ({"starts": "2026-06-30"}, "CLOSED_PERIOD")],
)
async def test_the_preview_refuses_as_the_setting_would(
    graph: Graph, other: dict[str, Any], code: str
) -> None:
    assert (await preview(graph, **other))["code"] == code


async def test_a_submission_in_the_same_moment_is_before_or_refused(graph: Graph) -> None:
    draft = await filled_draft(graph)
    report = await reported(graph)
    given, done = await asyncio.gather(submitted(graph, draft), accepted(graph, report["id"]))
    assert done["state"] == "ACCEPTED"
    review = await Review.get(id=int(draft["reviewId"]))
    (entry,) = await JournalEntry.filter(action="accept_rater_report")
    (followed,) = entry.detail["followed"]
    fate = followed["reviews"][draft["reviewId"]]
    assert (review.number, given["__typename"], fate) in {
        (1, "Result", "GIVEN_STAYS"),
        (0, "NotYourTeam", "STAYS_HISTORY"),
    }


async def test_hr_makes_nobody_their_own_to_rate(graph: Graph, cast: Cast) -> None:
    report = (await reported(graph))["id"]
    trace = await graph.trace()
    assert (await accepted(graph, report, rater="yuni"))["code"] == "NOT_ALLOWED"
    row = await RaterReport.get(id=report)
    assert (row.state, row.line_id) == (RaterReportState.OPEN, None)
    assert await graph.trace() == trace
