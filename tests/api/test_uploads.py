"""The door for staff files: who may come in, with what, and what goes out again."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from schema.models import Employee, StaffImport
from schema.people import background
from tests.api.desk import Desk
from tests.cast import NIPS
from tests.staff_files import BUDI, HEAD, INA, RINA, TEAM, row, text_of

DOOR = "/uploads/staff"
GOOD = text_of([HEAD, *TEAM]).encode()
WITH_FAULT = text_of([HEAD, *TEAM, row(RINA, "Rina Contoh", BUDI, GOL="III/b")]).encode()


@pytest.fixture(autouse=True)
async def nothing_runs_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """Uploads are kept in the test's own folder, and no work is left behind."""
    assert desk.woken == []  # made first: PostgreSQL must not start in that folder
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    await background.settle()


async def hr(desk: Desk, name: str = "yuni") -> httpx.AsyncClient:
    """A browser on which Yuni, the HR admin, is signed in."""
    await desk.set_password(name)
    return await desk.signed_in(name)


async def send(
    phone: httpx.AsyncClient, content: bytes = GOOD, date: str = "2026-10-01", **more: Any
) -> httpx.Response:
    """One upload."""
    files = {"file": ("pegawai.csv", content, "text/csv")}
    return await phone.post(DOOR, files=files, data={"effectiveDate": date}, **more)


async def test_a_file_goes_in_and_its_preview_comes_out(desk: Desk, tmp_path: Path) -> None:
    phone = await hr(desk)
    answer = await send(phone)
    assert answer.status_code == 201
    await background.settle()
    query = "query($id: ID!) { staffImport(id: $id) { ... on StaffImport { state good } } }"
    shown = (await desk.ask(phone, query, id=answer.json()["id"])).json()
    assert shown["data"]["staffImport"] == {"state": "READY", "good": 3}
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []


async def test_upload_confirm_and_fetch_the_refused_rows(desk: Desk) -> None:
    phone = await hr(desk)
    import_id = (await send(phone, WITH_FAULT)).json()["id"]
    await background.settle()
    confirm = """mutation($id: ID!) { confirmStaffImport(id: $id, goodRowsOnly: true) {
      __typename } }"""
    answer = (await desk.ask(phone, confirm, id=import_id)).json()
    assert answer["data"]["confirmStaffImport"]["__typename"] == "StaffImport"
    await background.settle()
    assert await Employee.exists(nip=INA)
    refused = await phone.get(f"{DOOR}/{import_id}/refused.csv")
    assert refused.status_code == 200
    assert refused.headers["content-type"] == "text/csv; charset=utf-8"
    assert refused.headers["cache-control"] == "no-store"
    assert refused.content.startswith(b"\xef\xbb\xbfBARIS;ALASAN DITOLAK;")
    assert f"'{RINA};Rina Contoh" in refused.text


async def test_there_is_no_file_of_refused_rows_without_any(desk: Desk) -> None:
    phone = await hr(desk)
    import_id = (await send(phone)).json()["id"]
    await background.settle()
    for wanted in (import_id, "999999"):
        answer = await phone.get(f"{DOOR}/{wanted}/refused.csv")
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


async def refusal(desk: Desk, answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refused upload, which has left nothing behind."""
    assert await StaffImport.all().count() == 0
    assert await Employee.all().count() == len(NIPS)
    assert desk.woken == [] or {"hr"} not in desk.woken
    return answer.status_code, answer.json()["code"]


async def test_nobody_else_may_upload(desk: Desk) -> None:
    assert await refusal(desk, await send(desk.phone())) == (401, "NOT_SIGNED_IN")
    for name in ("sari", "asep", "tuti", "sistem"):
        phone = await hr(desk, name)
        assert await refusal(desk, await send(phone)) == (403, "NOT_ALLOWED")
        answer = await phone.get(f"{DOOR}/1/refused.csv")
        assert (answer.status_code, answer.json()["code"]) == (403, "NOT_ALLOWED")


async def test_not_before_the_first_password_was_changed(desk: Desk) -> None:
    await desk.set_password("yuni", must_change=True)
    phone = await desk.signed_in("yuni")
    assert await refusal(desk, await send(phone)) == (403, "PASSWORD_CHANGE_REQUIRED")


async def test_not_from_the_page_of_another_site(desk: Desk) -> None:
    phone = await hr(desk)
    answer = await send(phone, headers={"origin": "https://lain.test"})
    assert await refusal(desk, answer) == (403, "FORBIDDEN_ORIGIN")


@pytest.mark.parametrize("date", ["", "besok", "2026-13-01", "1980-01-01", "2030-01-01"])
async def test_the_date_must_make_sense(desk: Desk, date: str, tmp_path: Path) -> None:
    answer = await send(await hr(desk), date=date)
    assert (await refusal(desk, answer))[0] == 400
    assert answer.json()["field"] == "effectiveDate"
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []


async def test_a_file_must_come_as_a_form(desk: Desk) -> None:
    phone = await hr(desk)
    answer = await phone.post(DOOR, content=GOOD, headers={"content-type": "text/csv"})
    assert await refusal(desk, answer) == (415, "NOT_MULTIPART")
    answer = await phone.post(
        DOOR, files={"lain": ("a.csv", GOOD)}, data={"effectiveDate": "2026-10-01"}
    )
    assert await refusal(desk, answer) == (400, "FILE_MISSING")
    broken = {"content-type": "multipart/form-data; boundary=x"}
    answer = await phone.post(DOOR, content=b"--x\r\nkosong", headers=broken)
    assert (await refusal(desk, answer))[0] == 400


async def test_fifty_megabytes_are_too_much(desk: Desk, tmp_path: Path) -> None:
    phone = await hr(desk)
    answer = await send(phone, GOOD + bytes(50 * 1024 * 1024))
    assert await refusal(desk, answer) == (413, "FILE_TOO_LARGE")
    assert "20 MiB" in answer.json()["message"]
    assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []


async def test_the_file_name_is_only_a_name(desk: Desk) -> None:
    phone = await hr(desk)
    files = {"file": ("..\\..\\etc/pegawai bungo.csv", GOOD, "text/csv")}
    await phone.post(DOOR, files=files, data={"effectiveDate": "2026-10-01"})
    assert (await StaffImport.get()).file_name == "pegawai bungo.csv"
