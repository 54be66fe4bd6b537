"""What happens to terms and objections by the clock: silence, escalation, successors, lengthening.

Small batches, each one transaction that finds its own work: killed and started again, or run by
several processes at once, each row is done exactly once (PostgreSQL skips rows that another process
holds, and the state that was found is part of what is written). No request ever waits for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.queryset import QuerySet

from schema.context import WIB
from schema.events import Change, Wake, change
from schema.models import CalendarDay, Delivery, Employee, Objection, ReviewVersion
from schema.objection.deciding import refresh_route, route_moved
from schema.objection.routes import next_level
from schema.objection.telling import note_step, tell_delivery, tell_objection
from schema.reads.terms import Calendars, calendars_around, known_terms
from schema.rules.cycle import CycleEvent, Moment, Party, step
from schema.rules.objecting import RUNNING
from schema.rules.terms import EmployeeTerms, ObjectionTerms, Term, employee_terms, objection_terms
from schema.rules.vocabulary import CycleState, ObjectionState, StepKind

BATCH = 200  # versions of one transaction: some milliseconds of locks


@dataclass(frozen=True, slots=True)
class Program:
    """The program itself as an actor: no account, the moment of the round, whom to wake."""

    now: datetime
    wake: Wake
    account_id: None = None

    @property
    def today(self) -> date:
        """The day in Bungo."""
        return self.now.astimezone(WIB).date()


async def work_through(now: datetime, wake: Wake) -> int:
    """Everything that is due by `now`; gives how many rows were done. Safe to run at any time."""
    program = Program(now, wake)
    done = 0
    for batch in (end_terms, note_late_answers, note_late_decisions, lengthen_terms):
        done += await _until_nothing(program, batch)
    return done + await follow_posts(program)


async def _until_nothing(program: Program, batch: Callable[[Program], Awaitable[int]]) -> int:
    done = 0
    while count := await batch(program):
        done += count
    return done


async def end_terms(program: Program) -> int:
    """Mark a batch of versions whose terms ended in silence as UNSIGNED; gives how many."""
    over = Delivery.filter(state=CycleState.DELIVERED, ends__lt=program.today).order_by("id")
    if not await over.exists():
        return 0
    async with change(program, "end_terms", "delivery") as opened:
        rows = await over.using_db(opened.db).limit(BATCH).select_for_update(skip_locked=True)
        for row in rows:
            moment = Moment(program.today, object_due=row.object_due, ends=row.ends)
            row.state = step(row.state, CycleEvent.END_TERM, Party.PROGRAM, moment)
            row.acted_at = row.unsigned_at = program.now
        if rows:
            fields = ["state", "acted_at", "unsigned_at"]
            await Delivery.bulk_update(rows, fields=fields, using_db=opened.db)
            await _tell_versions(opened, rows)
        opened.detail["versions"] = [row.version_id for row in rows]
    return len(rows)


async def note_late_answers(program: Program) -> int:
    """Note, once, that raters let their time to explain go by; gives how many."""
    return await _escalate(
        program,
        StepKind.ANSWER_OVERDUE,
        Objection.filter(
            state=ObjectionState.FILED, answer_due__lt=program.today, answer_overdue_at=None
        ).order_by("id"),
    )


async def note_late_decisions(program: Program) -> int:
    """Note, once, that a decision is late, and tell the next level; gives how many."""
    return await _escalate(
        program,
        StepKind.DECISION_OVERDUE,
        Objection.filter(
            state__in=list(RUNNING), decision_due__lt=program.today, decision_overdue_at=None
        ).order_by("id"),
    )


async def _escalate(program: Program, kind: StepKind, late: QuerySet[Objection]) -> int:
    if not await late.exists():
        return 0
    async with change(program, "escalate_objections", "objection") as opened:
        rows = await late.using_db(opened.db).limit(BATCH).select_for_update(skip_locked=True)
        for row in rows:
            if kind is StepKind.ANSWER_OVERDUE:
                row.answer_overdue_at = program.now
            else:
                row.decision_overdue_at = program.now
                row.escalated_to_id = await next_level(row, program.today, opened.db)
            await row.save(
                using_db=opened.db,
                update_fields=["answer_overdue_at", "decision_overdue_at", "escalated_to_id"],
            )
            await note_step(opened, row, kind, program.now, by=row.escalated_to_id)
            await tell_objection(opened, row, program.today)
        opened.detail.update(kind=str(kind), objections=[row.id for row in rows])
    return len(rows)


async def follow_posts(program: Program) -> int:
    """Give every running objection to whoever holds the post today; gives how many moved."""
    moved, last = 0, 0
    while ids := await _running_after(last):
        for objection_id in ids:
            moved += await _follow(program, objection_id)
        last = ids[-1]
    return moved


async def _running_after(last: int) -> list[int]:
    rows = Objection.filter(id__gt=last, state__in=list(RUNNING)).order_by("id").limit(BATCH)
    return [row.id for row in await rows.only("id")]


async def _follow(program: Program, objection_id: int) -> bool:
    if not await route_moved(objection_id, program.today):
        return False
    async with change(program, "route_objection", f"objection:{objection_id}") as opened:
        return await refresh_route(program, opened, objection_id)


async def lengthen_terms(program: Program) -> int:
    """Lengthen a batch of running terms by a day off that HR added; gives how many were looked at.

    How far a change of the calendar came stands in its row, so that a killed process goes on."""
    pending = CalendarDay.filter(applied_at=None).order_by("id")
    if not await pending.exists():
        return 0
    async with change(program, "lengthen_terms", "calendar") as opened:
        day = await pending.using_db(opened.db).select_for_update().first()
        if day is None or day.applied_at is not None:
            return 0
        rows = await (
            Delivery.filter(id__gt=day.applied_to, state=CycleState.DELIVERED, ends__gte=day.day)
            .using_db(opened.db)
            .order_by("id")
            .limit(BATCH)
            .select_for_update()
        )
        calendars, terms = await calendars_around(day.day, opened.db), await known_terms(opened.db)
        longer = await _longer(rows, calendars, terms, opened.db)
        if longer:
            fields = ["sign_due", "object_due", "ends"]
            await Delivery.bulk_update(longer, fields=fields, using_db=opened.db)
            await _tell_versions(opened, longer)
        if len(rows) < BATCH:
            await _lengthen_objections(program, opened, calendars, terms)
            day.applied_at = program.now
        day.applied_to = rows[-1].id if rows else day.applied_to
        await day.save(using_db=opened.db)
        opened.detail.update(day=str(day.day), versions=[row.version_id for row in longer])
    return max(1, len(rows))


async def _longer(
    rows: list[Delivery], calendars: Calendars, terms: tuple[Term, ...], db: BaseDBAsyncClient
) -> list[Delivery]:
    """Those of these whose dates move, with the later dates; none becomes shorter."""
    paths = await _paths([row.version_id for row in rows], db)
    found = []
    for row in rows:
        if row.starts is None or row.sign_due is None or row.object_due is None:
            continue
        if row.safe_due is None:
            continue
        stored = EmployeeTerms(row.starts, row.sign_due, row.object_due, row.safe_due)
        anew = employee_terms(terms, row.starts, calendars.of(paths.get(row.version_id, "")))
        longer = stored.lengthened(anew)
        if longer != stored:
            row.sign_due, row.object_due = longer.sign_due, longer.object_due
            row.ends = longer.ends
            found.append(row)
    return found


async def _paths(version_ids: list[int], db: BaseDBAsyncClient) -> dict[int, str]:
    rows = await (
        ReviewVersion.filter(id__in=version_ids)
        .using_db(db)
        .values_list("id", "employee__unit__path")
    )
    return {int(str(version)): str(path or "") for version, path in rows}


async def _lengthen_objections(
    program: Program, opened: Change, calendars: Calendars, terms: tuple[Term, ...]
) -> None:
    running = Objection.filter(state__in=list(RUNNING)).using_db(opened.db)
    for row in await running.order_by("id").select_for_update():
        owner = await Employee.get(id=row.employee_id, using_db=opened.db).select_related("unit")
        calendar = calendars.of(owner.unit.path if owner.unit else "")
        stored = ObjectionTerms(row.answer_due, row.decision_due)
        filed = row.filed_at.astimezone(WIB).date()
        longer = stored.lengthened(objection_terms(terms, filed, calendar))
        if longer != stored:
            row.answer_due, row.decision_due = longer.answer_due, longer.decision_due
            await row.save(using_db=opened.db, update_fields=["answer_due", "decision_due"])
            await tell_objection(opened, row, program.today)


async def _tell_versions(opened: Change, rows: list[Delivery]) -> None:
    ids = [row.version_id for row in rows]
    for version in await ReviewVersion.filter(id__in=ids).using_db(opened.db).order_by("id"):
        people = (version.employee_id, version.rater_id)
        tell_delivery(opened, version.review_id, version.number, *people)
