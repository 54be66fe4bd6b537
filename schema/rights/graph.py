"""Rights in the graph: the table, roles and writing lent for some days, reading as an auditor."""

from collections.abc import Awaitable
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.access import require
from schema.context import Context
from schema.errors import Refused
from schema.reads import results, rights
from schema.review.types import Result
from schema.rights import actions
from schema.rules.permissions import Operation, Relation
from schema.types import (
    InvalidInput,
    NotAllowed,
    NotFound,
    Person,
    Role,
    ShowsRow,
    plain_refusal,
    row_id,
)

GraphInfo: TypeAlias = Info[Context, None]
strawberry.enum(Relation, description="What somebody is to the row in question.")
RESULTS_MOST = 20


@strawberry.type(description="One operation, in words, and who may do it.")
class Right:
    operation: str
    text: str
    text_en: str
    roles: list[Role]
    relations: list[Relation]


@strawberry.type(description="Who holds a role from when to when.")
class Grant:
    id: strawberry.ID
    role: Role
    person: Person | None = strawberry.field(description="Null for a system account.")
    starts: date
    ends: date | None
    lent: bool = strawberry.field(description="For some days only.")


@strawberry.type
class GrantList:
    rows: list[Grant]


@strawberry.type(description="Writing of drafts, lent by a rater for some days.")
class LentWriting:
    id: strawberry.ID
    rater: Person
    writer: Person
    starts: date
    ends: date
    reason: str


@strawberry.type(description="A draft in which I may write in the name of its rater.")
class LentDraft:
    review_id: strawberry.ID
    person: Person
    rater_id: strawberry.ID
    rated: int
    total: int


@strawberry.type
class LentWritingList(ShowsRow):
    shows: ClassVar[type] = list
    rows: list[LentWriting]
    drafts: list[LentDraft]


@strawberry.type(description="Somebody read my results by office, with this reason.")
class Reading:
    at: datetime
    name: str
    reason: str


@strawberry.type
class AuditedResults:
    results: list[Result]


@strawberry.input(description="To whom (NIP), from when to when, and why.")
class LendInput:
    nip: str
    starts: date
    ends: date
    reason: str


GrantsAnswer = Annotated[
    GrantList | InvalidInput | NotFound | NotAllowed, strawberry.union("GrantsAnswer")
]
LentWritingAnswer = Annotated[
    LentWritingList | InvalidInput | NotFound | NotAllowed, strawberry.union("LentWritingAnswer")
]
AuditAnswer = Annotated[
    AuditedResults | InvalidInput | NotFound | NotAllowed, strawberry.union("AuditAnswer")
]


@strawberry.type
class RightsQuery:
    @strawberry.field(description="Who may do what: the table that the gates use.")
    def rights(self) -> list[Right]:
        return cast("list[Right]", rights.rights())

    @strawberry.field(description="Roles that hold (HR_ADMIN, SYSTEM_ADMIN, AUDITOR).")
    async def grants(self, info: GraphInfo) -> GrantsAnswer:
        async def found() -> Any:
            require(info.context.viewer, Operation.READ_GRANTS)
            return await _grants(info.context)

        return await _answered(found())

    @strawberry.field(description="Writing that I lent or was lent, and the drafts I may write in.")
    async def lent_writing(self, info: GraphInfo) -> LentWritingList:
        return await _lent(info.context)

    @strawberry.field(description="Who read my results by office, newest first.")
    async def my_readings(self, info: GraphInfo) -> list[Reading]:
        employee_id = info.context.viewer.employee_id
        rows = [] if employee_id is None else await rights.readings_of(employee_id)
        return cast("list[Reading]", rows)


@strawberry.type
class RightsMutation:
    @strawberry.mutation(description="Let a colleague write drafts in my name for some days.")
    async def lend_writing(self, info: GraphInfo, input: LendInput) -> LentWritingAnswer:
        async def lent() -> Any:
            await actions.lend_writing(info.context, _typed(input))
            return await _lent(info.context)

        return await _answered(lent())

    @strawberry.mutation(description="Take lent writing back from today on.")
    async def end_lent_writing(self, info: GraphInfo, id: strawberry.ID) -> LentWritingAnswer:
        async def ended() -> Any:
            await actions.end_lent_writing(info.context, row_id(id))
            return await _lent(info.context)

        return await _answered(ended())

    @strawberry.mutation(description="Give somebody a role for some days (HR_ADMIN).")
    async def lend_role(self, info: GraphInfo, role: Role, input: LendInput) -> GrantsAnswer:
        async def lent() -> Any:
            await actions.lend_role(info.context, role, _typed(input))
            return await _grants(info.context)

        return await _answered(lent())

    @strawberry.mutation(description="Take a lent role back from today on (HR_ADMIN).")
    async def end_lent_role(self, info: GraphInfo, id: strawberry.ID, reason: str) -> GrantsAnswer:
        async def ended() -> Any:
            await actions.end_lent_role(info.context, row_id(id), reason)
            return await _grants(info.context)

        return await _answered(ended())

    @strawberry.mutation(
        description="Read somebody's results: the reason goes on record and the person sees it."
    )
    async def read_results(
        self, info: GraphInfo, employee_id: strawberry.ID, reason: str
    ) -> AuditAnswer:
        async def read() -> Any:
            ctx, who = info.context, row_id(employee_id)
            await actions.read_results(ctx, who, reason)
            rows, _ = await results.own_results(
                who, first=RESULTS_MOST, after=None, today=ctx.today, wanted=("items",)
            )
            return AuditedResults(results=cast("list[Result]", rows))

        return await _answered(read())


async def _answered(work: Awaitable[Any]) -> Any:
    """What the work gives, or the refusal it raised as a type of the graph."""
    try:
        return await work
    except Refused as refused:
        return plain_refusal(refused)


async def _grants(ctx: Context) -> GrantList:
    return GrantList(rows=cast(Any, await rights.running_grants(ctx.today)))


async def _lent(ctx: Context) -> LentWritingList:
    employee_id = ctx.viewer.employee_id or 0  # 0 lends nothing
    return LentWritingList(
        rows=cast(Any, await rights.lent_writing(employee_id, ctx.today)),
        drafts=cast(Any, await rights.lent_drafts(employee_id, ctx.today)),
    )


def _typed(given: LendInput) -> actions.TypedLending:
    return actions.TypedLending(given.nip, given.starts, given.ends, given.reason)
