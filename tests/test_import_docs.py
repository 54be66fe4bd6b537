"""docs/import.md and its sample file are true: what they promise works."""

import re
from pathlib import Path

from schema.people.importing.columns import recognised
from schema.people.importing.package import MAX_UNPACKED
from schema.people.importing.table import MAX_BYTES, MAX_ROWS
from tests.processes import ROOT
from tests.staff_files import read

PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")


def test_the_sample_file_is_read_without_any_fault() -> None:
    file = read(ROOT / "docs" / "contoh-pegawai.csv")
    assert len(file.understood) == len(file.rows) == 5
    assert [it for row in file.rows for it in row.findings] == []
    assert file.findings == []
    assert all("Contoh" in row.name for row in file.understood)


def test_every_column_of_the_page_is_known() -> None:
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("| ")][1:]
    cells = [cell.strip() for row in rows for cell in (row[1], row[3])]
    names = [name.strip() for cell in cells for name in cell.split(",") if name.strip()]
    assert len(names) > 30
    assert [name for name in names if not recognised(name)] == []


def test_limits_and_options_are_as_the_page_says() -> None:
    assert f"{MAX_BYTES // 2**20} MB" in PAGE
    assert f"{MAX_ROWS:,} baris".replace(",", ".") in PAGE
    assert MAX_UNPACKED > MAX_BYTES
    source = Path(ROOT, "api", "__main__.py").read_text(encoding="utf-8")
    start = source.index("def _add_import_staff")
    options = set(re.findall(r'"(--[a-z-]+)"', source[start : source.index("def _import_staff")]))
    assert options == set(re.findall(r"--[a-z][a-z-]+", PAGE))
