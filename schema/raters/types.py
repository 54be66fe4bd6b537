"""Types of the graph for who rates whom: reports of a wrong rater, lines, and what would follow."""

from datetime import date, datetime
from typing import ClassVar

import strawberry

from schema.raters.previewing import LinePreviewRow
from schema.reads.rater_reports import RaterReportRow
from schema.rules.vocabulary import Fate, RaterReportState
from schema.types import AbsenceKind, Capacity, Period, Person, Predikat, ShowsRow

strawberry.enum(RaterReportState)
strawberry.enum(Fate)


@strawberry.type(description="Somebody says: this is not my superior. HR answers once.")
class RaterReport(ShowsRow):
    shows: ClassVar[type] = RaterReportRow
    id: strawberry.ID
    employee: Person
    rater: Person | None = strawberry.field(description="Who stood there when it was said.")
    capacity: Capacity | None
    proposed: Person | None = strawberry.field(description="Who it should be, if known.")
    proposed_words: str
    since: date | None
    reason: str
    state: RaterReportState
    reported_at: datetime
    resolved_at: datetime | None
    answer: str
    effective: date | None = strawberry.field(description="First day of the new line.")
    new_rater: Person | None


@strawberry.type(description="Who rated somebody from when to when.")
class ReportingLine:
    id: strawberry.ID
    rater: Person
    capacity: Capacity
    starts: date
    ends: date | None
    holds: bool = strawberry.field(description="This line holds today.")


@strawberry.type(description="A report with everything that HR needs to answer it.")
class RaterReportFile:
    report: RaterReport
    lines: list[ReportingLine]
    free_from: date | None = strawberry.field(
        description="Lines change from this day on: what lies before is closed. Null: any day."
    )
    own: bool = strawberry.field(description="It is the viewer's own: a colleague answers it.")


@strawberry.type
class RaterReportPage:
    rows: list[RaterReport]
    next: str | None
    waiting: int = strawberry.field(description="How many wait for an answer.")


@strawberry.type(description="What becomes of one review.")
class FollowingReview:
    rater: Person
    rated: int
    total: int
    number: int = strawberry.field(description="Of the result given; 0: only a draft.")
    fate: Fate


@strawberry.type(description="A period that is not closed, before and after.")
class PeriodEffect:
    period: Period
    before: list[Person]
    after: list[Person]
    changed: bool
    reviews: list[FollowingReview]


@strawberry.type(description="A plan whose leader is somebody else from then on.")
class PlanEffect:
    year: int
    agreed: bool = strawberry.field(description="A version of it is in force.")


@strawberry.type(description="What would follow from a line. Closed periods are never touched.")
class LinePreview(ShowsRow):
    shows: ClassVar[type] = LinePreviewRow
    periods: list[PeriodEffect]
    plans: list[PlanEffect]


@strawberry.type(description="Days away within a part. Of a leave only that it was lawful.")
class DaysAway:
    kind: AbsenceKind
    starts: date
    ends: date
    months: float


@strawberry.type(description="One part of a period of mine, or why there is no evaluation.")
class PeriodPart:
    period: Period
    starts: date
    ends: date
    months: float = strawberry.field(description="By day, with one decimal.")
    rater: Person | None = strawberry.field(description="Who gives it; null: nobody yet.")
    capacity: Capacity | None
    excused: AbsenceKind | None = strawberry.field(description="Why it is not evaluated.")
    away: list[DaysAway]
    review_id: strawberry.ID | None = strawberry.field(description="Of the result I can read.")
    predikat: Predikat | None = strawberry.field(description="Of that result.")


@strawberry.type(description="Days away on record.")
class Absence:
    id: strawberry.ID
    kind: AbsenceKind
    starts: date
    ends: date | None
    letter: str


@strawberry.type
class AbsenceList:
    rows: list[Absence]


@strawberry.type
class HandoverGiven:
    employee_id: strawberry.ID


@strawberry.input(description="Days away; of a leave only its dates and the number of its letter.")
class RecordAbsenceInput:
    employee_id: strawberry.ID
    kind: AbsenceKind
    starts: date
    letter: str
    ends: date | None = None


@strawberry.input(description="Who it should be: a head by id, or anybody by NIP, or in words.")
class ReportRaterInput:
    reason: str
    proposed_id: strawberry.ID | None = None
    proposed_nip: str = ""
    proposed_words: str = ""
    since: date | None = None


@strawberry.input(description="The new line that answers a report; the reason is the answer.")
class AcceptRaterReportInput:
    report_id: strawberry.ID
    rater_id: strawberry.ID
    capacity: Capacity
    starts: date
    reason: str
    ends: date | None = None


@strawberry.input
class LinePreviewInput:
    employee_id: strawberry.ID
    rater_id: strawberry.ID
    capacity: Capacity
    starts: date
    ends: date | None = None
