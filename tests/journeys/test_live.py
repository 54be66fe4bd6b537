"""The app without a network, without its server, and without its session."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.conftest import Serve
from tests.databases import Databases
from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import LIVE, live_word, sign_in, wait_for_worker
from tests.server import LiveServer

STYLES = "() => [...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.href)"
LOST_STYLES = """() => [...document.querySelectorAll('link[rel=stylesheet]')]
  .filter((link) => link.sheet === null).map((link) => link.href)"""
OFFLINE = "Luring. Anda melihat data terakhir."
KEPT_HOME = """() => new Promise((done) => {
  const opening = indexedDB.open('adil');
  opening.onsuccess = () => {
    const rows = opening.result.transaction('kept').objectStore('kept').getAllKeys();
    rows.onsuccess = () => { opening.result.close(); done(rows.result.map((key) => key[1])); };
  };
})"""


def test_the_app_opens_without_a_network_and_says_how_old_its_data_is(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "sari")
    wait_for_worker(phone)
    heading = phone.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Sari")
    phone.wait_for_function(
        f"() => ({KEPT_HOME})().then((keys) => keys.some((key) => key.startsWith('Home:')))"
    )
    phone.context.set_offline(True)
    phone.reload()
    expect(heading).to_contain_text("Sari")
    expect(phone.get_by_text(OFFLINE)).to_be_visible()
    expect(phone.get_by_text(re.compile(r"^Data .*\d{2}\.\d{2}$"))).to_be_visible()
    expect(live_word(phone)).to_have_text("Luring")

    phone.context.set_offline(False)
    expect(live_word(phone)).to_have_text(LIVE)
    expect(phone.get_by_text(OFFLINE)).to_have_count(0)
    expect(phone.get_by_text(re.compile(r"^Data .*\d{2}\.\d{2}$"))).to_have_count(0)


def test_a_page_never_opened_says_so_without_a_network(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "sari")
    wait_for_worker(phone)
    phone.context.set_offline(True)
    phone.goto(f"{live_server.url}/hasil")
    expect(phone.get_by_text("belum ada yang tersimpan")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("belum ada yang tersimpan")).to_have_count(0)


def test_a_part_of_the_app_that_was_lost_on_the_way_comes_by_itself_with_its_looks(
    live_server: LiveServer, open_phone: OpenPhone
) -> None:
    # The first minute on a phone: the worker does not have the whole app yet.
    phone = open_phone(service_workers="block")
    sign_in(phone, live_server, "sari", "/saya")
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Beranda").click()
    expect(phone.get_by_text("Bagian ini belum tersimpan di ponsel")).to_be_visible()
    phone.get_by_role("button", name="Coba sekarang").click()
    expect(phone.get_by_role("main").get_by_role("status")).to_have_text("Belum ada sambungan.")
    assert_accessible_everywhere(phone)

    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Sari")
    phone.wait_for_function(f"() => ({LOST_STYLES})().length === 0")


def test_a_part_that_the_line_drops_is_fetched_with_the_whole_page(
    live_server: LiveServer, open_phone: OpenPhone
) -> None:
    phone = open_phone(service_workers="block")
    sign_in(phone, live_server, "sari", "/saya")
    phone.route("**/*.css", lambda route: route.abort(), times=1)
    phone.get_by_role("link", name="Beranda").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Sari")
    phone.wait_for_function(f"() => ({LOST_STYLES})().length === 0")


def test_a_part_that_never_comes_is_said_and_not_asked_for_without_end(
    live_server: LiveServer, open_phone: OpenPhone
) -> None:
    phone = open_phone(service_workers="block")
    sign_in(phone, live_server, "sari", "/saya")
    pages: list[str] = []
    phone.on("domcontentloaded", lambda page: pages.append(page.url))
    common = phone.evaluate(STYLES)
    phone.route(lambda url: url.endswith(".css") and url not in common, lambda route: route.abort())
    phone.get_by_role("link", name="Beranda").click()
    again = phone.get_by_role("button", name="Coba sekarang")
    with phone.expect_event("domcontentloaded"):
        pass
    expect(again).to_be_visible()
    assert pages == [f"{live_server.url}/beranda"]
    phone.unroute_all()
    again.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Sari")
    assert len(pages) == 2


def test_a_lost_network_is_said_and_everything_is_fetched_when_it_is_back(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "sari")
    phone.context.set_offline(True)
    expect(live_word(phone)).to_have_text("Luring")
    with phone.expect_response(lambda answer: "Home" in (answer.request.post_data or "")) as home:
        phone.context.set_offline(False)
    assert home.value.ok
    expect(live_word(phone)).to_have_text(LIVE)


def test_the_line_comes_back_by_itself_when_the_server_does(
    sqlite_databases: Databases, serve: Serve, phone: Page
) -> None:
    with sqlite_databases.lend(people=60) as url:
        server = serve(url)
        sign_in(phone, server, "sari")
        server.stop()
        expect(live_word(phone)).to_have_text("Menyambung …")
        expect(phone.get_by_text(OFFLINE)).to_be_visible()  # after some patience
        port = urlsplit(server.url).port
        assert port is not None
        serve(url, port)
        expect(live_word(phone)).to_have_text(LIVE, timeout=30_000)
        expect(phone.get_by_text(OFFLINE)).to_have_count(0)


def test_a_session_ended_on_another_device_ends_here_at_once(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    sign_in(phone, live_server, "sari")
    other = open_phone()
    sign_in(other, live_server, "sari", "/saya")
    other.get_by_role("button", name="Keluarkan semua perangkat lain").click()
    other.get_by_role("dialog").get_by_role("button", name="Keluarkan").click()
    expect(phone).to_have_url(f"{live_server.url}/masuk?kembali=%2Fberanda")
    expect(live_word(other)).to_have_text(LIVE)
