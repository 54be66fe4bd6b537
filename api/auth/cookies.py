"""The two cookies: the session's token, and the devices that signed in before.

SameSite is Lax, not Strict: a tap on a notification or on the icon must find the session at once,
and cross-site writes are refused by their Origin anyway (docs/decisions/0021-lax-cookie.md)."""

import hmac
import secrets
from hashlib import sha256

from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.settings import Settings

TOKEN_BYTES = 32  # 256 bits, far beyond guessing
DEVICE_AGE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer
MAX_KNOWN = 4  # people who share one phone


def session_cookie(settings: Settings) -> str:
    """Name of the session cookie; the prefix makes browsers insist on Secure and path /."""
    return "__Host-adil_session" if settings.production else "adil_session"


def device_cookie(settings: Settings) -> str:
    """Name of the cookie that remembers who signed in on this device."""
    return "__Host-adil_device" if settings.production else "adil_device"


def new_token() -> str:
    """A fresh secret for a session cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What the database keeps of a token: sha256, hex. A stolen table opens no session."""
    return sha256(token.encode()).hexdigest()


def set_session(response: Response, settings: Settings, token: str) -> None:
    """Give the device its session; it forgets the cookie when no session can be that old."""
    age = int(settings.session_absolute.total_seconds())
    _set(response, settings, session_cookie(settings), token, age)


def forget_session(response: Response, settings: Settings) -> None:
    """Take the session cookie back."""
    _set(response, settings, session_cookie(settings), "", 0)


def known_device(connection: HTTPConnection, settings: Settings, login: str) -> str | None:
    """The id of this device if somebody signed in with `login` on it before, else None."""
    for entry in _entries(connection, settings):
        device, _, seal = entry.partition(".")
        if hmac.compare_digest(seal.encode(), _seal(settings, device, login).encode()):
            return device
    return None


def remember_device(
    response: Response, connection: HTTPConnection, settings: Settings, login: str
) -> None:
    """Let this device be known for `login` from now on, beside those known before."""
    if known_device(connection, settings, login) is not None:
        return
    device = secrets.token_urlsafe(16)
    entries = [f"{device}.{_seal(settings, device, login)}", *_entries(connection, settings)]
    _set(response, settings, device_cookie(settings), "~".join(entries[:MAX_KNOWN]), DEVICE_AGE)


def keyed(settings: Settings, purpose: str, value: str) -> str:
    """A keyed digest, hex: the database learns neither NIP nor address from it."""
    text = f"{purpose}\0{value}".encode()
    return hmac.new(settings.secret_key.encode(), text, sha256).hexdigest()


def _seal(settings: Settings, device: str, login: str) -> str:
    return keyed(settings, "device", f"{device}\0{login}")[:43]


def _entries(connection: HTTPConnection, settings: Settings) -> list[str]:
    given = connection.cookies.get(device_cookie(settings), "")
    return [entry for entry in given.split("~")[:MAX_KNOWN] if entry]


def _set(response: Response, settings: Settings, name: str, value: str, age: int) -> None:
    response.set_cookie(
        name, value, max_age=age, path="/", secure=settings.production, httponly=True,
        samesite="lax",
    )  # fmt: skip
