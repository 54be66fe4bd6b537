"""What tests of the rooms ask for: the cast in a database of its own, and the graph."""

import pytest

from tests.cast import Cast, make_cast
from tests.graph import Graph


@pytest.fixture
async def cast(database: str) -> Cast:
    """The whole cast, on SQLite and on PostgreSQL."""
    return await make_cast()


@pytest.fixture
def graph(cast: Cast) -> Graph:
    """The graph, asked as members of the cast on 6 October 2026, 10.00 WIB."""
    return Graph(cast)
