"""The plan of a year on two phones: written, talked over, agreed, changed; and what HR sees of it.

The sample's plan of this year is taken from Sari, so that she begins with an empty sheet."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import NIPS
from tests.conftest import SEED_PEOPLE, Serve
from tests.databases import Databases
from tests.journeys.accessible import (
    assert_accessible,
    assert_accessible_everywhere,
)
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in, wait_for_worker
from tests.server import LiveServer

YEAR = datetime.now(ZoneInfo("Asia/Jakarta")).year
SAVED = re.compile(r"^Tersimpan \d{2}\.\d{2}$")
ON_THIS_PHONE = "Belum terkirim – tersimpan di ponsel ini"
WHY = "Target disesuaikan dengan jumlah posyandu."
OWN = [
    ("Meningkatnya kunjungan posyandu lansia", "Lansia yang berkunjung", "120", "orang"),
    ("Tersusunnya laporan bulanan poli umum", "Laporan yang dikirim", "12", "laporan"),
]
THREE = 3  # work results from the example
WANTED = THREE + len(OWN)
TEN_MINUTES = 600
SECONDS_PER_TAP = 3  # finding and hitting it, for somebody who does this once a year
SECONDS_PER_LETTER = 0.5  # one thumb on glass: 24 words a minute
SECONDS_TO_READ = 15  # one work result with its indicators


@dataclass
class Thumb:
    """Taps and types on a phone, and counts what that takes."""

    page: Page
    taps: int = 0
    letters: int = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.taps += 1

    def press(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        self.tap(self.page.get_by_role("button", name=name, exact=exact).first)

    def write(self, label: str, words: str, nth: int = 0) -> None:
        self.page.get_by_label(label, exact=True).nth(nth).fill(words)
        self.taps += 1
        self.letters += len(words)

    @property
    def seconds(self) -> float:
        """How long a slow thumb needs for it."""
        return self.taps * SECONDS_PER_TAP + self.letters * SECONDS_PER_LETTER


@pytest.fixture
def server(sqlite_databases: Databases, serve: Serve) -> Iterator[LiveServer]:
    """The product with the sample, in which Sari has no plan of this year."""
    with sqlite_databases.lend(people=SEED_PEOPLE) as url:
        _take_plan_of_sari(url)
        running = serve(url)
        yield running
        running.stop()


def _take_plan_of_sari(url: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite://")) as database:
        [person] = database.execute("SELECT id FROM employee WHERE nip = ?", (NIPS["sari"],))
        plan = database.execute(
            "SELECT id FROM skp WHERE employee_id = ? AND year = ?", (person[0], YEAR)
        ).fetchone()
        for statement in (
            "UPDATE rhk SET skp_id = NULL WHERE skp_id = ?",
            "DELETE FROM skp_note WHERE skp_id = ?",
            "DELETE FROM skp_version WHERE skp_id = ?",
            "DELETE FROM skp WHERE id = ?",
        ):
            database.execute(statement, plan)


def _heading(page: Page) -> Locator:
    return page.locator("#item-title")


def _state(page: Page) -> Locator:
    return page.locator(".where [role=status]")


def _begin(thumb: Thumb, start: str = "Mulai dari contoh: Perawat") -> None:
    """From the empty page into the editor, from the example of the job."""
    page = thumb.page
    thumb.press("Mulai menulis rencana")
    expect(page.get_by_role("heading", name="Mulai rencana Anda")).to_be_visible()
    thumb.tap(page.get_by_role("radio", name=re.compile(start)))
    thumb.press("Mulai menulis")
    expect(_heading(page)).to_have_text("Hasil kerja 1")


def _next(thumb: Thumb) -> None:
    before = _heading(thumb.page).inner_text()
    thumb.press(re.compile("^(Lanjut|Tinjau rencana)$"))
    expect(_heading(thumb.page)).not_to_have_text(before)


def _take_three(thumb: Thumb) -> None:
    """Set a target in three items of the example, and take out the others."""
    page = thumb.page
    for number in range(1, THREE + 1):
        expect(_heading(page)).to_have_text(f"Hasil kerja {number}")
        thumb.write("Target", f"{40 + number}")
        expect(page.get_by_role("button", name="Sudah sesuai dengan tugas saya")).to_have_count(0)
        if number < THREE:
            _next(thumb)
    while not _last(page):
        _next(thumb)
        thumb.press("Hapus")
        thumb.tap(page.get_by_role("dialog").get_by_role("button", name="Hapus", exact=True))
        expect(_heading(page)).to_have_text(f"Hasil kerja {THREE}")


def _last(page: Page) -> bool:
    return page.get_by_role("button", name="Tambah hasil kerja").locator("visible=true").count() > 0


def _link_to_leader(thumb: Thumb) -> None:
    thumb.press("Pilih (boleh nanti)")
    thumb.tap(thumb.page.get_by_role("dialog").get_by_role("radio").first)


def _add_own(thumb: Thumb) -> None:
    for title, measure, target, unit in OWN:
        thumb.press("Tambah hasil kerja")
        thumb.write("Hasil apa yang ingin dicapai?", title)
        _link_to_leader(thumb)
        thumb.write("Yang diukur", measure)
        thumb.write("Target", target)
        thumb.press(unit)


def _write_five(thumb: Thumb) -> None:
    """A plan of five from the example of the job, with a few lines of the lampiran."""
    _begin(thumb)
    _take_three(thumb)
    _add_own(thumb)
    _next(thumb)
    expect(_heading(thumb.page)).to_have_text("Lampiran")
    thumb.press("Pelatihan yang diperlukan")
    thumb.press("Dialog kinerja setiap triwulan")
    thumb.press(re.compile("^Penghargaan bagi kinerja"))
    _next(thumb)
    expect(thumb.page.get_by_text("5 dari 5 lengkap")).to_be_visible()


def _send(thumb: Thumb) -> None:
    thumb.press(re.compile("^Kirim kepada Hendra"))
    thumb.press("Ya, kirim")
    expect(thumb.page.get_by_role("heading", name="Rencana terkirim")).to_be_visible()


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name="Rencana tim").locator("li.member").filter(has_text=name)


def _agree(thumb: Thumb) -> None:
    thumb.press("Setujui rencana")
    thumb.press("Ya, setujui")
    expect(thumb.page.get_by_text("Rencana ini berlaku (versi")).to_be_visible()


@pytest.mark.timeout(240)  # the whole of a plan, on two phones
def test_a_plan_of_five_is_agreed_on_two_phones_in_under_ten_minutes(
    server: LiveServer,
    phone: Page,
    open_phone: OpenPhone,
    record_property: Callable[[str, object], None],
) -> None:
    leader = Thumb(open_phone(is_mobile=True))
    sign_in(leader.page, server, "hendra", "/skp/tim")
    expect(_row(leader.page, "Sari Wulandari").get_by_text("Belum ada rencana")).to_be_visible()

    employee = Thumb(phone)
    sign_in(phone, server, "sari", "/skp")
    _write_five(employee)
    _send(employee)

    row = _row(leader.page, "Sari Wulandari")
    expect(row.get_by_text("Menunggu persetujuan")).to_be_visible()  # by itself
    leader.tap(row.get_by_role("link"))
    expect(leader.page.locator("article[id^=butir-]")).to_have_count(WANTED)
    employee.tap(phone.get_by_role("link", name="Lihat seluruh rencana"))
    expect(phone.get_by_text("Giliran: Hendra Gunawan")).to_be_visible()
    _agree(leader)
    expect(phone.get_by_text("Rencana ini berlaku (versi 1)")).to_be_visible()  # by itself

    reading = 2 * WANTED * SECONDS_TO_READ
    needed = employee.seconds + leader.seconds + reading
    record_property("employee", f"{employee.taps} taps, {employee.letters} letters")
    record_property("leader", f"{leader.taps} taps")
    record_property("seconds", needed)
    assert needed < TEN_MINUTES
    assert leader.taps <= 3  # open, agree, confirm


def test_what_is_missing_is_said_where_it_is_missing(server: LiveServer, phone: Page) -> None:
    thumb = Thumb(phone)
    sign_in(phone, server, "sari", "/skp")
    _begin(thumb, "Mulai dari kosong")
    thumb.press("Daftar isi rencana")
    phone.get_by_role("dialog").get_by_role("button", name="Tinjau dan kirim").click()
    thumb.press(re.compile("^Kirim kepada Hendra"))
    expect(phone.get_by_text("2 hal belum lengkap")).to_be_visible()
    assert_accessible_everywhere(phone)
    phone.locator("#missing button").click()
    title = phone.get_by_label("Hasil apa yang ingin dicapai?")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(phone.get_by_text("Tuliskan sedikitnya satu indikator")).to_be_visible()
    assert_accessible_everywhere(phone)


def test_without_signal_the_words_stay_and_go_out_later(server: LiveServer, phone: Page) -> None:
    thumb = Thumb(phone)
    sign_in(phone, server, "sari", "/skp")
    _begin(thumb)
    expect(_state(phone)).to_have_text(SAVED)
    wait_for_worker(phone)
    phone.context.set_offline(True)
    title = phone.get_by_label("Hasil apa yang ingin dicapai?")
    title.fill("Terlaksananya asuhan keperawatan di rumah")
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    phone.reload()
    expect(title).to_have_value("Terlaksananya asuhan keperawatan di rumah")
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    phone.context.set_offline(False)
    expect(_state(phone)).to_have_text(SAVED)
    phone.reload()
    expect(title).to_have_value("Terlaksananya asuhan keperawatan di rumah")


def test_two_phones_of_one_person_lose_nothing(
    server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    sign_in(phone, server, "sari", "/skp")
    _begin(Thumb(phone))
    other = open_phone()
    sign_in(other, server, "sari", "/skp")
    other.goto(phone.url)
    title = "Hasil apa yang ingin dicapai?"
    expect(other.get_by_label(title)).not_to_have_value("")
    phone.context.set_offline(True)
    phone.get_by_label(title).fill("Ditulis di ponsel pertama")
    expect(_state(phone)).to_have_text(ON_THIS_PHONE)
    other.get_by_label(title).fill("Ditulis di ponsel kedua")
    expect(_state(other)).to_have_text(SAVED)
    phone.context.set_offline(False)
    expect(phone.get_by_text("juga disimpan dari tempat lain")).to_be_visible()
    expect(phone.get_by_text("Ditulis di ponsel kedua").first).to_be_visible()
    assert_accessible_everywhere(phone)
    phone.get_by_role("radio", name="Simpan keduanya").check()
    phone.get_by_role("button", name="Lanjutkan").click()
    expect(_state(phone)).to_have_text(SAVED)
    phone.get_by_role("button", name="Daftar isi rencana").click()
    listed = phone.get_by_role("dialog")
    expect(listed.get_by_text("Ditulis di ponsel pertama")).to_be_visible()
    expect(listed.get_by_text("Ditulis di ponsel kedua")).to_be_visible()


@pytest.mark.timeout(240)  # there and back again, then a change
def test_given_back_with_a_proposal_answered_agreed_and_changed_within_the_year(
    server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    sign_in(phone, server, "sari", "/skp")
    employee = Thumb(phone)
    _write_five(employee)
    _send(employee)
    leader = open_phone(is_mobile=True)
    sign_in(leader, server, "hendra", "/skp/tim")
    _row(leader, "Sari Wulandari").get_by_role("link").click()

    leader.get_by_role("button", name=re.compile("^Beri catatan: ")).first.click()
    leader.get_by_label("Catatan", exact=True).fill("Bagus, sebutkan sumber datanya.")
    leader.get_by_role("button", name="Kirim catatan").click()
    expect(leader.get_by_text("Bagus, sebutkan sumber datanya.")).to_be_visible()
    leader.get_by_role("link", name="Tulis ekspektasi atau usulkan perubahan").click()
    leader.get_by_role("button", name=re.compile("^Menyapa dan menjelaskan")).click()
    leader.get_by_role("button", name="Daftar isi rencana").click()
    leader.get_by_role("dialog").get_by_role("button", name=re.compile("^1 ")).click()
    leader.get_by_label("Target", exact=True).first.fill("99")
    expect(_state(leader)).to_have_text(SAVED)
    assert_accessible(leader)
    leader.get_by_role("link", name="Kembali").click()
    expect(leader.get_by_text("Anda mengubah isi rencana ini")).to_be_visible()
    expect(leader.get_by_role("button", name="Setujui rencana")).to_have_count(0)
    leader.get_by_role("button", name="Kembalikan dengan perubahan saya").click()
    leader.get_by_role("button", name="Ya, kembalikan").click()
    expect(leader.get_by_text("Tuliskan alasannya")).to_be_visible()
    leader.get_by_label("Alasan", exact=True).fill("Target kunjungan terlalu rendah.")
    leader.get_by_role("button", name="Ya, kembalikan").click()
    expect(leader.get_by_text("Anda mengembalikan rencana ini.")).to_be_visible()

    phone.get_by_role("link", name="Lihat seluruh rencana").click()
    expect(phone.get_by_text("Target kunjungan terlalu rendah.")).to_be_visible()
    expect(phone.get_by_text("Diubah Hendra").first).to_be_visible()
    assert_accessible_everywhere(phone)
    phone.get_by_role("link", name="Lanjut menulis").click()
    expect(phone.get_by_text("Bagus, sebutkan sumber datanya.")).to_be_visible()
    phone.get_by_role("button", name="Daftar isi rencana").click()
    phone.get_by_role("dialog").get_by_role("button", name="Tinjau dan kirim").click()
    _send(employee)
    _agree(Thumb(leader))

    phone.get_by_role("link", name="Lihat seluruh rencana").click()
    phone.get_by_role("button", name="Ubah rencana").click()
    phone.get_by_label("Mengapa rencana perlu diubah?").fill(WHY)
    phone.get_by_role("button", name="Mulai mengubah").click()
    expect(_heading(phone)).to_have_text("Hasil kerja 1")
    phone.get_by_label("Target", exact=True).first.fill("77")
    expect(_state(phone)).to_have_text(SAVED)
    expect(
        leader.get_by_text("Versi 1 tetap berlaku sampai perubahan ini")
    ).to_be_visible()  # by itself
    phone.get_by_role("link", name="Kembali").click()
    phone.get_by_role("link", name="Lihat seluruh rencana").click()
    expect(phone.get_by_text("Yang berbeda dari versi 1")).to_be_visible()
    expect(phone.get_by_text("99", exact=False).first).to_be_visible()
    phone.get_by_role("link", name="Lanjut menulis").click()
    phone.get_by_role("button", name="Daftar isi rencana").click()
    phone.get_by_role("dialog").get_by_role("button", name="Tinjau dan kirim").click()
    _send(employee)
    expect(leader.get_by_text("Yang berbeda dari versi 1")).to_be_visible()
    _agree(Thumb(leader))
    leader.get_by_role("link", name=re.compile("^Versi 1")).click()
    expect(leader.get_by_text("Anda melihat versi 1")).to_be_visible()
    expect(leader.locator("article[id^=butir-]").first).to_contain_text("99")


@pytest.mark.parametrize(
    ("who", "path", "seen"),
    [
        ("sari", "/skp", "Mulai menulis rencana"),
        ("sari", f"/skp?tahun={YEAR - 1}", f"SKP|{YEAR - 1}"),
        ("hendra", "/skp/tim", "Rencana tim"),
        ("hendra", f"/skp/tim/matriks?tahun={YEAR}", "Hasil kerja Anda"),
        ("hendra", "/skp/999999", "Rencana tidak ditemukan"),
        ("yuni", "/admin/rencana", "Unit di bawahnya"),
    ],
)
def test_every_page_is_for_everybody(
    server: LiveServer, phone: Page, who: str, path: str, seen: str
) -> None:
    sign_in(phone, server, who)
    phone.goto(f"{server.url}{path}")
    expect(phone.locator("main").get_by_text(re.compile(seen)).first).to_be_visible()
    expect(phone.locator("main .bone")).to_have_count(0)
    assert_accessible_everywhere(phone)


def test_the_agreed_plan_and_its_official_form_are_for_everybody(
    server: LiveServer, phone: Page
) -> None:
    sign_in(phone, server, "hendra", "/skp")
    phone.get_by_role("link", name="Lihat seluruh rencana").click()
    expect(phone.get_by_role("heading", name="Perilaku kerja")).to_be_visible()
    assert_accessible_everywhere(phone)
    phone.get_by_role("link", name="Cetak").click()
    paper = phone.get_by_role("region", name="SASARAN KINERJA PEGAWAI")
    expect(paper.get_by_text("PEGAWAI YANG DINILAI", exact=True)).to_be_visible()
    expect(paper.get_by_text(NIPS["hendra"]).first).to_be_visible()
    assert NIPS["hendra"] not in phone.url
    assert_accessible_everywhere(phone)
    phone.emulate_media(media="print")
    expect(phone.get_by_role("button", name="Cetak formulir")).not_to_be_visible()
    expect(paper).to_be_visible()


def test_others_get_a_kind_refusal(server: LiveServer, phone: Page) -> None:
    sign_in(phone, server, "sari", "/admin/rencana")
    expect(phone.get_by_text("Halaman ini untuk pengelola kepegawaian")).to_be_visible()
    phone.goto(f"{server.url}/skp/1")
    expect(phone.get_by_text("Rencana tidak ditemukan")).to_be_visible()
    assert_accessible(phone)
