"""Fixtures of the doors."""

import pytest

from tests.api.desk import Desk, make_desk


@pytest.fixture
async def desk(database: str) -> Desk:
    """The doors on SQLite and on PostgreSQL, with the cast inside."""
    return await make_desk()
