"""Terms and the working calendar in the graph: it only translates."""

from collections.abc import Awaitable
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.context import Context
from schema.reads import terms as reads
from schema.reference.holidays import FIRST_YEAR, LAST_YEAR
from schema.rules.marked import RuleMark
from schema.rules.terms import term_on
from schema.rules.vocabulary import DayKind, TermKey
from schema.terms import actions, preview
from schema.terms.actions import TypedDay, TypedTerm, TypedWeek
from schema.terms.preview import PreviewRow
from schema.types import InvalidInput, NotAllowed, NotFound, ShowsRow, plain_refusal, row_id

GraphInfo: TypeAlias = Info[Context, None]
T = TypeVar("T")

for _word in (TermKey, DayKind, RuleMark):
    strawberry.enum(_word)


@strawberry.type(description="How long a term is from a day on, where that stands, how sure.")
class Term:
    key: TermKey
    days: int
    day_kind: DayKind
    valid_from: date
    source: str
    mark: RuleMark
    in_force: bool = strawberry.field(description="For what starts today.")


@strawberry.type(description="A day off; `reason` is filled for those that HR entered.")
class DayOff:
    day: date
    name: str
    from_hr: bool
    reason: str


@strawberry.type
class CalendarChange:
    day: date
    off: bool
    name: str
    reason: str
    created_at: datetime
    applied_at: datetime | None = strawberry.field(
        description="When every running term had been lengthened; null while it is being done."
    )


@strawberry.type(description="Days a week that a unit and those below it work, from a day on.")
class WorkingWeek:
    unit_id: strawberry.ID
    unit: str
    days: int
    starts: date
    reason: str


@strawberry.type(description="The working calendar of a year.")
class WorkYear:
    year: int
    days_off: list[DayOff]
    changes: list[CalendarChange] = strawberry.field(description="By HR, newest first.")
    weeks: list[WorkingWeek] = strawberry.field(description="Other units work Monday to Friday.")


@strawberry.type
class TermExample:
    key: TermKey
    starts: date
    before: date
    after: date


@strawberry.type(description="What a change would do. Running terms never become shorter.")
class TermPreview(ShowsRow):
    shows = PreviewRow
    running: int
    lengthened: int
    examples: list[TermExample]


@strawberry.type
class TermsSaved:
    terms: list[Term]


@strawberry.input
class TermInput:
    key: TermKey
    days: int
    day_kind: DayKind
    valid_from: date
    source: str
    mark: RuleMark
    reason: str


@strawberry.input(description="off false makes it a working day again.")
class CalendarDayInput:
    day: date
    off: bool
    reason: str
    name: str = ""


@strawberry.input
class WorkingWeekInput:
    unit_id: strawberry.ID
    days: int
    starts: date
    reason: str


TermPreviewAnswer = Annotated[
    TermPreview | InvalidInput | NotAllowed, strawberry.union("TermPreviewAnswer")
]
SaveTermAnswer = Annotated[
    TermsSaved | InvalidInput | NotAllowed, strawberry.union("SaveTermAnswer")
]
SaveCalendarAnswer = Annotated[
    WorkYear | InvalidInput | NotFound | NotAllowed, strawberry.union("SaveCalendarAnswer")
]


@strawberry.type
class TermsQuery:
    @strawberry.field(description="Every term with its dates: they concern everybody.")
    async def terms(self, info: GraphInfo) -> list[Term]:
        return await _terms(info.context)

    @strawberry.field(description="Days off of a year, and what HR changed in it.")
    async def work_year(self, info: GraphInfo, year: int) -> WorkYear | None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        return await _year(year)

    @strawberry.field(description="What a new term would do (HR_ADMIN). Nothing is saved.")
    async def term_preview(self, info: GraphInfo, input: TermInput) -> TermPreviewAnswer:
        return await _answered(preview.preview_term(info.context, _typed_term(input)))

    @strawberry.field(description="What a day off more or less would do (HR_ADMIN).")
    async def calendar_preview(self, info: GraphInfo, input: CalendarDayInput) -> TermPreviewAnswer:
        return await _answered(preview.preview_calendar(info.context, _typed_day(input)))


@strawberry.type
class TermsMutation:
    @strawberry.mutation(description="Add a dated term (HR_ADMIN); what runs keeps its dates.")
    async def save_term(self, info: GraphInfo, input: TermInput) -> SaveTermAnswer:
        async def saved() -> Any:
            await actions.save_term(info.context, _typed_term(input))
            return TermsSaved(terms=await _terms(info.context))

        return await _answered(saved())

    @strawberry.mutation(description="Make a day off, or a working day again (HR_ADMIN).")
    async def save_calendar_day(
        self, info: GraphInfo, input: CalendarDayInput
    ) -> SaveCalendarAnswer:
        async def saved() -> Any:
            await actions.save_calendar_day(info.context, _typed_day(input))
            return await _year(input.day.year)

        return await _answered(saved())

    @strawberry.mutation(description="Give a unit a week of five or six working days (HR_ADMIN).")
    async def save_working_week(
        self, info: GraphInfo, input: WorkingWeekInput
    ) -> SaveCalendarAnswer:
        async def saved() -> Any:
            typed = TypedWeek(row_id(input.unit_id), input.days, input.starts, input.reason)
            await actions.save_working_week(info.context, typed)
            return await _year(input.starts.year)

        return await _answered(saved())


async def _answered(work: Awaitable[T]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.Refused as refused:
        return plain_refusal(refused)


async def _terms(ctx: Context) -> list[Term]:
    known = await reads.known_terms()
    holding = {id(term_on(known, key, ctx.today)) for key in TermKey}
    return [
        Term(
            key=term.key,
            days=term.days,
            day_kind=term.day_kind,
            valid_from=term.valid_from,
            source=term.source,
            mark=term.mark,
            in_force=id(term) in holding,
        )
        for term in sorted(known, key=lambda one: (list(TermKey).index(one.key), one.valid_from))
    ]


async def _year(year: int) -> WorkYear:
    return WorkYear(
        year=year,
        days_off=cast("list[DayOff]", await reads.days_off(year)),
        changes=cast("list[CalendarChange]", await reads.calendar_changes(year)),
        weeks=cast("list[WorkingWeek]", await reads.working_weeks()),
    )


def _typed_term(given: TermInput) -> TypedTerm:
    return TypedTerm(
        key=given.key,
        days=given.days,
        day_kind=given.day_kind,
        valid_from=given.valid_from,
        source=given.source,
        mark=given.mark,
        reason=given.reason,
    )


def _typed_day(given: CalendarDayInput) -> TypedDay:
    return TypedDay(day=given.day, off=given.off, name=given.name, reason=given.reason)
