"""Periods: their days, and whether their rating window is open."""

from calendar import monthrange
from datetime import date

from schema.rules.vocabulary import PeriodKind, PeriodPhase

LAST_NUMBER = {PeriodKind.BULANAN: 12, PeriodKind.TRIWULAN: 4, PeriodKind.TAHUNAN: 1}


def period_days(kind: PeriodKind, year: int, number: int) -> tuple[date, date]:
    """First and last day of the period. Raises ValueError for a number the kind does not have."""
    if not 1 <= number <= LAST_NUMBER[kind]:
        raise ValueError(f"{kind} has no number {number}")
    months = 12 // LAST_NUMBER[kind]
    last = number * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def phase(opens: date, closes: date, today: date) -> PeriodPhase:
    """Where `today` stands against the rating window; both of its days are included."""
    if today < opens:
        return PeriodPhase.UPCOMING
    return PeriodPhase.OPEN if today <= closes else PeriodPhase.CLOSED


def days_left(opens: date, closes: date, today: date) -> int:
    """Days on which rating is still possible, today included; 0 when closed or not yet open."""
    if phase(opens, closes, today) is not PeriodPhase.OPEN:
        return 0
    return (closes - today).days + 1
