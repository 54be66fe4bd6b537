"""What the read layer gives of plans: plain rows, attribute by attribute fields of the graph."""

from dataclasses import dataclass, field
from datetime import date, datetime

from schema.reads.rows import PersonRow
from schema.rules.skp_complete import Gap
from schema.rules.skp_cycle import Party, SkpStep
from schema.rules.vocabulary import (
    Aspect,
    BehaviourValue,
    Capacity,
    Perspective,
    RhkKind,
    RhkScope,
    SkpApproach,
    SkpState,
)


@dataclass(slots=True)
class IndicatorRow:
    """One indicator; `amount` is the target's number, with a point, None where it has none."""

    aspect: Aspect | None
    perspective: Perspective | None
    text: str
    target: str
    unit: str
    amount: str | None


@dataclass(slots=True)
class LeaderRhkRow:
    """A RHK of the leader that an item intervenes, or that can be chosen."""

    id: str
    title: str


@dataclass(slots=True)
class SkpEditRow:
    """That the leader changed something; `before` is None where they added it."""

    by: str
    at: datetime
    before: "SkpRhkRow | None"


@dataclass(slots=True)
class SkpRhkRow:
    """One planned work result."""

    key: str
    kind: RhkKind
    scope: RhkScope
    title: str
    leader_rhk: LeaderRhkRow | None
    assigned_by: str
    indicators: list[IndicatorRow]
    narrative: str
    from_template: bool
    unchanged: bool
    kept: bool
    carried: bool
    edit: SkpEditRow | None


@dataclass(slots=True)
class SkpValueRow:
    """A value BerAKHLAK with the leader's own expectation."""

    code: BehaviourValue
    name: str
    guides: list[str]
    expectation: str


@dataclass(slots=True)
class SkpPartEditRow:
    """That the leader changed a part of the lampiran."""

    part: str
    by: str
    at: datetime
    before: list[str]


@dataclass(slots=True)
class SkpContentRow:
    """A whole document."""

    approach: SkpApproach
    rhk: list[SkpRhkRow]
    removed: list[SkpRhkRow]
    values: list[SkpValueRow]
    support: list[str]
    accountability: list[str]
    consequence: list[str]
    part_edits: list[SkpPartEditRow]


@dataclass(slots=True)
class SkpNoteRow:
    """One remark of the dialogue."""

    id: int
    item: str
    author: PersonRow
    mine: bool
    text: str
    said_at: datetime


@dataclass(slots=True)
class SkpSideRow:
    """One of the two on the sheet of an agreed version, as they stood on that day."""

    person: PersonRow
    golongan: str


@dataclass(slots=True)
class SkpVersionRow:
    """An agreed version. `content` is None where only the list was asked for."""

    skp_id: int
    number: int
    current: bool
    reason: str
    submitted_at: datetime
    agreed_at: datetime
    capacity: Capacity
    employee: SkpSideRow
    leader: SkpSideRow
    content: SkpContentRow | None


@dataclass(slots=True)
class SkpDifferenceRow:
    """What changed from one document to another."""

    added: list[SkpRhkRow]
    removed: list[SkpRhkRow]
    changed: list["SkpChangedRow"]
    parts: list[str]


@dataclass(slots=True)
class SkpChangedRow:
    """One work result before and after."""

    before: SkpRhkRow
    after: SkpRhkRow


@dataclass(slots=True)
class SkpCardRow:
    """A plan in a list, without its content."""

    id: int
    year: int
    starts: date
    ends: date
    due: date
    state: SkpState
    number: int
    items: int
    position: str
    unit: str
    submitted_at: datetime | None
    agreed_at: datetime | None
    saved_at: datetime


@dataclass(slots=True)
class SkpRow:
    """One plan as this viewer may see it. `content` is the open document, `agreed` the version in
    force; either is None where there is none, or where it is not theirs to see."""

    id: int
    year: int
    starts: date
    ends: date
    due: date
    state: SkpState
    number: int
    version: int
    shared: bool
    role: Party | None
    steps: list[SkpStep]
    employee: PersonRow
    leader: PersonRow | None
    capacity: Capacity | None
    position: str
    unit: str
    jpt: bool
    change_reason: str
    return_reason: str
    submitted_at: datetime | None
    agreed_at: datetime | None
    saved_at: datetime
    content: SkpContentRow | None
    agreed: SkpVersionRow | None
    gaps: list[Gap]
    notes: list[SkpNoteRow] = field(default_factory=list)


@dataclass(slots=True)
class SkpDeskRow:
    """The own planning of a year. `excluded` is a reason instead of a form."""

    year: int
    years: list[int]
    due: date
    excluded: str | None
    leader: PersonRow | None
    leader_state: SkpState | None
    post_changed: bool
    plans: list[SkpCardRow]


@dataclass(slots=True)
class LeaderChoiceRow:
    """A RHK of the leader that can be chosen; `agreed` tells a plan in force from a planned one."""

    id: str
    title: str
    kind: RhkKind
    agreed: bool


@dataclass(slots=True)
class TeamPlanRow:
    """One person of a team and how far the plan of the year is."""

    person: PersonRow
    capacity: Capacity
    plan: SkpCardRow | None
    excluded: str | None
    overdue: bool


@dataclass(slots=True)
class TeamPlansRow:
    """The plans of those a leader rates, and the leader's own."""

    year: int
    own: SkpCardRow | None
    members: list[TeamPlanRow]


@dataclass(slots=True)
class MatrixCellRow:
    """What one member plans under one RHK of the leader."""

    employee_id: int
    items: list[str]


@dataclass(slots=True)
class MatrixLineRow:
    """One RHK of the leader with the members who intervene it; `id` is None for the rest."""

    id: str | None
    title: str
    cells: list[MatrixCellRow]


@dataclass(slots=True)
class MatrixRow:
    """Matriks peran hasil: the leader's RHK against the members."""

    year: int
    agreed: bool
    members: list[PersonRow]
    lines: list[MatrixLineRow]


@dataclass(slots=True)
class UnitPlansRow:
    """How far the plans of a unit and those below it are; the excluded are not counted."""

    unit_id: int
    unit: str
    has_units: bool
    people: int
    agreed: int
    submitted: int
    writing: int
    missing: int


@dataclass(slots=True)
class UnitPlansPageRow:
    rows: list[UnitPlansRow]
    next: str | None


@dataclass(slots=True)
class PlanGapRow:
    """Somebody without an agreed plan, and who could close the gap."""

    person: PersonRow
    leader: PersonRow | None
    plan: SkpCardRow | None
    due: date
    overdue: bool


@dataclass(slots=True)
class PlanGapsPageRow:
    rows: list[PlanGapRow]
    next: str | None
