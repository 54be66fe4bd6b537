"""What a GraphQL document may cost, on a small schema of one's own."""

import re
from functools import cache
from typing import Any

import pytest
import strawberry
from graphql import get_introspection_query, parse

from api.limits import (
    MAX_ALIASES,
    MAX_DEPTH,
    MAX_FIELDS,
    MAX_PAGE,
    MAX_TOKENS,
    size_of,
)
from api.operations import Operations
from api.settings import Env, Settings
from tests.processes import ROOT

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


def operations(settings: Settings) -> Operations:
    """The schema within the limits, as the door serves it."""
    return Operations(strawberry.Schema(Query), settings)


async def run(document: str, settings: Settings = SAFE, **variables: Any) -> tuple[Any, list[str]]:
    """Data and the codes of the errors."""
    answer = await operations(settings).run(document, variables, None, None)
    errors = answer.get("errors", [])
    return answer["data"], [str(error.get("extensions", {}).get("code", "")) for error in errors]


def nested(depth: int) -> str:
    return "{ " + "deeper { " * (depth - 1) + "word" + " }" * depth


def aliased(count: int) -> str:
    return "{ " + " ".join(f"a{n}: word" for n in range(count)) + " }"


def bomb(levels: int) -> str:
    """Fragments that spread the next one twice: 2^levels fields in a few hundred tokens."""
    parts = [f"fragment f{n} on Query {{ a: deeper {{ ...f{n + 1} }} b: deeper {{ ...f{n + 1} }} }}"
             for n in range(levels)]  # fmt: skip
    return " ".join(["{ ...f0 }", *parts, f"fragment f{levels} on Query {{ word }}"])


@cache
def app_documents() -> list[str]:
    """What the phones send, from the files that the client was generated into."""
    files = sorted((ROOT / "pwa" / "src" / "lib").rglob("*.documents.ts"))
    found = [
        re.findall(r'text:\s*"((?:query|mutation|subscription)[^"]*)"', f.read_text())
        for f in files
    ]
    return [text for texts in found for text in texts]


async def test_a_document_of_the_allowed_depth_passes() -> None:
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
    answer = await operations(SAFE).run("{ " + "word " * 2001 + "}", None, None, None)

    assert "2000 tokens" in answer["errors"][0]["message"]


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
    data, codes = await run(get_introspection_query(), DEMO)

    assert codes == []
    assert "Query" in [type_["name"] for type_ in data["__schema"]["types"]]


@pytest.mark.parametrize("document", app_documents())
def test_every_document_of_the_app_has_room_to_grow(document: str) -> None:
    node = parse(document, max_tokens=MAX_TOKENS // 2)
    size = size_of(node)

    assert size.depth < MAX_DEPTH
    assert size.fields <= MAX_FIELDS // 2
    assert size.aliases <= MAX_ALIASES // 2


def test_the_documents_of_the_app_were_found() -> None:
    assert len(app_documents()) >= 3
