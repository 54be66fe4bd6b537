"""What is written by a tool is committed, and says what its source says today."""

import os
import subprocess
import sys
from pathlib import Path

from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector

from api.database import opened
from schema.models.database import TORTOISE_ORM
from schema.reference import holidays, make_days_off
from schema.reference.make_days_off import days_off_text
from schema.reference.rights_page import rights_page
from schema.rules.cycle_drawing import cycle_page
from schema.rules.skp_drawing import skp_cycle_page
from tests.processes import ROOT, run_python

PROGRAMS = Path(sys.executable).parent  # of the venv: node and npm of the wheel are there


def test_the_graph_in_the_repository_is_the_graph_of_the_code() -> None:
    run_python("-m", "api", "export-schema", "--check", env={})


def test_the_days_off_are_those_of_the_library() -> None:
    kept = (ROOT / "schema" / "reference" / "days_off.json").read_text(encoding="utf-8")
    assert kept == days_off_text(), "Run: make generate"
    years = (make_days_off.FIRST_YEAR, make_days_off.LAST_YEAR)
    assert years == (holidays.FIRST_YEAR, holidays.LAST_YEAR)


def test_the_drawing_of_the_cycle_is_the_cycle() -> None:
    page = (ROOT / "docs" / "cycle.md").read_text(encoding="utf-8")
    assert page == cycle_page(), "Run: make generate"


def test_the_drawing_of_the_plans_cycle_is_the_cycle() -> None:
    page = (ROOT / "docs" / "cycle-skp.md").read_text(encoding="utf-8")
    assert page == skp_cycle_page(), "Run: make generate"


def test_the_table_of_rights_is_the_one_that_the_gates_use() -> None:
    page = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
    assert page == rights_page(), "Run: make generate"


def test_the_types_of_the_pwa_come_from_the_graph() -> None:
    done = subprocess.run(
        [PROGRAMS / "npm", "run", "--silent", "gen:check"],
        cwd=ROOT / "pwa",
        env={**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nRun: make generate"


async def test_every_table_is_as_the_migrations_make_it() -> None:
    apps = TORTOISE_ORM["apps"]
    async with opened("sqlite://:memory:"):
        assert Tortoise.apps is not None
        missing = await MigrationAutodetector(Tortoise.apps, apps).changes()
        assert [writer.operations for writer in missing] == [], "Run: make migrations"
