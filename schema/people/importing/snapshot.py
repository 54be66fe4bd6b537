"""What the database knows about the people of a file, read with a few statements per thousand
rows. The plan is made from this alone, so that making it needs no database."""

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from schema.models import Assignment, Employee, Period, Position, ReportingLine, WorkUnit
from schema.people.importing.names import same_name
from schema.people.importing.rows import StaffRow
from schema.people.importing.tree import Unit
from schema.rules.reporting import first_free_day
from schema.rules.vocabulary import Capacity, EmploymentKind, JobKind, LegalStanding

CHUNK = 1000
_T = TypeVar("_T")


class PositionKey(NamedTuple):
    """What makes a jabatan one and the same."""

    name: str
    kind: JobKind
    eselon: str
    jenjang: str

    @property
    def bare(self) -> "PositionKey":
        """For comparing: case does not count."""
        return self._replace(name=self.name.upper())


class KnownPerson(NamedTuple):
    """An employee of the database, field by field as in the table."""

    id: int
    nip: str
    siasn_id: str | None
    name: str
    title_front: str
    title_back: str
    employment: EmploymentKind
    golongan: str
    standing: LegalStanding
    position_id: int | None
    unit_id: int | None


class KnownLine(NamedTuple):
    """A reporting line of the database."""

    id: int
    employee_id: int
    rater_id: int
    capacity: Capacity
    starts: date
    ends: date | None


class KnownPost(NamedTuple):
    """A running assignment of the database."""

    id: int
    employee_id: int
    starts: date


@dataclass(slots=True)
class Snapshot:
    """The database as far as one file touches it."""

    units: list[tuple[Any, ...]] = field(default_factory=list)
    positions: dict[PositionKey, int] = field(default_factory=dict)
    people: dict[str, KnownPerson] = field(default_factory=dict)  # by NIP
    owners: dict[str, KnownPerson] = field(default_factory=dict)  # by SIASN id
    named: dict[str, list[KnownPerson]] = field(default_factory=dict)  # by bare name, if asked
    lines: dict[int, list[KnownLine]] = field(default_factory=dict)  # by employee, ring included
    names: dict[int, str] = field(default_factory=dict)  # of everybody on those lines, by id
    posts: dict[int, KnownPost] = field(default_factory=dict)
    rated: dict[int, set[int]] = field(default_factory=dict)  # rater -> employees, today on
    free_from: date = date.min  # first day that no closed period judges

    def tree(self) -> list[Unit]:
        """Fresh units, linked; the plan may grow new ones below them."""
        units = {
            row[0]: Unit(name=row[1], kind=row[2], id=row[0], siasn_id=row[4], path=row[5])
            for row in self.units
        }
        for row in self.units:
            unit, parent = units[row[0]], units.get(row[3])
            unit.parent = parent
            if parent is not None:
                parent.children.append(unit)
        return list(units.values())


async def take_snapshot(
    rows: Sequence[StaffRow], today: date, db: BaseDBAsyncClient | None = None
) -> Snapshot:
    """Read what the plan for `rows` needs, within the transaction of `db` when given."""
    taken = Snapshot()
    taken.units = await _all(
        WorkUnit.all().order_by("id"), db, "id", "name", "kind", "parent_id", "siasn_id", "path"
    )
    for row in await _all(Position.all(), db, "name", "kind", "eselon", "jenjang", "id"):
        taken.positions[PositionKey(*row[:4]).bare] = row[4]
    closed = [row[0] for row in await _all(Period.filter(closes__lt=today), db, "ends")]
    taken.free_from = first_free_day(closed)
    await _people(taken, rows, db)
    await _lines(taken, today, db)
    await _posts(taken, db)
    return taken


async def people_of_units(
    unit_ids: Collection[int], db: BaseDBAsyncClient | None = None
) -> list[KnownPerson]:
    """Active employees of these OPDs, by id."""
    query = Employee.filter(unit__opd_id__in=list(unit_ids), standing=LegalStanding.ACTIVE)
    return [KnownPerson(*row) for row in await _all(query.order_by("id"), db, *_PERSON)]


_PERSON = KnownPerson._fields


async def _people(taken: Snapshot, rows: Sequence[StaffRow], db: BaseDBAsyncClient | None) -> None:
    nips = {row.nip for row in rows} | {row.superior_nip for row in rows if row.superior_nip}
    async for person in _chunked(Employee, "nip", nips, db):
        taken.people[person.nip] = person
    async for person in _chunked(
        Employee, "siasn_id", {it.siasn_id for it in rows if it.siasn_id}, db
    ):
        taken.owners[person.siasn_id or ""] = person
    if any(row.superior_name and not row.superior_nip for row in rows):
        for row in await _all(Employee.all().order_by("id"), db, *_PERSON):
            person = KnownPerson(*row)
            taken.named.setdefault(same_name(person.name), []).append(person)


async def _chunked(
    model: type[Employee], key: str, values: Iterable[str], db: BaseDBAsyncClient | None
) -> AsyncIterator[KnownPerson]:
    for chunk in chunks(sorted(values)):
        for row in await _all(model.filter(**{f"{key}__in": chunk}), db, *_PERSON):
            yield KnownPerson(*row)


async def _lines(taken: Snapshot, today: date, db: BaseDBAsyncClient | None) -> None:
    """Lines of everybody in the file, and of their superiors up to the top: a ring may close
    through people whom the file does not name."""
    named = [person for people in taken.named.values() for person in people]
    wanted = {it.id for it in [*taken.people.values(), *named]}
    while wanted:
        for chunk in chunks(sorted(wanted)):
            query = ReportingLine.filter(employee_id__in=chunk).order_by("id")
            for row in await _all(query, db, *KnownLine._fields):
                line = KnownLine(*row)
                taken.lines.setdefault(line.employee_id, []).append(line)
        for employee in wanted:
            taken.lines.setdefault(employee, [])
        raters = {line.rater_id for who in wanted for line in taken.lines[who]}
        wanted = raters - taken.lines.keys()
    for chunk in chunks(sorted(taken.lines)):
        taken.names |= dict(await _all(Employee.filter(id__in=chunk), db, "id", "name"))
    for chunk in chunks(sorted(it.id for it in taken.people.values())):
        query = ReportingLine.filter(Q(ends=None) | Q(ends__gte=today), rater_id__in=chunk)
        for rater, employee in await _all(query, db, "rater_id", "employee_id"):
            taken.rated.setdefault(rater, set()).add(employee)


async def _posts(taken: Snapshot, db: BaseDBAsyncClient | None) -> None:
    for chunk in chunks(sorted(it.id for it in taken.people.values())):
        query = Assignment.filter(employee_id__in=chunk, ends=None).order_by("starts", "id")
        for row in await _all(query, db, *KnownPost._fields):
            taken.posts[row[1]] = KnownPost(*row)


async def _all(query: Any, db: BaseDBAsyncClient | None, *columns: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = await query.using_db(db).values_list(*columns)
    return rows


def chunks(values: Sequence[_T], size: int = CHUNK) -> Iterable[Sequence[_T]]:
    """`values` in pieces of at most `size`."""
    return (values[at : at + size] for at in range(0, len(values), size))
