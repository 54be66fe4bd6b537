"""What people do about reminders: look at them, choose how they come, nudge, set the rhythm."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from schema.access import open_period, require, require_employee
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import change, employee_audience
from schema.models import Message, Nudge, Reminder, ReminderChoice, RhythmSetting
from schema.reads.progress import unit_exists, unrated_lines
from schema.reads.sql import grouped
from schema.rhythm.telling import Notice, tell
from schema.rules.due import MINUTES, Channel, DutyKind, ReminderStage
from schema.rules.permissions import Operation
from schema.rules.reporting import Line, judging_day, rater_on
from schema.rules.vocabulary import Capacity, EventKind
from schema.texts import checked_reason

CODE_LIVES = timedelta(hours=24)
CODES_A_DAY = 5
CODE_TRIES = 5
LONGEST_EARLY, LONGEST_LATE, LONGEST_ESCALATE = 60, 14, 30
_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


async def mark_reminders_read(ctx: Context, up_to: int) -> None:
    """Record that I looked at my inbox up to this reminder. My other phones are told."""
    employee_id = require_employee(ctx.viewer)
    mine = Reminder.filter(employee_id=employee_id, id__lte=up_to, read_at__isnull=True)
    if not await mine.exists():
        return
    subject = f"employee:{employee_id}"
    async with change(ctx, "read_reminders", subject, journal=False) as opened:
        await mine.using_db(opened.db).update(read_at=ctx.now)
        opened.tell(employee_audience(employee_id), EventKind.REMINDED, reminder=up_to)


@dataclass(frozen=True, slots=True)
class TypedChoice:
    """How somebody wants to be reached; None in a quiet field: as the regency sets it."""

    email: str
    by_email: bool
    quiet_from: int | None
    quiet_to: int | None
    quiet_days_off: bool | None


async def save_choice(ctx: Context, typed: TypedChoice) -> None:
    """Keep how I want to be reached; a new address gets a code that has to come back first.

    Raises NotAllowed, InvalidInput."""
    employee_id = require_employee(ctx.viewer)
    email = _checked_choice(typed)
    async with change(ctx, "save_reminder_choice", f"employee:{employee_id}") as opened:
        rows = ReminderChoice.filter(employee_id=employee_id).using_db(opened.db)
        row = await rows.select_for_update().get_or_none()
        row = row or ReminderChoice(employee_id=employee_id, saved_at=ctx.now)
        if email != row.email:
            row.email, row.email_confirmed_at, row.code = email, None, ""
        if email and row.email_confirmed_at is None and not _code_lives(row, ctx.now):
            await _send_code(ctx, row, opened.db)
        row.by_email = typed.by_email and bool(email)
        row.quiet_from, row.quiet_to = typed.quiet_from, typed.quiet_to
        row.quiet_days_off, row.saved_at = typed.quiet_days_off, ctx.now
        await row.save(using_db=opened.db)
        opened.tell(employee_audience(employee_id), EventKind.REMINDED, reminder=0)


async def _send_code(ctx: Context, row: ReminderChoice, db: BaseDBAsyncClient) -> None:
    recent = Message.filter(
        employee_id=row.employee_id, reminder_id__isnull=True, made_at__gt=ctx.now - CODE_LIVES
    )
    if await recent.using_db(db).count() >= CODES_A_DAY:
        raise InvalidInput(
            "TOO_MANY_CODES",
            "email",
            "Sudah terlalu banyak kode dikirim hari ini. Silakan coba lagi besok.",
        )
    row.code = f"{secrets.randbelow(10**6):06d}"
    row.code_until, row.code_tries = ctx.now + CODE_LIVES, 0
    await Message.create(
        using_db=db,
        employee_id=row.employee_id,
        channel=Channel.EMAIL,
        reference=str(uuid4()),
        made_at=ctx.now,
        next_at=ctx.now,
    )


def _checked_choice(typed: TypedChoice) -> str:
    email = typed.email.strip()
    if email and (len(email) > 254 or not email.isascii() or not _EMAIL.fullmatch(email)):
        raise InvalidInput(
            "BAD_EMAIL", "email", "Alamat surel ini tidak lengkap. Contoh: nama@contoh.go.id"
        )
    if typed.by_email and not email:
        raise InvalidInput("BAD_EMAIL", "email", "Tuliskan alamat surel Anda terlebih dahulu.")
    times = (typed.quiet_from, typed.quiet_to)
    if times.count(None) == 1 or not all(map(_is_time, times)):
        raise InvalidInput(
            "BAD_QUIET_TIME", "quietFrom", "Isi jam mulai dan jam selesai, dari 00.00 sampai 23.59."
        )
    return email


def _is_time(minutes: int | None) -> bool:
    return minutes is None or 0 <= minutes < MINUTES


async def confirm_email(ctx: Context, code: str) -> None:
    """Use my address from now on, since its code came back. Raises NotAllowed, InvalidInput."""
    employee_id = require_employee(ctx.viewer)
    wrong = False
    async with change(ctx, "confirm_email", f"employee:{employee_id}") as opened:
        rows = ReminderChoice.filter(employee_id=employee_id).using_db(opened.db)
        row = await rows.select_for_update().get_or_none()
        if row is None or not _code_lives(row, ctx.now):
            raise InvalidInput(
                "CODE_EXPIRED",
                "code",
                "Kode ini tidak berlaku lagi. Simpan alamat sekali lagi untuk menerima kode baru.",
            )
        wrong = not secrets.compare_digest(row.code.encode(), code.strip().encode())
        if wrong:
            row.code_tries += 1  # counted even though it is refused, so that guessing ends
            opened.journal = False
        else:
            row.email_confirmed_at, row.code, row.by_email = ctx.now, "", True
            opened.tell(employee_audience(employee_id), EventKind.REMINDED, reminder=0)
        await row.save(using_db=opened.db)
    if wrong:
        raise InvalidInput(
            "WRONG_CODE", "code", "Kode ini tidak cocok. Periksa kembali surel dari Adil."
        )


def _code_lives(row: ReminderChoice, now: datetime) -> bool:
    in_time = row.code_until is not None and now < row.code_until
    return bool(row.code) and in_time and row.code_tries < CODE_TRIES


async def nudge_unit(ctx: Context, unit_id: int, period_id: int) -> int:
    """Remind every rater below a unit who still owes a result; gives how many were reminded.

    Once a day per unit and period. Raises NotAllowed, NotFound, PeriodClosed, InvalidInput."""
    require(ctx.viewer, Operation.NUDGE)
    if not await unit_exists(unit_id):
        raise NotFound
    period = await open_period(period_id, ctx.today)
    day = judging_day(period.starts, period.ends, ctx.today)
    owed = await _owed(unit_id, period_id, day)
    if not owed:
        raise InvalidInput(
            "NOBODY_TO_NUDGE", "unitId", "Semua penilaian di unit ini sudah dikirim."
        )
    subject = f"period:{period_id}/nudge:{ctx.today}"
    try:
        async with change(ctx, "nudge_unit", f"unit:{unit_id}") as opened:
            await Nudge.create(
                using_db=opened.db,
                unit_id=unit_id,
                period_id=period_id,
                day=ctx.today,
                raters=len(owed),
                made_at=ctx.now,
                made_by=ctx.account_id,
            )
            notices = [
                Notice(who, DutyKind.RATE_TEAM, subject, ReminderStage.NUDGED, period.closes, left)
                for who, left in owed.items()
            ]
            told = await tell(opened, notices, ctx.now, ctx.channels)
            opened.detail.update(period=period_id, raters=len(owed), told=told)
    except IntegrityError:
        raise InvalidInput(
            "ALREADY_NUDGED", "unitId", "Unit ini sudah diingatkan hari ini. Ulangi besok."
        ) from None
    return told


async def _owed(unit_id: int, period_id: int, day: date) -> dict[int, int]:
    """How many results each rater owes to people below the unit."""
    rows = grouped(await unrated_lines(unit_id, period_id, day), "employee_id")
    owed: dict[int, int] = {}
    for who, group in rows.items():
        lines = [
            Line(row["rater_id"], Capacity(row["capacity"]), row["starts"], row["ends"])
            for row in group
        ]
        line = rater_on(lines, day)
        if line is not None and line.rater_id != who:
            owed[line.rater_id] = owed.get(line.rater_id, 0) + 1
    return owed


@dataclass(frozen=True, slots=True)
class TypedRhythm:
    """How the regency reminds from a day on, as HR fills it in."""

    valid_from: date
    early_days: int
    late_days: int
    escalate_days: int
    quiet_from: int
    quiet_to: int
    quiet_days_off: bool
    reason: str


async def save_rhythm(ctx: Context, typed: TypedRhythm) -> None:
    """Set how the regency reminds from a day on. Raises NotAllowed, InvalidInput."""
    require(ctx.viewer, Operation.SAVE_RHYTHM)
    reason = _checked_rhythm(ctx, typed)
    async with change(ctx, "save_rhythm", f"day:{typed.valid_from}", reason) as opened:
        await RhythmSetting.create(
            using_db=opened.db,
            valid_from=typed.valid_from,
            early_days=typed.early_days,
            late_days=typed.late_days,
            escalate_days=typed.escalate_days,
            quiet_from=typed.quiet_from,
            quiet_to=typed.quiet_to,
            quiet_days_off=typed.quiet_days_off,
            reason=reason,
            created_at=ctx.now,
            created_by=ctx.account_id,
        )


def _checked_rhythm(ctx: Context, typed: TypedRhythm) -> str:
    if typed.valid_from < ctx.today:
        raise InvalidInput(
            "VALID_FROM_PAST", "validFrom", "Pengaturan berlaku mulai hari ini atau sesudahnya."
        )
    for value, low, most, field in (
        (typed.late_days, 0, LONGEST_LATE, "lateDays"),
        (typed.early_days, typed.late_days, LONGEST_EARLY, "earlyDays"),
        (typed.escalate_days, 1, LONGEST_ESCALATE, "escalateDays"),
    ):
        if not low <= value <= most:
            raise InvalidInput("BAD_REMINDER_DAYS", field, f"Isi angka dari {low} sampai {most}.")
    if not (_is_time(typed.quiet_from) and _is_time(typed.quiet_to)):
        raise InvalidInput(
            "BAD_QUIET_TIME", "quietFrom", "Isi jam mulai dan jam selesai, dari 00.00 sampai 23.59."
        )
    return checked_reason(
        typed.reason, least=5, hint="Tuliskan alasan singkat, misalnya nomor surat edaran"
    )
