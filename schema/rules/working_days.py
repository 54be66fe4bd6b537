"""Working days: Monday to Friday (some units to Saturday), without holidays and cuti bersama.

How days are counted (domain.md 13): the day of the event does not count; a term that would end on
a day off moves to the next working day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

FIVE_DAYS, SIX_DAYS = 5, 6  # a week: to Friday, to Saturday
MOST_DAYS = 366  # longer no term may be
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a unit: its week, and the days off by name.

    `off` must know every year that is asked; schema/reference/holidays.py and the HR office's own
    rows fill it."""

    off: Mapping[date, str] = field(default_factory=dict)
    week: int = FIVE_DAYS

    def is_work(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day.weekday() < self.week and day not in self.off

    def next_work(self, day: date) -> date:
        """That day, or the first working day after it."""
        return next(found for found in _from(day) if self.is_work(found))

    def after_work_days(self, event: date, days: int) -> date:
        """The last day of a term of so many working days after `event`.

        Raises ValueError unless `days` lies between 1 and MOST_DAYS."""
        _check(days)
        working = (day for day in _from(event + _DAY) if self.is_work(day))
        return next(day for number, day in enumerate(working, start=1) if number == days)

    def after_days(self, event: date, days: int) -> date:
        """The last day of a term of so many calendar days after `event`, moved to a working day.

        Raises ValueError unless `days` lies between 1 and MOST_DAYS."""
        _check(days)
        return self.next_work(event + timedelta(days=days))

    def work_days_left(self, last: date, today: date) -> int:
        """Working days on which one can still act, today and the last day included; else 0."""
        days = (last - today).days + 1
        return sum(self.is_work(today + timedelta(days=number)) for number in range(max(0, days)))


def safe_date(event: date, days: int) -> date:
    """The strictest reading of a term: so many calendar days, moved by nothing.

    Whoever acts by then is in time under every reading of the rule."""
    _check(days)
    return event + timedelta(days=days)


def _check(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a term has 1 to {MOST_DAYS} days, not {days}")


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY
