"""`python -m api import-staff`: reports, exit codes, refused rows, first passwords."""

import csv
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT
from tests.staff_files import BUDI, INA, RINA, TEAM, csv_file, raw_file, row

FAULTY = [*TEAM, row(RINA, "=CMD()", BUDI, GOL="III/b")]


class Command:
    """Runs the command on one database."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self, *arguments: object) -> tuple[int, str]:
        """Exit code and report."""
        done = subprocess.run(
            [sys.executable, "-m", "api", "import-staff", *map(str, arguments)],
            cwd=ROOT,
            env={"ADIL_DATABASE_URL": self.url, "PATH": "", "ADIL_ENV": "demo"},
            capture_output=True,
            encoding="utf-8",
            timeout=50,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout or done.stderr


@pytest.fixture
def command(sqlite_url: str) -> Command:
    """The command on a migrated database."""
    return Command(sqlite_url)


def test_good_files_are_imported_once(command: Command, tmp_path: Path) -> None:
    path = csv_file(tmp_path, TEAM)
    status, report = command(path, "--dry-run")
    assert (status, "Hanya diperiksa" in report) == (0, True)
    status, report = command(path, "--effective-date", "2026-01-01")
    assert (status, "SELESAI" in report) == (0, True)
    status, report = command(path, "--effective-date", "2026-01-01")
    assert (status, "Tidak ada yang diubah" in report) == (0, True)


def test_faults_are_reported_row_by_row_and_refused(command: Command, tmp_path: Path) -> None:
    path = csv_file(tmp_path, FAULTY)
    status, report = command(path)
    assert status == 1
    assert "SALAH    baris 5, kolom GOL [III/b]: Golongan ini bukan golongan PPPK." in report
    assert "GOLONGAN_MISMATCH" in report
    assert not (tmp_path / "pegawai-ditolak.csv").exists()


def test_good_rows_leave_a_file_of_the_others(command: Command, tmp_path: Path) -> None:
    path = csv_file(tmp_path, FAULTY)
    status, _ = command(path, "--good-rows")
    assert status == 0
    refused = tmp_path / "pegawai-ditolak.csv"
    with refused.open(encoding="utf-8-sig", newline="") as file:
        head, only = csv.reader(file, delimiter=";")
    assert head[:3] == ["BARIS", "ALASAN DITOLAK", "CARA MEMPERBAIKI"]
    assert only[3:5] == [f"'{RINA}", "'=CMD()"]
    assert stat.S_IMODE(refused.stat().st_mode) == 0o600
    # Mended, the file of refused rows is itself a staff file.
    mended = raw_file(tmp_path, refused.read_bytes().replace(b";III/b;", b";IX;"), "lagi.csv")
    assert command(mended)[0] == 0


def test_first_passwords_are_written_once(command: Command, tmp_path: Path) -> None:
    path, target = csv_file(tmp_path, TEAM), tmp_path / "sandi.csv"
    assert command(path, "--issue-passwords", target)[0] == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file, delimiter=";")
    assert [it[0] for it in rows] == [f"'{nip}" for nip in (BUDI, INA, TEAM[2][0])]
    assert len({it[3] for it in rows}) == 3
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = tmp_path / "lagi.csv"
    assert command(path, "--issue-passwords", again)[0] == 0
    assert len(again.read_text(encoding="utf-8-sig").splitlines()) == 1  # only the headings


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"satu;dua\n"])
def test_what_is_no_staff_file_is_refused(command: Command, tmp_path: Path, content: bytes) -> None:
    status, report = command(raw_file(tmp_path, content))
    assert (status, "DITOLAK" in report) == (1, True)


def test_wrong_arguments_are_told(command: Command, tmp_path: Path) -> None:
    path = csv_file(tmp_path, TEAM)
    assert command(tmp_path / "tidak-ada.csv")[0] == 2
    assert command(path, "--refused", path)[0] == 2
    assert command(path, "--effective-date", "kemarin")[0] == 2
    assert Command(f"sqlite://{tmp_path}/tidak-ada.sqlite3")(path)[0] == 2
    assert not (tmp_path / "tidak-ada.sqlite3").exists()
