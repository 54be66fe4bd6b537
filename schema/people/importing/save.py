"""Writes a plan, all of it or nothing: a few statements per thousand rows, never one per row."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2s
from typing import Any, TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from schema.events import ALL, Change, employee_audience
from schema.models import (
    Absence,
    Account,
    Assignment,
    Employee,
    JournalEntry,
    Position,
    ReportingLine,
    WorkUnit,
)
from schema.people.following import hold_drafts
from schema.people.importing.people import Person
from schema.people.importing.plan import Plan
from schema.people.importing.snapshot import PositionKey, chunks
from schema.people.importing.tree import Unit
from schema.rules.stints import STANDING_ABSENCE
from schema.rules.vocabulary import AbsenceKind, EventKind, UnitKind

_T = TypeVar("_T")
Progress = Callable[[str, int, int], Awaitable[None]]  # step, done, of how many

NO_PASSWORD = "!"  # noqa: S105  # fits no password: the first one is issued in a step of its own
TELL_EACH = 200  # more people than this are told by one event for everybody
AT_ONCE = 250  # rows made and inserted at once
BATCH = 400  # rows of one UPDATE ... CASE: each takes a few dozen marks


async def silently(_step: str, _done: int, _of: int) -> None:
    """Progress for callers who show none."""


@dataclass(slots=True)
class Saver:
    """Writes one plan inside one open change."""

    plan: Plan
    change: Change
    now: datetime
    actor_id: int | None
    origin: dict[str, Any]  # goes into each journal entry: which import, which file
    progress: Progress = silently
    positions: dict[PositionKey, int] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)  # key of a person -> employee id

    @property
    def db(self) -> BaseDBAsyncClient:
        return self.change.db

    async def save(self) -> None:
        """Write everything; events and journal go with the same transaction."""
        await self._units()
        await self._positions()
        await self._new_people()
        await self._fields()
        await self._posts()
        await self._standings()
        await self._lines()
        await self._journal()
        self._tell()

    async def _units(self) -> None:
        waiting = list(self.plan.units)
        while waiting:
            ready = [it for it in waiting if it.parent is None or it.parent.id is not None]
            waiting = [it for it in waiting if it.parent is not None and it.parent.id is None]
            await self._one_level(ready)
        for unit in self.plan.renamed_units:
            await WorkUnit.filter(id=unit.id).using_db(self.db).update(siasn_id=unit.siasn_id)

    async def _one_level(self, units: Sequence[Unit]) -> None:
        coded = {unit_code(unit): unit for unit in units}
        rows = [
            WorkUnit(
                code=code,
                name=unit.name,
                kind=unit.kind,
                parent_id=unit.parent.id if unit.parent else None,
                path="/",
                siasn_id=unit.siasn_id,
            )
            for code, unit in coded.items()
        ]
        await WorkUnit.bulk_create(rows, batch_size=BATCH, using_db=self.db)
        made: list[WorkUnit] = []
        for chunk in chunks(list(coded)):
            made += await WorkUnit.filter(code__in=chunk).using_db(self.db).order_by("id")
        for row in made:
            unit = coded[row.code]
            unit.id = row.id
            unit.path = f"{unit.parent.path if unit.parent else '/'}{row.id}/"
            row.path = unit.path
            row.opd_id = unit.opd.id if unit.opd else None
        await WorkUnit.bulk_update(made, ["path", "opd_id"], batch_size=BATCH, using_db=self.db)

    async def _positions(self) -> None:
        rows = [Position(**key._asdict()) for key in self.plan.positions.values()]
        await Position.bulk_create(rows, batch_size=BATCH, using_db=self.db)
        columns = (*PositionKey._fields, "id")
        for row in await Position.all().using_db(self.db).values_list(*columns):
            self.positions[PositionKey(*row[:4]).bare] = row[4]

    async def _new_people(self) -> None:
        new = self.plan.new_people
        posts = {it.person.row.nip: it for it in self.plan.posts}
        done = 0
        for chunk in chunks(new, AT_ONCE):
            rows = [
                self._employee(it, posts[it.row.nip].unit, posts[it.row.nip].position)
                for it in chunk
            ]
            await Employee.bulk_create(rows, batch_size=BATCH, using_db=self.db)
            nips = [it.row.nip for it in chunk]
            ids = dict(
                await Employee.filter(nip__in=nips).using_db(self.db).values_list("nip", "id")
            )
            self.ids |= {it.key: ids[it.row.nip] for it in chunk}
            accounts = [
                Account(
                    employee_id=ids[it.row.nip],
                    login=it.row.nip,
                    password_hash=NO_PASSWORD,
                    must_change=True,
                    created_at=self.now,
                )
                for it in chunk
            ]
            await Account.bulk_create(accounts, batch_size=BATCH, using_db=self.db)
            done += len(chunk)
            await self.progress("people", done, len(new))

    def _employee(self, person: Person, unit: Unit, position: PositionKey) -> Employee:
        row = person.row
        return Employee(
            nip=row.nip,
            siasn_id=row.siasn_id or None,
            name=row.name,
            title_front=row.title_front,
            title_back=row.title_back,
            employment=row.employment,
            golongan=row.golongan,
            standing=person.standing,
            position_id=self.positions[position.bare],
            unit_id=unit.id,
        )

    async def _fields(self) -> None:
        moved = {it.person.key: it for it in self.plan.posts if it.person.known}
        changed = sorted(self.plan.fields.keys() | moved.keys())
        columns = {name for it in self.plan.fields.values() for name in it}
        columns |= {"position_id", "unit_id"} if moved else set()
        for chunk in chunks(changed, BATCH):
            people = await Employee.filter(id__in=chunk).using_db(self.db).order_by("id")
            for row in people:
                for name, (_, after) in self.plan.fields.get(row.id, {}).items():
                    setattr(row, name, after)
                if (post := moved.get(row.id)) is not None:
                    row.position_id = self.positions[post.position.bare]
                    row.unit_id = post.unit.id
            await Employee.bulk_update(people, sorted(columns), batch_size=BATCH, using_db=self.db)

    async def _posts(self) -> None:
        ended = {it.ends_id: it.starts - timedelta(days=1) for it in self.plan.posts if it.ends_id}
        await self._end(Assignment, ended)
        await self._add(
            Assignment,
            self.plan.posts,
            lambda it: {
                "employee_id": self._id(it.person.key),
                "position_id": self.positions[it.position.bare],
                "unit_id": it.unit.id,
                "starts": it.starts,
            },
        )

    async def _standings(self) -> None:
        """Days away that follow from a changed kedudukan hukum: the file begins or ends them."""
        before = self.plan.effective - timedelta(days=1)
        for employee, changes in self.plan.fields.items():
            if "standing" not in changes:
                continue
            running = Absence.filter(employee_id=employee, ends=None).exclude(
                kind=AbsenceKind.CUTI_SAH
            )
            await running.using_db(self.db).update(ends=before)
            kind = STANDING_ABSENCE.get(changes["standing"][1])
            if kind is not None:
                await Absence.create(
                    using_db=self.db,
                    employee_id=employee,
                    kind=kind,
                    starts=self.plan.effective,
                    recorded_at=self.now,
                )

    async def _lines(self) -> None:
        touched = {line.employee_id for line, _ in self.plan.ended}
        for chunk in chunks(sorted(touched), BATCH):
            await hold_drafts(chunk, self.db)
        await self._end(ReportingLine, {line.id: day for line, day in self.plan.ended})
        await self._add(
            ReportingLine,
            self.plan.lines,
            lambda it: {
                "employee_id": self._id(it.person.key),
                "rater_id": self._id(it.superior_key),
                "capacity": it.capacity,
                "starts": it.starts,
                "ends": it.ends,
            },
        )
        await self.progress("lines", len(self.plan.lines), len(self.plan.lines))

    async def _add(
        self, table: type[Model], items: Sequence[_T], columns: Callable[[_T], dict[str, Any]]
    ) -> None:
        # Piece by piece: a server that imports goes on answering in between.
        for chunk in chunks(items, AT_ONCE):
            rows = [table(**columns(it)) for it in chunk]
            await table.bulk_create(rows, using_db=self.db)
            await asyncio.sleep(0)

    async def _end(
        self, table: type[Assignment] | type[ReportingLine], ended: dict[int, date]
    ) -> None:
        for chunk in chunks(sorted(ended), BATCH):
            rows: list[Any] = await table.filter(id__in=chunk).using_db(self.db).order_by("id")
            for row in rows:
                row.ends = ended[row.id]
            await table.bulk_update(rows, ["ends"], batch_size=BATCH, using_db=self.db)

    async def _journal(self) -> None:
        await self._add(
            JournalEntry,
            sorted(self._details().items()),
            lambda it: {
                "at": self.now,
                "actor_id": self.actor_id,
                "action": "import_staff",
                "subject": f"employee:{it[0]}",
                "detail": {**self.origin, **it[1]},
            },
        )
        self.change.detail |= {**self.origin, **self.plan.counts()}

    def _details(self) -> dict[int, dict[str, Any]]:
        details: dict[int, dict[str, Any]] = {}
        for person in self.plan.new_people:
            details.setdefault(self._id(person.key), {})["new"] = True
        for employee, changes in self.plan.fields.items():
            pairs = {name: [str(was or ""), str(now)] for name, (was, now) in changes.items()}
            details.setdefault(employee, {})["fields"] = pairs
        for post in self.plan.posts:
            detail = details.setdefault(self._id(post.person.key), {})
            detail["post"] = {
                "position": post.position.name,
                "unit": post.unit.id,
                "starts": f"{post.starts}",
            }
        for line in self.plan.lines:
            detail = details.setdefault(self._id(line.person.key), {})
            given = {
                "rater": self._id(line.superior_key),
                "capacity": line.capacity,
                "starts": f"{line.starts}",
                "ends": f"{line.ends or ''}",
            }
            detail.setdefault("lines", []).append(given)
        for ended, day in self.plan.ended:
            detail = details.setdefault(ended.employee_id, {})
            short = {"line": ended.id, "was": f"{ended.ends or ''}", "last": f"{day}"}
            detail.setdefault("ended", []).append(short)
        return details

    def _tell(self) -> None:
        concerned = self.plan.changed
        concerned |= {line.rater_id for line, _ in self.plan.ended}
        concerned |= {self._id(it.superior_key) for it in self.plan.lines if it.superior_key > 0}
        if len(concerned) > TELL_EACH:
            self.change.tell(ALL, EventKind.STAFF_CHANGED)
            return
        for employee in sorted(concerned):
            self.change.tell(
                employee_audience(employee), EventKind.STAFF_CHANGED, employee=employee
            )

    def _id(self, key: int) -> int:
        return key if key > 0 else self.ids[key]


def unit_code(unit: Unit) -> str:
    """A code for a unit whose office gave none: its kind, and a digest of its path of names."""
    names: list[str] = []
    at: Unit | None = unit
    while at is not None and at.kind is not UnitKind.KABUPATEN:
        names.append(" ".join(at.name.upper().split()))
        at = at.parent
    digest = blake2s("/".join(reversed(names)).encode(), digest_size=10).hexdigest()
    return f"{unit.kind.lower()}-{digest}"
