"""What phones are told of: one type for each kind of event, all of them a LiveEvent."""

from typing import Annotated

import strawberry

from schema.review.types import Result


@strawberry.type(description="Everything up to here has been sent: live from now on.")
class Ready:
    position: str


@strawberry.type(description="The gap is too old or too large: fetch everything, go on from here.")
class Resync:
    position: str


@strawberry.type(description="A result of mine: a new version, or one that can now be read.")
class ResultChanged:
    position: str
    result: Result


@strawberry.type(description="A row of my team changed: fetch it again.")
class TeamChanged:
    position: str
    employee_id: strawberry.ID
    period_id: strawberry.ID
    review_id: strawberry.ID


@strawberry.type(description="A period was made or its window moved.")
class PeriodsChanged:
    position: str


@strawberry.type(description="My self-assessment changed, perhaps on another phone of mine.")
class SelfAssessmentChanged:
    position: str
    period_id: strawberry.ID


@strawberry.type(description="Something new in my inbox, or I looked at it on another phone.")
class InboxChanged:
    position: str


@strawberry.type(description="The closing of a period went a little further.")
class ClosingProgressed:
    position: str
    closing_id: strawberry.ID


@strawberry.type(description="What a unit achieved was set: one I lead, or whose capaian I set.")
class AchievementChanged:
    position: str
    unit_id: strawberry.ID
    period_id: strawberry.ID


@strawberry.type(description="My devices changed.")
class SessionsChanged:
    position: str


@strawberry.type(description="Who rates whom changed, for me or for somebody I rate.")
class StaffChanged:
    position: str


@strawberry.type(description="A report of a wrong rater was made, answered or taken back.")
class RaterReportChanged:
    position: str
    report_id: strawberry.ID


@strawberry.type(description="A staff file was checked or imported a little further.")
class ImportProgress:
    position: str
    import_id: strawberry.ID


@strawberry.type(description="A plan I take part in changed: fetch it again.")
class SkpChanged:
    position: str
    skp_id: strawberry.ID
    employee_id: strawberry.ID
    year: int


@strawberry.type(description="A result that I received or gave stands elsewhere in its cycle.")
class DeliveryChanged:
    position: str
    review_id: strawberry.ID
    number: int


@strawberry.type(description="A step was taken in an objection that concerns me: fetch it again.")
class ObjectionChanged:
    position: str
    objection_id: strawberry.ID
    review_id: strawberry.ID
    number: int


@strawberry.type(description="A term or the working calendar was changed.")
class TermsChanged:
    position: str


@strawberry.type(description="A rule setting was added: a suggestion may be another now.")
class RulebookChanged:
    position: str


@strawberry.type(description="This session was ended: clear this phone.")
class SignedOut:
    position: str


LiveEvent = Annotated[
    Ready
    | Resync
    | ResultChanged
    | TeamChanged
    | PeriodsChanged
    | SessionsChanged
    | InboxChanged
    | ClosingProgressed
    | SelfAssessmentChanged
    | AchievementChanged
    | StaffChanged
    | RaterReportChanged
    | ImportProgress
    | SkpChanged
    | DeliveryChanged
    | ObjectionChanged
    | TermsChanged
    | RulebookChanged
    | SignedOut,
    strawberry.union("LiveEvent"),
]
