"""Where the measurement happens: a throw-away PostgreSQL, and one server process at a time."""

import os
import resource
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.databases import PostgresDatabases
from tests.postgres import PostgresServer
from tests.processes import Program, free_port

ORIGIN = "https://adil.test"
COOKIE = "__Host-adil_session"
UVICORN = [
    "--host=127.0.0.1", "--loop=uvloop", "--http=httptools", "--ws=websockets-sansio",
    "--no-access-log", "--no-server-header", "--no-proxy-headers",
    "--ws-per-message-deflate=false",
]  # fmt: skip


@contextmanager
def database() -> Iterator[str]:
    """A migrated PostgreSQL database that goes away again."""
    server = PostgresServer()
    try:
        with PostgresDatabases(server).lend() as url:
            yield url
    finally:
        server.stop()


class Server:
    """A running server process."""

    def __init__(self, program: Program, port: int) -> None:
        self.program = program
        self.port = port
        self.process = psutil.Process(program.pid)

    def memory(self) -> int:
        """Bytes of RAM that the process holds."""
        return int(self.process.memory_info().rss)

    def seconds(self) -> float:
        """Processor time used so far."""
        used = self.process.cpu_times()
        return float(used.user + used.system)


@contextmanager
def adil(url: str) -> Iterator[Server]:
    """The product as it runs in production, one process."""
    port = free_port()
    env = {
        "ADIL_ENV": "production",
        "ADIL_DATABASE_URL": url,
        "ADIL_SECRET_KEY": "a key that only this measurement uses: " + "x" * 32,
        "ADIL_PUBLIC_ORIGIN": ORIGIN,
        "ADIL_HOST": "127.0.0.1",
        "ADIL_PORT": str(port),
    }
    with _running([sys.executable, "-m", "api", "serve"], port, env) as server:
        yield server


@contextmanager
def by_hand(url: str) -> Iterator[Server]:
    """The hand-written reads (bench/by_hand.py)."""
    with _uvicorn("bench.by_hand:app", {"BENCH_DATABASE_URL": url}) as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    """The bare socket server (bench/bare.py)."""
    with _uvicorn("bench.bare:app", {}) as server:
        yield server


@contextmanager
def _uvicorn(app: str, env: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, f"--port={port}", *UVICORN]
    with _running(command, port, env) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, env: dict[str, str]) -> Iterator[Server]:
    handle, log = tempfile.mkstemp(prefix="adil-bench-", suffix=".log")
    os.close(handle)
    own = {key: value for key, value in os.environ.items() if not key.startswith("ADIL_")}
    program = Program(command, log=Path(log), env={**own, **env})
    try:
        program.wait_until(lambda: _answers(port))
        yield Server(program, port)
    finally:
        program.stop()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def many_files() -> None:
    """Let this process and those it starts hold thousands of sockets."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
