"""The client of the sockets, in a process of its own: thousands of phones that listen.

It reads a job (one line of JSON) from stdin, opens the sockets and prints a line when all are
ready. Then, for each line `round` it waits until every phone has one more message and prints when
the first and the last arrived (CLOCK_MONOTONIC, which all processes of a machine share)."""

import asyncio
import resource
import sys
import time
from pathlib import Path
from typing import Any

import orjson
import uvloop

OPENING = 100  # handshakes at once
MOST_SECONDS = 60
INIT = b'{"type":"connection_init"}'


class Phone(asyncio.Protocol):
    """One socket: the least of RFC 6455 that a client needs."""

    def __init__(self, crowd: "Crowd", request: bytes, subscribe: bytes | None) -> None:
        self.crowd = crowd
        self.request = request
        self.subscribe = subscribe
        self.buffer = b""
        self.open = False
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        """Ask for the upgrade."""
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        """A phone that falls off spoils the measurement."""
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(self.buffer[:200].decode(errors="replace")))

    def data_received(self, data: bytes) -> None:
        """Take whole frames out of what arrived."""
        buffer = self.buffer + data if self.buffer else data
        if not self.open:
            head, found, buffer = buffer.partition(b"\r\n\r\n")
            if not found or not head.startswith(b"HTTP/1.1 101"):
                self.buffer = head
                return
            self._opened()
        while len(buffer) >= 2:
            size, start = buffer[1], 2
            if size == 126:
                size, start = int.from_bytes(buffer[2:4], "big"), 4
            elif size == 127:
                size, start = int.from_bytes(buffer[2:10], "big"), 10
            if len(buffer) < start + size:
                break
            self._message(buffer[0] & 15, buffer[start : start + size])
            buffer = buffer[start + size :]
        self.buffer = buffer

    def _opened(self) -> None:
        self.open = True
        if self.subscribe is None:
            self.ready.set_result(None)
        else:
            self.send(INIT)

    def send(self, text: bytes, opcode: int = 1) -> None:
        """One masked frame; a mask of zeros is a mask."""
        size = len(text)
        length = bytes([128 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self.transport.write(bytes([128 | opcode]) + length + bytes(4) + text)

    def _message(self, opcode: int, text: bytes) -> None:
        if opcode == 9:
            self.send(text, opcode=10)
        elif opcode != 1:
            return
        elif self.ready.done():
            self.crowd.got(text)
        elif b'"connection_ack"' in text and self.subscribe is not None:
            self.send(self.subscribe)
        elif b'"Ready"' in text:
            self.ready.set_result(None)


class Crowd:
    """All phones, and how many messages came in this round."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.phones: list[Phone] = []
        self.texts: list[bytes] = []
        self.first = self.last = 0.0
        self.whole = asyncio.Event()

    def got(self, text: bytes) -> None:
        """Count one message."""
        self.last = time.monotonic()
        if not self.texts:
            self.first = self.last
        self.texts.append(text)
        if len(self.texts) == len(self.phones):
            self.whole.set()

    async def open(self) -> None:
        """Open every socket, some at a time."""
        gate = asyncio.Semaphore(OPENING)
        loop = asyncio.get_running_loop()
        subscribe = self.job["subscribe"].encode() if self.job["subscribe"] else None

        async def one(request: bytes) -> Phone:
            async with gate:
                _, phone = await loop.create_connection(
                    lambda: Phone(self, request, subscribe), "127.0.0.1", self.job["port"]
                )
                await asyncio.wait_for(phone.ready, MOST_SECONDS)
                return phone

        self.phones = await asyncio.gather(*[one(r.encode()) for r in self.job["requests"]])

    async def round(self) -> dict[str, float]:
        """Wait for one message on every phone."""
        await asyncio.wait_for(self.whole.wait(), MOST_SECONDS)
        done = {"first": self.first, "last": self.last, "bytes": float(sum(map(len, self.texts)))}
        if self.job["keep"]:
            _keep(Path(self.job["keep"]), self.texts)
        self.texts = []
        self.whole.clear()
        return done


def _keep(path: Path, texts: list[bytes]) -> None:
    path.write_bytes(orjson.dumps([text.decode() for text in texts]))


async def run() -> None:
    """Open, then a round per line."""
    lines = asyncio.StreamReader(limit=2**26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    crowd = Crowd(orjson.loads(await lines.readline()))
    await crowd.open()
    print("{}", flush=True)
    while await lines.readline():
        print(orjson.dumps(await crowd.round()).decode(), flush=True)


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(run())
