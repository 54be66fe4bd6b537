"""One read for all who ask in the same turn of the event loop."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Batch(Generic[K, V]):
    """Gathers keys until the loop turns, then reads them together, at most `most` at once.

    Nothing is kept: what was read for one moment must not be shown at another. Strawberry's
    DataLoader ties itself to the loop it first saw and costs three times as much per key."""

    def __init__(self, read: Callable[[list[K]], Awaitable[Sequence[V]]], most: int = 500) -> None:
        self._read = read
        self._most = most
        self._asked: list[tuple[K, asyncio.Future[V]]] = []
        self._running: set[asyncio.Task[None]] = set()

    async def load(self, key: K) -> V:
        """The value of one key; what `read` raises, everybody who waits for it gets."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[V] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._start)
        self._asked.append((key, answer))
        return await answer

    def _start(self) -> None:
        asked, self._asked = self._asked, []
        for first in range(0, len(asked), self._most):
            task = asyncio.create_task(self._answer(asked[first : first + self._most]))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _answer(self, asked: list[tuple[K, asyncio.Future[V]]]) -> None:
        try:
            values = await self._read([key for key, _ in asked])
        except Exception as error:
            for _, answer in asked:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), value in zip(asked, values, strict=True):
            if not answer.done():  # a socket may have gone meanwhile
                answer.set_result(value)
