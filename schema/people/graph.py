"""Staff in the graph: the list, the reporting line, and staff files."""

from datetime import date
from typing import Annotated, Any, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.access import require
from schema.context import Context
from schema.errors import NotFound as NotFoundError
from schema.errors import Refused
from schema.people.actions import TypedLine, set_reporting_line
from schema.people.import_types import StaffImport, StaffPage, StaffRow
from schema.people.staff import one_of_staff, staff_page
from schema.people.uploads import confirm_import, discard_import
from schema.reads.staff_imports import import_by_id, newest_imports
from schema.rules.permissions import Operation
from schema.types import (
    Capacity,
    ImportNotReady,
    InvalidInput,
    NotAllowed,
    NotFound,
    plain_refusal,
    row_id,
)

GraphInfo: TypeAlias = Info[Context, None]

StaffImportAnswer = Annotated[
    StaffImport | NotFound | NotAllowed, strawberry.union("StaffImportAnswer")
]
ConfirmStaffImportAnswer = Annotated[
    StaffImport | NotFound | NotAllowed | ImportNotReady,
    strawberry.union("ConfirmStaffImportAnswer"),
]
SetReportingLineAnswer = Annotated[
    StaffRow | InvalidInput | NotFound | NotAllowed, strawberry.union("SetReportingLineAnswer")
]


@strawberry.input(description="Who rates an employee from a day on. The reason goes on record.")
class SetReportingLineInput:
    employee_id: strawberry.ID
    rater_id: strawberry.ID
    capacity: Capacity
    starts: date
    reason: str
    ends: date | None = strawberry.field(default=None, description="Last day; null: it runs on.")


@strawberry.type
class PeopleQuery:
    @strawberry.field(description="Uploaded staff files, newest first (HR_ADMIN, AUDITOR).")
    async def staff_imports(self, info: GraphInfo, first: int = 10) -> list[StaffImport]:
        require(info.context.viewer, Operation.READ_STAFF)
        return cast("list[StaffImport]", await newest_imports(first))

    @strawberry.field(description="One staff file (HR_ADMIN, AUDITOR).")
    async def staff_import(self, info: GraphInfo, id: strawberry.ID) -> StaffImportAnswer:
        try:
            require(info.context.viewer, Operation.READ_STAFF)
            return await _import(row_id(id))
        except Refused as refused:
            return cast(Any, plain_refusal(refused))

    @strawberry.field(
        description="Staff by name; `search` is part of a name or a whole NIP (HR_ADMIN, AUDITOR)."
    )
    async def staff(
        self,
        info: GraphInfo,
        search: str = "",
        unit_id: strawberry.ID | None = None,
        after: str | None = None,
        first: int = 25,
    ) -> StaffPage:
        unit = None if unit_id is None else row_id(unit_id)
        page = await staff_page(info.context, search, unit, after, first)
        return cast("StaffPage", page)


@strawberry.type
class PeopleMutation:
    @strawberry.mutation(description="Import what the preview of a file showed (HR_ADMIN).")
    async def confirm_staff_import(
        self, info: GraphInfo, id: strawberry.ID, good_rows_only: bool = False
    ) -> ConfirmStaffImportAnswer:
        try:
            await confirm_import(info.context, row_id(id), good_rows=good_rows_only)
            return await _import(row_id(id))
        except Refused as refused:
            return cast(Any, plain_refusal(refused))

    @strawberry.mutation(description="Throw a checked file away, with its rows (HR_ADMIN).")
    async def discard_staff_import(
        self, info: GraphInfo, id: strawberry.ID
    ) -> ConfirmStaffImportAnswer:
        try:
            await discard_import(info.context, row_id(id))
            return await _import(row_id(id))
        except Refused as refused:
            return cast(Any, plain_refusal(refused))

    @strawberry.mutation(description="Set who rates an employee from a day on (HR_ADMIN).")
    async def set_reporting_line(
        self, info: GraphInfo, input: SetReportingLineInput
    ) -> SetReportingLineAnswer:
        try:
            typed = _typed(input)
            await set_reporting_line(info.context, typed)
            return cast(Any, await one_of_staff(info.context, typed.employee_id))
        except Refused as refused:
            return cast(Any, plain_refusal(refused))


async def _import(import_id: int) -> StaffImport:
    row = await import_by_id(import_id)
    if row is None:
        raise NotFoundError
    return cast("StaffImport", row)


def _typed(given: SetReportingLineInput) -> TypedLine:
    return TypedLine(
        employee_id=row_id(given.employee_id),
        rater_id=row_id(given.rater_id),
        capacity=given.capacity,
        starts=given.starts,
        ends=given.ends,
        reason=given.reason,
    )
