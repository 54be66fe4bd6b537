"""The client of the reads, in a process of its own: connections that ask again and again.

It reads a job from stdin as JSON and prints what it counted. Its HTTP is the least that works, so
that it is the servers that are measured and not this client."""

import asyncio
import sys
import time
from typing import Any

import orjson
import uvloop

WARM = 0.5  # seconds before counting starts


class Connection(asyncio.Protocol):
    """One keep-alive connection that sends its next request when an answer is complete."""

    def __init__(self, job: dict[str, Any], first: int, times: list[float]) -> None:
        self.requests: list[bytes] = job["requests"]
        self.next = first
        self.step = job["connections"]
        self.times = times
        self.failures = 0
        self.buffer = b""
        self.sent = 0.0
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Send the next request of the round."""
        self.sent = time.perf_counter()
        self.transport.write(self.requests[self.next % len(self.requests)])
        self.next += self.step

    def data_received(self, data: bytes) -> None:
        """Count an answer once it is whole."""
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.buffer[:end].lower()
        start = head.find(b"content-length: ") + 16
        length = int(head[start : head.find(b"\r\n", start) if b"\r\n" in head[start:] else None])
        if len(self.buffer) < end + 4 + length:
            return
        if not head.startswith(b"http/1.1 200") or b'"errors"' in self.buffer:
            self.failures += 1
        self.buffer = b""
        self.times.append(time.perf_counter() - self.sent)
        self.ask()


async def run(job: dict[str, Any]) -> dict[str, float]:
    """Requests per second and the middle and slow answer times in ms."""
    loop, times = asyncio.get_running_loop(), []  # type: tuple[Any, list[float]]
    made = [
        await loop.create_connection(
            lambda n=n: Connection(job, n, times), "127.0.0.1", job["port"]
        )
        for n in range(job["connections"])
    ]
    await asyncio.sleep(WARM)
    times.clear()
    begun = time.perf_counter()
    await asyncio.sleep(job["seconds"])
    took, counted = time.perf_counter() - begun, sorted(times)
    failures = sum(protocol.failures for _, protocol in made)
    for transport, _ in made:
        transport.abort()
    if failures or not counted:
        raise SystemExit(f"{failures} failed answers of {len(counted)}")
    return {
        "rate": len(counted) / took,
        "p50": 1000 * counted[len(counted) // 2],
        "p95": 1000 * counted[len(counted) * 95 // 100],
    }


def main() -> None:
    """One job from stdin."""
    job = orjson.loads(sys.stdin.buffer.read())
    job["requests"] = [request.encode() for request in job["requests"]]
    print(orjson.dumps(uvloop.run(run(job))).decode())


if __name__ == "__main__":
    main()
