"""Session cookie -> Viewer, in one indexed query per request."""

from datetime import datetime, timedelta
from typing import Any

from starlette.requests import HTTPConnection

from api.auth.cookies import session_cookie, token_hash
from api.auth.door import Auth, auth_of
from api.settings import Settings
from schema.context import WIB
from schema.models import LoginSession
from schema.reads.sql import default_db, fetch
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import Role

SEEN_EVERY = timedelta(minutes=5)  # how exactly "last seen" is kept; spares a write per request

# One row per role that holds today, one row without a role otherwise.
_WHO = """
select s.id, s.account_id, s.last_seen_at, s.created_at as started_at,
       a.employee_id, a.must_change, g.role
from login_session s
join account a on a.id = s.account_id
left join role_grant g
  on g.account_id = a.id and g.starts <= $3 and (g.ends is null or g.ends >= $3)
where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and a.disabled_at is null
"""


async def viewer_of(connection: HTTPConnection) -> Viewer | None:
    """Who asks: None without a cookie, and when the session ended, ran out, or is disabled.

    May be asked again for an open socket: its answer is None as soon as the token that opened it
    is worth nothing any more."""
    auth = auth_of(connection)
    token = connection.cookies.get(session_cookie(auth.settings))
    if not token:
        return None
    now = auth.clock()
    today = now.astimezone(WIB).date()
    rows = await fetch(default_db(), _WHO, token_hash(token), now, today)
    if not rows:
        return None
    await _note_seen(auth, rows[0], now)
    return _viewer(rows)


def expiry(settings: Settings, started: datetime, now: datetime) -> datetime:
    """When a session that was last seen `now` runs out."""
    return min(now + settings.session_idle, started + settings.session_absolute)


def _viewer(rows: list[dict[str, Any]]) -> Viewer:
    first = rows[0]
    return Viewer(
        account_id=first["account_id"],
        session_id=first["id"],
        employee_id=first["employee_id"],
        roles=frozenset(Role(row["role"]) for row in rows if row["role"]),
        must_change_password=bool(first["must_change"]),
    )


async def _note_seen(auth: Auth, row: dict[str, Any], now: datetime) -> None:
    if now - row["last_seen_at"] < SEEN_EVERY:
        return
    running = LoginSession.filter(id=row["id"], ended_at__isnull=True)
    await running.update(last_seen_at=now, expires_at=expiry(auth.settings, row["started_at"], now))
