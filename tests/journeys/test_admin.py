"""What the HR office does on a laptop: periods, staff, and the import of a staff file.

The demo's Yuni is HR admin, Asep auditor, Hendra a rater without any of the two."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.cast import NIPS
from tests.conftest import Serve
from tests.databases import Databases
from tests.journeys.accessible import assert_accessible, assert_accessible_everywhere
from tests.journeys.conftest import LAPTOP, OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer
from tests.staff_files import BUDI, HEAD, INA, TONO, Workbook, raw_file, row, text_of

NO_SUCH_BIRTHDAY = "199013402015031001"


def _new_period(page: Page, year: str = "2031", number: str = "Triwulan II 2031") -> None:
    page.get_by_role("button", name="Buat periode", exact=True).click()
    page.get_by_label("Tahun", exact=True).fill(year)
    page.get_by_label("Periode", exact=True).select_option(label=number)


def _row(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words)


def _expect_fault(page: Page, label: str, words: str) -> None:
    """Wait for the sentence at a field, where a screen reader finds it too."""
    field = page.get_by_label(label, exact=True)
    expect(field).to_have_accessible_description(re.compile(words))
    expect(field).to_have_attribute("aria-invalid", "true")


def _upload(page: Page, file: Path) -> None:
    page.locator("input[name=file]").set_input_files(file)
    page.get_by_role("button", name="Unggah dan periksa").click()


def _faulty(folder: Path) -> Path:
    """One good row, one with an impossible birthday, one whose superior nobody knows."""
    rows = [
        row(BUDI, "Budi Contoh", NIPS["hendra"]),
        row(NO_SUCH_BIRTHDAY, "Eka Contoh", NIPS["hendra"]),
        row(INA, "Ina Contoh", TONO),
    ]
    with Workbook(folder) as book:
        for line, cells in enumerate([HEAD, *rows]):
            book.sheet.write_row(line, 0, cells)
    return book.path


def test_a_period_is_made_refusals_land_on_their_field_and_others_see_it_live(
    live_server: LiveServer, laptop: Page, open_phone: OpenPhone
) -> None:
    auditor = open_phone(viewport=LAPTOP)
    sign_in(auditor, live_server, "asep", "/admin/periode")
    expect(auditor.get_by_role("heading", name="Periode penilaian")).to_be_visible()
    sign_in(laptop, live_server, "yuni", "/admin/periode")
    _new_period(laptop)
    expect(laptop.get_by_label("Dibuka tanggal", exact=True)).to_have_value("24/06/2031")
    expect(laptop.get_by_text("Masa penilaian 24/06/2031 s.d. 20/07/2031 (27")).to_be_visible()

    laptop.get_by_label("Dibuka tanggal", exact=True).fill("1/3/2031")
    laptop.get_by_label("Ditutup tanggal", exact=True).fill("31/6/2031")
    laptop.get_by_role("button", name="Buat periode ini").click()
    _expect_fault(laptop, "Ditutup tanggal", "Ini bukan tanggal")
    _expect_fault(laptop, "Alasan", "Tuliskan alasan singkat")

    laptop.get_by_label("Ditutup tanggal", exact=True).fill("20072031")
    laptop.get_by_label("Alasan", exact=True).fill("Surat Edaran 12/2031")
    laptop.get_by_role("button", name="Buat periode ini").click()
    opens = laptop.get_by_label("Dibuka tanggal", exact=True)
    _expect_fault(laptop, "Dibuka tanggal", "sebelum periodenya dimulai")
    expect(opens).to_be_focused()
    expect(opens).to_have_value("01/03/2031")
    expect(laptop.get_by_label("Alasan", exact=True)).to_have_value("Surat Edaran 12/2031")

    opens.fill("24/06/2031")
    laptop.get_by_role("button", name="Buat periode ini").click()
    made = _row(laptop, "Triwulan II 2031")
    expect(made).to_contain_text("24/06/2031 s.d. 20/07/2031")
    expect(made).to_contain_text("Belum dibuka")
    expect(_row(auditor, "Triwulan II 2031")).to_contain_text("20/07/2031")
    expect(auditor.get_by_role("button", name=re.compile("Ubah|Buat periode"))).to_have_count(0)

    _new_period(laptop)
    laptop.get_by_label("Alasan", exact=True).fill("Sekali lagi")
    laptop.get_by_role("button", name="Buat periode ini").click()
    _expect_fault(laptop, "Periode", "Periode ini sudah ada")


def test_a_window_moves_on_every_screen_and_says_what_that_means(
    live_server: LiveServer, laptop: Page, open_phone: OpenPhone
) -> None:
    auditor = open_phone(viewport=LAPTOP)
    sign_in(auditor, live_server, "asep", "/admin/periode")
    sign_in(laptop, live_server, "yuni", "/admin/periode")
    open_row = _row(laptop, "Sedang dibuka").first
    name = (open_row.get_by_role("button").get_attribute("aria-label") or "")[len("Ubah ") :]
    open_row.get_by_role("button").click()
    expect(laptop.get_by_role("heading", name=f"Ubah {name}")).to_be_focused()

    opens = laptop.get_by_label("Dibuka tanggal", exact=True).input_value()
    laptop.get_by_label("Ditutup tanggal", exact=True).fill(opens)
    expect(laptop.get_by_text("akan langsung ditutup")).to_be_visible()
    laptop.get_by_label("Alasan", exact=True).fill("Ditutup lebih awal")
    laptop.reload()  # the address knows which form is open
    laptop.get_by_label("Ditutup tanggal", exact=True).fill(opens)
    laptop.get_by_label("Alasan", exact=True).fill("Ditutup lebih awal")
    laptop.get_by_role("button", name="Simpan perubahan").click()
    expect(_row(laptop, name)).to_contain_text("Sudah ditutup")
    expect(_row(auditor, name)).to_contain_text(f"{opens} s.d. {opens} (1")
    expect(_row(auditor, name)).to_contain_text("Sudah ditutup")


def test_a_faulty_staff_file_is_shown_line_by_line_and_its_good_rows_are_taken(
    live_server: LiveServer, laptop: Page, tmp_path: Path
) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/staf/impor")
    _upload(laptop, _faulty(tmp_path))
    wrong = _row(laptop, "Baris 3")
    expect(wrong).to_contain_text("NIP")
    expect(wrong).to_contain_text(NO_SUCH_BIRTHDAY)
    expect(wrong).to_contain_text("bukan tanggal lahir")
    expect(wrong).to_contain_text("Cocokkan dengan SK")
    expect(_row(laptop, "Baris 4")).to_contain_text(TONO)
    everything = laptop.get_by_role("button", name=re.compile("^Simpan semua"))
    expect(everything).to_have_attribute("aria-disabled", "true")
    expect(laptop.get_by_text("2 baris yang salah diperbaiki")).to_be_visible()

    laptop.reload()  # left in the middle, it goes on where it was
    laptop.get_by_role("button", name="Catatan").click()
    expect(laptop).to_have_url(re.compile(r"/admin/staf/impor/\d+\?tingkat=catatan$"))
    laptop.get_by_role("button", name=re.compile("^Simpan yang benar saja")).click()
    laptop.get_by_role("dialog").get_by_text("1 pegawai ditambahkan").wait_for()
    laptop.get_by_role("button", name="Ya, simpan").click()
    expect(laptop.get_by_text("1 baris sudah disimpan")).to_be_visible()
    with laptop.expect_download() as download:
        laptop.get_by_role("link", name="Unduh 2 baris yang ditolak").click()
    refused = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert refused.splitlines()[0].startswith("BARIS;ALASAN DITOLAK;CARA MEMPERBAIKI;NIP")
    assert "bukan tanggal lahir" in refused
    assert BUDI not in refused

    laptop.get_by_role("link", name="Lihat daftar pegawai").click()
    laptop.get_by_label("Cari pegawai").fill("budi cont")
    found = _row(laptop, "Budi Contoh")
    expect(found).to_contain_text("Hendra Gunawan")
    expect(found).to_contain_text("Belum aktif")
    laptop.get_by_label("Cari pegawai").fill(BUDI)
    expect(laptop.get_by_text("1–1 dari 1", exact=True)).to_be_visible()
    assert laptop.url == f"{live_server.url}/admin/staf"  # neither name nor NIP in the address


def test_the_template_is_a_workbook_that_the_importer_reads(
    live_server: LiveServer, laptop: Page, tmp_path: Path
) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/staf/impor")
    with laptop.expect_download() as download:
        laptop.get_by_role("button", name="Unduh templat Excel").click()
    template = tmp_path / "templat.xlsx"
    download.value.save_as(template)
    _upload(laptop, template)
    expect(laptop.get_by_text("Berkas ini tidak dapat diproses")).to_be_visible()
    expect(laptop.get_by_text("Tidak ada baris pegawai di bawah judul")).to_be_visible()


def test_another_sheet_of_the_same_workbook_is_checked_without_choosing_it_again(
    live_server: LiveServer, laptop: Page, tmp_path: Path
) -> None:
    with Workbook(tmp_path) as book:
        book.sheet.write_row(0, 0, HEAD)
        book.sheet.write_row(1, 0, row(NO_SUCH_BIRTHDAY, "Eka Contoh"))
        other = book.book.add_worksheet("PPPK")
        other.write_row(0, 0, HEAD)
        other.write_row(1, 0, row(BUDI, "Budi Contoh", NIPS["hendra"]))
    sign_in(laptop, live_server, "yuni", "/admin/staf/impor")
    _upload(laptop, book.path)
    first = re.compile(r"/admin/staf/impor/(\d+)$")
    expect(laptop).to_have_url(first)
    checked = laptop.url
    laptop.get_by_label("Lembar", exact=True).select_option("PPPK")
    laptop.get_by_role("button", name="Periksa lembar ini").click()
    expect(laptop.get_by_text('Yang diperiksa adalah lembar "PPPK"')).to_be_visible()
    expect(laptop.get_by_role("button", name="Simpan semua (1 baris)")).to_be_visible()
    laptop.goto(checked)
    expect(laptop.get_by_text("Berkas ini sudah dibuang")).to_be_visible()


def test_what_cannot_be_uploaded_is_said_kindly_and_the_file_stays_chosen(
    sqlite_databases: Databases, serve: Serve, laptop: Page, tmp_path: Path
) -> None:
    with sqlite_databases.lend(people=60) as url:
        server = serve(url, ADIL_UPLOAD_MAX_MIB="1")
        sent: list[Request] = []
        laptop.on("request", lambda it: sent.append(it) if "/uploads/" in it.url else None)
        sign_in(laptop, server, "yuni", "/admin/staf/impor")

        _upload(laptop, raw_file(tmp_path, b"%PDF-1.7", "pegawai.pdf"))
        expect(laptop.get_by_text("pegawai.pdf bukan berkas yang dapat dibaca")).to_be_visible()
        _upload(laptop, raw_file(tmp_path, b"", "kosong.csv"))
        expect(laptop.get_by_text("kosong.csv kosong")).to_be_visible()
        assert sent == []

        _upload(laptop, raw_file(tmp_path, b"NIP;NAMA\n" * 200_000, "besar.csv"))
        expect(laptop.get_by_text("besar.csv terlalu besar untuk server ini")).to_be_visible()
        expect(laptop.get_by_text("besar.csv", exact=True)).to_be_visible()

        small = raw_file(tmp_path, text_of([HEAD, row(BUDI, "Budi Contoh")]).encode(), "kecil.csv")
        laptop.get_by_label("Tanggal berlaku", exact=True).fill("01/01/1980")
        _upload(laptop, small)
        _expect_fault(laptop, "Tanggal berlaku", "antara 1990")
        laptop.get_by_label("Tanggal berlaku", exact=True).fill("01/11/2026")
        laptop.context.set_offline(True)
        laptop.get_by_role("button", name="Unggah dan periksa").click()
        expect(laptop.get_by_text("Sambungan terputus saat mengirim kecil.csv")).to_be_visible()
        laptop.context.set_offline(False)
        laptop.get_by_role("button", name="Unggah dan periksa").click()
        expect(laptop.get_by_role("heading", name="kecil.csv")).to_be_visible()
        laptop.get_by_role("button", name="Buang berkas ini").click()
        laptop.get_by_role("button", name="Ya, buang").click()
        expect(laptop.get_by_text("Berkas ini sudah dibuang")).to_be_visible()
        server.stop()


def test_a_rater_is_set_from_a_day_on_and_a_closed_period_is_refused(
    live_server: LiveServer, laptop: Page
) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/staf")
    laptop.get_by_label("Cari pegawai").fill("Sari Wulandari")
    laptop.get_by_role("button", name=re.compile("^Atur penilai Sari Wulandari")).click()
    laptop.get_by_role("button", name="Simpan penilai").click()
    _expect_fault(laptop, "Pejabat penilai baru", "Cari dan pilih")
    laptop.get_by_label("Pejabat penilai baru", exact=True).fill("Dewi Ang")
    laptop.get_by_role("radio", name=re.compile("Dewi Anggraini")).check()
    laptop.get_by_label("Menilai sebagai").select_option("PLT")
    laptop.get_by_label("Mulai tanggal", exact=True).fill("01/01/2024")
    laptop.get_by_label("Alasan", exact=True).fill("Surat perintah 7/2026")
    laptop.get_by_role("button", name="Simpan penilai").click()
    _expect_fault(laptop, "Mulai tanggal", "periode yang sudah ditutup")

    laptop.get_by_label("Mulai tanggal", exact=True).fill(_today(laptop))
    laptop.get_by_role("button", name="Simpan penilai").click()
    sari = _row(laptop, "Sari Wulandari")
    expect(sari).to_contain_text("Dewi Anggraini")
    expect(sari).to_contain_text("Plt.")
    expect(sari.get_by_role("button")).to_be_focused()


def _today(page: Page) -> str:
    words: str = page.evaluate(
        "new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Jakarta' }).format(new Date())"
    )
    return words


@pytest.mark.parametrize("path", ["/admin/staf", "/admin/staf/impor", "/admin/periode"])
def test_others_get_a_kind_refusal(live_server: LiveServer, phone: Page, path: str) -> None:
    sign_in(phone, live_server, "hendra", path)
    expect(phone.get_by_text("Halaman ini untuk pengelola kepegawaian")).to_be_visible()
    expect(phone.get_by_role("table")).to_have_count(0)
    assert_accessible(phone)


def test_an_auditor_reads_staff_and_imports_and_is_offered_nothing_to_change(
    live_server: LiveServer, laptop: Page
) -> None:
    sign_in(laptop, live_server, "asep", "/admin/staf")
    expect(laptop.get_by_text("1–25 dari")).to_be_visible()
    expect(laptop.get_by_role("button", name=re.compile("Atur penilai"))).to_have_count(0)
    laptop.get_by_role("link", name="Riwayat impor").click()
    expect(laptop.get_by_text("Belum ada berkas yang diunggah.")).to_be_visible()
    expect(laptop.get_by_role("button", name="Unggah dan periksa")).to_have_count(0)


def test_the_periods_are_for_everybody(live_server: LiveServer, laptop: Page) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/periode")
    expect(laptop.get_by_role("table").first).to_be_visible()
    assert_accessible_everywhere(laptop)
    _new_period(laptop)
    laptop.get_by_role("button", name="Buat periode ini").click()
    expect(laptop.locator("[aria-invalid=true]")).to_have_count(1)
    assert_accessible_everywhere(laptop)


def test_the_staff_list_is_for_everybody(live_server: LiveServer, laptop: Page) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/staf")
    laptop.get_by_role("button", name=re.compile("^Atur penilai")).first.click()
    laptop.get_by_label("Pejabat penilai baru", exact=True).fill("Hendra")
    expect(laptop.get_by_role("radio").first).to_be_visible()
    assert_accessible_everywhere(laptop)
    laptop.get_by_role("button", name="Batal").click()
    expect(laptop.get_by_role("table")).to_be_visible()
    assert_accessible_everywhere(laptop)


def test_the_import_is_for_everybody(live_server: LiveServer, laptop: Page, tmp_path: Path) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/staf/impor")
    laptop.get_by_text("Kolom yang dikenali").click()
    assert_accessible_everywhere(laptop)
    _upload(laptop, _faulty(tmp_path))
    expect(_row(laptop, "Baris 3")).to_be_visible()
    assert_accessible_everywhere(laptop)
    laptop.get_by_role("button", name=re.compile("^Simpan yang benar saja")).click()
    expect(laptop.get_by_role("dialog")).to_be_visible()
    assert_accessible_everywhere(laptop)
