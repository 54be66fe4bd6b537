"""Every public page and every state of the shell, for everybody: see accessible.py."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessible import assert_accessible, assert_accessible_everywhere
from tests.journeys.signing import fill_in, live_word, sign_in
from tests.server import LiveServer


@pytest.mark.parametrize("path", ["/", "/masuk", "/alamat-yang-tidak-ada"])
def test_public_pages(live_server: LiveServer, phone: Page, path: str) -> None:
    phone.goto(f"{live_server.url}{path}")
    expect(phone.get_by_role("heading", level=1)).to_have_count(1)
    assert_accessible_everywhere(phone)


def test_refused_sign_in(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    phone.get_by_role("button", name="Masuk", exact=True).click()
    expect(phone.get_by_text("Ketik NIP Anda.")).to_be_visible()
    assert_accessible(phone)
    fill_in(phone, "sari", "bukan-kata-sandinya")
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.get_by_text("Belum bisa masuk?").click()
    assert_accessible_everywhere(phone)


def test_first_password(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    fill_in(phone, "joko")
    expect(phone).to_have_url(f"{live_server.url}/kata-sandi")
    phone.get_by_role("button", name="Simpan kata sandi").click()
    expect(phone.get_by_text("Bagian ini belum diisi.").first).to_be_visible()
    assert_accessible_everywhere(phone)


def test_shell_with_and_without_a_network(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "hendra")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Hendra")
    assert_accessible_everywhere(phone)
    phone.context.set_offline(True)
    expect(live_word(phone)).to_have_text("Luring")
    assert_accessible_everywhere(phone)


def test_the_shell_in_english(live_server: LiveServer, phone: Page) -> None:
    phone.goto(f"{live_server.url}/masuk")
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    phone.get_by_label("NIP (employee number)").fill("1")
    phone.get_by_role("button", name=re.compile("^Sign in")).click()
    expect(phone.get_by_text("A NIP has 18 digits")).to_be_visible()
    assert_accessible(phone)
