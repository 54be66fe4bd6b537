"""The pattern of predikat that an achievement expects, beside what a unit has: advice, no command.

The table is of SE MenPANRB 3/2023. How it is counted is a dated setting (domain.md 4, 13), since
the text gives no rounding and no smallest unit. As the product brings it:
- exact integers: a maximum is passed when 100 * count > max * n;
- a minimum has a tolerance of one person: count < ceil(min * n / 100) - 1;
- minima of 10 % and "there must be" only from n = 10; under that a unit is seen with its OPD;
- the leader of the unit is not counted, because the unit's achievement rates the leader already.
Nothing here blocks, and nothing ever changes a predikat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schema.rules.marked import RuleMark
from schema.rules.vocabulary import Achievement, Predikat

Counts = Mapping[Predikat, int]


class LimitKind(StrEnum):
    """At most so many percent, at least so many percent, at least so many people."""

    MAX = "MAX"
    MIN = "MIN"
    LEAST = "LEAST"
    DOMINANT = "DOMINANT"


@dataclass(frozen=True, slots=True)
class Limit:
    """One clause: the predikat counted together, and their bound in percent (LEAST: people)."""

    any: tuple[Predikat, ...]
    kind: LimitKind
    value: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one achievement expects, in the words of the rule and as clauses."""

    dominant: Predikat
    text: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class DistributionRule:
    """One dated version of the table."""

    id: str
    title: str
    source: str
    mark: RuleMark
    valid_from: date
    patterns: Mapping[Achievement, Pattern]


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How the table is counted.

    Groups of fewer than `small` people are seen with their OPD, and are not held to minima of up to
    `small_percent` percent, nor to "there must be". `tolerance` is in people."""

    small: int
    small_percent: int
    tolerance: int
    leader_counts: bool
    hint_dominant: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """A clause that the distribution does not meet.

    `bound` is the number of people that the clause would ask for (at most, or at least, the
    tolerance included); for DOMINANT it is the largest count of another predikat."""

    kind: LimitKind
    any: tuple[Predikat, ...]
    value: int
    count: int
    bound: int


def distribution_rule(rules: Sequence[DistributionRule], day: date) -> DistributionRule | None:
    """The version for a period that ends on `day`; None before the first."""
    begun = [rule for rule in rules if rule.valid_from <= day]
    return max(begun, key=lambda rule: rule.valid_from, default=None)


def pooled(counting: CountingRule, people: int) -> bool:
    """Whether a unit of so many people is seen with its OPD instead."""
    return people < counting.small


def may_show(least: int, people: int, surrounding: int | None = None) -> bool:
    """Whether the counts of a group may be shown, where groups are shown from `least` people on.

    Not for fewer; and not when the rest of a `surrounding` group that the reader sees as well would
    be one person or more but fewer, whose results could be had by subtraction."""
    rest = 0 if surrounding is None else surrounding - people
    return people >= least and not 0 < rest < least


def warnings_of(
    rule: DistributionRule, counting: CountingRule, achievement: Achievement, counts: Counts
) -> tuple[Warned, ...]:
    """The clauses that these counts do not meet, in the order of the rule; none without people."""
    people = sum(counts.values())
    if people == 0:
        return ()
    pattern = rule.patterns[achievement]
    found = [_checked(limit, counts, people, counting) for limit in pattern.limits]
    if counting.hint_dominant:
        found.append(_dominant(pattern.dominant, counts))
    return tuple(one for one in found if one is not None)


def _checked(limit: Limit, counts: Counts, people: int, how: CountingRule) -> Warned | None:
    count = sum(counts.get(predikat, 0) for predikat in limit.any)
    small = people < how.small
    if limit.kind is LimitKind.MAX:
        bound = limit.value * people // 100
        broken = count > bound
    elif limit.kind is LimitKind.MIN:
        bound = max(0, -(-limit.value * people // 100) - how.tolerance)
        broken = count < bound and not (limit.value <= how.small_percent and small)
    else:
        bound = limit.value
        broken = count < bound and not small
    return Warned(limit.kind, limit.any, limit.value, count, bound) if broken else None


def _dominant(dominant: Predikat, counts: Counts) -> Warned | None:
    most = max(counts.values())
    count = counts.get(dominant, 0)
    return Warned(LimitKind.DOMINANT, (dominant,), 0, count, most) if count < most else None
