"""The built app: packed files, honest caching, the shell for its routes, and nothing beside it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.static import Pwa


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A small build, and a secret beside it that nobody may read."""
    (tmp_path / "rahasia.txt").write_text("rahasia")
    build = tmp_path / "build"
    chunks = build / "_app" / "immutable"
    chunks.mkdir(parents=True)
    for name, text in {"index": "depan", "masuk": "masuk", "200": "cangkang"}.items():
        (build / f"{name}.html").write_text(text)
    (build / "manifest.webmanifest").write_text("{}")
    (build / "service-worker.js").write_text("0")
    (chunks / "a1.js").write_text("plain")
    (chunks / "a1.js.br").write_bytes(b"brotli")
    (chunks / "a1.js.gz").write_bytes(b"gzip")
    app = Starlette(routes=[Route("/{path:path}", Pwa(str(build)).serve, methods=["GET"])])
    transport = httpx.ASGITransport(app=app)
    plain = {"accept-encoding": "identity"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://adil.test", headers=plain
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "text"),
    [("/", "depan"), ("/masuk", "masuk"), ("/beranda", "cangkang"), ("/hasil/12", "cangkang")],
)
async def test_pages_and_the_shell(browser: httpx.AsyncClient, path: str, text: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.text) == (200, text)
    assert answer.headers["cache-control"] == "no-cache"


async def test_hashed_files_stay_for_a_year_and_the_worker_does_not(
    browser: httpx.AsyncClient,
) -> None:
    assert "immutable" in (await browser.get("/_app/immutable/a1.js")).headers["cache-control"]
    assert (await browser.get("/service-worker.js")).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepts", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)]
)
async def test_packed_file_the_browser_takes(
    browser: httpx.AsyncClient, accepts: str, encoding: str | None
) -> None:
    wanted = {"accept-encoding": accepts}
    async with browser.stream("GET", "/_app/immutable/a1.js", headers=wanted) as it:
        body = b"".join([part async for part in it.aiter_raw()])
        assert it.headers.get("content-encoding") == encoding
        assert body == {"br": b"brotli", "gzip": b"gzip", None: b"plain"}[encoding]
        assert it.headers["content-type"].startswith("text/javascript")
        assert it.headers["vary"] == "accept-encoding"


async def test_unchanged_file_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    tag = (await browser.get("/masuk")).headers["etag"]
    again = await browser.get("/masuk", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../rahasia.txt",
        "/%2e%2e/rahasia.txt",
        "/..%2frahasia.txt",
        "/_app/../../rahasia.txt",
        "/tidak-ada.js",
        "/_app/immutable/lama.js",
        "/graphql/x",
        "/auth/x",
        "/a%00b.txt",
    ],
)
async def test_what_is_no_page_is_not_found(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 404
    assert "rahasia" not in answer.text


async def test_manifest_has_its_type(browser: httpx.AsyncClient) -> None:
    kind = (await browser.get("/manifest.webmanifest")).headers["content-type"]
    assert kind.startswith("application/manifest+json")
