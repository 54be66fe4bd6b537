"""The unit tree while a file is checked: known units found by name, new ones grown below them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from schema.people.importing.findings import FindingCode
from schema.people.importing.rows import StaffRow
from schema.reference import load
from schema.rules.vocabulary import UnitKind

ROOT_NAME = "Pemerintah Kabupaten Bungo"
ALIKE = 0.84  # share of letters in common from which a name may be a slip of another
_NUMBERS = re.compile(r"\d+|\b[IVX]+\b")


@dataclass(slots=True, eq=False)
class Unit:
    """A unit, known (`id`) or to be made (`id` None). `first_line` is where the file names it."""

    name: str
    kind: UnitKind
    parent: "Unit | None" = None
    id: int | None = None
    siasn_id: str | None = None
    path: str = ""
    first_line: int = 0
    rows: int = 0
    children: list["Unit"] = field(default_factory=list)

    @property
    def opd(self) -> "Unit | None":
        """The OPD it lies in (itself for an OPD); None for the kabupaten."""
        at: Unit | None = self
        while at is not None and at.kind is not UnitKind.OPD:
            at = at.parent
        return at

    def below(self) -> Iterator["Unit"]:
        """Every unit under this one."""
        for child in self.children:
            yield child
            yield from child.below()


class UnitRefused(Exception):  # a refusal is a fact, not a program error
    """The unit of a row cannot be told; goes into a finding of that row."""

    def __init__(self, code: FindingCode, meaning: str, value: str, **values: object) -> None:
        self.code, self.meaning, self.value, self.values = code, meaning, value, values
        super().__init__(code)


class Tree:
    """Finds the unit of each row, and makes what is missing below the kabupaten."""

    def __init__(self, units: Iterable[Unit]) -> None:
        known = list(units)
        self.root = next((it for it in known if it.parent is None), None) or Unit(
            ROOT_NAME, UnitKind.KABUPATEN
        )
        self.new: list[Unit] = [] if self.root.id is not None else [self.root]
        self.by_siasn = {it.siasn_id: it for it in known if it.siasn_id}
        self.named: dict[tuple[int, str], list[Unit]] = {}
        self.anywhere: dict[str, list[Unit]] = {}
        for unit in known:
            self._index(unit)

    def unit_of(self, row: StaffRow) -> Unit:
        """The unit of a row. Raises UnitRefused when the file does not say enough."""
        unit = self.by_siasn.get(row.unit_siasn_id) if row.unit_siasn_id else None
        unit = unit or self._by_names(row)
        if row.unit_siasn_id and unit.siasn_id is None:
            unit.siasn_id = row.unit_siasn_id
            self.by_siasn[row.unit_siasn_id] = unit
        unit.first_line = unit.first_line or row.line
        unit.rows += 1
        return unit

    def similar(self, unit: Unit) -> str:
        """Names of siblings of a new unit that it may be a slip of: known, or named more often."""
        siblings = unit.parent.children if unit.parent else []
        others = [
            it for it in siblings if it is not unit and (it.id is not None or it.rows > unit.rows)
        ]
        return ", ".join(it.name for it in others if _alike(it.name, unit.name))

    def _by_names(self, row: StaffRow) -> Unit:
        opd = self._opd(row)
        if opd is None or not row.unit or _bare(row.unit) == _bare(opd.name):
            return opd or self._without_opd(row)
        at = opd
        for name in [row.unit_parent, *row.unit.split(" > ")]:
            if name and _bare(name) != _bare(opd.name):
                at = self._child(at, name, row, anywhere=at is opd)
        return at

    def _opd(self, row: StaffRow) -> Unit | None:
        name = row.opd or (row.unit if _is_opd(row.unit) else "")
        if not name:
            return None
        if _is_root(name) or _bare(name) == _bare(self.root.name):
            if row.unit and not _is_root(row.unit) and _is_opd(row.unit):
                return self._child(self.root, row.unit, row, kind=UnitKind.OPD)
            return self.root
        return self._child(self.root, name, row, kind=UnitKind.OPD)

    def _without_opd(self, row: StaffRow) -> Unit:
        if _is_root(row.unit):
            return self.root
        known = self.anywhere.get(_bare(row.unit), [])
        if len(known) == 1:
            return known[0]
        if known:
            raise UnitRefused(
                FindingCode.UNIT_AMBIGUOUS, "unit", row.unit, count=len(known), opd=self.root.name
            )
        alike = [it[0].name for it in self.anywhere.values() if _alike(it[0].name, row.unit)]
        hint = f" Mungkin maksud Anda: {', '.join(alike[:3])}?" if alike else ""
        raise UnitRefused(FindingCode.UNIT_UNKNOWN, "unit", row.unit, suggestion=hint)

    def _child(
        self,
        parent: Unit,
        name: str,
        row: StaffRow,
        *,
        kind: UnitKind | None = None,
        anywhere: bool = False,
    ) -> Unit:
        known = self.named.get((id(parent), _bare(name)), [])
        if not known and anywhere:
            known = [it for it in self.anywhere.get(_bare(name), []) if it.opd is parent.opd]
        if len(known) > 1:
            raise UnitRefused(
                FindingCode.UNIT_AMBIGUOUS, "unit", name, count=len(known), opd=parent.name
            )
        if known:
            return known[0]
        unit = Unit(name, kind or kind_of(name), parent, first_line=row.line)
        parent.children.append(unit)
        self.new.append(unit)
        self._index(unit)
        return unit

    def _index(self, unit: Unit) -> None:
        self.named.setdefault((id(unit.parent), _bare(unit.name)), []).append(unit)
        self.anywhere.setdefault(_bare(unit.name), []).append(unit)


def kind_of(name: str) -> UnitKind:
    """What a unit is by how its name begins; the longest beginning counts."""
    kinds: list[list[str]] = load("unit_kinds")["kinds"]
    fitting = [(start, kind) for start, kind in kinds if _starts(name, start)]
    return UnitKind(max(fitting, key=lambda it: len(it[0]))[1]) if fitting else UnitKind.LAINNYA


def _is_opd(name: str) -> bool:
    return any(_starts(name, start) for start in load("unit_kinds")["opd"])


def _is_root(name: str) -> bool:
    return any(_starts(name, start) for start in load("unit_kinds")["kabupaten"])


def _starts(name: str, start: str) -> bool:
    return f"{_bare(name)} ".startswith(f"{start} ")


def _bare(name: str) -> str:
    return " ".join(re.sub(r"[^A-Z0-9]", " ", name.upper()).split())


def _alike(one: str, other: str) -> bool:
    # "SD Negeri 12" is no slip of "SD Negeri 13", nor "Bathin II" of "Bathin III".
    first, second = _bare(one), _bare(other)
    if first == second or _NUMBERS.findall(first) != _NUMBERS.findall(second):
        return False
    matcher: SequenceMatcher[Any] = SequenceMatcher(None, first, second)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )
