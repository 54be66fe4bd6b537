"""One file read to the end: its rows, what is to be said about the file, and the plan for it."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.people.importing.findings import Finding, FindingCode, found
from schema.people.importing.plan import Plan, make_plan, report_missing
from schema.people.importing.rows import ReadRow, StaffRow, read_rows
from schema.people.importing.snapshot import people_of_units, take_snapshot
from schema.people.importing.table import Table, open_table
from schema.rules.vocabulary import FindingLevel

STEP = 500  # rows between two reports of progress
HIDDEN_SHOWN = 10


@dataclass(slots=True)
class StaffFile:
    """A staff file as read. `findings` are about the file (line 0 or the heading row)."""

    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # headings as written
    columns: dict[str, str] = field(default_factory=dict)  # field -> heading
    rows: list[ReadRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def understood(self) -> list[StaffRow]:
        """Rows that say who they are about and hold no error."""
        return [row.data for row in self.rows if row.data is not None]


def read_file(
    path: Path, sheet: str, today: date, progress: Callable[[int], None] = lambda _: None
) -> StaffFile:
    """Read a whole file. Blocks: call it in a thread. Raises FileRefused."""
    table = open_table(path, sheet)
    headings, rows = read_rows(table, today)
    file = StaffFile(table.sheet, table.sheets, headings.names)
    file.columns = {it: headings.title(it) for it in headings.columns}
    for row in rows:
        file.rows.append(row)
        if len(file.rows) % STEP == 0:
            progress(len(file.rows))
    file.findings = [*table.findings, *headings.findings, *_hidden(table, file.rows)]
    return file


async def plan_for(
    rows: list[StaffRow],
    lines: Mapping[str, list[int]],
    effective: date,
    today: date,
    db: BaseDBAsyncClient | None = None,
) -> Plan:
    """The plan for these rows against the database as it is now. `lines` says on which lines of
    the file each NIP stands, rows that could not be understood included."""
    known = await take_snapshot(rows, today, db)
    plan = await asyncio.to_thread(make_plan, rows, lines, known, effective, today)
    report_missing(plan, await people_of_units(plan.opd_ids, db), lines)
    return plan


def lines_of(rows: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """NIP -> lines on which it stands, from (NIP, line); "" is no NIP."""
    lines: dict[str, list[int]] = {}
    for nip, line in rows:
        if nip:
            lines.setdefault(nip, []).append(line)
    return lines


def refused_count(file: StaffFile, plan: Plan) -> int:
    """Rows that would not be taken."""
    return sum(row.data is None for row in file.rows) + len(plan.refused)


def all_findings(file: StaffFile, plan: Plan) -> list[Finding]:
    """Everything found, in the order of the lines; errors of a line before its warnings."""
    found_all = [*file.findings, *(it for row in file.rows for it in row.findings), *plan.findings]
    grave = {FindingLevel.ERROR: 0, FindingLevel.WARNING: 1, FindingLevel.NOTE: 2}
    return sorted(found_all, key=lambda it: (it.line, grave[it.level]))


def _hidden(table: Table, rows: list[ReadRow]) -> list[Finding]:
    hidden = [row.line for row in rows if row.line in table.hidden]
    if not hidden:
        return []
    shown = ", ".join(str(line) for line in hidden[:HIDDEN_SHOWN])
    more = " …" if len(hidden) > HIDDEN_SHOWN else ""
    return [found(0, FindingCode.HIDDEN_ROWS, count=len(hidden), rows=f"{shown}{more}")]
