"""The time until the last of thousands of sockets has it, and what a socket costs in RAM."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
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
ROUNDS = 5
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
    """One case: seconds until the last socket had it, of the round in the middle."""

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


class Round(NamedTuple):
    """Seconds to the first and to the last socket, us per socket, bytes of a message."""

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
    """Both cases, each round at Adil and then the same bytes at the bare server."""
    with ExitStack() as open_:
        folder = open_.enter_context(tempfile.TemporaryDirectory(prefix="adil-bench-"))
        keep = Path(folder) / "texts.json"
        server, other = open_.enter_context(adil(url)), open_.enter_context(bare())
        before, begun = server.memory(), time.monotonic()
        crowd = open_.enter_context(phones(server, subscribe=True, keep=keep))
        opened, adil_kb = time.monotonic() - begun, (server.memory() - before) / SOCKETS / 1000
        before = other.memory()
        others = open_.enter_context(phones(other, subscribe=False, keep=None))
        bare_kb = (other.memory() - before) / SOCKETS / 1000
        triggers: list[tuple[str, Callable[[], float]]] = [
            ("a result each", lambda: asyncio.run(_tell_each(url, people))),
            ("one event for all", lambda: asyncio.run(_tell_all(url))),
        ]
        cases = []
        for name, trigger in triggers:
            pairs = []
            for _ in range(ROUNDS):
                ours = _round(server, crowd, trigger)
                pairs.append((ours, _round(other, others, _same(other.port, keep))))
            cases.append(_case(name, pairs))
        return Sockets(cases, adil_kb, bare_kb, opened)


def _case(name: str, pairs: list[tuple[Round, Round]]) -> FanOut:
    """The round in the middle by its ratio: what else the machine did met both of its halves."""
    ours, theirs = sorted(pairs, key=lambda pair: pair[0].last / pair[1].last)[len(pairs) // 2]
    return FanOut(name, ours.last, theirs.last, ours.first, ours.bytes, ours.cpu, theirs.cpu)


def _round(server: Server, crowd: Phones, trigger: Callable[[], float]) -> Round:
    crowd.start_round()
    used = server.seconds()
    begun = trigger()
    done = crowd.answer()
    cpu = 1e6 * (server.seconds() - used) / SOCKETS
    return Round(done["first"] - begun, done["last"] - begun, cpu, done["bytes"] / SOCKETS)


def _same(port: int, keep: Path) -> Callable[[], float]:
    """Send what Adil sent; the texts are there before the clock starts."""
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
    client.post("/texts", content=keep.read_bytes())

    def send() -> float:
        begun = time.monotonic()
        client.post("/send")
        client.close()
        return begun

    return send


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
