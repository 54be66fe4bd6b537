"""setReportingLine: who rates whom from a day on, and everything it refuses."""

from datetime import date
from typing import Any

import pytest

from schema.models import Event, JournalEntry, ReportingLine
from schema.rules.reporting import rater_on
from schema.rules.vocabulary import Capacity, LegalStanding
from tests.cast import NIPS, TODAY, Cast
from tests.graph import REFUSAL, Graph

SET = f"""mutation Set($input: SetReportingLineInput!) {{ setReportingLine(input: $input) {{
  ... on StaffRow {{ __typename person {{ id }} rater {{ id name }} capacity }}
  ... on InvalidInput {{ field }} {REFUSAL} }} }}"""


def line(cast: Cast, employee: str, rater: str, **other: Any) -> dict[str, Any]:
    """Input for an employee and a rater of the cast."""
    given = {"capacity": "DEFINITIF", "starts": "2026-10-01", "reason": "Mutasi sesuai SK."}
    ids = {"employeeId": str(cast.id(employee)), "raterId": str(cast.id(rater))}
    return {**ids, **given, **other}


async def lines() -> list[dict[str, Any]]:
    """Every reporting line."""
    return await ReportingLine.all().order_by("id").values()


async def test_a_new_rater_ends_the_old_line_the_day_before(graph: Graph, cast: Cast) -> None:
    answer = (await graph.ask("yuni", SET, input=line(cast, "sari", "rahmat")))["setReportingLine"]
    assert answer["rater"] == {"id": str(cast.id("rahmat")), "name": "Rahmat Contoh, S.Kep."}
    old, new = await ReportingLine.filter(employee_id=cast.id("sari")).order_by("id")
    assert (old.ends, new.starts, new.ends) == (date(2026, 9, 30), date(2026, 10, 1), None)


async def test_it_is_on_record_and_told_to_those_concerned(graph: Graph, cast: Cast) -> None:
    await graph.ask("yuni", SET, input=line(cast, "sari", "rahmat"))
    (entry,) = await JournalEntry.filter(action="set_reporting_line")
    assert entry.actor_id == cast.accounts["yuni"].id
    assert (entry.subject, entry.reason) == (f"employee:{cast.id('sari')}", "Mutasi sesuai SK.")
    told = {f"e:{cast.id(name)}" for name in ("sari", "hendra", "rahmat")}
    assert {it.audience for it in await Event.filter(kind="STAFF_CHANGED")} == told
    assert set(graph.woken) == told


async def test_the_record_keeps_the_last_day_that_was_meant(graph: Graph, cast: Cast) -> None:
    first = line(cast, "sari", "rahmat", capacity="PLT", ends="2026-12-31")
    await graph.ask("yuni", SET, input=first)
    second = line(cast, "sari", "dewi", capacity="PLT", starts="2026-11-01", ends="2026-12-31")
    await graph.ask("yuni", SET, input=second)
    _, cut, _ = await ReportingLine.filter(employee_id=cast.id("sari")).order_by("id")
    entry = await JournalEntry.filter(action="set_reporting_line").order_by("-id").first()
    assert entry is not None
    assert entry.detail["ended"] == [{"line": cut.id, "was": "2026-12-31", "last": "2026-10-31"}]


async def test_an_acting_rater_goes_before_and_the_definitive_one_returns(
    graph: Graph, cast: Cast
) -> None:
    given = line(cast, "sari", "rahmat", capacity="PLT", ends="2026-10-31")
    answer = (await graph.ask("yuni", SET, input=given))["setReportingLine"]
    assert (answer["capacity"], answer["rater"]["id"]) == ("PLT", str(cast.id("rahmat")))
    known = await ReportingLine.filter(employee_id=cast.id("sari"))
    for day, name in ((TODAY, "rahmat"), (date(2026, 11, 1), "hendra")):
        holding = rater_on(known, day)
        assert holding is not None
        assert holding.rater_id == cast.id(name)


async def test_setting_the_same_again_changes_nothing(graph: Graph, cast: Cast) -> None:
    await graph.ask("yuni", SET, input=line(cast, "sari", "rahmat"))
    before, trace = await lines(), await graph.trace()
    answer = await graph.ask("yuni", SET, input=line(cast, "sari", "rahmat"))
    assert answer["setReportingLine"]["__typename"] == "StaffRow"
    assert (await lines(), await graph.trace()) == (before, trace)


REFUSED: list[tuple[str, str, dict[str, str], str, str]] = [
    ("sari", "sari", {}, "SELF_RATING", "raterId"),
    ("dewi", "sari", {}, "REPORTING_CYCLE", "raterId"),
    ("dewi", "sari", {"capacity": "PLT"}, "REPORTING_CYCLE", "raterId"),
    ("sari", "rahmat", {"starts": "2026-06-30"}, "CLOSED_PERIOD", "starts"),
    ("sari", "rahmat", {"starts": "2028-01-01"}, "DATE_OUT_OF_RANGE", "starts"),
    ("sari", "rahmat", {"ends": "2026-09-30"}, "ENDS_BEFORE_START", "ends"),
    ("sari", "rahmat", {"reason": "   ya  "}, "REASON_REQUIRED", "reason"),
    ("sari", "rahmat", {"reason": "x" * 501}, "REASON_REQUIRED", "reason"),
]


@pytest.mark.parametrize(("employee", "rater", "other", "code", "field"), REFUSED)
async def test_what_is_refused_changes_nothing(
    graph: Graph,
    cast: Cast,
    employee: str,
    rater: str,
    other: dict[str, str],
    code: str,
    field: str,
) -> None:
    before, trace = await lines(), await graph.trace()
    given = line(cast, employee, rater, **other)
    answer = (await graph.ask("yuni", SET, input=given))["setReportingLine"]
    assert (answer["code"], answer["field"]) == (code, field)
    assert (await lines(), await graph.trace()) == (before, trace)


async def test_a_ring_is_refused_with_its_chain(graph: Graph, cast: Cast) -> None:
    answer = (await graph.ask("yuni", SET, input=line(cast, "dewi", "sari")))["setReportingLine"]
    chain = "Dewi Contoh → Sari Contoh → Hendra Contoh → Dewi Contoh"
    assert chain in answer["message"]


async def test_a_later_line_is_not_run_over(graph: Graph, cast: Cast) -> None:
    later = line(cast, "sari", "rahmat", starts="2026-12-01")
    await graph.ask("yuni", SET, input=later)
    before, trace = await lines(), await graph.trace()
    answer = (await graph.ask("yuni", SET, input=line(cast, "sari", "dewi")))["setReportingLine"]
    assert answer["code"] == "LATER_LINE_EXISTS"
    assert "01-12-2026" in answer["message"]
    assert (await lines(), await graph.trace()) == (before, trace)
    until = line(cast, "sari", "dewi", ends="2026-11-30")
    answer = (await graph.ask("yuni", SET, input=until))["setReportingLine"]
    assert answer["__typename"] == "StaffRow"


async def test_who_is_unknown_or_not_active_cannot_rate(graph: Graph, cast: Cast) -> None:
    cast.people["rahmat"].standing = LegalStanding.PENSIUN
    await cast.people["rahmat"].save()
    before = await lines()
    answer = (await graph.ask("yuni", SET, input=line(cast, "sari", "rahmat")))["setReportingLine"]
    assert answer["code"] == "NOT_ACTIVE"
    unknown = line(cast, "sari", "dewi", raterId="999999")
    answer = (await graph.ask("yuni", SET, input=unknown))["setReportingLine"]
    assert answer["code"] == "NOT_FOUND"
    assert await lines() == before


@pytest.mark.parametrize("name", [it for it in [*NIPS, "sistem"] if it != "yuni"])
async def test_nobody_but_hr_may(graph: Graph, cast: Cast, name: str) -> None:
    before, trace = await lines(), await graph.trace()
    answer = (await graph.ask(name, SET, input=line(cast, "sari", "rahmat")))["setReportingLine"]
    assert answer["code"] == "NOT_ALLOWED"
    assert (await lines(), await graph.trace()) == (before, trace)


@pytest.mark.parametrize(("employee", "rater"), [("yuni", "dewi"), ("sari", "yuni")])
async def test_hr_sets_no_line_of_their_own(
    graph: Graph, cast: Cast, employee: str, rater: str
) -> None:
    before, trace = await lines(), await graph.trace()
    answer = (await graph.ask("yuni", SET, input=line(cast, employee, rater)))["setReportingLine"]
    assert answer["code"] == "NOT_ALLOWED"
    assert (await lines(), await graph.trace()) == (before, trace)


async def test_the_capacity_is_kept(graph: Graph, cast: Cast) -> None:
    given = line(cast, "sari", "rahmat", capacity="PLH", ends="2026-10-10")
    await graph.ask("yuni", SET, input=given)
    (made,) = await ReportingLine.filter(capacity=Capacity.PLH)
    assert (made.rater_id, made.ends) == (cast.id("rahmat"), date(2026, 10, 10))
