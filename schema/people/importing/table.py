"""A staff file as rows of cells, whatever its kind: told by content, never by its name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from schema.people.importing.findings import FileRefused, Finding, FindingCode

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
Row: TypeAlias = list[Cell]

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


@dataclass(slots=True)
class Merge:
    """Cells joined into one: first and last line (from 1), first and last column (from 0)."""

    first: int
    last: int
    left: int
    right: int


@dataclass(slots=True)
class Table:
    """The chosen sheet. `rows` gives (line, cells), the line as a spreadsheet numbers it."""

    rows: Iterator[tuple[int, Row]]
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()  # lines
    broken: dict[tuple[int, int], str] = field(default_factory=dict)  # (line, column) -> "#N/A"
    findings: list[Finding] = field(default_factory=list)


def open_table(path: Path, sheet: str = "") -> Table:
    """The table in the file at `path`; `sheet` chooses one of a workbook (default: the first
    visible one). Raises FileRefused with words for anything that is no readable table."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(FindingCode.FILE_EMPTY)
    if size > MAX_BYTES:
        raise FileRefused(FindingCode.FILE_TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    return _reader(path)(path, sheet)


def _reader(path: Path) -> Callable[[Path, str], Table]:
    from schema.people.importing.delimited import read_delimited
    from schema.people.importing.workbook import read_workbook

    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith((_ZIP, _OLE)):
        return read_workbook
    # Some programs save a web page and call it .xls.
    is_page = (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype", b"<?xml"))
    )
    if is_page or head.startswith(_NO_TABLES):
        raise FileRefused(FindingCode.FILE_TYPE)
    return read_delimited
