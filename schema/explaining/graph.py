"""The account of a result and the simulation in the graph: it only translates."""

from collections.abc import Awaitable
from typing import Annotated, Any, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.access import result_to_read
from schema.context import Context
from schema.explaining.simulating import start_from_plan, start_from_result, tried_on
from schema.explaining.types import Explanation, Simulation, TriedRatingInput
from schema.reads import explanations
from schema.rules.simulation import Tried
from schema.types import InvalidInput, NotAllowed, NotFound, Rating, plain_refusal, row_id
from schema.yearly import changes_to

GraphInfo: TypeAlias = Info[Context, None]
T = TypeVar("T")

ExplanationAnswer = Annotated[Explanation | NotFound, strawberry.union("ExplanationAnswer")]
SimulationAnswer = Annotated[
    Simulation | NotFound | NotAllowed | InvalidInput, strawberry.union("SimulationAnswer")
]


@strawberry.type
class ExplainingQuery:
    @strawberry.field(description="The complete account of a result that I received or gave.")
    async def explanation(
        self, info: GraphInfo, review_id: strawberry.ID, number: int | None = None
    ) -> ExplanationAnswer:
        async def account() -> Any:
            ctx, review = info.context, row_id(review_id)
            chosen = await result_to_read(ctx.viewer, review, number, ctx.today)
            reader = ctx.viewer.employee_id or 0
            row = await explanations.explanation(review, chosen, reader_id=reader, today=ctx.today)
            if row is None:
                raise errors.NotFound
            if row.weighing is not None:
                row.weighing.changes = await changes_to(ctx, row.result)
            return row

        return await _answered(account())

    @strawberry.field(
        description="Try other ratings on a result, or on my plan of this year. Nothing is kept."
    )
    async def simulation(
        self,
        info: GraphInfo,
        review_id: strawberry.ID | None = None,
        number: int | None = None,
        ratings: list[TriedRatingInput] | None = None,
        hasil: Rating | None = None,
        perilaku: Rating | None = None,
    ) -> SimulationAnswer:
        async def simulated() -> Any:
            ctx = info.context
            tried = Tried({one.key: one.rating for one in ratings or ()}, hasil, perilaku)
            if review_id is None:
                start = await start_from_plan(ctx)
            else:
                start = await start_from_result(ctx, row_id(review_id), number)
            found, items = tried_on(start, tried)
            return Simulation(
                result=cast(Any, start.result),
                items=cast(Any, items),
                hasil=cast(Any, found.hasil),
                perilaku=cast(Any, found.perilaku),
                predikat=found.predikat,
                would_change=cast(Any, found.would_change),
                rule=cast(Any, start.rule),
                rules=cast(Any, explanations.rules_of(start.rule, start.rules, start.day)),
            )

        return await _answered(simulated())


async def _answered(work: Awaitable[T]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.Refused as refused:
        return plain_refusal(refused)
