"""How the tables are reached: the Tortoise configuration for a database address."""

from typing import Any
from urllib.parse import urlsplit

from tortoise.backends.base.config_generator import expand_db_url

MODELS = "schema.models"
MIGRATIONS = "schema.migrations"


def tortoise_config(url: str) -> dict[str, Any]:
    """Tortoise configuration for `sqlite://PATH` or `postgres://...`.

    Gives the dict that `Tortoise.init(config=...)` and `python -m tortoise` take. SQLite runs in
    WAL mode with foreign keys on and waits for a busy writer; PostgreSQL gets a pool of eight
    (house.md 9.6)."""
    return {
        "connections": {"default": _connection(url)},
        "apps": {
            "models": {
                "models": [MODELS],
                "default_connection": "default",
                "migrations": MIGRATIONS,
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def _connection(url: str) -> str | dict[str, Any]:
    mark = "&" if "?" in url else "?"
    if urlsplit(url).scheme == "sqlite":
        options = "journal_mode=WAL&foreign_keys=ON&busy_timeout=5000&synchronous=NORMAL"
        return f"{url}{mark}{options}"
    expanded: dict[str, Any] = expand_db_url(f"{url}{mark}minsize=1&maxsize=8")
    expanded["credentials"]["reset"] = _reset
    return expanded


async def _reset(_connection: Any) -> None:
    """Nothing more, when a connection goes back to the pool.

    asyncpg has ended an open transaction and forgotten listeners by then. Its default would also
    ask the server to reset the session, a round trip after each statement; nothing here changes a
    session (docs/decisions/0031-no-session-reset.md)."""


# What `python -m tortoise` reads (pyproject.toml); writing a migration needs no database.
TORTOISE_ORM = tortoise_config("sqlite://:memory:")
