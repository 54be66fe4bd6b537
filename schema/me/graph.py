"""The signed-in person in the graph."""

from typing import TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.context import Context
from schema.positions import position_of
from schema.reads.inbox import unread_of
from schema.reads.me import EmployeeRow, employee_row
from schema.types import Capacity, EmploymentKind, Person, Role

GraphInfo: TypeAlias = Info[Context, None]


@strawberry.type(description="The signed-in person. The NIP is the own one.")
class Me:
    person: Person | None = strawberry.field(description="Null for a system account.")
    nip: str
    employment: EmploymentKind | None
    golongan: str | None
    rater: Person | None = strawberry.field(description="My pejabat penilai today.")
    rater_capacity: Capacity | None
    roles: list[Role]
    is_rater: bool
    must_change_password: bool
    unread: int = strawberry.field(description="In my inbox, at most 99.")
    position: str = strawberry.field(description="Subscribe after it once this is on the screen.")


@strawberry.type
class MeQuery:
    @strawberry.field(description="The signed-in person, and where the stream of events is now.")
    async def me(self, info: GraphInfo) -> Me:
        ctx = info.context
        # Before anything else is read: what changes later is then replayed, never missed.
        position = await position_of(ctx.viewer)
        own, unread = None, 0
        if ctx.viewer.employee_id is not None:
            own = await employee_row(ctx.viewer.employee_id, ctx.today)
            unread = await unread_of(ctx.viewer.employee_id)
        return _me(ctx, own, unread, position)


def _me(ctx: Context, own: EmployeeRow | None, unread: int, position: str) -> Me:
    return Me(
        person=cast("Person", own.person) if own else None,
        nip=own.nip if own else "",
        employment=own.employment if own else None,
        golongan=own.golongan if own else None,
        rater=cast("Person | None", own.rater) if own else None,
        rater_capacity=own.rater_capacity if own else None,
        roles=sorted(ctx.viewer.roles),
        is_rater=bool(own and own.is_rater),
        must_change_password=ctx.viewer.must_change_password,
        unread=unread,
        position=position,
    )
