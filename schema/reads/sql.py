"""Fixed statements on both databases: one text, numbered marks, lists as one parameter."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, cast

import orjson
from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient

Row = dict[str, Any]


def default_db() -> BaseDBAsyncClient:
    """The connection of this task: the open transaction's inside one, else the pool."""
    return cast("BaseDBAsyncClient", connections.get("default"))


def is_postgres(db: BaseDBAsyncClient) -> bool:
    """Whether `db` speaks PostgreSQL; the other one is SQLite."""
    return db.capabilities.dialect == "postgres"


async def fetch(db: BaseDBAsyncClient, text: str, *values: Any) -> list[Row]:
    """Rows of `text`, which is written with `$1 $2 ...` and `IN_LIST($n)` for a list of ids.

    They are read by name; PostgreSQL's stay the driver's own records, which cost no copy."""
    if is_postgres(db):
        async with db.acquire_connection() as connection:
            rows: list[Row] = await connection.fetch(_postgres(text), *values)
            return rows
    given = [orjson.dumps(v).decode() if isinstance(v, list) else _plain(v) for v in values]
    rows = await db.execute_query_dict(_sqlite(text), given)
    return [_typed(row) for row in rows]


@cache
def _postgres(text: str) -> str:
    return text.replace("IN_LIST(", "= any(")


@cache
def _sqlite(text: str) -> str:
    for number in range(9, 0, -1):
        text = text.replace(
            f"IN_LIST(${number})", f"in (select value from json_each(?{number}))"
        ).replace(f"${number}", f"?{number}")
    return text


def _plain(value: Any) -> Any:
    # Tortoise stores dates and times as ISO text on SQLite; compare in the same shape.
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


# SQLite gives text and 0/1 where PostgreSQL gives dates and booleans. Which columns those are is
# told by their names; every test of the rooms runs on both databases, and so would miss a date.
_CONVERT: dict[str, Callable[[Any], Any]] = {
    "starts": date.fromisoformat,
    "ends": date.fromisoformat,
    "opens": date.fromisoformat,
    "closes": date.fromisoformat,
    "submitted_at": datetime.fromisoformat,
    "delivered_at": datetime.fromisoformat,
    "read_at": datetime.fromisoformat,
    "saved_at": datetime.fromisoformat,
    "started_at": datetime.fromisoformat,
    "last_seen_at": datetime.fromisoformat,
    "set_at": datetime.fromisoformat,
    "since": date.fromisoformat,
    "effective": date.fromisoformat,
    "covers_from": date.fromisoformat,
    "covers_to": date.fromisoformat,
    "reported_at": datetime.fromisoformat,
    "resolved_at": datetime.fromisoformat,
    "given_at": datetime.fromisoformat,
    "made_at": datetime.fromisoformat,
    "due": date.fromisoformat,
    "post_since": date.fromisoformat,
    "agreed_at": datetime.fromisoformat,
    "judged": date.fromisoformat,
    "next_at": datetime.fromisoformat,
    "finished_at": datetime.fromisoformat,
    "day": date.fromisoformat,
    "said_at": datetime.fromisoformat,
}


def _typed(row: Row) -> Row:
    for name in row.keys() & _CONVERT.keys():
        if row[name] is not None:
            row[name] = _CONVERT[name](row[name])
    return row


def grouped(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    """Rows by the value of one column, in their order."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups


def parsed_json(value: Any) -> Any:
    """A JSON column: text on both drivers, unless the driver already parsed it."""
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def full_name(front: str, name: str, back: str) -> str:
    """Name with titles, as Employee.full_name, for rows that are no model instance."""
    return f"{front + ' ' if front else ''}{name}{', ' + back if back else ''}"
