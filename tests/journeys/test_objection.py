"""A result is accepted or objected to on the phone, explained, decided, and seen live by all three.

Hendra rates Sari through the same doors as his app; everything after that is done by hand."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.journeys.test_live_result import ASK, Rater
from tests.server import LiveServer

DETAIL = re.compile(r"/keberatan/\d+$")
WHY_ITEM = "Target kunjungan terlampaui 120 persen sejak Agustus, terlihat di laporan bulanan."
WHY_ALL = "Laporan Juli sampai September menunjukkan capaian di atas target; mohon ditinjau."
ANSWER = "Penilaian saya berdasar laporan yang masuk sampai akhir September."
ANSWER_ITEM = "Laporan Agustus baru saya terima bulan Oktober."
DECISION = "Laporan yang terlambat masuk bukan kesalahan pegawai; capaiannya terbukti."
DEPARTS = "Capaian seluruh triwulan jauh di atas target."
SAVED = re.compile(r"^Tersimpan di ponsel ini \d{2}\.\d{2}$")
MINE = "{ myObjections { objections { reviewId reason state items { key reason } } } }"


@pytest.fixture
def hendra(live_server: LiveServer, open_phone: OpenPhone) -> Page:
    """Hendra's phone: he rates Sari."""
    page = open_phone()
    sign_in(page, live_server, "hendra")
    return page


@pytest.fixture
def review(hendra: Page) -> str:
    """Sari's result of this quarter, just delivered: everything as expected, predikat Baik."""
    return Rater(hendra).rate("Sari", "SESUAI")


@pytest.fixture
def sari(live_server: LiveServer, phone: Page, review: str) -> Page:
    """Sari's phone, on her result."""
    sign_in(phone, live_server, "sari", f"/hasil/{review}")
    expect(_panel(phone)).to_contain_text("Menunggu tanggapan")
    return phone


def _panel(page: Page) -> Locator:
    return page.locator("#tanggapan")


def _ask(page: Page, query: str) -> Any:
    answer = page.evaluate(ASK, [query, {}])
    assert not answer.get("errors"), answer
    return answer["data"]


def _filed(page: Page, review: str) -> list[Any]:
    """What the person of this page filed against a result; the sample has older ones."""
    mine = _ask(page, MINE)["myObjections"]["objections"]
    return [one for one in mine if one["reviewId"] == review]


def _duty(page: Page, path: str) -> Locator:
    """The line on somebody's home that leads to an objection in which it is their turn."""
    return page.locator(f'main a[href="{path}"]')


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def _link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def _choose_item(page: Page) -> None:
    _link(page, "Ajukan keberatan").click()
    expect(page.get_by_role("heading", name="Nilai mana yang menurut Anda")).to_be_visible()
    page.get_by_role("checkbox").first.check(force=True)  # drawn as a card


def _write(page: Page) -> None:
    """From the result to the overview of an objection to its first item."""
    _choose_item(page)
    page.get_by_label("Mengapa nilai ini belum tepat?").fill(WHY_ITEM)
    _button(page, "Lanjut").click()
    page.get_by_label("Apa yang ingin Anda sampaikan?").fill(WHY_ALL)
    _button(page, "Lanjut").click()
    expect(page.get_by_role("heading", name="Tinjau sebelum dikirim")).to_be_visible()


def _file(page: Page) -> str:
    """Object, and give the path of the objection."""
    _write(page)
    _button(page, "Kirim keberatan").click()
    page.wait_for_url(DETAIL)
    return "/keberatan/" + page.url.rsplit("/", 1)[1]


def _answer(page: Page) -> None:
    _link(page, "Beri penjelasan").click()
    page.get_by_label("Penjelasan Anda untuk butir ini").fill(ANSWER_ITEM)
    page.get_by_label("Penjelasan Anda secara keseluruhan").fill(ANSWER)
    _button(page, "Kirim penjelasan").click()
    page.wait_for_url(DETAIL)


def _set_overall(page: Page, name: str) -> None:
    page.get_by_role("group", name=name).get_by_role("radio", name="Di atas").check(force=True)


def test_an_objection_goes_from_phone_to_phone_and_changes_the_result(
    live_server: LiveServer, sari: Page, hendra: Page, review: str, open_phone: OpenPhone
) -> None:
    path = _file(sari)
    expect(sari.get_by_text("Giliran Hendra Gunawan menjelaskan").first).to_be_visible()
    timeline = sari.get_by_role("list", name="Perjalanan keberatan")
    expect(timeline).to_contain_text("Keberatan diajukan")
    expect(timeline).to_contain_text("Diteruskan kepada")
    sari.get_by_text(re.compile("^Mengapa kepada")).click()
    expect(sari.get_by_text("Ia atasan dari pejabat penilai.")).to_be_visible()

    dewi = open_phone()
    sign_in(dewi, live_server, "dewi", path)
    expect(dewi.get_by_text("kedua pihak harus didengar")).to_be_visible()
    expect(_link(dewi, "Periksa dan putuskan")).to_have_count(0)

    _duty(hendra, path).click()  # it came by itself
    _answer(hendra)
    expect(sari.get_by_text(ANSWER_ITEM)).to_be_visible()  # on an open page, without a reload
    expect(sari.get_by_text("memutuskan").first).to_be_visible()

    _link(dewi, "Periksa dan putuskan").click()  # the button came with the answer
    dewi.get_by_role("radio", name=re.compile("^Hasil diubah")).check(force=True)
    _set_overall(dewi, "Rating hasil kerja")
    _set_overall(dewi, "Rating perilaku kerja")
    reasons = dewi.get_by_label("Mengapa berbeda dari saran aturan?")
    reasons.first.fill(DEPARTS)
    reasons.last.fill(DEPARTS)
    expect(dewi.locator(".preview")).to_contain_text("Sangat Baik")
    dewi.get_by_label("Alasan keputusan").fill(DECISION)
    _button(dewi, "Tinjau keputusan").click()
    expect(dewi.get_by_text("final dan tidak dapat diubah")).to_be_visible()

    other = open_phone()
    sign_in(other, live_server, "sari", f"/hasil/{review}")
    expect(other.get_by_text("Sangat Baik")).not_to_have_count(0)  # a cell of the matrix
    own = other.locator("td.own")
    expect(own).to_contain_text("Baik")
    expect(own).not_to_contain_text("Sangat Baik")
    _button(dewi, "Kirim keputusan").click()
    dewi.wait_for_url(DETAIL)

    expect(own).to_contain_text("Sangat Baik")  # her new result, live on the other phone too
    expect(_panel(other)).to_contain_text("bersifat final")
    expect(sari.get_by_text("Hasil diubah menjadi Sangat Baik.")).to_be_visible()
    expect(sari.get_by_text(DECISION)).to_be_visible()
    expect(hendra.get_by_text(DECISION)).to_be_visible()
    _link(sari, "Buka hasil yang baru").click()
    expect(sari.get_by_role("link", name=re.compile("^Versi 2 .* berlaku"))).to_be_visible()
    assert_accessible_everywhere(sari)


def test_filing_is_for_everybody(sari: Page) -> None:
    _choose_item(sari)
    _button(sari, "Lanjut").click()
    expect(sari.get_by_text("Tuliskan alasannya, atau lepas pilihan butir ini.")).to_be_visible()
    assert_accessible_everywhere(sari)
    sari.get_by_label("Mengapa nilai ini belum tepat?").fill(WHY_ITEM)
    _button(sari, "Lanjut").click()
    _button(sari, "Lanjut").click()
    expect(sari.get_by_text("Alasan Anda masih terlalu pendek")).to_be_visible()
    assert_accessible_everywhere(sari)
    sari.get_by_label("Apa yang ingin Anda sampaikan?").fill(WHY_ALL)
    _button(sari, "Lanjut").click()
    assert_accessible_everywhere(sari)


def test_following_and_explaining_is_for_everybody(
    live_server: LiveServer, sari: Page, hendra: Page
) -> None:
    path = _file(sari)
    expect(sari.get_by_text("Giliran Hendra Gunawan menjelaskan").first).to_be_visible()
    assert_accessible_everywhere(sari)
    hendra.goto(f"{live_server.url}/keberatan")
    expect(hendra.get_by_role("heading", name="Perlu saya jelaskan")).to_be_visible()
    assert_accessible_everywhere(hendra)
    hendra.goto(f"{live_server.url}{path}/jelaskan")
    expect(hendra.get_by_label("Penjelasan Anda secara keseluruhan")).to_be_visible()
    assert_accessible_everywhere(hendra)


def test_deciding_that_the_result_stands_is_for_everybody(
    live_server: LiveServer, sari: Page, hendra: Page, open_phone: OpenPhone
) -> None:
    path = _file(sari)
    hendra.goto(f"{live_server.url}{path}")
    _answer(hendra)
    dewi = open_phone()
    sign_in(dewi, live_server, "dewi", f"{path}/putuskan")
    _button(dewi, "Tinjau keputusan").click()
    expect(dewi.get_by_text("Pilih keputusan Anda terlebih dahulu.").first).to_be_visible()
    dewi.get_by_role("radio", name=re.compile("^Hasil diubah")).check(force=True)
    dewi.get_by_label("Alasan keputusan").fill(DECISION)
    _button(dewi, "Tinjau keputusan").click()
    expect(dewi.get_by_text("belum ada nilai yang berbeda")).to_be_visible()
    assert_accessible_everywhere(dewi)
    dewi.get_by_role("radio", name=re.compile("^Hasil tetap")).check(force=True)
    _button(dewi, "Tinjau keputusan").click()
    _button(dewi, "Kirim keputusan").click()
    dewi.wait_for_url(DETAIL)
    expect(sari.get_by_text("Hasil tetap seperti semula.")).to_be_visible()
    assert_accessible_everywhere(sari)


def test_accepting_warns_and_ends_the_right_to_object(
    live_server: LiveServer, sari: Page, hendra: Page, review: str
) -> None:
    hendra.goto(f"{live_server.url}/hasil/{review}")
    expect(_panel(hendra)).to_contain_text("dapat menyetujui atau mengajukan keberatan")
    assert_accessible_everywhere(sari)
    _button(sari, "Setujui hasil").click()
    expect(sari.get_by_text("Anda tidak dapat lagi mengajukan keberatan")).to_be_visible()
    _button(sari, "Belum, kembali").click()
    expect(_link(sari, "Ajukan keberatan")).to_be_visible()
    _button(sari, "Setujui hasil").click()
    _button(sari, "Ya, saya setuju").click()
    expect(_panel(sari)).to_contain_text("Anda menyetujui hasil ini pada")
    expect(_link(sari, "Ajukan keberatan")).to_have_count(0)
    expect(_panel(hendra)).to_contain_text("Sari Wulandari menyetujui hasil ini pada")
    sari.goto(f"{live_server.url}/keberatan/ajukan/{review}")
    expect(sari.get_by_text("dengan itu hak mengajukan keberatan berakhir")).to_be_visible()
    assert _filed(sari, review) == []
    assert_accessible_everywhere(sari)


def test_a_withdrawn_objection_may_be_filed_again(sari: Page, hendra: Page, review: str) -> None:
    path = _file(sari)
    expect(_duty(hendra, path)).to_be_visible()
    _button(sari, "Tarik keberatan").click()
    sari.get_by_label("Alasan Anda (boleh kosong)").fill("Sudah dibicarakan langsung.")
    _button(sari, "Ya, tarik").click()
    timeline = sari.get_by_role("list", name="Perjalanan keberatan")
    expect(timeline).to_contain_text("Sudah dibicarakan langsung.")
    expect(_button(sari, "Tarik keberatan")).to_have_count(0)
    expect(_duty(hendra, path)).to_have_count(0)
    sari.goto(sari.url.split("/keberatan")[0] + f"/hasil/{review}")
    expect(_link(sari, "Ajukan keberatan")).to_be_visible()
    _file(sari)
    assert [one["state"] for one in _filed(sari, review)] == ["FILED", "WITHDRAWN"]


def test_what_is_written_without_signal_is_kept_and_sent_once(sari: Page, review: str) -> None:
    _choose_item(sari)
    sari.get_by_label("Mengapa nilai ini belum tepat?").fill(WHY_ITEM)
    expect(sari.get_by_text(SAVED)).to_be_visible()
    sari.reload()
    expect(sari.get_by_label("Mengapa nilai ini belum tepat?")).to_have_value(WHY_ITEM)
    sari.context.set_offline(True)
    _button(sari, "Lanjut").click()
    sari.get_by_label("Apa yang ingin Anda sampaikan?").fill(WHY_ALL)
    _button(sari, "Lanjut").click()
    _button(sari, "Kirim keberatan").click()
    expect(sari.get_by_text("akan terkirim sendiri begitu ada sambungan")).to_be_visible()
    _button(sari, "Coba kirim sekarang").click()
    expect(sari.get_by_text("akan terkirim sendiri begitu ada sambungan")).to_be_visible()
    sari.context.set_offline(False)
    sari.wait_for_url(DETAIL)
    filed = _filed(sari, review)
    assert [one["reason"] for one in filed] == [WHY_ALL]
    assert [item["reason"] for item in filed[0]["items"]] == [WHY_ITEM]


def test_hr_changes_a_term_after_seeing_what_it_does(
    live_server: LiveServer, laptop: Page, open_phone: OpenPhone
) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/tenggat")
    card = laptop.get_by_role("region", name="Penjelasan pejabat penilai")
    expect(card).to_contain_text("5 hari kerja")
    expect(card).to_contain_text("Rancangan aplikasi")
    laptop.get_by_role("button", name="Ubah: Penjelasan pejabat penilai").click()
    laptop.get_by_label("Lamanya (hari)").fill("7")
    _button(laptop, "Lihat akibatnya").click()
    expect(laptop.get_by_text("Sebutkan sumber aturannya.")).to_be_visible()
    laptop.get_by_label("Sumber", exact=True).fill("Surat edaran contoh 1/2026")
    laptop.get_by_label("Alasan perubahan").fill("Pejabat penilai perlu waktu mengumpulkan data.")
    _button(laptop, "Lihat akibatnya").click()
    expect(laptop.get_by_text("Akibat perubahan ini").first).to_be_visible()
    expect(card).to_contain_text("5 hari kerja")  # nothing is saved yet
    assert_accessible_everywhere(laptop)
    laptop.set_viewport_size({"width": 1280, "height": 800})
    _button(laptop, "Simpan perubahan").click()
    expect(card).to_contain_text("7 hari kerja")
    expect(card).to_contain_text("Riwayat (1)")
    assert_accessible_everywhere(laptop)

    asep = open_phone()
    sign_in(asep, live_server, "asep", "/admin/tenggat")
    expect(asep.get_by_text("7 hari kerja")).to_be_visible()
    expect(asep.get_by_role("button", name=re.compile("^Ubah"))).to_have_count(0)


def test_hr_adds_a_day_off_and_takes_it_back(live_server: LiveServer, laptop: Page) -> None:
    sign_in(laptop, live_server, "yuni", "/admin/kalender?tahun=2027")
    rows = laptop.locator("main li")
    expect(rows.filter(has_text="Kalender nasional")).not_to_have_count(0)
    _button(laptop, "Tambah hari libur").click()
    laptop.get_by_label("Tanggal", exact=True).fill("14/07/2027")
    laptop.get_by_label("Nama hari libur").fill("Cuti bersama contoh")
    laptop.get_by_label("Alasan perubahan").fill("SKB contoh nomor 2 tahun 2027.")
    _button(laptop, "Lihat akibatnya").click()
    expect(laptop.get_by_text("Akibat perubahan ini").first).to_be_visible()
    _button(laptop, "Simpan perubahan").click()
    added = rows.filter(has_text="Cuti bersama contoh").filter(has_text="Ditambahkan BKPSDM")
    expect(added).to_be_visible()
    assert_accessible_everywhere(laptop)
    laptop.set_viewport_size({"width": 1280, "height": 800})
    added.get_by_role("button", name=re.compile("^Jadikan hari kerja")).click()
    laptop.get_by_label("Alasan perubahan").fill("SKB contoh dicabut kembali.")
    _button(laptop, "Lihat akibatnya").click()
    _button(laptop, "Simpan perubahan").click()
    expect(added).to_have_count(0)
    expect(laptop.get_by_text("14 Juli 2027 menjadi hari kerja")).to_be_visible()
