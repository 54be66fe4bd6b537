"""Writes an invented regency into an empty database: all of it in one transaction, or nothing.

The regency is walked twice, first for the people and then for their careers and results, because
a line may name somebody who stands further down. Memory stays bounded at any size."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import OperationalError
from tortoise.models import Model
from tortoise.transactions import in_transaction

from schema.models import (
    Account,
    Assignment,
    Employee,
    JournalEntry,
    Period,
    Position,
    ReportingLine,
    RoleGrant,
    WorkUnit,
)
from schema.rules.vocabulary import Role
from schema.sample import plans, results, special
from schema.sample.bulk import Bulk
from schema.sample.careers import Career, Careers, fate_of
from schema.sample.crowd import Group, Person, everybody
from schema.sample.demo import CAST, PASSWORD, SYSTEM_LOGIN
from schema.sample.plan import Plan

Progress = Callable[[str], None]
HashPassword = Callable[[str, bytes], str]  # password, salt -> PHC string

COLUMNS: dict[type[Model], Sequence[str]] = {
    WorkUnit: ("id", "code", "name", "kind", "parent_id", "opd_id", "path"),
    Position: ("id", "name", "kind", "eselon", "jenjang"),
    Employee: (
        *("id", "nip", "name", "title_front", "title_back", "employment", "golongan"),
        *("standing", "position_id", "unit_id"),
    ),
    Account: (
        *("id", "employee_id", "login", "password_hash", "must_change"),
        *("activated_at", "created_at"),
    ),
    RoleGrant: ("id", "account_id", "role", "starts"),
    Period: ("id", "kind", "year", "number", "starts", "ends", "opens", "closes"),
    Assignment: ("id", "employee_id", "position_id", "unit_id", "starts", "ends"),
    ReportingLine: ("id", "employee_id", "rater_id", "capacity", "starts", "ends"),
    **plans.COLUMNS,
    **results.COLUMNS,
    **special.COLUMNS,
}

CACHE_KIB = 100_000  # SQLite's page cache while it writes: twice as quick as the usual two MiB
UNUSABLE = "!"  # no password fits


class NotEmpty(Exception):
    """Somebody or something is in the database already, and stays as it is."""


class NotMigrated(Exception):
    """The tables are not there yet."""


async def seed(
    connection: BaseDBAsyncClient, plan: Plan, hash_password: HashPassword, progress: Progress
) -> None:
    """Write the sample that `plan` asks for.

    Deterministic: the same plan gives the same rows. Raises TooSmall for a size that cannot be
    built, NotMigrated for one without tables, and NotEmpty for a database with content; then
    nothing was written. `progress` gets a
    line now and then."""
    plan.check()
    async with in_transaction(connection.connection_name) as db:
        try:
            await _require_empty(db)
        except OperationalError as error:
            raise NotMigrated(
                f"the tables are not up to date ({error}); run first: python -m api migrate"
            ) from error
        if db.capabilities.dialect == "sqlite":
            await db.execute_query(f"PRAGMA cache_size = -{CACHE_KIB}")
        await _Seeding(db, plan, hash_password, progress).run()
    if connection.capabilities.dialect == "postgres":
        await connection.execute_script("ANALYZE")  # the planner knows nothing of so many new rows


async def _require_empty(db: BaseDBAsyncClient) -> None:
    if db.capabilities.dialect == "postgres":
        await db.execute_script("LOCK TABLE work_unit IN EXCLUSIVE MODE")  # one seed at a time
    for model in (WorkUnit, Employee, Account, Period):
        if await model.all().using_db(db).exists():
            raise NotEmpty(
                "the database is not empty, so nothing was written; "
                "seed fills an empty one only (with --if-empty it is content with any other)"
            )


class _Seeding:
    def __init__(
        self, db: BaseDBAsyncClient, plan: Plan, hash_password: HashPassword, progress: Progress
    ) -> None:
        self._db, self._plan, self._say, self._hash = db, plan, progress, hash_password
        self._bulk = Bulk(db, COLUMNS)
        self._begun = datetime.combine(plan.since, time(1), UTC)

    async def run(self) -> None:
        self._periods()
        await self._people()
        await self._histories()
        await self._bulk.set_sequences()
        await JournalEntry.create(
            using_db=self._db,
            at=datetime.combine(self._plan.today, time(), UTC),
            action="seed_sample",
            subject="sample",
            reason="Data contoh: semua orang dan penilaian rekaan",
            detail={"size": self._plan.size},
        )

    def _periods(self) -> None:
        self._bulk.rows[Period] += [
            (p.id, p.kind.value, p.year, p.number, p.starts, p.ends, p.opens, p.closes)
            for p in self._plan.calendar
        ]

    async def _people(self) -> None:
        done = 0
        for group in everybody(self._plan.size, self._plan.today):
            self._places(group)
            for person in _newcomers(group):
                self._person(person)
                done = self._count(done, "people")
            await self._bulk.flush_if_full()
        self._system_account(self._plan.size + 1)
        await self._bulk.flush()
        self._say(f"  {done:,} people in their posts, with accounts")

    def _places(self, group: Group) -> None:
        self._bulk.rows[WorkUnit] += [
            (u.id, u.code, u.name, u.kind.value, u.parent_id, u.opd_id, u.path) for u in group.units
        ]
        self._bulk.rows[Position] += [
            (number, name, str(kind), eselon, jenjang)
            for number, name, kind, eselon, jenjang in group.positions
        ]

    def _person(self, person: Person) -> None:
        who, standing = person.identity, fate_of(person, self._plan).standing
        name = (who.name, who.front, who.back, who.employment.value, who.golongan)
        post = (standing.value, person.position_id, person.unit.id)
        self._bulk.rows[Employee].append((person.id, who.nip, *name, *post))
        self._account(person)

    def _account(self, person: Person) -> None:
        nip, known = person.identity.nip, results.activated(person)
        member = CAST.get(person.cast)
        password = self._password(nip) if member is not None and member.signs_in else UNUSABLE
        since = max(self._plan.since, person.identity.joined)
        at = datetime.combine(since, time(1), UTC) if known else None
        self._bulk.rows[Account].append(
            (person.id, person.id, nip, password, not known, at, self._begun)
        )
        if member is not None and member.role is not None:
            self._grant(person.id, member.role)

    def _system_account(self, number: int) -> None:
        password = self._password(SYSTEM_LOGIN)
        self._bulk.rows[Account].append(
            (number, None, SYSTEM_LOGIN, password, False, self._begun, self._begun)
        )
        self._grant(number, Role.SYSTEM_ADMIN)

    def _grant(self, account: int, role: Role) -> None:
        grants = self._bulk.rows[RoleGrant]
        # An account has one role at most here, so its number serves as the grant's.
        grants.append((account, account, role.value, self._plan.since))

    def _password(self, login: str) -> str:
        return self._hash(PASSWORD, f"contoh {login:0>18}".encode())

    async def _histories(self) -> None:
        careers = Careers(self._plan)
        written = results.Results(self._bulk, self._plan)
        self._special = special.Special(self._bulk, self._plan)
        self._lines, self._posts, done = 0, 0, 0
        for group in everybody(self._plan.size, self._plan.today):
            if group.top:
                self._career(careers.top(group.head))
                written.add(careers.top(group.head), 0)
                done = self._count(done, "histories")
            for place, career in enumerate(careers.of(group)):
                self._career(career)
                written.add(career, place)
                done = self._count(done, "histories")
            await self._bulk.flush_if_full()
        written.finish()
        self._special.finish()
        await self._bulk.flush()
        self._say(f"  {self._lines:,} reporting lines, {written.versions:,} results")

    def _career(self, career: Career) -> None:
        person = career.person
        for line in career.lines:
            self._lines += 1
            days = (line.capacity.value, line.starts, line.ends)
            self._bulk.rows[ReportingLine].append((self._lines, person.id, line.rater_id, *days))
        for unit, starts, ends in career.posts:
            self._posts += 1
            self._bulk.rows[Assignment].append(
                (self._posts, person.id, person.position_id, unit.id, starts, ends)
            )
        self._special.add(career, self._lines)

    def _count(self, done: int, what: str) -> int:
        done += 1
        if done % max(1000, self._plan.size // 10) == 0:
            self._say(f"  {done:,} of {self._plan.size:,} {what}")
        return done


def _newcomers(group: Group) -> list[Person]:
    return [group.head, *group.members] if group.top else group.members
