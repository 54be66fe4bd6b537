"""The real process: it starts, serves the built app beside the doors, and ends when asked."""

from pathlib import Path

import httpx
import pytest

from tests.conftest import Serve
from tests.processes import StartFailed


def test_it_serves_the_app_and_its_health(database_url: str, serve: Serve) -> None:
    server = serve(database_url)
    with httpx.Client(base_url=server.url, timeout=10) as client:
        assert client.get("/healthz").status_code == 200
        page = client.get("/")
        assert page.status_code == 200
        assert "Adil" in page.text
        assert client.get("/beranda").headers["content-type"].startswith("text/html")
        assert client.get("/nothing.js").status_code == 404
    assert server.stop() in {0, -15}
    assert "Finished server process" in server.log()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ADIL_ENV": "production", "ADIL_SECRET_KEY": ""}, "ADIL_SECRET_KEY must be set"),
        ({"ADIL_SESSION_MAX_DAYS": "many"}, "ADIL_SESSION_MAX_DAYS is 'many'"),
    ],
)
def test_a_bad_setting_stops_it_with_a_sentence(
    serve: Serve, tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    with pytest.raises(StartFailed, match=told) as failure:
        serve(f"sqlite://{tmp_path}/adil.sqlite3", **settings)
    assert "Traceback" not in str(failure.value)
