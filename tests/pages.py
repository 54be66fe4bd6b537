"""The pages of the app over the whole door, with every statement that they cause written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.crowd import token
from tests.documents import app_documents

ORIGIN = "http://adil.test"


class Statement(NamedTuple):
    """What was sent to PostgreSQL."""

    text: str
    values: tuple[Any, ...]


@contextmanager
def watched() -> Iterator[list[Statement]]:
    """Every statement that this process sends to PostgreSQL while the block lasts."""
    seen: list[Statement] = []

    def watch(name: str, patch: pytest.MonkeyPatch) -> None:
        original = getattr(asyncpg.Connection, name)

        async def noted(self: Any, text: str, *values: Any, **options: Any) -> Any:
            if name == "executemany":  # written down once, with the values of its first row
                values = (list(values[0]),)
                seen.append(Statement(text, tuple(values[0][0])))
            else:
                seen.append(Statement(text, values))
            return await original(self, text, *values, **options)

        patch.setattr(asyncpg.Connection, name, noted)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("fetch", "fetchrow", "fetchval", "execute", "executemany"):
            watch(name, patch)
        yield seen


class Pages:
    """Phones of the crowd at an open PostgreSQL database; see tests/crowd.py for who is who."""

    def __init__(self) -> None:
        self.app = create_app(Settings())

    async def ask(
        self, person: int, name: str, **variables: Any
    ) -> tuple[dict[str, Any], list[Statement]]:
        """Data of an operation of the app, and its statements, the session's included."""
        transport = httpx.ASGITransport(self.app)
        headers = {"origin": ORIGIN, "x-adil": "1", "cookie": f"adil_session={token(person)}"}
        body = {"query": app_documents()[name], "variables": variables}
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            with watched() as seen:
                answer = await client.post("/graphql", json=body, headers=headers)
        found = answer.json()
        assert "errors" not in found, found
        return found["data"], seen
