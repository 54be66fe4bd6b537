"""A superior sets what a unit achieved; its head, the form and the colleagues are told."""

import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.cast import NIPS
from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer

GROUNDS = "Realisasi perjanjian kinerja 104 persen, rencana aksi selesai."


def _unit_of(server: LiveServer, name: str) -> str:
    with sqlite3.connect(server.database_url.removeprefix("sqlite://")) as database:
        query = "select unit_id from employee where nip = ?"
        return str(database.execute(query, (NIPS[name],)).fetchone()[0])


def _open_unit(page: Page, server: LiveServer, who: str, unit: str) -> None:
    """Come to the page of a unit by the list, as people do."""
    sign_in(page, server, who, "/capaian")
    page.locator(f"a[href^='/capaian/{unit}?']").first.click()
    page.wait_for_url(f"**/capaian/{unit}?periode=*")
    expect(page.get_by_role("heading", name="Capaian kinerja unit")).to_be_visible()


def test_the_superior_sets_it_and_the_head_reads_it_at_once(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    unit = _unit_of(live_server, "hendra")
    head = open_phone()
    _open_unit(head, live_server, "hendra", unit)
    expect(head.get_by_role("button", name="Tetapkan capaian")).to_have_count(0)

    _open_unit(phone, live_server, "dewi", unit)
    assert_accessible_everywhere(phone)
    phone.get_by_role("button", name="Tetapkan capaian").click()
    expect(phone.get_by_text("Pilih salah satu.")).to_be_visible()
    expect(phone.get_by_text("Tuliskan sedikitnya 10 huruf")).to_be_visible()
    phone.get_by_role("radio", name="Istimewa").check()
    phone.get_by_label("Dasar penetapan").fill(GROUNDS)
    phone.get_by_role("button", name="Tetapkan capaian").click()
    expect(phone.get_by_text(GROUNDS)).to_be_visible()
    expect(phone.get_by_role("heading", name="Versi sebelumnya")).to_be_visible()

    expect(head.get_by_text(GROUNDS)).to_be_visible()
    expect(head.get_by_text("Pola untuk capaian Istimewa")).to_be_visible()


def test_a_colleague_sees_the_capaian_and_the_group_only_after_the_window(
    live_server: LiveServer, phone: Page
) -> None:
    unit = _unit_of(live_server, "sari")
    _open_unit(phone, live_server, "sari", unit)
    expect(phone.get_by_text("Ditampilkan setelah masa penilaian ditutup").first).to_be_visible()
    expect(phone.get_by_role("button", name="Tetapkan capaian")).to_have_count(0)
    assert_accessible_everywhere(phone)


def test_hr_goes_down_the_tree_and_reads(live_server: LiveServer, laptop: Page) -> None:
    sign_in(laptop, live_server, "yuni", "/capaian")
    below = laptop.get_by_role("list", name="Unit di bawahnya")
    expect(below.get_by_role("listitem")).to_have_count(1)
    laptop.get_by_label("Lihat unit di bawah").select_option(index=1)
    laptop.wait_for_url(re.compile(r"/capaian\?periode=\d+&di=\d+"))
    expect(below.get_by_text("Dinas Kesehatan (contoh)")).to_be_visible()
    below.get_by_text("Dinas Kesehatan (contoh)").click()
    expect(laptop.get_by_role("heading", name="Sebaran predikat di unit ini")).to_be_visible()
    assert_accessible_everywhere(laptop)


def test_a_unit_of_others_is_refused_kindly(live_server: LiveServer, phone: Page) -> None:
    unit = _unit_of(live_server, "yuni")
    sign_in(phone, live_server, "sari", f"/capaian/{unit}?periode=1")
    expect(phone.get_by_text("Unit ini tidak dapat dibuka")).to_be_visible()
