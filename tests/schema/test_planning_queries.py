"""Planning sends as many statements for few rows as for many, and reads no whole table."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from api.database import opened
from schema.context import WIB, Context
from schema.models import Employee, SkpNote
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import Role
from tests.crowd import fill
from tests.databases import Databases
from tests.graph import SCHEMA
from tests.pages import Statement, watched
from tests.plan_crowd import fill_plans
from tests.plans import (
    AGREE,
    CHOICES,
    COMMENT,
    DESK,
    GAPS,
    MATRIX,
    READ,
    SAVE,
    TEAM,
    UNITS,
    VERSIONS,
    rhk,
)
from tests.schema.test_plans import whole_reads

EMPLOYEES = 20_000
TODAY = datetime.now(UTC).astimezone(WIB).date()
MOST = 14
LEADER, AGREED, SUBMITTED = 2, 17, 18  # 2 leads 17 to 31, of a crowd that is large enough
# (who, what, variables); HR reads units, which no phone of an employee does.
PAGES: list[tuple[int, str, dict[str, Any]]] = [
    (AGREED, DESK, {}),
    (AGREED, READ, {"id": str(AGREED)}),
    (LEADER, READ, {"id": str(SUBMITTED)}),
    (SUBMITTED, CHOICES, {"id": str(SUBMITTED)}),
    (AGREED, VERSIONS, {"id": str(AGREED)}),
    (LEADER, TEAM, {}),
    (LEADER, MATRIX, {}),
    (LEADER, UNITS, {"unit": "1"}),
    (LEADER, GAPS, {"unit": "1"}),
    (SUBMITTED, COMMENT, {"id": str(SUBMITTED), "text": "Baik.", "request": "permintaan-1"}),
    (LEADER, SAVE, {"input": {"skpId": str(SUBMITTED), "version": 3, "rhk": [], "support": []}}),
    (LEADER, AGREE, {"id": str(SUBMITTED), "version": 4, "request": "permintaan-2"}),
]
OFFICE = {UNITS, GAPS}
# 667 units are a dozen pages, which PostgreSQL rightly reads at once for a team's names; with
# five times as many it takes the index (tests/schema/test_plans.py reads the same columns).
FEW_PAGES = "work_unit: "


async def ask(person: int, document: str, variables: dict[str, Any]) -> list[Statement]:
    """The statements of one operation of this person; it must answer with more than a refusal."""
    roles = frozenset({Role.HR_ADMIN} if document in OFFICE else set())
    viewer = Viewer(account_id=person, session_id=person, employee_id=person, roles=roles)
    with watched() as statements:
        answer = await SCHEMA.execute(
            document, variable_values=variables, context_value=Context(viewer=viewer)
        )
    assert not answer.errors, answer.errors
    assert answer.data is not None
    [found] = answer.data.values()
    assert found, answer.data
    assert "code" not in found, found
    return statements


async def counted(databases: Databases, people: int) -> dict[str, int]:
    """How many statements each operation sends in a crowd of this size."""
    with databases.lend() as url:
        await fill(url, people, periods=1, today=TODAY)
        await fill_plans(url, TODAY)
        async with opened(url):
            return {
                document[:24]: len(await ask(person, document, variables))
                for person, document, variables in PAGES
            }


@pytest.mark.timeout(180)
async def test_few_people_cost_as_many_statements_as_many(postgres_databases: Databases) -> None:
    few, many = [await counted(postgres_databases, people) for people in (20, 300)]
    assert few == many
    assert max(count for name, count in many.items() if "mutation" not in name) <= MOST, many


@pytest.mark.timeout(180)
async def test_ten_items_are_saved_with_the_statements_of_one(
    postgres_databases: Databases,
) -> None:
    with postgres_databases.lend() as url:
        await fill(url, 20, periods=1, today=TODAY)
        await fill_plans(url, TODAY)
        async with opened(url):
            counts = []
            for version, items in ((3, 1), (4, 10)):
                given = {
                    "skpId": str(SUBMITTED),
                    "version": version,
                    "rhk": [rhk(f"rhk-{number:02d}") for number in range(items)],
                }
                counts.append(len(await ask(LEADER, SAVE, {"input": given})))
    assert counts[0] == counts[1]


@pytest.fixture(scope="module")
def regency(postgres_databases: Databases) -> Iterator[str]:
    """A crowd of 20,000, made once for this file."""
    with postgres_databases.lend() as url:
        yield url


@pytest.fixture
async def crowd(regency: str) -> AsyncIterator[str]:
    """That crowd, open for Tortoise; the first test fills it."""
    async with opened(regency):
        if not await Employee.exists():
            await fill(regency, EMPLOYEES, periods=1, today=TODAY, share=1000)
        if not await SkpNote.exists():
            await fill_plans(regency, TODAY)
        yield regency


@pytest.mark.timeout(300)  # the first test makes the crowd
@pytest.mark.parametrize("page", [page for page in PAGES if page[1] not in OFFICE])
async def test_no_page_reads_a_whole_table(
    crowd: str, page: tuple[int, str, dict[str, Any]]
) -> None:
    statements = await ask(*page)
    assert statements
    whole = await whole_reads(crowd, statements)
    assert [text for text in whole if not text.startswith(FEW_PAGES)] == []
