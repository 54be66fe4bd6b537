"""What every test may ask for: a database of its own, and the product running on it.

`database_url` runs a test twice, on SQLite and on PostgreSQL. `database` also opens it for
Tortoise. `serve` starts the real server. Browsers are in tests/journeys/conftest.py."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from api.database import opened
from tests.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.postgres import PostgresServer
from tests.server import LiveServer, start_server

SEED_PEOPLE = 60  # enough for every page to have something to show

Serve = Callable[..., LiveServer]


@pytest.fixture(autouse=True)
def one_dialect_per_test() -> None:
    """Tortoise keeps its INSERT texts per table, not per dialect: a program has one, tests two."""
    EXECUTOR_CACHE.clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """PostgreSQL of this worker; about one second to start, and only if a test asks for it."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Lends SQLite databases."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: PostgresServer) -> Databases:
    """Lends PostgreSQL databases."""
    return PostgresDatabases(postgres_server)


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both kinds in turn: a test that asks for this runs twice."""
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A migrated database of one's own, on SQLite and on PostgreSQL."""
    with databases.lend() as url:
        yield url


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """A database without tables, on SQLite and on PostgreSQL."""
    with databases.lend_empty() as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_databases: Databases) -> Iterator[str]:
    """A migrated SQLite database, for what does not depend on the kind."""
    with sqlite_databases.lend() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_databases: Databases) -> Iterator[str]:
    """A migrated PostgreSQL database, for what only PostgreSQL does."""
    with postgres_databases.lend() as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    """A migrated database, open for Tortoise in this test; gives its address."""
    async with opened(database_url):
        yield database_url


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start the real server on a database: `serve(url)`; ended after the test."""
    with ExitStack() as running:

        def start(url: str, port: int = 0, **settings: str) -> LiveServer:
            server = start_server(url, port, **settings)
            running.callback(server.stop)
            return server

        yield start


@pytest.fixture
def live_server(sqlite_databases: Databases, serve: Serve) -> Iterator[LiveServer]:
    """The whole product on SQLite with a small invented regency."""
    with sqlite_databases.lend(people=SEED_PEOPLE) as url:
        server = serve(url)
        yield server
        server.stop()


@pytest.fixture
def two_servers(postgres_databases: Databases, serve: Serve) -> Iterator[list[LiveServer]]:
    """Two processes on one seeded PostgreSQL database, as in production."""
    with postgres_databases.lend(people=SEED_PEOPLE) as url:
        servers = [serve(url), serve(url)]
        yield servers
        for server in servers:
            server.stop()
