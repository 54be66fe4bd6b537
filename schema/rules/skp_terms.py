"""By when a plan has to be set, and who is not planned for (domain.md 2.1, 7, 13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schema.rules.vocabulary import LegalStanding
from schema.rules.working_days import WorkCalendar


@dataclass(frozen=True, slots=True)
class PlanningRule:
    """The terms of planning for the years from `valid_from_year` on.

    `opens` and `due` are month and day: planning opens in the year before, and is due in the year
    itself. `joining_days` are working days for whoever comes to a post later. `excluded` says who
    is not planned for, with the reason in words."""

    id: str
    source: str
    valid_from_year: int
    opens: tuple[int, int]
    due: tuple[int, int]
    joining_days: int
    excluded: dict[LegalStanding, str]

    def opens_on(self, year: int) -> date:
        """First day on which the plan of a year can be begun."""
        return date(year - 1, *self.opens)


def planning_rule(rules: Iterable[PlanningRule], year: int) -> PlanningRule:
    """The rule that holds for a year. Raises LookupError before the first."""
    begun = [rule for rule in rules if rule.valid_from_year <= year]
    if not begun:
        raise LookupError(f"no planning rule for {year}")
    return max(begun, key=lambda rule: rule.valid_from_year)


def due_on(rule: PlanningRule, year: int, joined: date, calendar: WorkCalendar) -> date:
    """The last day for the plan of a year by somebody who is in the post since `joined`.

    31 January, or the next working day; who comes later has the working days of joining, counted
    from the day after, and never less than the others."""
    usual = calendar.next_work(date(year, *rule.due))
    if joined.year != year:
        return usual
    return max(usual, calendar.after_work_days(joined, rule.joining_days))


def years_open(rules: Iterable[PlanningRule], today: date) -> list[int]:
    """The years that can be planned today: this one, and the next once it is open."""
    known = list(rules)
    years = [today.year]
    if today >= planning_rule(known, today.year + 1).opens_on(today.year + 1):
        years.append(today.year + 1)
    return years
