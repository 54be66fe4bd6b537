"""How the tables are reached: the Tortoise configuration for a database address."""

from typing import Any
from urllib.parse import urlsplit

MODELS = "schema.models"
MIGRATIONS = "schema.migrations"


def tortoise_config(url: str) -> dict[str, Any]:
    """Tortoise configuration for `sqlite://PATH` or `postgres://...`.

    Gives the dict that `Tortoise.init(config=...)` and `python -m tortoise` take. SQLite runs in
    WAL mode with foreign keys on and waits for a busy writer; PostgreSQL gets a pool of eight
    (house.md 9.6)."""
    return {
        "connections": {"default": _with_options(url)},
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


def _with_options(url: str) -> str:
    options = (
        "journal_mode=WAL&foreign_keys=ON&busy_timeout=5000&synchronous=NORMAL"
        if urlsplit(url).scheme == "sqlite"
        else "minsize=1&maxsize=8"
    )
    return f"{url}{'&' if '?' in url else '?'}{options}"


# What `python -m tortoise` reads (pyproject.toml); writing a migration needs no database.
TORTOISE_ORM = tortoise_config("sqlite://:memory:")
