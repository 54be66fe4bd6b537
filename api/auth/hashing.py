"""Password hashes: argon2id, in worker threads, a few at a time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from schema.rules.password import normalised

T = TypeVar("T")


class Busy(Exception):
    """More people sign in at this moment than this process can check in time."""


class Hashing:
    """Hashes and verifies passwords with the low-memory profile of RFC 9106 (64 MiB each).

    At most `at_once` run together, so a login storm costs `at_once` x 64 MiB and no more; at most
    `queue` wait, the next one gets Busy."""

    def __init__(
        self, hasher: PasswordHasher | None = None, at_once: int = 2, queue: int = 256
    ) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._nobody = self._hasher.hash("nobody's password")  # now: the first one must not be slow
        self._slots = asyncio.Semaphore(at_once)
        self._room = at_once + queue
        self._inside = 0

    async def hash(self, password: str) -> str:
        """A PHC string for `password`."""
        return await self._run(lambda: self._hasher.hash(normalised(password)))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether `password` belongs to `stored`.

        None, or what is no argon2 hash, takes the same time as a wrong password."""
        usable = stored is not None and stored.startswith("$argon2")
        against = stored if usable and stored else self._nobody
        return await self._run(lambda: self._matches(against, password)) and usable

    def is_outdated(self, stored: str) -> bool:
        """Whether `stored` was made with other parameters than the present ones."""
        return self._hasher.check_needs_rehash(stored)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, normalised(password))
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if self._inside >= self._room:
            raise Busy
        self._inside += 1
        try:
            async with self._slots:
                return await asyncio.to_thread(work)
        finally:
            self._inside -= 1
