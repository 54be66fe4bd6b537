"""A person of the file beside the same person in the database."""

from dataclasses import dataclass
from typing import Any

from schema.people.importing.rows import StaffRow
from schema.people.importing.snapshot import KnownPerson
from schema.rules.vocabulary import LegalStanding

_ALWAYS = ("name", "employment")
_WHEN_STATED = ("title_front", "title_back", "golongan", "siasn_id", "standing")


@dataclass(slots=True, eq=False)
class Person:
    """A row that stands, and the employee it is about; `known` is None for a new one."""

    row: StaffRow
    known: KnownPerson | None

    @property
    def key(self) -> int:
        """The employee's id, or a negative number for one who has none yet."""
        return self.known.id if self.known else -self.row.line

    @property
    def standing(self) -> LegalStanding:
        """Kedudukan hukum after the import; a new person is active unless the file says else."""
        before = self.known.standing if self.known else LegalStanding.ACTIVE
        return self.row.standing or before

    @property
    def active(self) -> bool:
        """Whether this person keeps a reporting line."""
        return self.standing is LegalStanding.ACTIVE


def field_changes(row: StaffRow, known: KnownPerson) -> dict[str, tuple[Any, Any]]:
    """Columns of the employee that the row changes: name -> (before, after).

    An empty cell says nothing and takes nothing away."""
    stated = [*_ALWAYS, *(name for name in _WHEN_STATED if getattr(row, name))]
    pairs = {name: (getattr(known, name), getattr(row, name)) for name in stated}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
