"""Types of planning in the graph: plans, their documents and versions, lists, refusals, inputs."""

from datetime import date, datetime
from typing import ClassVar

import strawberry

from schema.reads.skp_rows import (
    PlanGapsPageRow,
    SkpDeskRow,
    SkpDifferenceRow,
    SkpRow,
    SkpVersionRow,
    UnitPlansPageRow,
)
from schema.rules.skp_cycle import Party as SkpParty
from schema.rules.skp_cycle import SkpStep
from schema.rules.vocabulary import (
    Aspect,
    BehaviourValue,
    Perspective,
    RhkScope,
    SkpApproach,
    SkpState,
)
from schema.types import Capacity, Person, Refusal, RhkKind, ShowsRow

for _word, _name in (
    (RhkScope, None),
    (SkpApproach, None),
    (Aspect, "IkiAspect"),
    (Perspective, "IkiPerspective"),
    (SkpState, None),
    (SkpStep, None),
    (SkpParty, "SkpParty"),
    (BehaviourValue, None),
):
    strawberry.enum(_word, name=_name)


@strawberry.type(description="Indikator kinerja individu (IKI) with its target.")
class Indicator:
    aspect: Aspect | None
    perspective: Perspective | None = strawberry.field(description="In the plan of a JPT.")
    text: str
    target: str = strawberry.field(description='As typed: "95,5", "2-3", "tepat waktu".')
    unit: str
    amount: str | None = strawberry.field(description="The target's number, with a point.")


@strawberry.type(description="A RHK of the leader.")
class LeaderRhk:
    id: strawberry.ID
    title: str


@strawberry.type(description="That the leader changed an item the employee had submitted.")
class SkpEdit:
    by: str
    at: datetime
    before: "SkpRhk | None" = strawberry.field(description="Null: the leader added it.")


@strawberry.type(description="One planned work result (rencana hasil kerja).")
class SkpRhk:
    key: str = strawberry.field(description="Stays the same through every version.")
    kind: RhkKind
    scope: RhkScope
    title: str
    leader_rhk: LeaderRhk | None = strawberry.field(description="Null: none to intervene.")
    assigned_by: str = strawberry.field(description="Only tambahan: penugasan dari.")
    indicators: list[Indicator]
    narrative: str = strawberry.field(description="The measure, in a qualitative plan.")
    from_template: bool
    unchanged: bool = strawberry.field(description="From an example, still word for word.")
    kept: bool = strawberry.field(description="Looked at, and right as it stands.")
    carried: bool = strawberry.field(description="Taken along from the earlier post.")
    edit: SkpEdit | None


@strawberry.type(description="A value BerAKHLAK with the leader's own expectation.")
class SkpValue:
    code: BehaviourValue
    name: str
    guides: list[str]
    expectation: str


@strawberry.type(description="That the leader changed a part of the lampiran.")
class SkpPartEdit:
    part: str = strawberry.field(description='"support", "accountability" or "consequence".')
    by: str
    at: datetime
    before: list[str]


@strawberry.type(description="The document of a plan.")
class SkpContent:
    approach: SkpApproach
    rhk: list[SkpRhk]
    removed: list[SkpRhk] = strawberry.field(description="Taken out by the leader, unanswered.")
    values: list[SkpValue]
    support: list[str] = strawberry.field(description="Dukungan sumber daya.")
    accountability: list[str] = strawberry.field(description="Skema pertanggungjawaban.")
    consequence: list[str] = strawberry.field(description="Konsekuensi.")
    part_edits: list[SkpPartEdit]


@strawberry.type(description="A remark in the dialogue.")
class SkpNote:
    id: strawberry.ID
    item: str = strawberry.field(description="Key of an item, a value, a part; empty: the whole.")
    author: Person
    mine: bool
    text: str
    said_at: datetime


@strawberry.type
class SkpSide:
    person: Person = strawberry.field(description="As they stood on the day of agreement.")
    golongan: str


@strawberry.type(description="A plan as it was agreed. It never changes.")
class SkpVersion(ShowsRow):
    shows: ClassVar[type] = SkpVersionRow
    skp_id: strawberry.ID
    number: int
    current: bool
    reason: str = strawberry.field(description="Why it changed; empty for the first.")
    submitted_at: datetime
    agreed_at: datetime
    capacity: Capacity
    employee: SkpSide
    leader: SkpSide
    content: SkpContent | None = strawberry.field(description="Null in lists.")


@strawberry.type
class SkpRhkChange:
    before: SkpRhk
    after: SkpRhk


@strawberry.type(description="What changed from one document to another.")
class SkpDifference(ShowsRow):
    shows: ClassVar[type] = SkpDifferenceRow
    added: list[SkpRhk]
    removed: list[SkpRhk]
    changed: list[SkpRhkChange]
    parts: list[str] = strawberry.field(
        description='"approach", codes of values, "support", "accountability", "consequence".'
    )


@strawberry.type(description="One thing that is missing before a plan can be submitted.")
class SkpGap:
    item: str = strawberry.field(description="Key of a work result; empty: the whole.")
    field: str
    code: str
    message: str


@strawberry.type(description="A plan in a list.")
class SkpCard:
    id: strawberry.ID
    year: int
    starts: date
    ends: date
    due: date
    state: SkpState
    number: int = strawberry.field(description="Of the version in force; 0: none.")
    items: int
    position: str
    unit: str
    submitted_at: datetime | None
    agreed_at: datetime | None
    saved_at: datetime


@strawberry.type(description="One plan, as this viewer may see it.")
class Skp(ShowsRow):
    shows: ClassVar[type] = SkpRow
    id: strawberry.ID
    year: int
    starts: date
    ends: date
    due: date
    state: SkpState = strawberry.field(description="Of the open document.")
    number: int = strawberry.field(description="Of the version in force; 0: none yet.")
    version: int = strawberry.field(description="Give it back with the next step.")
    shared: bool = strawberry.field(description="Whether the leader may read the draft.")
    role: SkpParty | None = strawberry.field(description="As what I see it; null: an office.")
    steps: list[SkpStep] = strawberry.field(description="What I may do now.")
    employee: Person
    leader: Person | None = strawberry.field(description="Pejabat penilai of that time.")
    capacity: Capacity | None
    position: str = strawberry.field(description="The post that is planned for.")
    unit: str
    jpt: bool = strawberry.field(description="Sorts indicators by perspective, not by aspect.")
    change_reason: str
    return_reason: str
    submitted_at: datetime | None
    agreed_at: datetime | None
    saved_at: datetime
    content: SkpContent | None = strawberry.field(
        description="The open document. Null: none is open, or it is not mine to read."
    )
    agreed: SkpVersion | None = strawberry.field(description="The version in force.")
    gaps: list[SkpGap] = strawberry.field(description="What is missing before submitting.")
    notes: list[SkpNote] = strawberry.field(description="The dialogue, oldest first.")


@strawberry.type(description="My planning of a year.")
class SkpDesk(ShowsRow):
    shows: ClassVar[type] = SkpDeskRow
    year: int
    years: list[int] = strawberry.field(description="Years that can be planned today.")
    due: date
    excluded: str | None = strawberry.field(description="A reason instead of a form.")
    leader: Person | None
    leader_state: SkpState | None = strawberry.field(description="Null: no plan begun yet.")
    post_changed: bool = strawberry.field(description="My post is another: open a new plan.")
    plans: list[SkpCard] = strawberry.field(description="Parts of the year, the latest first.")


@strawberry.type(description="A RHK of my leader that I can choose to intervene.")
class LeaderChoice:
    id: strawberry.ID
    title: str
    kind: RhkKind
    agreed: bool = strawberry.field(description="False: planned, not agreed yet.")


@strawberry.type(description="An example for a kind of job: invented, a start and not a copy.")
class SkpTemplate:
    id: strawberry.ID
    title: str
    items: list[SkpRhk]


@strawberry.type
class TeamPlan:
    person: Person
    capacity: Capacity
    plan: SkpCard | None
    excluded: str | None
    overdue: bool


@strawberry.type(description="The plans of those I lead, and my own, which comes first.")
class TeamPlans:
    year: int
    own: SkpCard | None
    members: list[TeamPlan]


@strawberry.type(description="What one member plans under one RHK of the leader.")
class RoleCell:
    employee_id: strawberry.ID
    items: list[str]


@strawberry.type(description="One RHK of the leader, and who intervenes it.")
class RoleLine:
    id: strawberry.ID | None = strawberry.field(description="Null: what intervenes none of them.")
    title: str
    cells: list[RoleCell]


@strawberry.type(description="Matriks peran hasil: my RHK against those I lead.")
class RoleMatrix:
    year: int
    agreed: bool = strawberry.field(description="Whether my own plan is in force.")
    members: list[Person]
    lines: list[RoleLine]


@strawberry.type(description="How far the plans of a unit and those below it are.")
class UnitPlans:
    unit_id: strawberry.ID
    unit: str
    has_units: bool
    people: int = strawberry.field(description="Without those who are not planned for.")
    agreed: int
    submitted: int
    writing: int
    missing: int


@strawberry.type
class UnitPlansPage(ShowsRow):
    shows: ClassVar[type] = UnitPlansPageRow
    rows: list[UnitPlans]
    next: str | None


@strawberry.type(description="Somebody without an agreed plan, and who could close the gap.")
class PlanGap:
    person: Person
    leader: Person | None
    plan: SkpCard | None
    due: date
    overdue: bool


@strawberry.type
class PlanGapsPage(ShowsRow):
    shows: ClassVar[type] = PlanGapsPageRow
    rows: list[PlanGap]
    next: str | None


@strawberry.type
class SkpVersionConflict(Refusal):
    """Saved elsewhere since: keep what was typed, show both."""

    current: Skp


@strawberry.type
class SkpNotComplete(Refusal):
    """Something is missing before the plan can be submitted."""

    gaps: list[SkpGap]


@strawberry.type
class SkpWrongState(Refusal):
    """This step is not possible in the state of the plan."""

    current: Skp


@strawberry.type
class EditsUnanswered(Refusal):
    """The employee has not answered the leader's changes yet."""

    current: Skp


@strawberry.type
class PlanningExcluded(Refusal):
    """This person is not planned for at present."""


@strawberry.input
class IndicatorInput:
    aspect: Aspect | None = None
    perspective: Perspective | None = None
    text: str = ""
    target: str = ""
    unit: str = ""


@strawberry.input(description="A work result as it stands on the phone, whole.")
class SkpRhkInput:
    key: str = strawberry.field(description="Made on the phone for a new one: 4-36 of a-z 0-9 -")
    kind: RhkKind
    scope: RhkScope
    title: str = ""
    leader_rhk: strawberry.ID | None = None
    assigned_by: str = ""
    indicators: list[IndicatorInput] = strawberry.field(default_factory=list)
    narrative: str = ""
    kept: bool = False


@strawberry.input
class SkpValueInput:
    code: BehaviourValue
    expectation: str


@strawberry.input(description="What changed; null leaves a part as it was.")
class SaveSkpInput:
    skp_id: strawberry.ID
    version: int
    rhk: list[SkpRhkInput] = strawberry.field(default_factory=list)
    removed: list[str] = strawberry.field(default_factory=list)
    order: list[str] | None = None
    approach: SkpApproach | None = None
    values: list[SkpValueInput] = strawberry.field(default_factory=list)
    support: list[str] | None = None
    accountability: list[str] | None = None
    consequence: list[str] | None = None
