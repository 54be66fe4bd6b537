"""Staff files as they come: encodings, delimiters, headings, sheets, damaged cells."""

import tempfile
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.people.importing import package, table
from schema.people.importing.findings import FileRefused, FindingCode
from schema.rules.vocabulary import Capacity, EmploymentKind, JobKind, LegalStanding
from tests.staff_files import (
    BUDI,
    HEAD,
    INA,
    RINA,
    TEAM,
    TONO,
    Workbook,
    codes,
    csv_file,
    raw_file,
    read,
    row,
    text_of,
)

PLAIN = text_of([HEAD, row(BUDI, "Budi Contoh"), row(INA, "Inés Contoh", BUDI)])


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(";", ",").encode(),
        PLAIN.replace(";", "\t").encode(),
        ("sep=;\r\n" + PLAIN).encode(),
        PLAIN.replace("\r\n", "\n").encode(),
    ],
)
def test_reads_text_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    file = read(raw_file(tmp_path, content))
    assert [it.name for it in file.understood] == ["Budi Contoh", "Inés Contoh"]
    assert file.understood[1].superior_nip == BUDI


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    assert codes(read(raw_file(tmp_path, PLAIN.encode("cp1252"))).findings) == {"ENCODING_GUESSED"}
    assert codes(read(raw_file(tmp_path, PLAIN.encode())).findings) == set()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"%PDF-1.7 ...", "FILE_TYPE"),
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "FILE_TYPE"),
        (b"PK\x03\x04 and then nothing", "FILE_BROKEN"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and then nothing", "FILE_BROKEN"),
        (b"\xff\xfe\x00", "ENCODING_UNKNOWN"),
        (text_of([HEAD]).encode(), "NO_ROWS"),
        (b"satu;dua\n1;2\n", "HEADING_NOT_FOUND"),
        (b"NIP;NAMA;UNIT KERJA\n1;Budi;Bidang\n", "COLUMNS_MISSING"),
        ((PLAIN + '"198503122010011005;tidak ditutup;\r\n').encode(), "CSV_QUOTES"),
    ],
)
def test_refuses_what_is_no_staff_table(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(raw_file(tmp_path, content))
    assert refused.value.finding.code == code


def test_names_the_missing_columns_and_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"JABATAN.*NIP, NAMA, UNIT KERJA"):
        read(raw_file(tmp_path, b"NIP;NAMA;UNIT KERJA\n1;Budi;Bidang\n"))


def test_refuses_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_BYTES", 100)
    with pytest.raises(FileRefused) as refused:
        read(csv_file(tmp_path, TEAM))
    assert refused.value.finding.code == "FILE_TOO_LARGE"


def test_refuses_a_workbook_that_unpacks_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
        with bomb.open("xl/big.xml", "w", force_zip64=True) as entry:
            for _ in range(package.MAX_UNPACKED // 2**20 + 1):
                entry.write(bytes(2**20))
    assert path.stat().st_size < table.MAX_BYTES
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert refused.value.finding.code == "FILE_UNPACKS_TOO_LARGE"


def test_refuses_a_cell_at_the_end_of_the_world(tmp_path: Path) -> None:
    with Workbook(tmp_path) as book:
        book.rows([HEAD, *TEAM])
        book.sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(FileRefused) as refused:
        read(book.path)
    assert refused.value.finding.code == "FILE_UNPACKS_TOO_LARGE"


def test_refuses_entities_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "entitas.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", '<!DOCTYPE w [<!ENTITY a "a">]><workbook>&a;</workbook>')
    with pytest.raises(FileRefused) as refused:
        read(path)
    assert refused.value.finding.code == "FILE_BROKEN"


_BOOK = BytesIO()
with xlsxwriter.Workbook(_BOOK) as _book:
    _sheet = _book.add_worksheet()
    for _line, _cells in enumerate([HEAD, *TEAM]):
        _sheet.write_row(_line, 0, _cells)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([_BOOK.getvalue(), PLAIN.encode(), PLAIN.encode("utf-16")]),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12),
    st.integers(0, 20_000),
)
def test_a_damaged_file_is_read_or_refused_never_a_fault(
    content: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    damaged = bytearray(content)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    with tempfile.TemporaryDirectory() as folder:
        path = raw_file(Path(folder), bytes(damaged[: cut or None]))
        try:
            file = read(path)
        except FileRefused:
            return
        assert all(row.data or row.refused for row in file.rows)


def siasn(folder: Path) -> Path:
    head = [
        "PNS ID",
        "NIP BARU",
        "NAMA",
        "GELAR DEPAN",
        "GELAR BELAKANG",
        "TANGGAL LAHIR",
        "JENIS KELAMIN",
        "KEDUDUKAN HUKUM NAMA",
        "GOL. AKHIR NAMA",
        "JENIS JABATAN NAMA",
        "JABATAN NAMA",
        "TMT JABATAN",
        "UNOR NAMA",
        "UNOR INDUK NAMA",
        "NIP LAMA",
        "Eselon",
        "pejabat_penilai nip",
    ]
    cells = (
        f"A8ACA7,{BUDI},BUDI CONTOH,Drs.,M.Si.,12-03-1985,M,Aktif,III/d,Jabatan Struktural,"
        f"KEPALA BIDANG MUTASI,01-02-2024,Bidang Mutasi,Badan Uji (contoh),,III.b,{INA}"
    ).split(",")
    return raw_file(folder, text_of([head, cells], ",").encode())


def test_knows_the_names_of_siasn(tmp_path: Path) -> None:
    (found,) = read(siasn(tmp_path)).understood
    assert (found.siasn_id, found.title_front, found.title_back) == ("A8ACA7", "Drs.", "M.Si.")
    assert (found.job_kind, found.eselon) == (JobKind.STRUKTURAL, "III.b")
    assert (found.standing, found.tmt) == (LegalStanding.ACTIVE, date(2024, 2, 1))
    assert (found.unit, found.opd) == ("Bidang Mutasi", "Badan Uji (contoh)")
    assert found.superior_nip == INA


def test_tells_which_columns_are_not_used(tmp_path: Path) -> None:
    (note,) = read(siasn(tmp_path)).findings
    assert (note.code, note.values["columns"]) == ("COLUMNS_IGNORED", "NIP LAMA")


@pytest.mark.parametrize("name", ["nip", "Nip Baru", "N.I.P", "NIP/NI PPPK", "nomor_induk_pegawai"])
def test_compares_headings_loosely(tmp_path: Path, name: str) -> None:
    file = read(csv_file(tmp_path, TEAM, [name, *HEAD[1:]]))
    assert [it.nip for it in file.understood] == [BUDI, INA, TONO]


def test_finds_headings_below_titles_and_above_numbering(tmp_path: Path) -> None:
    numbers = [str(number) for number in range(1, len(HEAD) + 1)]
    rows = [["DAFTAR PEGAWAI"], [], HEAD, numbers, [], *TEAM]
    file = read(raw_file(tmp_path, text_of(rows).encode()))
    assert [it.line for it in file.understood] == [6, 7, 8]


def test_finds_merged_headings_over_two_rows(tmp_path: Path) -> None:
    with Workbook(tmp_path) as book:
        book.sheet.merge_range(0, 0, 0, 6, "DATA PEGAWAI")
        for column, name in ((0, "NIP"), (1, "NAMA"), (2, "GOL")):
            book.sheet.merge_range(1, column, 2, column, name)
        book.sheet.merge_range(1, 3, 1, 4, "JABATAN")
        book.sheet.merge_range(1, 5, 1, 6, "UNOR")
        book.rows([["", "", "", "NAMA", "TMT", "NAMA", "INDUK"]], start=2)
        book.rows([[BUDI, "Budi", "III/b", "Analis", date(2024, 2, 1), "Bidang", "Dinas"]], start=3)
    (found,) = read(book.path).understood
    assert (found.position, found.tmt) == ("Analis", date(2024, 2, 1))
    assert (found.unit, found.opd) == ("Bidang", "Dinas")


def test_uses_the_first_of_two_columns_that_mean_the_same(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [[*TEAM[0], "Nama Lain"]], [*HEAD, "NAMA PEGAWAI"])
    file = read(path)
    assert codes(file.findings) == {"COLUMN_TWICE"}
    assert file.understood[0].name == "Budi Contoh"


def test_a_quoted_line_break_is_a_space_and_lines_count_as_in_a_spreadsheet(tmp_path: Path) -> None:
    rows = [row(BUDI, "Budi\nContoh"), row(INA, "Ina\x07 Contoh\u200b")]
    first, second = read(csv_file(tmp_path, rows)).rows
    assert (first.line, second.line) == (2, 3)
    assert first.data is not None
    assert first.data.name == "Budi Contoh"
    assert second.data is not None
    assert second.data.name == "Ina Contoh"
    assert codes(second.findings) == {"TEXT_CLEANED"}


def test_a_nip_stored_as_a_number_is_lost(tmp_path: Path) -> None:
    with Workbook(tmp_path) as book:
        book.rows([HEAD, [int(BUDI), *TEAM[0][1:]], [*TEAM[1][:6], int(BUDI)]])
    first, second = read(book.path).rows
    assert codes(first.findings) == {"NIP_LOST"}
    assert codes(second.findings) == {"SUPERIOR_NIP_WRONG"}
    assert first.data is second.data is None


def test_hidden_rows_and_other_sheets_are_told(tmp_path: Path) -> None:
    with Workbook(tmp_path) as book:
        book.rows([HEAD, *TEAM])
        book.sheet.set_row(2, None, None, {"hidden": True})
        book.book.add_worksheet("Rekap")
    file = read(book.path)
    by_code = {it.code: it for it in file.findings}
    assert by_code.keys() == {FindingCode.HIDDEN_ROWS, FindingCode.OTHER_SHEETS}
    assert by_code[FindingCode.HIDDEN_ROWS].values["rows"] == "3"
    assert len(file.understood) == 3
    assert file.sheets == ["Pegawai", "Rekap"]


def test_reads_the_sheet_that_was_chosen(tmp_path: Path) -> None:
    with Workbook(tmp_path, "Rekap") as book:
        book.rows([["Jumlah", 3]])
        book.sheet = book.book.add_worksheet("Data")
        book.rows([HEAD, *TEAM])
    assert len(read(book.path, "Data").understood) == 3
    with pytest.raises(FileRefused, match="Rekap, Data"):
        read(book.path, "data pegawai")


def test_merged_data_is_refused(tmp_path: Path) -> None:
    with Workbook(tmp_path) as book:
        book.rows([HEAD, *TEAM])
        book.sheet.merge_range(2, 5, 3, 5, "Dinas Uji (contoh)")
    first, second, third = read(book.path).rows
    assert first.data is not None
    assert codes(second.findings) == codes(third.findings) == {"MERGED_DATA"}
    assert second.data is third.data is None


def test_formulas_are_read_as_their_value_and_failed_ones_refused(tmp_path: Path) -> None:
    with Workbook(tmp_path) as book:
        book.rows([HEAD, *TEAM])
        book.sheet.write_formula(1, 1, '="Budi"&" Rumus"', None, "Budi Rumus")
        book.sheet.write_formula(2, 6, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")
    first, second, _ = read(book.path).rows
    assert first.data is not None
    assert first.data.name == "Budi Rumus"
    (finding,) = second.findings
    assert (finding.code, finding.column, finding.value) == ("CELL_ERROR", "NIP ATASAN", "#N/A")


CELLS: list[tuple[dict[str, str], str]] = [
    ({"NAMA": ""}, "VALUE_MISSING"),
    ({"JABATAN": "-"}, "VALUE_MISSING"),
    ({"NAMA": "x" * 121}, "VALUE_TOO_LONG"),
    ({"GOL": "III/f"}, "GOLONGAN_UNKNOWN"),
    ({"GOL": "IX"}, "GOLONGAN_MISMATCH"),
    ({"UNIT KERJA": "", "UNIT INDUK": ""}, "UNIT_MISSING"),
    ({"NIP ATASAN": "12345"}, "SUPERIOR_NIP_WRONG"),
    ({"NIP ATASAN": BUDI}, "SUPERIOR_SELF"),
    ({"NIP": "19850312201001100"}, "NIP_LENGTH"),
]


@pytest.mark.parametrize(("cells", "code"), CELLS)
def test_what_refuses_a_row(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    (found,) = read(csv_file(tmp_path, [row(BUDI, "Budi", **cells)])).rows
    assert codes(found.findings) == {code}
    assert found.data is None


EXTRA: list[tuple[str, str, str]] = [
    ("JENIS PEGAWAI", "honorer", "EMPLOYMENT_UNKNOWN"),
    ("JENIS PEGAWAI", "PPPK", "EMPLOYMENT_DIFFERS"),
    ("TGL LAHIR", "13-03-1985", "BIRTH_DIFFERS"),
    ("TGL LAHIR", "31-02-1985", "BIRTH_UNREADABLE"),
    ("JENIS KELAMIN", "Perempuan", "SEX_DIFFERS"),
    ("ESELON", "VI.z", "ESELON_UNKNOWN"),
    ("JENJANG", "Ahli Sekali", "JENJANG_UNKNOWN"),
    ("JENIS JABATAN", "lain", "JOB_KIND_UNKNOWN"),
    ("KEDUDUKAN HUKUM", "entah", "STANDING_UNKNOWN"),
    ("KAPASITAS PENILAI", "entah", "CAPACITY_UNKNOWN"),
    ("TMT JABATAN", "kemarin", "DATE_UNREADABLE"),
]


@pytest.mark.parametrize(("column", "value", "code"), EXTRA)
def test_what_is_said_of_other_columns(tmp_path: Path, column: str, value: str, code: str) -> None:
    cells = row(BUDI, "Budi", GOL="")
    (found,) = read(csv_file(tmp_path, [[*cells, value]], [*HEAD, column])).rows
    assert code in codes(found.findings)


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("JENIS PEGAWAI", "PNS Daerah Kab/Kota", "employment", EmploymentKind.PNS),
        ("ESELON", "III/a", "eselon", "III.a"),
        ("ESELON", "41", "eselon", "IV.a"),
        ("ESELON", "NON ESELON", "eselon", ""),
        ("JENIS JABATAN", "Fungsional Tertentu", "job_kind", JobKind.FUNGSIONAL),
        ("KEDUDUKAN HUKUM", "Masa Persiapan Pensiun", "standing", LegalStanding.MPP),
        ("KAPASITAS PENILAI", "Plt.", "capacity", Capacity.PLT),
        ("TMT JABATAN", "1 Februari 2024", "tmt", date(2024, 2, 1)),
        ("TMT JABATAN", "2024-02-01 00:00:00", "tmt", date(2024, 2, 1)),
        ("TMT JABATAN", "01/02/2024", "tmt", date(2024, 2, 1)),
        ("TMT JABATAN", "45323", "tmt", date(2024, 2, 1)),
        ("GOLONGAN RUANG", "Penata Tk. I (III/d)", "golongan", "III/b"),  # GOL stands first
    ],
)
def test_understands_closed_lists(
    tmp_path: Path, column: str, value: str, field: str, expected: object
) -> None:
    (found,) = read(csv_file(tmp_path, [[*TEAM[0], value]], [*HEAD, column])).understood
    assert getattr(found, field) == expected


@pytest.mark.parametrize(
    ("nip", "text", "expected"),
    [
        (BUDI, "Penata Tk. I (III/d)", "III/d"),
        (BUDI, "IIIb", "III/b"),
        (BUDI, "iv/A", "IV/a"),
        (BUDI, "34", "III/d"),
        (RINA, "IX", "IX"),
        (RINA, "9", "IX"),
        (RINA, "Golongan XI", "XI"),
    ],
)
def test_understands_golongan(tmp_path: Path, nip: str, text: str, expected: str) -> None:
    (found,) = read(csv_file(tmp_path, [row(nip, "Nama", GOL=text)])).understood
    assert found.golongan == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Budi Contoh", ("", "Budi Contoh", "")),
        ("dr. H. Budi Contoh, Sp.A., M.Kes.", ("dr. H.", "Budi Contoh", "Sp.A., M.Kes.")),
        ("Prof. Dr. Ir. Ani", ("Prof. Dr. Ir.", "Ani", "")),
        ("M. Rizki Contoh", ("", "M. Rizki Contoh", "")),
        ("Ns. Ani, S.Kep.", ("Ns.", "Ani", "S.Kep.")),
    ],
)
def test_takes_titles_off_names(tmp_path: Path, text: str, parts: tuple[str, str, str]) -> None:
    (found,) = read(csv_file(tmp_path, [row(BUDI, text)])).understood
    assert (found.title_front, found.name, found.title_back) == parts


def test_a_row_survives_being_stored(tmp_path: Path) -> None:
    (found,) = read(siasn(tmp_path)).understood
    assert type(found).from_json(found.to_json(), found.columns) == found
