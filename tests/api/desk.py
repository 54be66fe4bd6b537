"""The doors without a socket: the whole application, a clock to turn, and phones that knock.

Hashing uses argon2's cheapest parameters and counts verifications."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from http.cookies import SimpleCookie

import httpx
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from api.app import create_app
from api.auth import Auth
from api.auth.hashing import Hashing
from api.settings import Env, Settings
from schema.models import Account, Event, JournalEntry, LoginSession
from tests.cast import NOW, Cast, make_cast

PRODUCTION = Settings(
    env=Env.PRODUCTION, secret_key="x" * 40, public_origins=("https://adil.test",)
)
PASSWORD = "kuda-hijau-tangga"
WRONG = "kuda-merah-tangga"
ADDRESS = "192.0.2.10"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; contoh) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


class CountingHashing(Hashing):
    """Hashing that tells how often it verified."""

    def __init__(self, hasher: PasswordHasher | None = None, **limits: int) -> None:
        super().__init__(hasher or PasswordHasher.from_parameters(CHEAPEST), **limits)
        self.verified = 0

    async def verify(self, stored: str | None, password: str) -> bool:
        """Count, then verify."""
        self.verified += 1
        return await super().verify(stored, password)


@cache
def _application(settings: Settings) -> Starlette:
    """The product, made once: what differs from test to test is its `state.auth`."""
    return create_app(settings)


@dataclass
class Desk:
    """One application on the open database. `now` is what its clock says."""

    settings: Settings
    cast: Cast
    hashing: CountingHashing = field(default_factory=CountingHashing)
    routes: Collection[BaseRoute] = ()
    now: datetime = NOW
    woken: list[set[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = _application(self.settings)
        for route in self.routes:
            if route not in self.app.router.routes:
                self.app.router.routes.insert(0, route)
        self.app.state.auth = Auth(
            self.settings, wake=self._wake, clock=lambda: self.now, hashing=self.hashing
        )

    async def _wake(self, audiences: Collection[str]) -> None:
        self.woken.append(set(audiences))

    def later(self, **duration: float) -> None:
        """Turn the clock."""
        self.now += timedelta(**duration)

    def phone(self, address: str = ADDRESS) -> httpx.AsyncClient:
        """A browser of its own: own cookies, own address."""
        scheme = "https" if self.settings.production else "http"
        transport = httpx.ASGITransport(self.app, client=(address, 1))
        return httpx.AsyncClient(
            transport=transport,
            base_url=f"{scheme}://adil.test",
            headers={"origin": f"{scheme}://adil.test", "user-agent": ANDROID},
        )

    def nip(self, name: str) -> str:
        """What this person types at the sign-in."""
        return self.cast.accounts[name].login

    async def set_password(self, name: str, password: str = PASSWORD, **columns: object) -> None:
        """Give an account of the cast a password, and other columns."""
        account = self.cast.accounts[name]
        account.password_hash = await self.hashing.hash(password)
        account.update_from_dict(columns)
        await account.save()

    async def login(
        self, phone: httpx.AsyncClient, name: str = "sari", password: str = PASSWORD, **body: str
    ) -> httpx.Response:
        """One try to sign in."""
        return await phone.post(
            "/auth/login", json={"nip": self.nip(name), "password": password, **body}
        )

    async def signed_in(self, name: str = "sari", address: str = ADDRESS) -> httpx.AsyncClient:
        """A phone on which this person is signed in; the password must be set."""
        phone = self.phone(address)
        assert (await self.login(phone, name)).status_code == 200
        return phone

    async def ask(
        self, phone: httpx.AsyncClient, query: str, **variables: object
    ) -> httpx.Response:
        """One GraphQL request, as the app sends it."""
        body = {"query": query, "variables": variables}
        return await phone.post("/graphql", json=body, headers={"x-adil": "1"})

    async def sessions(self, name: str = "sari") -> list[LoginSession]:
        """Running sessions of this account that were started here (the cast brings one each)."""
        mine = LoginSession.filter(account=self.cast.accounts[name], ended_at__isnull=True)
        return await mine.exclude(id=self.cast.sessions[name].id).order_by("id")


@dataclass(frozen=True)
class Traces:
    """Everything a refused request must leave as it was."""

    accounts: tuple[tuple[object, ...], ...]
    sessions: tuple[tuple[object, ...], ...]
    events: int
    journal: int


async def traces() -> Traces:
    """The present state of what authentication writes and tells."""
    accounts = await Account.all().order_by("id").values_list()
    sessions = await LoginSession.all().order_by("id").values_list()
    return Traces(
        tuple(accounts),
        tuple(sessions),
        await Event.all().count(),
        await JournalEntry.all().count(),
    )


def cookie_of(response: httpx.Response, name: str) -> SimpleCookie:
    """The Set-Cookie of this name, parsed; empty when there is none."""
    for header in response.headers.get_list("set-cookie"):
        if header.startswith(f"{name}="):
            return SimpleCookie(header)
    return SimpleCookie()


async def make_desk(settings: Settings | None = None, **parts: object) -> Desk:
    """A desk with the cast written into the open database; Sari and Hendra have a password."""
    desk = Desk(settings or Settings(), await make_cast(), **parts)  # type: ignore[arg-type]  # named as the fields
    for name in ("sari", "hendra"):
        await desk.set_password(name)
    return desk
