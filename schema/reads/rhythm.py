"""How the regency reminds, and how each person wants to be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.models import ReminderChoice, RhythmSetting
from schema.reference.rhythm import default_rhythms
from schema.rules.due import Quiet, Rhythm, rhythm_on


@dataclass(slots=True)
class RhythmRow:
    """A dated setting; `from_hr` tells it from the product's own."""

    valid_from: date
    early_days: int
    late_days: int
    escalate_days: int
    quiet_from: int
    quiet_to: int
    quiet_days_off: bool
    from_hr: bool
    reason: str


async def known_rhythms(db: BaseDBAsyncClient | None = None) -> tuple[Rhythm, ...]:
    """Every dated setting, the product's first. HR changes it a few times in its life."""
    rows = await RhythmSetting.all().using_db(db).order_by("id")
    return default_rhythms() + tuple(
        Rhythm(
            row.valid_from,
            row.early_days,
            row.late_days,
            row.escalate_days,
            row.quiet_from,
            row.quiet_to,
            row.quiet_days_off,
            row.id,
        )
        for row in rows
    )


async def rhythm_of(day: date, db: BaseDBAsyncClient | None = None) -> Rhythm:
    """The setting that holds on `day`."""
    return rhythm_on(await known_rhythms(db), day)


async def rhythm_rows() -> list[RhythmRow]:
    """Every setting, the newest first, at most 50 of HR's."""
    rows = await RhythmSetting.all().order_by("-id").limit(50)
    shown = [
        RhythmRow(
            row.valid_from,
            row.early_days,
            row.late_days,
            row.escalate_days,
            row.quiet_from,
            row.quiet_to,
            row.quiet_days_off,
            True,
            row.reason,
        )
        for row in rows
    ]
    for known in default_rhythms():
        shown.append(
            RhythmRow(
                known.valid_from,
                known.early_days,
                known.late_days,
                known.escalate_days,
                known.quiet_from,
                known.quiet_to,
                known.quiet_days_off,
                False,
                "",
            )
        )
    return shown


def quiet_of(choice: ReminderChoice | None, rhythm: Rhythm) -> Quiet:
    """When somebody is not disturbed: the own choice where there is one, else the regency's."""
    own = choice
    return Quiet(
        rhythm.quiet_from if own is None or own.quiet_from is None else own.quiet_from,
        rhythm.quiet_to if own is None or own.quiet_to is None else own.quiet_to,
        rhythm.quiet_days_off if own is None or own.quiet_days_off is None else own.quiet_days_off,
    )


async def choices_of(
    ids: Sequence[int], db: BaseDBAsyncClient | None = None
) -> dict[int, ReminderChoice]:
    """How these people want to be reached; nobody who never chose."""
    rows = await ReminderChoice.filter(employee_id__in=list(ids)).using_db(db)
    return {row.employee_id: row for row in rows}
