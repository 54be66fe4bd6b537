"""`python -m api import-staff FILE`: a staff file from the terminal, with a row-by-row report."""

import argparse
import asyncio
import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from api.auth.door import Knocker, utc_now
from api.auth.hashing import Hashing
from api.bus import opened_bus
from api.database import opened
from api.settings import load_settings
from schema.context import WIB
from schema.people.importing.findings import FileRefused, Finding
from schema.people.importing.plan import refusals_by_line
from schema.people.importing.refused import harmless, refused_csv
from schema.people.imports import Choices, Outcome, Report, StaffMoved, import_file
from schema.people.passwords import Issued, issue_passwords
from schema.rules.vocabulary import FindingLevel

SHOWN = 400  # findings a terminal is made to show; the refused file has every row
OK, REFUSED, USAGE = 0, 1, 2

_LEVELS = {
    FindingLevel.ERROR: "SALAH",
    FindingLevel.WARNING: "PERIKSA",
    FindingLevel.NOTE: "CATATAN",
}
_OUTCOMES = {
    Outcome.CHECKED: "Hanya diperiksa (--dry-run). Tidak ada yang diubah.",
    Outcome.REFUSED: "DITOLAK. Tidak ada yang diubah. Perbaiki baris di atas, "
    "atau pakai --good-rows untuk mengambil baris yang benar saja.",
    Outcome.UNCHANGED: "Semua isi berkas sudah tercatat. Tidak ada yang diubah.",
    Outcome.IMPORTED: "SELESAI. Data pegawai sudah diimpor.",
}


def run(arguments: argparse.Namespace) -> int:
    """Import the file; 0 done, 1 refused, 2 wrong arguments."""
    if not arguments.file.is_file():
        return _complain(f"tidak ada berkas {arguments.file}")
    for target in (arguments.refused, arguments.issue_passwords):
        if target is not None and target.exists():
            return _complain(f"{target} sudah ada; pilih nama lain agar tidak tertimpa")
    settings = load_settings(os.environ)
    kind, _, database = settings.database_url.partition("://")
    if kind == "sqlite" and not Path(database).exists():
        return _complain(f"basis data {database} belum ada; jalankan dahulu: python -m api migrate")
    return asyncio.run(_run(arguments, settings.database_url))


async def _run(arguments: argparse.Namespace, url: str) -> int:
    async with opened(url), opened_bus(url, lambda _audiences: None) as bus:
        actor = Knocker(None, utc_now(), bus.wake)
        status = await _import(arguments, actor)
        if status == OK and arguments.issue_passwords and not arguments.dry_run:
            await _issue(actor, arguments.issue_passwords)
        return status


async def _import(arguments: argparse.Namespace, actor: Knocker) -> int:
    today = datetime.now(WIB).date()
    choices = Choices(
        arguments.effective_date or today,
        today,
        arguments.sheet,
        arguments.good_rows,
        arguments.dry_run,
    )
    try:
        report = await import_file(actor, arguments.file, choices, _progress)
    except FileRefused as error:
        print_finding(error.finding)
        say("DITOLAK. Tidak ada yang diubah.")
        return REFUSED
    except StaffMoved as error:
        say(f"DITOLAK. {error}")
        return REFUSED
    _print_report(report)
    if report.refused:
        _write_refused(report, arguments)
    taken = report.outcome is not Outcome.REFUSED and (arguments.good_rows or not report.refused)
    return OK if taken else REFUSED


def _print_report(report: Report) -> None:
    findings = report.findings
    for finding in islice(findings, SHOWN):
        print_finding(finding)
    if len(findings) > SHOWN:
        say(f"... dan {len(findings) - SHOWN} temuan lain:")
        for code, count in Counter(it.code for it in findings[SHOWN:]).most_common():
            say(f"    {count} x {code}")
    counts = report.plan.counts()
    say("")
    say(f"Baris terbaca         {len(report.file.rows):>7}")
    say(f"  dapat diambil       {counts['good']:>7}")
    say(f"  ditolak             {report.refused:>7}")
    say(f"Pegawai baru          {counts['new_employees']:>7}")
    say(f"Pegawai berubah       {counts['changed_employees']:>7}")
    say(f"Tidak berubah         {counts['unchanged']:>7}")
    say(f"Unit baru             {counts['new_units']:>7}")
    say(f"Tidak ada di berkas   {counts['missing']:>7}")
    say(_OUTCOMES[report.outcome])


def print_finding(finding: Finding) -> None:
    """One finding: where, what is wrong, what to do."""
    where = f"baris {finding.line}" if finding.line else "berkas"
    column = f", kolom {finding.column}" if finding.column else ""
    value = f" [{finding.value}]" if finding.value else ""
    say(f"{_LEVELS[finding.level]:<8} {where}{column}{value}: {finding.message}")
    say(f"         -> {finding.advice} ({finding.code})")


def _write_refused(report: Report, arguments: argparse.Namespace) -> None:
    target: Path | None = arguments.refused
    if target is None and arguments.good_rows and not arguments.dry_run:
        target = _free_name(arguments.file.with_name(f"{arguments.file.stem}-ditolak.csv"))
    if target is None:
        return
    by_line = refusals_by_line(report.findings)
    refused = ((row.line, row.cells) for row in report.file.rows if row.line in by_line)
    with private(target) as out:
        out.writelines(refused_csv(report.file.names, refused, by_line))
    say(f"Baris yang ditolak, dengan alasannya: {target}")


def _free_name(wanted: Path) -> Path:
    number = 1
    free = wanted
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.stem}-{number}.csv")
    return free


async def _issue(actor: Knocker, target: Path) -> None:
    hashing = Hashing(at_once=os.cpu_count() or 1)
    with private(target) as out:
        writer = csv.writer(out, delimiter=";")
        out.write("\ufeff")
        writer.writerow(["NIP", "NAMA", "UNIT KERJA", "KATA SANDI AWAL"])

        def keep(issued: list[Issued]) -> None:
            for it in issued:
                writer.writerow([f"'{it.nip}", harmless(it.name), harmless(it.unit), it.password])
            out.flush()
            os.fsync(out.fileno())

        async for done, of in issue_passwords(actor, hashing.hash, keep):
            say(f"  kata sandi awal: {done} dari {of}")
    say(f"Kata sandi awal ada di {target}. Bagikan secara tertutup, lalu hapus berkasnya.")


@contextmanager
def private(path: Path) -> Iterator[IO[str]]:
    """A new file that only its owner may read: it holds names, NIPs or passwords."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8", newline="") as out:
        yield out


async def _progress(step: str, done: int, of: int) -> None:
    words = {"read": "baris dibaca", "check": "baris diperiksa", "people": "pegawai baru ditulis"}
    say(f"  {done} dari {of} {words.get(step, 'garis penilaian ditulis')}", err=True)


def _complain(text: str) -> int:
    say(f"adil: {text}", err=True)
    return USAGE


def say(line: str, *, err: bool = False) -> None:
    """The report goes to stdout, progress and complaints to stderr."""
    out = sys.stderr if err else sys.stdout
    out.write(f"{line}\n")
    out.flush()
