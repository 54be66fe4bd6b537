"""One thing that waits for one person, as the sources of schema/reads/due.py give it."""

from dataclasses import dataclass
from datetime import date

from schema.rules.due import DutyKind


@dataclass(slots=True, kw_only=True)
class DutyRow:
    """`employee_id` has to act until `due`; `waiting` of `total` are still to be done.

    `subject` names what it is about, the same on every day; `about_id` is the other person."""

    kind: DutyKind
    employee_id: int
    subject: str
    due: date
    waiting: int
    total: int
    period_id: int | None = None
    review_id: int | None = None
    objection_id: int | None = None
    year: int | None = None
    about_id: int | None = None
