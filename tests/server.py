"""The real product in a process of its own: `python -m api serve` on a free port of 127.0.0.1."""

import os
import sys
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, Program, StartFailed, free_port


@dataclass(frozen=True)
class LiveServer:
    """A server that answers. `url` is its origin, like `http://127.0.0.1:54321`."""

    url: str
    database_url: str
    program: Program

    def log(self) -> str:
        """The end of what it printed."""
        return self.program.tail()

    def stop(self) -> int:
        """End it the way an operator does (SIGTERM); gives the exit code. Twice does no harm."""
        return self.program.stop()


def start_server(database_url: str, port: int = 0, **settings: str) -> LiveServer:
    """Serve `database_url` and return when /readyz says yes; raises StartFailed with the log.

    `port` is any free one when 0. `settings` are further ADIL_* variables, e.g.
    `ADIL_UPLOAD_MAX_MIB="1"`."""
    if not (ROOT / "pwa" / "build").is_dir():
        raise StartFailed("The PWA is not built, and the server serves it: run `make setup`")
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    handle, log = tempfile.mkstemp(prefix="adil-serve-", suffix=".log")
    os.close(handle)
    own = {key: value for key, value in os.environ.items() if not key.startswith("ADIL_")}
    program = Program(
        [sys.executable, "-m", "api", "serve"],
        log=Path(log),
        env={
            **own,
            "ADIL_ENV": "demo",
            "ADIL_DATABASE_URL": database_url,
            "ADIL_HOST": "127.0.0.1",
            "ADIL_PORT": str(port),
            **settings,
        },
    )
    program.wait_until(lambda: _ready(url))
    return LiveServer(url, database_url, program)


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:  # noqa: S310  # own URL
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
