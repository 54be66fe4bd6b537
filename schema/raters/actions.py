"""The only writers of reports of a wrong rater: said by the employee, answered once by HR."""

from dataclasses import dataclass, replace
from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.access import line_of, require, require_employee
from schema.context import Context
from schema.errors import InvalidInput, NotAllowed, NotFound
from schema.events import HR, Change, change, employee_audience
from schema.models import Employee, RaterReport
from schema.people.actions import (
    EARLIEST,
    SetAlready,
    TypedLine,
    check_line,
    place_line_in,
    require_others_line,
)
from schema.people.imports import lock_imports
from schema.reads.rater_reports import heads_above, person_of_nip
from schema.rules.nip import Nip, read_nip
from schema.rules.permissions import Operation
from schema.rules.vocabulary import EventKind, RaterReportState
from schema.texts import checked_reason, checked_text

WORDS_MOST = 200
REASON_HINT = "Tuliskan apa yang tidak sesuai"
ANSWER_HINT = "Tuliskan jawaban yang dapat dipahami pegawai"


@dataclass(frozen=True, slots=True)
class TypedReport:
    """What an employee types: who it should be by id (a head of the own units) or by NIP, or in
    words; since when, if known; and why."""

    reason: str
    proposed_id: int | None = None
    proposed_nip: str = ""
    proposed_words: str = ""
    since: date | None = None


async def report_rater(ctx: Context, typed: TypedReport) -> int:
    """Say that the present rater is the wrong one; gives the report's id.

    Raises NotAllowed for an account without an employee, and InvalidInput: one is open already,
    the same person proposed, somebody who is no head of the own units, dates or words."""
    employee_id = require_employee(ctx.viewer)
    reason = checked_reason(typed.reason, hint=REASON_HINT)
    words = checked_text(
        typed.proposed_words.strip(),
        most=WORDS_MOST,
        field="proposedWords",
        code="WORDS_TOO_LONG",
        label="Keterangan",
    )
    _check_since(typed.since, ctx.today)
    proposed_id = await _proposed(ctx, employee_id, typed)
    async with change(ctx, "report_rater", f"employee:{employee_id}", reason) as opened:
        await _none_open(employee_id, opened.db)
        line = await line_of(employee_id, ctx.today, opened.db)
        if line is not None and line.rater_id == proposed_id:
            raise InvalidInput(
                "SAME_RATER", "proposed", "Orang ini sudah tercatat sebagai penilai Anda."
            )
        report = await RaterReport.create(
            using_db=opened.db,
            employee_id=employee_id,
            rater_id=line.rater_id if line else None,
            capacity=line.capacity if line else None,
            proposed_id=proposed_id,
            proposed_words=words,
            since=typed.since,
            reason=reason,
            reported_at=ctx.now,
        )
        opened.detail.update(report=report.id, proposed=proposed_id)
        _tell(opened, report)
    return report.id


async def withdraw_report(ctx: Context, report_id: int) -> int:
    """Take the own report back while nobody has answered it. Raises NotFound, InvalidInput."""
    employee_id = require_employee(ctx.viewer)
    async with change(ctx, "withdraw_rater_report", f"rater_report:{report_id}") as opened:
        report = await _locked(report_id, opened.db)
        if report.employee_id != employee_id:
            raise NotFound
        _require_open(report)
        report.state, report.resolved_at = RaterReportState.WITHDRAWN, ctx.now
        await report.save(using_db=opened.db)
        _tell(opened, report)
    return report.id


async def accept_report(ctx: Context, report_id: int, typed: TypedLine) -> int:
    """Answer a report with a new line; `typed.reason` is the answer. Gives the report's id.

    Line, following drafts, answer and events are one transaction. Raises what setting a line
    raises, and REPORT_RESOLVED when a colleague was quicker."""
    require(ctx.viewer, Operation.RESOLVE_RATER_REPORTS)
    answer = checked_reason(typed.reason, hint=ANSWER_HINT)
    subject = f"rater_report:{report_id}"
    async with change(ctx, "accept_rater_report", subject, answer) as opened:
        await lock_imports(opened.db)
        report = await _to_resolve(ctx, report_id, opened.db)
        line = replace(typed, employee_id=report.employee_id, reason=answer)
        check_line(line, ctx.today, worded=False)
        require_others_line(ctx.viewer, line)
        try:
            report.line_id = await place_line_in(opened, ctx.today, line)
        except SetAlready as known:  # a staff file was quicker: the report is answered by it
            report.line_id = known.line_id
        report.effective = typed.starts
        await _resolve(ctx, opened, report, RaterReportState.ACCEPTED, answer)
    return report.id


async def refuse_report(ctx: Context, report_id: int, reason: str) -> int:
    """Answer a report with a reason; the line stays. Raises NotAllowed, NotFound, InvalidInput."""
    require(ctx.viewer, Operation.RESOLVE_RATER_REPORTS)
    answer = checked_reason(reason, hint=ANSWER_HINT)
    subject = f"rater_report:{report_id}"
    async with change(ctx, "refuse_rater_report", subject, answer) as opened:
        report = await _to_resolve(ctx, report_id, opened.db)
        await _resolve(ctx, opened, report, RaterReportState.REFUSED, answer)
    return report.id


async def _proposed(ctx: Context, employee_id: int, typed: TypedReport) -> int | None:
    if typed.proposed_nip.strip():
        nip = read_nip(typed.proposed_nip, ctx.today)
        found = await person_of_nip(nip.digits, employee_id) if isinstance(nip, Nip) else None
        if found is None:
            raise InvalidInput(
                "NIP_UNKNOWN",
                "proposedNip",
                "Tidak ada pegawai aktif dengan NIP ini. Periksa angkanya, atau jelaskan dengan "
                "kata-kata.",
            )
        return found.id
    if typed.proposed_id is None:
        return None
    # Nobody learns names by counting through ids: only heads of the own units can be named so.
    if typed.proposed_id not in {it.id for it in await heads_above(employee_id, ctx.today)}:
        raise InvalidInput(
            "NOT_A_HEAD", "proposed", "Orang ini tidak memimpin unit Anda. Pakai NIP-nya."
        )
    return typed.proposed_id


def _check_since(since: date | None, today: date) -> None:
    if since is not None and not EARLIEST <= since <= today:
        raise InvalidInput(
            "DATE_OUT_OF_RANGE", "since", "Tanggal ini harus antara 1990 dan hari ini."
        )


async def _none_open(employee_id: int, db: BaseDBAsyncClient) -> None:
    # The employee's row is the lock: two taps of two phones make one report.
    await Employee.filter(id=employee_id).using_db(db).select_for_update().get()
    waiting = RaterReport.filter(employee_id=employee_id, state=RaterReportState.OPEN)
    if await waiting.using_db(db).exists():
        raise InvalidInput(
            "REPORT_OPEN",
            "reason",
            "Laporan Anda sebelumnya masih menunggu jawaban BKPSDM. Tarik dulu bila ingin "
            "mengubahnya.",
        )


async def _locked(report_id: int, db: BaseDBAsyncClient) -> RaterReport:
    query = RaterReport.filter(id=report_id).using_db(db).select_for_update()
    report = await query.get_or_none()
    if report is None:
        raise NotFound
    return report


async def _to_resolve(ctx: Context, report_id: int, db: BaseDBAsyncClient) -> RaterReport:
    report = await _locked(report_id, db)
    if report.employee_id == ctx.viewer.employee_id:
        raise NotAllowed("Laporan Anda sendiri diselesaikan oleh rekan BKPSDM yang lain.")
    _require_open(report)
    return report


def _require_open(report: RaterReport) -> None:
    if report.state is not RaterReportState.OPEN:
        raise InvalidInput(
            "REPORT_RESOLVED",
            "id",
            "Laporan ini sudah selesai. Muat ulang untuk melihat jawabannya.",
        )


async def _resolve(
    ctx: Context, opened: Change, report: RaterReport, state: RaterReportState, answer: str
) -> None:
    report.state, report.answer = state, answer
    report.resolved_at, report.resolved_by_id = ctx.now, ctx.account_id
    await report.save(using_db=opened.db)
    opened.detail.update(report=report.id, employee=report.employee_id)
    _tell(opened, report)


def _tell(opened: Change, report: RaterReport) -> None:
    for audience in (employee_audience(report.employee_id), HR):
        opened.tell(audience, EventKind.RATER_REPORT_CHANGED, report=report.id)
