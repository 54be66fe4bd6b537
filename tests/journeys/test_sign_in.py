"""Signing in, the first password, the way back, and signing out."""

import re

from playwright.sync_api import Page, expect

from tests.cast import NIPS
from tests.journeys.signing import fill_in, sign_in
from tests.server import LiveServer

# Everything of a person that may lie on a phone, as {store: rows}, and the paths in its caches.
KEPT = """async () => {
  const db = await new Promise((done, fail) => {
    const opening = indexedDB.open('adil');
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  const all = (name) => new Promise((done) => {
    const rows = db.transaction(name).objectStore(name).getAllKeys();
    rows.onsuccess = () => done(rows.result.length);
  });
  const stores = {};
  for (const name of db.objectStoreNames) stores[name] = await all(name);
  db.close();
  return stores;
}"""
CACHED = """async () => {
  const paths = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      paths.push(new URL(request.url).pathname);
  return paths;
}"""
DOORS = ("/graphql", "/auth", "/uploads", "/metrics", "/healthz", "/readyz")


def test_a_wrong_password_keeps_the_nip_and_says_so_kindly(
    live_server: LiveServer, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/masuk")
    fill_in(phone, "sari", "bukan-kata-sandinya")
    expect(phone.get_by_role("alert")).to_have_text(
        "NIP atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."
    )
    expect(phone.get_by_label("NIP", exact=True)).to_have_value(NIPS["sari"])
    fill_in(phone, "sari")
    expect(phone).to_have_url(f"{live_server.url}/beranda")


def test_what_is_missing_is_said_beside_its_field(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    nip = phone.get_by_label("NIP", exact=True)
    nip.fill("19900214 201503")
    phone.get_by_role("button", name="Masuk", exact=True).click()
    expect(nip).to_have_accessible_description(
        re.compile(r"NIP terdiri dari 18 angka\. Yang Anda ketik 14 angka\.")
    )
    expect(nip).to_have_attribute("aria-invalid", "true")
    expect(phone.get_by_label("Kata sandi", exact=True)).to_have_accessible_description(
        re.compile("Bagian ini belum diisi")
    )


def test_too_many_tries_count_down_and_open_again(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    for _try in range(6):  # five are free; each of the others waits longer
        with phone.expect_response("**/auth/login"):
            fill_in(phone, "sari", "bukan-kata-sandinya")
    expect(phone.get_by_role("alert")).to_contain_text("Terlalu banyak percobaan.")
    expect(phone.get_by_role("button", name=re.compile("Coba lagi dalam 0:0"))).to_be_disabled()
    expect(phone.get_by_role("button", name="Masuk", exact=True)).to_be_enabled()
    expect(phone.get_by_label("NIP", exact=True)).to_have_value(NIPS["sari"])


def test_the_first_password_must_be_ones_own(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    fill_in(phone, "joko")
    expect(phone).to_have_url(f"{live_server.url}/kata-sandi")
    expect(phone.get_by_text("Ini pertama kali Anda masuk.")).to_be_visible()

    phone.goto(f"{live_server.url}/beranda")  # no way around it
    expect(phone).to_have_url(f"{live_server.url}/kata-sandi")

    for new, answer in (
        ("pendek", "Kata sandi ini terlalu pendek."),
        ("prasetyo-joko", "Kata sandi ini memuat nama, NIP, atau tanggal lahir Anda"),
    ):
        _choose(phone, new)
        expect(phone.get_by_label("Kata sandi baru", exact=True)).to_have_accessible_description(
            re.compile(answer)
        )
    _choose(phone, "perahu-kuning-di-batang-tebo")
    expect(phone).to_have_url(f"{live_server.url}/beranda")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Joko")


def _choose(page: Page, new: str) -> None:
    page.get_by_label("Kata sandi sekarang", exact=True).fill("contoh-bungo-2026")
    page.get_by_label("Kata sandi baru", exact=True).fill(new)
    page.get_by_label("Ulangi kata sandi baru", exact=True).fill(new)
    page.get_by_role("button", name="Simpan kata sandi").click()


def test_who_was_sent_to_sign_in_comes_back_to_the_page(
    live_server: LiveServer, phone: Page
) -> None:
    phone.goto(f"{live_server.url}/saya?dari=tautan")
    expect(phone).to_have_url(f"{live_server.url}/masuk?kembali=%2Fsaya%3Fdari%3Dtautan")
    fill_in(phone, "sari")
    expect(phone).to_have_url(f"{live_server.url}/saya?dari=tautan")


def test_a_link_cannot_send_people_to_another_site(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk?kembali=//jahat.example/")
    fill_in(phone, "sari")
    expect(phone).to_have_url(f"{live_server.url}/beranda")


def test_signing_out_leaves_nothing_of_the_person_on_the_phone(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "sari")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Sari")
    phone.wait_for_function(f"() => ({KEPT})().then((kept) => kept.kept >= 2)")

    phone.get_by_role("link", name="Saya").click()
    phone.get_by_role("button", name="Keluar dari akun").click()
    expect(phone).to_have_url(f"{live_server.url}/masuk")
    assert phone.evaluate(KEPT) == {"drafts": 0, "kept": 0, "phone": 0}
    assert [path for path in phone.evaluate(CACHED) if path.startswith(DOORS)] == []
    cookies = {cookie.get("name") for cookie in phone.context.cookies()}
    assert "adil_session" not in cookies

    phone.goto(f"{live_server.url}/beranda")  # not even the name comes back
    expect(phone).to_have_url(f"{live_server.url}/masuk?kembali=%2Fberanda")
    expect(phone.get_by_text("Sari")).to_have_count(0)
