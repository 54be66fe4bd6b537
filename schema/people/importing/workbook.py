"""XLSX, XLS and ODS by python-calamine, with what it does not tell: hidden rows, failed formulas,
and sizes that must be known before it reserves memory."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schema.people.importing.findings import FileRefused, Finding, FindingCode, found
from schema.people.importing.package import Scan, scan_package
from schema.people.importing.table import Merge, Row, Table


def read_workbook(path: Path, sheet: str = "") -> Table:
    """The rows of one sheet, formulas as their stored values.

    Raises FileRefused: broken, locked, unpacks too large, unknown sheet."""
    scan = scan_package(path, sheet) if zipfile.is_zipfile(path) else None
    try:
        book = CalamineWorkbook.from_path(path)
        chosen, findings = _choose(book, sheet)
        content = book.get_sheet_by_name(chosen)
    except PasswordError as error:
        raise FileRefused(FindingCode.FILE_LOCKED) from error
    except CalamineError as error:
        raise FileRefused(FindingCode.FILE_BROKEN) from error
    if scan is None or not scan.tells_hidden_rows:
        findings.append(found(0, FindingCode.HIDDEN_ROWS_UNSEEN))
    return _table(book, content, scan, findings)


def _choose(book: CalamineWorkbook, wanted: str) -> tuple[str, list[Finding]]:
    sheets = [it for it in book.sheets_metadata if it.typ is SheetTypeEnum.WorkSheet]
    names = [it.name for it in sheets]
    if wanted and wanted not in names:
        raise FileRefused(FindingCode.SHEET_UNKNOWN, wanted, sheets=", ".join(names))
    visible = [it.name for it in sheets if it.visible is SheetVisibleEnum.Visible]
    chosen = wanted or next(iter([*visible, *names]), "")
    if not chosen:
        raise FileRefused(FindingCode.FILE_EMPTY)
    findings = []
    if others := [name for name in names if name != chosen]:
        findings.append(found(0, FindingCode.OTHER_SHEETS, sheet=chosen, sheets=", ".join(others)))
    if chosen not in visible:
        findings.append(found(0, FindingCode.SHEET_HIDDEN, sheet=chosen))
    return chosen, findings


def _table(
    book: CalamineWorkbook, content: CalamineSheet, scan: Scan | None, findings: list[Finding]
) -> Table:
    left = content.start[1] if content.start else 0
    merges = [
        Merge(top + 1, bottom + 1, first - left, last - left)
        for (top, first), (bottom, last) in content.merged_cell_ranges or []
    ]
    return Table(
        _rows(content),
        sheet=content.name,
        sheets=list(book.sheet_names),
        merges=merges,
        hidden=frozenset(scan.hidden) if scan else frozenset(),
        broken={(row, column - left): text for (row, column), text in scan.broken.items()}
        if scan
        else {},
        findings=findings,
    )


def _rows(content: CalamineSheet) -> Iterator[tuple[int, Row]]:
    # iter_rows counts from the first line of the sheet, but leaves out empty columns on the left.
    for line, row in enumerate(content.iter_rows(), start=1):
        yield line, list(row)
