"""Authentication: who is knocking. What somebody may do is decided in schema/access.py.

    cookies.py    names and flags of the two cookies
    clients.py    the address and device behind a request
    password.py   authenticator: NIP + password -> Account
    throttle.py   the brake on guessing, in the database
    sessions.py   start_session(account) -> cookie; the same for every authenticator
    identity.py   session cookie -> Viewer
    routes.py     /auth/login, /auth/logout, /auth/password, /auth/session
    upkeep.py     clears what has lost its meaning

A new method of signing in (OIDC, passkey) is a file beside password.py that turns its proof into
an Account, and routes that end in `start_session`."""

from api.auth.door import Auth, auth_of
from api.auth.identity import viewer_of
from api.auth.routes import auth_routes

__all__ = ["Auth", "auth_of", "auth_routes", "viewer_of"]
