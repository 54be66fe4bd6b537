"""Types of the graph that several rooms share: the words of the law, people, periods, refusals.

Object types only describe: what they show are the plain rows of `schema/reads`, attribute by
attribute, so no resolver runs per field."""

from datetime import date
from typing import Any, ClassVar

import strawberry

from schema.errors import ImportNotReady as ImportNotReadyError
from schema.errors import InvalidInput as InvalidInputError
from schema.errors import NotAllowed as NotAllowedError
from schema.errors import NotFound as NotFoundError
from schema.errors import NotYourTeam as NotYourTeamError
from schema.errors import Refused
from schema.reads.rows import PeriodRow, PersonRow
from schema.rules.vocabulary import (
    AbsenceKind,
    Achievement,
    Capacity,
    EmploymentKind,
    FindingLevel,
    ImportState,
    Part,
    PeriodKind,
    PeriodPhase,
    Predikat,
    Rating,
    ReviewState,
    RhkKind,
    Role,
    UnitKind,
)

for _word in (
    Achievement,
    AbsenceKind,
    Rating,
    Predikat,
    Part,
    RhkKind,
    PeriodKind,
    PeriodPhase,
    ReviewState,
    Capacity,
    Role,
    EmploymentKind,
    UnitKind,
    ImportState,
    FindingLevel,
):
    strawberry.enum(_word)


class ShowsRow:
    """Mixin: the type stands for a plain row class, which unions must recognise."""

    shows: ClassVar[type]

    @classmethod
    def is_type_of(cls, value: Any, _info: Any) -> bool:
        """Whether `value` is shown by this type."""
        return isinstance(value, (cls, cls.shows))


@strawberry.type(description="An ASN as others see one: never the NIP.")
class Person:
    id: strawberry.ID
    name: str
    position: str
    unit: str


@strawberry.type(description="A period of appraisal and where today stands in its rating window.")
class Period(ShowsRow):
    shows: ClassVar[type] = PeriodRow
    id: strawberry.ID
    kind: PeriodKind
    year: int
    number: int = strawberry.field(description="Month 1-12, quarter 1-4, 1 for the year.")
    starts: date
    ends: date
    opens: date = strawberry.field(description="First day on which raters may write.")
    closes: date = strawberry.field(description="Last day on which raters may write.")
    phase: PeriodPhase
    days_left: int = strawberry.field(description="Today included; 0 unless open.")


@strawberry.interface(
    description="An expected refusal: a stable code and a kind sentence in Indonesian."
)
class Refusal:
    code: str
    message: str


@strawberry.type
class NotFound(Refusal):
    """It does not exist, or you may not know that it does."""


@strawberry.type
class NotAllowed(Refusal):
    """Your role does not include this operation."""


@strawberry.type
class NotYourTeam(Refusal):
    """You are not the rater of that time."""

    employee_id: strawberry.ID


@strawberry.type
class InvalidInput(Refusal):
    """One field, and what is wrong with it; `code` names the kind of mistake."""

    field: str


@strawberry.type
class ImportNotReady(Refusal):
    """The staff file cannot be imported in its present state."""


def plain_refusal(error: Refused) -> Refusal:
    """The graph's answer for a refusal that needs no rows. Raises what it does not know."""
    match error:
        case NotFoundError():
            return NotFound(code=error.code, message=error.message)
        case NotAllowedError():
            return NotAllowed(code=error.code, message=error.message)
        case ImportNotReadyError():
            return ImportNotReady(code=error.code, message=error.message)
        case InvalidInputError():
            return InvalidInput(code=error.input_code, message=error.message, field=error.field)
        case NotYourTeamError():
            return NotYourTeam(
                code=error.code,
                message=error.message,
                employee_id=strawberry.ID(str(error.employee_id)),
            )
    raise error


def row_id(given: strawberry.ID) -> int:
    """An id of the graph as a row id; what is no number cannot exist, hence NotFound."""
    text = str(given)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFoundError
    return int(text)


__all__ = [
    "AbsenceKind",
    "Achievement",
    "Capacity",
    "EmploymentKind",
    "FindingLevel",
    "ImportNotReady",
    "ImportState",
    "InvalidInput",
    "NotAllowed",
    "NotFound",
    "NotYourTeam",
    "Part",
    "Period",
    "PeriodKind",
    "PeriodPhase",
    "PeriodRow",
    "Person",
    "PersonRow",
    "Predikat",
    "Rating",
    "Refusal",
    "ReviewState",
    "RhkKind",
    "Role",
    "ShowsRow",
    "UnitKind",
    "plain_refusal",
    "row_id",
]
