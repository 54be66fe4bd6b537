"""A year is weighed on the phone, one item is copied with its reason, and what changes is told."""

import json
import re
import sqlite3
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.cast import NIPS
from tests.journeys.accessible import assert_accessible_everywhere
from tests.journeys.conftest import OpenPhone
from tests.journeys.signing import sign_in
from tests.server import LiveServer

SAVED = re.compile(r"^Tersimpan \d{2}\.\d{2}$")
WORDS = "Triwulan terakhir lebih menentukan, karena bebannya paling berat sepanjang tahun."
WHY = "Caranya bekerja pada butir ini memang tidak berubah."
CORRECTED = "Bukti dukung yang sah baru diterima."
# What Hendra's phone sends to correct a given result of the year: every item better.
CORRECT = """async (id) => {
  const ask = async (query, variables) => {
    const headers = { 'content-type': 'application/json', 'x-adil': '1' };
    const body = JSON.stringify({ query, variables });
    const answer = await fetch('/graphql', { method: 'POST', headers, body });
    return (await answer.json()).data;
  };
  const { startCorrection: draft } = await ask(`mutation C($id: ID!) {
    startCorrection(reviewId: $id, reason: "Bukti dukung yang sah baru diterima.") {
      ... on Draft { version items { key } } } }`, { id });
  const items = draft.items.map(({ key }) =>
    ({ key, rating: 'DI_ATAS', note: `Melampaui yang diharapkan menurut bukti baru ${key}.` }));
  const input = { reviewId: id, version: draft.version, items };
  const { saveDraft } = await ask(`mutation S($input: SaveDraftInput!) {
    saveDraft(input: $input) { ... on DraftSaved { draft { version } } } }`, { input });
  const { submitReview } = await ask(`mutation G($id: ID!, $version: Int!, $request: ID!) {
    submitReview(reviewId: $id, version: $version, requestId: $request) {
      __typename ... on Result { predikat } ... on NotComplete { missing } } }`,
    { id, version: saveDraft.draft.version, request: crypto.randomUUID() });
  return submitReview;
}"""


def _asked(server: LiveServer, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with sqlite3.connect(server.database_url.removeprefix("sqlite://")) as database:
        return database.execute(query, values).fetchall()


def _open_year(server: LiveServer) -> tuple[str, list[tuple[Any, ...]]]:
    """Open the evaluation of the year in which Sari was rated last; gives the period, and her
    delivered quarters of that year as (review, period, predikat), in order.

    The windows of those quarters are open again, so that one of them can be corrected."""
    [(year,)] = _asked(
        server,
        "select p.year from review_version v join employee e on e.id = v.employee_id "
        "join period p on p.id = v.period_id where e.nip = ? and v.current and p.kind = 'TRIWULAN' "
        "order by v.period_ends desc limit 1",
        NIPS["sari"],
    )
    path = server.database_url.removeprefix("sqlite://")
    with sqlite3.connect(path) as database:
        database.execute(
            "update period set closes = date('now', '+20 days') where year = ? "
            "and kind = 'TRIWULAN' and ends < date('now')",
            (year,),
        )
        # A year evaluated already is evaluated once more, under the next number.
        made = database.execute(
            "insert into period (kind, year, number, starts, ends, opens, closes) "
            "select 'TAHUNAN', ?1, 1 + count(*), ?1 || '-01-01', ?1 || '-12-31', "
            "date('now', '-5 days'), date('now', '+9 days') from period "
            "where kind = 'TAHUNAN' and year = ?1",
            (year,),
        )
        period = str(made.lastrowid)
    quarters = _asked(
        server,
        "select v.review_id, p.number, v.predikat from review_version v "
        "join employee e on e.id = v.employee_id join period p on p.id = v.period_id "
        "where e.nip = ? and v.current and p.kind = 'TRIWULAN' and p.year = ? "
        "order by v.period_ends",
        NIPS["sari"],
        year,
    )
    return period, quarters


def _title(page: Page) -> Locator:
    return page.locator("#item-title")


def _state(page: Page) -> Locator:
    return page.locator(".where [role=status]")


def _open(page: Page, server: LiveServer, period: str, name: str) -> str:
    """Hendra opens the form of a member of his team; gives the id of the review."""
    sign_in(page, server, "hendra", f"/tim?periode={period}")
    rows = page.get_by_role("list", name="Tim saya").locator("li.member")
    rows.filter(has_text=name).get_by_text(name).click()
    page.wait_for_url("**/nilai/*")
    expect(_title(page)).to_be_visible()
    return page.url.split("/nilai/")[1].split("?")[0]


def _next(page: Page) -> None:
    before = _title(page).inner_text()
    page.get_by_role("button", name=re.compile("^(Lanjut|Tinjau penilaian)$")).click()
    expect(_title(page)).not_to_have_text(before)


def _rate_rest(page: Page) -> None:
    """Rate what has no rating yet, to the review."""
    while _title(page).inner_text() != "Tinjau dan kirim":
        if page.locator("input[name$=-rating]:checked").count() == 0:
            page.get_by_role("radio", name="Sesuai ekspektasi", exact=True).check()
        _next(page)
    expect(_state(page)).to_have_text(SAVED)


def _send(page: Page) -> None:
    page.get_by_role("button", name="Kirim penilaian").click()


def test_a_year_is_weighed_in_words_and_told_when_it_changes(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    period, quarters = _open_year(live_server)
    review = _open(phone, live_server, period, "Sari Wulandari")
    # The year stands beside each item, and nothing of it is filled in.
    expect(phone.locator("input[name$=-rating]:checked")).to_have_count(0)
    phone.get_by_text(f"Hasil tahun ini yang sudah disampaikan ({len(quarters)})").click()
    lines = phone.locator("details.year li")
    expect(lines).to_have_count(len(quarters))
    expect(lines.first).to_contain_text("3 bulan")
    assert_accessible_everywhere(phone)  # shot: item
    _rate_rest(phone)
    # Without words about it nothing is sent.
    _send(phone)
    weighing = phone.get_by_label("Bagaimana Anda mempertimbangkan hasil-hasil itu?")
    expect(weighing).to_be_focused()
    expect(phone.get_by_text("Tuliskan pertimbangan Anda, sedikitnya 20 huruf.")).to_be_visible()
    assert_accessible_everywhere(phone)  # shot: weigh
    weighing.fill(WORDS)
    expect(_state(phone)).to_have_text(SAVED)
    _send(phone)
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()

    employee = open_phone()
    sign_in(employee, live_server, "sari", f"/hasil/{review}")
    expect(employee.get_by_text(WORDS)).to_be_visible()
    year = employee.locator("section").filter(has_text="Bagaimana tahun ini dipertimbangkan")
    expect(year.get_by_role("listitem")).to_have_count(len(quarters))
    assert_accessible_everywhere(employee)  # shot: result

    # Hendra corrects the last quarter: both read it on the page that is open.
    again, number, _ = quarters[-1]
    answer = phone.evaluate(CORRECT, str(again))
    assert answer == {"__typename": "Result", "predikat": "SANGAT_BAIK"}
    quarter = ["I", "II", "III", "IV"][number - 1]
    told = re.compile(rf"Hasil Triwulan {quarter} \d{{4}} .* setelah penilaian tahunan ini")
    expect(employee.get_by_text(told)).to_be_visible()
    expect(employee.get_by_text("Penilai dapat memperbaiki penilaian tahunan ini")).to_be_visible()
    phone.goto(f"{live_server.url}/nilai/{review}")
    expect(phone.get_by_text(told)).to_be_visible()
    assert_accessible_everywhere(phone)  # shot: given
    employee.goto(f"{live_server.url}/hasil/{review}/penjelasan")
    expect(employee.get_by_text(told)).to_be_visible()
    expect(employee.get_by_text("bukan rata-ratanya")).to_be_visible()
    assert_accessible_everywhere(employee)  # shot: account


def test_one_item_is_taken_from_a_quarter_with_its_reason(
    live_server: LiveServer, phone: Page, open_phone: OpenPhone
) -> None:
    period, quarters = _open_year(live_server)
    review = _open(phone, live_server, period, "Sari Wulandari")
    item = _title(phone).inner_text()
    phone.get_by_text(f"Butir ini sepanjang tahun ({len(quarters)})").click()
    take = phone.get_by_role("button", name=re.compile("^Salin ke butir ini: nilai Triwulan"))
    expect(take).to_have_count(len(quarters))
    assert_accessible_everywhere(phone)  # shot: earlier
    take.last.click()
    phone.get_by_role("button", name="Salin butir ini").click()
    expect(phone.get_by_text("Tuliskan alasannya, sedikitnya 10 huruf.")).to_be_visible()
    phone.get_by_role("dialog").get_by_label("Mengapa nilainya sama?").fill(WHY)
    assert_accessible_everywhere(phone)  # shot: dialog
    phone.get_by_role("button", name="Salin butir ini").click()
    expect(phone.get_by_text(re.compile("^Disalin dari Triwulan"))).to_be_visible()
    expect(phone.locator("input[name$=-rating]:checked")).to_have_count(1)
    assert_accessible_everywhere(phone)  # shot: copied

    # Its evidence does not come along, so a rating off the middle may still owe words.
    note = phone.get_by_label("Catatan untuk pegawai")
    if len(note.input_value().strip()) < 10:
        note.fill("Menurut catatan harian yang saya periksa.")
        expect(phone.get_by_text(re.compile("^Disalin dari Triwulan"))).to_have_count(0)
        return
    _rate_rest(phone)
    phone.get_by_label("Bagaimana Anda mempertimbangkan hasil-hasil itu?").fill(WORDS)
    expect(_state(phone)).to_have_text(SAVED)
    _send(phone)
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()

    employee = open_phone()
    sign_in(employee, live_server, "sari", f"/hasil/{review}")
    row = employee.locator("article").filter(has_text=item)
    expect(row.get_by_text(re.compile("^Disalin dari Triwulan"))).to_be_visible()
    expect(row.get_by_text(f"Alasan: {WHY}")).to_be_visible()
    assert_accessible_everywhere(employee)  # shot: copied-result


def test_the_same_words_typed_again_ask_why(live_server: LiveServer, phone: Page) -> None:
    """Sari's last result is known: whoever types it again is asked, on the way to sending."""
    [(open_quarter,)] = _asked(
        live_server,
        "select id from period where kind = 'TRIWULAN' and ends < date('now') "
        "order by ends desc limit 1",
    )
    [(items,)] = _asked(
        live_server,
        "select v.items_json from review_version v join employee e on e.id = v.employee_id "
        "where e.nip = ? and v.current and v.state = 'DELIVERED' "
        "order by v.period_ends desc, v.id desc limit 1",
        NIPS["sari"],
    )
    known = {it["title"]: it for it in json.loads(items)}
    words = {"DI_ATAS": "Di atas ekspektasi", "SESUAI": "Sesuai ekspektasi"}
    words["DI_BAWAH"] = "Di bawah ekspektasi"
    _open(phone, live_server, str(open_quarter), "Sari Wulandari")
    typed = ""
    while _title(phone).inner_text() != "Tinjau dan kirim":
        before = known.get(_title(phone).inner_text())
        if not typed and before and len(before["note"].split()) >= 5:
            typed = _title(phone).inner_text()
            phone.get_by_role("radio", name=words[before["rating"]], exact=True).check()
            phone.get_by_label("Catatan untuk pegawai").fill(before["note"].upper())
        else:
            phone.get_by_role("radio", name="Sesuai ekspektasi", exact=True).check()
        _next(phone)
    assert typed
    expect(_state(phone)).to_have_text(SAVED)
    expect(phone.get_by_text("1 butir sama dengan hasil lain dan belum beralasan")).to_be_visible()
    _send(phone)
    pending = phone.locator("#missing").get_by_role("button", name=typed)
    expect(pending).to_be_focused()
    assert_accessible_everywhere(phone)  # shot: pending
    pending.click()
    expect(phone.get_by_text(re.compile("^Sama dengan Triwulan"))).to_be_visible()
    expect(phone.get_by_text("Nilai dan catatannya sama dengan hasil lain.")).to_be_visible()
    assert_accessible_everywhere(phone)  # shot: same
    phone.get_by_label("Mengapa nilainya sama?").fill(WHY)
    expect(_state(phone)).to_have_text(SAVED)
    _rate_rest(phone)
    _send(phone)
    phone.get_by_role("button", name="Ya, kirim").click()
    expect(phone.get_by_role("heading", name="Penilaian terkirim")).to_be_visible()


def test_the_look_back_of_a_year_shows_the_own_results(
    live_server: LiveServer, phone: Page
) -> None:
    period, quarters = _open_year(live_server)
    sign_in(phone, live_server, "sari", f"/penilaian-diri/{period}")
    year = phone.locator("section").filter(has_text="Hasil Anda tahun ini")
    expect(year.get_by_role("listitem")).to_have_count(len(quarters))
    assert_accessible_everywhere(phone)  # shot: self
