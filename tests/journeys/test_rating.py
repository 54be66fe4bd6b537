"""A superior rates on the phone: all of it, without signal, on two phones, and once only."""

import json
import re
import sqlite3
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.accessible import assert_accessible, assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in, wait_for_worker
from tests.server import LiveServer

SAVED = re.compile(r"^Tersimpan \d{2}\.\d{2}$")
ON_THIS_PHONE = "Belum terkirim – tersimpan di ponsel ini"
NOTE = "Ramah kepada pasien, contohnya saat antrean panjang."
VERSIONS = """async (id) => {
  const query = 'query V($id: ID!) { resultVersions(reviewId: $id) { number summary } }';
  const headers = { 'content-type': 'application/json', 'x-adil': '1' };
  const body = JSON.stringify({ query, variables: { id }, operationName: 'V' });
  const answer = await fetch('/graphql', { method: 'POST', headers, body });
  return (await answer.json()).data.resultVersions;
}"""


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name="Tim saya").locator("li.member").filter(has_text=name)


def _open(page: Page, server: LiveServer, name: str) -> str:
    """Hendra opens the form of a member of his team; gives the id of the review."""
    sign_in(page, server, "hendra", "/tim")
    _row(page, name).get_by_text(name).click()
    page.wait_for_url("**/nilai/*")
    expect(_title(page)).to_be_visible()
    return page.url.split("/nilai/")[1].split("?")[0]


def _title(page: Page) -> Locator:
    return page.locator("#item-title")


def _state(page: Page) -> Locator:
    return page.locator(".where [role=status]")


def _note(page: Page) -> Locator:
    return page.get_by_label("Catatan untuk pegawai")


def _next(page: Page) -> None:
    before = _title(page).inner_text()
    page.get_by_role("button", name=re.compile("^(Lanjut|Tinjau penilaian)$")).click()
    expect(_title(page)).not_to_have_text(before)


def _rate_all(page: Page, rating: str = "Sesuai ekspektasi") -> int:
    """Rate every item from the first to the review; gives how many there were."""
    rated = 0
    while _title(page).inner_text() != "Tinjau dan kirim":
        page.get_by_role("radio", name=rating, exact=True).check()
        rated += 1
        _next(page)
    expect(_state(page)).to_have_text(SAVED)
    expect(page.get_by_text("Disarankan", exact=True)).to_have_count(2)
    return rated


def _send(page: Page) -> None:
    page.get_by_role("button", name="Kirim penilaian").click()
    page.get_by_role("button", name="Ya, kirim").click()


def test_a_whole_team_member_is_rated_and_the_row_follows_by_itself(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    review = _open(phone, live_server, "Sari Wulandari")
    _note(phone).fill(NOTE)
    assert _rate_all(phone) >= 8
    expect(phone.get_by_role("button", name=re.compile("^Baik"))).not_to_have_count(0)
    phone.get_by_label("Pesan Anda untuk pegawai").fill("Pertahankan.")
    _send(phone)
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()
    expect(phone.get_by_text("sudah dapat membaca hasil")).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile(r"^Lanjut: .* tersisa$"))).to_be_visible()

    phone.get_by_role("link", name="Kembali").click()
    row = _row(phone, "Sari Wulandari")
    expect(row.get_by_text(re.compile(r"^Terkirim \d"))).to_be_visible()

    employee = open_phone()
    sign_in(employee, live_server, "sari", f"/hasil/{review}")
    expect(row.get_by_text(re.compile(r"^Dibaca \d"))).to_be_visible()


def test_nobodys_predikat_is_on_the_list_until_it_is_asked_for(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "hendra", "/tim")
    row = _row(phone, "Putri Rahmadani")
    expect(row).to_be_visible()
    words = re.compile("^(Sangat Baik|Baik|Butuh Perbaikan|Kurang|Sangat Kurang)$")
    expect(phone.get_by_text(words)).to_have_count(0)
    row.get_by_role("button", name="Lihat hasil terakhir").click()
    expect(row.get_by_role("list").get_by_text(words).first).to_be_visible()
    row.get_by_role("button", name="Sembunyikan hasil terakhir").click()
    expect(phone.get_by_text(words)).to_have_count(0)


def test_the_list_is_filtered_and_searched(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "hendra", "/tim")
    rows = phone.get_by_role("list", name="Tim saya").locator("li.member")
    expect(rows.first).to_be_visible()
    everybody = rows.count()
    phone.get_by_label("Cari nama atau jabatan").fill("putri rahma")
    expect(rows).to_have_count(1)
    phone.get_by_label("Cari nama atau jabatan").fill("tidak ada orangnya")
    expect(phone.get_by_text("Tidak ada yang cocok")).to_be_visible()
    phone.get_by_label("Cari nama atau jabatan").fill("")
    draft = phone.get_by_role("button", name=re.compile("^Draf"))
    draft.click()
    expect(draft).to_have_attribute("aria-pressed", "true")
    expect(rows.filter(has_text="Belum dinilai")).to_have_count(0)
    assert rows.count() < everybody
    phone.get_by_label("Periode", exact=True).select_option(index=0)
    expect(phone.get_by_text("Masa penilaian dibuka")).to_be_visible()


def test_without_signal_in_the_middle_nothing_is_lost(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    review = _open(phone, live_server, "Sari Wulandari")
    phone.get_by_role("radio", name="Di atas ekspektasi").check()
    expect(_state(phone)).to_have_text(SAVED)
    wait_for_worker(phone)

    phone.context.set_offline(True)
    _next(phone)
    second = _title(phone).inner_text()
    phone.get_by_role("radio", name="Di bawah ekspektasi").check()
    _note(phone).fill(NOTE)
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    phone.reload()
    expect(_title(phone)).to_have_text(second)
    expect(_note(phone)).to_have_value(NOTE)
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)

    phone.context.set_offline(False)
    expect(_state(phone)).to_have_text(SAVED)
    other = open_phone()
    sign_in(other, live_server, "hendra", "/tim")
    other.goto(phone.url)
    expect(_title(other)).to_have_text(second)
    expect(_note(other)).to_have_value(NOTE)
    expect(other.get_by_role("radio", name="Di bawah ekspektasi")).to_be_checked()
    assert other.evaluate(VERSIONS, review) == []


def test_what_waits_goes_out_from_any_page(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    _open(phone, live_server, "Sari Wulandari")
    wait_for_worker(phone)
    address = phone.url
    phone.context.set_offline(True)
    _note(phone).fill(NOTE)
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    phone.get_by_role("link", name="Kembali").click()
    row = _row(phone, "Sari Wulandari")
    expect(row.get_by_text("Belum terkirim", exact=True)).to_be_visible()

    phone.context.set_offline(False)
    expect(row.get_by_text("Belum terkirim", exact=True)).to_have_count(0)
    other = open_phone()
    sign_in(other, live_server, "hendra", "/tim")
    other.goto(address)
    expect(_note(other)).to_have_value(NOTE)


def test_forms_taken_along_are_filled_in_without_signal(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "hendra", "/tim")
    wait_for_worker(phone)
    phone.get_by_role("button", name="Simpan formulir di ponsel").click()
    expect(phone.get_by_text(re.compile("formulir tersimpan. Anda dapat menilai"))).to_be_visible()
    phone.context.set_offline(True)
    phone.reload()
    _row(phone, "Sari Wulandari").get_by_text("Sari Wulandari").click()
    phone.get_by_role("radio", name="Sesuai ekspektasi").check()
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    phone.context.set_offline(False)
    expect(_state(phone)).to_have_text(SAVED)


def test_a_reload_in_the_middle_of_a_word_keeps_it(live_server: LiveServer, phone: Page) -> None:
    _open(phone, live_server, "Sari Wulandari")
    _note(phone).press_sequentially(NOTE)
    phone.reload()
    expect(_note(phone)).to_have_value(NOTE)
    expect(_state(phone)).to_have_text(SAVED)


def test_a_tap_whose_answer_was_lost_counts_once(
    live_server: LiveServer, open_phone: OpenPhone
) -> None:
    phone = open_phone(service_workers="block")  # Playwright sees no request behind a worker
    review = _open(phone, live_server, "Sari Wulandari")
    _rate_all(phone)
    sent: list[str] = []

    def lose_first_answer(route: Route) -> None:
        body: dict[str, Any] = json.loads(route.request.post_data or "{}")
        if body.get("operationName") == "SubmitReview":
            sent.append(body["variables"]["requestId"])
            if len(sent) == 1:
                route.fetch()
                route.abort()
                return
        route.fallback()

    phone.route("**/graphql", lose_first_answer)
    _send(phone)
    expect(phone.get_by_text("Sambungan terputus")).to_be_visible()
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert [version["number"] for version in phone.evaluate(VERSIONS, review)] == [1]


def test_two_phones_both_see_what_the_other_wrote_and_choose(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    _open(phone, live_server, "Sari Wulandari")
    other = open_phone()
    sign_in(other, live_server, "hendra", "/tim")
    other.goto(phone.url)
    title = _title(phone).inner_text()
    expect(_title(other)).to_have_text(title)

    phone.context.set_offline(True)
    _note(phone).fill("Dari ponsel pertama.")
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    _note(other).fill("Dari ponsel kedua.")
    other.get_by_role("radio", name="Di atas ekspektasi").check()
    expect(_state(other)).to_have_text(SAVED)

    phone.context.set_offline(False)
    expect(phone.get_by_role("alert").filter(has_text="perangkat Anda yang lain")).to_be_visible()
    expect(phone.get_by_text("Dari ponsel pertama.")).to_be_visible()
    expect(phone.get_by_text("Dari ponsel kedua.")).to_be_visible()
    assert_accessible(phone)
    go_on = phone.get_by_role("button", name="Lanjutkan dengan pilihan ini")
    go_on.click()
    expect(phone.get_by_text("1 butir belum dipilih.")).to_be_visible()
    phone.get_by_role("radio", name="Gabungkan kedua catatan").check()
    go_on.click()

    both = "Dari ponsel pertama.\n\nDari ponsel kedua."
    expect(_state(phone)).to_have_text(SAVED)
    _step_to(phone, title)
    expect(_note(phone)).to_have_value(both)
    expect(phone.get_by_role("radio", name="Di atas ekspektasi")).to_be_checked()
    expect(_note(other)).to_have_value(both)  # the other phone learns it by itself


def _step_to(page: Page, title: str) -> None:
    page.get_by_role("button", name="Daftar butir").click()
    page.get_by_role("dialog").get_by_role("button", name=title).click()
    expect(_title(page)).to_have_text(title)


def test_what_two_phones_wrote_about_different_items_fits_together(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    _open(phone, live_server, "Sari Wulandari")
    other = open_phone()
    sign_in(other, live_server, "hendra", "/tim")
    other.goto(phone.url)
    _next(other)
    second = _title(other).inner_text()
    phone.context.set_offline(True)
    _note(phone).fill("Tentang butir pertama.")
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    _note(other).fill("Tentang butir kedua.")
    expect(_state(other)).to_have_text(SAVED)
    phone.context.set_offline(False)
    expect(_state(phone)).to_have_text(SAVED)
    expect(_note(phone)).to_have_value("Tentang butir pertama.")
    _step_to(phone, second)
    expect(_note(phone)).to_have_value("Tentang butir kedua.")


def test_a_departure_from_the_suggestion_asks_for_its_reason(
    live_server: LiveServer, phone: Page
) -> None:
    review = _open(phone, live_server, "Sari Wulandari")
    _rate_all(phone)
    phone.get_by_role("radio", name="Di bawah ekspektasi").first.check()
    expect(phone.locator(".predikat")).to_have_text("Butuh Perbaikan")
    reason = phone.get_by_label("Alasan berbeda dari saran")
    reason.fill("singkat")
    phone.get_by_role("button", name="Kirim penilaian").click()
    expect(reason).to_be_focused()
    expect(reason).to_have_accessible_description(re.compile("sedikitnya 10 huruf"))
    assert phone.evaluate(VERSIONS, review) == []
    reason.fill("Target kunjungan rumah tidak tercapai.")
    _send(phone)
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()
    assert len(phone.evaluate(VERSIONS, review)) == 1


def test_what_is_missing_is_one_tap_away(live_server: LiveServer, phone: Page) -> None:
    _open(phone, live_server, "Sari Wulandari")
    first = _title(phone).inner_text()
    phone.get_by_role("button", name=re.compile("^Tinjau")).click()
    phone.get_by_role("button", name="Kirim penilaian").click()
    missing = phone.locator("#missing").get_by_role("button")
    expect(missing.first).to_be_focused()
    missing.first.click()
    expect(_title(phone)).to_have_text(first)
    expect(_title(phone)).to_be_focused()


def test_a_link_is_checked_added_and_removed(live_server: LiveServer, phone: Page) -> None:
    _open(phone, live_server, "Sari Wulandari")
    phone.get_by_role("button", name="Tambah tautan bukti").click()
    address = phone.get_by_label("Alamat tautan")
    address.fill("javascript:alert(1)")
    phone.get_by_role("button", name="Tambahkan").click()
    expect(address).to_have_accessible_description(re.compile("tidak dikenali"))
    address.fill("drive.google.com/contoh")
    phone.get_by_role("button", name="Tambahkan").click()
    link = phone.get_by_role("link", name="drive.google.com")
    expect(link).to_have_attribute("href", "https://drive.google.com/contoh")
    expect(_state(phone)).to_have_text(SAVED)
    phone.reload()
    phone.get_by_role("button", name="Hapus tautan drive.google.com").click()
    expect(link).to_have_count(0)
    expect(_state(phone)).to_have_text(SAVED)


def test_a_given_result_is_corrected_with_a_reason_or_left_as_it_is(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "hendra", "/tim")
    _row(phone, "Arif Sugeng Riyadi").get_by_text("Arif Sugeng Riyadi").click()
    expect(phone.get_by_role("heading", name="Perjalanan hasil ini")).to_be_visible()
    review = phone.url.split("/nilai/")[1].split("?")[0]
    phone.get_by_role("button", name="Perbaiki hasil").click()
    reason = phone.get_by_label("Alasan perbaikan")
    reason.fill("salah")
    phone.get_by_role("button", name="Mulai perbaikan").click()
    expect(reason).to_have_accessible_description(re.compile("sedikitnya 10 huruf"))
    reason.fill("Angka kunjungan sudah direvisi.")
    phone.get_by_role("button", name="Mulai perbaikan").click()
    expect(phone.get_by_text("Alasan: Angka kunjungan sudah direvisi.")).to_be_visible()
    phone.get_by_role("button", name="Batalkan perbaikan").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_role("button", name="Batalkan perbaikan").click()
    expect(phone.get_by_role("heading", name="Perjalanan hasil ini")).to_be_visible()
    assert len(phone.evaluate(VERSIONS, review)) == 1

    phone.get_by_role("button", name="Perbaiki hasil").click()
    reason.fill("Angka kunjungan sudah direvisi.")
    phone.get_by_role("button", name="Mulai perbaikan").click()
    phone.get_by_label("Pesan Anda untuk pegawai").fill("Sudah diperbaiki.")
    expect(_state(phone)).to_have_text(SAVED)
    phone.get_by_role("button", name="Kirim perbaikan").click()
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()
    assert len(phone.evaluate(VERSIONS, review)) == 2


def test_a_window_that_closes_keeps_the_words(live_server: LiveServer, phone: Page) -> None:
    _open(phone, live_server, "Sari Wulandari")
    # Without signal, so that the page cannot hear of the closing before the words are typed.
    phone.context.set_offline(True)
    _note(phone).fill(NOTE)
    _close_windows(live_server)
    phone.context.set_offline(False)
    expect(phone.get_by_text("Masa penilaian sudah ditutup")).to_be_visible()
    expect(phone.get_by_role("textbox", name="Ketikan Anda")).to_have_value(
        re.compile(re.escape(NOTE))
    )
    assert_accessible(phone)
    phone.reload()
    expect(phone.get_by_role("textbox", name="Ketikan Anda")).to_have_value(
        re.compile(re.escape(NOTE))
    )


def _close_windows(server: LiveServer) -> None:
    with sqlite3.connect(server.database_url.removeprefix("sqlite://")) as db:
        db.execute("update period set opens = '2020-01-01', closes = '2020-01-02'")


def test_who_rates_nobody_and_who_did_not_give_it_are_told_kindly(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    review = _open(phone, live_server, "Sari Wulandari")
    stranger = open_phone()
    sign_in(stranger, live_server, "sari", "/tim")
    expect(stranger.get_by_text("Belum ada yang Anda nilai")).to_be_visible()
    stranger.goto(f"{live_server.url}/nilai/{review}")
    expect(stranger.get_by_text("Penilaian ini tidak ditemukan")).to_be_visible()


def test_the_pages_of_rating_are_for_everybody(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "hendra", "/tim")
    expect(_row(phone, "Sari Wulandari")).to_be_visible()
    assert_accessible_everywhere(phone)
    _row(phone, "Sari Wulandari").get_by_text("Sari Wulandari").click()
    expect(_title(phone)).to_be_visible()
    assert_accessible_everywhere(phone)
    _rate_all(phone)
    assert_accessible_everywhere(phone)
    _send(phone)
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()
    assert_accessible_everywhere(phone)
