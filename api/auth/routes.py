"""The doors of authentication: /auth/login, /auth/logout, /auth/password, /auth/session."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth import cookies, throttle
from api.auth.body import json_body, optional_text, text_field
from api.auth.clients import address_of
from api.auth.door import Auth, auth_of
from api.auth.hashing import Busy
from api.auth.identity import expiry, viewer_of
from api.auth.password import MAX_LOGIN, as_login, authenticate
from api.auth.sessions import start_session
from api.refusal import DoorRefusal, json_answer
from schema.account import actions
from schema.account.passwords import require_good
from schema.context import Context
from schema.errors import NotSignedIn
from schema.models import Account
from schema.review.actions import deliver_waiting
from schema.rules.password import MAX_LENGTH
from schema.rules.viewer import Viewer

RETRY_BUSY = 5  # seconds
MAX_TYPED = MAX_LENGTH * 2  # decomposed characters count twice before they are joined


def auth_routes() -> list[Route]:
    """The four routes; they need `app.state.auth` (api.auth.Auth)."""
    return [
        Route("/auth/login", login, methods=["POST"]),
        Route("/auth/logout", logout, methods=["POST"]),
        Route("/auth/password", change_password, methods=["POST"]),
        Route("/auth/session", session, methods=["GET"]),
    ]


async def login(request: Request) -> Response:
    """Sign in with NIP and password."""
    auth, body = auth_of(request), await json_body(request)
    name = as_login(text_field(body, "nip", "NIP", MAX_LOGIN))
    password = text_field(body, "password", "Kata sandi", MAX_TYPED)
    device = cookies.known_device(request, auth.settings, name)
    attempt = throttle.sign_in_attempt(auth.settings, name, address_of(request), device)
    await _count(attempt, auth)
    try:
        account = await authenticate(auth.hashing, name, password)
    except Busy:
        await attempt.taken_back()
        raise _busy() from None
    if account is None:
        raise DoorRefusal(401, "WRONG_CREDENTIALS", "NIP atau kata sandi tidak cocok.")
    await attempt.succeeded()
    return await start_session(request, account, optional_text(body, "device"))


async def logout(request: Request) -> Response:
    """Sign this device out; whoever is not signed in is none the worse for it."""
    auth, viewer = auth_of(request), await viewer_of(request)
    if viewer is not None:
        await actions.end_session(_context(auth, viewer), viewer.session_id)
    response = Response(status_code=204)
    cookies.forget_session(response, auth.settings)
    return response


async def change_password(request: Request) -> Response:
    """Change one's own password: this device goes on with a new token, all others end."""
    auth, viewer = auth_of(request), await viewer_of(request)
    if viewer is None:
        raise NotSignedIn
    body = await json_body(request)
    current = text_field(body, "current", "Kata sandi sekarang", MAX_TYPED)
    new = text_field(body, "new", "Kata sandi baru", MAX_TYPED)
    account = await Account.get(id=viewer.account_id).select_related("employee")
    require_good(new, current, account)
    new_hash = await _proven_and_hashed(auth, account, current, new)
    token, ctx = cookies.new_token(), _context(auth, viewer)
    change = actions.NewPassword(
        old_hash=account.password_hash,
        new_hash=new_hash,
        token_hash=cookies.token_hash(token),
        expires_at=expiry(auth.settings, ctx.now, ctx.now),
    )
    await actions.change_password(ctx, change, deliver_waiting)
    response = Response(status_code=204)
    cookies.set_session(response, auth.settings, token)
    return response


async def session(request: Request) -> Response:
    """Whether this device is signed in, for the app's first page."""
    viewer = await viewer_of(request)
    return json_answer(
        {
            "signedIn": viewer is not None,
            "mustChangePassword": viewer is not None and viewer.must_change_password,
        }
    )


async def _proven_and_hashed(auth: Auth, account: Account, current: str, new: str) -> str:
    """The hash of `new`, once `current` is proven; guesses are braked as at the sign-in."""
    attempt = throttle.change_attempt(auth.settings, account.id)
    await _count(attempt, auth)
    try:
        if not await auth.hashing.verify(account.password_hash, current):
            raise DoorRefusal(
                400, "WRONG_PASSWORD", "Kata sandi sekarang tidak cocok.", field="current"
            )
        hashed = await auth.hashing.hash(new)
    except Busy:
        await attempt.taken_back()
        raise _busy() from None
    await attempt.succeeded()
    return hashed


async def _count(attempt: throttle.Attempt, auth: Auth) -> None:
    try:
        await throttle.count(attempt, auth.clock())
    except throttle.TooManyAttempts as refused:
        raise DoorRefusal(
            429,
            "TOO_MANY_ATTEMPTS",
            f"Terlalu banyak percobaan. Coba lagi dalam {_spoken(refused.seconds)}.",
            retryAfter=refused.seconds,
        ) from None


def _spoken(seconds: int) -> str:
    return f"{seconds} detik" if seconds < 60 else f"{-(-seconds // 60)} menit"


def _busy() -> DoorRefusal:
    return DoorRefusal(
        429,
        "BUSY",
        "Sedang banyak yang masuk bersamaan. Coba lagi sebentar lagi.",
        retryAfter=RETRY_BUSY,
    )


def _context(auth: Auth, viewer: Viewer) -> Context:
    return Context(viewer=viewer, wake=auth.wake, now=auth.clock())
