"""From an Account to a signed-in device: the same for every way of proving who one is."""

from starlette.requests import Request
from starlette.responses import Response

from api.auth import cookies
from api.auth.clients import address_of, device_name
from api.auth.door import Knocker, auth_of
from api.auth.identity import expiry, viewer_of
from api.refusal import json_answer
from schema.account import actions
from schema.models import Account


async def start_session(request: Request, account: Account, device: str) -> Response:
    """The answer that signs this device in, with a fresh token.

    Whoever was signed in on it before is signed out: a token never outlives its sign-in."""
    auth = auth_of(request)
    now, token = auth.clock(), cookies.new_token()
    new = actions.NewSession(
        token_hash=cookies.token_hash(token),
        device=device_name(request, device),
        address=address_of(request),
        expires_at=expiry(auth.settings, now, now),
    )
    replaced = await viewer_of(request)
    await actions.start_session(Knocker(account.id, now, auth.wake), account.id, new, replaced)
    response = json_answer({"mustChangePassword": account.must_change})
    cookies.set_session(response, auth.settings, token)
    cookies.remember_device(response, request, auth.settings, account.login)
    return response
