"""The database for programs: opened, migrated, and always closed again."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from asyncpg import PostgresError
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException
from tortoise.migrations.executor import MigrationExecutor

from schema.models.database import tortoise_config
from schema.reads.rulebook import forget_rulebook

Progress = Callable[[str], None]

MIGRATION_LOCK = 0x4164696C  # "Adil": the advisory lock that one migrating process holds


class Failed(Exception):
    """A command could not do its work; the sentence says why and what to do."""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[BaseDBAsyncClient]:
    """The connection to the database at `url`, closed when the block ends, however it ends.

    An aiosqlite thread that is not closed keeps the process alive for ever; the global fallback
    lets tasks other than the one that opened it (requests of the server) see the database."""
    _make_folder(url)
    forget_rulebook()  # what another database said
    try:
        await Tortoise.init(config=tortoise_config(url), _enable_global_fallback=True)
        yield get_connection("default")
    finally:
        await Tortoise.close_connections()


@asynccontextmanager
async def reached(url: str) -> AsyncIterator[BaseDBAsyncClient]:
    """As `opened`, for commands: a database that does not answer is Failed with a sentence."""
    async with opened(url) as connection:
        try:
            await connection.execute_query("SELECT 1")
        except (OSError, BaseORMException, PostgresError) as error:
            where = url.rpartition("@")[2]  # without the password
            raise Failed(
                f"the database {where} does not answer ({error}); check ADIL_DATABASE_URL"
            ) from error
        yield connection


async def migrate(url: str, progress: Progress) -> list[str]:
    """Bring the tables at `url` up to date; gives the names of the migrations that were applied.

    On PostgreSQL one process migrates and the others wait for it, so that several may start at
    once. `progress` gets a line before each step."""
    async with reached(url) as connection, _alone(connection, progress):
        return await _apply(connection, progress)


async def _apply(connection: BaseDBAsyncClient, progress: Progress) -> list[str]:
    applied: list[str] = []

    def report(event: str, _app: str, name: str) -> None:
        if event == "apply_start":
            progress(f"Applying migration {name} ...")
        elif event == "apply_done":
            applied.append(name)

    apps = tortoise_config("sqlite://:memory:")["apps"]
    await MigrationExecutor(connection, apps).migrate(progress=report)
    return applied


@asynccontextmanager
async def _alone(connection: BaseDBAsyncClient, progress: Progress) -> AsyncIterator[None]:
    if connection.capabilities.dialect != "postgres":
        yield  # SQLite serves one process (settings.py)
        return
    # A lock of the session, on a connection of its own: each migration keeps its own transaction.
    async with connection.acquire_connection() as raw:
        if not await raw.fetchval("SELECT pg_try_advisory_lock($1)", MIGRATION_LOCK):
            progress("Another process is migrating; waiting for it ...")
            await raw.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
        try:
            yield
        finally:
            await raw.execute("SELECT pg_advisory_unlock($1)", MIGRATION_LOCK)


def _make_folder(url: str) -> None:
    parts = urlsplit(url)
    path = f"{parts.netloc}{parts.path}"
    if parts.scheme == "sqlite" and path and not path.startswith(":memory:"):
        Path(os.path.dirname(path) or ".").mkdir(parents=True, exist_ok=True)
