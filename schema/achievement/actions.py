"""The only writer of what units achieved."""

from dataclasses import dataclass

from tortoise.exceptions import IntegrityError

from schema.access import open_period, require_employee, require_unit_superior
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import HR, Change, change, employee_audience
from schema.models import UnitAchievement
from schema.reads import leading
from schema.reads.achievements import unit_by_id
from schema.rules.reporting import judging_day
from schema.rules.vocabulary import Achievement, EventKind
from schema.rules.writing import can_be_kept

REASON_LEAST, TEXT_MOST = 10, 2000


@dataclass(frozen=True, slots=True)
class TypedAchievement:
    """What a superior sets; `seen` is the number this phone last saw, 0 for none."""

    unit_id: int
    period_id: int
    value: Achievement
    reason: str
    advice: str
    seen: int


async def set_achievement(ctx: Context, typed: TypedAchievement) -> int:
    """Set what a unit achieved in a period, as the next version; gives its number.

    Raises InvalidInput (also when somebody has set it meanwhile), NotFound, NotAllowed,
    NotYourUnit, PeriodClosed; then nothing changed and nobody was told."""
    reason, advice = _checked(typed)
    employee_id = require_employee(ctx.viewer)
    period = await open_period(typed.period_id, ctx.today)
    if await unit_by_id(typed.unit_id) is None:
        raise NotFound
    day = judging_day(period.starts, period.ends, ctx.today)
    superior = await leading.above(typed.unit_id, day)
    require_unit_superior(ctx.viewer, typed.unit_id, superior.employee_id if superior else None)
    assert superior is not None  # noqa: S101  # the gate let the viewer through as this superior
    leader = (await leading.leaders([typed.unit_id], day)).get(typed.unit_id)
    subject = f"unit:{typed.unit_id}"
    try:
        async with change(ctx, "set_achievement", subject, reason) as opened:
            before = await _current(typed, opened)
            number = (before.number if before else 0) + 1
            await UnitAchievement.create(
                using_db=opened.db,
                unit_id=typed.unit_id,
                period_id=typed.period_id,
                number=number,
                value=typed.value,
                reason=reason,
                advice=advice,
                set_by_id=employee_id,
                capacity=superior.capacity,
                set_at=ctx.now,
            )
            opened.detail.update(
                period=typed.period_id,
                number=number,
                before=before.value if before else "",
                after=typed.value,
            )
            _tell(opened, typed, {employee_id, leader} - {None})
    except IntegrityError:  # the other phone was a moment quicker
        raise _meanwhile() from None
    return number


async def _current(typed: TypedAchievement, opened: Change) -> UnitAchievement | None:
    """What holds so far, no longer current from here on. Raises InvalidInput when it is newer."""
    known = UnitAchievement.filter(unit_id=typed.unit_id, period_id=typed.period_id, current=True)
    before = await known.using_db(opened.db).select_for_update().get_or_none()
    if (before.number if before else 0) != typed.seen:
        raise _meanwhile()
    if before is not None:
        await known.using_db(opened.db).update(current=False)
    return before


def _meanwhile() -> InvalidInput:
    return InvalidInput(
        "CHANGED_MEANWHILE",
        "seen",
        "Capaian unit ini baru saja ditetapkan dari perangkat lain. Ketikan Anda tetap ada: "
        "lihat yang baru, lalu tetapkan lagi bila perlu.",
    )


def _tell(opened: Change, typed: TypedAchievement, people: set[int | None]) -> None:
    ids = {"unit": typed.unit_id, "period": typed.period_id}
    for person in people:
        if person is not None:
            opened.tell(employee_audience(person), EventKind.ACHIEVEMENT_CHANGED, **ids)
    opened.tell(HR, EventKind.ACHIEVEMENT_CHANGED, **ids)


def _checked(typed: TypedAchievement) -> tuple[str, str]:
    reason, advice = typed.reason.strip(), typed.advice.strip()
    for name, text in (("reason", reason), ("advice", advice)):
        if not can_be_kept(text):
            raise InvalidInput("BAD_CHARACTER", name, "Isian memuat karakter yang tidak dikenal.")
        if len(text) > TEXT_MOST:
            raise InvalidInput(
                "REASON_TOO_LONG",
                name,
                f"Isian terlalu panjang: {len(text)} huruf, paling banyak {TEXT_MOST}.",
            )
    if len(reason) < REASON_LEAST:
        raise InvalidInput(
            "REASON_TOO_SHORT",
            "reason",
            f"Tuliskan dasar capaian ini, sedikitnya {REASON_LEAST} huruf: dibaca semua pegawai "
            "unit itu.",
        )
    return reason, advice
