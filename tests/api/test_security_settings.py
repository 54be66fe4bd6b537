"""Settings: what is read, and the sentence for what cannot be used."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from api.settings import DEMO_SECRET, BadSetting, Env, Settings, load_settings

PRODUCTION = {
    "ADIL_ENV": "production",
    "ADIL_SECRET_KEY": "k" * 32,
    "ADIL_PUBLIC_ORIGIN": "https://adil.example.go.id",
    "ADIL_DATABASE_URL": "postgres://adil:secret@db:5432/adil",
}


def test_nothing_set_is_a_demo_on_this_machine() -> None:
    assert load_settings({}) == Settings()
    assert load_settings({"ADIL_PORT": " ", "ADIL_ENV": ""}) == Settings()


def test_everything_set_is_read() -> None:
    settings = load_settings(
        {
            **PRODUCTION,
            "ADIL_HOST": "0.0.0.0",  # noqa: S104  # as inside a container
            "ADIL_PORT": "9000",
            "ADIL_PUBLIC_ORIGIN": "https://Adil.example.go.id/, https://adil2.example.go.id",
            "ADIL_TRUSTED_PROXIES": "10.0.0.5, 172.18.0.0/16,",
            "ADIL_SESSION_IDLE_DAYS": "7",
            "ADIL_SESSION_MAX_DAYS": "30",
            "ADIL_EVENT_RETENTION_DAYS": "3",
            "ADIL_UPLOAD_MAX_MIB": "5",
            "ADIL_PWA_DIR": "built",
        }
    )

    assert settings == Settings(
        database_url="postgres://adil:secret@db:5432/adil",
        secret_key="k" * 32,
        env=Env.PRODUCTION,
        host="0.0.0.0",  # noqa: S104  # as inside a container
        port=9000,
        public_origins=("https://adil.example.go.id", "https://adil2.example.go.id"),
        trusted_proxies=(ip_network("10.0.0.5/32"), ip_network("172.18.0.0/16")),
        session_idle=timedelta(days=7),
        session_absolute=timedelta(days=30),
        event_retention=timedelta(days=3),
        upload_max_bytes=5 * 1024 * 1024,
        pwa_dir="built",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADIL_ENV", "staging"),
        ("ADIL_PORT", "0"),
        ("ADIL_PORT", "65536"),
        ("ADIL_PORT", "eight"),
        ("ADIL_PORT", "-1"),
        ("ADIL_SESSION_IDLE_DAYS", "0"),
        ("ADIL_SESSION_MAX_DAYS", "1.5"),
        ("ADIL_UPLOAD_MAX_MIB", "100000"),
        ("ADIL_PUBLIC_ORIGIN", "adil.example.go.id"),
        ("ADIL_PUBLIC_ORIGIN", "https://adil.example.go.id/masuk"),
        ("ADIL_PUBLIC_ORIGIN", "*"),
        ("ADIL_TRUSTED_PROXIES", "proxy"),
        ("ADIL_TRUSTED_PROXIES", "10.0.0.1/8"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_value(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings({name: value})

    assert name in str(refused.value)
    assert value in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADIL_SECRET_KEY", None),
        ("ADIL_SECRET_KEY", DEMO_SECRET),
        ("ADIL_SECRET_KEY", "k" * 31),
        ("ADIL_PUBLIC_ORIGIN", None),
        ("ADIL_PUBLIC_ORIGIN", "http://adil.example.go.id"),
        ("ADIL_DATABASE_URL", None),
        ("ADIL_DATABASE_URL", "sqlite:///data/adil.sqlite3"),
    ],
)
def test_production_refuses_unsafe_defaults(name: str, value: str | None) -> None:
    environ = {key: given for key, given in PRODUCTION.items() if key != name}
    if value is not None:
        environ[name] = value

    with pytest.raises(BadSetting) as refused:
        load_settings(environ)

    assert str(refused.value).startswith(name)


def test_a_refusal_never_prints_the_key() -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings({**PRODUCTION, "ADIL_SECRET_KEY": "short-secret"})

    assert "short-secret" not in str(refused.value)
