"""My devices: list them, end one, end all others."""

from datetime import datetime
from typing import Annotated, ClassVar, cast

import strawberry

from schema.access import require
from schema.account import actions
from schema.context import Context
from schema.errors import NotFound as NotFoundError
from schema.reads.sessions import SessionRow, live_sessions
from schema.rules.permissions import Operation
from schema.types import NotFound, ShowsRow, row_id

Info = strawberry.Info[Context, None]


@strawberry.type(description="A device that is signed in to my account.")
class SessionInfo(ShowsRow):
    shows: ClassVar[type] = SessionRow
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
    viewer = info.context.viewer
    require(viewer, Operation.READ_OWN_SESSIONS)
    rows = await live_sessions(viewer.account_id, viewer.session_id, info.context.now)
    return cast("list[SessionInfo]", rows)


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
