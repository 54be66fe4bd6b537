"""Clears what has lost its meaning, so that no table of `auth` grows for ever."""

from datetime import datetime, timedelta

from tortoise.expressions import Q

from api.auth.throttle import forget_old
from schema.models import LoginSession

KEEP_ENDED = timedelta(days=90)  # then only the journal remembers a session


async def tidy(now: datetime) -> int:
    """Remove forgiven tallies and sessions that ended long ago; gives how many rows went.

    Called about once an hour; by several processes at once it does no harm."""
    old = now - KEEP_ENDED
    sessions = await LoginSession.filter(Q(expires_at__lt=old) | Q(ended_at__lt=old)).delete()
    return sessions + await forget_old(now)
