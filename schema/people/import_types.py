"""Types of the graph for staff and staff files."""

from datetime import date, datetime
from typing import ClassVar

import strawberry

from schema.people.importing.findings import FindingCode, words
from schema.people.staff import StaffPageView, StaffRowView
from schema.reads.staff_imports import FindingRow, StaffImportRow, finding_count, findings_of
from schema.rules.vocabulary import FindingLevel
from schema.types import (
    Capacity,
    EmploymentKind,
    ImportState,
    Person,
    ShowsRow,
)


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
class StaffImport(ShowsRow):
    shows: ClassVar[type] = StaffImportRow
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
        rows = await findings_of(int(self.id), first=first, after=after, level=level)
        return [_finding(row) for row in rows]

    @strawberry.field
    async def finding_count(self, level: FindingLevel | None = None) -> int:
        """How many findings there are."""
        return await finding_count(int(self.id), level)


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


def _finding(row: FindingRow) -> Finding:
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
