"""Terms and the working calendar as they stand: the product's defaults and the rows of HR."""

from dataclasses import dataclass
from datetime import date, datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.models import CalendarDay, TermSetting, WorkingWeek, WorkUnit
from schema.reference.holidays import FIRST_YEAR, LAST_YEAR, national_days_off
from schema.reference.terms import default_terms
from schema.rules.terms import Term
from schema.rules.working_days import FIVE_DAYS, WorkCalendar


@dataclass(slots=True)
class Terms:
    """Everything dates are counted by: the dated terms and the calendar of a unit."""

    terms: tuple[Term, ...]
    calendar: WorkCalendar


@dataclass(slots=True)
class CalendarDayRow:
    """A day off of a year; `from_hr` tells it from the library's, `reason` is empty there."""

    day: date
    name: str
    from_hr: bool
    reason: str


@dataclass(slots=True)
class WorkingWeekRow:
    """How many days a unit and those below it work from a day on."""

    unit_id: int
    unit: str
    days: int
    starts: date
    reason: str


async def known_terms(db: BaseDBAsyncClient | None = None) -> tuple[Term, ...]:
    """Every dated term, the defaults first. The table stays small: HR changes it a few times."""
    rows = await TermSetting.all().using_db(db).order_by("id")
    return default_terms() + tuple(
        Term(row.key, row.days, row.day_kind, row.valid_from, row.source, row.mark, row.id)
        for row in rows
    )


@dataclass(slots=True)
class Calendars:
    """The working calendars of every unit, read once for as many people as there are."""

    off: dict[date, str]
    weeks: dict[int, int]  # unit -> days a week

    def of(self, path: str) -> WorkCalendar:
        """The calendar of the unit with this path; its own week, else that of the nearest above."""
        upward = [int(part) for part in path.split("/") if part][::-1]
        week = next((self.weeks[unit] for unit in upward if unit in self.weeks), FIVE_DAYS)
        return WorkCalendar(self.off, week)


async def calendars_around(day: date, db: BaseDBAsyncClient | None = None) -> Calendars:
    """The calendars for terms around `day`: its year, the one before and the two after."""
    off: dict[date, str] = {}
    for year in range(max(FIRST_YEAR, day.year - 1), min(LAST_YEAR, day.year + 2) + 1):
        off |= national_days_off(year)
    for row in await CalendarDay.all().using_db(db).order_by("id"):
        if row.off:
            off[row.day] = row.name
        else:
            off.pop(row.day, None)
    weeks = WorkingWeek.filter(starts__lte=day).using_db(db).order_by("starts", "id")
    return Calendars(off, {row.unit_id: row.days for row in await weeks})


async def terms_of(unit_id: int | None, day: date, db: BaseDBAsyncClient | None = None) -> Terms:
    """What the terms of somebody in this unit are counted by, when they start on `day`."""
    calendars = await calendars_around(day, db)
    unit = await WorkUnit.get_or_none(id=unit_id, using_db=db) if calendars.weeks else None
    return Terms(await known_terms(db), calendars.of(unit.path if unit else ""))


async def days_off(year: int) -> list[CalendarDayRow]:
    """Days off of a year in order, those of HR marked; a day that HR made a working day is gone."""
    found = {
        day: CalendarDayRow(day, name, False, "") for day, name in national_days_off(year).items()
    }
    first, last = date(year, 1, 1), date(year, 12, 31)
    for row in await CalendarDay.filter(day__gte=first, day__lte=last).order_by("id"):
        if row.off:
            found[row.day] = CalendarDayRow(row.day, row.name, True, row.reason)
        else:
            found.pop(row.day, None)
    return [found[day] for day in sorted(found)]


@dataclass(slots=True)
class CalendarChangeRow:
    """One change of the calendar by HR, newest first on the page."""

    day: date
    off: bool
    name: str
    reason: str
    created_at: datetime
    applied_at: datetime | None


async def calendar_changes(year: int) -> list[CalendarChangeRow]:
    """What HR changed in the calendar of a year, newest first, at most 200."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = CalendarDay.filter(day__gte=first, day__lte=last).order_by("-id").limit(200)
    return [
        CalendarChangeRow(row.day, row.off, row.name, row.reason, row.created_at, row.applied_at)
        for row in await rows
    ]


async def working_weeks() -> list[WorkingWeekRow]:
    """Every unit that was given a week of its own, in order of time, at most 200."""
    rows = await WorkingWeek.all().order_by("-id").limit(200).select_related("unit")
    return [
        WorkingWeekRow(row.unit_id, row.unit.name, row.days, row.starts, row.reason) for row in rows
    ]
