"""Roles from the command line: granted and taken away on record, refused without a trace."""

import asyncio
import os

import pytest

from api.__main__ import main
from api.database import opened
from schema.models import Event, JournalEntry, RoleGrant
from tests.cast import NIPS, make_cast

SARI = NIPS["sari"]


@pytest.fixture
def cast_url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with the cast, as ADIL_DATABASE_URL."""
    for name in [name for name in os.environ if name.startswith("ADIL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ADIL_DATABASE_URL", database_url)

    async def fill() -> None:
        async with opened(database_url):
            await make_cast()

    asyncio.run(fill())
    return database_url


def trace(url: str) -> tuple[list[tuple[str, bool]], int, int]:
    """(role, whether it has a last day) of Sari's grants, journal entries, events."""

    async def read() -> tuple[list[tuple[str, bool]], int, int]:
        async with opened(url):
            grants = await RoleGrant.filter(account__login=SARI).order_by("id")
            held = [(grant.role.value, grant.ends is not None) for grant in grants]
            return held, await JournalEntry.all().count(), await Event.all().count()

    return asyncio.run(read())


def test_granted_once_and_taken_away_on_record(cast_url: str) -> None:
    grant = ["grant-role", SARI, "HR_ADMIN", "--reason", "SK contoh 1"]
    assert main(grant) == 0
    assert trace(cast_url) == ([("HR_ADMIN", False)], 1, 1)
    assert main(grant) == 0, "the same again is no mistake"
    assert trace(cast_url) == ([("HR_ADMIN", False)], 1, 1)
    assert main(["revoke-role", SARI, "HR_ADMIN", "--reason", "Pindah tugas"]) == 0
    assert trace(cast_url) == ([("HR_ADMIN", True)], 2, 2)
    assert main(["revoke-role", SARI, "HR_ADMIN", "--reason", "Pindah tugas"]) == 0
    assert trace(cast_url) == ([("HR_ADMIN", True)], 2, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["grant-role", "199999999999999999", "HR_ADMIN", "--reason", "SK contoh"],
        ["revoke-role", "tidak-ada", "AUDITOR", "--reason", "SK contoh"],
        ["grant-role", SARI, "AUDITOR", "--reason", "  "],
    ],
)
def test_refused_without_a_trace(
    cast_url: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = trace(cast_url)
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("adil: ")
    assert trace(cast_url) == before


def test_a_role_that_does_not_exist_is_a_wrong_argument(cast_url: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["grant-role", SARI, "BUPATI", "--reason", "x"])
    assert ended.value.code == 2
    assert trace(cast_url) == ([], 0, 0)
