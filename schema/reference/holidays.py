"""National holidays and cuti bersama of Indonesia, by year, as the library `holidays` knows them.

Cuti bersama of a year are known once the joint decree (SKB 3 Menteri) is out; until then, and where
the regency differs, the HR office's own rows say what holds (schema/models/term.py)."""

from datetime import date
from functools import cache

from holidays import country_holidays

FIRST_YEAR, LAST_YEAR = 2019, 2100
_CATEGORIES = ("public", "government")  # libur nasional, cuti bersama


@cache
def national_days_off(year: int) -> dict[date, str]:
    """Days off of a year by date, with their Indonesian names. Treat it as read-only."""
    found = country_holidays("ID", years=year, categories=_CATEGORIES, language="id")
    return {day: name for day, name in sorted(found.items()) if day.year == year}
