"""Words left by whoever rated a person for a part of a period that somebody else gives."""

from tortoise.exceptions import IntegrityError

from schema.access import require_employee
from schema.context import Context
from schema.errors import InvalidInput, NotFound, NotYourTeam
from schema.events import change, employee_audience
from schema.models import Handover, Period
from schema.reads.stints import parts_of_person
from schema.rules.stints import Days, Stint, part_of
from schema.rules.vocabulary import EventKind
from schema.texts import checked_text

NOTE_LEAST, NOTE_MOST = 10, 2000


async def give_handover(ctx: Context, employee_id: int, period_id: int, note: str) -> None:
    """Leave a note for who gives the evaluation; once, and it stays as it is.

    Raises NotYourTeam for who did not rate the person in that period or gives the evaluation,
    NotFound, and InvalidInput: words, given already, a closed period."""
    rater_id = require_employee(ctx.viewer)
    text = _checked(note)
    period = await Period.get_or_none(id=period_id)
    if period is None:
        raise NotFound
    if period.closes < ctx.today:
        raise InvalidInput(
            "PERIOD_OVER", "periodId", "Periode ini sudah ditutup, jadi tidak ada yang ditambahkan."
        )
    days = Days(period.starts, period.ends)
    judge = _judge(await parts_of_person(employee_id, days, ctx.today), rater_id)
    if judge is None:
        raise NotYourTeam(employee_id)
    try:
        async with change(ctx, "give_handover", f"employee:{employee_id}") as opened:
            await Handover.create(
                using_db=opened.db,
                employee_id=employee_id,
                period_id=period_id,
                rater_id=rater_id,
                note=text,
                given_at=ctx.now,
            )
            opened.detail.update(period=period_id, to=judge)
            for who in (rater_id, judge):
                opened.tell(employee_audience(who), EventKind.STAFF_CHANGED, employee=employee_id)
    except IntegrityError:
        raise InvalidInput(
            "HANDOVER_GIVEN", "note", "Catatan serah terima untuk pegawai ini sudah Anda kirim."
        ) from None


def _judge(parts: list[Stint], rater_id: int) -> int | None:
    """Who gives the evaluation of the part that this rater saw, None when that is nobody else."""
    if part_of(parts, rater_id) is not None:
        return None
    for part in parts:
        if part.line and any(share.rater_id == rater_id for share in part.former):
            return part.line.rater_id
    return None


def _checked(note: str) -> str:
    text = note.strip()
    if len(text) < NOTE_LEAST:
        raise InvalidInput(
            "NOTE_TOO_SHORT",
            "note",
            f"Tuliskan apa yang Anda lihat pada masa itu, sedikitnya {NOTE_LEAST} huruf.",
        )
    return checked_text(text, most=NOTE_MOST, field="note", code="NOTE_TOO_LONG", label="Catatan")
