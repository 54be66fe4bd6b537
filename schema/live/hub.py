"""One hub per process: it reads the event log once for all sockets and hands events out.

A wake-up only says where to look; what happened is read from the log. Wake-ups that are lost are
healed by a regular look at the audiences' numbers, so the worst a broken line costs is time.

Many audiences are read some at a time, with the results that their events tell of; while the
sockets of one such page are written, the database works on the next
(docs/decisions/0034-read-ahead.md). A socket that waits is told in this task, without a turn of its
own (docs/decisions/0035-told-in-the-hubs-turn.md)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from time import monotonic

from schema.context import WIB, Take
from schema.errors import outline_of
from schema.reads.results import results_by_number
from schema.reads.rows import ResultRow
from schema.reads.stream import MOST, StoredEvent, audience_seqs, events_after
from schema.rules.vocabulary import EventKind

log = logging.getLogger("adil.live")

Seen = dict[str, int]
Found = list[tuple[StoredEvent, ResultRow | None]]  # events, with the result that one tells of

PAGE = 200  # audiences that are read together
TURN = 100  # sockets that are told before others get the loop
LOOK_EVERY = 10.0  # seconds between two looks at all numbers
QUEUE_MOST = 256  # events a socket may be behind before it is told to fetch everything
CHECK_EVERY = 300.0  # seconds after which every socket asks whether its session still lives
ERROR_PAUSE = 1.0


class Listener:
    """The ear of one socket: events of its audiences, in order."""

    __slots__ = (
        *("_asked", "_events", "_loop", "_take", "_waiter"),
        *("audiences", "inside", "lost", "now"),
    )

    def __init__(
        self, audiences: Sequence[str], take: Take | None = None, *, inside: bool = False
    ) -> None:
        self.inside = inside  # the program's own ear, no socket
        self._loop = asyncio.get_running_loop()  # asking each time is a system call
        self.audiences = tuple(audiences)
        self.lost = False  # true once events had to be dropped: only a full fetch helps
        self.now: dict[str, tuple[int, int]] = {}  # (number, floor) when it began to listen
        # A plain list: most sockets wait with nothing in it, and a deque is ten times its size.
        self._events: list[StoredEvent] = []
        self._take = take
        self._waiter: asyncio.Future[None] | None = None
        self._asked = False

    def hand(self, event: StoredEvent, about: ResultRow | None = None) -> None:
        """Tell of an event at once, keep it for `next`, or note that this socket is too slow."""
        if self._taken(event, about):
            return
        if len(self._events) >= QUEUE_MOST:
            self.lost = True
            return
        self._events.append(event)
        self._wake()

    def _taken(self, event: StoredEvent, about: ResultRow | None) -> bool:
        # Only while its socket waits: whatever is under way, or queued, comes first.
        if self._take is None or self._events or self._waiter is None or self._waiter.done():
            return False
        try:
            return self._take(event, about)
        except Exception:  # the socket's own task meets it again, and says what it is
            return False

    def ask(self) -> None:
        """Break off `next` once: time to see whether the session still lives."""
        self._asked = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def next(self) -> StoredEvent:
        """The next event; waits for it. Raises TimeoutError once after `ask`."""
        while not self._events:
            if self._asked:
                self._asked = False
                raise TimeoutError
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        return self._events.pop(0)


class Hub:
    """Listeners by audience, and how far each audience was handed out."""

    def __init__(self, look_every: float = LOOK_EVERY, check_every: float = CHECK_EVERY) -> None:
        self._look_every = look_every
        self._check_every = check_every
        self._checked = monotonic()
        # In order of coming: the program's own ears hear of an event before the sockets do.
        self._listeners: dict[str, dict[Listener, None]] = {}
        self._seen: dict[str, int] = {}
        self._pending: set[str] = set()
        self._woken = asyncio.Event()

    @property
    def listeners(self) -> int:
        """How many sockets listen."""
        return sum(not listener.inside for listener in self._all())

    def _all(self) -> set[Listener]:
        return {listener for group in self._listeners.values() for listener in group}

    def wake(self, audiences: Collection[str]) -> None:
        """Something may have happened for these audiences: look soon."""
        self._pending.update(audiences)
        self._woken.set()

    @asynccontextmanager
    async def listen(
        self, audiences: Sequence[str], take: Take | None = None, *, inside: bool = False
    ) -> AsyncIterator[Listener]:
        """A listener for as long as the block lasts; `inside`: of the program, not of a socket."""
        listener = Listener(audiences, take, inside=inside)
        for audience in listener.audiences:
            self._listeners.setdefault(audience, {})[listener] = None
        try:
            await self._start_from_now(listener)
            yield listener
        finally:
            for audience in listener.audiences:
                self._forget(audience, listener)

    async def _start_from_now(self, listener: Listener) -> None:
        new = [audience for audience in listener.audiences if audience not in self._seen]
        listener.now = await audience_seqs(list(listener.audiences))
        for audience in new:
            self._seen.setdefault(audience, listener.now[audience][0])
        # What committed between that look and now was woken for nobody: look once more.
        self.wake(new)

    def _forget(self, audience: str, listener: Listener) -> None:
        group = self._listeners[audience]
        group.pop(listener, None)
        if not group:
            del self._listeners[audience]
            self._seen.pop(audience, None)

    async def run(self) -> None:
        """Hand out events until cancelled; a failing database is tried again, never given up."""
        while True:
            try:
                await self._round()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # a hub that dies silences every phone of this process
                log.error("live events could not be read, trying again: %s", outline_of(error))
                await asyncio.sleep(ERROR_PAUSE)

    async def _round(self) -> None:
        with suppress(TimeoutError):
            # Not wait_for: in Python 3.11 it swallows a cancellation that meets a wake-up.
            async with asyncio.timeout(self._look_every):
                await self._woken.wait()
        woken = self._woken.is_set()
        self._woken.clear()
        pending, self._pending = self._pending, set()
        if not woken:
            pending = await self._behind()
        await self._hand_out(pending)
        self._ask_all()

    def _ask_all(self) -> None:
        # One timer for thousands of sockets, whose answers are then read together.
        if monotonic() - self._checked >= self._check_every:
            self._checked = monotonic()
            for listener in self._all():
                listener.ask()

    async def _behind(self) -> set[str]:
        """Audiences whose number is ahead of what was handed out: their wake-up was lost."""
        if not self._seen:
            return set()
        seqs = await audience_seqs(list(self._seen))
        return {
            audience for audience, (seq, _) in seqs.items() if seq > self._seen.get(audience, seq)
        }

    async def _hand_out(self, audiences: set[str]) -> None:
        pages = _pages({a: self._seen[a] for a in audiences & self._seen.keys()})
        left = set(audiences)
        reading = _reading(next(pages, None))
        try:
            while reading is not None:
                page, found = await reading
                reading = _reading(next(pages, None))  # works while the sockets are written
                await self._hand(found)
                left.difference_update(page)
                if len(found) == MOST:
                    self.wake(page)  # a full page may have more behind it
        except BaseException:
            self._pending |= left  # read them again, nobody was told yet
            self._woken.set()
            raise
        finally:
            if reading is not None:
                reading.cancel()

    async def _hand(self, found: Found) -> None:
        told = 0
        for event, about in found:
            if event.seq <= self._seen.get(event.audience, event.seq):
                continue
            self._seen[event.audience] = event.seq
            for listener in tuple(self._listeners.get(event.audience, ())):
                if told % TURN == 0:
                    await asyncio.sleep(0)  # the database and everybody else get their turn
                listener.hand(event, about)
                told += 1


def _pages(seen: Seen) -> Iterator[Seen]:
    """Some audiences at a time."""
    items = iter(seen.items())
    while page := dict(islice(items, PAGE)):
        yield page


def _reading(page: Seen | None) -> asyncio.Task[tuple[Seen, Found]] | None:
    return None if page is None else asyncio.create_task(_read(page))


async def _read(page: Seen) -> tuple[Seen, Found]:
    """The events of these audiences, with the results they tell of."""
    events = await events_after(page)
    keys = [_key(event) for event in events]
    wanted = list({key for key in keys if key is not None})
    if not wanted:
        return page, [(event, None) for event in events]
    today = datetime.now(UTC).astimezone(WIB).date()
    results = await results_by_number(wanted, today=today, wanted=("items", "steps"))
    return page, [
        (event, None if key is None else results.get(key))
        for event, key in zip(events, keys, strict=True)
    ]


def _key(event: StoredEvent) -> tuple[int, int] | None:
    """Review and number of the result that an event tells of, if it tells of one."""
    if event.kind is not EventKind.RESULT_CHANGED:
        return None
    return event.subject["review"], event.subject["number"]
