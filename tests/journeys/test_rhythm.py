"""What waits for somebody, the inbox, quiet hours, and how far the units are."""

from playwright.sync_api import Page, expect

from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer


def test_what_waits_comes_first_and_one_tap_leads_there(
    live_server: LiveServer, phone: Page
) -> None:
    sign_in(phone, live_server, "hendra")
    waiting = phone.get_by_role("region", name="Yang perlu Anda lakukan")
    rate = waiting.get_by_role("link", name="anggota tim belum dinilai")
    expect(rate).to_contain_text("sampai")
    assert_accessible_everywhere(phone)
    rate.click()
    phone.wait_for_url(f"{live_server.url}/tim")


def test_hr_reminds_a_unit_and_the_rater_hears_of_it_at_once(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    rater = open_phone()
    sign_in(rater, live_server, "hendra")
    expect(rater.get_by_role("link", name="Pemberitahuan").first).to_be_visible()

    sign_in(phone, live_server, "yuni", "/admin/kemajuan")
    row = phone.get_by_role("row").filter(has_text="Dinas Kesehatan")
    expect(row).to_contain_text("dari")
    row.get_by_role("button", name="Ingatkan").click()
    expect(row).to_contain_text("Sudah diingatkan hari ini")
    assert_accessible_everywhere(phone)

    bell = rater.get_by_role("link", name="belum dibaca")
    expect(bell).to_be_visible()
    bell.click()
    expect(rater.get_by_role("main")).to_contain_text("BKPSDM mengingatkan")
    assert_accessible_everywhere(rater)
    rater.goto(f"{live_server.url}/beranda")
    expect(rater.get_by_role("link", name="Pemberitahuan", exact=True)).to_be_visible()


def test_own_quiet_hours_are_kept(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "sari", "/saya/pemberitahuan")
    expect(phone.get_by_text("Surel belum disiapkan")).to_be_visible()  # no mail server here
    phone.get_by_text("Pilih sendiri").click()
    phone.get_by_label("Mulai").fill("99.99")
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.get_by_text("Isi jam mulai dan jam selesai")).to_be_visible()
    phone.get_by_label("Mulai").fill("21.30")
    phone.get_by_label("Sampai").fill("05.00")
    phone.get_by_role("button", name="Simpan").click()
    expect(phone.get_by_text("Pilihan Anda tersimpan.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_label("Mulai")).to_have_value("21:30")
    assert_accessible_everywhere(phone)


def test_a_superior_sees_who_is_awaited(live_server: LiveServer, phone: Page) -> None:
    sign_in(phone, live_server, "dewi", "/tim/tugas")
    people = phone.get_by_role("region", name="Hendra Gunawan")
    expect(people).to_contain_text("anggota tim belum dinilai")
    assert_accessible_everywhere(phone)
