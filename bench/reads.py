"""Requests per second of two reads, against the same JSON written by hand."""

import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any

import httpx
import orjson

from bench.documents import MINE, TEAM
from bench.places import COOKIE, ORIGIN, Server, adil, by_hand
from tests.crowd import token

CONNECTIONS = 16
SECONDS = 3.0
ROUNDS = 3
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
    """Rounds in turn, so that what else the machine does meets both; the median counts."""
    with ExitStack() as running:
        ours, theirs = running.enter_context(adil(url)), running.enter_context(by_hand(url))
        return [_measure(read, ours, theirs) for read in READS]


def _measure(read: Read, ours: Server, theirs: Server) -> Rate:
    size = compare(read, ours, theirs)
    rounds: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}
    for _ in range(ROUNDS):
        rounds["ours"].append(_load(ours, [_graphql(read.document, n) for n in read.people]))
        rounds["theirs"].append(_load(theirs, [_post(read.path, n, "{}") for n in read.people]))

    def middle(who: str, what: str) -> float:
        return median(found[what] for found in rounds[who])

    return Rate(
        read.name, middle("ours", "rate"), middle("theirs", "rate"), middle("ours", "p50"),
        middle("ours", "p95"), size, middle("ours", "cpu"), middle("theirs", "cpu"),
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
