"""The file of refused rows: each as it was, the reason beside it, safe to open and send back."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from schema.people.importing.findings import Finding

REASONS = ("BARIS", "ALASAN DITOLAK", "CARA MEMPERBAIKI")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONG_NUMBER = 12  # digits from which a spreadsheet would round


def refused_csv(
    names: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    findings: Mapping[int, Sequence[Finding]],
) -> Iterator[str]:
    """The file piece by piece: byte order mark and semicolons, so that Excel with Indonesian
    settings opens it; nothing in it runs as a formula, and NIPs stay text.

    `rows` are (line, cells by `names`); `findings` are the errors of each line."""
    yield "\ufeff" + _line([*REASONS, *names])
    for line, cells in rows:
        said = findings.get(line, ())
        reason = " ".join(f"{it.column}: {it.message}" if it.column else it.message for it in said)
        advice = " ".join(dict.fromkeys(it.advice for it in said))
        yield _line([str(line), reason, advice, *cells])


def harmless(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run, or round."""
    is_long_number = len(cell) >= _LONG_NUMBER and cell.isascii() and cell.isdigit()
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) or is_long_number else cell


def _line(cells: Sequence[str]) -> str:
    out = StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([harmless(it) for it in cells])
    return out.getvalue()
