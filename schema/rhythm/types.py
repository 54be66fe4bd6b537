"""Types of the graph about what is due, what was told, and how far the units are."""

from datetime import date, datetime
from typing import ClassVar

import strawberry

from schema.reads.choices import ChoiceRow
from schema.reads.rhythm import RhythmRow
from schema.rules.due import DutyKind, ReminderStage, RoundPhase
from schema.types import Period, Person, ShowsRow, UnitKind

for _word in (DutyKind, ReminderStage, RoundPhase):
    strawberry.enum(_word)


@strawberry.type(description="That the superior was told of a late duty, and when.")
class SuperiorTold:
    person: Person
    at: datetime


@strawberry.type(description="Something that waits for one person; which id is filled says where.")
class Duty:
    kind: DutyKind
    subject: str
    due: date = strawberry.field(description="The last day.")
    late: bool
    waiting: int = strawberry.field(description="How many of `total` are still to be done.")
    total: int
    year: int | None = strawberry.field(description="Of a plan (SKP).")
    period: Period | None
    review_id: strawberry.ID | None
    objection_id: strawberry.ID | None
    about: Person | None = strawberry.field(description="The other person in it.")
    told: SuperiorTold | None


@strawberry.type(description="Somebody of my team with what waits for that person.")
class PersonDuties:
    person: Person
    duties: list[Duty]


@strawberry.type(description="One thing that was told to me.")
class Reminder:
    id: strawberry.ID
    duty: DutyKind
    stage: ReminderStage
    due: date
    waiting: int
    total: int
    made_at: datetime
    read_at: datetime | None
    about: Person | None
    period: Period | None
    review_id: strawberry.ID | None
    objection_id: strawberry.ID | None
    year: int | None
    drafts: bool = strawberry.field(description="It is about drafts that were not given.")


@strawberry.type(description="A page of my inbox, newest first.")
class Inbox:
    reminders: list[Reminder]
    unread: int = strawberry.field(description="At most 99.")
    next: str | None


@strawberry.type(description="How I want to be reached. Null: as the regency sets it.")
class ReminderChoice(ShowsRow):
    shows: ClassVar[type] = ChoiceRow
    email: str
    email_confirmed: bool
    code_sent: bool = strawberry.field(description="A code was sent and has not come back yet.")
    by_email: bool
    quiet_from: int | None = strawberry.field(description="Minutes of the day, WIB.")
    quiet_to: int | None
    quiet_days_off: bool | None
    usual_quiet_from: int
    usual_quiet_to: int
    usual_quiet_days_off: bool
    email_offered: bool = strawberry.field(description="Whether the operator set up a mail server.")


@strawberry.type(description="A unit with everything below it: numbers, never a name or a result.")
class UnitProgress:
    id: strawberry.ID
    name: str
    kind: UnitKind
    total: int
    rated: int
    delivered: int
    plans_agreed: int
    nudged_at: datetime | None = strawberry.field(description="When HR asked its raters today.")


@strawberry.type(description="A page of units in one period.")
class Progress:
    period: Period | None
    unit_id: strawberry.ID | None = strawberry.field(description="The unit they lie in.")
    unit_name: str
    units: list[UnitProgress]
    next: str | None


@strawberry.type(description="How far the closing of a period is, and what it found.")
class Closing:
    id: strawberry.ID
    period: Period | None
    phase: RoundPhase
    done: int
    total: int
    told: int
    started_at: datetime
    finished_at: datetime | None
    unrated: int
    drafts: int
    undelivered: int
    without_rater: int


@strawberry.type(description="How the regency reminds, from a day on.")
class Rhythm(ShowsRow):
    shows: ClassVar[type] = RhythmRow
    valid_from: date
    early_days: int
    late_days: int
    escalate_days: int
    quiet_from: int = strawberry.field(description="Minutes of the day, WIB.")
    quiet_to: int
    quiet_days_off: bool
    from_hr: bool
    reason: str


@strawberry.type
class Nudged:
    """The raters of a unit were reminded."""

    raters: int


@strawberry.type
class RemindersRead:
    """I looked at my inbox up to there."""

    unread: int


@strawberry.input(description="How I want to be reached; null in a quiet field takes the usual.")
class ReminderChoiceInput:
    email: str
    by_email: bool
    quiet_from: int | None = None
    quiet_to: int | None = None
    quiet_days_off: bool | None = None


@strawberry.input(description="How the regency reminds, from a day on. The reason goes on record.")
class RhythmInput:
    valid_from: date
    early_days: int
    late_days: int
    escalate_days: int
    quiet_from: int
    quiet_to: int
    quiet_days_off: bool
    reason: str
