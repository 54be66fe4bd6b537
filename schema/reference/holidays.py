"""National holidays and cuti bersama of Indonesia by year, as the library `holidays` knows them.

Cuti bersama of a year are known once the joint decree (SKB 3 Menteri) is out; until then, and where
the regency differs, the HR office's own rows say what holds (schema/models/term.py). The file is
made by `make generate` (make_days_off.py)."""

from datetime import date
from functools import cache

from schema.reference import load

FIRST_YEAR, LAST_YEAR = 2019, 2050


@cache
def national_days_off(year: int) -> dict[date, str]:
    """Days off of a year by date, with their Indonesian names; none outside the years of the file.

    Treat it as read-only."""
    days = load("days_off").get(str(year), {})
    return {date.fromisoformat(day): name for day, name in days.items()}
