"""The server process: uvicorn with the settings of house.md 9.6."""

import os

import uvicorn
from starlette.applications import Starlette

from api.settings import Settings, load_settings

SOCKET_MESSAGE = 64 * 1024  # bytes; a subscription is 2 kB, uvicorn would take 16 MiB


def application() -> Starlette:
    """The application of this process, with the settings of its environment."""
    from api.app import create_app  # here, so that a reloading parent does not load the product

    return create_app(load_settings(os.environ))


def serve(settings: Settings, host: str | None, port: int | None, *, reload: bool) -> None:
    """Serve until the process is told to end."""
    uvicorn.run(
        "api.serving:application",
        factory=True,
        host=host or settings.host,
        port=port or settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # costs 38 kB a socket
        ws_max_size=SOCKET_MESSAGE,
        access_log=False,  # our own structured log instead
        proxy_headers=False,  # api/security.py reads X-Forwarded-For from trusted proxies only
        server_header=False,
        timeout_graceful_shutdown=10,  # phones that went without a word are not waited for
        reload=reload,
    )
