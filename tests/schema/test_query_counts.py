"""How many statements an operation sends does not depend on how many rows there are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from api.database import opened
from api.operations import Answer, Operations
from api.settings import Settings
from schema.context import WIB, Context
from schema.events import change, employee_audience
from schema.live.hub import Hub
from schema.reads.rulebook import rulebook
from schema.root import schema
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import EventKind
from tests.crowd import fill
from tests.databases import Databases
from tests.documents import app_documents
from tests.pages import Pages, watched

SIZES = [(20, 2), (300, 8)]  # people, periods with results: the rater 2 has 4 people, then 15
RATER, RATED = 2, 12
MOST = 14  # statements a page may send, the session's included
PAGES: list[tuple[int, str, dict[str, Any]]] = [
    (RATED, "Me", {}),
    (RATED, "Home", {}),
    (RATED, "HomePeriods", {}),
    (RATER, "HomeTeam", {}),
    (RATED, "ResultHistory", {"first": 8}),
    (RATED, "ResultSheetPage", {"reviewId": "last"}),
    (RATED, "ExplainPage", {"reviewId": "last"}),
    (RATED, "Simulate", {"reviewId": "last"}),
    (RATED, "Simulate", {}),
    (RATED, "UnitsPage", {}),
    (1, "UnitsPage", {}),
    (RATED, "UnitPage", {"unitId": "1", "periodId": "1"}),
    (1, "UnitPage", {"unitId": "1", "periodId": "1"}),
    (RATED, "MarkRead", {"reviewId": "last", "number": 1}),
    (RATER, "TeamList", {}),
    (RATER, "TeamRecent", {}),
    (1, "RateDraft", {"reviewId": "last"}),
    (1, "RateGiven", {"reviewId": "last"}),
    (RATED, "MySessions", {}),
    (RATER, "InboxPage", {"first": 20}),
    (1, "UnitProgressPage", {}),
    (1, "Closings", {}),
    (RATED, "DeliveryOfResult", {"reviewId": "last"}),
    (RATED, "FilingSheet", {"reviewId": "last"}),
    (RATED, "HomeDelivery", {}),
    (RATER, "Objections", {"first": 20}),
    (RATED, "OneObjection", {"id": "before"}),
]


@asynccontextmanager
async def crowd(
    databases: Databases, people: int, periods: int
) -> AsyncIterator[tuple[Pages, str]]:
    """Phones of a crowd, and the id of the last review of RATED, which is being corrected."""
    with databases.lend() as url:
        today = datetime.now(UTC).astimezone(WIB).date()
        await fill(url, people, periods=periods, today=today)
        async with opened(url):
            await rulebook()  # as a process that has answered before: it keeps the rule settings
            yield Pages(), str((periods - 1) * people + RATED)


def filled(variables: dict[str, Any], review: str, people: int) -> dict[str, Any]:
    """The variables with the id of RATED's last review, or of the one before."""
    ids = {"last": review, "before": str(int(review) - people)}
    return {key: ids.get(str(value), value) for key, value in variables.items()}


@pytest.mark.timeout(180)
async def test_pages_send_as_many_statements_for_few_rows_as_for_many(
    postgres_databases: Databases,
) -> None:
    counts: list[dict[str, int]] = []
    for people, periods in SIZES:
        async with crowd(postgres_databases, people, periods) as (pages, review):
            counts.append({})
            for person, name, variables in PAGES:
                _, statements = await pages.ask(person, name, **filled(variables, review, people))
                counts[-1][name] = len(statements)

    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= MOST, counts[1]


@pytest.mark.timeout(180)
async def test_a_save_of_ten_items_sends_what_a_save_of_one_sends(
    postgres_databases: Databases,
) -> None:
    async with crowd(postgres_databases, *SIZES[0]) as (pages, review):
        counts = []
        for version, items in ((4, 1), (5, 10)):
            given = {
                "reviewId": review,
                "version": version,
                "items": [{"key": f"rhk:{n}", "rating": "SESUAI"} for n in range(1, items + 1)],
            }
            data, statements = await pages.ask(1, "SaveDraft", input=given)
            assert data["saveDraft"]["__typename"] == "DraftSaved"
            counts.append(len(statements))
        data, submitted = await pages.ask(
            1, "SubmitReview", reviewId=review, version=6, requestId="permintaan-1"
        )

    assert counts[0] == counts[1]
    assert data["submitReview"]["__typename"] in {"Result", "NotComplete"}
    assert len(submitted) <= 2 * MOST


async def listening(
    operations: Operations, hub: Hub, person: int, heard: asyncio.Queue[Any]
) -> None:
    """One phone that listens."""

    def hear(answer: Answer) -> bool:
        heard.put_nowait(answer["data"]["live"]["__typename"])
        return True

    viewer = Viewer(account_id=person, session_id=person, employee_id=person, roles=frozenset())
    context = Context(viewer, ears=hub)
    stream = operations.stream(app_documents()["Live"], None, "Live", context, hear)
    async with aclosing(stream):
        async for answer in stream:
            hear(answer)


async def statements_of_a_result_for(phones: int, review: int) -> int:
    """Statements that one new result each for so many phones causes, handed out at once."""
    operations, heard, hub = Operations(schema, Settings()), asyncio.Queue[Any](), Hub()
    async with AsyncExitStack() as stack:
        people = range(2, 2 + phones)
        tasks = [asyncio.create_task(listening(operations, hub, n, heard)) for n in people]
        for task in tasks:
            stack.callback(task.cancel)
        assert [await heard.get() for _ in people] == ["Ready"] * phones
        actor = Context(Viewer(1, 1, 1, frozenset()))
        async with change(actor, "test", "test:1") as told:
            for n in people:
                told.tell(
                    employee_audience(n), EventKind.RESULT_CHANGED, review=review + n, number=1
                )
        with watched() as statements:
            running = asyncio.create_task(hub.run())
            stack.callback(running.cancel)
            assert [await heard.get() for _ in people] == ["ResultChanged"] * phones
        return len(statements)


@pytest.mark.timeout(180)
async def test_a_result_each_for_many_phones_is_read_at_once(postgres_databases: Databases) -> None:
    async with crowd(postgres_databases, 80, 2), asyncio.timeout(120):
        few = await statements_of_a_result_for(3, review=80)
        many = await statements_of_a_result_for(60, review=80)

    assert few == many == 2, "events, results"
