"""A staff file imported in one go: read, checked, and written in one transaction or not at all."""

import asyncio
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.events import Actor, change
from schema.people.importing.file import (
    StaffFile,
    all_findings,
    lines_of,
    plan_for,
    read_file,
    refused_count,
)
from schema.people.importing.findings import Finding
from schema.people.importing.plan import Plan
from schema.people.importing.save import Progress, Saver, silently

IMPORT_LOCK = 0x5374616666  # "Staff": one import at a time changes the people


class Outcome(StrEnum):
    """What became of a file."""

    CHECKED = "CHECKED"  # only looked at
    REFUSED = "REFUSED"  # rows with errors, nothing written
    UNCHANGED = "UNCHANGED"  # everything in it was known already
    IMPORTED = "IMPORTED"


@dataclass(frozen=True, slots=True)
class Choices:
    """How to import: `effective` is the day on which changes of superior begin."""

    effective: date
    today: date
    sheet: str = ""
    good_rows: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Report:
    """The outcome with everything found; `plan` holds what was, or would be, written."""

    outcome: Outcome
    file: StaffFile
    plan: Plan

    @property
    def findings(self) -> list[Finding]:
        """All findings by line."""
        return all_findings(self.file, self.plan)

    @property
    def refused(self) -> int:
        """Rows refused."""
        return refused_count(self.file, self.plan)


async def import_file(
    actor: Actor, path: Path, choices: Choices, progress: Progress = silently
) -> Report:
    """Import the file at `path`. Raises FileRefused when it is no readable staff table.

    With errors in it nothing is written, unless `good_rows` asks for the rest. The same file
    again changes nothing."""
    file = await asyncio.to_thread(read_file, path, choices.sheet, choices.today)
    await progress("read", len(file.rows), len(file.rows))
    rows, lines = file.understood, lines_of((it.nip, it.line) for it in file.rows)
    plan = await plan_for(rows, lines, choices.effective, choices.today)
    await progress("check", len(file.rows), len(file.rows))
    if choices.dry_run:
        return Report(Outcome.CHECKED, file, plan)
    if refused_count(file, plan) and not choices.good_rows:
        return Report(Outcome.REFUSED, file, plan)
    if plan.empty:
        return Report(Outcome.UNCHANGED, file, plan)
    origin = {"file": path.name}
    async with change(actor, "import_staff", "staff", path.name) as opened:
        await lock_imports(opened.db)
        again = await plan_for(rows, lines, choices.effective, choices.today, opened.db)
        if again.refused.keys() != plan.refused.keys():
            raise StaffMoved(again)
        await Saver(again, opened, actor.now, actor.account_id, origin, progress).save()
    return Report(Outcome.IMPORTED, file, again)


class StaffMoved(Exception):
    """The staff changed between the check and the import, so that other rows are refused now."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        super().__init__("Data pegawai berubah selama pemeriksaan. Periksa berkas sekali lagi.")


async def lock_imports(db: BaseDBAsyncClient) -> None:
    """Wait until no other import runs; held until the transaction ends.

    SQLite has one writer anyway, and `change` has made it this one."""
    if db.capabilities.dialect == "postgres":
        await db.execute_query("SELECT pg_advisory_xact_lock($1)", [IMPORT_LOCK])
