"""Types of capaian and distribution in the graph."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import ClassVar

import strawberry

from schema.reads.achievements import SetRow, UnitLineRow, UnitRow
from schema.reference.rulebook import distribution_rules
from schema.rules.distribution import DistributionRule, LimitKind
from schema.rules.marked import RuleMark
from schema.rules.rule_settings import Setting
from schema.types import (
    Achievement,
    Capacity,
    Period,
    Person,
    Predikat,
    Refusal,
    ShowsRow,
    UnitKind,
)

strawberry.enum(LimitKind)


@strawberry.type(description="A unit of the regency.")
class Unit(ShowsRow):
    shows: ClassVar[type] = UnitRow
    id: strawberry.ID
    name: str
    kind: UnitKind


@strawberry.type(description="What a unit achieved, as set once. It never changes.")
class UnitAchievement(ShowsRow):
    shows: ClassVar[type] = SetRow
    number: int
    value: Achievement
    reason: str
    advice: str = strawberry.field(description="Of planning, HR or supervision; else empty.")
    set_by: Person
    capacity: Capacity
    set_at: datetime


@strawberry.type(description="One unit in a list.")
class UnitLine(ShowsRow):
    shows: ClassVar[type] = UnitLineRow
    unit: Unit
    leader: Person | None
    current: UnitAchievement | None


@strawberry.type(description="The lists of units that concern me in a period.")
class UnitLists:
    period: Period | None = strawberry.field(description="Null: no period was ever opened.")
    mine: list[UnitLine] = strawberry.field(description="Where I work, and the OPD above it.")
    to_set: list[UnitLine] = strawberry.field(description="Whose achievement I set.")
    below: list[UnitLine] = strawberry.field(
        description="Right below the unit asked for (HR, performance team, auditor)."
    )


@strawberry.type
class PredikatCount:
    predikat: Predikat
    people: int


@strawberry.type(description="One clause of a pattern.")
class PatternLimit:
    kind: LimitKind
    any: list[Predikat] = strawberry.field(description="Counted together.")
    value: int = strawberry.field(description="Percent; for LEAST a number of people.")


@strawberry.type(description="What an achievement expects, with the text and source of the rule.")
class Pattern:
    achievement: Achievement
    dominant: Predikat
    text: str
    limits: list[PatternLimit]


@strawberry.type(description="A clause that the distribution does not meet: advice, no command.")
class PatternWarning:
    kind: LimitKind
    any: list[Predikat]
    value: int
    count: int
    bound: int = strawberry.field(description="People, the tolerance of one included.")


@strawberry.type(description="How the predikat of a group are spread; never fewer than five.")
class Spread:
    unit: Unit
    people: int = strawberry.field(description="Without the leader.")
    rated: int
    hidden: str = strawberry.field(description='"TOO_FEW", "NOT_YET", or empty.')
    counts: list[PredikatCount]
    achievement: Achievement | None
    warnings: list[PatternWarning]


@dataclass(frozen=True, slots=True)
class PatternRuleRow:
    """The table of a period and the setting by which it is counted."""

    table: DistributionRule
    counting: Setting
    small: int
    shown_from: int

    @property
    def id(self) -> str:
        return self.table.id

    @property
    def title(self) -> str:
        return self.table.title

    @property
    def source(self) -> str:
        return self.table.source

    @property
    def mark(self) -> RuleMark:
        return self.table.mark

    @property
    def valid_from(self) -> date:
        return self.table.valid_from


@strawberry.type(description="The dated setting by which the pattern is counted.")
class CountingSetting:
    id: strawberry.ID
    title: str
    source: str
    mark: RuleMark
    valid_from: date


@strawberry.type(description="The version of the table of patterns, and of our way of counting.")
class PatternRule(ShowsRow):
    shows: ClassVar[type] = PatternRuleRow
    id: strawberry.ID
    title: str
    source: str
    mark: RuleMark
    counting: CountingSetting
    small: int = strawberry.field(description="Fewer people are seen with their OPD.")
    shown_from: int = strawberry.field(description="Fewer rated people are never shown.")
    valid_from: date

    @strawberry.field
    def patterns(self) -> list[Pattern]:
        """All five."""
        row: PatternRuleRow = self  # type: ignore[assignment]  # the row behind this type
        return _patterns(row.id)


@cache
def _patterns(rule_id: str) -> list[Pattern]:
    rule = next(rule for rule in distribution_rules() if rule.id == rule_id)
    return [
        Pattern(
            achievement=achievement,
            dominant=pattern.dominant,
            text=pattern.text,
            limits=[
                PatternLimit(kind=limit.kind, any=list(limit.any), value=limit.value)
                for limit in pattern.limits
            ],
        )
        for achievement, pattern in rule.patterns.items()
    ]


@strawberry.type(description="One unit in a period: what it achieved, and how predikat are spread.")
class UnitInPeriod:
    unit: Unit
    period: Period
    leader: Person | None
    may_set: bool
    versions: list[UnitAchievement] = strawberry.field(description="Newest first.")
    spreads: list[Spread] = strawberry.field(
        description="Of the unit, and of its OPD where the unit is small."
    )
    rule: PatternRule | None


@strawberry.type
class NotYourUnit(Refusal):
    """You are not one level above the leader of this unit."""

    unit_id: strawberry.ID


@strawberry.input
class SetAchievementInput:
    unit_id: strawberry.ID
    period_id: strawberry.ID
    value: Achievement
    reason: str
    advice: str = ""
    seen: int = strawberry.field(default=0, description="The number last seen; 0: none was set.")
