"""The page Saya: who one is, which devices are signed in, language, look, and signing out."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.accessible import assert_accessible, assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer

UNSENT = """(owner) => new Promise((done) => {
  const opening = indexedDB.open('adil');
  opening.onsuccess = () => {
    const change = opening.result.transaction('drafts', 'readwrite');
    change.objectStore('drafts').put({ owner, reviewId: '1', body: {}, savedAt: Date.now() });
    change.oncomplete = () => { opening.result.close(); done(true); };
  };
})"""
OWNER = """() => new Promise((done) => {
  const opening = indexedDB.open('adil');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('phone').objectStore('phone').get('owner');
    asked.onsuccess = () => { opening.result.close(); done(asked.result); };
  };
})"""


def test_who_i_am(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "sari", "/saya")
    facts = phone.locator("dl")
    expect(facts).to_contain_text("19900214 201503 2 005")
    expect(facts).to_contain_text("Hendra")
    expect(phone.get_by_role("link", name="Data pegawai")).to_have_count(0)
    assert_accessible_everywhere(phone)


def test_hr_finds_its_pages(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "yuni", "/saya")
    expect(phone.locator("#isi").get_by_role("link", name="Data pegawai")).to_be_visible()
    expect(phone.locator("#isi").get_by_role("link", name="Periode")).to_be_visible()


def test_ending_the_other_device_signs_it_out(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    other = open_phone()
    sign_in(other, live_server, "sari")
    sign_in(phone, live_server, "sari", "/saya")
    devices = phone.get_by_role("listitem").filter(has_text="Terakhir dipakai")
    expect(devices).to_have_count(2)
    expect(devices.first).to_contain_text("Perangkat ini")
    devices.nth(1).get_by_role("button", name=re.compile("^Keluarkan")).click()
    expect(other).to_have_url(re.compile(r"/masuk\?kembali=%2Fberanda$"))
    expect(devices).to_have_count(1)
    expect(phone.get_by_text("Hanya perangkat ini yang sedang masuk.")).to_be_visible()


def test_ending_all_others_is_asked_first(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    sign_in(phone, live_server, "sari", "/saya")
    other = open_phone()
    sign_in(other, live_server, "sari")
    everybody = phone.get_by_role("button", name="Keluarkan semua perangkat lain")
    everybody.click()  # the new device appeared here by itself
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_contain_text("1 perangkat lain")
    assert_accessible(phone)
    dialog.get_by_role("button", name="Batal").click()
    expect(dialog).to_have_count(0)
    expect(other).to_have_url(f"{live_server.url}/beranda")
    everybody.click()
    dialog.get_by_role("button", name="Keluarkan semua perangkat lain").click()
    expect(other).to_have_url(re.compile("/masuk"))
    expect(everybody).to_have_count(0)


def test_language_and_look_are_kept(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "sari", "/saya")
    page = phone.locator("#isi")
    page.get_by_role("radio", name="English").check()
    expect(phone.get_by_text("This device", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Dark").check()
    phone.reload()
    expect(page.get_by_role("radio", name="English")).to_be_checked()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    expect(phone.locator("html")).to_have_attribute("data-theme", "dark")
    phone.goto(f"{live_server.url}/beranda")
    expect(phone.get_by_text("Why this result?")).to_be_visible()
    assert_accessible_everywhere(phone)


def test_signing_out_warns_of_words_not_sent(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "sari", "/saya")
    phone.evaluate(UNSENT, phone.evaluate(OWNER))
    leave = phone.get_by_role("button", name="Keluar dari akun")
    leave.click()
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_contain_text("1 penilaian yang Anda ketik belum sampai")
    dialog.get_by_role("button", name="Tetap masuk").click()
    expect(phone).to_have_url(f"{live_server.url}/saya")
    leave.click()
    dialog.get_by_role("button", name="Keluar dan hapus ketikan").click()
    expect(phone).to_have_url(f"{live_server.url}/masuk")
    phone.goto(f"{live_server.url}/saya")
    expect(phone).to_have_url(re.compile("/masuk"))


def test_signing_out_without_a_network_says_that_one_is_still_in(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "sari", "/saya")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Keluar dari akun").click()
    expect(phone.get_by_role("alert")).to_contain_text("Anda masih masuk")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Keluar dari akun").click()
    expect(phone).to_have_url(f"{live_server.url}/masuk")


def test_the_password_can_be_changed_by_choice(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "sari", "/saya")
    phone.get_by_role("link", name="Ganti kata sandi").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ganti kata sandi")
    phone.get_by_label("Kata sandi sekarang", exact=True).fill("contoh-bungo-2026")
    phone.get_by_label("Kata sandi baru", exact=True).fill("sungai batang hari pagi")
    phone.get_by_label("Ulangi kata sandi baru", exact=True).fill("sungai batang hari pagi")
    phone.get_by_role("button", name="Simpan kata sandi").click()
    expect(phone).to_have_url(f"{live_server.url}/beranda")
    expect(phone.locator("section.hero")).to_be_visible()
