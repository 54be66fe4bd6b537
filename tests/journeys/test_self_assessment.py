"""Both judge for themselves: the rater sees the self-assessment only after own first ratings."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.accessible import assert_accessible, assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer

SAVED = re.compile(r"^Tersimpan \d{2}\.\d{2}$")
REASON = "Bukti kegiatan posyandu belum saya ketahui sebelumnya."


def _assess_self(page: Page, server: LiveServer) -> None:
    """Sari rates herself above expectation on every item and sends it."""
    sign_in(page, server, "sari", "/beranda")
    page.get_by_role("link", name="Isi penilaian diri").click()
    cards = page.get_by_role("article")
    expect(cards.first).to_be_visible()
    for number in range(cards.count()):
        cards.nth(number).get_by_role("radio", name="Di atas ekspektasi").check()
    expect(page.locator("[role=status]").filter(has_text=SAVED)).to_be_visible()


def test_first_judgements_stay_apart(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    _assess_self(phone, live_server)
    assert_accessible_everywhere(phone)
    phone.get_by_role("button", name="Kirim penilaian diri").click()
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_text("Isinya tidak berubah lagi")).to_be_visible()

    rater = open_phone()
    sign_in(rater, live_server, "hendra", "/tim")
    row = rater.get_by_role("list", name="Tim saya").locator("li.member")
    row.filter(has_text="Sari Wulandari").get_by_text("Sari Wulandari").click()
    title = rater.locator("#item-title")
    expect(title).to_be_visible()
    while (before := title.inner_text()) != "Tinjau dan kirim":
        rater.get_by_role("radio", name="Sesuai ekspektasi", exact=True).check()
        rater.get_by_role("button", name=re.compile("^(Lanjut|Tinjau penilaian)$")).click()
        expect(title).not_to_have_text(before)
    card = rater.get_by_role("heading", name="Penilaian diri pegawai").locator("../..")
    expect(card.get_by_text("Di atas ekspektasi")).to_have_count(0)
    assert_accessible(rater)
    rater.get_by_role("button", name="Tetapkan penilaian awal dan lihat").click()
    expect(rater.get_by_text("Berbeda dari penilaian Anda pada")).to_be_visible()

    # After it was seen, a rating moves: that needs a reason.
    rater.get_by_text(re.compile(r"^Semua butir")).or_(
        rater.locator("details.all summary")
    ).first.click()
    rater.locator("details.all button").first.click()
    rater.get_by_role("radio", name="Di atas ekspektasi", exact=True).check()
    rater.get_by_label("Catatan untuk pegawai").fill("Melampaui sasaran dua dusun.")
    rater.get_by_role("button", name="Daftar butir").click()
    rater.get_by_role("dialog").get_by_role("button", name="Tinjau dan kirim").click()
    field = rater.get_by_label("1 penilaian berubah setelah Anda melihat penilaian diri. Mengapa?")
    expect(field).to_be_visible()
    field.fill(REASON)
    rater.get_by_role("button", name="Simpan alasan").click()
    expect(rater.get_by_text(f"Alasan perubahan: {REASON}")).to_be_visible()
    assert_accessible_everywhere(rater)
    rater.get_by_role("button", name="Kirim penilaian").click()
    rater.get_by_role("button", name="Ya, kirim").click()
    expect(rater.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()

    # The result came: nothing can be written any more, what was sent stays to be read.
    phone.reload()
    expect(phone.get_by_text("Isinya tidak berubah lagi")).to_be_visible()
