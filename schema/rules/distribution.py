"""The pattern of predikat that an achievement expects, beside what a unit has: advice, no command.

The table is of SE MenPANRB 3/2023. How it is counted is a design of this program (domain.md 4, 13),
since the text gives no rounding and no smallest unit:
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

SHOWN_FROM = 5  # people; fewer are never shown as a group (domain.md 11, 13)

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
    """One dated version of the table; `counting_*` name our own way of counting it."""

    id: str
    title: str
    source: str
    mark: RuleMark
    counting_id: str
    counting_mark: RuleMark
    small: int
    valid_from: date
    patterns: Mapping[Achievement, Pattern]


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


def pooled(rule: DistributionRule, people: int) -> bool:
    """Whether a unit of so many people (without its leader) is seen with its OPD instead."""
    return people < rule.small


def may_show(people: int, surrounding: int | None = None) -> bool:
    """Whether the counts of a group may be shown.

    Not for fewer than five people; and not when the rest of a `surrounding` group that the reader
    sees as well would be one to four people, whose results could be had by subtraction."""
    rest = 0 if surrounding is None else surrounding - people
    return people >= SHOWN_FROM and not 0 < rest < SHOWN_FROM


def warnings_of(
    rule: DistributionRule, achievement: Achievement, counts: Counts
) -> tuple[Warned, ...]:
    """The clauses that these counts do not meet, in the order of the rule; none without people."""
    people = sum(counts.values())
    if people == 0:
        return ()
    pattern = rule.patterns[achievement]
    found = [_checked(limit, counts, people, rule.small) for limit in pattern.limits]
    found.append(_dominant(pattern.dominant, counts))
    return tuple(one for one in found if one is not None)


def _checked(limit: Limit, counts: Counts, people: int, small: int) -> Warned | None:
    count = sum(counts.get(predikat, 0) for predikat in limit.any)
    if limit.kind is LimitKind.MAX:
        bound = limit.value * people // 100
        broken = count > bound
    elif limit.kind is LimitKind.MIN:
        bound = max(0, -(-limit.value * people // 100) - 1)
        broken = count < bound and not (limit.value <= 10 and people < small)
    else:
        bound = limit.value
        broken = count < bound and people >= small
    return Warned(limit.kind, limit.any, limit.value, count, bound) if broken else None


def _dominant(dominant: Predikat, counts: Counts) -> Warned | None:
    most = max(counts.values())
    count = counts.get(dominant, 0)
    return Warned(LimitKind.DOMINANT, (dominant,), 0, count, most) if count < most else None
