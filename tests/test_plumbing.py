"""The tests' own ground: databases of one's own, a server that ends, a browser that starts."""

import sys
from pathlib import Path

import pytest

from api.database import opened
from schema.models import WorkUnit
from schema.rules.vocabulary import UnitKind
from tests.databases import Databases
from tests.processes import Program, StartFailed


async def test_a_database_is_migrated_and_empty(database: str) -> None:
    assert await WorkUnit.all().count() == 0
    await WorkUnit.create(code="x", name="Dinas Contoh", kind=UnitKind.OPD, path="/")
    assert await WorkUnit.all().count() == 1


async def test_each_database_is_of_its_own(databases: Databases) -> None:
    with databases.lend() as one, databases.lend() as two:
        assert one != two


async def test_postgres_is_the_version_of_production(postgres_url: str) -> None:
    async with opened(postgres_url) as connection:
        [row] = await connection.execute_query_dict("SHOW server_version_num")
    assert row["server_version_num"].startswith("18")


def test_a_program_ends_when_asked(tmp_path: Path) -> None:
    program = Program(["/bin/sleep", "50"], log=tmp_path / "log")
    assert program.process.poll() is None
    assert program.stop() == -15


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    broken = [sys.executable, "-c", "raise SystemExit('no such table')"]
    program = Program(broken, log=tmp_path / "log")
    with pytest.raises(StartFailed, match="no such table"):
        program.wait_until(lambda: False)


def test_a_program_that_is_never_ready_is_ended(tmp_path: Path) -> None:
    program = Program(["/bin/sleep", "50"], log=tmp_path / "log")
    with pytest.raises(StartFailed, match="not ready in 0 s"):
        program.wait_until(lambda: False, seconds=0.1)
    assert program.process.poll() == -15
