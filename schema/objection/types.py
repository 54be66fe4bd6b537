"""Deliveries and objections in the graph."""

from datetime import date, datetime
from typing import ClassVar

import strawberry

from schema.reads.objections import DeliveryRow, ObjectionRow
from schema.review.types import Evidence, EvidenceInput, ItemInput, Result
from schema.rules.cycle import CycleEvent, Party
from schema.rules.routing import RouteReason
from schema.rules.vocabulary import CycleState, ObjectionState, Route, StepKind
from schema.types import Period, Person, Predikat, Rating, ShowsRow

for _word in (CycleState, CycleEvent, ObjectionState, Route, RouteReason, StepKind):
    strawberry.enum(_word)
strawberry.enum(Party, name="ObjectionPart")


@strawberry.type(description="One dated step; `by` is null for the program itself.")
class CycleStep:
    at: datetime
    kind: StepKind
    by: Person | None
    route: Route | None = strawberry.field(description="Only where it says who decides.")
    note: str = strawberry.field(description="An earlier explanation, why it was withdrawn.")


@strawberry.type
class ItemReason:
    key: str = strawberry.field(description="As Item.key of the result.")
    reason: str


@strawberry.type(description="An objection (keberatan) against one version, from filing to end.")
class Objection(ShowsRow):
    shows: ClassVar[type] = ObjectionRow
    id: strawberry.ID
    review_id: strawberry.ID
    number: int = strawberry.field(description="Of the version it is against.")
    state: ObjectionState
    running: bool
    employee: Person
    rater: Person = strawberry.field(description="Who gave that version, and explains it.")
    decider: Person | None = strawberry.field(description="Null: the Tim Penilai Kinerja.")
    route: Route
    route_reasons: list[RouteReason] = strawberry.field(
        description="Why it went there, in the order of looking; the last one decided it."
    )
    period: Period
    predikat: Predikat = strawberry.field(description="Of the version it is against.")
    reason: str
    items: list[ItemReason] = strawberry.field(description="Empty: against the whole.")
    evidence: list[Evidence]
    filed_at: datetime
    answer_due: date = strawberry.field(description="Last day for the rater's explanation.")
    answer_work_days_left: int
    answer_overdue: bool
    decision_due: date = strawberry.field(description="A promise of service, no rule of law.")
    decision_work_days_left: int
    decision_overdue: bool
    escalated_to: Person | None = strawberry.field(description="Who was told of the silence.")
    answer: str = strawberry.field(description="The rater's explanation; empty before.")
    answer_items: list[ItemReason]
    answer_version: int = strawberry.field(description="Give it back with the next explanation.")
    answered_at: datetime | None
    decided_by: Person | None
    decided_at: datetime | None
    decision_reason: str
    new_number: int | None = strawberry.field(description="Of the version that the decision set.")
    withdrawn_at: datetime | None
    my_parts: list[Party] = strawberry.field(description="What I am to it; empty: I only read.")
    actions: list[CycleEvent] = strawberry.field(description="What I can do with it now.")
    steps: list[CycleStep] = strawberry.field(description="Oldest first.")
    result: Result | None = strawberry.field(description="Of this version; null to auditors.")
    new_result: Result | None = strawberry.field(
        description="Set by the decision; null to auditors."
    )


@strawberry.type(description="Where one version of a result stands, and its terms.")
class Delivery(ShowsRow):
    shows: ClassVar[type] = DeliveryRow
    review_id: strawberry.ID
    number: int
    state: CycleState
    current: bool = strawberry.field(description="False once a later version exists.")
    employee: Person
    rater: Person
    period: Period
    predikat: Predikat
    submitted_at: datetime
    deliver_due: date | None
    delivered_at: datetime | None
    read_at: datetime | None = strawberry.field(description="A receipt; no term starts with it.")
    sign_due: date | None = strawberry.field(description="Last day for signing.")
    object_due: date | None = strawberry.field(description="Last day for objecting.")
    safe_due: date | None = strawberry.field(
        description="The same term in calendar days: in time under every reading of the rule."
    )
    work_days_left: int = strawberry.field(description="Until objectDue, today included.")
    days_left: int = strawberry.field(description="Calendar days, today included.")
    accepted_at: datetime | None
    unsigned_at: datetime | None = strawberry.field(
        description="Null while UNSIGNED: its term was over before terms were kept here."
    )
    actions: list[CycleEvent] = strawberry.field(
        description="ACCEPT (ends the right to object), OBJECT: what I can do now."
    )
    objections: list[Objection] = strawberry.field(description="Newest first.")
    steps: list[CycleStep] = strawberry.field(description="Objections included, oldest first.")


@strawberry.type
class DeliveryPage:
    deliveries: list[Delivery]
    next: str | None = strawberry.field(description="Give it as `after` for the next page.")


@strawberry.type
class ObjectionPage:
    objections: list[Objection]
    next: str | None = strawberry.field(description="Give it as `after` for the next page.")


@strawberry.input
class ItemReasonInput:
    key: str
    reason: str


@strawberry.input(description="Without items it is against the whole result.")
class FileObjectionInput:
    review_id: strawberry.ID
    number: int
    reason: str
    request_id: strawberry.ID = strawberry.field(
        description="Made on the phone, 8 to 64 letters: the same one again counts once."
    )
    items: list[ItemReasonInput] = strawberry.field(default_factory=list)
    evidence: list[EvidenceInput] = strawberry.field(default_factory=list)


@strawberry.input
class AnswerObjectionInput:
    id: strawberry.ID
    answer: str
    version: int = strawberry.field(description="Objection.answerVersion as last seen.")
    items: list[ItemReasonInput] = strawberry.field(default_factory=list)


@strawberry.input(description="CHANGED takes the items that change; the others stay as they are.")
class DecideObjectionInput:
    id: strawberry.ID
    decision: ObjectionState = strawberry.field(description="UPHELD or CHANGED.")
    reason: str
    items: list[ItemInput] = strawberry.field(default_factory=list)
    hasil: Rating | None = None
    perilaku: Rating | None = None
    reason_hasil: str = ""
    reason_perilaku: str = ""
