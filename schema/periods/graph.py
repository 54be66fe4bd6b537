"""Periods in the graph."""

from datetime import date
from typing import Annotated, Any, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.context import Context
from schema.errors import Refused
from schema.periods.actions import TypedPeriod, save_period
from schema.reads import periods
from schema.types import (
    InvalidInput,
    NotAllowed,
    NotFound,
    Period,
    PeriodKind,
    plain_refusal,
    row_id,
)

GraphInfo: TypeAlias = Info[Context, None]
SavePeriodAnswer = Annotated[
    Period | InvalidInput | NotAllowed | NotFound, strawberry.union("SavePeriodAnswer")
]


@strawberry.input(description="A period; without an id a new one. The reason goes on record.")
class SavePeriodInput:
    kind: PeriodKind
    year: int
    number: int
    opens: date
    closes: date
    reason: str
    id: strawberry.ID | None = None


@strawberry.type
class PeriodsQuery:
    @strawberry.field(description="Periods of a year or of every year, newest first, at most 60.")
    async def periods(self, info: GraphInfo, year: int | None = None) -> list[Period]:
        return cast("list[Period]", await periods.list_periods(year, info.context.today))


@strawberry.type
class PeriodsMutation:
    @strawberry.mutation(description="Make a period or move its rating window (HR_ADMIN).")
    async def save_period(self, info: GraphInfo, input: SavePeriodInput) -> SavePeriodAnswer:
        ctx = info.context
        try:
            period_id = await save_period(ctx, _typed(input))
        except Refused as refused:
            return cast(Any, plain_refusal(refused))
        return cast(Any, await periods.period_by_id(period_id, ctx.today))


def _typed(given: SavePeriodInput) -> TypedPeriod:
    return TypedPeriod(
        period_id=None if given.id is None else row_id(given.id),
        kind=given.kind,
        year=given.year,
        number=given.number,
        opens=given.opens,
        closes=given.closes,
        reason=given.reason,
    )
