"""Staff files for tests, written as an HR office writes them. All people are invented."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from schema.context import wake_nobody
from schema.events import Wake
from schema.people.importing.file import StaffFile, read_file
from schema.people.imports import Choices, Report, import_file
from tests.cast import NOW, TODAY

HEAD = ["NIP", "NAMA", "GOL", "JABATAN", "UNIT KERJA", "UNIT INDUK", "NIP ATASAN"]
BUDI = "198503122010011005"
INA = "198603122010012006"
TONO = "198704122011011007"
RINA = "199611202024212107"  # PPPK


def row(nip: str, name: str, superior: str = "", **other: str) -> list[str]:
    """One row below HEAD."""
    cells = {"GOL": "III/b", "JABATAN": "Pengelola Data", "UNIT KERJA": "Bidang Uji (contoh)"}
    cells |= {"UNIT INDUK": "Dinas Uji (contoh)", "NIP": nip, "NAMA": name, "NIP ATASAN": superior}
    return [(cells | other)[it] for it in HEAD]


TEAM = [row(BUDI, "Budi Contoh"), row(INA, "Ina Contoh", BUDI), row(TONO, "Tono Contoh", BUDI)]


def text_of(rows: Iterable[Sequence[str]], delimiter: str = ";") -> str:
    """Rows as CSV text."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def csv_file(folder: Path, rows: Iterable[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    """A CSV file with semicolons."""
    return raw_file(folder, text_of([head, *rows]).encode())


def raw_file(folder: Path, content: bytes, name: str = "pegawai.csv") -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(content)
    return path


class Workbook:
    """An XLSX file being written: `with Workbook(folder) as book: book.sheet.write(...)`."""

    def __init__(self, folder: Path, name: str = "Pegawai") -> None:
        self.path = folder / "pegawai.xlsx"
        self.book: Any = xlsxwriter.Workbook(str(self.path))
        self.sheet: Any = self.book.add_worksheet(name)

    def rows(self, rows: Iterable[Sequence[Any]], start: int = 0) -> None:
        """Write rows from line `start` (from 0) on; text stays text."""
        for line, cells in enumerate(rows, start=start):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    style = self.book.add_format({"num_format": "dd-mm-yyyy"})
                    self.sheet.write_datetime(line, column, cell, style)
                elif isinstance(cell, str):
                    self.sheet.write_string(line, column, cell)
                else:
                    self.sheet.write(line, column, cell)

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *_error: object) -> None:
        self.book.close()


def read(path: Path, sheet: str = "") -> StaffFile:
    """The file as read on the day of the cast."""
    return read_file(path, sheet, TODAY)


def codes(findings: Iterable[Any]) -> set[str]:
    """Codes of findings."""
    return {str(it.code) for it in findings}


@dataclass
class Hr:
    """Who imports: an account of the cast, or nobody for the command line."""

    account_id: int | None = None
    now: datetime = NOW
    wake: Wake = wake_nobody


async def import_rows(folder: Path, rows: Iterable[Sequence[str]], **choices: Any) -> Report:
    """Import rows below HEAD (or `head`), effective on 1 October 2026."""
    path = csv_file(folder, rows, choices.pop("head", HEAD))
    effective = choices.pop("effective", date(2026, 10, 1))
    return await import_file(Hr(), path, Choices(effective, TODAY, **choices))
