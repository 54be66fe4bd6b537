"""The people of every test: one puskesmas, its superiors, and the offices around it. All invented.

Bupati Arman > Dewi (kepala dinas) > Hendra (kepala puskesmas) > Sari, Joko, Putri
               Dewi                > Rahmat (kepala bidang)    > Wati
Yuni is HR admin, Tuti on the performance team, Asep auditor, Sistem a system account.
Lestari is a stranger from another OPD."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from schema.models import (
    Account,
    Assignment,
    Employee,
    LoginSession,
    Period,
    Position,
    ReportingLine,
    Rhk,
    RoleGrant,
    WorkUnit,
)
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import (
    EmploymentKind,
    JobKind,
    PeriodKind,
    RhkKind,
    Role,
    UnitKind,
)

NOW = datetime(2026, 10, 6, 3, 0, tzinfo=UTC)  # Tuesday 10.00 WIB, in the window of quarter III
TODAY = date(2026, 10, 6)
UNUSED_HASH = "!"  # no password fits; tests of sign-in set a real one

NIPS = {
    "arman": "197001011995031001",
    "dewi": "197203152000032002",
    "hendra": "198005102005011003",
    "rahmat": "198107122006041004",
    "sari": "199002142015032005",
    "joko": "199106302016031006",
    "putri": "199511202024212007",
    "wati": "198812012012122008",
    "yuni": "198509092009012009",
    "tuti": "198604182010012010",
    "asep": "197911232003121011",
    "lestari": "198302282008012012",
}
ROLES = {"yuni": Role.HR_ADMIN, "tuti": Role.PERFORMANCE_TEAM, "asep": Role.AUDITOR}
# employee -> rater
LINES = {
    "dewi": "arman",
    "hendra": "dewi",
    "rahmat": "dewi",
    "sari": "hendra",
    "joko": "hendra",
    "putri": "hendra",
    "wati": "rahmat",
}
UNITS = {
    "hendra": "puskesmas",
    "sari": "puskesmas",
    "joko": "puskesmas",
    "putri": "puskesmas",
    "rahmat": "bidang",
    "wati": "bidang",
    "dewi": "dinas",
    "arman": "kabupaten",
    "yuni": "bkpsdm",
    "tuti": "bkpsdm",
    "asep": "bkpsdm",
    "lestari": "bkpsdm",
}


@dataclass(slots=True)
class Cast:
    """The rows by first name, e.g. `cast.people["sari"]`, and the viewers they become."""

    people: dict[str, Employee]
    accounts: dict[str, Account]
    sessions: dict[str, LoginSession]
    units: dict[str, WorkUnit]
    quarter: Period  # III/2026, open on TODAY
    closed: Period  # II/2026, closed on TODAY

    def id(self, name: str) -> int:
        """Employee id by first name."""
        return self.people[name].id

    def viewer(self, name: str) -> Viewer:
        """The viewer this person is when signed in."""
        employee = self.people.get(name)
        roles = {ROLES[name]} if name in ROLES else set()
        if name == "sistem":
            roles = {Role.SYSTEM_ADMIN}
        return Viewer(
            account_id=self.accounts[name].id,
            session_id=self.sessions[name].id,
            employee_id=employee.id if employee else None,
            roles=frozenset(roles),
        )


async def make_cast() -> Cast:
    """Write the whole cast into an empty, migrated database."""
    units = await _units()
    staff = await Position.create(
        name="Perawat Ahli Pertama", kind=JobKind.FUNGSIONAL, jenjang="Ahli Pertama"
    )
    head = await Position.create(name="Kepala", kind=JobKind.STRUKTURAL, eselon="IV.a")
    people: dict[str, Employee] = {}
    for name, nip in NIPS.items():
        leads = name in set(LINES.values())
        people[name] = await _person(name, nip, head if leads else staff, units[UNITS[name]])
    for name, rater in LINES.items():
        await ReportingLine.create(
            employee=people[name], rater=people[rater], starts=date(2025, 1, 1)
        )
    for name in LINES:
        await _rhk(people[name])
    accounts, sessions = await _accounts(people)
    quarter = await Period.create(
        kind=PeriodKind.TRIWULAN,
        year=2026,
        number=3,
        starts=date(2026, 7, 1),
        ends=date(2026, 9, 30),
        opens=date(2026, 9, 24),
        closes=date(2026, 10, 20),
    )
    closed = await Period.create(
        kind=PeriodKind.TRIWULAN,
        year=2026,
        number=2,
        starts=date(2026, 4, 1),
        ends=date(2026, 6, 30),
        opens=date(2026, 6, 24),
        closes=date(2026, 7, 20),
    )
    return Cast(people, accounts, sessions, units, quarter, closed)


async def _units() -> dict[str, WorkUnit]:
    units: dict[str, WorkUnit] = {}
    for code, kind, parent in [
        ("kabupaten", UnitKind.KABUPATEN, None),
        ("dinas", UnitKind.OPD, "kabupaten"),
        ("bkpsdm", UnitKind.OPD, "kabupaten"),
        ("bidang", UnitKind.BIDANG, "dinas"),
        ("puskesmas", UnitKind.PUSKESMAS, "dinas"),
    ]:
        above = units.get(parent or "")
        unit = await WorkUnit.create(
            code=code, name=f"{code.title()} (contoh)", kind=kind, parent=above, path="/"
        )
        unit.path = f"{above.path if above else '/'}{unit.id}/"
        unit.opd_id = unit.id if kind is UnitKind.OPD else (above.opd_id if above else None)
        await unit.save()
        units[code] = unit
    return units


async def _person(name: str, nip: str, position: Position, unit: WorkUnit) -> Employee:
    contract = nip[12:14] >= "21"
    person = await Employee.create(
        nip=nip,
        name=f"{name.title()} Contoh",
        title_back="S.Kep.",
        employment=EmploymentKind.PPPK if contract else EmploymentKind.PNS,
        golongan="IX" if contract else "III/b",
        position=position,
        unit=unit,
    )
    await Assignment.create(employee=person, position=position, unit=unit, starts=date(2025, 1, 1))
    return person


async def _rhk(person: Employee) -> None:
    for number, kind in enumerate((RhkKind.UTAMA, RhkKind.UTAMA, RhkKind.TAMBAHAN), start=1):
        await Rhk.create(
            employee=person,
            year=2026,
            position=number,
            kind=kind,
            title=f"Hasil kerja {number} (contoh)",
            expectation="100 persen tepat waktu",
        )


async def _accounts(
    people: dict[str, Employee],
) -> tuple[dict[str, Account], dict[str, LoginSession]]:
    accounts: dict[str, Account] = {}
    sessions: dict[str, LoginSession] = {}
    for name in [*people, "sistem"]:
        person = people.get(name)
        accounts[name] = await Account.create(
            employee=person,
            login=person.nip if person else "sistem",
            password_hash=UNUSED_HASH,
            must_change=False,
            activated_at=NOW,
            created_at=NOW,
        )
        sessions[name] = await LoginSession.create(
            account=accounts[name],
            token_hash=f"{name:0<64}",
            device="Ponsel uji",
            address="127.0.0.1",
            created_at=NOW,
            last_seen_at=NOW,
            expires_at=datetime(2099, 1, 1, tzinfo=UTC),
        )
    for name, role in ROLES.items():
        await RoleGrant.create(account=accounts[name], role=role, starts=date(2025, 1, 1))
    await RoleGrant.create(
        account=accounts["sistem"], role=Role.SYSTEM_ADMIN, starts=date(2025, 1, 1)
    )
    return accounts, sessions
