"""Which column means what: headings are compared loosely, wherever the heading row is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from schema.people.importing.findings import FileRefused, Finding, FindingCode, found, show
from schema.people.importing.table import Cell, Merge, Row
from schema.reference import load

SEARCHED = 30  # rows in which the headings must stand
FEWEST = 2  # recognised names that make a row a heading row
LABELS = {"nip": "NIP", "name": "NAMA", "position": "JABATAN", "unit": "UNIT KERJA"}


@dataclass(slots=True)
class Headings:
    """Where each meaning stands: `columns` maps a field to its column, `names` are as written."""

    last_line: int
    columns: dict[str, int]
    names: list[str]
    findings: list[Finding] = field(default_factory=list)

    def title(self, meaning: str) -> str:
        """The heading of a field as the file writes it; "" when the file has no such column."""
        return self.names[self.columns[meaning]] if meaning in self.columns else ""


def recognised(cell: Cell) -> bool:
    """Whether the cell is a known column name."""
    return _meaning(show(cell)) is not None


def find_headings(rows: Sequence[tuple[int, Row]], merges: Sequence[Merge]) -> Headings:
    """The headings among the first rows: one row, or two where a group name stands over several.

    Raises FileRefused when there are none, or when required columns are missing."""
    top = rows[:SEARCHED]
    singles = [_single(row) for row in top]
    doubles = [_double(row, rows[at : at + 1], merges) for at, row in enumerate(top, start=1)]
    # The most names win; a single row before two, an upper one before a lower one.
    last_line, names = max([*singles, *doubles], key=lambda it: _known(it[1]), default=(0, []))
    if _known(names) < FEWEST:
        shown = [show(cell) for _, row in top for cell in row if cell not in ("", None)]
        raise FileRefused(FindingCode.HEADING_NOT_FOUND, found=_listed(shown[:12]))
    return _checked(_mapped(last_line, names))


def is_numbering(row: Row) -> bool:
    """Whether the row only numbers the columns, as official tables do below their headings."""
    texts = [show(cell).strip(" ()") for cell in row if show(cell).strip()]
    return len(texts) > 1 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _single(numbered: tuple[int, Row]) -> tuple[int, list[str]]:
    line, row = numbered
    return line, [_one_line(show(cell)) for cell in row]


def _double(
    upper: tuple[int, Row], lower: Sequence[tuple[int, Row]], merges: Sequence[Merge]
) -> tuple[int, list[str]]:
    if not lower:
        return upper[0], []
    line, row = lower[0]
    above = _spread(_single(upper)[1], upper[0], merges)
    below = _single((line, row))[1]
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    return line, [_joined(one, other) for one, other in zip(above, below, strict=True)]


def _spread(names: list[str], line: int, merges: Sequence[Merge]) -> list[str]:
    spread = list(names)
    for merge in merges:
        if merge.first <= line <= merge.last and 0 <= merge.left < len(names):
            for column in range(merge.left, min(merge.right + 1, len(names))):
                spread[column] = names[merge.left]
    return spread


def _joined(above: str, below: str) -> str:
    both = f"{above} {below}".strip()
    return next((it for it in (both, below, above) if _meaning(it)), both)


def _mapped(last_line: int, names: list[str]) -> Headings:
    headings = Headings(last_line, {}, names)
    for column, name in enumerate(names):
        meaning = _meaning(name)
        if meaning is None:
            continue
        if meaning in headings.columns:
            first = headings.title(meaning)
            headings.findings.append(
                found(last_line, FindingCode.COLUMN_TWICE, name, name, first=first)
            )
        else:
            headings.columns[meaning] = column
    return headings


def _checked(headings: Headings) -> Headings:
    required: list[str] = list(load("staff_columns")["required"])
    missing = [LABELS[it] for it in required if it not in headings.columns]
    if not {"unit", "opd"} & headings.columns.keys():
        missing.append(LABELS["unit"])
    names = [name for name in headings.names if name]
    if missing:
        raise FileRefused(
            FindingCode.COLUMNS_MISSING, missing=", ".join(missing), found=_listed(names)
        )
    if unused := [name for name in names if _meaning(name) is None]:
        headings.findings.append(found(0, FindingCode.COLUMNS_IGNORED, columns=_listed(unused)))
    if not {"superior_nip", "superior_name"} & headings.columns.keys():
        headings.findings.append(found(0, FindingCode.NO_SUPERIOR_COLUMN))
    return headings


def _known(names: Sequence[str]) -> int:
    return len({meaning for name in names if (meaning := _meaning(name))})


def _meaning(name: str) -> str | None:
    return _aliases().get(_bare(name)) if name else None


@cache
def _aliases() -> dict[str, str]:
    columns: dict[str, list[str]] = load("staff_columns")["columns"]
    return {_bare(name): meaning for meaning, names in columns.items() for name in names}


def _bare(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "(kosong)"
