"""Laws of the repository itself: what is ours is ours, and nothing of one machine is in it."""

import re
import subprocess

import pytest

import api
import schema
from tests.processes import ROOT

# A letter of each word stands in brackets, so that these lines do not break their own law.
REGISTRIES = re.compile(r"pypi[.]org|python[h]osted[.]org|registry[.]npm[j]s[.]org|npm[j]s[.]com/")
PATHS = re.compile(r"(^|\W)/([w]ork|[f]arm|[h]ome/\w+|[r]oot|tmp/[b]ash_jobs)/")
LOCKS = ["requirements.txt", "requirements-build.txt", "requirements-dev.txt"]
UNFINISHED = re.compile(r"[T]ODO|[F]IXME|raise [N]otImplemented|pytest[.]mark[.](skip|xfail)")


def tracked() -> list[str]:
    """Paths of all files in the repository."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    return [path for path in done.stdout.split("\0") if path and (ROOT / path).is_file()]


def lines() -> list[tuple[str, str]]:
    """Every line of every tracked text file, with its place."""
    found = []
    for path in tracked():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture or a spreadsheet
            continue
        found += [(f"{path}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    return found


@pytest.mark.parametrize("package", [api, schema])
def test_the_packages_are_ours(package: object) -> None:
    """Libraries of these names exist; one of them in front of ours would replace it silently."""
    file = getattr(package, "__file__", "")
    assert file.startswith(str(ROOT))


def test_tests_are_a_package() -> None:
    """Without it pytest imports tests/schema as `schema`."""
    assert (ROOT / "tests" / "__init__.py").exists()


def test_no_line_names_a_registry_or_a_machine() -> None:
    guilty = [place for place, line in lines() if REGISTRIES.search(line) or PATHS.search(line)]
    assert guilty == []


def test_nothing_is_left_unfinished() -> None:
    sources = (".py", ".ts", ".svelte", ".js", ".mjs", "Makefile")
    guilty = [
        place
        for place, line in lines()
        if place.rpartition(":")[0].endswith(sources) and UNFINISHED.search(line)
    ]
    assert guilty == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    packages = re.findall(r"^\S+==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))
    assert not re.search(r"://|^-|\bfile:", text, re.MULTILINE)


def test_the_lock_of_the_pwa_has_no_address() -> None:
    assert '"resolved"' not in (ROOT / "pwa" / "package-lock.json").read_text()


def test_the_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"^(\S+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
