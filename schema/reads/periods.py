"""Periods as phones see them."""

from datetime import date

from schema.reads.results import period_row
from schema.reads.rows import PeriodRow
from schema.reads.sql import default_db, fetch

MOST = 60

_COLUMNS = """id as period_id, kind as period_kind, year, number as period_number,
  starts, ends, opens, closes"""
_BY_ID = f"select {_COLUMNS} from period where id = $1"
_OF_YEAR = f"select {_COLUMNS} from period where year = $1 order by ends desc, id desc limit $2"
_ALL = f"select {_COLUMNS} from period order by ends desc, id desc limit $1"

_OPEN = f"""select {_COLUMNS} from period where closes >= $1 and opens <= $1
  order by closes, id limit 1"""
_LAST = f"select {_COLUMNS} from period where closes < $1 order by closes desc, id desc limit 1"


async def period_by_id(period_id: int, today: date) -> PeriodRow | None:
    """One period, or None."""
    rows = await fetch(default_db(), _BY_ID, period_id)
    return period_row(rows[0], today) if rows else None


async def period_or_open(period_id: int | None, today: date) -> PeriodRow | None:
    """The period named, or the open one that closes first, or the last one; None without any."""
    if period_id is not None:
        return await period_by_id(period_id, today)
    rows = await fetch(default_db(), _OPEN, today) or await fetch(default_db(), _LAST, today)
    return period_row(rows[0], today) if rows else None


async def list_periods(year: int | None, today: date) -> list[PeriodRow]:
    """Periods of a year, or of every year, newest first, at most MOST."""
    db = default_db()
    rows = await (fetch(db, _ALL, MOST) if year is None else fetch(db, _OF_YEAR, year, MOST))
    return [period_row(row, today) for row in rows]
