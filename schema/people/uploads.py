"""A staff file from the page: checked beside the request, shown, then confirmed or discarded.

Rows wait in the database, so that any process can go on with them, and leave it when they are not
needed any more. While a process works on a file it says so every few seconds; a file whose process
died is FAILED, and nothing of it was written."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from tortoise.connection import get_connection
from tortoise.expressions import Q

from schema.access import require
from schema.context import Context, wake_nobody
from schema.errors import ImportNotReady, InvalidInput, NotFound, outline_of
from schema.events import HR, Change, Wake, change
from schema.models import StaffImport, StaffImportFinding, StaffImportRow
from schema.people import background
from schema.people.importing.file import (
    StaffFile,
    all_findings,
    lines_of,
    plan_for,
    read_file,
    refused_count,
)
from schema.people.importing.findings import FileRefused, Finding
from schema.people.importing.plan import Plan
from schema.people.importing.rows import StaffRow
from schema.people.importing.save import Saver
from schema.people.importing.snapshot import chunks
from schema.people.imports import lock_imports
from schema.rules.permissions import Operation
from schema.rules.vocabulary import EventKind, ImportState

ALIVE_EVERY = 10.0  # seconds between two signs of life
DEAD_AFTER = timedelta(minutes=2)  # without a sign of life the process is taken for dead
KEPT = timedelta(days=30)  # refused rows and findings; then only the counts stay
AT_MOST_AHEAD = timedelta(days=366)
WORKING = (ImportState.CHECKING, ImportState.IMPORTING)
CHECKED_AT_ONCE = 2  # files; the others wait, and say that they live
STORED_TOGETHER = 250  # rows of one INSERT

log = logging.getLogger("adil.people")

INTERRUPTED = (
    "Server berhenti saat berkas ini dikerjakan. Tidak ada data pegawai yang diubah. "
    "Silakan unggah sekali lagi."
)
FAULT = (
    "Berkas ini tidak dapat diproses karena gangguan pada sistem. Tidak ada data pegawai yang "
    "diubah. Coba lagi; bila tetap gagal, hubungi pengelola sistem."
)
MOVED = (
    "Data pegawai berubah sejak pratinjau, sehingga {count} baris sekarang mengandung kesalahan. "
    "Tidak ada yang diubah. Unggah berkas sekali lagi untuk melihat pratinjau terbaru."
)


async def start_import(
    ctx: Context, path: Path, name: str, digest: str, effective: date, sheet: str = ""
) -> int:
    """Take a file and check it beside the request; gives the id of the import.

    The file at `path` belongs to this function from here on, which removes it. Raises NotAllowed
    and InvalidInput; then the file is removed too."""
    try:
        require(ctx.viewer, Operation.IMPORT_STAFF)
        _check_date(effective, ctx.today)
        async with change(ctx, "upload_staff_file", "staff_import", name) as opened:
            row = await StaffImport.create(
                using_db=opened.db,
                file_name=name[-200:],
                digest=digest,
                sheet=sheet[:100],
                effective_date=effective,
                uploaded_by_id=ctx.account_id,
                uploaded_at=ctx.now,
                touched_at=ctx.now,
            )
            opened.detail["import"] = row.id
            _tell(opened, row.id)
    except BaseException:
        _remove(path)
        raise
    background.start(_check(ctx, row.id, path, sheet, effective), f"check-{row.id}")
    return row.id


async def confirm_import(ctx: Context, import_id: int, *, good_rows: bool) -> None:
    """Import what the preview showed, beside the request.

    Raises NotAllowed, NotFound, and ImportNotReady: still checked, imported already, or with
    errors in it while `good_rows` does not ask for the rest."""
    require(ctx.viewer, Operation.IMPORT_STAFF)
    async with change(ctx, "confirm_staff_import", f"staff_import:{import_id}") as opened:
        row = await _locked(opened, import_id)
        if row.state is not ImportState.READY:
            raise ImportNotReady
        if row.counts["refused"] and not good_rows:
            raise ImportNotReady(
                f"Masih ada {row.counts['refused']} baris yang salah. Perbaiki berkasnya, atau "
                "pilih untuk mengimpor baris yang benar saja."
            )
        if not row.counts["good"]:
            raise ImportNotReady("Tidak ada baris yang dapat diimpor dari berkas ini.")
        row.state, row.touched_at, row.progress = ImportState.IMPORTING, ctx.now, 0
        await row.save(using_db=opened.db)
        opened.detail["good_rows"] = good_rows
        _tell(opened, import_id)
    background.start(_import(ctx, import_id, good_rows), f"import-{import_id}")


async def discard_import(ctx: Context, import_id: int) -> None:
    """Throw a checked file away, with its rows. Raises NotAllowed, NotFound, ImportNotReady."""
    require(ctx.viewer, Operation.IMPORT_STAFF)
    async with change(ctx, "discard_staff_import", f"staff_import:{import_id}") as opened:
        row = await _locked(opened, import_id)
        if row.state not in (ImportState.READY, ImportState.FAILED):
            raise ImportNotReady("Berkas ini sedang dikerjakan atau sudah selesai.")
        row.state, row.finished_at = ImportState.DISCARDED, ctx.now
        await row.save(using_db=opened.db)
        await StaffImportRow.filter(staff_import_id=import_id).using_db(opened.db).delete()
        await StaffImportFinding.filter(staff_import_id=import_id).using_db(opened.db).delete()
        _tell(opened, import_id)


async def recover_imports(
    now: datetime, *, starting: bool = False, wake: Wake = wake_nobody
) -> int:
    """Mark imports whose process died as FAILED, and forget rows kept long enough; gives how many
    were marked. For the `starting` process, and now and then while it runs. The HR office is told.

    SQLite serves one process, so at its start whatever is being worked on is dead."""
    dead = StaffImport.filter(state__in=WORKING)
    if not starting or get_connection("default").capabilities.dialect == "postgres":
        dead = dead.filter(Q(touched_at=None) | Q(touched_at__lt=now - DEAD_AFTER))
    found = [row.id for row in await dead.order_by("id").only("id")]
    count = await _bury(found, now, wake) if found else 0
    old = await StaffImport.filter(uploaded_at__lt=now - KEPT).exclude(state__in=WORKING)
    ids = [row.id for row in old]
    await StaffImport.filter(id__in=ids, state=ImportState.READY).update(
        state=ImportState.DISCARDED, finished_at=now
    )
    await StaffImportRow.filter(staff_import_id__in=ids).delete()
    await StaffImportFinding.filter(staff_import_id__in=ids).delete()
    return count


@dataclass(frozen=True, slots=True)
class _Program:
    """The program itself as an actor (schema.events.Actor)."""

    now: datetime
    wake: Wake
    account_id: int | None = None


async def _bury(ids: list[int], now: datetime, wake: Wake) -> int:
    """Mark files whose process died, and tell; those that another process buried are left out."""
    async with change(_Program(now, wake), "fail_staff_import", "", journal=False) as opened:
        rows = StaffImport.filter(id__in=ids, state__in=WORKING).using_db(opened.db)
        dead = await rows.select_for_update().order_by("id").only("id")
        await (
            StaffImport.filter(id__in=[row.id for row in dead])
            .using_db(opened.db)
            .update(state=ImportState.FAILED, failure=INTERRUPTED, finished_at=now)
        )
        for row in dead:
            _tell(opened, row.id)
    return len(dead)


def _check_date(effective: date, today: date) -> None:
    if not date(1990, 1, 1) <= effective <= today + AT_MOST_AHEAD:
        raise InvalidInput(
            "DATE_OUT_OF_RANGE",
            "effectiveDate",
            "Tanggal berlaku harus antara 1990 dan satu tahun dari sekarang.",
        )


async def _locked(opened: Change, import_id: int) -> StaffImport:
    query = StaffImport.filter(id=import_id).using_db(opened.db).select_for_update()
    row = await query.get_or_none()
    if row is None:
        raise NotFound
    return row


@cache
def _limit(_loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
    # One per loop: tests have a loop each, a server has one.
    return asyncio.Semaphore(CHECKED_AT_ONCE)


def _places() -> asyncio.Semaphore:
    """A place to check a file in: reading one takes a core and some hundred megabytes."""
    return _limit(asyncio.get_running_loop())


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _tell(opened: Change, import_id: int) -> None:
    opened.tell(HR, EventKind.IMPORT_PROGRESSED, **{"import": import_id})


async def _check(ctx: Context, import_id: int, path: Path, sheet: str, effective: date) -> None:
    try:
        async with _alive(ctx, import_id), _places():
            file = await asyncio.to_thread(read_file, path, sheet, ctx.today)
            await _progress(ctx, import_id, 0, len(file.rows))
            lines = lines_of((it.nip, it.line) for it in file.rows)
            plan = await plan_for(file.understood, lines, effective, ctx.today)
            await _store(ctx, import_id, file, plan)
    except FileRefused as error:
        await _fail(ctx, import_id, str(error), [error.finding])
    except Exception as error:  # whatever it was, the page must hear of it
        log.error("checking staff import %s failed: %s", import_id, outline_of(error))
        await _fail(ctx, import_id, FAULT, [])
    finally:
        _remove(path)


async def _store(ctx: Context, import_id: int, file: StaffFile, plan: Plan) -> None:
    """Keep rows and findings for the preview: READY, unless it was ended meanwhile."""
    async with change(_later(ctx), "check_staff_file", "", journal=False) as opened:
        row = await _locked(opened, import_id)
        if row.state is not ImportState.CHECKING:
            return
        await _store_rows(opened, import_id, file, plan)
        await _store_findings(opened, import_id, all_findings(file, plan))
        row.state, row.sheet, row.sheets = ImportState.READY, file.sheet, file.sheets
        row.headings, row.columns = file.names, file.columns
        row.progress = row.total = len(file.rows)
        row.counts = plan.counts() | {
            "rows": len(file.rows),
            "refused": refused_count(file, plan),
        }
        await row.save(using_db=opened.db)
        _tell(opened, import_id)


async def _store_rows(opened: Change, import_id: int, file: StaffFile, plan: Plan) -> None:
    for chunk in chunks(file.rows, STORED_TOGETHER):
        rows = [
            StaffImportRow(
                staff_import_id=import_id,
                line=it.line,
                good=it.data is not None and it.line not in plan.refused,
                nip=it.nip,
                cells=it.cells,
                data=it.data.to_json() if it.data else {},
            )
            for it in chunk
        ]
        await StaffImportRow.bulk_create(rows, using_db=opened.db)
        await asyncio.sleep(0)


async def _store_findings(opened: Change, import_id: int, findings: Sequence[Finding]) -> None:
    for chunk in chunks(findings, STORED_TOGETHER):
        rows = [
            StaffImportFinding(
                staff_import_id=import_id,
                line=it.line,
                column=it.column,
                value=it.value,
                level=it.level,
                code=it.code,
                values=dict(it.values),
            )
            for it in chunk
        ]
        await StaffImportFinding.bulk_create(rows, using_db=opened.db)


async def _import(ctx: Context, import_id: int, good_rows: bool) -> None:
    try:
        async with _alive(ctx, import_id):
            await _write(_later(ctx), import_id, good_rows)
    except ImportNotReady as refused:
        await _fail(ctx, import_id, refused.message, [])
    except Exception as error:  # whatever it was, the page must hear of it
        log.error("staff import %s failed: %s", import_id, outline_of(error))
        await _fail(ctx, import_id, FAULT, [])


async def _write(ctx: Context, import_id: int, good_rows: bool) -> None:
    """The import itself: planned again within its transaction, as the staff may have changed."""
    async with change(ctx, "import_staff", f"staff_import:{import_id}") as opened:
        await lock_imports(opened.db)
        row = await _locked(opened, import_id)
        if row.state is not ImportState.IMPORTING:
            raise ImportNotReady(INTERRUPTED)
        rows, lines, unread = await _stored_rows(opened, row)
        plan = await plan_for(rows, lines, row.effective_date, ctx.today, opened.db)
        if plan.refused and not good_rows:
            raise ImportNotReady(MOVED.format(count=len(plan.refused)))
        origin = {"import": import_id, "file": row.file_name}
        await Saver(plan, opened, ctx.now, ctx.account_id, origin).save()
        await _finish(opened, ctx, row, plan, unread)


async def _stored_rows(
    opened: Change, row: StaffImport
) -> tuple[list[StaffRow], dict[str, list[int]], set[int]]:
    """Rows that were understood, the lines of every NIP, and the lines not understood."""
    rows: list[StaffRow] = []
    nips: list[tuple[str, int]] = []
    unread: set[int] = set()
    last = -1
    while True:
        stored = StaffImportRow.filter(staff_import_id=row.id, line__gt=last).using_db(opened.db)
        page = (
            await stored.order_by("line").limit(STORED_TOGETHER).values_list("line", "nip", "data")
        )
        if not page:
            return rows, lines_of(nips), unread
        for line, nip, data in page:
            nips.append((nip, line))
            if data:
                rows.append(StaffRow.from_json(data, row.columns))
            else:
                unread.add(line)
            last = line


async def _finish(
    opened: Change, ctx: Context, row: StaffImport, plan: Plan, unread: set[int]
) -> None:
    """DONE: good rows are forgotten, refused ones stay for a while with their reasons."""
    refused = unread | plan.refused.keys()
    stored = StaffImportRow.filter(staff_import_id=row.id).using_db(opened.db)
    before = {it.line for it in await stored.filter(good=False).only("id", "line")}
    fresh = [it for it in plan.findings if it.line in plan.refused.keys() - before]
    await _store_findings(opened, row.id, fresh)
    for chunk in chunks(sorted(plan.refused)):
        await stored.filter(line__in=list(chunk)).update(good=False)
    for chunk in chunks(sorted(before - refused)):
        await stored.filter(line__in=list(chunk)).update(good=True)
    await stored.filter(good=True).delete()
    row.counts = plan.counts() | {"rows": row.counts["rows"], "refused": len(refused)}
    row.state, row.finished_at, row.progress = ImportState.DONE, ctx.now, row.total
    await row.save(using_db=opened.db)
    _tell(opened, row.id)


async def _fail(ctx: Context, import_id: int, words: str, findings: Sequence[Finding]) -> None:
    async with change(_later(ctx), "fail_staff_import", "", journal=False) as opened:
        row = await _locked(opened, import_id)
        if row.state not in WORKING:
            return
        row.state, row.failure, row.finished_at = ImportState.FAILED, words, _later(ctx).now
        await row.save(using_db=opened.db)
        await StaffImportRow.filter(staff_import_id=import_id).using_db(opened.db).delete()
        await _store_findings(opened, import_id, findings)
        _tell(opened, import_id)


async def _progress(ctx: Context, import_id: int, done: int, of: int) -> None:
    async with change(_later(ctx), "check_staff_file", "", journal=False) as opened:
        rows = StaffImport.filter(id=import_id).using_db(opened.db)
        await rows.update(progress=done, total=of, touched_at=_later(ctx).now)
        _tell(opened, import_id)


@asynccontextmanager
async def _alive(ctx: Context, import_id: int) -> AsyncIterator[None]:
    """Give signs of life while the block runs."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(ALIVE_EVERY)
            await StaffImport.filter(id=import_id).update(touched_at=_later(ctx).now)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating


def _later(ctx: Context) -> Context:
    # The request's clock stands still; what goes on after it has a time of its own.
    return replace(ctx, now=max(ctx.now, datetime.now(UTC)))
