"""What somebody sends who means harm: refused with words, without a trace, and never as a fault.

Each test tries many of a kind on one database, as each database costs more than a try."""

import base64
from typing import Any

import httpx
import pytest

from schema.models import Period, ReportingLine, StaffImport
from schema.people import background
from tests.api.desk import Desk, traces

PERIOD = """mutation($input: SavePeriodInput!) { savePeriod(input: $input) {
  __typename ... on InvalidInput { code field } } }"""
LINE = """mutation($input: SetReportingLineInput!) { setReportingLine(input: $input) {
  __typename ... on InvalidInput { code field } } }"""
SUBMIT = """mutation($review: ID!, $request: ID!) {
  submitReview(reviewId: $review, version: 1, requestId: $request) {
    __typename ... on InvalidInput { code field } } }"""
STAFF = """query($search: String! = "", $after: String) {
  staff(search: $search, after: $after) { total rows { person { name } } } }"""
MINE = "query($after: String) { myResults(after: $after) { next results { number } } }"
HUGE = "9" * 30
NUL = "\x00"


async def hr(desk: Desk) -> httpx.AsyncClient:
    """A browser on which Yuni, the HR admin, is signed in."""
    await desk.set_password("yuni")
    return await desk.signed_in("yuni")


def answered(answer: httpx.Response) -> dict[str, Any]:
    """The body of an answer that is no fault."""
    assert answer.status_code < 500, answer.text
    assert "UNEXPECTED" not in answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_null_bytes_are_refused_by_name(desk: Desk) -> None:
    hendra, yuni = await desk.signed_in("hendra"), await hr(desk)
    period = {"kind": "BULANAN", "year": 2026, "number": 12, "opens": "2026-12-20",
              "closes": "2026-12-31", "reason": f"Surat {NUL} edaran"}  # fmt: skip
    line = {"employeeId": str(desk.cast.id("sari")), "raterId": str(desk.cast.id("dewi")),
            "capacity": "DEFINITIF", "starts": "2026-10-07", "reason": f"Surat {NUL}"}  # fmt: skip
    before, lines, periods = await traces(), await ReportingLine.all().count(), await Period.all()
    for phone, document, given, code, field in (
        (
            hendra,
            SUBMIT,
            {"review": "1", "request": f"minta-{NUL}-1"},
            "BAD_REQUEST_ID",
            "requestId",
        ),
        (yuni, PERIOD, {"input": period}, "BAD_CHARACTER", "reason"),
        (yuni, LINE, {"input": line}, "BAD_CHARACTER", "reason"),
    ):
        body = answered(await desk.ask(phone, document, **given))
        (refused,) = body["data"].values()
        assert refused == {"__typename": "InvalidInput", "code": code, "field": field}
    found = answered(await desk.ask(yuni, STAFF, search=f"Sari{NUL}Contoh"))
    assert found["data"]["staff"]["total"] == 1
    assert await traces() == before
    assert await ReportingLine.all().count() == lines
    assert await Period.all() == periods


async def test_cursors_that_no_page_gave_are_refused_or_empty(desk: Desk) -> None:
    yuni, sari = await hr(desk), await desk.signed_in("sari")
    inner = [f"{HUGE}:x", "99999999999:x", "-1:x", "1_0:x", "x", f"1:a{NUL}b"]
    ours = [base64.urlsafe_b64encode(text.encode()).decode() for text in inner]
    for after in [*ours, "é", "%%%"]:
        (error,) = answered(await desk.ask(yuni, STAFF, after=after))["errors"]
        assert error["extensions"]["code"] == "INVALID_INPUT", after
    for after in (f"2026-01-01.{HUGE}", "2026-01-01.-99999999999", f"{NUL}.1", "9999-99-99.1"):
        body = answered(await desk.ask(sari, MINE, after=after))
        assert body["data"]["myResults"] == {"next": None, "results": []}


async def test_lines_from_before_the_calendar_of_the_service(desk: Desk) -> None:
    await desk.cast.closed.delete()  # a new installation: no closed period bounds the past
    phone = await hr(desk)
    before, lines = await traces(), await ReportingLine.all().values_list()
    for starts in ("0001-01-01", "1000-01-01", "9999-12-31"):
        given = {"employeeId": str(desk.cast.id("sari")), "raterId": str(desk.cast.id("dewi")),
                 "capacity": "PLT", "starts": starts, "reason": "Surat perintah"}  # fmt: skip
        refused = answered(await desk.ask(phone, LINE, input=given))["data"]["setReportingLine"]
        assert refused["code"] == "DATE_OUT_OF_RANGE"
    assert await traces() == before
    assert await ReportingLine.all().values_list() == lines


async def test_files_of_imports_that_cannot_exist(desk: Desk) -> None:
    phone = await hr(desk)
    for number in ("0", "2147483648", "99999999999", HUGE, "9" * 5000, "-1", "x", "1%00"):
        answer = await phone.get(f"/uploads/staff/{number}/refused.csv")
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND"), number


async def test_names_of_files_and_sheets_are_kept_without_what_cannot_be_seen(desk: Desk) -> None:
    phone = await hr(desk)
    head = "--b\r\nContent-Disposition: form-data; name="
    for name, kept in ((f"a{NUL}.csv", "a.csv"), ("../../x.csv", "x.csv"), (NUL, "berkas"),
                       ("\u202evsc.gnp.csv", "vsc.gnp.csv"), ("..\\y.csv", "y.csv")):  # fmt: skip
        content = (
            f'{head}"effectiveDate"\r\n\r\n2026-10-01\r\n{head}"sheet"\r\n\r\n{NUL}\r\n'
            f'{head}"file"; filename="{name}"\r\n\r\nNIP;NAMA\r\n\r\n--b--\r\n'
        )
        headers = {"content-type": "multipart/form-data; boundary=b"}
        answer = await phone.post("/uploads/staff", content=content.encode(), headers=headers)
        assert answer.status_code == 201, answer.text
        await background.settle()
        row = await StaffImport.get(id=answer.json()["id"])
        assert (row.file_name, row.sheet) == (kept, "")


@pytest.mark.parametrize(
    "nip", ["９" * 60, "ﷺ" * 64, "x" * 33, "1" * 33, f"sis{NUL}tem", "' or 1=1 --", "%", "\u200b"]
)
async def test_names_nobody_has_are_refused_like_a_wrong_password(desk: Desk, nip: str) -> None:
    before = await traces()
    body = {"nip": nip, "password": f"kuda-{NUL}-merah", "device": "\r\nset-cookie: a=b"}
    answer = await desk.phone().post("/auth/login", json=body)
    known = await desk.login(desk.phone("192.0.2.99"), "sari", "kuda-merah-tangga")
    assert (answer.status_code, answer.content) == (known.status_code, known.content)
    assert answer.headers.items() == known.headers.items()
    assert desk.hashing.verified == 2
    assert await traces() == before


@pytest.mark.parametrize(
    "path", ["a" * 300, "a" * 5000, "a/" * 3000, "..%2f..%2fREADME.md", "%2e%2e/%2e%2e/README.md",
             "..\\README.md", "%ff%fe", "/evil.test/a.js", ".%00/", "%2fetc%2fpasswd"],
)  # fmt: skip
async def test_paths_lead_nowhere_but_into_the_app(desk: Desk, path: str) -> None:
    answer = await desk.phone().get(f"http://adil.test/{path}")
    assert answer.status_code in (200, 404)
    assert "location" not in answer.headers
    assert "root:" not in answer.text
    assert "fair, transparent" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "http://adil.test@evil.test", "null", "",
               "http://evil.test:80@adil.test", "http://adil.test:99999", "http://adil.test\\@evil"],
)  # fmt: skip
async def test_origins_that_only_look_like_ours(desk: Desk, origin: str) -> None:
    phone = await desk.signed_in("sari")
    before = await traces()
    answer = await phone.post("/auth/logout", headers={"origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN_ORIGIN")
    assert await traces() == before
