"""My devices: list them, end one, end all others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import strawberry

from schema.access import require
from schema.account import actions
from schema.context import Context
from schema.errors import NotFound as NotFoundError
from schema.models import LoginSession
from schema.rules.permissions import Operation
from schema.types import NotFound, row_id

Info = strawberry.Info[Context, None]


@strawberry.type(description="A device that is signed in to my account.")
class SessionInfo:
    id: strawberry.ID
    current: bool = strawberry.field(description="The device that asks.")
    device: str
    address: str
    started_at: datetime
    last_seen_at: datetime


@strawberry.type(description="How many sessions ended by this.")
class SessionsEnded:
    count: int


EndSessionAnswer = Annotated[SessionsEnded | NotFound, strawberry.union("EndSessionAnswer")]


async def _my_sessions(info: Info) -> list[SessionInfo]:
    require(info.context.viewer, Operation.READ_OWN_SESSIONS)
    return [_shown(row, info.context) for row in await _live_sessions(info.context)]


async def _end_session(info: Info, id: strawberry.ID) -> EndSessionAnswer:
    require(info.context.viewer, Operation.READ_OWN_SESSIONS)
    try:
        return SessionsEnded(count=await actions.end_session(info.context, row_id(id)))
    except NotFoundError as refused:
        return NotFound(code=refused.code, message=refused.message)


async def _end_other_sessions(info: Info) -> SessionsEnded:
    require(info.context.viewer, Operation.READ_OWN_SESSIONS)
    return SessionsEnded(count=await actions.end_other_sessions(info.context))


@strawberry.type
class AccountQuery:
    my_sessions: list[SessionInfo] = strawberry.field(
        resolver=_my_sessions,
        description="Devices signed in to my account, last seen first, at most 50.",
    )


@strawberry.type
class AccountMutation:
    end_session: EndSessionAnswer = strawberry.mutation(
        resolver=_end_session, description="End one of my sessions; this one too, if it is named."
    )
    end_other_sessions: SessionsEnded = strawberry.mutation(
        resolver=_end_other_sessions, description="End every session of mine but this one."
    )


async def _live_sessions(ctx: Context) -> Sequence[LoginSession]:
    mine = LoginSession.filter(
        account_id=ctx.viewer.account_id, ended_at__isnull=True, expires_at__gt=ctx.now
    )
    return await mine.order_by("-last_seen_at", "-id").limit(actions.MAX_SESSIONS)


def _shown(row: LoginSession, ctx: Context) -> SessionInfo:
    return SessionInfo(
        id=strawberry.ID(str(row.id)),
        current=row.id == ctx.viewer.session_id,
        device=row.device,
        address=row.address,
        started_at=row.created_at,
        last_seen_at=row.last_seen_at,
    )
