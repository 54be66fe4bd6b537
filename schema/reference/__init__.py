"""Dated data the product runs on, kept as files: no code decides what a table can say.

Rules are pure and take this data as arguments; the rooms, the reads and the sample load it here."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> Any:
    """The content of `schema/reference/<name>.json`, read once per process.

    Callers share one object: treat it as read-only. Raises FileNotFoundError for an unknown
    name and orjson.JSONDecodeError for a broken file."""
    return orjson.loads((FOLDER / f"{name}.json").read_bytes())
