"""Types of the account and of the simulation in the graph."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import strawberry

from schema.reads.explanations import ExplanationRow
from schema.review.types import Item, Result, Rule, Suggestion, WeighedResult, YearChange
from schema.rules.explanation import Aspect
from schema.rules.marked import RuleMark, RuleTopic
from schema.types import Person, Predikat, Rating, RhkKind, ShowsRow

for _word in (Aspect, RuleMark, RuleTopic):
    strawberry.enum(_word)


@strawberry.enum
class Stage(StrEnum):
    """What happened to a version on its way."""

    GIVEN = "GIVEN"
    DELIVERED = "DELIVERED"
    READ = "READ"


@strawberry.type
class StageReached:
    stage: Stage
    at: datetime


@strawberry.type(description="A rating and its note, and since which version they stand.")
class ExplainedInput:
    aspect: Aspect
    item: Item
    given_by: Person
    given_at: datetime
    number: int = strawberry.field(description="The version in which it was first given so.")


@strawberry.type(description="How often each rating was given among items of one kind.")
class RatingCount:
    kind: RhkKind | None = strawberry.field(description="Null for the behaviour values.")
    atas: int
    sesuai: int
    bawah: int


@strawberry.type(description="One side of the matrix: counted, suggested, decided.")
class ExplainedPart:
    aspect: Aspect
    counts: list[RatingCount]
    suggestion: Suggestion
    decided: Rating
    departed: bool
    reason: str = strawberry.field(description="Why not as suggested; else empty.")


@strawberry.type(description="One single change that leads to another predikat.")
class WouldChange:
    aspect: Aspect
    key: str | None = strawberry.field(description="The item; null: the overall rating itself.")
    given: Rating
    instead: Rating
    hasil: Rating
    perilaku: Rating
    predikat: Predikat
    steps: int = strawberry.field(description="1: the neighbouring rating, 2: the far one.")


@strawberry.type(description="A rule behind the result: where it stands and how sure we are.")
class ExplainedRule:
    topic: RuleTopic
    id: strawberry.ID
    title: str
    source: str
    mark: RuleMark
    valid_from: date


@strawberry.type(description="How the results of the year were weighed in an annual result.")
class ExplainedWeighing:
    text: str = strawberry.field(description="The rater's words; empty where nothing was owed.")
    given_by: Person
    given_at: datetime
    number: int = strawberry.field(description="The version in which it was first written so.")
    results: list[WeighedResult] = strawberry.field(description="As they stood then.")
    changes: list[YearChange] = strawberry.field(description="What changed or came since.")


@strawberry.type(description="Everything that led to one result, and what would have changed it.")
class Explanation(ShowsRow):
    shows: ClassVar[type] = ExplanationRow
    result: Result
    latest: int = strawberry.field(description="The newest version that can be read.")
    inputs: list[ExplainedInput]
    hasil: ExplainedPart
    perilaku: ExplainedPart
    would_change: list[WouldChange] = strawberry.field(description="Nearest first.")
    agrees: bool = strawberry.field(description="The rule gives today what was stored then.")
    rules: list[ExplainedRule]
    weighing: ExplainedWeighing | None = strawberry.field(description="Only of a year.")

    @strawberry.field
    def stages(self) -> list[StageReached]:
        """What has happened to this version so far, in order."""
        return stages_of(self)  # type: ignore[arg-type]  # the row behind this type


def stages_of(row: ExplanationRow) -> list[StageReached]:
    """The steps of a version that are dated."""
    dated = (
        (Stage.GIVEN, row.result.submitted_at),
        (Stage.DELIVERED, row.result.delivered_at),
        (Stage.READ, row.result.read_at),
    )
    return [StageReached(stage=stage, at=at) for stage, at in dated if at is not None]


@strawberry.input(description="One item's rating to try.")
class TriedRatingInput:
    key: str
    rating: Rating


@strawberry.type(description="What other ratings would lead to. It is no result and is not kept.")
class Simulation:
    result: Result | None = strawberry.field(
        description="The result it starts from; null: the plan of this year."
    )
    items: list[Item] = strawberry.field(description="With the ratings as tried.")
    hasil: ExplainedPart
    perilaku: ExplainedPart
    predikat: Predikat
    would_change: list[WouldChange]
    rule: Rule
    rules: list[ExplainedRule]
