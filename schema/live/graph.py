"""The one subscription of a signed-in app: typed events of every room, in order, after a position.

An event carries ids; what is shown is read again as this viewer (house.md 3). A phone that was
away gives the position it has: it gets what it missed, or `Resync` when that is gone."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.context import WIB, Context, Ear
from schema.live.batch import Batch
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
from schema.selection import wanted

GraphInfo: TypeAlias = Info[Context, None]


@strawberry.type(description="Everything up to here has been sent: live from now on.")
class Ready:
    position: str


@strawberry.type(description="The gap is too old or too large: fetch everything, go on from here.")
class Resync:
    position: str


@strawberry.type(description="A result of mine: a new version, or one that can now be read.")
class ResultChanged:
    position: str
    result: Result


@strawberry.type(description="A row of my team changed: fetch it again.")
class TeamChanged:
    position: str
    employee_id: strawberry.ID
    period_id: strawberry.ID
    review_id: strawberry.ID


@strawberry.type(description="A period was made or its window moved.")
class PeriodsChanged:
    position: str


@strawberry.type(description="My self-assessment changed, perhaps on another phone of mine.")
class SelfAssessmentChanged:
    position: str
    period_id: strawberry.ID


@strawberry.type(description="Something new in my inbox, or I looked at it on another phone.")
class InboxChanged:
    position: str


@strawberry.type(description="The closing of a period went a little further.")
class ClosingProgressed:
    position: str
    closing_id: strawberry.ID


@strawberry.type(description="What a unit achieved was set: one I lead, or whose capaian I set.")
class AchievementChanged:
    position: str
    unit_id: strawberry.ID
    period_id: strawberry.ID


@strawberry.type(description="My devices changed.")
class SessionsChanged:
    position: str


@strawberry.type(description="Who rates whom changed, for me or for somebody I rate.")
class StaffChanged:
    position: str


@strawberry.type(description="A report of a wrong rater was made, answered or taken back.")
class RaterReportChanged:
    position: str
    report_id: strawberry.ID


@strawberry.type(description="A staff file was checked or imported a little further.")
class ImportProgress:
    position: str
    import_id: strawberry.ID


@strawberry.type(description="A plan I take part in changed: fetch it again.")
class SkpChanged:
    position: str
    skp_id: strawberry.ID
    employee_id: strawberry.ID
    year: int


@strawberry.type(description="A result that I received or gave stands elsewhere in its cycle.")
class DeliveryChanged:
    position: str
    review_id: strawberry.ID
    number: int


@strawberry.type(description="A step was taken in an objection that concerns me: fetch it again.")
class ObjectionChanged:
    position: str
    objection_id: strawberry.ID
    review_id: strawberry.ID
    number: int


@strawberry.type(description="A term or the working calendar was changed.")
class TermsChanged:
    position: str


@strawberry.type(description="This session was ended: clear this phone.")
class SignedOut:
    position: str


LiveEvent = Annotated[
    Ready
    | Resync
    | ResultChanged
    | TeamChanged
    | PeriodsChanged
    | SessionsChanged
    | InboxChanged
    | ClosingProgressed
    | SelfAssessmentChanged
    | AchievementChanged
    | StaffChanged
    | RaterReportChanged
    | ImportProgress
    | SkpChanged
    | DeliveryChanged
    | ObjectionChanged
    | TermsChanged
    | SignedOut,
    strawberry.union("LiveEvent"),
]


@strawberry.type
class LiveSubscription:
    @strawberry.subscription(description="Everything that concerns me, after a position.")
    def live(self, info: GraphInfo, after: str | None = None) -> AsyncGenerator[LiveEvent]:
        return _Stream(info.context, wanted(info)).events(after)


class _Stream:
    """The events of one socket, from its position on."""

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
        async with self._ctx.ears.listen(self._audiences) as ear:
            # Asked after the ear is open: a session that ends from here on is told as an event.
            if not await _sessions.load(self._ctx.viewer.session_id):
                yield await self._signed_out()
                return
            missed = await self._missed(after, ear)
            ear.now = {}  # read, and of no use for the hours that follow
            for event in missed or ():
                if (told := await self._told(event)) is not None:
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
        return await self._resync(ear) if ear.lost else await self._told(event)

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

    async def _told(self, event: StoredEvent) -> Any:
        """What to tell of an event: nothing where it was told or does not concern this viewer."""
        if event.seq <= self._seqs.get(event.audience, 0):
            return None  # replayed already
        self._seqs[event.audience] = event.seq
        position, ids = self._position, event.subject
        match event.kind:
            case EventKind.RESULT_CHANGED:
                row = event.about or await _results.load(
                    (ids["review"], ids["number"], self._heavy)
                )
                return self._result(position, row)
            case EventKind.TEAM_CHANGED:
                return TeamChanged(
                    position=position,
                    employee_id=_id(ids["employee"]),
                    period_id=_id(ids["period"]),
                    review_id=_id(ids["review"]),
                )
            case EventKind.PERIODS_CHANGED:
                return PeriodsChanged(position=position)
            case EventKind.SELF_CHANGED:
                return SelfAssessmentChanged(position=position, period_id=_id(ids["period"]))
            case EventKind.SESSIONS_CHANGED:
                self._doubtful = True  # perhaps a new password, and with it a new token
                return SessionsChanged(position=position)
            case EventKind.STAFF_CHANGED:
                return StaffChanged(position=position)
            case EventKind.RATER_REPORT_CHANGED:
                return RaterReportChanged(position=position, report_id=_id(ids["report"]))
            case EventKind.SKP_CHANGED:
                return SkpChanged(
                    position=position,
                    skp_id=_id(ids["skp"]),
                    employee_id=_id(ids["employee"]),
                    year=ids["year"],
                )
            case EventKind.IMPORT_PROGRESSED:
                return ImportProgress(position=position, import_id=_id(ids["import"]))
            case EventKind.DELIVERY_CHANGED:
                return DeliveryChanged(
                    position=position, review_id=_id(ids["review"]), number=ids["number"]
                )
            case EventKind.OBJECTION_CHANGED:
                return ObjectionChanged(
                    position=position,
                    objection_id=_id(ids["objection"]),
                    review_id=_id(ids["review"]),
                    number=ids["number"],
                )
            case EventKind.ACHIEVEMENT_CHANGED:
                return AchievementChanged(
                    position=position, unit_id=_id(ids["unit"]), period_id=_id(ids["period"])
                )
            case EventKind.TERMS_CHANGED:
                return TermsChanged(position=position)
            case EventKind.REMINDED:
                return InboxChanged(position=position)
            case EventKind.ROUND_PROGRESSED:
                return ClosingProgressed(position=position, closing_id=_id(ids["round"]))
            case EventKind.SESSION_ENDED:
                return await self._ended(ids)

    def _result(self, position: str, row: ResultRow | None) -> ResultChanged | None:
        mine = row is not None and row.employee.id == self._ctx.viewer.employee_id
        if row is None or not mine or row.state != ReviewState.DELIVERED:
            return None
        return ResultChanged(position=position, result=cast("Result", row))

    async def _ended(self, ids: dict[str, int]) -> SignedOut | None:
        if ids["session"] != self._ctx.viewer.session_id:
            return None
        return await self._signed_out()

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


def _id(value: int) -> strawberry.ID:
    return strawberry.ID(str(value))
