"""The documents say what the program does: whatever is missing in them fails here."""

import re
from pathlib import Path

from tests.processes import ROOT, run_python

DECISIONS = ROOT / "docs" / "decisions"


def read(path: str) -> str:
    """Text of a file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def pages() -> list[Path]:
    """The decision pages."""
    return sorted(DECISIONS.glob("[0-9]*.md"))


def test_every_setting_is_documented() -> None:
    known = set(re.findall(r"\bADIL_[A-Z_]+\b", read("api/settings.py")))
    told = set(re.findall(r"^\| (.*?) \|", read("docs/settings.md"), re.MULTILINE))
    assert set(re.findall(r"ADIL_[A-Z_]+", " ".join(told))) == known


def test_every_make_target_is_documented() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    told = set(re.findall(r"^\| `make ([a-z-]+)", read("README.md"), re.MULTILINE))
    assert told == targets


def test_every_command_is_documented() -> None:
    usage = run_python("-m", "api", "--help", env={})
    commands = set(re.findall(r"^ {4}([a-z-]+)", usage, re.MULTILINE))
    [told] = re.findall(r"`python -m api ([a-z |-]+)`", read("README.md"))
    assert set(told.split(" | ")) == commands


def test_every_fixture_is_documented() -> None:
    sources = read("tests/conftest.py") + read("tests/journeys/conftest.py")
    fixtures = set(re.findall(r"@pytest\.fixture(?:\(.*?\))?\n(?:async )?def (\w+)", sources))
    inner = {"postgres_server", "sqlite_databases", "postgres_databases", "databases"}
    guide = read("CONTRIBUTING.md")
    missing = [name for name in fixtures - inner - {"one_dialect_per_test"} if name not in guide]
    assert missing == []


def test_every_decision_is_listed() -> None:
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\)", read("docs/decisions/README.md"), re.MULTILINE)
    assert [page for _, page in listed] == [page.name for page in pages()]
    assert all(page.startswith(number) for number, page in listed)


def test_every_decision_has_a_number_of_its_own_and_says_what_it_costs() -> None:
    numbers = [page.name[:4] for page in pages()]
    assert len(numbers) == len(set(numbers))
    for page in pages():
        text = page.read_text(encoding="utf-8").lower()
        assert {"context", "decision", "cost"} <= set(re.findall(r"\w+", text)), page.name


def test_every_link_leads_somewhere() -> None:
    broken = []
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("schema/*.md")]:
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text()):
            if not (document.parent / link).exists():
                broken.append(f"{document.relative_to(ROOT)}: {link}")
    assert broken == []
