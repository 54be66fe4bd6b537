"""The only writer of periods."""

from dataclasses import dataclass
from datetime import date, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from schema.access import require
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import ALL, change
from schema.models import Period
from schema.reference.rulebook import predikat_rules
from schema.rules.period import period_days
from schema.rules.permissions import Operation
from schema.rules.vocabulary import EventKind, PeriodKind
from schema.texts import checked_reason

LONGEST_WINDOW = timedelta(days=180)
FIRST_YEAR, LAST_YEAR = 2022, 2100  # PermenPANRB 6/2022 begins in 2022
REASON_LEAST = 5  # "SE 3/2023" says enough


@dataclass(frozen=True, slots=True)
class TypedPeriod:
    """A period as HR fills it in; `period_id` None makes a new one."""

    period_id: int | None
    kind: PeriodKind
    year: int
    number: int
    opens: date
    closes: date
    reason: str


async def save_period(ctx: Context, typed: TypedPeriod) -> int:
    """Make a period or move its rating window; gives its id.

    What a period is (kind, year, number) never changes once it exists. Raises NotAllowed,
    NotFound, InvalidInput."""
    require(ctx.viewer, Operation.SAVE_PERIOD)
    starts, ends = _checked(typed)
    try:
        return await _save(ctx, typed, starts, ends)
    except IntegrityError:  # somebody else made it in the same moment
        raise _exists() from None


async def _save(ctx: Context, typed: TypedPeriod, starts: date, ends: date) -> int:
    subject = f"period:{typed.kind}-{typed.year}-{typed.number}"
    async with change(ctx, "save_period", subject, typed.reason.strip()) as opened:
        period = await _found(typed, opened.db)
        before = {"opens": str(period.opens), "closes": str(period.closes)} if period.id else {}
        period.starts, period.ends = starts, ends
        period.opens, period.closes = typed.opens, typed.closes
        await period.save(using_db=opened.db)
        opened.detail.update(
            before=before, after={"opens": str(typed.opens), "closes": str(typed.closes)}
        )
        opened.tell(ALL, EventKind.PERIODS_CHANGED, period=period.id)
    return period.id


async def _found(typed: TypedPeriod, db: BaseDBAsyncClient) -> Period:
    """The period to change, locked so that the journal says what really stood before."""
    known = Period.filter(kind=typed.kind, year=typed.year, number=typed.number).using_db(db)
    same = await known.select_for_update().get_or_none()
    if typed.period_id is None:
        if same is not None:
            raise _exists()
        return Period(kind=typed.kind, year=typed.year, number=typed.number)
    if same is not None and same.id == typed.period_id:
        return same
    if not await Period.exists(id=typed.period_id, using_db=db):
        raise NotFound
    raise InvalidInput(
        "PERIOD_FIXED", "number", "Jenis, tahun, dan nomor periode tidak dapat diubah."
    )


def _exists() -> InvalidInput:
    return InvalidInput("PERIOD_EXISTS", "number", "Periode ini sudah ada. Ubah yang sudah ada.")


def _checked(typed: TypedPeriod) -> tuple[date, date]:
    if not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise InvalidInput("BAD_YEAR", "year", f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}.")
    try:
        starts, ends = period_days(typed.kind, typed.year, typed.number)
    except ValueError as error:
        raise InvalidInput("BAD_NUMBER", "number", "Nomor periode tidak ada.") from error
    if not any(rule.valid_from <= ends for rule in predikat_rules()):
        raise InvalidInput("NO_RULE_YET", "year", "Belum ada aturan predikat pada periode ini.")
    if typed.opens < starts:
        raise InvalidInput(
            "OPENS_TOO_EARLY", "opens", "Penilaian tidak dapat dibuka sebelum periode dimulai."
        )
    if typed.closes < typed.opens:
        raise InvalidInput(
            "CLOSES_BEFORE_OPENS", "closes", "Tanggal tutup harus sama dengan atau setelah buka."
        )
    if typed.closes - typed.opens > LONGEST_WINDOW:
        raise InvalidInput(
            "WINDOW_TOO_LONG", "closes", f"Masa penilaian paling lama {LONGEST_WINDOW.days} hari."
        )
    checked_reason(
        typed.reason,
        least=REASON_LEAST,
        hint="Tuliskan alasan singkat, misalnya nomor surat edaran",
    )
    return starts, ends
