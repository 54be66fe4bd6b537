"""At 100,000 employees no page of a phone reads a whole table (EXPLAIN on PostgreSQL)."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson
import pytest
from tortoise.connection import get_connection

from api.database import opened
from schema.context import WIB
from schema.live.hub import Hub
from schema.reads.stream import audience_seqs, events_after, living_sessions
from tests.crowd import fill
from tests.databases import Databases
from tests.pages import Pages, Statement, watched

EMPLOYEES = 100_000
PERIODS = 2
# Tables that stay small however many people there are. Everything else grows.
SMALL = {
    "role_grant",  # tens: HR, auditors, the performance team
    "work_unit",
    "round",
    "calendar_day",
    "term_setting",
    "rule_setting",
    "working_week",
    "period",
    "position",
    "tortoise_migrations",
    "staff_import",
}
RATER = 2  # rates 17 to 31
RATED = 22  # has an open correction in the open period
REVIEW = (PERIODS - 1) * EMPLOYEES + RATED
PAGES: list[tuple[int, str, dict[str, Any]]] = [
    (RATED, "Me", {}),
    (RATED, "Home", {}),
    (RATED, "HomePeriods", {}),
    (RATER, "HomeTeam", {}),
    (RATED, "ResultHistory", {"first": 8}),
    (RATED, "ResultSheetPage", {"reviewId": str(REVIEW)}),
    (RATED, "ExplainPage", {"reviewId": str(REVIEW)}),
    (RATED, "Simulate", {"reviewId": str(REVIEW)}),
    (RATED, "Simulate", {}),
    (RATED, "UnitsPage", {}),
    # Person 1 heads the whole tree and asks for every unit at once: that reads lines whole.
    (2, "UnitsPage", {}),
    (RATED, "UnitPage", {"unitId": "1", "periodId": str(PERIODS)}),
    (1, "UnitPage", {"unitId": "1", "periodId": str(PERIODS)}),
    (RATED, "MarkRead", {"reviewId": str(REVIEW), "number": 1}),
    (RATER, "TeamList", {}),
    (RATER, "TeamRecent", {}),
    (RATER, "TeamPeriods", {}),
    (RATER, "RateDraft", {"reviewId": str(REVIEW)}),
    (RATER, "RateGiven", {"reviewId": str(REVIEW)}),
    (RATER, "OpenReview", {"employeeId": str(RATED), "periodId": str(PERIODS)}),
    (
        RATER,
        "SaveDraft",
        {
            "input": {
                "reviewId": str(REVIEW),
                "version": 4,
                "items": [{"key": f"rhk:{n}", "rating": "SESUAI"} for n in range(1, 11)],
            }
        },
    ),
    (RATER, "SubmitReview", {"reviewId": str(REVIEW), "version": 5, "requestId": "permintaan"}),
    (RATED, "MySessions", {}),
    (RATED, "MyDue", {}),
    (RATER, "MyDue", {}),
    (RATER, "InboxPage", {"first": 20}),
    (RATED, "DeliveryOfResult", {"reviewId": str(REVIEW)}),
    (RATED, "FilingSheet", {"reviewId": str(REVIEW)}),
    (RATED, "HomeDelivery", {}),
    (RATER, "Objections", {"first": 20}),
    (RATED, "OneObjection", {"id": str(REVIEW - EMPLOYEES)}),
    (RATED, "AcceptResult", {"reviewId": str(REVIEW), "number": 1}),
    (
        RATED,
        "FileObjection",
        {
            "input": {
                "reviewId": str(REVIEW),
                "number": 1,
                "reason": "Realisasi melampaui target.",
                "requestId": "keberatan-1",
            }
        },
    ),
]


@pytest.fixture(scope="module")
def regency(postgres_databases: Databases) -> Iterator[str]:
    """A regency of 100,000, made once for this file."""
    with postgres_databases.lend() as url:
        yield url


@pytest.fixture
async def pages(regency: str) -> AsyncIterator[Pages]:
    """Phones of that regency; the first test fills it."""
    async with opened(regency):
        async with get_connection("default").acquire_connection() as connection:
            filled = await connection.fetchval("select exists (select 1 from employee)")
        if not filled:
            today = datetime.now(UTC).astimezone(WIB).date()
            await fill(regency, EMPLOYEES, periods=PERIODS, today=today, share=10)
        yield Pages()


async def whole_reads(url: str, statements: list[Statement]) -> list[str]:
    """Tables that the plans of these statements read from end to end, small ones left out."""
    connection = await asyncpg.connect(url)
    try:
        found = []
        for text, values in statements:
            if not text.lstrip().lower().startswith(("select", "with", "insert", "update", "del")):
                continue
            plan = await connection.fetchval(f"explain (format json) {text}", *values)
            found += [
                f"{node['Relation Name']}: {' '.join(text.split())}"
                for node in _nodes(orjson.loads(plan)[0]["Plan"])
                if node["Node Type"] == "Seq Scan" and node["Relation Name"] not in SMALL
            ]
        return found
    finally:
        await connection.close()


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


@pytest.mark.timeout(300)  # the first test makes the regency
@pytest.mark.parametrize(("person", "name", "variables"), PAGES)
async def test_no_page_reads_a_whole_table(
    regency: str, pages: Pages, person: int, name: str, variables: dict[str, Any]
) -> None:
    data, statements = await pages.ask(person, name, **variables)

    assert len(statements) > 1, "the session and the page"
    assert await whole_reads(regency, statements) == [], data


@pytest.mark.timeout(300)
async def test_the_stream_reads_no_whole_table(regency: str, pages: Pages) -> None:
    audiences = {f"e:{n}": 1 for n in range(1, 3001)}
    hub = Hub()
    with watched() as statements:
        async with hub.listen(["e:7", "a:7", "all"]):
            await audience_seqs(list(audiences))
            assert len(await events_after(audiences)) > 3000
            assert await living_sessions([1, 2, 3], datetime.now(UTC)) == {1, 2, 3}

    assert await whole_reads(regency, statements) == []


@pytest.mark.timeout(300)
async def test_a_whole_read_would_be_found(regency: str, pages: Pages) -> None:
    statement = Statement("select 1 from employee where golongan = $1", ("III/b",))

    assert len(await whole_reads(regency, [statement])) == 1
