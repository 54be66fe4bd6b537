"""Types of appraisal in the graph: results, drafts, teams, and the refusals that show them."""

from datetime import date, datetime
from functools import cache
from typing import ClassVar

import strawberry

from schema.reads.rows import DraftRow, ResultRow
from schema.reference.rulebook import predikat_rules
from schema.rules.cycle import Why
from schema.rules.predikat import PredikatRule, rule_by_id
from schema.rules.suggestion import Step as RuleStep
from schema.types import (
    AbsenceKind,
    Achievement,
    Capacity,
    Part,
    Period,
    Person,
    Predikat,
    Rating,
    Refusal,
    ReviewState,
    RhkKind,
    ShowsRow,
)

strawberry.enum(Why, name="StepRefusal")


@strawberry.type(description="A web address that proves a work result.")
class Evidence:
    url: str
    label: str


@strawberry.type(description="One rated thing, in a draft or in a submitted version.")
class Item:
    key: str = strawberry.field(description='"rhk:<id>" or the code of a value, "BOP" to "KOL".')
    part: Part
    kind: RhkKind | None = strawberry.field(description="Only for work results.")
    title: str
    expectation: str
    rating: Rating | None = strawberry.field(description="Null only in drafts.")
    note: str
    evidence: list[Evidence]


@strawberry.type
class StepValue:
    name: str
    value: str


@strawberry.type(description="One step of the rule: the words to its code stand with the app.")
class Step:
    code: str

    @strawberry.field
    def values(self) -> list[StepValue]:
        """Values that belong into the sentence, by name."""
        step: RuleStep = self  # type: ignore[assignment]  # the row behind this type
        return [StepValue(name=name, value=value) for name, value in step.values.items()]


@strawberry.type(description="What the rule suggests; rating is null while an item is unrated.")
class Suggestion:
    rating: Rating | None
    steps: list[Step]


@strawberry.type
class MatrixCell:
    hasil: Rating
    perilaku: Rating
    predikat: Predikat


@strawberry.type(description="The version of the matrix by which a predikat was found.")
class Rule:
    shared: ClassVar[bool] = True  # there are a few, which never change: written once each
    id: strawberry.ID
    title: str
    source: str
    valid_from: date

    @strawberry.field
    def matrix(self) -> list[MatrixCell]:
        """All nine cells."""
        rule: PredikatRule = self  # type: ignore[assignment]  # the row behind this type
        return _cells(rule.id)


@cache
def _cells(rule_id: str) -> list[MatrixCell]:
    return [
        MatrixCell(hasil=hasil, perilaku=perilaku, predikat=predikat)
        for (hasil, perilaku), predikat in rule_by_id(predikat_rules(), rule_id).matrix.items()
    ]


@strawberry.type(description="One submitted version of a review. It never changes.")
class Result(ShowsRow):
    shows: ClassVar[type] = ResultRow
    review_id: strawberry.ID
    number: int
    state: ReviewState
    period: Period
    employee: Person
    rater: Person
    capacity: Capacity
    submitted_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None
    hasil: Rating
    perilaku: Rating
    suggested_hasil: Rating
    suggested_perilaku: Rating
    reason_hasil: str = strawberry.field(description="Why not as suggested; else empty.")
    reason_perilaku: str = strawberry.field(description="Why not as suggested; else empty.")
    predikat: Predikat
    summary: str
    correction_reason: str = strawberry.field(description="Empty for the first version.")
    items: list[Item]
    steps: list[Step] = strawberry.field(description="From the items to the predikat, in order.")
    achievement: Achievement | None = strawberry.field(
        description="Of the unit that this person led; it suggested hasil. Else null."
    )
    rule: Rule
    covers_from: date = strawberry.field(description="First day of the part that it covers.")
    covers_to: date
    months: float = strawberry.field(description="Months of that part, by day, one decimal.")


@strawberry.type(description="Days away, and by what title. Of a leave only that it was lawful.")
class Away:
    kind: AbsenceKind
    starts: date
    ends: date
    months: float


@strawberry.type(description="What who rated for a while left for who rates the end: an input.")
class RaterInput:
    rater: Person
    starts: date
    ends: date
    months: float
    note: str
    given_at: datetime | None = strawberry.field(description="Null: no note was given.")
    items: list[Item] = strawberry.field(description="Ratings and notes of the draft so far.")


@strawberry.type(description="A note asked of me: I rated somebody for a while, another gives it.")
class Handover:
    person: Person
    rater: Person | None = strawberry.field(description="Who gives the evaluation.")
    starts: date
    ends: date
    months: float
    note: str
    given_at: datetime | None


@strawberry.type(description="The unit that the rated person leads, and what it achieved.")
class LedUnit:
    unit_id: strawberry.ID
    name: str
    achievement: Achievement | None = strawberry.field(description="Null: not set yet.")
    reason: str
    set_by: Person | None
    set_at: datetime | None


@strawberry.type(description="What the settings that hold for the period ask of a rater.")
class Asks:
    seen: strawberry.ID = strawberry.field(
        description="Names the settings; give it back with the result."
    )
    proof_ratings: list[Rating] = strawberry.field(description="Owe a note or evidence.")
    note_least: int = strawberry.field(description="Letters of such a note.")
    link_suffices: bool = strawberry.field(description="A link stands for the note.")
    reason_least: int = strawberry.field(description="Letters of a reason for departing.")


@strawberry.type(description="The open draft of a review, as its rater sees it.")
class Draft(ShowsRow):
    shows: ClassVar[type] = DraftRow
    review_id: strawberry.ID
    version: int = strawberry.field(description="Give it back with the next save.")
    employee: Person
    period: Period
    capacity: Capacity
    items: list[Item]
    hasil: Rating | None = strawberry.field(description="Null: as suggested.")
    perilaku: Rating | None = strawberry.field(description="Null: as suggested.")
    reason_hasil: str
    reason_perilaku: str
    summary: str
    suggested_hasil: Suggestion
    suggested_perilaku: Suggestion
    led_unit: LedUnit | None = strawberry.field(description="Null: this person leads no unit.")
    predikat: Predikat | None
    rule: Rule
    asks: Asks
    correction_reason: str = strawberry.field(description="Why this corrects; else empty.")
    previous: Result | None = strawberry.field(description="The last result of this person.")
    saved_at: datetime
    months: float = strawberry.field(description="Of the part that this rater gives.")
    away: list[Away]
    inputs: list[RaterInput]
    written_by: Person | None = strawberry.field(description="Who wrote in the rater's name last.")


@strawberry.type
class DraftSaved:
    draft: Draft


@strawberry.type(description="One person of a team and how far the review of the period is.")
class Member:
    person: Person
    capacity: Capacity
    review_id: strawberry.ID | None
    state: ReviewState | None = strawberry.field(description="Null: not begun.")
    rated: int
    total: int
    draft_version: int | None = strawberry.field(description="Null: no draft is open.")
    saved_at: datetime | None
    submitted_at: datetime | None
    read_at: datetime | None
    correcting: bool
    recent: list[Result] = strawberry.field(description="The last four, newest first.")
    covers_from: date
    covers_to: date
    months: float = strawberry.field(description="Of the part that I give, one decimal.")
    excused: AbsenceKind | None = strawberry.field(description="Why there is no evaluation.")
    away: list[Away]
    inputs: int = strawberry.field(description="How many others rated for a while.")


@strawberry.type
class Team:
    period: Period | None = strawberry.field(description="Null: no period was ever opened.")
    members: list[Member]
    handovers: list[Handover] = strawberry.field(
        description="Whom I rated for a part that another gives: a note is asked of me."
    )


@strawberry.type
class ResultPage:
    results: list[Result]
    next: str | None = strawberry.field(description="Give it as `after` for the next page.")


@strawberry.type
class PeriodClosed(Refusal):
    """Outside the rating window."""

    period: Period


@strawberry.type
class VersionConflict(Refusal):
    """Saved elsewhere since: keep what was typed, show both."""

    current: Draft


@strawberry.type
class RulesChanged(Refusal):
    """A setting was changed since the draft was shown: look at the suggestion again."""

    current: Draft


@strawberry.type
class NotComplete(Refusal):
    """Something is missing before it can be submitted."""

    missing: list[str] = strawberry.field(
        description='Item keys, "<key>.note", "reasonHasil" / "reasonPerilaku", "movedReason".'
    )


@strawberry.type
class AlreadySubmitted(Refusal):
    """It was given already."""

    result: Result


@strawberry.type
class StepNotPossible(Refusal):
    """The result or the objection is not where this step may follow; `why` says it exactly."""

    why: Why


@strawberry.input
class EvidenceInput:
    url: str
    label: str = ""


@strawberry.input
class ItemInput:
    key: str
    rating: Rating | None = None
    note: str = ""
    evidence: list[EvidenceInput] = strawberry.field(default_factory=list)


@strawberry.input(description="Items that changed, and the overall fields as they stand.")
class SaveDraftInput:
    review_id: strawberry.ID
    version: int
    items: list[ItemInput]
    hasil: Rating | None = None
    perilaku: Rating | None = None
    reason_hasil: str = ""
    reason_perilaku: str = ""
    summary: str = ""
