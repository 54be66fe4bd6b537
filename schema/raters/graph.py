"""Who rates whom, in the graph: reports of a wrong rater, and what would follow from a new line."""

from collections.abc import Awaitable
from datetime import date, timedelta
from typing import Annotated, Any, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.access import require
from schema.context import Context
from schema.errors import NotFound as NotFoundError
from schema.errors import Refused
from schema.people.absences import TypedAbsence, end_absence, record_absence
from schema.people.actions import TypedLine
from schema.raters import actions, handover
from schema.raters.previewing import line_preview
from schema.raters.types import (
    AbsenceList,
    AcceptRaterReportInput,
    HandoverGiven,
    LinePreview,
    LinePreviewInput,
    PeriodPart,
    RaterReport,
    RaterReportFile,
    RaterReportPage,
    RecordAbsenceInput,
    ReportRaterInput,
)
from schema.reads import parts, rater_reports
from schema.rules.nip import Nip, read_nip
from schema.rules.permissions import Operation
from schema.types import (
    InvalidInput,
    NotAllowed,
    NotFound,
    NotYourTeam,
    Person,
    plain_refusal,
    row_id,
)

GraphInfo: TypeAlias = Info[Context, None]

RaterReportAnswer = Annotated[
    RaterReport | InvalidInput | NotFound | NotAllowed, strawberry.union("RaterReportAnswer")
]
RaterReportFileAnswer = Annotated[
    RaterReportFile | NotFound | NotAllowed, strawberry.union("RaterReportFileAnswer")
]
LinePreviewAnswer = Annotated[
    LinePreview | InvalidInput | NotFound | NotAllowed, strawberry.union("LinePreviewAnswer")
]

AbsencesAnswer = Annotated[
    AbsenceList | InvalidInput | NotFound | NotAllowed, strawberry.union("AbsencesAnswer")
]
HandoverAnswer = Annotated[
    HandoverGiven | InvalidInput | NotYourTeam | NotFound | NotAllowed,
    strawberry.union("HandoverAnswer"),
]


@strawberry.type
class RatersQuery:
    @strawberry.field(description="The parts of my periods of a year, with months and reasons.")
    async def my_parts(self, info: GraphInfo, year: int) -> list[PeriodPart]:
        ctx = info.context
        known = ctx.viewer.employee_id is not None and 2000 <= year <= 2100
        rows = await parts.own_parts(ctx.viewer.employee_id or 0, year, ctx.today) if known else []
        return cast("list[PeriodPart]", rows)

    @strawberry.field(description="Days away of somebody, latest first (HR_ADMIN, AUDITOR).")
    async def absences(self, info: GraphInfo, employee_id: strawberry.ID) -> AbsencesAnswer:
        async def found() -> Any:
            require(info.context.viewer, Operation.READ_ABSENCES)
            return await _absences(row_id(employee_id))

        return await _answered(found())

    @strawberry.field(description="What I reported about my rater, newest first, at most ten.")
    async def my_rater_reports(self, info: GraphInfo) -> list[RaterReport]:
        employee_id = info.context.viewer.employee_id
        rows = [] if employee_id is None else await rater_reports.own_reports(employee_id)
        return cast("list[RaterReport]", rows)

    @strawberry.field(
        description="Heads of my unit and those above it; with a NIP the one person who has it."
    )
    async def rater_candidates(self, info: GraphInfo, nip: str = "") -> list[Person]:
        ctx = info.context
        if ctx.viewer.employee_id is None:
            return []
        if not nip.strip():
            heads = await rater_reports.heads_above(ctx.viewer.employee_id, ctx.today)
            return cast("list[Person]", heads)
        read = read_nip(nip, ctx.today)
        if not isinstance(read, Nip):
            return []
        found = await rater_reports.person_of_nip(read.digits, ctx.viewer.employee_id)
        return cast("list[Person]", [found] if found else [])

    @strawberry.field(description="Reports that wait, or answered ones (HR_ADMIN, AUDITOR).")
    async def rater_reports(
        self, info: GraphInfo, waiting: bool = True, first: int = 25, after: str | None = None
    ) -> RaterReportPage:
        require(info.context.viewer, Operation.READ_RATER_REPORTS)
        place = int(after) if after and after.isascii() and after.isdigit() else None
        rows, more = await rater_reports.list_reports(waiting=waiting, first=first, after=place)
        return RaterReportPage(
            rows=cast("list[RaterReport]", rows),
            next=None if more is None else str(more),
            waiting=await rater_reports.waiting_reports(),
        )

    @strawberry.field(description="One report with lines and dates (HR_ADMIN, AUDITOR).")
    async def rater_report(self, info: GraphInfo, id: strawberry.ID) -> RaterReportFileAnswer:
        return await _answered(_file(info.context, id))

    @strawberry.field(description="What would follow from a line; nothing is written (HR_ADMIN).")
    async def line_preview(self, info: GraphInfo, input: LinePreviewInput) -> LinePreviewAnswer:
        async def shown() -> Any:
            typed = TypedLine(
                employee_id=row_id(input.employee_id),
                rater_id=row_id(input.rater_id),
                capacity=input.capacity,
                starts=input.starts,
                ends=input.ends,
                reason="",
            )
            return await line_preview(info.context, typed)

        return await _answered(shown())


@strawberry.type
class RatersMutation:
    @strawberry.mutation(description="Leave a note for who gives the evaluation, once.")
    async def give_handover(
        self, info: GraphInfo, employee_id: strawberry.ID, period_id: strawberry.ID, note: str
    ) -> HandoverAnswer:
        async def given() -> Any:
            await handover.give_handover(info.context, row_id(employee_id), row_id(period_id), note)
            return HandoverGiven(employee_id=employee_id)

        return await _answered(given())

    @strawberry.mutation(description="Put days away on record (HR_ADMIN).")
    async def record_absence(self, info: GraphInfo, input: RecordAbsenceInput) -> AbsencesAnswer:
        async def recorded() -> Any:
            employee_id = row_id(input.employee_id)
            typed = TypedAbsence(employee_id, input.kind, input.starts, input.ends, input.letter)
            await record_absence(info.context, typed)
            return await _absences(employee_id)

        return await _answered(recorded())

    @strawberry.mutation(
        description="Say which day away was the last; the day before the first takes it back."
    )
    async def end_absence(
        self, info: GraphInfo, id: strawberry.ID, ends: date, letter: str
    ) -> AbsencesAnswer:
        async def ended() -> Any:
            done = await end_absence(info.context, row_id(id), ends, letter)
            return await _absences(await parts.employee_of_absence(done))

        return await _answered(ended())

    @strawberry.mutation(description="Say that my rater is the wrong one.")
    async def report_rater(self, info: GraphInfo, input: ReportRaterInput) -> RaterReportAnswer:
        async def reported() -> Any:
            proposed = None if input.proposed_id is None else row_id(input.proposed_id)
            typed = actions.TypedReport(
                reason=input.reason,
                proposed_id=proposed,
                proposed_nip=input.proposed_nip,
                proposed_words=input.proposed_words,
                since=input.since,
            )
            return await _report(await actions.report_rater(info.context, typed))

        return await _answered(reported())

    @strawberry.mutation(description="Take my report back while nobody has answered it.")
    async def withdraw_rater_report(self, info: GraphInfo, id: strawberry.ID) -> RaterReportAnswer:
        async def withdrawn() -> Any:
            return await _report(await actions.withdraw_report(info.context, row_id(id)))

        return await _answered(withdrawn())

    @strawberry.mutation(description="Answer a report with a new line (HR_ADMIN).")
    async def accept_rater_report(
        self, info: GraphInfo, input: AcceptRaterReportInput
    ) -> RaterReportAnswer:
        async def accepted() -> Any:
            typed = TypedLine(
                employee_id=0,  # the report says whose line it is
                rater_id=row_id(input.rater_id),
                capacity=input.capacity,
                starts=input.starts,
                ends=input.ends,
                reason=input.reason,
            )
            done = await actions.accept_report(info.context, row_id(input.report_id), typed)
            return await _report(done)

        return await _answered(accepted())

    @strawberry.mutation(description="Answer a report with a reason; the line stays (HR_ADMIN).")
    async def refuse_rater_report(
        self, info: GraphInfo, id: strawberry.ID, reason: str
    ) -> RaterReportAnswer:
        async def refused() -> Any:
            return await _report(await actions.refuse_report(info.context, row_id(id), reason))

        return await _answered(refused())


async def _answered(work: Awaitable[Any]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except Refused as refused:
        return plain_refusal(refused)


async def _absences(employee_id: int) -> AbsenceList:
    return AbsenceList(rows=cast(Any, await parts.absences_of(employee_id)))


async def _report(report_id: int) -> Any:
    row = await rater_reports.report_by_id(report_id)
    if row is None:
        raise NotFoundError
    return row


async def _file(ctx: Context, given: strawberry.ID) -> RaterReportFile:
    require(ctx.viewer, Operation.READ_RATER_REPORTS)
    row = await _report(row_id(given))
    last = await rater_reports.last_closed_day(ctx.today)
    lines = await rater_reports.lines_of_employee(row.employee.id, ctx.today)
    return RaterReportFile(
        report=row,
        lines=cast(Any, lines),
        free_from=last + timedelta(days=1) if last else None,
        own=row.employee.id == ctx.viewer.employee_id,
    )
