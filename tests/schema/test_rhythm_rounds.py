"""A pass over everybody: each is told once, by however many processes, killed wherever."""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.database import opened
from schema.context import WIB
from schema.models import (
    ClosingNote,
    Event,
    JournalEntry,
    Period,
    Reminder,
    ReportingLine,
    Review,
    ReviewVersion,
    Round,
)
from schema.rhythm import rounds
from schema.rhythm.rounds import Clerk, begin_rounds, work_rounds
from schema.rules.due import RoundKind
from schema.rules.vocabulary import EventKind
from tests.cast import TODAY, Cast
from tests.crowd import fill
from tests.databases import Databases
from tests.graph import Graph, filled_draft, opened_draft, submitted
from tests.processes import Program

CLOSED = datetime(2026, 10, 21, 0, 1, tzinfo=WIB)  # a minute after the window of quarter III
PEOPLE = 300
WORKER = """
import asyncio
from datetime import datetime
from api.database import opened
from schema.context import wake_nobody
from schema.rhythm import rounds
rounds.BATCH, rounds.PAUSE = 5, 0.01

async def main():
    async with opened({url!r}):
        clerk = rounds.Clerk(datetime.fromisoformat({now!r}), wake_nobody)
        await rounds.begin_rounds(clerk)
        await rounds.work_rounds(clerk)

asyncio.run(main())
"""


async def nobody(_audiences: Collection[str]) -> None:
    """Wakes nobody."""


def clerk(now: datetime = CLOSED) -> Clerk:
    return Clerk(now.astimezone(UTC), nobody)


async def run_all(now: datetime = CLOSED) -> None:
    await begin_rounds(clerk(now))
    await work_rounds(clerk(now))


async def told(cast: Cast) -> Counter[tuple[str, str, str, int]]:
    """(who, stage, about whom, how many) of everything that was told."""
    names = {person.id: name for name, person in cast.people.items()}
    return Counter(
        (names[row.employee_id], str(row.stage), names.get(row.about_id or 0, ""), row.waiting)
        for row in await Reminder.all()
    )


async def began(graph: Graph) -> None:
    """Hendra has given Sari's result, and begun Joko's."""
    await submitted(graph, await filled_draft(graph))
    await opened_draft(graph, employee="joko")


EXPECTED = Counter(
    {
        ("joko", "UNRATED", "hendra", 0): 1,
        ("putri", "UNRATED", "hendra", 0): 1,
        ("hendra", "UNRATED", "dewi", 0): 1,
        ("rahmat", "UNRATED", "dewi", 0): 1,
        ("wati", "UNRATED", "rahmat", 0): 1,
        ("dewi", "UNRATED", "arman", 0): 1,
        ("hendra", "ESCALATED", "dewi", 2): 1,
        ("dewi", "BELOW_LATE", "hendra", 2): 1,
        ("hendra", "OVERDUE", "", 1): 1,  # the draft that was not given
        ("rahmat", "ESCALATED", "dewi", 1): 1,
        ("dewi", "BELOW_LATE", "rahmat", 1): 1,
        ("dewi", "ESCALATED", "arman", 2): 1,
        ("arman", "BELOW_LATE", "dewi", 2): 1,
        ("arman", "OVERDUE", "", 1): 1,  # nobody stands above him: HR sees it in the progress
    }
)


async def test_closing_notes_tells_and_invents_nothing(graph: Graph) -> None:
    await began(graph)
    results = await ReviewVersion.all().order_by("id").values()
    reviews = await Review.all().order_by("id").values()
    await run_all()

    cast = graph.cast
    notes = {row.employee_id: str(row.finding) for row in await ClosingNote.all()}
    assert notes.get(cast.id("sari")) is None
    assert notes[cast.id("joko")] == "DRAFT_LEFT"
    assert notes[cast.id("putri")] == "UNRATED"
    assert notes[cast.id("arman")] == notes[cast.id("yuni")] == "NO_RATER"
    assert await told(cast) == EXPECTED
    assert await ReviewVersion.all().order_by("id").values() == results
    assert await Review.all().order_by("id").values() == reviews
    row = await Round.get(kind=RoundKind.CLOSE_PERIOD, period_id=cast.quarter.id)
    assert (str(row.phase), row.done, row.total) == ("DONE", len(cast.people), len(cast.people))
    entry = await JournalEntry.get(action="close_period", subject=row.subject)
    assert entry.detail == {"people": len(cast.people), "told": sum(EXPECTED.values())}


async def test_a_second_run_tells_nobody_again(graph: Graph) -> None:
    await began(graph)
    await run_all()
    before = await graph.trace()
    await run_all(CLOSED + timedelta(minutes=1))
    assert await told(graph.cast) == EXPECTED
    assert await graph.trace() == before


async def test_killed_between_and_within_batches_misses_nobody(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await began(graph)
    monkeypatch.setattr(rounds, "BATCH", 2)
    await begin_rounds(clerk())
    dying = True

    original = rounds._tell_hr

    def sometimes(change: Any, row: Round) -> None:
        nonlocal dying
        dying = not dying
        if dying:
            raise OSError("killed")
        original(change, row)

    monkeypatch.setattr(rounds, "_tell_hr", sometimes)
    for _ in range(60):  # each turn is a process that lives for one batch, or dies within it
        try:
            if not await work_rounds(clerk(), most=1):
                break
        except OSError:
            continue
    assert await told(graph.cast) == EXPECTED
    assert await Round.filter(phase__not="DONE").count() == 0
    heard = [row.subject["reminder"] for row in await Event.filter(kind=EventKind.REMINDED)]
    assert len(heard) == len(set(heard)), "nobody was woken twice for one thing"


async def test_two_at_once_share_the_work(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    await began(graph)
    monkeypatch.setattr(rounds, "BATCH", 1)
    await asyncio.gather(*(begin_rounds(clerk()) for _ in range(3)))
    await asyncio.gather(*(work_rounds(clerk()) for _ in range(3)))
    await work_rounds(clerk())
    assert await told(graph.cast) == EXPECTED
    assert await Round.filter(kind=RoundKind.CLOSE_PERIOD).count() == 1


async def test_moved_window_is_a_term_of_its_own(graph: Graph) -> None:
    await began(graph)
    await run_all()
    await Period.filter(id=graph.cast.quarter.id).update(closes=date(2026, 10, 27))
    await run_all(CLOSED + timedelta(days=7))
    closing = Round.filter(kind=RoundKind.CLOSE_PERIOD, period_id=graph.cast.quarter.id)
    assert await closing.count() == 2
    assert await Reminder.filter(stage="ESCALATED", due=date(2026, 10, 27)).count() == 3


async def test_the_day_before_is_told_once_and_escalation_follows_the_calendar(
    graph: Graph,
) -> None:
    cast = graph.cast
    await run_all(datetime(2026, 10, 19, 9, 0, tzinfo=WIB))
    await run_all(datetime(2026, 10, 19, 15, 0, tzinfo=WIB))
    hendra = Reminder.filter(employee_id=cast.id("hendra"), duty="RATE_TEAM")
    assert [str(row.stage) for row in await hendra] == ["SOON"]
    await run_all(datetime(2026, 10, 20, 9, 0, tzinfo=WIB))
    assert [str(row.stage) for row in await hendra.order_by("id")] == ["SOON", "LAST_DAY"]
    assert not await Reminder.filter(stage="BELOW_LATE").exists()


async def test_who_changes_rater_is_looked_for_at_the_line_of_the_time(graph: Graph) -> None:
    cast = graph.cast
    sari = ReportingLine.filter(employee_id=cast.id("sari"))
    await sari.update(ends=date(2026, 10, 3))
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("rahmat"), starts=date(2026, 10, 4)
    )
    await run_all()
    note = await ClosingNote.get(employee_id=cast.id("sari"))
    assert note.rater_id == cast.id("hendra"), "who judged the quarter that ended in September"


@pytest.mark.timeout(180)
async def test_a_killed_process_leaves_whole_batches_to_the_others(
    postgres_databases: Databases, tmp_path: Path
) -> None:
    with postgres_databases.lend() as url:
        await fill(url, PEOPLE, periods=2, today=TODAY)
        async with opened(url):
            await Review.filter(period_id=2).update(number=0, state="DRAFT", drafting=True)
            period = await Period.get(id=2)
            now = datetime.combine(period.closes + timedelta(days=1), datetime.min.time(), WIB)
            await killed_in_the_middle(url, now, tmp_path)
            await asyncio.to_thread(finished, url, now, tmp_path)
            done = await Round.get(kind=RoundKind.CLOSE_PERIOD, day=period.closes)
            assert (str(done.phase), done.done) == ("DONE", PEOPLE)
            unrated = Reminder.filter(stage="UNRATED", due=period.closes)
            assert await unrated.count() == PEOPLE - 1, "everybody with a rater, once"
            assert await ClosingNote.filter(round_id=done.id).count() == PEOPLE
            raters = {row.employee_id for row in await Reminder.filter(stage="ESCALATED")}
            assert raters == set(range(2, (PEOPLE - 2) // 15 + 2)), "the top has nobody above"
            heard = [row.subject["reminder"] for row in await Event.filter(kind="REMINDED")]
            assert len(heard) == len(set(heard))


def worker(url: str, now: datetime, log: Path) -> Program:
    code = WORKER.format(url=url, now=now.isoformat())
    return Program([sys.executable, "-c", code], log=log)


async def killed_in_the_middle(url: str, now: datetime, folder: Path) -> None:
    """Two processes work; one is killed without warning while people are still left."""
    both = [worker(url, now, folder / f"{number}.log") for number in (1, 2)]
    try:
        async with asyncio.timeout(60):
            while True:
                row = await Round.filter(kind=RoundKind.CLOSE_PERIOD, period_id=2).first()
                if row is not None and row.done >= 20:
                    break
                await asyncio.sleep(0.01)
        for one in both:
            one.process.send_signal(signal.SIGKILL)
    finally:
        for one in both:
            one.stop()
    left = await Round.filter(period_id=2, phase="DONE").count()
    assert left == 0, "it was killed in the middle"


def finished(url: str, now: datetime, folder: Path) -> None:
    both = [worker(url, now, folder / f"{number}.log") for number in (3, 4)]
    codes = [one.process.wait(60) for one in both]
    tails = [one.tail() for one in both]
    for one in both:
        one.stop()
    assert codes == [0, 0], tails
