"""What whoever watches the server is told: whether it lives, whether it can work, a few figures."""

import httpx
import pytest

from tests.api.desk import Desk


async def get(desk: Desk, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=desk.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://adil.test") as client:
        return await client.get(path)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_alive_and_ready(desk: Desk, path: str) -> None:
    answer = await get(desk, path)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


async def test_not_ready_without_a_database(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OSError("no database")

    monkeypatch.setattr("api.health.default_db", gone)
    answer = await get(desk, "/readyz")
    assert answer.status_code == 500
    assert answer.json()["code"] == "UNEXPECTED"
    assert (await get(desk, "/healthz")).status_code == 200


async def test_metrics_name_no_people(desk: Desk) -> None:
    answer = await get(desk, "/metrics")
    assert "adil_live_listeners 0.0" in answer.text
    assert not any(person.nip in answer.text for person in desk.cast.people.values())
