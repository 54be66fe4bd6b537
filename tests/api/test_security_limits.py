"""What a GraphQL document may cost, on a small schema of one's own."""

from typing import Any

import pytest
import strawberry
from graphql import parse
from strawberry.extensions import ParserCache, ValidationCache

from api.limits import MAX_ALIASES, MAX_DEPTH, MAX_FIELDS, MAX_PAGE, graphql_extensions, size_of
from api.settings import Env, Settings

SAFE = Settings(env=Env.PRODUCTION)
DEMO = Settings()


@strawberry.type
class Query:
    """A query that nests in itself."""

    @strawberry.field
    def word(self) -> str:
        """A leaf."""
        return "adil"

    @strawberry.field
    def deeper(self) -> "Query":
        """The same again."""
        return Query()

    @strawberry.field
    def page(self, first: int = 10) -> int:
        """As many as were asked for."""
        return first


def schema(settings: Settings) -> strawberry.Schema:
    """The schema under the limits, with the caches that the real one uses."""
    caches = [ParserCache, ValidationCache]
    return strawberry.Schema(Query, extensions=[*graphql_extensions(settings), *caches])


async def run(document: str, settings: Settings = SAFE, **variables: Any) -> tuple[Any, list[str]]:
    """Data and the codes of the errors."""
    result = await schema(settings).execute(document, variable_values=variables)
    errors = result.errors or []
    return result.data, [str((error.extensions or {}).get("code", "")) for error in errors]


def nested(depth: int) -> str:
    return "{ " + "deeper { " * (depth - 1) + "word" + " }" * depth


def aliased(count: int) -> str:
    return "{ " + " ".join(f"a{n}: word" for n in range(count)) + " }"


def bomb(levels: int) -> str:
    """Fragments that spread the next one twice: 2^levels fields in a few hundred tokens."""
    parts = [f"fragment f{n} on Query {{ a: deeper {{ ...f{n + 1} }} b: deeper {{ ...f{n + 1} }} }}"
             for n in range(levels)]  # fmt: skip
    return " ".join(["{ ...f0 }", *parts, f"fragment f{levels} on Query {{ word }}"])


async def test_what_the_app_asks_passes() -> None:
    data, codes = await run(nested(MAX_DEPTH))

    assert codes == []
    assert data is not None


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (nested(MAX_DEPTH + 1), "TOO_DEEP"),
        (aliased(MAX_ALIASES + 1), "TOO_MANY_ALIASES"),
        ("{ " + "word " * (MAX_FIELDS + 1) + "}", "TOO_MANY_FIELDS"),
        (bomb(9), "TOO_MANY_ALIASES"),
        ("{ page(first: 101) }", "TOO_MANY_PAGE"),
        ("{ page(first: 0) }", "TOO_MANY_PAGE"),
        ("{ page(first: -1) }", "TOO_MANY_PAGE"),
        ("query q($n: Int! = 5000) { page(first: $n) }", "TOO_MANY_PAGE"),
    ],
)
async def test_too_much_is_refused_before_it_runs(document: str, code: str) -> None:
    data, codes = await run(document)

    assert data is None
    assert code in codes


async def test_a_page_given_as_a_variable_is_bounded_too() -> None:
    document = "query q($n: Int!) { page(first: $n) }"

    assert await run(document, n=MAX_PAGE) == ({"page": MAX_PAGE}, [])
    assert await run(document, n=MAX_PAGE + 1) == (None, ["TOO_MANY_PAGE"])


async def test_a_longer_document_is_not_even_parsed() -> None:
    result = await schema(SAFE).execute("{ " + "word " * 2001 + "}")

    assert result.errors is not None
    assert "2000 tokens" in result.errors[0].message


def test_nested_fragments_are_measured_once_each() -> None:
    size = size_of(parse(bomb(60)))

    assert size.fields == 2**61 - 2 + 2**60
    assert size.aliases == 2**61 - 2


def test_a_ring_of_fragments_ends() -> None:
    size = size_of(parse("{ ...a } fragment a on Query { word ...b } fragment b on Query { ...a }"))

    assert size.fields == 1


async def test_the_schema_is_told_in_a_demo_only() -> None:
    document = "{ __schema { queryType { name } } }"

    assert (await run(document, DEMO))[0] == {"__schema": {"queryType": {"name": "Query"}}}
    assert (await run(document, SAFE))[0] is None


async def test_tools_may_introspect_a_demo() -> None:
    assert schema(DEMO).introspect() != {}
