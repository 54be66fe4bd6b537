"""The command line: what it does, what it refuses, and that a refusal writes nothing."""

import os
import sqlite3
from pathlib import Path

import pytest

from api.__main__ import main
from schema.sample.demo import PASSWORD, SYSTEM_LOGIN, signing_in
from tests.processes import ROOT

COMMANDS = [
    "serve", "migrate", "seed", "import-staff", "grant-role", "revoke-role", "export-schema",
]  # fmt: skip


@pytest.fixture
def database_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The address of a SQLite file that is not there yet, as ADIL_DATABASE_URL."""
    for name in [name for name in os.environ if name.startswith("ADIL_")]:
        monkeypatch.delenv(name)
    path = tmp_path / "folder" / "adil.sqlite3"
    monkeypatch.setenv("ADIL_DATABASE_URL", f"sqlite://{path}")
    return path


def people(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        found: int = connection.execute("SELECT count(*) FROM employee").fetchone()[0]
    connection.close()
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"python -m api {command}" in capsys.readouterr().out


def test_the_list_of_commands_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out.split("positional arguments:")[1]
    listed = [line.split()[0] for line in shown.splitlines() if line.startswith("    ")]
    assert [word for word in listed if word in COMMANDS] == COMMANDS


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["seed", "--size", "many"],
        ["seed", "--periods", "0"],
        ["seed", "--today", "23/11/2026"],
        ["seed", "--results", "some"],
        ["serve", "--port", "http"],
    ],
)
def test_wrong_arguments_end_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m api" in capsys.readouterr().err


def test_migrate_makes_the_tables_once(
    database_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == 0
    assert "Applying migration 0001_initial ..." in capsys.readouterr().err
    assert people(database_file) == 0
    assert main(["migrate"]) == 0
    assert capsys.readouterr().err == "The tables are up to date.\n"


def test_migrate_says_when_the_database_does_not_answer(
    database_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADIL_DATABASE_URL", "postgres://adil:rahasia@127.0.0.1:1/adil")
    assert main(["migrate"]) == 1
    said = capsys.readouterr().err
    assert "127.0.0.1:1/adil does not answer" in said
    assert "rahasia" not in said
    assert "Traceback" not in said


def test_seed_wants_tables_first(database_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seed", "--size", "50"]) == 1
    assert "run first: python -m api migrate" in capsys.readouterr().err


def test_seed_fills_an_empty_database_only(
    database_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["migrate"])
    assert main(["seed", "--size", "20"]) == 1
    assert "50 to 5,000,000 people" in capsys.readouterr().err
    assert people(database_file) == 0
    assert main(["seed", "--size", "60", "--periods", "1"]) == 0
    assert "60 people in their posts" in capsys.readouterr().err
    assert main(["seed", "--size", "70"]) == 1
    assert "not empty, so nothing was written" in capsys.readouterr().err
    assert main(["seed", "--size", "70", "--if-empty"]) == 0
    assert capsys.readouterr().err == ""
    assert people(database_file) == 60


def test_seed_stays_out_of_production(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ADIL_ENV", "production")
    monkeypatch.setenv("ADIL_SECRET_KEY", "k" * 48)
    monkeypatch.setenv("ADIL_PUBLIC_ORIGIN", "https://adil.example")
    monkeypatch.setenv("ADIL_DATABASE_URL", "postgres://adil@127.0.0.1:1/adil")
    assert main(["seed", "--size", "60"]) == 1
    assert "this is production" in capsys.readouterr().err
    # told twice, it goes on as far as the database, which is not there
    assert main(["seed", "--size", "60", "--i-know"]) == 1
    assert "does not answer" in capsys.readouterr().err


def test_a_bad_setting_is_one_sentence(
    database_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADIL_PORT", "eighty")
    assert main(["migrate"]) == 1
    assert "ADIL_PORT is 'eighty'" in capsys.readouterr().err
    assert not database_file.exists()


def test_export_schema_prints_what_is_committed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export-schema"]) == 0
    printed = capsys.readouterr().out
    assert "type Query {" in printed
    assert main(["export-schema", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_export_schema_notices_a_stale_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "schema.graphql"
    stale.write_text("type Query { old: Int }\n")
    monkeypatch.setattr("api.__main__.SCHEMA_FILE", stale)
    assert main(["export-schema", "--check"]) == 1
    assert "make generate" in capsys.readouterr().err


def test_the_demo_page_names_everybody_who_can_sign_in() -> None:
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    for login in [*(member.nip for member in signing_in()), SYSTEM_LOGIN, PASSWORD]:
        assert f"`{login}`" in page
