"""One Context per request: who asks, when it is, and how to reach rows and listeners."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from schema.events import Wake
from schema.reads.rows import ResultRow
from schema.reads.stream import StoredEvent
from schema.rules.due import Channel
from schema.rules.viewer import Viewer

WIB = ZoneInfo("Asia/Jakarta")  # the regency's clock: terms and days are counted on it


# Tells a socket of an event, and of the result that it is about where that was read already, within
# the turn of the loop. False: it must wait, nothing has happened, give it to the ear.
Take = Callable[[StoredEvent, ResultRow | None], bool]


class Ear(Protocol):
    """One socket's events, in order; `lost` once it was too slow and must fetch everything.

    `now` holds the number and the floor of each audience when it began to listen. `next` raises
    TimeoutError from time to time: see whether the session still lives."""

    lost: bool
    now: dict[str, tuple[int, int]]

    async def next(self) -> StoredEvent: ...


class Ears(Protocol):
    """Where sockets listen: the process's hub (schema/live/hub.py).

    What `take` takes while its socket waits for `next` does not come through the ear."""

    def listen(
        self, audiences: Sequence[str], take: Take | None = None
    ) -> AbstractAsyncContextManager[Ear]: ...


async def wake_nobody(audiences: Collection[str]) -> None:
    """Wake for programs without listeners (commands, tests that look at the event table)."""


@dataclass(slots=True)
class Context:
    """What every resolver and action gets. `now` stands still for the length of a request.

    A socket lives longer than a request: its subscription calls `later()` for each event.
    `ears`, `hang_up` (True: the session ended; False: knock again), `still` (whether it would be
    opened for the same viewer now) and `show` (sends an event of the graph at once, or says that it
    cannot) are there for sockets only."""

    viewer: Viewer
    wake: Wake = wake_nobody
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    ears: Ears | None = None
    hang_up: Callable[[bool], Awaitable[None]] | None = None
    still: Callable[[], Awaitable[bool]] | None = None
    show: Callable[[object], bool] | None = None
    channels: frozenset[Channel] = frozenset()  # ways to the outside that the operator set up

    def later(self) -> "Context":
        """The same viewer at the present moment."""
        return replace(self, now=datetime.now(UTC))

    @property
    def account_id(self) -> int:
        """The acting account, for events and journal."""
        return self.viewer.account_id

    @property
    def today(self) -> date:
        """The day in Bungo (WIB), by which windows and lines are judged."""
        return self.now.astimezone(WIB).date()
