"""Days away, recorded by HR: by what title and by which letter, never why somebody was ill."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tortoise.expressions import Q

from schema.access import line_of, require, require_not_about_self
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import Change, change, employee_audience
from schema.models import Absence, Employee
from schema.rules.permissions import Operation
from schema.rules.vocabulary import AbsenceKind, EventKind

EARLIEST = date(1990, 1, 1)
OWN_DAYS = "Hari-hari Anda sendiri dicatat oleh rekan BKPSDM yang lain."
AT_MOST_AHEAD = timedelta(days=366)
# The number of a letter: without digits it is no number but a story, which is not kept.
LETTER = re.compile(r"(?=.*\d)[A-Za-z0-9./() -]{3,60}")


@dataclass(frozen=True, slots=True)
class TypedAbsence:
    """Days away as HR gives them; `ends` is the last day, None while it is not known."""

    employee_id: int
    kind: AbsenceKind
    starts: date
    ends: date | None
    letter: str


async def record_absence(ctx: Context, typed: TypedAbsence) -> int:
    """Put days away on record; gives their id. Evaluations of those days follow by themselves.

    Raises NotAllowed, NotFound, and InvalidInput: dates, a leave without a last day, no number of
    a letter, days that are on record already."""
    require(ctx.viewer, Operation.RECORD_ABSENCE)
    require_not_about_self(ctx.viewer, OWN_DAYS, typed.employee_id)
    letter = _checked(typed, ctx.today)
    subject = f"employee:{typed.employee_id}"
    async with change(ctx, "record_absence", subject, letter) as opened:
        # The employee's row is the lock: the same letter twice is one absence.
        people = Employee.filter(id=typed.employee_id).using_db(opened.db)
        if await people.select_for_update().get_or_none() is None:
            raise NotFound
        await _require_free(opened, typed)
        made = await Absence.create(
            using_db=opened.db,
            employee_id=typed.employee_id,
            kind=typed.kind,
            starts=typed.starts,
            ends=typed.ends,
            letter=letter,
            recorded_at=ctx.now,
        )
        opened.detail.update(absence=made.id, kind=typed.kind, starts=str(typed.starts))
        opened.detail["ends"] = str(typed.ends or "")
        await _tell(ctx, opened, typed.employee_id)
    return made.id


async def end_absence(ctx: Context, absence_id: int, ends: date, letter: str) -> int:
    """Say which day was the last one; the day before the first one takes it back. Gives the id.

    Raises NotAllowed, NotFound, InvalidInput."""
    require(ctx.viewer, Operation.RECORD_ABSENCE)
    number = _letter(letter)
    async with change(ctx, "end_absence", f"absence:{absence_id}", number) as opened:
        query = Absence.filter(id=absence_id).using_db(opened.db).select_for_update()
        row = await query.get_or_none()
        if row is None:
            raise NotFound
        require_not_about_self(ctx.viewer, OWN_DAYS, row.employee_id)
        if not row.starts - timedelta(days=1) <= ends <= ctx.today + AT_MOST_AHEAD:
            raise _wrong("DATE_OUT_OF_RANGE", "ends", "Tanggal akhir tidak masuk akal.")
        opened.detail.update(was=str(row.ends or ""), ends=str(ends), employee=row.employee_id)
        row.ends = ends
        await row.save(using_db=opened.db, update_fields=["ends"])
        await _tell(ctx, opened, row.employee_id)
    return row.id


def _checked(typed: TypedAbsence, today: date) -> str:
    if not EARLIEST <= typed.starts <= today + AT_MOST_AHEAD:
        raise _wrong(
            "DATE_OUT_OF_RANGE",
            "starts",
            "Tanggal mulai harus antara 1990 dan satu tahun dari sekarang.",
        )
    if typed.ends is not None and typed.ends < typed.starts:
        raise _wrong("ENDS_BEFORE_START", "ends", "Tanggal akhir mendahului tanggal mulai.")
    if typed.kind is AbsenceKind.CUTI_SAH and typed.ends is None:
        raise _wrong("LEAVE_NEEDS_END", "ends", "Cuti memerlukan tanggal akhir.")
    return _letter(typed.letter)


def _letter(given: str) -> str:
    letter = " ".join(given.split())
    if not LETTER.fullmatch(letter):
        raise _wrong(
            "LETTER_NUMBER",
            "letter",
            "Tulis nomor suratnya saja (huruf, angka, dan tanda hubung). "
            "Alasan sakit tidak disimpan.",
        )
    return letter


async def _require_free(opened: Change, typed: TypedAbsence) -> None:
    known = Absence.filter(Q(ends=None) | Q(ends__gte=typed.starts), employee_id=typed.employee_id)
    if typed.ends is not None:
        known = known.filter(starts__lte=typed.ends)
    for row in await known.using_db(opened.db):
        if row.ends is None or row.ends >= row.starts:
            raise _wrong(
                "ABSENCE_OVERLAPS",
                "starts",
                f"Sudah tercatat tidak bertugas mulai {row.starts:%d-%m-%Y}. Akhiri dulu yang itu.",
            )


async def _tell(ctx: Context, opened: Change, employee_id: int) -> None:
    line = await line_of(employee_id, ctx.today, opened.db)
    for who in {employee_id, *([line.rater_id] if line else [])}:
        opened.tell(employee_audience(who), EventKind.STAFF_CHANGED, employee=employee_id)


def _wrong(code: str, field: str, message: str) -> InvalidInput:
    return InvalidInput(code, field, message)
