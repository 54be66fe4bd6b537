"""Types of appraisal in the graph: results, drafts, teams, and the refusals that show them."""

from datetime import date, datetime
from functools import cache
from typing import ClassVar

import strawberry

from schema.reads.rows import DraftRow, ResultRow
from schema.reads.year import YearChangeRow
from schema.reference.rulebook import predikat_rules
from schema.rules.copying import CopyKind
from schema.rules.cycle import Why
from schema.rules.predikat import PredikatRule, rule_by_id
from schema.rules.suggestion import Step as RuleStep
from schema.rules.weighing import YearChangeKind
from schema.types import (
    AbsenceKind,
    Achievement,
    Capacity,
    Part,
    Period,
    PeriodKind,
    Person,
    Predikat,
    Rating,
    Refusal,
    ReviewState,
    RhkKind,
    ShowsRow,
)

strawberry.enum(Why, name="StepRefusal")
strawberry.enum(CopyKind)
strawberry.enum(YearChangeKind)


@strawberry.type(description="A web address that proves a work result.")
class Evidence:
    url: str
    label: str


@strawberry.type(description="That an item counts as copied, from which result, and why.")
class Copied:
    kind: CopyKind
    review_id: strawberry.ID | None = strawberry.field(
        description="The earlier result; null: others of the team got the same words."
    )
    number: int | None
    period_kind: PeriodKind | None
    year: int | None
    period_number: int | None
    reason: str = strawberry.field(description="Empty only in drafts.")


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
    copied: Copied | None


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


@strawberry.type(description="A result of the year as it stood when the annual one was given.")
class WeighedResult:
    review_id: strawberry.ID
    number: int
    period_kind: PeriodKind
    year: int
    period_number: int
    starts: date = strawberry.field(description="First day that it covers.")
    ends: date
    months: float
    rater: str = strawberry.field(description="Name of who gave it.")
    capacity: Capacity
    position: str = strawberry.field(description="Post of the employee in it.")
    unit: str
    hasil: Rating
    perilaku: Rating
    predikat: Predikat


@strawberry.type(
    description="A result of the year that changed, or came, after the annual one was given."
)
class YearChange(ShowsRow):
    shows: ClassVar[type] = YearChangeRow
    kind: YearChangeKind
    review_id: strawberry.ID
    number: int = strawberry.field(description="The version that stands today.")
    period_kind: PeriodKind
    year: int
    period_number: int
    at: datetime
    was: Predikat | None = strawberry.field(description="What was weighed; null: nothing yet.")
    predikat: Predikat | None = strawberry.field(description="Null: I may not read that result.")


@strawberry.type(description="Whether the results of the year must be weighed in words, and why.")
class WeighingDuty:
    required: bool
    letters: int = strawberry.field(description="At least so many; 0 where none are owed.")
    steps: list[Step]


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
    weighing: str = strawberry.field(description="How the year was weighed; only of a year.")
    weighed: list[WeighedResult] = strawberry.field(description="What was weighed, as it was.")


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
    copy_reason_least: int = strawberry.field(description="Letters of a reason for a copy.")


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
    weighing: str = strawberry.field(description="How the results of the year were weighed so far.")
    weighed: list[Result] = strawberry.field(
        description="Delivered results of the year that an annual draft weighs, in order of time."
    )
    weighing_duty: WeighingDuty


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
        description='Item keys, "<key>.note", "<key>.copied", "reasonHasil" / "reasonPerilaku", '
        '"movedReason", "weighing".'
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
    copy_reason: str | None = strawberry.field(
        default=None, description="Why it is the same as before; null leaves what was typed."
    )


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
    weighing: str | None = strawberry.field(default=None, description="Null leaves what was typed.")


@strawberry.input(description="One item to take from an earlier result; never more than one.")
class CopyRatingInput:
    review_id: strawberry.ID
    version: int
    key: str
    from_review_id: strawberry.ID
    from_number: int
    reason: str
