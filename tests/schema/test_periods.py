"""HR makes periods and moves their windows; what is wrong with a window is said by name."""

from typing import Any

import pytest

from schema.models import Event, JournalEntry, Period
from tests.graph import Graph
from tests.schema.test_access import SAVE_PERIOD

GOOD = {
    "kind": "TRIWULAN", "year": 2026, "number": 4, "opens": "2026-12-20", "closes": "2027-01-10",
    "reason": "SE BKPSDM contoh",
}  # fmt: skip


async def save(graph: Graph, **given: Any) -> Any:
    return (await graph.ask("yuni", SAVE_PERIOD, input={**GOOD, **given}))["savePeriod"]


async def test_new_period_gets_its_days_and_everybody_is_told(graph: Graph) -> None:
    period = await save(graph)
    row = await Period.get(id=int(period["id"]))
    assert (str(row.starts), str(row.ends)) == ("2026-10-01", "2026-12-31")
    assert await Event.filter(audience="all").count() == 1
    assert graph.woken == ["all"]


async def test_moved_window_goes_on_record_with_its_reason(graph: Graph) -> None:
    quarter = graph.cast.quarter
    moved = await save(graph, id=str(quarter.id), number=3, opens="2026-09-24", closes="2026-10-30")
    assert moved["closes"] == "2026-10-30"
    entry = await JournalEntry.get(action="save_period")
    assert entry.reason == "SE BKPSDM contoh"
    assert entry.detail["before"]["closes"] == "2026-10-20"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"number": 5}, "BAD_NUMBER"),
        ({"year": 1999}, "BAD_YEAR"),
        ({"year": 999999}, "BAD_YEAR"),
        # before the first rule began, on 3 February 2022: nothing could be found by it
        ({"kind": "BULANAN", "year": 2022, "number": 1}, "NO_RULE_YET"),
        ({"opens": "2026-09-30"}, "OPENS_TOO_EARLY"),
        ({"closes": "2026-12-19"}, "CLOSES_BEFORE_OPENS"),
        ({"closes": "2027-12-31"}, "WINDOW_TOO_LONG"),
        ({"reason": "  "}, "REASON_TOO_SHORT"),
        ({"reason": "a" * 1001}, "REASON_TOO_LONG"),
        ({"number": 3, "opens": "2026-09-24", "closes": "2026-10-20"}, "PERIOD_EXISTS"),
    ],
)
async def test_wrong_windows_are_named_and_nothing_is_written(
    graph: Graph, given: dict[str, Any], code: str
) -> None:
    before = await graph.trace()
    refused = await save(graph, **given)
    assert refused["code"] == code
    assert refused["message"]
    assert await graph.trace() == before
    assert await Period.all().count() == 2


async def test_what_a_period_is_never_changes(graph: Graph) -> None:
    assert (await save(graph, id=str(graph.cast.quarter.id)))["code"] == "PERIOD_FIXED"
    assert (await save(graph, id="4711"))["code"] == "NOT_FOUND"
    assert (await save(graph, id="x"))["code"] == "NOT_FOUND"
