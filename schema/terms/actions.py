"""The only writers of terms, of the calendar and of working weeks: rows are added, none changes."""

from dataclasses import dataclass
from datetime import date

from schema.access import require
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import ALL, change
from schema.models import CalendarDay, TermSetting, WorkingWeek, WorkUnit
from schema.reference.holidays import LAST_YEAR
from schema.rules.marked import RuleMark
from schema.rules.permissions import Operation
from schema.rules.vocabulary import DayKind, EventKind, TermKey
from schema.rules.working_days import FIVE_DAYS, SIX_DAYS
from schema.texts import checked_reason, checked_text

MOST_DAYS = 90  # of a term: longer would outlast the next evaluation
NAME_MOST, SOURCE_MOST = 120, 200
HINT = "Tuliskan dasar perubahan, misalnya nomor surat edaran atau SKB"


@dataclass(frozen=True, slots=True)
class TypedTerm:
    """A term as HR fills it in."""

    key: TermKey
    days: int
    day_kind: DayKind
    valid_from: date
    source: str
    mark: RuleMark
    reason: str


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day made off, or a working day again."""

    day: date
    off: bool
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class TypedWeek:
    """How many days a week a unit works from a day on."""

    unit_id: int
    days: int
    starts: date
    reason: str


async def save_term(ctx: Context, typed: TypedTerm) -> None:
    """Add a dated term: it holds for what starts from `valid_from` on, running terms stay.

    Raises NotAllowed, InvalidInput."""
    require(ctx.viewer, Operation.SAVE_TERMS)
    reason = check_term(typed, ctx.today)
    async with change(ctx, "save_term", f"term:{typed.key}", reason) as opened:
        row = await TermSetting.create(
            using_db=opened.db,
            key=typed.key,
            days=typed.days,
            day_kind=typed.day_kind,
            valid_from=typed.valid_from,
            source=typed.source.strip(),
            mark=typed.mark,
            reason=reason,
            created_at=ctx.now,
            created_by=ctx.account_id,
        )
        opened.detail.update(id=row.id, days=typed.days, valid_from=str(typed.valid_from))
        opened.tell(ALL, EventKind.TERMS_CHANGED)


async def save_calendar_day(ctx: Context, typed: TypedDay) -> None:
    """Make a day off, or a working day again. Running terms are lengthened by it, never shortened.

    That happens beside the request (schema/objection/background.py). Raises NotAllowed,
    InvalidInput."""
    require(ctx.viewer, Operation.SAVE_TERMS)
    reason = check_day(typed, ctx.today)
    async with change(ctx, "save_calendar_day", f"calendar:{typed.day}", reason) as opened:
        await CalendarDay.create(
            using_db=opened.db,
            day=typed.day,
            off=typed.off,
            name=typed.name.strip(),
            reason=reason,
            created_at=ctx.now,
            created_by=ctx.account_id,
            applied_at=None if typed.off else ctx.now,  # a working day more lengthens nothing
        )
        opened.detail.update(off=typed.off, name=typed.name.strip())
        opened.tell(ALL, EventKind.TERMS_CHANGED)


async def save_working_week(ctx: Context, typed: TypedWeek) -> None:
    """Give a unit, and those below it, a week of five or six working days from a day on.

    Raises NotAllowed, NotFound, InvalidInput."""
    require(ctx.viewer, Operation.SAVE_TERMS)
    reason = checked_reason(typed.reason, hint=HINT)
    if typed.days not in (FIVE_DAYS, SIX_DAYS):
        raise InvalidInput("BAD_WEEK", "days", "Minggu kerja adalah lima atau enam hari.")
    _not_past(typed.starts, "starts", ctx.today)
    async with change(ctx, "save_working_week", f"work_unit:{typed.unit_id}", reason) as opened:
        if not await WorkUnit.exists(id=typed.unit_id, using_db=opened.db):
            raise NotFound
        await WorkingWeek.create(
            using_db=opened.db,
            unit_id=typed.unit_id,
            days=typed.days,
            starts=typed.starts,
            reason=reason,
            created_at=ctx.now,
            created_by=ctx.account_id,
        )
        opened.detail.update(days=typed.days, starts=str(typed.starts))
        opened.tell(ALL, EventKind.TERMS_CHANGED)


def check_term(typed: TypedTerm, today: date) -> str:
    """The reason of a term that can be saved; else InvalidInput."""
    if not 1 <= typed.days <= MOST_DAYS:
        raise InvalidInput("BAD_DAYS", "days", f"Lama tenggat harus 1 sampai {MOST_DAYS} hari.")
    _not_past(typed.valid_from, "validFrom", today)
    if not typed.source.strip():
        raise InvalidInput("SOURCE_MISSING", "source", "Sebutkan sumber aturannya.")
    checked_text(
        typed.source, most=SOURCE_MOST, field="source", code="SOURCE_TOO_LONG", label="Sumber"
    )
    return checked_reason(typed.reason, hint=HINT)


def check_day(typed: TypedDay, today: date) -> str:
    """The reason of a change of the calendar that can be saved; else InvalidInput."""
    _not_past(typed.day, "day", today)
    if typed.off and not typed.name.strip():
        raise InvalidInput("NAME_MISSING", "name", "Sebutkan nama hari liburnya.")
    checked_text(
        typed.name, most=NAME_MOST, field="name", code="NAME_TOO_LONG", label="Nama hari libur"
    )
    return checked_reason(typed.reason, hint=HINT)


def _not_past(day: date, field: str, today: date) -> None:
    if day < today:
        raise InvalidInput(
            "DATE_PAST", field, "Tanggal sudah lewat. Perubahan berlaku mulai hari ini atau nanti."
        )
    if day.year > LAST_YEAR:
        raise InvalidInput("DATE_TOO_FAR", field, f"Tahun paling jauh {LAST_YEAR}.")
