"""The one subscription of a signed-in app: typed events of every room, in order, after a position.

An event carries ids; what is shown is read again as this viewer (house.md 3). A phone that was
away gives the position it has: it gets what it missed, or `Resync` when that is gone."""

from collections.abc import AsyncGenerator
from typing import TypeAlias

import strawberry
from strawberry.types import Info

from schema.context import Context
from schema.live.stream import Stream
from schema.live.types import LiveEvent
from schema.selection import wanted

GraphInfo: TypeAlias = Info[Context, None]


@strawberry.type
class LiveSubscription:
    @strawberry.subscription(description="Everything that concerns me, after a position.")
    def live(self, info: GraphInfo, after: str | None = None) -> AsyncGenerator[LiveEvent]:
        return Stream(info.context, wanted(info)).events(after)
