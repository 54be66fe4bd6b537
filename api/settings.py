"""What the operator decides, read once from the environment (ADIL_*): see docs/settings.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from schema.rules.due import Channel

Network = IPv4Network | IPv6Network

DEMO_SECRET = "demo only: every checkout of Adil knows this key"  # noqa: S105  # production refuses it
MIN_SECRET = 32  # characters


class Env(StrEnum):
    """Where Adil runs: `demo` on invented people, `production` on real ones."""

    DEMO = "demo"
    PRODUCTION = "production"


class SmtpTls(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # a server on the same machine


class BadSetting(ValueError):
    """A setting cannot be used; the sentence says which one, why, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything `create_app` depends on. The defaults are those of a demo on this machine."""

    database_url: str = "sqlite://var/adil.sqlite3"
    secret_key: str = DEMO_SECRET
    env: Env = Env.DEMO
    host: str = "127.0.0.1"
    port: int = 8000
    # Origins that may write and open sockets. Empty (demo only): the host the browser asked for.
    public_origins: tuple[str, ...] = ()
    # Proxies whose X-Forwarded-For is believed; the client address feeds the throttle.
    trusted_proxies: tuple[Network, ...] = ()
    session_idle: timedelta = timedelta(days=30)
    session_absolute: timedelta = timedelta(days=180)
    event_retention: timedelta = timedelta(days=14)
    upload_max_bytes: int = 20 * 1024 * 1024
    pwa_dir: str = "pwa/build"
    # The mail server for reminders. Without a host nobody gets e-mail; the inbox has everything.
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    smtp_tls: SmtpTls = SmtpTls.STARTTLS

    @property
    def production(self) -> bool:
        """True on real people: secure cookies, HSTS, no introspection."""
        return self.env is Env.PRODUCTION

    @property
    def link_origin(self) -> str:
        """What links in messages begin with."""
        return self.public_origins[0] if self.public_origins else f"http://{self.host}:{self.port}"


def channels_of(settings: Settings) -> frozenset[Channel]:
    """The ways to the outside that the settings name; none is a lawful choice."""
    return frozenset({Channel.EMAIL}) if settings.smtp_host else frozenset()


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from `environ`; raises BadSetting with a sentence for the operator."""
    read, defaults = _Reader(environ), Settings()
    settings = Settings(
        database_url=read.text("ADIL_DATABASE_URL", defaults.database_url),
        secret_key=read.text("ADIL_SECRET_KEY", defaults.secret_key),
        env=read.env("ADIL_ENV"),
        host=read.text("ADIL_HOST", defaults.host),
        port=read.number("ADIL_PORT", defaults.port, low=1, high=65535),
        public_origins=read.origins("ADIL_PUBLIC_ORIGIN"),
        trusted_proxies=read.networks("ADIL_TRUSTED_PROXIES"),
        session_idle=read.days("ADIL_SESSION_IDLE_DAYS", defaults.session_idle),
        session_absolute=read.days("ADIL_SESSION_MAX_DAYS", defaults.session_absolute),
        event_retention=read.days("ADIL_EVENT_RETENTION_DAYS", defaults.event_retention),
        upload_max_bytes=1024
        * 1024
        * read.number("ADIL_UPLOAD_MAX_MIB", defaults.upload_max_bytes // 1024**2, low=1, high=200),
        pwa_dir=read.text("ADIL_PWA_DIR", defaults.pwa_dir),
        smtp_host=read.text("ADIL_SMTP_HOST", ""),
        smtp_port=read.number("ADIL_SMTP_PORT", defaults.smtp_port, low=1, high=65535),
        smtp_user=read.text("ADIL_SMTP_USER", ""),
        smtp_password=read.text("ADIL_SMTP_PASSWORD", ""),
        smtp_from=read.text("ADIL_SMTP_FROM", ""),
        smtp_tls=read.tls("ADIL_SMTP_TLS"),
    )
    _check_mail(settings)
    if settings.production:
        _refuse_unsafe(settings)
    return settings


def _check_mail(settings: Settings) -> None:
    if not settings.smtp_host:
        return
    name, at, host = settings.smtp_from.partition("@")
    if not (name and at and host) or any(mark in settings.smtp_from for mark in " <>,\r\n"):
        raise BadSetting(
            f"ADIL_SMTP_FROM is {settings.smtp_from!r}, but ADIL_SMTP_HOST needs it to be the bare "
            "address that reminders come from, like adil@example.go.id"
        )
    if settings.smtp_user and settings.smtp_tls is SmtpTls.NONE and settings.production:
        raise BadSetting(
            "ADIL_SMTP_TLS is none, but a password would then cross the network in the clear: "
            "use starttls or tls"
        )


def _refuse_unsafe(settings: Settings) -> None:
    if settings.secret_key == DEMO_SECRET or len(settings.secret_key) < MIN_SECRET:
        raise BadSetting(
            f"ADIL_SECRET_KEY must be set in production, with at least {MIN_SECRET} random "
            "characters; make one with: openssl rand -base64 48"
        )
    if not settings.public_origins:
        raise BadSetting(
            "ADIL_PUBLIC_ORIGIN must be set in production: the address people open, "
            "like https://adil.example.go.id"
        )
    for origin in settings.public_origins:
        if not origin.startswith("https://"):
            raise BadSetting(
                f"ADIL_PUBLIC_ORIGIN is {origin!r}, but production needs https: "
                "the session cookie is only sent over it"
            )
    if urlsplit(settings.database_url).scheme == "sqlite":
        raise BadSetting(
            "ADIL_DATABASE_URL must name a PostgreSQL database in production "
            "(postgres://user:password@host:5432/adil): SQLite serves one process only"
        )


@dataclass(frozen=True, slots=True)
class _Reader:
    environ: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        given = self.text(name, str(default))
        if not given.isascii() or not given.isdecimal() or not low <= int(given) <= high:
            raise BadSetting(f"{name} is {given!r}, but must be a number from {low} to {high}")
        return int(given)

    def days(self, name: str, default: timedelta) -> timedelta:
        return timedelta(days=self.number(name, default.days, low=1, high=3650))

    def env(self, name: str) -> Env:
        given = self.text(name, Env.DEMO)
        if given not in set(Env):
            raise BadSetting(f"{name} is {given!r}, but must be demo or production")
        return Env(given)

    def tls(self, name: str) -> SmtpTls:
        given = self.text(name, SmtpTls.STARTTLS)
        if given not in set(SmtpTls):
            raise BadSetting(f"{name} is {given!r}, but must be starttls, tls or none")
        return SmtpTls(given)

    def origins(self, name: str) -> tuple[str, ...]:
        given = [part.strip().rstrip("/") for part in self.text(name, "").split(",")]
        for origin in filter(None, given):
            parts = urlsplit(origin)
            if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
                raise BadSetting(
                    f"{name} has {origin!r}, but must be scheme and host only, "
                    "like https://adil.example.go.id"
                )
        return tuple(origin.lower() for origin in given if origin)

    def networks(self, name: str) -> tuple[Network, ...]:
        try:
            return tuple(
                ip_network(part.strip()) for part in self.text(name, "").split(",") if part.strip()
            )
        except ValueError as error:
            raise BadSetting(
                f"{name} must list addresses or networks, like 127.0.0.1, 10.0.0.0/8: {error}"
            ) from error
