"""Changes of the reporting line by hand: from a day on, somebody else rates."""

from dataclasses import dataclass
from datetime import date, timedelta

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.access import require, require_not_about_self
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import Change, change, employee_audience
from schema.models import Employee, Period, ReportingLine
from schema.people.following import PeriodEffect, effects_of, record
from schema.people.imports import lock_imports
from schema.reads.sql import default_db
from schema.rules.permissions import Operation
from schema.rules.reporting import (
    Cycle,
    Line,
    Placement,
    find_cycles,
    first_free_day,
    place_line,
    spans_of,
    with_line,
)
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import Capacity, EventKind, LegalStanding
from schema.rules.writing import can_be_kept

SHORTEST_REASON, LONGEST_REASON = 5, 500
AT_MOST_AHEAD = timedelta(days=366)
EARLIEST = date(1990, 1, 1)  # as for a staff file


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A reporting line as HR gives it; `ends` is its last day, None while it runs."""

    employee_id: int
    rater_id: int
    capacity: Capacity
    starts: date
    ends: date | None
    reason: str


async def set_reporting_line(ctx: Context, typed: TypedLine) -> int:
    """Let somebody be the pejabat penilai of an employee from a day on; gives the line's id.

    History is not rewritten: the line that runs (of the same capacity) ends the day before. What
    is set already is not set twice. Raises NotAllowed (also for a line of the viewer's own),
    NotFound, and InvalidInput: self, a ring of raters, a closed period, a later line in the way,
    dates or reason that will not do."""
    require(ctx.viewer, Operation.SET_REPORTING_LINE)
    check_line(typed, ctx.today)
    require_others_line(ctx.viewer, typed)
    subject = f"employee:{typed.employee_id}"
    try:
        async with change(ctx, "set_reporting_line", subject, typed.reason.strip()) as opened:
            await lock_imports(opened.db)
            return await place_line_in(opened, ctx.today, typed)
    except SetAlready as known:
        return known.line_id  # nothing was written, so there is nothing to record


class SetAlready(Exception):  # a fact, not a program error
    """Exactly this line stands already: raised inside a change, which then leaves nothing."""

    def __init__(self, line_id: int) -> None:
        self.line_id = line_id
        super().__init__()


async def place_line_in(opened: Change, today: date, typed: TypedLine) -> int:
    """Place a checked line inside the caller's change, which holds `lock_imports`; gives its id.

    Drafts of periods that are not closed follow (following.py). Raises SetAlready, NotFound and
    InvalidInput as `set_reporting_line` says."""
    if (known := await _same(typed, opened.db)) is not None:
        raise SetAlready(known.id)
    employee, rater = await _both(typed, opened.db)
    await _check_closed(typed, today, opened.db)
    lines = await ReportingLine.filter(employee_id=employee.id).using_db(opened.db).order_by("id")
    await _check_rings(typed, lines, opened.db)
    after = with_line(lines, typed.rater_id, typed.capacity, typed.starts, typed.ends)
    effects = await effects_of(employee.id, after, today, opened.db, lock=True)
    line_id = await _place(opened, typed, lines, rater)
    record(opened, employee.id, effects)
    return line_id


async def preview_line(ctx: Context, typed: TypedLine) -> list[PeriodEffect]:
    """What would follow from a line, without writing anything; refuses as the setting would."""
    require(ctx.viewer, Operation.SET_REPORTING_LINE)
    check_line(typed, ctx.today, worded=False)
    require_others_line(ctx.viewer, typed)
    db = default_db()
    employee, _ = await _both(typed, db)
    await _check_closed(typed, ctx.today, db)
    lines = await ReportingLine.filter(employee_id=employee.id).order_by("id")
    await _check_rings(typed, lines, db)
    same = [it for it in lines if it.capacity is typed.capacity]
    _check_later(typed, place_line(same, typed.starts, typed.ends))
    after = with_line(lines, typed.rater_id, typed.capacity, typed.starts, typed.ends)
    return await effects_of(employee.id, after, ctx.today)


async def _same(typed: TypedLine, db: BaseDBAsyncClient) -> ReportingLine | None:
    same = ReportingLine.filter(
        employee_id=typed.employee_id,
        rater_id=typed.rater_id,
        capacity=typed.capacity,
        starts=typed.starts,
        ends=typed.ends,
    )
    return await same.using_db(db).first()


async def _place(
    opened: Change, typed: TypedLine, lines: list[ReportingLine], rater: Employee
) -> int:
    same = [it for it in lines if it.capacity is typed.capacity]
    placed = place_line(same, typed.starts, typed.ends)
    _check_later(typed, placed)
    ended = [
        {"line": line.id, "was": f"{line.ends or ''}", "last": f"{last}"}
        for line, last in placed.ended
    ]
    for line, last in placed.ended:
        line.ends = last
        await line.save(using_db=opened.db, update_fields=["ends"])
    made = await ReportingLine.create(
        using_db=opened.db,
        employee_id=typed.employee_id,
        rater_id=rater.id,
        capacity=typed.capacity,
        starts=typed.starts,
        ends=typed.ends,
    )
    opened.detail |= {
        "line": made.id,
        "rater": rater.id,
        "capacity": typed.capacity,
        "starts": f"{typed.starts}",
        "ends": f"{typed.ends or ''}",
        "ended": ended,
    }
    for who in {typed.employee_id, rater.id, *(line.rater_id for line, _ in placed.ended)}:
        opened.tell(employee_audience(who), EventKind.STAFF_CHANGED, employee=typed.employee_id)
    return made.id


def _check_later(typed: TypedLine, placed: Placement[ReportingLine]) -> None:
    if placed.ends != typed.ends:
        raise _wrong(
            "LATER_LINE_EXISTS",
            "starts",
            f"Sudah ada penilai {typed.capacity.capitalize()} yang ditetapkan mulai "
            f"{placed.ends + timedelta(days=1):%d-%m-%Y}. Batasi tanggal akhirnya."
            if placed.ends
            else "Sudah ada penilai yang ditetapkan sesudahnya.",
        )


async def _both(typed: TypedLine, db: BaseDBAsyncClient) -> tuple[Employee, Employee]:
    people = await Employee.filter(id__in=[typed.employee_id, typed.rater_id]).using_db(db)
    by_id = {it.id: it for it in people}
    if typed.employee_id not in by_id or typed.rater_id not in by_id:
        raise NotFound("Pegawai atau penilai ini tidak ditemukan.")
    employee, rater = by_id[typed.employee_id], by_id[typed.rater_id]
    for person, field in ((employee, "employeeId"), (rater, "raterId")):
        if person.standing is not LegalStanding.ACTIVE:
            raise _wrong("NOT_ACTIVE", field, f"{person.name} tidak berkedudukan hukum aktif.")
    return employee, rater


def require_others_line(viewer: Viewer, typed: TypedLine) -> None:
    """Return when the line is of two other people, else NotAllowed.

    Nobody chooses the own rater, nor takes the right to read somebody's results."""
    message = "Garis penilaian yang menyangkut Anda sendiri ditetapkan oleh rekan BKPSDM yang lain."
    require_not_about_self(viewer, message, typed.employee_id, typed.rater_id)


def check_line(typed: TypedLine, today: date, *, worded: bool = True) -> None:
    """Return when the line, and with `worded` its reason, makes sense; else raise InvalidInput."""
    if typed.employee_id == typed.rater_id:
        raise _wrong("SELF_RATING", "raterId", "Pegawai tidak boleh menilai dirinya sendiri.")
    if typed.ends is not None and typed.ends < typed.starts:
        raise _wrong("ENDS_BEFORE_START", "ends", "Tanggal akhir mendahului tanggal mulai.")
    if not EARLIEST <= typed.starts <= today + AT_MOST_AHEAD:
        raise _wrong(
            "DATE_OUT_OF_RANGE",
            "starts",
            "Tanggal mulai harus antara 1990 dan satu tahun dari sekarang.",
        )
    if worded:
        _check_reason(typed)


def _check_reason(typed: TypedLine) -> None:
    if not can_be_kept(typed.reason):
        raise _wrong("BAD_CHARACTER", "reason", "Alasan memuat karakter yang tidak dikenal.")
    if not SHORTEST_REASON <= len(typed.reason.strip()) <= LONGEST_REASON:
        raise _wrong(
            "REASON_REQUIRED",
            "reason",
            f"Tulis alasannya, {SHORTEST_REASON} sampai {LONGEST_REASON} huruf.",
        )


async def _check_closed(typed: TypedLine, today: date, db: BaseDBAsyncClient) -> None:
    closed = await Period.filter(closes__lt=today).using_db(db)
    free = first_free_day(period.ends for period in closed)
    if typed.starts < free:
        raise _wrong(
            "CLOSED_PERIOD",
            "starts",
            f"Tanggal ini jatuh di periode yang sudah ditutup. Paling awal {free:%d-%m-%Y}.",
        )


async def _check_rings(typed: TypedLine, lines: list[ReportingLine], db: BaseDBAsyncClient) -> None:
    after = await _lines_above(typed.rater_id, db)
    after[typed.employee_id] = with_line(
        lines, typed.rater_id, typed.capacity, typed.starts, typed.ends
    )
    for ring in find_cycles({who: spans_of(known) for who, known in after.items()}):
        if typed.employee_id in ring.members and ring.ends >= typed.starts:
            raise _wrong("REPORTING_CYCLE", "raterId", await _ring_words(ring, typed, db))


async def _ring_words(ring: Cycle, typed: TypedLine, db: BaseDBAsyncClient) -> str:
    at = ring.members.index(typed.employee_id)
    members = [*ring.members[at:], *ring.members[:at]]
    names = {it.id: it.name for it in await Employee.filter(id__in=members).using_db(db)}
    chain = " → ".join(names[who] for who in [*members, members[0]])
    return f"Garis penilaian akan berputar: {chain}."


async def _lines_above(employee_id: int, db: BaseDBAsyncClient) -> dict[int, list[Line]]:
    """Lines of an employee and of everybody above, level by level."""
    found: dict[int, list[Line]] = {}
    wanted = {employee_id}
    while wanted:
        found |= {who: [] for who in wanted}
        for it in await ReportingLine.filter(employee_id__in=sorted(wanted)).using_db(db):
            found[it.employee_id].append(Line(it.rater_id, it.capacity, it.starts, it.ends))
        wanted = {line.rater_id for who in wanted for line in found[who]} - found.keys()
    return found


def _wrong(code: str, field: str, message: str) -> InvalidInput:
    return InvalidInput(code, field, message)
