"""Chance that comes out the same every time: named after what it decides, never after a clock."""

import random
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")


def chance(name: str) -> random.Random:
    """A generator of its own for `name`; the same name always gives the same numbers."""
    return random.Random(f"adil/{name}")  # noqa: S311  # invented people, no secret


def share(name: str) -> float:
    """One number from 0 to 1 for `name`, cheaper than a generator."""
    return crc32(name.encode()) / 0x1_0000_0000


def pick(rng: random.Random, things: Sequence[T]) -> T:
    """One of `things`; much quicker than `Random.choice`, and it is called a million times."""
    return things[int(rng.random() * len(things))]


def split(total: int, parts: int, rng: random.Random, *, low: int, high: int) -> list[int]:
    """`total` as `parts` uneven numbers from `low` to `high` (it must fit)."""
    left, sizes = total, []
    for remaining in range(parts, 0, -1):
        mean = left / remaining
        wanted = round(mean + rng.uniform(-0.28, 0.28) * mean)
        least = max(low, left - (remaining - 1) * high)
        most = min(high, left - (remaining - 1) * low)
        sizes.append(min(max(wanted, least), most))
        left -= sizes[-1]
    return sizes
