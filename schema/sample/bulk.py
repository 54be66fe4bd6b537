"""Many rows, quickly: COPY on PostgreSQL, prepared inserts on SQLite, few rows in memory."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

FULL = 25_000  # rows in memory, all tables together

Row = tuple[Any, ...]


class Bulk:
    """Collects rows per table and writes them in the order in which the tables were named.

    `columns` names what each row gives; every other column gets the default of its field."""

    def __init__(self, db: BaseDBAsyncClient, columns: Mapping[type[Model], Sequence[str]]) -> None:
        self._db = db
        self._tables = {model: _Table(model, names) for model, names in columns.items()}
        self.rows: dict[type[Model], list[Row]] = {model: [] for model in columns}

    async def flush_if_full(self) -> None:
        """Write once enough has come together."""
        if sum(map(len, self.rows.values())) >= FULL:
            await self.flush()

    async def flush(self) -> None:
        """Write what has been collected."""
        for model, rows in self.rows.items():
            if rows:
                await self._write(self._tables[model], rows)
                rows.clear()

    async def _write(self, table: "_Table", rows: list[Row]) -> None:
        if table.rest:
            rows = [row + table.rest for row in rows]
        if self._db.capabilities.dialect == "postgres":
            async with self._db.acquire_connection() as raw:
                await raw.copy_records_to_table(table.name, records=rows, columns=table.columns)
        else:
            await self._db.execute_many(table.insert, cast(list[list[Any]], rows))

    async def set_sequences(self) -> None:
        """Let the next row that gets its id from PostgreSQL come after the highest one."""
        if self._db.capabilities.dialect != "postgres":
            return
        for table in self._tables.values():
            await self._db.execute_query(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608  # names of our own tables
                f"greatest(1, (SELECT max(id) FROM {table.name})))"
            )


class _Table:
    def __init__(self, model: type[Model], given: Sequence[str]) -> None:
        fields = {
            name: field
            for name, field in model._meta.fields_map.items()
            if name in model._meta.fields_db_projection
        }
        unknown = set(given) - set(fields)
        if unknown:
            raise LookupError(f"{model.__name__} has no columns {sorted(unknown)}")
        others = [name for name in fields if name not in given]
        for name in others:
            if fields[name].default is None and not fields[name].null:
                raise LookupError(f"{model.__name__}.{name} needs a value")
        self.name = str(model._meta.db_table)
        self.columns = [model._meta.fields_db_projection[name] for name in (*given, *others)]
        self.rest = tuple(_plain(fields[name].default) for name in others)
        marks = ", ".join("?" * len(self.columns))
        names = ", ".join(f'"{column}"' for column in self.columns)
        self.insert = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})'  # noqa: S608  # the same


def _plain(default: Any) -> Any:
    value = default() if callable(default) else default
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return value
