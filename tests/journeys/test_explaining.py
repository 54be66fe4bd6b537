"""Somebody asks why the result is what it is, and tries what would have made another one."""

import re
import sqlite3

from playwright.sync_api import Locator, Page, expect

from tests.cast import NIPS
from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.signing import sign_in, wait_for_worker
from tests.server import LiveServer

PREDIKAT = re.compile("^(Sangat Baik|Baik|Butuh Perbaikan|Kurang|Sangat Kurang)$")


def _stored(server: LiveServer, query: str, *values: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(server.database_url.removeprefix("sqlite://")) as database:
        return database.execute(query, values).fetchall()


def _newest(server: LiveServer, name: str) -> tuple[str, ...]:
    """Review and predikat of the newest result of a member of the cast."""
    return _stored(
        server,
        "select v.review_id, v.predikat from review_version v join employee e "
        "on e.id = v.employee_id where e.nip = ? and v.current order by v.period_ends desc limit 1",
        NIPS[name],
    )[0]


def _outcome(page: Page) -> Locator:
    return page.locator(".outcome").get_by_text(PREDIKAT)


def test_from_why_on_the_first_page_to_the_whole_account(
    live_server: LiveServer, phone: Page
) -> None:
    review, predikat = _newest(live_server, "sari")
    sign_in(phone, live_server, "sari")
    phone.get_by_text("Mengapa hasilnya demikian?").click()
    phone.get_by_role("link", name="Baca penjelasan lengkap").click()
    phone.wait_for_url(f"**/hasil/{review}/penjelasan")
    heading = phone.get_by_role("heading", level=1)
    expect(heading).to_have_text("Penjelasan hasil")
    word = predikat.replace("_", " ").title()
    expect(phone.get_by_role("main").get_by_text(word, exact=True).first).to_be_visible()
    expect(phone.get_by_text("Dihitung ulang saat halaman ini dimuat")).to_be_visible()
    expect(phone.get_by_text("Rancangan aplikasi, bukan bunyi peraturan").first).to_be_visible()
    expect(phone.get_by_text("UU 20/2023, Pasal 4")).to_be_visible()
    phone.get_by_text("Butir yang dinilai (7)").click()
    assert_accessible_everywhere(phone)


def test_the_account_is_there_without_a_network(live_server: LiveServer, phone: Page) -> None:
    review, _ = _newest(live_server, "sari")
    sign_in(phone, live_server, "sari", f"/hasil/{review}/penjelasan")
    expect(phone.get_by_text("Apa yang akan mengubah predikat ini?")).to_be_visible()
    wait_for_worker(phone)
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Beranda").click()
    # Going back before the app has gone on would leave the app: this page was its first.
    phone.wait_for_url(f"{live_server.url}/beranda")
    phone.go_back()
    phone.wait_for_url(f"**/hasil/{review}/penjelasan")
    expect(phone.get_by_text("Apa yang akan mengubah predikat ini?")).to_be_visible()


def test_trying_other_ratings_moves_the_predikat_and_is_kept_nowhere(
    live_server: LiveServer, phone: Page
) -> None:
    review, _ = _newest(live_server, "sari")
    before = _stored(live_server, "select id, predikat, hasil, perilaku from review_version")
    sign_in(phone, live_server, "sari", f"/hasil/{review}/penjelasan")
    phone.get_by_role("link", name="Coba nilai lain (simulasi)").click()
    expect(phone.get_by_text("Simulasi: tidak disimpan, bukan hasil.")).to_be_visible()
    expect(phone.get_by_text("Sama dengan hasil yang diberikan.")).to_be_visible()
    for group in phone.get_by_role("group").all():
        group.get_by_text("Di bawah", exact=True).click()
    expect(_outcome(phone)).to_have_text("Sangat Kurang")
    expect(phone.get_by_text(re.compile("^Hasil yang diberikan: "))).to_be_visible()
    assert_accessible_everywhere(phone)

    phone.get_by_label("Rating keseluruhan").first.select_option("DI_ATAS")
    expect(_outcome(phone)).to_have_text("Kurang")
    phone.get_by_role("button", name="Kembali ke nilai semula").click()
    expect(phone.get_by_text("Sama dengan hasil yang diberikan.")).to_be_visible()
    assert (
        _stored(live_server, "select id, predikat, hasil, perilaku from review_version") == before
    )


def test_without_a_result_the_plan_can_be_tried(live_server: LiveServer, laptop: Page) -> None:
    sign_in(laptop, live_server, "yuni", "/simulasi")
    expect(laptop.get_by_text("Dimulai dengan semua butir sesuai ekspektasi.")).to_be_visible()
    expect(_outcome(laptop)).to_have_text("Baik")


def test_somebody_elses_account_is_not_there(live_server: LiveServer, phone: Page) -> None:
    review, _ = _newest(live_server, "sari")
    sign_in(phone, live_server, "yuni", f"/hasil/{review}/penjelasan")
    expect(phone.get_by_text("Hasil ini tidak dapat dibuka")).to_be_visible()
