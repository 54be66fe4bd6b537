"""What the read layer gives: plain rows, attribute by attribute the fields of the graph."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from schema.rules.copying import CopyKind
from schema.rules.predikat import PredikatRule
from schema.rules.suggestion import Step, Suggestion
from schema.rules.vocabulary import (
    AbsenceKind,
    Achievement,
    Capacity,
    Part,
    PeriodKind,
    PeriodPhase,
    Predikat,
    Rating,
    ReviewState,
    RhkKind,
)
from schema.rules.weighing import Duty


@dataclass(slots=True)
class PersonRow:
    """An ASN as others see one: never the NIP."""

    id: int
    name: str
    position: str
    unit: str


@dataclass(slots=True)
class PeriodRow:
    """A period and where today stands in it."""

    id: int
    kind: PeriodKind
    year: int
    number: int
    starts: date
    ends: date
    opens: date
    closes: date
    phase: PeriodPhase
    days_left: int


@dataclass(slots=True)
class EvidenceRow:
    url: str
    label: str


@dataclass(slots=True)
class CopiedRow:
    """That an item counts as copied, from which result (none: others got its words), and why."""

    kind: CopyKind
    review_id: int | None
    number: int | None
    period_kind: PeriodKind | None
    year: int | None
    period_number: int | None
    reason: str


@dataclass(slots=True)
class ItemRow:
    """One rated thing of a draft (rating may be None) or of a submitted version."""

    key: str
    part: Part
    kind: RhkKind | None
    title: str
    expectation: str
    rating: Rating | None
    note: str
    evidence: list[EvidenceRow]
    copied: CopiedRow | None = None


@dataclass(slots=True)
class WeighedRow:
    """A result of the year as it stood when the annual one was given: a snapshot."""

    review_id: int
    number: int
    period_kind: PeriodKind
    year: int
    period_number: int
    starts: date
    ends: date
    months: float
    rater: str
    capacity: Capacity
    position: str
    unit: str
    hasil: Rating
    perilaku: Rating
    predikat: Predikat


@dataclass(slots=True)
class AwayRow:
    """Days away within a part of a period, and by what title: never why somebody was ill."""

    kind: AbsenceKind
    starts: date
    ends: date
    months: float


@dataclass(slots=True)
class InputRow:
    """What somebody who rated for a part of the same stint left: a note, and the ratings so far."""

    rater: PersonRow
    starts: date
    ends: date
    months: float
    note: str
    given_at: datetime | None
    items: list[ItemRow]


@dataclass(slots=True)
class ResultRow:
    """One submitted version. `items`, `steps`, `weighing` and `weighed` are filled only where one
    of them was asked for."""

    review_id: int
    number: int
    state: ReviewState
    period: PeriodRow
    employee: PersonRow
    rater: PersonRow
    capacity: Capacity
    submitted_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None
    hasil: Rating
    perilaku: Rating
    suggested_hasil: Rating
    suggested_perilaku: Rating
    reason_hasil: str
    reason_perilaku: str
    predikat: Predikat
    summary: str
    correction_reason: str
    rule: PredikatRule
    items: Iterable[ItemRow]
    steps: Iterable[Step]
    achievement: Achievement | None  # of the unit, when its leader is rated
    covers_from: date
    covers_to: date
    months: float
    weighing: str
    weighed: Iterable[WeighedRow]
    rule_ids: str = ""  # the rows of rule settings it was found by, where they were asked for


@dataclass(slots=True)
class LedUnitRow:
    """The unit that a person leads, and what was set for it in a period: nothing, perhaps."""

    unit_id: int
    name: str
    achievement: Achievement | None
    row: int | None  # which set value it was
    reason: str
    set_by: PersonRow | None
    set_at: datetime | None


@dataclass(slots=True)
class AsksRow:
    """What the settings ask of a rater: `seen` names them, and goes back with the result."""

    seen: str
    proof_ratings: list[Rating]
    note_least: int
    link_suffices: bool
    reason_least: int
    copy_reason_least: int


@dataclass(slots=True)
class DraftRow:
    """An open draft with what the rules say of it so far."""

    review_id: int
    version: int
    employee: PersonRow
    period: PeriodRow
    capacity: Capacity
    items: list[ItemRow]
    hasil: Rating | None
    perilaku: Rating | None
    reason_hasil: str
    reason_perilaku: str
    summary: str
    suggested_hasil: Suggestion
    suggested_perilaku: Suggestion
    led_unit: LedUnitRow | None
    predikat: Predikat | None
    rule: PredikatRule
    asks: AsksRow
    correction_reason: str
    previous: ResultRow | None
    saved_at: datetime
    months: float
    away: list[AwayRow]
    inputs: list[InputRow]
    written_by: PersonRow | None
    weighing: str
    weighed: list[ResultRow]
    weighing_duty: Duty
    part_starts: date  # first day of the part that this rater gives


@dataclass(slots=True)
class HandoverRow:
    """Somebody whom the viewer rated for a part of the period that another will give: a note is
    asked for. `note` is "" while none was given."""

    person: PersonRow
    rater: PersonRow | None
    starts: date
    ends: date
    months: float
    note: str
    given_at: datetime | None


@dataclass(slots=True)
class MemberRow:
    """One person of a rater's team and how far the review of the period is.

    `covers_from` to `covers_to` is the part of the period that this rater gives, `months` its
    length; `excused` says why nothing is given for it."""

    person: PersonRow
    capacity: Capacity
    review_id: int | None
    state: ReviewState | None
    rated: int
    total: int
    draft_version: int | None
    saved_at: datetime | None
    submitted_at: datetime | None
    read_at: datetime | None
    correcting: bool
    recent: list[ResultRow]
    covers_from: date
    covers_to: date
    months: float
    excused: AbsenceKind | None
    away: list[AwayRow]
    inputs: int


@dataclass(slots=True)
class TeamRow:
    period: PeriodRow | None
    members: list[MemberRow]
    handovers: list[HandoverRow]
