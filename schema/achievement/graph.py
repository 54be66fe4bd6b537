"""Capaian and distribution in the graph: it only translates."""

from collections.abc import Awaitable
from typing import Annotated, Any, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.achievement.actions import TypedAchievement, set_achievement
from schema.achievement.overview import unit_in_period, unit_lists
from schema.achievement.types import NotYourUnit, SetAchievementInput, UnitInPeriod, UnitLists
from schema.context import Context
from schema.reads import periods
from schema.review.types import PeriodClosed
from schema.selection import wanted
from schema.types import InvalidInput, NotAllowed, NotFound, plain_refusal, row_id

GraphInfo: TypeAlias = Info[Context, None]
T = TypeVar("T")

UnitInPeriodAnswer = Annotated[
    UnitInPeriod | NotFound | NotAllowed, strawberry.union("UnitInPeriodAnswer")
]
SetAchievementAnswer = Annotated[
    UnitInPeriod | InvalidInput | NotYourUnit | PeriodClosed | NotAllowed | NotFound,
    strawberry.union("SetAchievementAnswer"),
]


@strawberry.type
class AchievementQuery:
    @strawberry.field(description="The units that concern me: where I work, whose capaian I set.")
    async def unit_lists(
        self,
        info: GraphInfo,
        period_id: strawberry.ID | None = None,
        below: strawberry.ID | None = None,
    ) -> UnitLists:
        chosen = None if period_id is None else _id_or_zero(period_id)
        parent = None if below is None else _id_or_zero(below)
        return await unit_lists(info.context, chosen, parent, wanted(info))

    @strawberry.field(description="One unit in a period: its capaian and how predikat are spread.")
    async def unit_in_period(
        self, info: GraphInfo, unit_id: strawberry.ID, period_id: strawberry.ID
    ) -> UnitInPeriodAnswer:
        async def found() -> Any:
            return await unit_in_period(info.context, row_id(unit_id), row_id(period_id))

        return await _answered(info.context, found())


@strawberry.type
class AchievementMutation:
    @strawberry.mutation(description="Set what a unit achieved (one level above its leader).")
    async def set_achievement(
        self, info: GraphInfo, input: SetAchievementInput
    ) -> SetAchievementAnswer:
        async def done() -> Any:
            typed = TypedAchievement(
                unit_id=row_id(input.unit_id),
                period_id=row_id(input.period_id),
                value=input.value,
                reason=input.reason,
                advice=input.advice,
                seen=input.seen,
            )
            await set_achievement(info.context, typed)
            return await unit_in_period(info.context, typed.unit_id, typed.period_id)

        return await _answered(info.context, done())


def _id_or_zero(given: strawberry.ID) -> int:
    """The row id, or 0, which no row has."""
    try:
        return row_id(given)
    except errors.NotFound:
        return 0


async def _answered(ctx: Context, work: Awaitable[T]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.NotYourUnit as refused:
        return NotYourUnit(
            code=refused.code, message=refused.message, unit_id=strawberry.ID(str(refused.unit_id))
        )
    except errors.PeriodClosed as refused:
        period = await periods.period_by_id(refused.period_id, ctx.today)
        return PeriodClosed(code=refused.code, message=refused.message, period=cast(Any, period))
    except errors.Refused as refused:
        return plain_refusal(refused)
