"""By when a plan has to be set, and who is not planned for (domain.md 2.1, 7, 13)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from schema.rules.vocabulary import LegalStanding
from schema.rules.working_days import WorkCalendar


@dataclass(frozen=True, slots=True)
class PlanningRule:
    """When the plan of a year opens and is due: month and day, a dated setting.

    It opens in the year before, and is due in the year itself; `next_work`: a due day that is no
    working day moves to the next one."""

    opens: tuple[int, int]
    due: tuple[int, int]
    next_work: bool

    def opens_on(self, year: int) -> date:
        """First day on which the plan of a year can be begun."""
        return date(year - 1, *self.opens)

    def due_for(self, year: int, calendar: WorkCalendar) -> date:
        """The last day for whoever is in the post all along."""
        day = date(year, *self.due)
        return calendar.next_work(day) if self.next_work else day


@dataclass(frozen=True, slots=True)
class Excluded:
    """Who is not planned for in the years from `valid_from_year` on, with the reason in words."""

    id: str
    source: str
    valid_from_year: int
    reasons: dict[LegalStanding, str]


def excluded_in(versions: Iterable[Excluded], year: int) -> dict[LegalStanding, str]:
    """The reasons that hold for a year; none before the first version."""
    begun = [one for one in versions if one.valid_from_year <= year]
    newest = max(begun, key=lambda one: one.valid_from_year, default=None)
    return newest.reasons if newest else {}


def due_on(
    rule: PlanningRule, joining_days: int, year: int, joined: date, calendar: WorkCalendar
) -> date:
    """The last day for the plan of a year by somebody who is in the post since `joined`.

    Who comes within the year has `joining_days` working days, counted from the day after, and never
    less than the others."""
    usual = rule.due_for(year, calendar)
    if joined.year != year:
        return usual
    return max(usual, calendar.after_work_days(joined, joining_days))


def years_open(rule_of: Callable[[int], PlanningRule], today: date) -> list[int]:
    """The years that can be planned today: this one, and the next once it is open.

    `rule_of` gives the rule that holds for a year."""
    years = [today.year]
    if today >= rule_of(today.year + 1).opens_on(today.year + 1):
        years.append(today.year + 1)
    return years
