"""What is due in the graph: it only translates."""

from typing import Annotated, Any, TypeAlias, cast

import strawberry
from strawberry.types import Info

from schema.access import require, require_employee
from schema.context import Context
from schema.errors import NotFound as NotFoundError
from schema.errors import PeriodClosed as PeriodClosedError
from schema.errors import Refused
from schema.reads import due, inbox, periods, progress
from schema.reads.choices import choice_row
from schema.reads.rhythm import rhythm_rows
from schema.review.types import PeriodClosed
from schema.rhythm import actions
from schema.rhythm.types import (
    Closing,
    Duty,
    Inbox,
    Nudged,
    PersonDuties,
    Progress,
    ReminderChoice,
    ReminderChoiceInput,
    RemindersRead,
    Rhythm,
    RhythmInput,
)
from schema.rules.due import Channel
from schema.rules.permissions import Operation
from schema.types import InvalidInput, NotAllowed, NotFound, plain_refusal, row_id

GraphInfo: TypeAlias = Info[Context, None]
ChoiceAnswer = Annotated[
    ReminderChoice | InvalidInput | NotAllowed, strawberry.union("ReminderChoiceAnswer")
]
ReadAnswer = Annotated[
    RemindersRead | NotAllowed | NotFound, strawberry.union("MarkRemindersReadAnswer")
]
NudgeAnswer = Annotated[
    Nudged | InvalidInput | NotAllowed | NotFound | PeriodClosed,
    strawberry.union("NudgeUnitAnswer"),
]
RhythmAnswer = Annotated[Rhythm | InvalidInput | NotAllowed, strawberry.union("SaveRhythmAnswer")]
MOST_PAGES = 500


@strawberry.type
class RhythmQuery:
    @strawberry.field(description="What waits for me, the earliest term first, at most 50.")
    async def due(self, info: GraphInfo) -> list[Duty]:
        ctx = info.context
        if ctx.viewer.employee_id is None:
            return []
        return cast("list[Duty]", await due.my_duties(ctx.viewer.employee_id, ctx.today))

    @strawberry.field(description="Who of my team has something waiting.")
    async def team_due(self, info: GraphInfo) -> list[PersonDuties]:
        ctx = info.context
        if ctx.viewer.employee_id is None:
            return []
        found = await due.team_duties(ctx.viewer.employee_id, ctx.today)
        return cast("list[PersonDuties]", found)

    @strawberry.field(description="How far the units are in which my team works.")
    async def my_units(self, info: GraphInfo) -> Progress:
        ctx = info.context
        found = await progress.my_units(ctx.viewer.employee_id or 0, ctx.today)  # 0 rates nobody
        return cast("Progress", found)

    @strawberry.field(description="What was told to me, newest first, at most 50 a page.")
    async def inbox(self, info: GraphInfo, first: int = 20, after: str | None = None) -> Inbox:
        ctx = info.context
        who = ctx.viewer.employee_id
        if who is None:
            return Inbox(reminders=[], unread=0, next=None)
        try:
            found = await inbox.inbox(who, first=first, after=_cursor(after), today=ctx.today)
        except NotFoundError:  # a cursor that no page has given
            return Inbox(reminders=[], unread=0, next=None)
        return cast("Inbox", found)

    @strawberry.field(description="How I want to be reached.")
    async def reminder_choice(self, info: GraphInfo) -> ReminderChoice:
        return await _choice(info.context)

    @strawberry.field(
        description="How far the units right below one are (HR_ADMIN, PERFORMANCE_TEAM, AUDITOR)."
    )
    async def progress(
        self,
        info: GraphInfo,
        period_id: strawberry.ID | None = None,
        unit_id: strawberry.ID | None = None,
        after: str | None = None,
    ) -> Progress:
        ctx = info.context
        require(ctx.viewer, Operation.READ_PROGRESS)
        found = await progress.progress(
            _id_or_none(period_id), _id_or_none(unit_id), _page(after), ctx.today
        )
        return cast("Progress", found)

    @strawberry.field(description="Closings of periods, newest first, at most 8; as progress.")
    async def closings(self, info: GraphInfo) -> list[Closing]:
        require(info.context.viewer, Operation.READ_PROGRESS)
        return cast("list[Closing]", await progress.closings(info.context.today))

    @strawberry.field(description="How the regency reminds: every dated setting, newest first.")
    async def rhythms(self, info: GraphInfo) -> list[Rhythm]:
        return cast("list[Rhythm]", await rhythm_rows())


@strawberry.type
class RhythmMutation:
    @strawberry.mutation(description="Record that I looked at my inbox up to this reminder.")
    async def mark_reminders_read(self, info: GraphInfo, up_to: strawberry.ID) -> ReadAnswer:
        ctx = info.context
        try:
            who = require_employee(ctx.viewer)
            await actions.mark_reminders_read(ctx, _reminder_id(str(up_to)))
        except Refused as refused:
            return cast(Any, plain_refusal(refused))
        return RemindersRead(unread=await inbox.unread_of(who))

    @strawberry.mutation(description="Keep how I want to be reached.")
    async def save_reminder_choice(
        self, info: GraphInfo, input: ReminderChoiceInput
    ) -> ChoiceAnswer:
        typed = actions.TypedChoice(
            input.email, input.by_email, input.quiet_from, input.quiet_to, input.quiet_days_off
        )
        try:
            await actions.save_choice(info.context, typed)
        except Refused as refused:
            return cast(Any, plain_refusal(refused))
        return await _choice(info.context)

    @strawberry.mutation(description="Use my address from now on: its code came back.")
    async def confirm_email(self, info: GraphInfo, code: str) -> ChoiceAnswer:
        try:
            await actions.confirm_email(info.context, code)
        except Refused as refused:
            return cast(Any, plain_refusal(refused))
        return await _choice(info.context)

    @strawberry.mutation(description="Remind the raters below a unit, once a day (HR_ADMIN).")
    async def nudge_unit(
        self, info: GraphInfo, unit_id: strawberry.ID, period_id: strawberry.ID
    ) -> NudgeAnswer:
        ctx = info.context
        try:
            raters = await actions.nudge_unit(ctx, row_id(unit_id), row_id(period_id))
        except PeriodClosedError as refused:
            period = cast(Any, await periods.period_by_id(refused.period_id, ctx.today))
            return PeriodClosed(code=refused.code, message=refused.message, period=period)
        except Refused as refused:
            return cast(Any, plain_refusal(refused))
        return Nudged(raters=raters)

    @strawberry.mutation(description="Set how the regency reminds from a day on (HR_ADMIN).")
    async def save_rhythm(self, info: GraphInfo, input: RhythmInput) -> RhythmAnswer:
        typed = actions.TypedRhythm(
            valid_from=input.valid_from,
            early_days=input.early_days,
            late_days=input.late_days,
            escalate_days=input.escalate_days,
            quiet_from=input.quiet_from,
            quiet_to=input.quiet_to,
            quiet_days_off=input.quiet_days_off,
            reason=input.reason,
        )
        try:
            await actions.save_rhythm(info.context, typed)
        except Refused as refused:
            return cast(Any, plain_refusal(refused))
        return cast("Rhythm", (await rhythm_rows())[0])


async def _choice(ctx: Context) -> ReminderChoice:
    offered = Channel.EMAIL in ctx.channels
    row = await choice_row(ctx.viewer.employee_id, ctx.now, ctx.today, offered)
    return cast("ReminderChoice", row)


def _cursor(after: str | None) -> str | None:
    return None if after is None else str(_reminder_id(after))


def _reminder_id(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise NotFoundError
    return int(given)


def _id_or_none(given: strawberry.ID | None) -> int | None:
    try:
        return None if given is None else row_id(given)
    except NotFoundError:
        return 0  # no row has it


def _page(after: str | None) -> int:
    known = after is not None and after.isascii() and after.isdigit() and len(after) < 4
    return min(int(after), MOST_PAGES) if known and after else 0
