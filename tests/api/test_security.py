"""What every request passes: origin, size, headers, masked faults. No database behind it."""

import json
import logging
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from api.csp import content_security_policy
from api.faults import Masked
from api.refusal import refusal_handlers
from api.security import JSON_LIMIT, security_middleware
from api.settings import Env, Settings

DEMO = Settings(upload_max_bytes=1024 * 1024, pwa_dir="nowhere")
SAFE = Settings(
    env=Env.PRODUCTION,
    secret_key="x" * 40,
    public_origins=("https://adil.test",),
    upload_max_bytes=1024 * 1024,
    pwa_dir="nowhere",
)
JSON = {"content-type": "application/json", "x-adil": "1"}
SECRET = "199002142015032005 kata-sandi-rahasia"


async def echo(request: Request) -> Response:
    """How much arrived, from where."""
    body = await request.body()
    client = request.client.host if request.client else ""
    return JSONResponse({"size": len(body), "client": client, "scheme": request.url.scheme})


async def broken(request: Request) -> Response:
    raise RuntimeError(SECRET)


async def half(request: Request) -> Response:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError(SECRET)

    return StreamingResponse(chunks())


async def page(request: Request) -> Response:
    return HTMLResponse("<p>adil</p>", headers={"content-security-policy": "default-src 'self'"})


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    if await websocket.receive_text() == "break":
        raise RuntimeError(SECRET)
    await websocket.close()


def app(settings: Settings = SAFE) -> Starlette:
    """A small application behind the guards."""
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    return Starlette(
        routes=[
            Route("/graphql", echo, methods=methods),
            Route("/auth/logout", echo, methods=methods),
            Route("/uploads/staff", echo, methods=methods),
            Route("/broken/{id}", broken),
            Route("/half", half),
            Route("/page", page),
            WebSocketRoute("/graphql", socket),
        ],
        middleware=security_middleware(settings),
        exception_handlers=refusal_handlers(),
    )


def client(
    settings: Settings = SAFE, origin: str | None = "https://adil.test", peer: str = "192.0.2.1"
) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app(settings), client=(peer, 1))
    headers = {"origin": origin} if origin else {}
    return httpx.AsyncClient(transport=transport, base_url="https://adil.test", headers=headers)


async def knock(origin: str | None, *texts: str) -> list[Message]:
    """Open a socket with this Origin, send the texts, and give what the server sent."""
    headers = [(b"origin", origin.encode())] if origin else []
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "scheme": "wss",
        "query_string": b"",
        "headers": [(b"host", b"adil.test"), *headers],
        "client": ("192.0.2.1", 1),
        "subprotocols": [],
    }
    incoming: list[Message] = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "text": text} for text in texts),
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await app()(scope, receive, send)
    return sent


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"origin": "http://adil.test"},  # not the https we are
        {"origin": "https://adil.test.evil.test"},
        {"origin": "https://evil.test/https://adil.test"},
        {"origin": "https://evil.test", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
    ],
)
async def test_a_write_from_another_site_is_refused(method: str, headers: dict[str, str]) -> None:
    answer = await client(origin=None).request(method, "/auth/logout", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN_ORIGIN")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://adil.test"},
        {"origin": "HTTPS://ADIL.TEST"},
        {"sec-fetch-site": "same-origin"},
    ],
)
async def test_a_write_from_our_own_page_passes(headers: dict[str, str]) -> None:
    assert (await client(origin=None).post("/auth/logout", headers=headers)).status_code == 200


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", 200),
        ("127.0.0.1:8000", "http://127.0.0.1:5173", 403),
        ("192.168.1.5:8000", "http://192.168.1.5:8000", 200),
        ("127.0.0.1:8000", "http://evil.test", 403),
        ("127.0.0.1:8000", "null", 403),
    ],
)
async def test_a_demo_takes_the_host_that_the_browser_asked_for(
    host: str, origin: str, status: int
) -> None:
    answer = await client(DEMO, origin).post("/auth/logout", headers={"host": host})

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"content-type": "application/json"}, 403, "MISSING_HEADER"),
        ({"content-type": "application/json", "x-adil": "0"}, 403, "MISSING_HEADER"),
        ({"content-type": "text/plain", "x-adil": "1"}, 415, "NOT_JSON"),
        ({"content-type": "multipart/form-data; boundary=x", "x-adil": "1"}, 415, "NOT_JSON"),
        ({"x-adil": "1"}, 415, "NOT_JSON"),
    ],
)
async def test_graphql_wants_json_and_its_header(
    headers: dict[str, str], status: int, code: str
) -> None:
    answer = await client().post("/graphql", content=b"{}", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_graphql_takes_json_with_a_charset() -> None:
    headers = {"content-type": "application/json; charset=utf-8", "x-adil": "1"}

    assert (await client().post("/graphql", content=b"{}", headers=headers)).status_code == 200


@pytest.mark.parametrize("origin", [None, "https://evil.test", "null", "http://adil.test"])
async def test_a_socket_from_another_site_is_refused_before_it_opens(origin: str | None) -> None:
    assert await knock(origin, "hello") == [{"type": "websocket.close", "code": 4403}]


async def test_a_socket_of_our_own_page_opens() -> None:
    sent = await knock("https://adil.test", "hello")

    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert sent[-1]["code"] == 1000


async def test_a_body_of_the_limit_passes_and_one_more_byte_does_not() -> None:
    fits = await client().post("/graphql", content=b"x" * JSON_LIMIT, headers=JSON)
    larger = await client().post("/graphql", content=b"x" * (JSON_LIMIT + 1), headers=JSON)

    assert fits.json()["size"] == JSON_LIMIT
    assert (larger.status_code, larger.json()["code"]) == (413, "BODY_TOO_LARGE")


async def test_a_body_without_a_length_is_counted_as_it_comes() -> None:
    sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 1
            yield b"x" * 16 * 1024

    answer = await client().post("/graphql", content=chunks(), headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")
    assert sent == 17  # read no further than needed to know


async def test_a_body_that_lies_about_its_length_is_counted_too() -> None:
    answer = await client().post(
        "/graphql", content=b"x" * (JSON_LIMIT + 1), headers={**JSON, "content-length": "2"}
    )

    assert answer.status_code == 413


async def test_an_upload_has_a_limit_of_its_own() -> None:
    fits = await client().post("/uploads/staff", content=b"x" * 1024 * 1024)
    larger = await client().post("/uploads/staff", content=b"x" * 1200 * 1024)

    assert fits.json()["size"] == 1024 * 1024
    assert (larger.status_code, larger.json()["code"]) == (413, "FILE_TOO_LARGE")


@pytest.mark.parametrize("path", ["/graphql", "/broken/1", "/missing", "/page"])
async def test_every_answer_tells_the_browser_to_be_strict(path: str) -> None:
    headers = (await client().get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "camera=()" in headers["permissions-policy"]
    assert "content-security-policy" in headers


async def test_a_demo_does_not_bind_the_host_to_https() -> None:
    assert "strict-transport-security" not in (await client(DEMO).get("/graphql")).headers


async def test_what_an_answer_says_itself_stays() -> None:
    headers = (await client().get("/page")).headers

    assert headers["content-security-policy"] == "default-src 'self'"


@pytest.mark.parametrize("path", ["/graphql", "/auth/logout", "/uploads/staff"])
async def test_no_cache_keeps_what_is_about_somebody(path: str) -> None:
    assert (await client().get(path)).headers["cache-control"] == "no-store"
    refused = await client(origin="https://evil.test").post(path)
    assert refused.headers["cache-control"] == "no-store"


async def test_a_fault_shows_an_id_and_logs_no_personal_data(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "adil.faults"):
        answer = await client().get(
            "/broken/199002142015032005?nip=1", headers={"cookie": "adil_session=secret-token"}
        )

    [record] = caplog.records
    line = json.loads(record.getMessage())
    assert answer.status_code == 500
    assert answer.json()["code"] == "UNEXPECTED"
    assert answer.json()["errorId"] == line["errorId"]
    assert line["errorId"] in answer.json()["message"]
    assert line["error"] == "builtins.RuntimeError"
    assert line["place"] == "http GET /broken/{id}"
    assert any("test_security.py" in frame for frame in line["trace"])
    for secret in (*SECRET.split(), "secret-token", "nip="):
        assert secret not in record.getMessage()
        assert secret not in answer.text
    assert record.exc_info is None


async def test_a_fault_in_the_middle_of_an_answer_breaks_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Masked) as broken_off:
        await client().get("/half")

    assert SECRET not in str(broken_off.value)
    assert str(broken_off.value) in caplog.text


async def test_a_fault_in_a_socket_closes_it_with_an_id(caplog: pytest.LogCaptureFixture) -> None:
    sent = await knock("https://adil.test", "break")

    assert (sent[-1]["type"], sent[-1]["code"]) == ("websocket.close", 1011)
    assert sent[-1]["reason"] in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/missing", 404, "NOT_FOUND"),
        ("POST", "/page", 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_what_does_not_exist_is_said_in_json(
    method: str, path: str, status: int, code: str
) -> None:
    answer = await client().request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("10.0.0.5", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.5", "6.6.6.6, 203.0.113.7", "203.0.113.7"),  # what the client wrote itself
        ("10.0.0.5", "203.0.113.7, 10.0.0.9", "203.0.113.7"),  # through two proxies of ours
        ("198.51.100.1", "203.0.113.7", "198.51.100.1"),  # nobody we trust
    ],
)
async def test_only_trusted_proxies_are_believed_about_the_address(
    peer: str, forwarded: str, seen: str
) -> None:
    behind = Settings(trusted_proxies=(ip_network("10.0.0.0/8"),), pwa_dir="nowhere")

    answer = await client(behind, peer=peer).get("/graphql", headers={"x-forwarded-for": forwarded})

    assert answer.json()["client"] == seen


async def test_without_proxies_nobody_is_believed() -> None:
    answer = await client(DEMO, peer="127.0.0.1").get(
        "/graphql", headers={"x-forwarded-for": "203.0.113.7"}
    )

    assert answer.json()["client"] == "127.0.0.1"


def test_the_policy_allows_nothing_but_our_own_files() -> None:
    policy = content_security_policy(SAFE)

    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self' wss://adil.test; manifest-src 'self'; "
        "worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )


def test_the_policy_takes_over_the_hashes_of_the_built_pages(tmp_path: Path) -> None:
    meta = (
        '<meta http-equiv="content-security-policy" content="script-src \'self\' {0} '
        "'unsafe-inline' https://evil.test; img-src *; style-src-attr 'unsafe-hashes' {1}\">"
    )
    (tmp_path / "sub").mkdir()
    (tmp_path / "200.html").write_text(meta.format("'sha256-AAA='", "'sha256-CCC='"))
    (tmp_path / "sub" / "masuk.html").write_text(meta.format("'sha256-BBB='", "'sha256-CCC='"))
    (tmp_path / "other.html").write_text("<p>no policy</p>")

    policy = content_security_policy(Settings(pwa_dir=str(tmp_path))).split("; ")

    assert "script-src 'self' 'sha256-AAA=' 'sha256-BBB='" in policy
    assert "style-src-attr 'unsafe-hashes' 'sha256-CCC='" in policy
    assert "img-src 'self' data: blob:" in policy
