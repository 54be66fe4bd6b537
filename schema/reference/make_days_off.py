"""Makes days_off.json out of the library `holidays` (make generate); no program imports this.

The library takes 45 MB and a second of every process that asks it, for two dozen days a year that
change once a year."""

import sys

import orjson
from holidays import country_holidays

FIRST_YEAR, LAST_YEAR = 2019, 2050
_CATEGORIES = ("public", "government")  # libur nasional, cuti bersama


def days_off_text() -> str:
    """The file: for each year its days off in order, with their Indonesian names."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    known = country_holidays("ID", years=years, categories=_CATEGORIES, language="id")
    found: dict[str, dict[str, str]] = {str(year): {} for year in years}
    for day, name in sorted(known.items()):
        if day.year in years:
            found[str(day.year)][day.isoformat()] = name
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


if __name__ == "__main__":
    sys.stdout.write(days_off_text())
