"""Closing a period for 6,000 people: how long it takes, and how long a phone waits meanwhile.

`python -m bench.closing [PEOPLE]` makes a throw-away PostgreSQL with a crowd in which nobody was
rated, closes its period with two workers as two processes would, and asks for the home page of
phones all the time; the same pages were asked before, in quiet."""

import asyncio
import sys
import time
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

from api.database import opened
from schema.context import WIB
from schema.models import Event, Reminder, Review, Round
from schema.rhythm.rounds import Clerk, begin_rounds, work_rounds
from schema.rules.due import RoundKind
from tests.crowd import fill
from tests.databases import PostgresDatabases
from tests.pages import Pages
from tests.postgres import PostgresServer

PEOPLE = 6000
QUIET_PAGES = 60


async def nobody(_audiences: Collection[str]) -> None:
    """No listeners in this process."""


async def asked(pages: Pages, until: Callable[[], bool]) -> list[float]:
    """Seconds that each of a row of home pages took."""
    taken: list[float] = []
    while not until():
        person = 2 + len(taken) % 200
        for name in ("MyDue", "Home"):
            started = time.perf_counter()
            await pages.ask(person, name)
            taken.append(time.perf_counter() - started)
    return taken


def said(title: str, taken: list[float]) -> str:
    worst = quantiles(taken, n=20)[18]
    middle = median(taken)
    return f"{title}: median {middle * 1000:.0f} ms, 95 % {worst * 1000:.0f} ms, n={len(taken)}"


async def measure(url: str, people: int) -> None:
    today = datetime.now(UTC).astimezone(WIB).date()
    await fill(url, people, periods=1, today=today)
    async with opened(url):
        await Review.all().update(number=0, state="DRAFT", drafting=False)
        pages, rounds = Pages(), iter(range(QUIET_PAGES))
        quiet = await asked(pages, lambda: next(rounds, None) is None)
        now = datetime.combine(today + timedelta(days=16), datetime.min.time(), WIB).astimezone(UTC)
        clerk = Clerk(now, nobody)
        await begin_rounds(clerk)
        await Round.filter(kind=RoundKind.DAILY).delete()
        started = time.perf_counter()
        work = asyncio.gather(work_rounds(clerk), work_rounds(clerk))
        busy = await asked(pages, work.done)
        batches = sum(await work)
        seconds = time.perf_counter() - started
        row = await Round.get(kind=RoundKind.CLOSE_PERIOD, started_at=clerk.now)
        assert str(row.phase) == "DONE"
        print(
            f"{row.done} people closed in {seconds:.1f} s: {batches} batches, {row.told} reminders"
        )
        print(f"rows: {await Reminder.all().count()} reminders")
        print(f"told: {await Event.filter(kind='REMINDED').count()} wake-ups")
        print(said("pages before", quiet))
        print(said("pages during", busy))


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    server = PostgresServer()
    try:
        with PostgresDatabases(server).lend() as url:
            asyncio.run(measure(url, people))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
