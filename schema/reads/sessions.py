"""Devices that are signed in to an account."""

from dataclasses import dataclass
from datetime import datetime

from schema.models import LoginSession

MOST = 50  # as many as an account can have; api/auth ends the one that was silent longest


@dataclass(slots=True)
class SessionRow:
    """One device; `current` is the one that asks."""

    id: int
    current: bool
    device: str
    address: str
    started_at: datetime
    last_seen_at: datetime


async def live_sessions(account_id: int, asking: int, now: datetime) -> list[SessionRow]:
    """Devices signed in to the account, last seen first, at most MOST. `asking`: whose id asks."""
    mine = LoginSession.filter(
        account_id=account_id, ended_at__isnull=True, expires_at__gt=now
    ).order_by("-last_seen_at", "-id")
    return [
        SessionRow(
            row.id, row.id == asking, row.device, row.address, row.created_at, row.last_seen_at
        )
        for row in await mine.limit(MOST)
    ]
