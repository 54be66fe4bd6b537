"""Uploaded staff files and what was found in them."""

from dataclasses import dataclass
from datetime import date, datetime

from schema.models import StaffImport, StaffImportFinding
from schema.rules.vocabulary import FindingLevel, ImportState

MOST = 50  # files of a list
MOST_FINDINGS = 200


@dataclass(slots=True)
class StaffImportRow:
    """A staff file: its preview, then what became of it. Counts are people, rows or units."""

    id: int
    file_name: str
    state: ImportState
    uploaded_at: datetime
    uploaded_by: str
    effective_date: date
    rows: int
    good: int
    refused: int
    warned: int
    new_employees: int
    changed_employees: int
    unchanged: int
    new_units: int
    missing: int
    progress: int
    total: int
    sheets: list[str]
    sheet: str
    finished_at: datetime | None
    failure: str


@dataclass(slots=True)
class FindingRow:
    """Something to say about a line of the file, as stored: the words are made elsewhere."""

    id: int
    line: int
    column: str
    value: str
    level: FindingLevel
    code: str
    values: dict[str, str]


async def newest_imports(first: int) -> list[StaffImportRow]:
    """Uploaded files, newest first, at most MOST."""
    query = StaffImport.all().order_by("-id").limit(min(max(first, 1), MOST))
    return [_row(it) for it in await query.select_related("uploaded_by__employee")]


async def import_by_id(import_id: int) -> StaffImportRow | None:
    """One file, or None."""
    query = StaffImport.filter(id=import_id).select_related("uploaded_by__employee")
    found = await query.get_or_none()
    return _row(found) if found else None


async def findings_of(
    import_id: int, *, first: int, after: int, level: FindingLevel | None
) -> list[FindingRow]:
    """Findings by line; `after` is how many were seen. At most MOST_FINDINGS."""
    size = min(max(first, 0), MOST_FINDINGS)
    if not size:
        return []
    query = StaffImportFinding.filter(**_where(import_id, level)).order_by("line", "id")
    return [
        FindingRow(it.id, it.line, it.column, it.value, it.level, it.code, it.values)
        for it in await query.offset(max(after, 0)).limit(size)
    ]


async def finding_count(import_id: int, level: FindingLevel | None) -> int:
    """How many findings there are."""
    return await StaffImportFinding.filter(**_where(import_id, level)).count()


def _where(import_id: int, level: FindingLevel | None) -> dict[str, object]:
    all_of_it: dict[str, object] = {"staff_import_id": import_id}
    return all_of_it if level is None else {**all_of_it, "level": level}


def _row(it: StaffImport) -> StaffImportRow:
    counts: dict[str, int] = it.counts
    account = it.uploaded_by
    return StaffImportRow(
        id=it.id,
        file_name=it.file_name,
        state=it.state,
        uploaded_at=it.uploaded_at,
        uploaded_by=(account.employee.full_name if account.employee else account.login)
        if account
        else "",
        effective_date=it.effective_date,
        rows=counts.get("rows", 0),
        good=counts.get("good", 0),
        refused=counts.get("refused", 0),
        warned=counts.get("warned", 0),
        new_employees=counts.get("new_employees", 0),
        changed_employees=counts.get("changed_employees", 0),
        unchanged=counts.get("unchanged", 0),
        new_units=counts.get("new_units", 0),
        missing=counts.get("missing", 0),
        progress=it.progress,
        total=it.total,
        sheets=it.sheets,
        sheet=it.sheet,
        finished_at=it.finished_at,
        failure=it.failure,
    )
