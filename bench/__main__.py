"""`python -m bench [reads|sockets]`: measure and print; see docs/bench.md for what it means.

It fails only when it cannot measure, or when the compared servers do not give the same JSON: how
fast is fast enough is for people to say."""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime

from bench.fanout import SOCKETS, measure_sockets
from bench.places import database, many_files
from bench.reads import CONNECTIONS, measure_reads
from schema.context import WIB
from tests.crowd import fill

PEOPLE = 3200
PERIODS = 8


def main(parts: list[str]) -> None:
    """Measure the parts named, or both."""
    begun = time.monotonic()
    many_files()
    with database() as url:
        today = datetime.now(UTC).astimezone(WIB).date()
        asyncio.run(fill(url, PEOPLE, periods=PERIODS, today=today))
        print(
            f"One process each, {os.cpu_count()} cores shared with PostgreSQL and the client; "
            f"{PEOPLE} people with {PERIODS} results of ten items each."
        )
        if not parts or "reads" in parts:
            print_reads(url)
        if not parts or "sockets" in parts:
            print_sockets(url)
    print(f"\nMeasured in {time.monotonic() - begun:.0f} s.")


def print_reads(url: str) -> None:
    """The table of the reads."""
    print(f"\nReads over {CONNECTIONS} connections (to reach: my results 0.35, team 0.15)")
    print(f"{'':14}{'ratio':>7}{'Adil/s':>9}{'by hand/s':>11}{'p50 ms':>8}{'p95 ms':>8}"
          f"{'kB':>6}{'cpu ms':>8}{'by hand':>9}")  # fmt: skip
    for rate in measure_reads(url):
        print(
            f"{rate.name:14}{rate.ratio:7.2f}{rate.adil:9.0f}{rate.by_hand:11.0f}{rate.p50:8.1f}"
            f"{rate.p95:8.1f}{rate.bytes / 1000:6.1f}{rate.cpu_adil:8.2f}{rate.cpu_by_hand:9.2f}"
        )


def print_sockets(url: str) -> None:
    """The table of the sockets."""
    found = measure_sockets(url, PEOPLE)
    print(f"\nUntil the last of {SOCKETS} sockets has it (to reach: 6.0, 45 kB a socket)")
    print(f"{'':20}{'ratio':>7}{'Adil s':>9}{'bare s':>9}{'first s':>9}{'kB':>6}"
          f"{'cpu us':>8}{'bare':>6}")  # fmt: skip
    for case in found.cases:
        print(
            f"{case.name:20}{case.ratio:7.1f}{case.adil:9.3f}{case.bare:9.3f}{case.first:9.3f}"
            f"{case.bytes / 1000:6.1f}{case.cpu_adil:8.0f}{case.cpu_bare:6.0f}"
        )
    print(
        f"RAM per socket: {found.adil_kb:.1f} kB (bare {found.bare_kb:.1f} kB); "
        f"all open after {found.opened:.1f} s"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
