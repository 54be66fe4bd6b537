"""The only writers of what is lent for some days, and of the record of what auditors read."""

from dataclasses import dataclass
from datetime import date, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from schema.access import require, require_employee
from schema.context import Context
from schema.errors import InvalidInput, NotAllowed, NotFound
from schema.events import account_audience, change, employee_audience
from schema.models import Account, Employee, ReportingLine, RoleGrant, WritingDelegation
from schema.reads.rulebook import rulebook
from schema.rules.nip import Nip, read_nip
from schema.rules.permissions import Operation
from schema.rules.vocabulary import EventKind, LegalStanding, Role
from schema.texts import checked_reason

# What HR may lend: never the auditor's independence, nor the keys of the system.
LENDABLE = frozenset({Role.HR_ADMIN, Role.PERFORMANCE_TEAM})


@dataclass(frozen=True, slots=True)
class TypedLending:
    """To whom (by NIP, as one knows a colleague), from when to when, and why."""

    nip: str
    starts: date
    ends: date
    reason: str


async def lend_writing(ctx: Context, typed: TypedLending) -> int:
    """Let somebody write drafts in the viewer's name for some days; gives the lending's id.

    Only who rates somebody has anything to lend. Giving a result stays with the rater. Raises
    NotAllowed, and InvalidInput: dates, an unknown NIP, oneself, lent already."""
    rater_id = require_employee(ctx.viewer)
    reason = checked_reason(typed.reason)
    writing, _ = (await rulebook()).lending_days(ctx.today)
    _check_days(typed, ctx.today, timedelta(days=writing))
    running = Q(ends=None) | Q(ends__gte=ctx.today)
    if not await ReportingLine.filter(running, rater_id=rater_id).exists():
        raise NotAllowed("Anda tidak menilai siapa pun, jadi tidak ada yang dititipkan.")
    writer = await _person(typed.nip, ctx.today)
    if writer.id == rater_id:
        raise _wrong("SELF_LENDING", "nip", "Anda tidak perlu menitipkan kepada diri sendiri.")
    async with change(ctx, "lend_writing", f"employee:{rater_id}", reason) as opened:
        await Employee.filter(id=rater_id).using_db(opened.db).select_for_update().get()
        same = WritingDelegation.filter(
            rater_id=rater_id, writer_id=writer.id, starts__lte=typed.ends, ends__gte=typed.starts
        )
        if await same.using_db(opened.db).exists():
            raise _wrong("LENT_ALREADY", "nip", "Sudah dititipkan kepada orang ini pada hari itu.")
        made = await WritingDelegation.create(
            using_db=opened.db,
            rater_id=rater_id,
            writer_id=writer.id,
            starts=typed.starts,
            ends=typed.ends,
            reason=reason,
            made_at=ctx.now,
        )
        opened.detail.update(
            lending=made.id, writer=writer.id, starts=str(typed.starts), ends=str(typed.ends)
        )
        for who in (rater_id, writer.id):
            opened.tell(employee_audience(who), EventKind.STAFF_CHANGED, employee=rater_id)
    return made.id


async def end_lent_writing(ctx: Context, lending_id: int) -> int:
    """Take lent writing back from today on; gives its id. NotFound for what is not one's own."""
    rater_id = require_employee(ctx.viewer)
    async with change(ctx, "end_lent_writing", f"writing_delegation:{lending_id}") as opened:
        query = WritingDelegation.filter(id=lending_id, rater_id=rater_id).using_db(opened.db)
        row = await query.select_for_update().get_or_none()
        if row is None or row.ends < ctx.today:
            raise NotFound
        opened.detail["was"] = str(row.ends)
        row.ends = ctx.today - timedelta(days=1)
        await row.save(using_db=opened.db, update_fields=["ends"])
        for who in (rater_id, row.writer_id):
            opened.tell(employee_audience(who), EventKind.STAFF_CHANGED, employee=rater_id)
    return lending_id


async def lend_role(ctx: Context, role: Role, typed: TypedLending) -> int:
    """Give somebody a role of the HR office for some days; gives the grant's id.

    Raises NotAllowed, and InvalidInput: a role that is not lent, dates, an unknown NIP, held
    already, oneself, an auditor, longer than the viewer's own role lasts."""
    require(ctx.viewer, Operation.LEND_ROLE)
    reason = checked_reason(typed.reason)
    if role not in LENDABLE:
        raise _wrong("ROLE_NOT_LENT", "role", "Peran ini tidak dapat dititipkan.")
    _, role_days = (await rulebook()).lending_days(ctx.today)
    _check_days(typed, ctx.today, timedelta(days=role_days))
    person = await _person(typed.nip, ctx.today)
    if person.id == ctx.viewer.employee_id:
        raise _wrong("SELF_LENDING", "nip", "Peran tidak dapat dititipkan kepada diri sendiri.")
    async with change(ctx, "lend_role", f"employee:{person.id}", reason) as opened:
        accounts = Account.filter(employee_id=person.id, disabled_at=None).using_db(opened.db)
        account = await accounts.select_for_update().get_or_none()
        if account is None:
            raise _wrong("NIP_UNKNOWN", "nip", "Orang ini belum memiliki akun.")
        await _check_own_end(ctx, typed.ends, opened.db)
        running = RoleGrant.filter(Q(ends=None) | Q(ends__gte=typed.starts), account_id=account.id)
        if await running.filter(role=Role.AUDITOR).using_db(opened.db).exists():
            raise _wrong("ROLE_NOT_LENT", "nip", "Auditor tidak mengubah apa pun, agar mandiri.")
        held = running.filter(role=role, starts__lte=typed.ends)
        if await held.using_db(opened.db).exists():
            raise _wrong("LENT_ALREADY", "nip", "Orang ini sudah memegang peran itu.")
        made = await RoleGrant.create(
            using_db=opened.db,
            account_id=account.id,
            role=role,
            starts=typed.starts,
            ends=typed.ends,
        )
        opened.detail.update(
            grant=made.id, role=role, starts=str(typed.starts), ends=str(typed.ends)
        )
        opened.tell(account_audience(account.id), EventKind.SESSIONS_CHANGED)
    return made.id


async def end_lent_role(ctx: Context, grant_id: int, reason: str) -> int:
    """Take a lent role back from today on; gives the grant's id.

    What was granted without an end is a matter of the command line. Raises NotAllowed, NotFound."""
    require(ctx.viewer, Operation.LEND_ROLE)
    text = checked_reason(reason)
    async with change(ctx, "end_lent_role", f"role_grant:{grant_id}", text) as opened:
        lent = RoleGrant.filter(id=grant_id, ends__gte=ctx.today).using_db(opened.db)
        row = await lent.select_for_update().get_or_none()
        if row is None:
            raise NotFound
        opened.detail["was"] = str(row.ends)
        row.ends = ctx.today - timedelta(days=1)
        await row.save(using_db=opened.db, update_fields=["ends"])
        opened.tell(account_audience(row.account_id), EventKind.SESSIONS_CHANGED)
    return grant_id


async def read_results(ctx: Context, employee_id: int, reason: str) -> None:
    """Put on record that an auditor reads somebody's results, and tell that person.

    Raises NotAllowed, NotFound, InvalidInput. Only then may the results be shown."""
    require(ctx.viewer, Operation.READ_ANY_RESULT)
    text = checked_reason(reason, hint="Tuliskan dasar pemeriksaan, misalnya nomor surat tugas")
    if not await Employee.exists(id=employee_id):
        raise NotFound
    async with change(ctx, "read_results", f"employee:{employee_id}", text) as opened:
        opened.tell(employee_audience(employee_id), EventKind.STAFF_CHANGED, employee=employee_id)


async def _check_own_end(ctx: Context, ends: date, db: BaseDBAsyncClient) -> None:
    """Two who lend each other what was lent to them would hold it for ever."""
    mine = RoleGrant.filter(account_id=ctx.account_id, role=Role.HR_ADMIN, starts__lte=ctx.today)
    if not await mine.filter(Q(ends=None) | Q(ends__gte=ends)).using_db(db).exists():
        raise _wrong(
            "LENT_TOO_LONG", "ends", "Peran Anda sendiri berakhir lebih dahulu dari tanggal itu."
        )


def _check_days(typed: TypedLending, today: date, longest: timedelta) -> None:
    if typed.ends < typed.starts:
        raise _wrong("ENDS_BEFORE_START", "ends", "Tanggal akhir mendahului tanggal mulai.")
    if not today <= typed.starts <= today + longest or typed.ends - typed.starts > longest:
        raise _wrong(
            "LENT_TOO_LONG",
            "ends",
            f"Titipan mulai hari ini atau sesudahnya, dan paling lama {longest.days} hari.",
        )


async def _person(given: str, today: date) -> Employee:
    nip = read_nip(given, today)
    found = await Employee.get_or_none(nip=nip.digits) if isinstance(nip, Nip) else None
    if found is None or found.standing is not LegalStanding.ACTIVE:
        raise _wrong("NIP_UNKNOWN", "nip", "Tidak ada pegawai aktif dengan NIP ini.")
    return found


def _wrong(code: str, field: str, message: str) -> InvalidInput:
    return InvalidInput(code, field, message)
