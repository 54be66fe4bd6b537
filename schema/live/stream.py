"""The events of one socket, in order, after the position that its phone has.

Most events are told in the turn of the loop in which the hub hands them out: `_take` shows them and
the socket's own task sleeps on (docs/decisions/0035-told-in-the-hubs-turn.md). What must wait for
something, a row or a slow phone, comes through the ear instead and is told by `events`."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any, cast

from schema.context import WIB, Context, Ear
from schema.live.batch import Batch
from schema.live.telling import TOLD_BY_IDS
from schema.live.types import Ready, ResultChanged, Resync, SignedOut
from schema.positions import Seqs, audiences_of, decode, encode
from schema.reads.results import results_by_number
from schema.reads.rows import ResultRow
from schema.reads.stream import (
    MOST,
    StoredEvent,
    audience_seqs,
    events_after,
    living_sessions,
)
from schema.review.types import Result
from schema.rules.vocabulary import EventKind, ReviewState

# The end of a session hangs up, and after a new password the phone is asked who it is.
_WAITS = frozenset({EventKind.SESSION_ENDED, EventKind.SESSIONS_CHANGED})


class Stream:
    """What one socket is told. `fields` are the names that its document asks for."""

    __slots__ = ("_audiences", "_ctx", "_doubtful", "_heavy", "_hung_up", "_seqs")

    def __init__(self, ctx: Context, fields: frozenset[str]) -> None:
        self._ctx = ctx
        self._heavy = bool(fields & {"items", "steps"})
        self._audiences = audiences_of(ctx.viewer)
        self._seqs: Seqs = {}
        self._doubtful = False  # something happened to the account: ask before going on
        self._hung_up = False

    async def events(self, after: str | None) -> AsyncGenerator[Any]:
        """What to tell, one after the other. One generator: a socket keeps it for hours."""
        if self._ctx.ears is None:
            yield await self._signed_out()
            return
        take = None if self._ctx.show is None else self._take
        async with self._ctx.ears.listen(self._audiences, take) as ear:
            # Asked after the ear is open: a session that ends from here on is told as an event.
            if not await _sessions.load(self._ctx.viewer.session_id):
                yield await self._signed_out()
                return
            missed = await self._missed(after, ear)
            ear.now = {}  # read, and of no use for the hours that follow
            for event in missed or ():
                if (told := await self._heard(event)) is not None:
                    yield told
            position = self._position
            yield Resync(position=position) if missed is None else Ready(position=position)
            while True:
                told = await self._next(ear)
                if told is not None:
                    yield told
                if isinstance(told, SignedOut) or self._hung_up:
                    return

    async def _missed(self, after: str | None, ear: Ear) -> list[StoredEvent] | None:
        """Events after the position, or None when they cannot all be had any more."""
        seqs = {audience: seq for audience, (seq, _) in ear.now.items()}
        given = seqs if after is None else decode(self._audiences, after)
        gone = given is None or any(
            not floor <= given[audience] <= seq for audience, (seq, floor) in ear.now.items()
        )
        behind = not gone and given is not None and given != seqs
        missed = await events_after(given) if behind and given is not None else []
        if gone or given is None or len(missed) == MOST:
            self._seqs = seqs
            return None
        self._seqs = dict(given)
        return missed

    async def _next(self, ear: Ear) -> Any:
        """What to tell of the next event: maybe nothing."""
        try:
            event = None if self._doubtful else await ear.next()
        except TimeoutError:  # the hub asks all sockets to see whether their session still lives
            event = None
        if event is None:
            return await self._checked()
        return await self._resync(ear) if ear.lost else await self._heard(event)

    async def _checked(self) -> SignedOut | None:
        """Hang up when the session has ended, or is not what it was (other roles, a new token, a
        disabled account): then the phone knocks again and is asked who it is."""
        # Whoever has no role and a quiet account is not asked one by one: there may be thousands.
        closely = self._doubtful or bool(self._ctx.viewer.roles)
        self._doubtful = False
        if not await _sessions.load(self._ctx.viewer.session_id):
            return await self._signed_out()
        if closely and self._ctx.still is not None and not await self._ctx.still():
            self._hung_up = True
            if self._ctx.hang_up is not None:
                await self._ctx.hang_up(False)
        return None

    async def _resync(self, ear: Ear) -> Resync:
        ear.lost, self._doubtful = False, True
        now = await audience_seqs(self._audiences)
        self._seqs = {audience: seq for audience, (seq, _) in now.items()}
        return Resync(position=self._position)

    def _take(self, event: StoredEvent, about: ResultRow | None) -> bool:
        """Tell of an event now; False where that must wait, and then nothing has happened.

        `about` is the result it tells of, if the hub has read it in this turn."""
        show, before = self._ctx.show, self._seqs.get(event.audience, 0)
        if event.seq <= before:
            return True  # replayed already
        unread = event.kind is EventKind.RESULT_CHANGED and about is None
        if show is None or unread or event.kind in _WAITS:
            return False
        told = self._told(event, about)
        if told is None or show(told):
            return True
        self._seqs[event.audience] = before
        return False

    async def _heard(self, event: StoredEvent) -> Any:
        """What to tell of an event that came through the ear, or was missed."""
        if event.seq <= self._seqs.get(event.audience, 0):
            return None  # replayed already
        about = None
        if event.kind is EventKind.RESULT_CHANGED:
            ids = event.subject
            about = await _results.load((ids["review"], ids["number"], self._heavy))
        elif event.kind is EventKind.SESSIONS_CHANGED:
            self._doubtful = True  # perhaps a new password, and with it a new token
        told = self._told(event, about)
        return await self._signed_out() if isinstance(told, SignedOut) else told

    def _told(self, event: StoredEvent, about: ResultRow | None) -> Any:
        """What to tell of an event: nothing where it does not concern this viewer."""
        self._seqs[event.audience] = event.seq
        if event.kind is EventKind.RESULT_CHANGED:
            return self._result(about)
        if event.kind is EventKind.SESSION_ENDED:
            mine = event.subject["session"] == self._ctx.viewer.session_id
            return SignedOut(position=self._position) if mine else None
        return TOLD_BY_IDS[event.kind](self._position, event.subject)

    def _result(self, row: ResultRow | None) -> ResultChanged | None:
        mine = row is not None and row.employee.id == self._ctx.viewer.employee_id
        if row is None or not mine or row.state != ReviewState.DELIVERED:
            return None
        return ResultChanged(position=self._position, result=cast("Result", row))

    async def _signed_out(self) -> SignedOut:
        if self._ctx.hang_up is not None:
            await self._ctx.hang_up(True)
        return SignedOut(position=self._position)

    @property
    def _position(self) -> str:
        return encode(self._audiences, self._seqs)


async def _load_results(keys: list[tuple[int, int, bool]]) -> list[ResultRow | None]:
    """Results for every socket that wants one in this turn of the loop, in one flat batch."""
    today = datetime.now(UTC).astimezone(WIB).date()
    heavy = ("items", "steps") if any(key[2] for key in keys) else ()
    found = await results_by_number([key[:2] for key in keys], today=today, wanted=heavy)
    return [found.get(key[:2]) for key in keys]


_results: Batch[tuple[int, int, bool], ResultRow | None] = Batch(_load_results)


async def _load_sessions(ids: list[int]) -> list[bool]:
    """Which of these sessions still let their device in: for many sockets at once."""
    alive = await living_sessions(ids, datetime.now(UTC))
    return [session_id in alive for session_id in ids]


_sessions: Batch[int, bool] = Batch(_load_sessions)
