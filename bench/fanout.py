"""The time until the last of thousands of sockets has it, and what a socket costs in RAM."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import asyncpg
import httpx
import orjson

from api.bus import CHANNEL, notes_of
from bench.documents import LIVE
from bench.places import COOKIE, ORIGIN, Server, adil, bare
from schema.events import ALL, employee_audience
from tests.crowd import token

SOCKETS = 3000
ROUNDS = 3
FIRST = 20  # the person of the first socket
EACH = """
  insert into event (audience, seq, kind, subject, at)
  select key, seq, 'RESULT_CHANGED', jsonb_build_object('number', 1, 'review',
    ((select max(id) from period) - 1) * $2 + substr(key, 3)::int), now()
  from audience where key = any($1)"""
ALIKE = """
  insert into event (audience, seq, kind, subject, at)
  select key, seq, 'PERIODS_CHANGED', '{}', now() from audience where key = any($1)"""


@dataclass(frozen=True)
class FanOut:
    """One case: seconds until the last socket had it, the median of the rounds."""

    name: str
    adil: float
    bare: float
    first: float  # until the first socket had it
    bytes: float  # of one message
    cpu_adil: float  # us of the server process per socket
    cpu_bare: float

    @property
    def ratio(self) -> float:
        """Adil against bare; less is better."""
        return self.adil / self.bare


@dataclass(frozen=True)
class Sockets:
    """What both cases came to, and kB of RAM per socket."""

    cases: list[FanOut]
    adil_kb: float
    bare_kb: float
    opened: float  # seconds until all were open


class Rounds(NamedTuple):
    """Medians of the rounds: seconds to the first and the last socket, us per socket, bytes."""

    first: float
    last: float
    cpu: float
    bytes: float


class Phones:
    """The client process with its sockets (bench/phones.py)."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def start_round(self) -> None:
        """Say that a message is about to come."""
        self._write(b"round\n")

    def answer(self) -> dict[str, float]:
        """The next line that it prints."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the phones fell over; see their words above")
        found: dict[str, float] = orjson.loads(line)
        return found

    def _write(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()


@contextmanager
def phones(server: Server, *, subscribe: bool, keep: Path | None) -> Iterator[Phones]:
    """SOCKETS open sockets; with `subscribe` each is a signed-in app that listens."""
    payload = {"id": "1", "type": "subscribe", "payload": {"query": LIVE}}
    job = {
        "port": server.port,
        "requests": [_upgrade(FIRST + n) for n in range(SOCKETS)],
        "subscribe": orjson.dumps(payload).decode() if subscribe else None,
        "keep": str(keep) if keep else None,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.phones"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        found = Phones(process)
        found._write(orjson.dumps(job) + b"\n")
        found.answer()
        yield found
    finally:
        process.kill()
        process.wait()


def _upgrade(person: int) -> str:
    return (
        "GET /graphql HTTP/1.1\r\nHost: adil.test\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Sec-WebSocket-Protocol: graphql-transport-ws\r\nOrigin: {ORIGIN}\r\n"
        f"Cookie: {COOKIE}={token(person)}\r\n\r\n"
    )


def measure_sockets(url: str, people: int) -> Sockets:
    """Both cases at Adil, then the same bytes at the bare server."""
    with tempfile.TemporaryDirectory(prefix="adil-bench-") as folder:
        keep = Path(folder) / "texts.json"
        triggers: list[tuple[str, Callable[[], float]]] = [
            ("a result each", lambda: asyncio.run(_tell_each(url, people))),
            ("one event for all", lambda: asyncio.run(_tell_all(url))),
        ]
        found: list[tuple[str, Rounds]] = []
        texts: list[bytes] = []
        with adil(url) as server:
            before, begun = server.memory(), time.monotonic()
            with phones(server, subscribe=True, keep=keep) as crowd:
                opened = time.monotonic() - begun
                adil_kb = (server.memory() - before) / SOCKETS / 1000
                for name, trigger in triggers:
                    found.append((name, _rounds(server, crowd, trigger)))
                    texts.append(keep.read_bytes())
        with bare() as server:
            before = server.memory()
            with phones(server, subscribe=False, keep=None) as crowd:
                bare_kb = (server.memory() - before) / SOCKETS / 1000
                port = server.port
                bares = [_rounds(server, crowd, partial(_send, port, text)) for text in texts]
    cases = [
        FanOut(name, ours.last, other.last, ours.first, ours.bytes, ours.cpu, other.cpu)
        for (name, ours), other in zip(found, bares, strict=True)
    ]
    return Sockets(cases, adil_kb, bare_kb, opened)


def _rounds(server: Server, crowd: Phones, trigger: Callable[[], float]) -> Rounds:
    first, last, cpu, size = [], [], [], 0.0
    for _ in range(ROUNDS):
        crowd.start_round()
        used = server.seconds()
        begun = trigger()
        done = crowd.answer()
        cpu.append(server.seconds() - used)
        first.append(done["first"] - begun)
        last.append(done["last"] - begun)
        size = done["bytes"] / SOCKETS
    return Rounds(median(first), median(last), 1e6 * median(cpu) / SOCKETS, size)


def _send(port: int, texts: bytes) -> float:
    with httpx.Client() as client:
        client.post(f"http://127.0.0.1:{port}/nowhere")  # the connection is open before the clock
        begun = time.monotonic()
        client.post(f"http://127.0.0.1:{port}/send", content=texts, timeout=60)
        return begun


async def _tell_each(url: str, people: int) -> float:
    """A new result for everybody who listens, as the other process of a pair writes it."""
    audiences = [employee_audience(FIRST + n) for n in range(SOCKETS)]
    return await _tell(url, EACH, audiences, people)


async def _tell_all(url: str) -> float:
    return await _tell(url, ALIKE, [ALL])


async def _tell(url: str, events: str, audiences: list[str], *values: int) -> float:
    """Write the events in one transaction, then wake; gives the moment of the commit."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(
                "update audience set seq = seq + 1 where key = any($1)", audiences
            )
            await connection.execute(events, audiences, *values)
        begun = time.monotonic()
        for note in notes_of(audiences):
            await connection.execute("select pg_notify($1, $2)", CHANNEL, note)
        return begun
    finally:
        await connection.close()
