"""The refused rows of an import as a file, read from the database piece by piece."""

from collections.abc import AsyncIterator

from schema.access import require
from schema.context import Context
from schema.errors import NotFound
from schema.models import StaffImport, StaffImportFinding, StaffImportRow
from schema.people.importing.findings import Finding, FindingCode
from schema.people.importing.refused import refused_csv
from schema.rules.permissions import Operation
from schema.rules.vocabulary import FindingLevel

PAGE = 500  # rows read at once


async def refused_file(ctx: Context, import_id: int) -> AsyncIterator[str]:
    """The file of refused rows, piece by piece. Raises NotAllowed, and NotFound also when the
    import has no refused rows (any more)."""
    require(ctx.viewer, Operation.IMPORT_STAFF)
    row = await StaffImport.get_or_none(id=import_id)
    if row is None or not await StaffImportRow.exists(staff_import_id=import_id, good=False):
        raise NotFound
    return _pieces(row)


async def _pieces(row: StaffImport) -> AsyncIterator[str]:
    after, head = -1, True
    while rows := await _page(row.id, after):
        after = rows[-1].line
        findings = await _errors(row.id, rows[0].line, after)
        pieces = refused_csv(row.headings, ((it.line, it.cells) for it in rows), findings)
        for number, piece in enumerate(pieces):
            if number or head:
                yield piece
        head = False


async def _page(import_id: int, after: int) -> list[StaffImportRow]:
    rows = StaffImportRow.filter(staff_import_id=import_id, good=False, line__gt=after)
    return await rows.order_by("line").limit(PAGE)


async def _errors(import_id: int, first: int, last: int) -> dict[int, list[Finding]]:
    by_line: dict[int, list[Finding]] = {}
    stored = StaffImportFinding.filter(
        staff_import_id=import_id, level=FindingLevel.ERROR, line__gte=first, line__lte=last
    )
    for it in await stored.order_by("line", "id"):
        finding = Finding(it.line, FindingCode(it.code), it.column, it.value, it.values)
        by_line.setdefault(it.line, []).append(finding)
    return by_line
