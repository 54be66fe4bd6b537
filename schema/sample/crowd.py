"""Everybody in order: the tree walked from the top, one superior and the staff each time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from schema.reference import load
from schema.rules.vocabulary import UnitKind
from schema.sample.chance import chance, pick
from schema.sample.demo import CAST
from schema.sample.people import Identity, Job, Registry, jobs, pool
from schema.sample.regency import regency
from schema.sample.tree import Node

MARK = "(contoh)"


@dataclass(slots=True)
class Unit:
    """A row of work_unit."""

    id: int
    code: str
    title: str  # without the mark
    kind: UnitKind
    parent_id: int | None
    opd_id: int | None
    path: str
    children: int = 0

    @property
    def name(self) -> str:
        """The name as it is shown: every unit says that it is invented."""
        return f"{self.title} {MARK}"


@dataclass(slots=True)
class Person:
    """An employee in their post. `cast` is the key of demo.CAST or ""; `stays`: no fate befalls
    them, because the story of the demo needs them where they are."""

    id: int
    identity: Identity
    job: Job
    position_id: int
    position: str
    unit: Unit
    leads: bool
    cast: str
    stays: bool


@dataclass(slots=True)
class Group:
    """One superior and the direct staff, with what is new: units and positions."""

    head: Person
    boss: Person | None
    pool: str
    members: list[Person]
    units: list[Unit] = field(default_factory=list)
    positions: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    top: bool = False  # the head is new too


def everybody(size: int, today: date) -> Iterator[Group]:
    """Every group of the invented regency; superiors come before their staff.

    The same arguments always give the same people, so it may be walked twice."""
    return _Walk(today).groups(regency(size))


class _Walk:
    def __init__(self, today: date) -> None:
        self._registry = Registry(today)
        self._people = 0
        self._units: list[Unit] = []
        self._made_units = 0
        self._positions: dict[tuple[str, str, str, str], int] = {}
        self._new_positions: list[tuple[int, str, str, str, str]] = []

    def groups(self, tree: Node) -> Iterator[Group]:
        place = load("kecamatan")["kabupaten"]
        self._root = self._unit(place["name"], UnitKind.KABUPATEN, None, place["code"])
        head = self._head(tree, self._root)
        yield from self._walk(tree, head, None, top=True)

    def _walk(
        self, node: Node, head: Person, boss: Person | None, *, top: bool = False
    ) -> Iterator[Group]:
        members = [self._staff(node, head.unit, i) for i in range(node.staff)]
        children = node.children()
        heads = [self._head(child, head.unit) for child in children]
        yield self._group(Group(head, boss, node.pool, members + heads, top=top))
        for child, below in zip(children, heads, strict=True):
            yield from self._walk(child, below, head)

    def _group(self, group: Group) -> Group:
        group.units, self._units = self._units, []
        group.positions, self._new_positions = self._new_positions, []
        return group

    def _head(self, node: Node, above: Unit) -> Person:
        unit = above
        if node.name:
            parent = self._root if node.outside else above
            unit = self._unit(node.name, node.kind, parent, node.code)
        person = self._person(node.head, unit, node.area, node.cast_head, leads=True)
        person.stays = bool(node.cast_head or node.cast_staff)
        return person

    def _staff(self, node: Node, unit: Unit, index: int) -> Person:
        if index < len(node.cast_staff):
            cast = node.cast_staff[index]
            return self._person(CAST[cast].job, unit, node.area, cast, leads=False)
        job = pick(chance(f"job/{self._people + 1}"), pool(node.pool))
        return self._person(job, unit, node.area, "", leads=False)

    def _person(self, key: str, unit: Unit, area: str, cast: str, *, leads: bool) -> Person:
        self._people += 1
        job = jobs()[key]
        identity = self._registry.cast(cast) if cast else self._registry.invent(self._people, job)
        position = job.position(unit.title, area)
        return Person(
            id=self._people,
            identity=identity,
            job=job,
            position_id=self._position(position),
            position=position[0],
            unit=unit,
            leads=leads,
            cast=cast,
            stays=bool(cast),
        )

    def _position(self, position: tuple[str, str, str, str]) -> int:
        known = self._positions.get(position)
        if known is None:
            known = self._positions[position] = len(self._positions) + 1
            self._new_positions.append((known, *position))
        return known

    def _unit(self, title: str, kind: UnitKind, parent: Unit | None, code: str) -> Unit:
        self._made_units += 1
        number = self._made_units
        if parent is None:
            unit = Unit(number, code, title, kind, None, None, f"/{number}/")
        else:
            parent.children += 1
            opd = number if kind is UnitKind.OPD else parent.opd_id
            code = code or f"{parent.code}.{_letter(kind)}{parent.children:02d}"
            unit = Unit(number, code, title, kind, parent.id, opd, f"{parent.path}{number}/")
        self._units.append(unit)
        return unit


def _letter(kind: UnitKind) -> str:
    return "O" if kind is UnitKind.OPD else "U"
