"""Who a row means by its superior: by NIP, or by a name that only one person has."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from schema.people.importing.findings import Finding, FindingCode, found
from schema.people.importing.names import same_name
from schema.people.importing.people import Person
from schema.people.importing.rows import StaffRow
from schema.people.importing.snapshot import KnownPerson, Snapshot
from schema.rules.nip import show_nip
from schema.rules.vocabulary import LegalStanding

# Heads of region hold no NIP (they are no ASN), yet they rate the heads of OPD.
_NO_ASN = ("BUPATI", "WAKIL BUPATI", "PJ BUPATI", "PLT BUPATI", "PJS BUPATI", "GUBERNUR")
# Columns such as PEJABAT PENILAI sometimes hold a post instead of a name.
_POSTS = ("KEPALA", "CAMAT", "SEKRETARIS", "INSPEKTUR", "DIREKTUR", "LURAH", "ASISTEN", "KABID")
_POSTS_SHORT = ("KASI", "KASUBBAG", "KABAG", "KADIS", "PLT ", "PLH ", "STAF AHLI", "KETUA")


class Superiors:
    """Finds the superior of each person; what is wrong collects in `findings`."""

    def __init__(
        self, people: Mapping[str, Person], lines: Mapping[str, Sequence[int]], known: Snapshot
    ) -> None:
        self.people = people
        self.known = known
        self.findings: list[Finding] = []
        self.lines = lines
        self.named: dict[str, list[str]] = {}
        for person in people.values():
            self.named.setdefault(same_name(person.row.name), []).append(person.row.nip)

    def of(self, person: Person) -> Person | KnownPerson | None:
        """The superior of a person, None when there is none or a finding says why not."""
        row = person.row
        if row.superior_nip:
            return self._by_nip(row, row.superior_nip, "superior_nip")
        if row.superior_name:
            return self._by_name(row)
        if {"superior_nip", "superior_name"} & row.columns.keys() and not self._has_line(person):
            self._say(row, FindingCode.SUPERIOR_EMPTY, "superior_nip", "")
        return None

    def _by_nip(self, row: StaffRow, nip: str, meaning: str) -> Person | KnownPerson | None:
        superior = self.people.get(nip) or self.known.people.get(nip) or self._owner(nip)
        if superior is None:
            if nip in self.lines:
                where = ", ".join(str(line) for line in self.lines[nip])
                self._say(row, FindingCode.SUPERIOR_REFUSED, meaning, nip, lines=where)
            else:
                self._say(row, FindingCode.SUPERIOR_UNKNOWN, meaning, nip)
            return None
        if nip == row.nip:
            self._say(row, FindingCode.SUPERIOR_SELF, meaning, nip)
            return None
        self._doubts(row, superior)
        return superior

    def _by_name(self, row: StaffRow) -> Person | KnownPerson | None:
        name = same_name(row.superior_name)
        if row.superior_name.upper().replace(".", "").startswith(_NO_ASN):
            self._say(row, FindingCode.SUPERIOR_NOT_ASN, "superior_name", row.superior_name)
            return None
        nips = sorted(
            {*self.named.get(name, []), *(it.nip for it in self.known.named.get(name, []))}
        )
        if len(nips) == 1:
            superior = self._by_nip(row, nips[0], "superior_name")
            if superior is not None:
                self._say(
                    row,
                    FindingCode.SUPERIOR_BY_NAME,
                    "superior_name",
                    row.superior_name,
                    name=_name(superior),
                    nip=show_nip(nips[0]),
                )
            return superior
        self._not_one(row, name, len(nips))
        return None

    def _not_one(self, row: StaffRow, name: str, count: int) -> None:
        if count:
            self._say(
                row,
                FindingCode.SUPERIOR_NAME_AMBIGUOUS,
                "superior_name",
                row.superior_name,
                count=count,
            )
            return
        close = get_close_matches(name, self.named.keys(), n=2, cutoff=0.85)
        hint = f" Mungkin maksud Anda: {', '.join(it.title() for it in close)}?" if close else ""
        self._say(
            row,
            FindingCode.SUPERIOR_NAME_UNKNOWN,
            "superior_name",
            row.superior_name,
            suggestion=hint,
        )

    def _owner(self, nip: str) -> KnownPerson | None:
        named = (person for people in self.known.named.values() for person in people)
        return next((it for it in named if it.nip == nip), None)

    def _doubts(self, row: StaffRow, superior: Person | KnownPerson) -> None:
        standing = superior.standing
        if standing is not LegalStanding.ACTIVE:
            label = standing.name.replace("_", " ").lower()
            self._say(
                row, FindingCode.SUPERIOR_INACTIVE, "superior_nip", _name(superior), standing=label
            )
        stated = row.superior_name.upper()
        if not stated or not row.superior_nip or stated.startswith((*_POSTS, *_POSTS_SHORT)):
            return
        if same_name(row.superior_name) != same_name(_name(superior)):
            self._say(
                row,
                FindingCode.SUPERIOR_NAME_DIFFERS,
                "superior_name",
                row.superior_name,
                name=_name(superior),
            )

    def _has_line(self, person: Person) -> bool:
        lines = self.known.lines.get(person.key, [])
        return any(line.ends is None for line in lines)

    def _say(
        self, row: StaffRow, code: FindingCode, meaning: str, value: str, **values: object
    ) -> None:
        column = row.columns.get(meaning) or row.columns.get("superior_name", "")
        self.findings.append(found(row.line, code, column, value, **values))


def _name(person: Person | KnownPerson) -> str:
    return person.row.name if isinstance(person, Person) else person.name
