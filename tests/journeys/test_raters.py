"""A wrong rater mended between two phones, and the pages of special cases and rights."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer

WHY = "Sejak SK mutasi saya bertugas di bawah kepala dinas (contoh)."
ANSWER = "Benar menurut SK, garis penilaian sudah kami perbaiki (contoh)."


def test_a_wrong_rater_is_reported_on_one_phone_and_mended_on_the_other(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    hr = open_phone()
    sign_in(hr, live_server, "yuni", "/admin/penilai")
    expect(hr.get_by_role("heading", name=re.compile("^Wati"))).to_be_visible()  # of the sample
    assert_accessible_everywhere(hr)

    sign_in(phone, live_server, "sari", "/saya")
    phone.get_by_role("link", name="Penilai saya salah").click()
    expect(phone.get_by_text("Tercatat sekarang")).to_be_visible()
    phone.get_by_role("radio", name=re.compile("Dewi Anggraini")).check()
    phone.get_by_role("button", name="Kirim laporan").click()
    expect(phone.get_by_text("Tulis sedikitnya 10 huruf")).to_be_visible()
    phone.get_by_label("Apa yang tidak sesuai?").fill(WHY)
    phone.get_by_role("button", name="Kirim laporan").click()
    expect(phone.get_by_text("Menunggu jawaban")).to_be_visible()
    assert_accessible_everywhere(phone)

    # It comes into the queue by itself.
    hr.get_by_role("button", name=re.compile("^Periksa laporan Sari")).click()
    expect(hr.get_by_text("Yang akan terjadi")).to_be_visible()
    expect(hr.get_by_text("Periode yang sudah ditutup tidak disentuh.")).to_be_visible()
    assert_accessible_everywhere(hr)
    hr.get_by_label("Jawaban untuk pegawai").fill(ANSWER)
    hr.get_by_role("button", name="Terima dan tetapkan").click()

    # And the answer comes to the employee's phone by itself, with the new rater.
    expect(phone.get_by_text("Diterima")).to_be_visible()
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    expect(phone.locator("section").first).to_contain_text("dr. Dewi Anggraini")


def test_a_member_on_lawful_leave_is_shown_as_that_and_no_more(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "hendra", "/tim")
    row = phone.get_by_role("listitem").filter(has_text="Putri Rahmadani")
    expect(row).to_contain_text("cuti sah: 1,5 bulan")
    assert_accessible_everywhere(phone)


def test_the_table_of_rights_is_in_the_app(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "sari", "/saya/hak")
    mine = phone.get_by_role("table", name="Boleh Anda lakukan")
    expect(mine).to_contain_text("Melaporkan penilai yang salah")
    expect(phone.get_by_role("table", name="Dilakukan orang lain")).to_contain_text("Pemeriksa")
    assert_accessible_everywhere(phone)


def test_an_auditor_reads_with_a_reason_and_the_person_sees_it(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    auditor = open_phone()
    sign_in(auditor, live_server, "asep", "/admin/periksa")
    auditor.get_by_label("Pejabat penilai baru").fill("Sari Wulandari")
    auditor.get_by_role("radio", name=re.compile("Sari Wulandari")).check()
    auditor.get_by_label("Dasar pemeriksaan").fill("Surat tugas 700/15/2026 (contoh)")
    auditor.get_by_role("button", name="Baca hasil").click()
    expect(
        auditor.get_by_role("heading", name=re.compile("^(Triwulan|Tahun)")).first
    ).to_be_visible()
    assert_accessible_everywhere(auditor)
    sign_in(phone, live_server, "sari", "/saya/hak")
    expect(phone.get_by_text("Surat tugas 700/15/2026 (contoh)")).to_be_visible()


def test_writing_is_lent_and_taken_back(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "hendra", "/saya/titipan")
    phone.get_by_label("NIP orangnya").fill("198107122006041004")  # Rahmat
    phone.get_by_label("Sampai", exact=True).fill(
        phone.get_by_label("Mulai", exact=True).input_value()
    )
    phone.get_by_label("Alasan").fill("Tugas luar daerah (contoh).")
    phone.get_by_role("button", name="Titipkan", exact=True).click()
    end = phone.get_by_role("button", name=re.compile("^Akhiri titipan kepada Rahmat"))
    expect(end).to_be_visible()
    assert_accessible_everywhere(phone)
    end.click()
    expect(end).to_have_count(0)


def test_hr_sees_who_holds_which_role(live_server: LiveServer, laptop: Page) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/peran")
    expect(laptop.get_by_role("table", name="Peran")).to_contain_text("Pemeriksa · tetap")
    assert_accessible_everywhere(laptop)
