"""Appraisal in the graph: it only translates between the graph, the reads and the actions."""

from collections.abc import Awaitable
from typing import Annotated, Any, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.access import lent_by, may_read_as_rater, result_to_read
from schema.context import Context
from schema.reads import drafts, periods, results, team
from schema.reads.rows import DraftRow
from schema.reads.rulebook import rulebook
from schema.reads.sql import default_db
from schema.review import actions, taking
from schema.review.checks import TypedDraft, TypedEvidence, TypedItem
from schema.review.types import (
    AlreadySubmitted,
    CopyRatingInput,
    Draft,
    DraftSaved,
    NotComplete,
    PeriodClosed,
    Result,
    ResultPage,
    RulesChanged,
    SaveDraftInput,
    StepNotPossible,
    Team,
    VersionConflict,
    YearChange,
)
from schema.review.weighing import duty_of
from schema.selection import wanted
from schema.types import (
    InvalidInput,
    NotAllowed,
    NotFound,
    NotYourTeam,
    PeriodKind,
    plain_refusal,
    row_id,
)
from schema.yearly import changes_to, readable

GraphInfo: TypeAlias = Info[Context, None]
T = TypeVar("T")

ResultAnswer = Annotated[Result | NotFound, strawberry.union("ResultAnswer")]
DraftAnswer = Annotated[Draft | NotFound, strawberry.union("DraftAnswer")]
OpenReviewAnswer = Annotated[
    Draft | Result | NotYourTeam | PeriodClosed | NotFound | NotAllowed,
    strawberry.union("OpenReviewAnswer"),
]
SaveDraftAnswer = Annotated[
    DraftSaved
    | VersionConflict
    | AlreadySubmitted
    | PeriodClosed
    | NotYourTeam
    | NotFound
    | NotAllowed
    | InvalidInput,
    strawberry.union("SaveDraftAnswer"),
]
SubmitReviewAnswer = Annotated[
    Result
    | StepNotPossible
    | NotComplete
    | RulesChanged
    | VersionConflict
    | AlreadySubmitted
    | PeriodClosed
    | NotYourTeam
    | NotFound
    | NotAllowed
    | InvalidInput,
    strawberry.union("SubmitReviewAnswer"),
]
StartCorrectionAnswer = Annotated[
    Draft | StepNotPossible | InvalidInput | PeriodClosed | NotYourTeam | NotFound | NotAllowed,
    strawberry.union("StartCorrectionAnswer"),
]
AbandonAnswer = Annotated[
    Result | VersionConflict | PeriodClosed | NotYourTeam | NotFound | NotAllowed,
    strawberry.union("AbandonAnswer"),
]
MarkReadAnswer = Annotated[Result | NotFound | NotAllowed, strawberry.union("MarkReadAnswer")]


@strawberry.type
class ReviewQuery:
    @strawberry.field(description="My delivered results, newest period first, at most 50 a page.")
    async def my_results(
        self, info: GraphInfo, first: int = 8, after: str | None = None
    ) -> ResultPage:
        ctx = info.context
        employee_id = ctx.viewer.employee_id
        if employee_id is None:
            return ResultPage(results=[], next=None)
        try:
            rows, cursor = await results.own_results(
                employee_id, first=first, after=after, today=ctx.today, wanted=wanted(info)
            )
        except ValueError:  # a cursor that no page has given
            rows, cursor = [], None
        return ResultPage(results=cast("list[Result]", rows), next=cursor)

    @strawberry.field(description="One version of a review that I received or gave.")
    async def result(
        self, info: GraphInfo, review_id: strawberry.ID, number: int | None = None
    ) -> ResultAnswer:
        return await _answered(info.context, _result(info, review_id, number))

    @strawberry.field(description="Every version of a review that I received or gave.")
    async def result_versions(self, info: GraphInfo, review_id: strawberry.ID) -> list[Result]:
        ctx = info.context
        try:
            await result_to_read(ctx.viewer, row_id(review_id), None, ctx.today)
        except errors.NotFound:
            return []
        rows = await results.result_versions(
            row_id(review_id), employee_id=ctx.viewer.employee_id or 0, today=ctx.today
        )
        return cast("list[Result]", rows)

    @strawberry.field(
        description="What an annual result, which I received or gave, does not know of its year: "
        "results that changed or came after it. Of no other result."
    )
    async def year_changes(
        self, info: GraphInfo, review_id: strawberry.ID, number: int | None = None
    ) -> list[YearChange]:
        ctx = info.context
        try:
            chosen = await result_to_read(ctx.viewer, row_id(review_id), number, ctx.today)
        except errors.NotFound:
            return []
        annual = await results.result_by_number(
            row_id(review_id), chosen, today=ctx.today, wanted=("weighed",)
        )
        rows = await changes_to(ctx, annual) if annual else []
        return cast("list[YearChange]", rows)

    @strawberry.field(description="Whom I rate in a period, and how far I am.")
    async def team(self, info: GraphInfo, period_id: strawberry.ID | None = None) -> Team:
        ctx = info.context
        rater_id = ctx.viewer.employee_id or 0  # 0 rates nobody
        try:
            chosen = None if period_id is None else row_id(period_id)
        except errors.NotFound:
            chosen = 0
        found = await team.team(rater_id, chosen, today=ctx.today, wanted=wanted(info))
        return cast("Team", found)

    @strawberry.field(description="My open draft of a review.")
    async def draft(self, info: GraphInfo, review_id: strawberry.ID) -> DraftAnswer:
        return await _answered(info.context, _draft(info.context, row_id_or_zero(review_id)))


@strawberry.type
class ReviewMutation:
    @strawberry.mutation(description="Begin a review, or find the one begun or given already.")
    async def open_review(
        self, info: GraphInfo, employee_id: strawberry.ID, period_id: strawberry.ID
    ) -> OpenReviewAnswer:
        async def opened() -> Any:
            ctx = info.context
            review_id = await actions.open_review(ctx, row_id(employee_id), row_id(period_id))
            return await _draft_or_result(ctx, review_id)

        return await _answered(info.context, opened())

    @strawberry.mutation(description="Save what changed; nothing is lost when it is refused.")
    async def save_draft(self, info: GraphInfo, input: SaveDraftInput) -> SaveDraftAnswer:
        async def saved() -> Any:
            ctx, review_id = info.context, row_id(input.review_id)
            await actions.save_draft(ctx, review_id, input.version, _typed(input))
            return DraftSaved(draft=await _draft(ctx, review_id))

        return await _answered(info.context, saved())

    @strawberry.mutation(
        description="Take rating and note of one item from an earlier result, with the reason why. "
        "It is marked as copied; evidence is not taken."
    )
    async def copy_rating(self, info: GraphInfo, input: CopyRatingInput) -> SaveDraftAnswer:
        async def copied() -> Any:
            ctx, review_id = info.context, row_id(input.review_id)
            await taking.copy_rating(
                ctx,
                taking.TypedCopy(
                    review_id=review_id,
                    version=input.version,
                    key=input.key,
                    from_review_id=row_id(input.from_review_id),
                    from_number=input.from_number,
                    reason=input.reason,
                ),
            )
            return DraftSaved(draft=await _draft(ctx, review_id))

        return await _answered(info.context, copied())

    @strawberry.mutation(
        description="Give the result; the same requestId counts once. `seen`: Draft.asks.seen."
    )
    async def submit_review(
        self,
        info: GraphInfo,
        review_id: strawberry.ID,
        version: int,
        request_id: strawberry.ID,
        seen: strawberry.ID | None = None,
    ) -> SubmitReviewAnswer:
        async def submitted() -> Any:
            ctx, review = info.context, row_id(review_id)
            by = None if seen is None else str(seen)
            number = await actions.submit_review(ctx, review, version, str(request_id), by)
            return await _result(info, review_id, number)

        return await _answered(info.context, submitted())

    @strawberry.mutation(description="Open a correction of a given result, with its reason.")
    async def start_correction(
        self, info: GraphInfo, review_id: strawberry.ID, reason: str
    ) -> StartCorrectionAnswer:
        async def started() -> Any:
            review = await actions.start_correction(info.context, row_id(review_id), reason)
            return await _draft(info.context, review)

        return await _answered(info.context, started())

    @strawberry.mutation(description="Drop an open correction; the result given stands.")
    async def abandon_correction(
        self, info: GraphInfo, review_id: strawberry.ID, version: int
    ) -> AbandonAnswer:
        async def abandoned() -> Any:
            number = await actions.abandon_correction(info.context, row_id(review_id), version)
            return await _result(info, review_id, number)

        return await _answered(info.context, abandoned())

    @strawberry.mutation(description="Record, once, that I opened my result.")
    async def mark_read(
        self, info: GraphInfo, review_id: strawberry.ID, number: int
    ) -> MarkReadAnswer:
        async def read() -> Any:
            await actions.mark_read(info.context, row_id(review_id), number)
            return await _result(info, review_id, number)

        return await _answered(info.context, read())


async def _answered(ctx: Context, work: Awaitable[T]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.PeriodClosed as refused:
        period = await periods.period_by_id(refused.period_id, ctx.today)
        return PeriodClosed(code=refused.code, message=refused.message, period=cast(Any, period))
    except errors.VersionConflict as refused:
        current = await _draft(ctx, refused.review_id)
        return VersionConflict(code=refused.code, message=refused.message, current=current)
    except errors.RulesChanged as refused:
        current = await _draft(ctx, refused.review_id)
        return RulesChanged(code=refused.code, message=refused.message, current=current)
    except errors.AlreadySubmitted as refused:
        rows = await results.current_results([refused.review_id], today=ctx.today, wanted=())
        result = cast(Any, rows[refused.review_id])
        return AlreadySubmitted(code=refused.code, message=refused.message, result=result)
    except errors.NotComplete as refused:
        return NotComplete(code=refused.code, message=refused.message, missing=refused.missing)
    except errors.StepNotPossible as refused:
        return StepNotPossible(code=refused.code, message=refused.message, why=refused.why)
    except errors.Refused as refused:
        return plain_refusal(refused)


async def _draft(ctx: Context, review_id: int) -> Draft:
    rater_id = ctx.viewer.employee_id or 0  # 0 writes no draft
    lender = None
    row = await drafts.draft(review_id, rater_id, today=ctx.today, db=default_db())
    if row is None and (lender := await lent_by(ctx.viewer, review_id, ctx.today)) is not None:
        row = await drafts.draft(review_id, lender, today=ctx.today, db=default_db())
    if row is None:
        raise errors.NotFound
    await _put_year(ctx, row, lender or ctx.viewer.employee_id or 0)
    if row.previous is not None:
        given_by = row.previous.rater.id
        if not await may_read_as_rater(ctx.viewer, row.employee.id, given_by, ctx.today):
            row.previous = None  # the line has moved, and somebody else has rated since
    return cast("Draft", row)


async def _put_year(ctx: Context, row: DraftRow, rater_id: int) -> None:
    """Leave of the year what the viewer may read; what is owed follows from what the rater may."""
    weighed = await readable(row.weighed, rater_id, row.employee.id, ctx.today)
    rules = (await rulebook()).for_period(row.period.ends)
    row.weighing_duty = duty_of(rules, PeriodKind(row.period.kind), weighed)
    if rater_id == ctx.viewer.employee_id:
        row.weighed = weighed
    else:
        row.weighed = await readable(weighed, ctx.viewer.employee_id, row.employee.id, ctx.today)


async def _draft_or_result(ctx: Context, review_id: int) -> Draft | Result:
    try:
        return await _draft(ctx, review_id)
    except errors.NotFound:
        given = await results.current_results(
            [review_id], today=ctx.today, wanted=("items", "steps")
        )
        return cast("Result", given[review_id])


async def _result(info: GraphInfo, review_id: strawberry.ID, number: int | None) -> Result:
    ctx = info.context
    chosen = await result_to_read(ctx.viewer, row_id(review_id), number, ctx.today)
    row = await results.result_by_number(
        row_id(review_id), chosen, today=ctx.today, wanted=wanted(info)
    )
    return cast("Result", row)


def row_id_or_zero(given: strawberry.ID) -> int:
    """The row id, or 0, which no row has."""
    try:
        return row_id(given)
    except errors.NotFound:
        return 0


def _typed(given: SaveDraftInput) -> TypedDraft:
    return TypedDraft(
        items=tuple(
            TypedItem(
                key=item.key,
                rating=item.rating,
                note=item.note,
                evidence=tuple(TypedEvidence(link.url, link.label) for link in item.evidence),
                copy_reason=item.copy_reason,
            )
            for item in given.items
        ),
        hasil=given.hasil,
        perilaku=given.perilaku,
        reason_hasil=given.reason_hasil,
        reason_perilaku=given.reason_perilaku,
        summary=given.summary,
        weighing=given.weighing,
    )
