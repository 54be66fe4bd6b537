"""What a file would change, made from its rows and a snapshot of the database, and nothing else.

Checks go in rounds: a refused row takes what depends on it along, until the rest stands."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schema.people.importing.findings import Finding, FindingCode, found
from schema.people.importing.lines import LinePlanner, NewLine
from schema.people.importing.people import Person, field_changes
from schema.people.importing.rows import StaffRow
from schema.people.importing.snapshot import KnownLine, KnownPerson, PositionKey, Snapshot
from schema.people.importing.superiors import Superiors
from schema.people.importing.tree import Tree, Unit, UnitRefused
from schema.rules.vocabulary import FindingLevel, UnitKind

MISSING_SHOWN = 200


@dataclass(slots=True)
class Post:
    """A person's jabatan and unit from a day on; `ends_id` is the assignment that ends before."""

    person: Person
    position: PositionKey
    unit: Unit
    starts: date
    ends_id: int | None = None


@dataclass(slots=True)
class Plan:
    """Everything an import would write, and everything to say about the file."""

    findings: list[Finding] = field(default_factory=list)
    refused: dict[int, StaffRow] = field(default_factory=dict)  # by line
    people: list[Person] = field(default_factory=list)  # of the rows that stand
    units: list[Unit] = field(default_factory=list)  # new ones, parents first
    renamed_units: list[Unit] = field(default_factory=list)  # known ones that get a SIASN id
    positions: dict[PositionKey, PositionKey] = field(default_factory=dict)  # new: bare -> written
    fields: dict[int, dict[str, tuple[Any, Any]]] = field(
        default_factory=dict
    )  # employee -> changes
    posts: list[Post] = field(default_factory=list)
    lines: list[NewLine] = field(default_factory=list)
    ended: list[tuple[KnownLine, date]] = field(default_factory=list)
    opd_ids: set[int] = field(default_factory=set)
    missing: int = 0
    effective: date = date.min  # the day on which changes of superior and standing begin

    @property
    def new_people(self) -> list[Person]:
        """Persons whom the database does not know yet."""
        return [it for it in self.people if it.known is None]

    @property
    def changed(self) -> set[int]:
        """Ids of known employees whom this plan changes in any way."""
        moved = {it.person.known.id for it in self.posts if it.person.known}
        lined = {it.person.known.id for it in self.lines if it.person.known}
        return moved | lined | self.fields.keys() | {line.employee_id for line, _ in self.ended}

    @property
    def empty(self) -> bool:
        """Whether the file changes nothing at all."""
        return not (self.new_people or self.changed or self.units or self.renamed_units)

    def counts(self) -> dict[str, int]:
        """The numbers of the preview."""
        warned = {it.line for it in self.findings if it.level is FindingLevel.WARNING and it.line}
        known = len(self.people) - len(self.new_people)
        in_file = {it.known.id for it in self.people if it.known}
        return {
            "good": len(self.people),
            "refused": len(self.refused),
            "warned": len(warned),
            "new_employees": len(self.new_people),
            "changed_employees": len(self.changed & in_file),
            "unchanged": known - len(self.changed & in_file),
            "new_units": len(self.units),
            "missing": self.missing,
        }


def make_plan(
    rows: Sequence[StaffRow],
    lines: Mapping[str, Sequence[int]],
    known: Snapshot,
    effective: date,
    today: date,
) -> Plan:
    """The plan for the rows that were understood. Rows with errors stand in `refused`, with their
    findings; the rest of the plan is as if the file did not have them. `lines` says on which
    lines each NIP stands, rows that were not understood included."""
    refused: dict[int, StaffRow] = {}
    errors = _same_twice(rows, lines, known)
    while True:
        by_line = {row.line: row for row in rows}
        refused |= {it.line: by_line[it.line] for it in errors}
        standing = [row for row in rows if row.line not in refused]
        plan = _Round(standing, lines, known, effective, today).plan()
        fresh = [it for it in plan.findings if it.level is FindingLevel.ERROR]
        if not fresh:
            plan.findings = sorted([*errors, *plan.findings], key=lambda it: it.line)
            plan.refused = refused
            return plan
        errors += fresh


def report_missing(plan: Plan, staffed: Iterable[KnownPerson], nips: Container[str]) -> None:
    """Say who is in Adil, active, in an OPD of the file, and not in the file."""
    missing = [person for person in staffed if person.nip not in nips]
    plan.missing = len(missing)
    for person in missing[:MISSING_SHOWN]:
        plan.findings.append(
            found(0, FindingCode.MISSING_FROM_FILE, "", person.nip, name=person.name)
        )
    if len(missing) > MISSING_SHOWN:
        more = len(missing) - MISSING_SHOWN
        plan.findings.append(found(0, FindingCode.MISSING_MORE, count=more))


class _Round:
    """One pass over the rows that still stand."""

    def __init__(
        self,
        rows: Sequence[StaffRow],
        lines: Mapping[str, Sequence[int]],
        known: Snapshot,
        effective: date,
        today: date,
    ) -> None:
        self.known = known
        self.effective = effective
        self.tree = Tree(known.tree())
        self.made = Plan(effective=effective)
        self.people = {row.nip: Person(row, known.people.get(row.nip)) for row in rows}
        self.superiors = Superiors(self.people, lines, known)
        self.lines = LinePlanner(known, effective, today)

    def plan(self) -> Plan:
        self.made.people = list(self.people.values())
        for person in self.people.values():
            self._post(person)
            self._fields(person)
            self._line(person)
        self.made.findings += self.superiors.findings + self.lines.finish(self.made.people)
        self.made.lines, self.made.ended = self.lines.new, self.lines.ended
        self._units()
        return self.made

    def _post(self, person: Person) -> None:
        row = person.row
        try:
            unit = self.tree.unit_of(row)
        except UnitRefused as error:
            self._say(row, error.code, error.meaning, error.value, **error.values)
            return
        if unit.opd is not None and unit.opd.id is not None:
            self.made.opd_ids.add(unit.opd.id)
        position = PositionKey(row.position, row.job_kind, row.eselon, row.jenjang)
        position_id = self.known.positions.get(position.bare)
        if position_id is None:
            self.made.positions.setdefault(position.bare, position)
        same = person.known is not None and person.known.position_id == position_id is not None
        if same and person.known is not None and person.known.unit_id == unit.id is not None:
            return
        running = self.known.posts.get(person.known.id) if person.known else None
        starts = row.tmt or self.effective
        if running is not None:
            newer = row.tmt is not None and row.tmt > running.starts
            wanted = row.tmt if newer and row.tmt else self.effective
            starts = max(wanted, running.starts, self.known.free_from)
        self.made.posts.append(
            Post(person, position, unit, starts, running.id if running else None)
        )

    def _fields(self, person: Person) -> None:
        if person.known is None:
            return
        if changes := field_changes(person.row, person.known):
            self.made.fields[person.known.id] = changes

    def _line(self, person: Person) -> None:
        if not person.active:
            self.lines.end_all(person, self._staff_left(person))
        elif (superior := self.superiors.of(person)) is not None:
            self.lines.put(person, superior)

    def _staff_left(self, person: Person) -> int:
        """People of this rater whom the file gives to nobody else."""
        if person.known is None:
            return 0
        ids = {it.known.id: it.row for it in self.people.values() if it.known}
        rated = self.known.rated.get(person.known.id, set())
        return sum(who not in ids or ids[who].superior_nip in ("", person.row.nip) for who in rated)

    def _units(self) -> None:
        self.made.units = self.tree.new
        stated = {row[0]: row[4] for row in self.known.units}
        self.made.renamed_units = [
            it
            for it in self.tree.by_siasn.values()
            if it.id is not None and stated.get(it.id) != it.siasn_id
        ]
        for unit in self.tree.new:
            if unit.kind is not UnitKind.KABUPATEN:
                self.made.findings += _unit_findings(unit, self.tree.similar(unit))

    def _say(
        self, row: StaffRow, code: FindingCode, meaning: str, value: str, **values: object
    ) -> None:
        column = row.columns.get(meaning, "")
        self.made.findings.append(found(row.line, code, column, value, **values))


def _unit_findings(unit: Unit, similar: str) -> list[Finding]:
    line, name, opd = unit.first_line, unit.name, unit.opd
    if unit.kind is UnitKind.OPD:
        if similar:
            return [found(line, FindingCode.OPD_NEW_SIMILAR, "", name, suggestion=similar)]
        return [found(line, FindingCode.OPD_NEW, "", name)]
    where = opd.name if opd else ""
    if similar:
        return [found(line, FindingCode.UNIT_NEW_SIMILAR, "", name, suggestion=similar, opd=where)]
    # Below an OPD that is new itself, the OPD's own warning says enough.
    old = opd is not None and opd.id is not None
    return [found(line, FindingCode.UNIT_NEW, "", name, opd=where)] if old else []


def _same_twice(
    rows: Sequence[StaffRow], lines: Mapping[str, Sequence[int]], known: Snapshot
) -> list[Finding]:
    """Errors of rows that claim one NIP or one SIASN id together, or somebody else's id."""
    claims: dict[str, list[int]] = {}
    for row in rows:
        claims.setdefault(row.siasn_id, []).append(row.line)
    findings: list[Finding] = []
    for row in rows:
        if others := _others(row, lines.get(row.nip, [])):
            findings.append(_of(row, FindingCode.NIP_TWICE, "nip", lines=others))
        elif row.siasn_id and (others := _others(row, claims[row.siasn_id])):
            findings.append(_of(row, FindingCode.SIASN_ID_TWICE, "siasn_id", lines=others))
        owner = known.owners.get(row.siasn_id)
        if owner is not None and owner.nip != row.nip:
            findings.append(_of(row, FindingCode.SIASN_ID_TAKEN, "siasn_id", owner=owner.name))
    return findings


def _others(row: StaffRow, lines: Sequence[int]) -> str:
    return ", ".join(str(line) for line in lines if line != row.line)


def _of(row: StaffRow, code: FindingCode, meaning: str, **values: object) -> Finding:
    return found(row.line, code, row.columns.get(meaning, ""), getattr(row, meaning), **values)


def refusals_by_line(findings: Iterable[Finding]) -> Mapping[int, list[Finding]]:
    """Errors by line, for the file of refused rows."""
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.level is FindingLevel.ERROR:
            by_line.setdefault(finding.line, []).append(finding)
    return by_line
