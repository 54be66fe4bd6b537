"""What every door of `auth` shares, made once per application: settings, clock, hashing, wake."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import HTTPConnection

from api.auth.hashing import Hashing
from api.settings import Settings
from schema.context import wake_nobody
from schema.events import Wake


def utc_now() -> datetime:
    """The present moment, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Auth:
    """Kept as `app.state.auth`. `clock` and `hashing` are replaced in tests."""

    settings: Settings
    wake: Wake = wake_nobody
    clock: Callable[[], datetime] = utc_now
    hashing: Hashing = field(default_factory=Hashing)


@dataclass(frozen=True, slots=True)
class Knocker:
    """Who changes something before a viewer exists: satisfies schema.events.Actor."""

    account_id: int | None
    now: datetime
    wake: Wake


def auth_of(connection: HTTPConnection) -> Auth:
    """The application's Auth."""
    auth: Auth = connection.app.state.auth
    return auth
