"""Self-assessment in the graph: write the own one, and see both beside each other in time."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Annotated, Any, ClassVar, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.context import Context
from schema.reads.periods import period_by_id
from schema.review.types import NotComplete, PeriodClosed, Result
from schema.rules.anchoring import SelfPhase, Sight
from schema.self_assessment import actions, views
from schema.types import (
    InvalidInput,
    NotAllowed,
    NotFound,
    NotYourTeam,
    Part,
    Period,
    Rating,
    Refusal,
    RhkKind,
    ShowsRow,
    plain_refusal,
    row_id,
)

GraphInfo: TypeAlias = Info[Context, None]
strawberry.enum(SelfPhase, description="Where a self-assessment stands.")
strawberry.enum(Sight, description="What a rater can see of a self-assessment.")


@strawberry.type(description="One item of the form with the own rating.")
class SelfItem:
    key: str
    part: Part
    kind: RhkKind | None
    title: str
    expectation: str
    rating: Rating | None
    note: str


@strawberry.type(description="My self-assessment for a period; version 0 before the first save.")
class SelfAssessment(ShowsRow):
    shows: ClassVar[type] = views.SelfAssessmentRow
    period: Period
    phase: SelfPhase
    version: int = strawberry.field(description="Give it back with the next save.")
    items: list[SelfItem]
    summary: str
    saved_at: datetime | None
    committed_at: datetime | None = strawberry.field(description="When it was sent.")
    year: list[Result] = strawberry.field(
        description="My own results of the year, in order of time, beside an annual one."
    )


@strawberry.type(description="The self-assessment that belongs to a review, as far as I may see.")
class SelfAssessmentBeside(ShowsRow):
    shows: ClassVar[type] = views.BesideRow
    sight: Sight
    committed_at: datetime | None = strawberry.field(description="When the employee sent it.")
    first_committed_at: datetime | None = strawberry.field(
        description="When the rater locked the first ratings."
    )
    moved: list[str] = strawberry.field(description="Items whose rating moved since then.")
    reason: str = strawberry.field(description="Why they moved.")
    items: list[SelfItem] = strawberry.field(description="Empty unless it may be seen.")
    summary: str


@strawberry.type
class SelfAssessmentClosed(Refusal):
    """It cannot be written any more, or not yet."""

    phase: SelfPhase


@strawberry.type
class SelfAssessmentConflict(Refusal):
    """Saved on another phone since: keep what was typed, show both."""

    current: SelfAssessment


SelfAssessmentAnswer = Annotated[
    SelfAssessment | NotFound | NotAllowed, strawberry.union("SelfAssessmentAnswer")
]
SaveSelfAssessmentAnswer = Annotated[
    SelfAssessment
    | SelfAssessmentClosed
    | SelfAssessmentConflict
    | NotComplete
    | InvalidInput
    | NotFound
    | NotAllowed,
    strawberry.union("SaveSelfAssessmentAnswer"),
]
BesideAnswer = Annotated[
    SelfAssessmentBeside | NotFound | NotAllowed, strawberry.union("BesideAnswer")
]
CommitFirstRatingsAnswer = Annotated[
    SelfAssessmentBeside
    | NotComplete
    | PeriodClosed
    | NotYourTeam
    | InvalidInput
    | NotFound
    | NotAllowed,
    strawberry.union("CommitFirstRatingsAnswer"),
]


@strawberry.input
class SelfItemInput:
    key: str
    rating: Rating | None = None
    note: str = ""


@strawberry.input(description="Items that changed, and the summary as it stands.")
class SaveSelfAssessmentInput:
    period_id: strawberry.ID
    version: int
    items: list[SelfItemInput]
    summary: str = ""


@strawberry.type
class SelfAssessmentQuery:
    @strawberry.field(description="My self-assessment for a period, or its blank form.")
    async def self_assessment(
        self, info: GraphInfo, period_id: strawberry.ID
    ) -> SelfAssessmentAnswer:
        return await _answered(info.context, _own(info.context, period_id))

    @strawberry.field(description="The self-assessment beside a review that I write or received.")
    async def self_assessment_beside(
        self, info: GraphInfo, review_id: strawberry.ID
    ) -> BesideAnswer:
        return await _answered(info.context, _beside(info.context, review_id))


@strawberry.type
class SelfAssessmentMutation:
    @strawberry.mutation(description="Save what changed; nothing is lost when it is refused.")
    async def save_self_assessment(
        self, info: GraphInfo, input: SaveSelfAssessmentInput
    ) -> SaveSelfAssessmentAnswer:
        async def saved() -> Any:
            typed = actions.TypedSelfAssessment(
                tuple(actions.TypedSelfItem(it.key, it.rating, it.note) for it in input.items),
                input.summary,
            )
            ctx, period_id = info.context, row_id(input.period_id)
            await actions.save_self_assessment(ctx, period_id, input.version, typed)
            return await _own(ctx, input.period_id)

        return await _answered(info.context, saved())

    @strawberry.mutation(description="Send my self-assessment: it never changes after that.")
    async def commit_self_assessment(
        self, info: GraphInfo, period_id: strawberry.ID, version: int
    ) -> SaveSelfAssessmentAnswer:
        async def committed() -> Any:
            await actions.commit_self_assessment(info.context, row_id(period_id), version)
            return await _own(info.context, period_id)

        return await _answered(info.context, committed())

    @strawberry.mutation(
        description="Lock my first ratings of a draft; shows the self-assessment if it was sent."
    )
    async def commit_first_ratings(
        self, info: GraphInfo, review_id: strawberry.ID
    ) -> CommitFirstRatingsAnswer:
        async def committed() -> Any:
            await actions.commit_first_ratings(info.context, row_id(review_id))
            return await _beside(info.context, review_id)

        return await _answered(info.context, committed())

    @strawberry.mutation(
        description="Say why ratings moved after I saw the self-assessment; it goes on record."
    )
    async def explain_moved_ratings(
        self, info: GraphInfo, review_id: strawberry.ID, reason: str
    ) -> CommitFirstRatingsAnswer:
        async def explained() -> Any:
            await actions.explain_moved_ratings(info.context, row_id(review_id), reason)
            return await _beside(info.context, review_id)

        return await _answered(info.context, explained())


async def _own(ctx: Context, period_id: strawberry.ID) -> SelfAssessment:
    return cast("SelfAssessment", await views.own_view(ctx, row_id(period_id)))


async def _beside(ctx: Context, review_id: strawberry.ID) -> SelfAssessmentBeside:
    return cast("SelfAssessmentBeside", await views.beside(ctx, row_id(review_id)))


async def _answered(ctx: Context, work: Awaitable[Any]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.SelfAssessmentClosed as refused:
        return SelfAssessmentClosed(code=refused.code, message=refused.message, phase=refused.phase)
    except errors.SelfAssessmentConflict as refused:
        current = await _own(ctx, strawberry.ID(str(refused.period_id)))
        return SelfAssessmentConflict(code=refused.code, message=refused.message, current=current)
    except errors.PeriodClosed as refused:
        period = await period_by_id(refused.period_id, ctx.today)
        return PeriodClosed(code=refused.code, message=refused.message, period=cast(Any, period))
    except errors.NotComplete as refused:
        return NotComplete(code=refused.code, message=refused.message, missing=refused.missing)
    except errors.Refused as refused:
        return plain_refusal(refused)
