"""Every foreign key can be followed backwards: some index starts with its column.

Tortoise makes none by itself, and without one the parent's rows are found by reading the table."""

import asyncpg

FOREIGN_KEYS = """
  select c.conrelid::regclass::text as at_table, a.attname as at_column
  from pg_constraint c
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.connamespace = 'public'::regnamespace"""
INDEXED = """
  select i.indrelid::regclass::text as at_table, a.attname as at_column
  from pg_index i
  join pg_class r on r.oid = i.indrelid
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
  where r.relnamespace = 'public'::regnamespace and i.indpred is null"""


async def pairs(url: str, statement: str) -> set[tuple[str, str]]:
    """(table, column) of each row."""
    connection = await asyncpg.connect(url)
    try:
        return {tuple(row) for row in await connection.fetch(statement)}
    finally:
        await connection.close()


async def test_every_foreign_key_has_an_index(postgres_url: str) -> None:
    keys = await pairs(postgres_url, FOREIGN_KEYS)

    assert ("review_version", "employee_id") in keys, "the catalogue was read"
    assert keys - await pairs(postgres_url, INDEXED) == set()
