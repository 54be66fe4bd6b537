"""Requests per second of two reads, against the same JSON written by hand."""

import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from bench.documents import MINE, TEAM
from bench.places import COOKIE, ORIGIN, Server, adil, by_hand
from tests.crowd import token

CONNECTIONS = 16
SECONDS = 2.0
ROUNDS = 7
COMPARED = 12  # people whose answers are compared byte by byte


@dataclass(frozen=True)
class Read:
    """One answer, how it is asked for at both servers, and by whom."""

    name: str
    document: str
    path: str
    people: range


READS = (
    Read("my results", MINE, "/mine", range(300, 1300)),
    Read("team of 15", TEAM, "/team", range(2, 200)),
)


@dataclass(frozen=True)
class Rate:
    """What one read came to: requests per second, answer times, processor time."""

    name: str
    adil: float
    by_hand: float
    p50: float
    p95: float
    bytes: int
    cpu_adil: float  # ms of the server process per request
    cpu_by_hand: float

    @property
    def ratio(self) -> float:
        """Adil against by hand; more is better."""
        return self.adil / self.by_hand


class Different(Exception):
    """The two servers do not give the same JSON, so that nothing can be compared."""


def measure_reads(url: str) -> list[Rate]:
    """Rounds in turn, so that what else the machine does meets both."""
    with ExitStack() as running:
        ours, theirs = running.enter_context(adil(url)), running.enter_context(by_hand(url))
        return [_measure(read, ours, theirs) for read in READS]


def _measure(read: Read, ours: Server, theirs: Server) -> Rate:
    size = compare(read, ours, theirs)
    asked = [_graphql(read.document, person) for person in read.people]
    others = [_post(read.path, person, "{}") for person in read.people]
    pairs = [(_load(ours, asked), _load(theirs, others)) for _ in range(ROUNDS)]
    # The round in the middle by its ratio: what else the machine did met both of its halves.
    mine, other = sorted(pairs, key=lambda pair: pair[0]["rate"] / pair[1]["rate"])[ROUNDS // 2]
    return Rate(
        read.name, mine["rate"], other["rate"], mine["p50"], mine["p95"], size, mine["cpu"],
        other["cpu"],
    )  # fmt: skip


def compare(read: Read, ours: Server, theirs: Server) -> int:
    """Size of an answer in bytes; raises Different where the two do not say the same."""
    size = 0
    for person in read.people[:COMPARED]:
        headers = {"cookie": f"{COOKIE}={token(person)}", "origin": ORIGIN, "x-adil": "1"}
        answer = httpx.post(
            f"http://127.0.0.1:{ours.port}/graphql", json={"query": read.document}, headers=headers
        )
        other = httpx.post(f"http://127.0.0.1:{theirs.port}{read.path}", headers=headers)
        if answer.json() != other.json():
            raise Different(f"{read.name}:\n{answer.text[:2000]}\n{other.text[:2000]}")
        size = len(answer.content)
    return size


def _load(server: Server, requests: list[str]) -> dict[str, float]:
    job = {
        "port": server.port,
        "connections": CONNECTIONS,
        "seconds": SECONDS,
        "requests": requests,
    }
    before = server.seconds()
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=orjson.dumps(job),
        capture_output=True,
        timeout=SECONDS + 30,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    found: dict[str, Any] = orjson.loads(done.stdout)
    # The half second of warming up is in the processor time too.
    found["cpu"] = 1000 * (server.seconds() - before) / (found["rate"] * (SECONDS + 0.5))
    return found


def _graphql(document: str, person: int) -> str:
    return _post("/graphql", person, orjson.dumps({"query": document}).decode())


def _post(path: str, person: int, body: str) -> str:
    return (
        f"POST {path} HTTP/1.1\r\nHost: adil.test\r\nOrigin: {ORIGIN}\r\nx-adil: 1\r\n"
        f"Cookie: {COOKIE}={token(person)}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
