"""One Context per request: who asks, when it is, and how to reach rows and listeners."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from schema.events import Wake
from schema.rules.viewer import Viewer

WIB = ZoneInfo("Asia/Jakarta")  # the regency's clock: terms and days are counted on it


async def wake_nobody(audiences: Collection[str]) -> None:
    """Wake for programs without listeners (commands, tests that look at the event table)."""


@dataclass(slots=True)
class Context:
    """What every resolver and action gets. `now` stands still for the length of a request."""

    viewer: Viewer
    wake: Wake = wake_nobody
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def account_id(self) -> int:
        """The acting account, for events and journal."""
        return self.viewer.account_id

    @property
    def today(self) -> date:
        """The day in Bungo (WIB), by which windows and lines are judged."""
        return self.now.astimezone(WIB).date()
