"""Dated rule settings: what the regulation leaves open, and what is not yet checked against it.

Rows are only ever added, the product's own first, then those of the HR office. Which row holds is
found by the date of what is judged (docs/decisions/0120), and whatever was given names the rows by
which it was found, so that it can always be found again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schema.rules.marked import RuleMark
from schema.rules.rule_values import Value


class RuleKey(StrEnum):
    """What a setting is about."""

    SUGGESTION = "SUGGESTION"  # what the items suggest for the two overall ratings
    LEADER_RATING = "LEADER_RATING"  # which rating an achievement of a unit suggests for its head
    PARTS = "PARTS"  # which values are shown as the contribution to the team
    PROOF = "PROOF"  # what a rating off the middle owes
    FIRST_APART = "FIRST_APART"  # whether first judgements are kept apart
    WEIGHING = "WEIGHING"  # how an annual evaluation weighs the results of the year
    COPYING = "COPYING"  # when a rating counts as copied, and what that asks
    COUNTING = "COUNTING"  # how the pattern of predikat is counted
    SHOWN_GROUP = "SHOWN_GROUP"  # from how many people on a group is shown
    PLAN_YEAR = "PLAN_YEAR"  # when the plan of a year opens and is due
    PLAN_JOINING = "PLAN_JOINING"  # working days of whoever joins within the year
    PLAN_AGREEING = "PLAN_AGREEING"  # working days of the leader
    LENDING = "LENDING"  # for how long writing and roles are lent


class DatedBy(StrEnum):
    """By which date the row that holds is found."""

    PERIOD_END = "PERIOD_END"  # the last day of the period that is judged
    TODAY = "TODAY"  # the day on which it is done or shown
    PLAN_YEAR = "PLAN_YEAR"  # the first day of the year that is planned
    JOINED = "JOINED"  # the first day in the post
    SUBMITTED = "SUBMITTED"  # the day on which the plan was submitted


@dataclass(frozen=True, slots=True)
class Setting:
    """One dated row. `id` is what results name, `title` says the value in words.

    `order` tells which of two rows was entered later; those of the product have 0."""

    key: RuleKey
    id: str
    title: str
    value: Value
    valid_from: date
    source: str
    mark: RuleMark
    order: int = 0


def setting_on(settings: Iterable[Setting], key: RuleKey, day: date) -> Setting | None:
    """The row that holds on `day`: the latest begun, of one day the one entered last.

    None when none had begun by then."""
    begun = [one for one in settings if one.key is key and one.valid_from <= day]
    return max(begun, key=lambda one: (one.valid_from, one.order), default=None)


def until(settings: Iterable[Setting], row: Setting) -> date | None:
    """The first day on which another row holds instead of this one, None when none is known.

    That is its own first day for a row that never comes to hold: a later one begins on it too."""
    rows = [one for one in settings if one.key is row.key and one is not row]
    if any(one.valid_from == row.valid_from and one.order > row.order for one in rows):
        return row.valid_from
    return min((one.valid_from for one in rows if one.valid_from > row.valid_from), default=None)
