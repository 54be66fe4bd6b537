"""Planning in the graph: it only translates between the graph, the reads and the actions."""

from collections.abc import Awaitable
from typing import Annotated, Any, TypeAlias, TypeVar, cast

import strawberry
from strawberry.types import Info

from schema import errors
from schema.access import skp_to_read, unit_to_oversee
from schema.context import Context
from schema.planning import actions, agreeing, desk
from schema.planning.typed import typed_of
from schema.planning.types import (
    EditsUnanswered,
    LeaderChoice,
    PlanGapsPage,
    PlanningExcluded,
    RoleMatrix,
    SaveSkpInput,
    Skp,
    SkpDesk,
    SkpDifference,
    SkpNotComplete,
    SkpTemplate,
    SkpVersion,
    SkpVersionConflict,
    SkpWrongState,
    TeamPlans,
    UnitPlansPage,
)
from schema.reads import plans, team_plans
from schema.reads.skp_rows import SkpDeskRow
from schema.selection import wanted
from schema.types import InvalidInput, NotAllowed, NotFound, NotYourTeam, plain_refusal, row_id

GraphInfo: TypeAlias = Info[Context, None]
T = TypeVar("T")

SkpAnswer = Annotated[Skp | NotFound, strawberry.union("SkpAnswer")]
SkpVersionAnswer = Annotated[SkpVersion | NotFound, strawberry.union("SkpVersionAnswer")]
SkpDifferenceAnswer = Annotated[SkpDifference | NotFound, strawberry.union("SkpDifferenceAnswer")]
SkpDeskAnswer = Annotated[SkpDesk | InvalidInput | NotAllowed, strawberry.union("SkpDeskAnswer")]
UnitPlansAnswer = Annotated[
    UnitPlansPage | NotFound | NotAllowed, strawberry.union("UnitPlansAnswer")
]
PlanGapsAnswer = Annotated[PlanGapsPage | NotFound | NotAllowed, strawberry.union("PlanGapsAnswer")]
OpenSkpAnswer = Annotated[
    Skp | PlanningExcluded | InvalidInput | NotAllowed, strawberry.union("OpenSkpAnswer")
]
SkpStepAnswer = Annotated[
    Skp
    | SkpVersionConflict
    | SkpWrongState
    | SkpNotComplete
    | EditsUnanswered
    | PlanningExcluded
    | InvalidInput
    | NotFound
    | NotAllowed
    | NotYourTeam,
    strawberry.union("SkpStepAnswer"),
]


@strawberry.type
class PlanningQuery:
    @strawberry.field(description="My planning of a year; without one the year of today.")
    async def my_planning(self, info: GraphInfo, year: int | None = None) -> SkpDeskAnswer:
        ctx = info.context

        async def found() -> SkpDeskRow:
            return await desk.desk(ctx, year)

        return await _answered(ctx, found())

    @strawberry.field(description="One plan: my own, of somebody I lead, or for the offices.")
    async def skp(self, info: GraphInfo, id: strawberry.ID) -> SkpAnswer:
        return await _answered(info.context, _skp(info, row_id_or_zero(id)))

    @strawberry.field(description="One agreed version of a plan that I may read.")
    async def skp_version(
        self, info: GraphInfo, skp_id: strawberry.ID, number: int
    ) -> SkpVersionAnswer:
        async def found() -> Any:
            await skp_to_read(info.context.viewer, row_id(skp_id), info.context.today)
            version = await plans.version(row_id(skp_id), number)
            if version is None:
                raise errors.NotFound
            return version

        return await _answered(info.context, found())

    @strawberry.field(description="Every agreed version of a plan that I may read, newest first.")
    async def skp_versions(self, info: GraphInfo, skp_id: strawberry.ID) -> list[SkpVersion]:
        try:
            await skp_to_read(info.context.viewer, row_id(skp_id), info.context.today)
        except errors.NotFound:
            return []
        return cast("list[SkpVersion]", await plans.versions(row_id(skp_id)))

    @strawberry.field(
        description="What changed from version `before` (0: nothing) to `after` (null: the draft)."
    )
    async def skp_difference(
        self, info: GraphInfo, skp_id: strawberry.ID, before: int, after: int | None = None
    ) -> SkpDifferenceAnswer:
        async def found() -> Any:
            ctx = info.context
            _, role = await skp_to_read(ctx.viewer, row_id(skp_id), ctx.today)
            changed = await plans.skp_difference(row_id(skp_id), before, after, role)
            if changed is None:
                raise errors.NotFound
            return changed

        return await _answered(info.context, found())

    @strawberry.field(description="The RHK of the leader that a plan of mine can intervene.")
    async def leader_choices(self, info: GraphInfo, skp_id: strawberry.ID) -> list[LeaderChoice]:
        ctx = info.context
        try:
            found = await desk.choices(ctx, row_id(skp_id))
        except errors.NotFound:
            found = []
        return cast("list[LeaderChoice]", found)

    @strawberry.field(description="Examples for the post of a plan of mine.")
    async def skp_templates(self, info: GraphInfo, skp_id: strawberry.ID) -> list[SkpTemplate]:
        try:
            found = await desk.templates(info.context, row_id(skp_id))
        except errors.NotFound:
            found = []
        return cast("list[SkpTemplate]", found)

    @strawberry.field(description="The plans of those I lead, and my own.")
    async def team_plans(self, info: GraphInfo, year: int | None = None) -> TeamPlans:
        ctx = info.context
        leader = ctx.viewer.employee_id or 0  # 0 leads nobody
        chosen = desk.sane_year(year, ctx.today)
        return cast(Any, await team_plans.team_plans(leader, chosen, today=ctx.today))

    @strawberry.field(description="Matriks peran hasil: my RHK against those I lead.")
    async def role_matrix(self, info: GraphInfo, year: int | None = None) -> RoleMatrix:
        ctx = info.context
        leader = ctx.viewer.employee_id or 0
        chosen = desk.sane_year(year, ctx.today)
        return cast(Any, await team_plans.role_matrix(leader, chosen, today=ctx.today))

    @strawberry.field(
        description="How far the plans of my units are; the offices see every unit, from the top."
    )
    async def unit_plans(
        self,
        info: GraphInfo,
        unit_id: strawberry.ID | None = None,
        year: int | None = None,
        first: int = 25,
        after: str = "",
    ) -> UnitPlansAnswer:
        async def found() -> Any:
            ctx = info.context
            asked = None if unit_id is None else row_id(unit_id)
            chosen = await unit_to_oversee(ctx.viewer, asked, ctx.today)
            return await _paged(
                team_plans.unit_plans(
                    chosen, desk.sane_year(year, ctx.today), first=first, after=after
                )
            )

        return await _answered(info.context, found())

    @strawberry.field(description="Who has no agreed plan in a unit and below it, by name.")
    async def plan_gaps(
        self,
        info: GraphInfo,
        unit_id: strawberry.ID,
        year: int | None = None,
        first: int = 25,
        after: str = "",
    ) -> PlanGapsAnswer:
        async def found() -> Any:
            ctx = info.context
            chosen = await unit_to_oversee(ctx.viewer, row_id(unit_id), ctx.today)
            plan_year = desk.sane_year(year, ctx.today)
            return await _paged(
                team_plans.plan_gaps(
                    chosen or 0, plan_year, today=ctx.today, first=first, after=after
                )
            )

        return await _answered(info.context, found())


@strawberry.type
class PlanningMutation:
    @strawberry.mutation(description="Begin my plan of a year, or find the one begun.")
    async def open_skp(self, info: GraphInfo, year: int) -> OpenSkpAnswer:
        async def opened() -> Any:
            return await _skp(info, await actions.open_skp(info.context, year))

        return await _answered(info.context, opened())

    @strawberry.mutation(description="Save what changed; nothing is lost when it is refused.")
    async def save_skp(self, info: GraphInfo, input: SaveSkpInput) -> SkpStepAnswer:
        async def saved() -> Any:
            skp_id = row_id(input.skp_id)
            await actions.save_skp(info.context, skp_id, input.version, typed_of(input))
            return await _skp(info, skp_id)

        return await _answered(info.context, saved())

    @strawberry.mutation(description="Take items of an example into my draft, marked as such.")
    async def copy_skp_template(
        self,
        info: GraphInfo,
        skp_id: strawberry.ID,
        version: int,
        template_id: strawberry.ID,
        items: list[str],
    ) -> SkpStepAnswer:
        async def copied() -> Any:
            skp = row_id(skp_id)
            await actions.copy_template(info.context, skp, version, str(template_id), items)
            return await _skp(info, skp)

        return await _answered(info.context, copied())

    @strawberry.mutation(description="Put my plan before the leader; the same requestId once.")
    async def submit_skp(
        self, info: GraphInfo, skp_id: strawberry.ID, version: int, request_id: strawberry.ID
    ) -> SkpStepAnswer:
        async def submitted() -> Any:
            skp = row_id(skp_id)
            await actions.submit_skp(info.context, skp, version, str(request_id))
            return await _skp(info, skp)

        return await _answered(info.context, submitted())

    @strawberry.mutation(description="Take my submitted plan back to go on writing.")
    async def withdraw_skp(
        self, info: GraphInfo, skp_id: strawberry.ID, version: int
    ) -> SkpStepAnswer:
        async def withdrawn() -> Any:
            await actions.withdraw_skp(info.context, row_id(skp_id), version)
            return await _skp(info, row_id(skp_id))

        return await _answered(info.context, withdrawn())

    @strawberry.mutation(description="Let the leader read my draft along, or not.")
    async def share_skp(
        self, info: GraphInfo, skp_id: strawberry.ID, shared: bool
    ) -> SkpStepAnswer:
        async def done() -> Any:
            await actions.share_skp(info.context, row_id(skp_id), shared)
            return await _skp(info, row_id(skp_id))

        return await _answered(info.context, done())

    @strawberry.mutation(description="Give a submitted plan back, with the reason and my edits.")
    async def return_skp(
        self,
        info: GraphInfo,
        skp_id: strawberry.ID,
        version: int,
        reason: str,
        request_id: strawberry.ID,
    ) -> SkpStepAnswer:
        async def returned() -> Any:
            skp = row_id(skp_id)
            await agreeing.return_skp(info.context, skp, version, reason, str(request_id))
            return await _skp(info, skp)

        return await _answered(info.context, returned())

    @strawberry.mutation(description="Agree: a version that never changes; same requestId once.")
    async def agree_skp(
        self, info: GraphInfo, skp_id: strawberry.ID, version: int, request_id: strawberry.ID
    ) -> SkpStepAnswer:
        async def agreed() -> Any:
            skp = row_id(skp_id)
            await agreeing.agree_skp(info.context, skp, version, str(request_id))
            return await _skp(info, skp)

        return await _answered(info.context, agreed())

    @strawberry.mutation(description="Open an agreed plan for a change, with its reason.")
    async def start_skp_change(
        self, info: GraphInfo, skp_id: strawberry.ID, reason: str
    ) -> SkpStepAnswer:
        async def started() -> Any:
            await agreeing.start_change(info.context, row_id(skp_id), reason)
            return await _skp(info, row_id(skp_id))

        return await _answered(info.context, started())

    @strawberry.mutation(description="Drop a change being written; the agreed version stays.")
    async def abandon_skp_change(
        self, info: GraphInfo, skp_id: strawberry.ID, version: int
    ) -> SkpStepAnswer:
        async def abandoned() -> Any:
            await agreeing.abandon_change(info.context, row_id(skp_id), version)
            return await _skp(info, row_id(skp_id))

        return await _answered(info.context, abandoned())

    @strawberry.mutation(description="Say something about a plan or one item of it.")
    async def comment_skp(
        self,
        info: GraphInfo,
        skp_id: strawberry.ID,
        text: str,
        request_id: strawberry.ID,
        item: str = "",
    ) -> SkpStepAnswer:
        async def commented() -> Any:
            skp = row_id(skp_id)
            await agreeing.comment_skp(info.context, skp, item, text, str(request_id))
            return await _skp(info, skp)

        return await _answered(info.context, commented())


async def _answered(ctx: Context, work: Awaitable[T]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except errors.SkpVersionConflict as refused:
        current = await _current(ctx, refused.skp_id)
        return SkpVersionConflict(code=refused.code, message=refused.message, current=current)
    except errors.SkpWrongState as refused:
        current = await _current(ctx, refused.skp_id)
        return SkpWrongState(code=refused.code, message=refused.message, current=current)
    except errors.EditsUnanswered as refused:
        current = await _current(ctx, refused.skp_id)
        return EditsUnanswered(code=refused.code, message=refused.message, current=current)
    except errors.SkpNotComplete as refused:
        gaps = cast(Any, refused.gaps)
        return SkpNotComplete(code=refused.code, message=refused.message, gaps=gaps)
    except errors.PlanningExcluded as refused:
        return PlanningExcluded(code=refused.code, message=refused.message)
    except errors.Refused as refused:
        return plain_refusal(refused)


async def _paged(work: Awaitable[T]) -> T:
    try:
        return await work
    except ValueError:  # a cursor that no page has given
        raise errors.NotFound from None


async def _skp(info: GraphInfo, skp_id: int) -> Skp:
    return await _read(info.context, skp_id, wanted(info))


async def _current(ctx: Context, skp_id: int) -> Skp:
    return await _read(ctx, skp_id, frozenset({"agreed", "notes", "gaps"}))


async def _read(ctx: Context, skp_id: int, fields: frozenset[str]) -> Skp:
    _, role = await skp_to_read(ctx.viewer, skp_id, ctx.today)
    viewer_id = ctx.viewer.employee_id or 0
    return cast("Skp", await plans.skp(skp_id, role, viewer_id, today=ctx.today, wanted=fields))


def row_id_or_zero(given: strawberry.ID) -> int:
    """The row id, or 0, which no row has."""
    try:
        return row_id(given)
    except errors.NotFound:
        return 0
