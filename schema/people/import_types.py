"""Types of the graph for staff and staff files."""

from datetime import date, datetime
from typing import Any, ClassVar

import strawberry

from schema.models import StaffImport as StaffImportTable
from schema.models import StaffImportFinding
from schema.people.importing.findings import FindingCode, words
from schema.people.staff import StaffPageView, StaffRowView
from schema.rules.vocabulary import FindingLevel
from schema.types import (
    Capacity,
    EmploymentKind,
    ImportState,
    Person,
    ShowsRow,
)

MOST_FINDINGS = 200


@strawberry.type(description="Something to say about a line of a staff file; line 0 is the file.")
class Finding:
    id: strawberry.ID
    line: int
    column: str
    value: str
    level: FindingLevel
    code: str
    message: str = strawberry.field(description="What is wrong, in Indonesian.")
    advice: str = strawberry.field(description="What to do about it, in Indonesian.")
    message_en: str
    advice_en: str


@strawberry.type(description="A staff file: its preview, then what became of it.")
class StaffImport:
    row: strawberry.Private[StaffImportTable]
    id: strawberry.ID
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

    @strawberry.field
    async def findings(
        self, first: int = 50, after: int = 0, level: FindingLevel | None = None
    ) -> list[Finding]:
        """Findings by line; `after` is how many were seen. At most 200."""
        query = StaffImportFinding.filter(staff_import_id=self.row.id)
        if level is not None:
            query = query.filter(level=level)
        size = min(max(first, 0), MOST_FINDINGS)
        page = query.order_by("line", "id").offset(max(after, 0)).limit(size)
        return [_finding(it) for it in await page] if size else []

    @strawberry.field
    async def finding_count(self, level: FindingLevel | None = None) -> int:
        """How many findings there are."""
        query = StaffImportFinding.filter(staff_import_id=self.row.id)
        return await (query if level is None else query.filter(level=level)).count()


@strawberry.type(description="A person of the staff list, with the rater of today.")
class StaffRow(ShowsRow):
    shows: ClassVar[type] = StaffRowView
    person: Person
    nip: str
    employment: EmploymentKind
    golongan: str
    rater: Person | None
    capacity: Capacity | None
    activated: bool = strawberry.field(description="Has set an own password.")


@strawberry.type(description="A page of the staff list, by name.")
class StaffPage(ShowsRow):
    shows: ClassVar[type] = StaffPageView
    rows: list[StaffRow]
    next: str | None
    total: int


def shown_import(row: StaffImportTable) -> StaffImport:
    """A row of the table, fetched with who uploaded it, as the graph shows it."""
    counts: dict[str, int] = row.counts
    employee = row.uploaded_by.employee if row.uploaded_by else None
    login = row.uploaded_by.login if row.uploaded_by else ""
    numbers: dict[str, Any] = {name: counts.get(name, 0) for name in _COUNTS}
    return StaffImport(
        row=row,
        id=strawberry.ID(str(row.id)),
        file_name=row.file_name,
        state=row.state,
        uploaded_at=row.uploaded_at,
        uploaded_by=employee.full_name if employee else login,
        effective_date=row.effective_date,
        progress=row.progress,
        total=row.total,
        sheets=row.sheets,
        sheet=row.sheet,
        finished_at=row.finished_at,
        failure=row.failure,
        **numbers,
    )


_COUNTS = (
    "rows",
    "good",
    "refused",
    "warned",
    "new_employees",
    "changed_employees",
    "unchanged",
    "new_units",
    "missing",
)


def _finding(row: StaffImportFinding) -> Finding:
    code = FindingCode(row.code)
    message, advice = words(code, row.value, row.values)
    message_en, advice_en = words(code, row.value, row.values, "en")
    return Finding(
        id=strawberry.ID(str(row.id)),
        line=row.line,
        column=row.column,
        value=row.value,
        level=row.level,
        code=row.code,
        message=message,
        advice=advice,
        message_en=message_en,
        advice_en=advice_en,
    )
