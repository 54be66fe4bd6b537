"""The short way of schema/plain.py gives what graphql-core gives, on every document of the app."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
import strawberry
from graphql import OperationDefinitionNode, parse, print_ast
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.database import opened
from api.operations import Operations
from api.settings import Settings
from schema.context import WIB, Context
from schema.models import ReviewVersion
from schema.plain import PlainExecutor
from schema.root import make_schema
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import Role
from tests.crowd import fill
from tests.documents import app_documents

PEOPLE, PERIODS = 40, 3
RATER, RATED = 1, 12  # 12 has an open correction in the open period
REVIEW = str((PERIODS - 1) * PEOPLE + RATED)
REQUIRED: dict[str, Any] = {"ID": "1", "Int": 1, "String": "", "Boolean": True}
VARIABLES: dict[str, dict[str, Any]] = {
    "ImportFindings": {"after": 0},
    "LinePreview": {
        "input": {
            "employeeId": RATED, "raterId": RATER, "capacity": "PLT", "starts": "2026-10-01",
        }
    },
    "PreviewTerm": {
        "input": {
            "key": "SIGN_DAYS", "days": 7, "dayKind": "WORKDAY", "validFrom": "2030-01-01",
            "source": "contoh", "mark": "SOURCED", "reason": "untuk mencoba saja",
        }
    },
    "PreviewCalendarDay": {
        "input": {"day": "2030-01-02", "off": True, "reason": "untuk mencoba saja"}
    },
}  # fmt: skip
QUERIES = [name for name, text in app_documents().items() if text.startswith("query")]
# Not all of it, or not as it is called and in its order: read from the document, and written anew.
WHOLE = "key part kind title expectation rating note"
COPIED = "copied { kind reviewId number periodKind year periodNumber reason }"
PARTS = [
    "items { key }",
    f"items {{ {WHOLE} evidence {{ url label }} copied {{ kind reviewId }} }}",
    "weighed { number periodKind starts }",
    f"items {{ {WHOLE} evidence {{ label url }} }}",
    f"items {{ {WHOLE} evidence {{ url }} }}",
    f"items {{ {WHOLE} evidence {{ url label }} }}",
    f"items {{ {WHOLE} evidence {{ url label }} {COPIED} __typename }}",
    f"items {{ evidence {{ url label }} {WHOLE} {COPIED} }}",
    "steps { code }",
    "steps { code values { name n: value } }",
]
# What the app does not send today and any client may.
OTHERS = [
    "{ __typename a: me { __typename b: person { c: name } } me { nip person { name unit } } }",
    "query q($yes: Boolean!) { myResults { results { number @skip(if: $yes) "
    "period @include(if: $yes) { year } ...F @skip(if: $yes) } } } "
    "fragment F on Result { hasil rater { ... on Person { name } ... { unit } } }",
    "{ myResults { next results { rule { matrix { predikat } } steps { values { value } } "
    "items { evidence { url } } } } }",
    *(f"{{ myResults(first: 2) {{ results {{ {part} }} }} }}" for part in PARTS),
    '{ result(reviewId: "999") { ... on Refusal { code } __typename ... on NotFound { code } } }',
    "{ team { period { id } members { recent { predikat } correcting } } }",
    "{ periods { id kind starts } mySessions { id current startedAt } }",
]


def variables_of(name: str) -> dict[str, Any]:
    """What an operation of the app must be given, as it knows the crowd."""
    nodes = parse(app_documents()[name]).definitions
    [operation] = [node for node in nodes if isinstance(node, OperationDefinitionNode)]
    given = {"reviewId": REVIEW, "periodId": str(PERIODS), "first": 5}
    found = {}
    for variable in operation.variable_definitions or ():
        asked, key = print_ast(variable.type), variable.variable.name.value
        if asked.endswith("!") and variable.default_value is None:
            value = [] if asked.startswith("[") else REQUIRED.get(asked[:-1])
            found[key] = given.get(key, value)
    return {**found, **VARIABLES.get(name, {})}


@pytest.fixture(scope="module")
def schemas() -> tuple[strawberry.Schema, strawberry.Schema]:
    """The graph twice: with the short way, and without."""
    plain, core = make_schema(), make_schema()
    core.execution_context_class = StrawberryGraphQLCoreExecutionContext
    return plain, core


@pytest.fixture
async def crowd(postgres_url: str) -> AsyncIterator[None]:
    """A small crowd, open for Tortoise."""
    await fill(
        postgres_url, PEOPLE, periods=PERIODS, today=datetime.now(UTC).astimezone(WIB).date()
    )
    async with opened(postgres_url):
        yield


def context(person: int, now: datetime) -> Context:
    roles = frozenset({Role.HR_ADMIN})
    return Context(
        Viewer(account_id=person, session_id=person, employee_id=person, roles=roles), now=now
    )


async def both(
    schemas: tuple[strawberry.Schema, strawberry.Schema], text: str, person: int, **variables: Any
) -> tuple[Any, Any]:
    """Data and errors, by the short way and by graphql-core."""
    now = datetime.now(UTC)
    found = []
    for schema in schemas:
        given = context(person, now)
        answer = await schema.execute(text, variable_values=variables, context_value=given)
        errors = [error.formatted for error in answer.errors or []]
        found.append((answer.data, errors))
    return found[0], found[1]


async def test_every_query_of_the_app_answers_alike(
    crowd: None, schemas: tuple[strawberry.Schema, strawberry.Schema]
) -> None:
    for name in QUERIES:
        for person in (RATER, RATED):
            variables = variables_of(name)
            short, long = await both(schemas, app_documents()[name], person, **variables)
            assert short == long, name
            assert short[1] == [], name


async def at_the_door(operations: Operations, text: str, person: int, **variables: Any) -> Any:
    """The answer as the door of the app writes it, read again."""
    given = context(person, datetime.now(UTC))
    return orjson.loads(orjson.dumps(await operations.run(text, variables, None, given)))


async def test_the_door_writes_what_graphql_core_gives(
    crowd: None, schemas: tuple[strawberry.Schema, strawberry.Schema]
) -> None:
    door = Operations(schemas[0], Settings())
    texts = [(app_documents()[name], variables_of(name)) for name in QUERIES]
    texts += [(text, {"yes": True} if "$yes" in text else {}) for text in OTHERS]
    for text, variables in texts:
        _, (data, errors) = await both(schemas, text, RATED, **variables)
        assert errors == []
        for _ in range(2):  # the second time, what is written once was written before
            assert await at_the_door(door, text, RATED, **variables) == {"data": data}, text


async def test_who_asks_for_all_of_it_gets_the_document_as_it_was_stored(
    crowd: None, schemas: tuple[strawberry.Schema, strawberry.Schema]
) -> None:
    door, given = Operations(schemas[0], Settings()), context(RATED, datetime.now(UTC))
    answer = await door.run(app_documents()["Home"], None, None, given)
    [latest] = answer["data"]["latest"]["results"]
    version = await ReviewVersion.get(review_id=REVIEW, current=True)
    for name in ("items", "steps", "weighed"):
        assert isinstance(latest[name], orjson.Fragment), name
        assert orjson.dumps(latest[name]).decode() == getattr(version, f"{name}_json")
    for part in PARTS:
        text = f"{{ myResults(first: 1) {{ results {{ {part} }} }} }}"
        parted = await door.run(text, None, None, given)
        [row] = parted["data"]["myResults"]["results"]
        assert not any(isinstance(value, orjson.Fragment) for value in row.values()), part


@pytest.mark.parametrize("yes", [True, False])
async def test_other_documents_answer_alike(
    crowd: None, schemas: tuple[strawberry.Schema, strawberry.Schema], yes: bool
) -> None:
    for text in OTHERS:
        variables = {"yes": yes} if "$yes" in text else {}
        short, long = await both(schemas, text, RATED, **variables)
        assert short == long
        assert short[1] == []


async def test_the_app_goes_the_short_way(
    crowd: None,
    schemas: tuple[strawberry.Schema, strawberry.Schema],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def long_way(*_arguments: Any) -> Any:
        raise AssertionError("graphql-core was asked for an object")

    monkeypatch.setattr(PlainExecutor, "complete_object_value", long_way)
    for name in ("Home", "TeamList", "TeamRecent", "RateDraft", "ResultSheetPage", "Me"):
        now = datetime.now(UTC)
        answer = await schemas[0].execute(
            app_documents()[name],
            variable_values=variables_of(name),
            context_value=context(RATER, now),
        )
        assert answer.errors is None, name


@strawberry.type
class Leaf:
    """Fields that go wrong in every way."""

    word: str
    maybe: str | None
    many: list[str]

    @strawberry.field
    def given(self, n: int) -> int:
        """Takes an argument: not plain."""
        return n

    @strawberry.field
    async def later(self) -> int:
        """Asynchronous: not plain."""
        return 7

    @strawberry.field
    def broken(self) -> int | None:
        """Raises."""
        raise ValueError("rusak")


ROWS = [
    SimpleNamespace(word="a", maybe=None, many=["x"]),
    SimpleNamespace(word=None, maybe="b", many=[]),
    SimpleNamespace(maybe="b", many=[]),
    SimpleNamespace(word="a", maybe="b", many=None),
    SimpleNamespace(word="a", maybe="b", many="text"),
    None,
]


@strawberry.type
class Query:
    @strawberry.field
    def leaf(self, row: int) -> Leaf | None:
        """One of the rows."""
        return ROWS[row]  # type: ignore[return-value]  # rows stand for the type

    @strawberry.field
    def leaves(self) -> list[Leaf | None]:
        """All of them."""
        return ROWS  # type: ignore[return-value]  # the same


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"{{ leaf(row: {row}) {{ {fields} }} }}"
            for row in range(len(ROWS))
            for fields in (
                "word",
                "maybe",
                "many",
                "word many",
                "broken",
                "maybe later given(n: 3)",
            )
        ),
        "{ leaves { maybe } }",
        "{ leaves { word } }",
        "{ leaves { broken maybe } }",
    ],
)
async def test_what_goes_wrong_goes_wrong_alike(text: str) -> None:
    answers = []
    for executor in (PlainExecutor, StrawberryGraphQLCoreExecutionContext):
        schema = strawberry.Schema(Query, execution_context_class=executor)
        schema.process_errors = lambda *_: None  # type: ignore[method-assign]  # no log of faults meant
        answer = await schema.execute(text)
        answers.append((answer.data, [error.formatted for error in answer.errors or []]))

    assert answers[0] == answers[1]
