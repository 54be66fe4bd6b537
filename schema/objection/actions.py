"""The only writers of what becomes of a result: accept, object, withdraw, answer.

Each locks the review, then the delivery of the version, then the objection: of two taps at once
one comes first and the other meets what it left. Deciding is `deciding.py`."""

from dataclasses import dataclass, replace

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.access import objection_to_read, parties_to, require_employee
from schema.context import Context
from schema.delivering import moment_of
from schema.errors import InvalidInput, NotAllowed, NotFound, StepNotPossible
from schema.events import Change, change
from schema.models import Delivery, Employee, Objection, Review, ReviewVersion
from schema.objection.checks import (
    TypedObjection,
    TypedReason,
    check_known,
    check_objection,
    check_reasons,
    check_text,
)
from schema.objection.routes import first_route
from schema.objection.telling import note_step, tell_delivery, tell_objection
from schema.reads.terms import terms_of
from schema.review.form import items_of_version
from schema.rules.cycle import CycleEvent, Moment, Party, Refused, Why, step
from schema.rules.objecting import RUNNING
from schema.rules.terms import objection_terms
from schema.rules.vocabulary import CycleState, ObjectionState, ReviewState, StepKind
from schema.texts import checked_text

NOTE_MOST = 1000


@dataclass(slots=True)
class Held:
    """A version with its cycle, locked until the transaction ends."""

    review: Review
    version: ReviewVersion
    delivery: Delivery


async def accept_result(ctx: Context, review_id: int, number: int) -> None:
    """Accept a delivered result: the right to object ends. A second time changes nothing.

    Raises NotFound, NotAllowed, StepNotPossible."""
    employee_id = require_employee(ctx.viewer)
    version = await _own(employee_id, review_id, number)
    try:
        await _accept(ctx, version)
    except StepNotPossible as refused:
        if refused.why is not Why.ALREADY_ACCEPTED:
            raise


async def _accept(ctx: Context, version: ReviewVersion) -> None:
    async with change(ctx, "accept_result", f"review:{version.review_id}") as opened:
        held = await hold(version.review_id, version.number, opened.db)
        if held.delivery.state is CycleState.ACCEPTED:
            raise StepNotPossible(Why.ALREADY_ACCEPTED, version.review_id)
        moment = moment_of(held.delivery, ctx.now)
        held.delivery.accepted_at = ctx.now
        await move(ctx, opened, held, CycleEvent.ACCEPT, Party.EMPLOYEE, moment)
        opened.detail["number"] = version.number
        tell_delivery(
            opened, version.review_id, version.number, version.employee_id, version.rater_id
        )


async def file_objection(ctx: Context, typed: TypedObjection) -> int:
    """File an objection against one's own result; gives its id.

    The same `request_id` again gives the same id. Raises InvalidInput, NotFound, NotAllowed,
    StepNotPossible (late, accepted, running, decided, replaced)."""
    employee_id = require_employee(ctx.viewer)
    check_objection(typed)
    await _own(employee_id, typed.review_id, typed.number)
    try:
        return await _file(ctx, typed, employee_id)
    except StepNotPossible:
        # The same tap may have arrived before, over a line that broke before the answer.
        sent = await Objection.get_or_none(employee_id=employee_id, request_id=typed.request_id)
        if sent is None:
            raise
        return sent.id


async def _file(ctx: Context, typed: TypedObjection, employee_id: int) -> int:
    subject = f"review:{typed.review_id}"
    async with change(ctx, "file_objection", subject, typed.reason.strip()) as opened:
        held = await hold(typed.review_id, typed.number, opened.db)
        moment = moment_of(held.delivery, ctx.now)
        await move(ctx, opened, held, CycleEvent.OBJECT, Party.EMPLOYEE, moment)
        check_items(held.version, {item.key for item in typed.items})
        filed = await _filed(ctx, held.version, typed, opened.db)
        await note_step(opened, filed, StepKind.FILED, ctx.now, by=employee_id)
        await note_step(
            opened, filed, StepKind.ROUTED, ctx.now, by=filed.decider_id, route=filed.route
        )
        opened.detail.update(objection=filed.id, number=typed.number)
        await tell_objection(opened, filed, ctx.today)
        tell_delivery(opened, filed.review_id, filed.number, employee_id)
    return filed.id


async def _filed(
    ctx: Context, version: ReviewVersion, typed: TypedObjection, db: BaseDBAsyncClient
) -> Objection:
    people = await Employee.filter(id__in=[version.employee_id, version.rater_id]).using_db(db)
    units = {person.id: person.unit_id for person in people}
    terms = await terms_of(units[version.employee_id], ctx.today, db)
    dates = objection_terms(terms.terms, ctx.today, terms.calendar)
    routed = await first_route(version.rater_id, version.employee_id, ctx.today, db)
    return await Objection.create(
        using_db=db,
        version_id=version.id,
        review_id=version.review_id,
        number=version.number,
        employee_id=version.employee_id,
        rater_id=version.rater_id,
        decider_id=routed.decider_id,
        route=routed.route,
        route_reasons=[str(reason) for reason in routed.reasons],
        employee_unit_id=units[version.employee_id],
        rater_unit_id=units[version.rater_id],
        state=ObjectionState.FILED,
        request_id=typed.request_id,
        reason=typed.reason.strip(),
        items=[plain_reason(item) for item in typed.items],
        evidence=[{"url": link.url, "label": link.label} for link in typed.evidence],
        filed_at=ctx.now,
        answer_due=dates.answer_due,
        decision_due=dates.decision_due,
    )


async def withdraw_objection(ctx: Context, objection_id: int, note: str) -> None:
    """Take back one's own objection before it is decided; within the term a new one may follow.

    Raises InvalidInput, NotFound, NotAllowed, StepNotPossible."""
    employee_id = require_employee(ctx.viewer)
    text = checked_text(
        note.strip(), most=NOTE_MOST, field="reason", code="REASON_TOO_LONG", label="Alasan"
    )
    async with change(ctx, "withdraw_objection", f"objection:{objection_id}", text) as opened:
        objection, held = await hold_objection(ctx, objection_id, Party.EMPLOYEE, opened.db)
        moment = moment_with(ctx, held, objection)
        await move(ctx, opened, held, CycleEvent.WITHDRAW, Party.EMPLOYEE, moment)
        if held.delivery.ends is not None and ctx.today > held.delivery.ends:
            held.delivery.unsigned_at = ctx.now
            await move(ctx, opened, held, CycleEvent.END_TERM, Party.PROGRAM, moment)
        objection.state, objection.withdrawn_at = ObjectionState.WITHDRAWN, ctx.now
        await objection.save(using_db=opened.db)
        await note_step(opened, objection, StepKind.WITHDRAWN, ctx.now, by=employee_id, note=text)
        await tell_objection(opened, objection, ctx.today)
        tell_delivery(opened, objection.review_id, objection.number, employee_id)


async def answer_objection(
    ctx: Context, objection_id: int, text: str, items: tuple[TypedReason, ...], version: int
) -> None:
    """Explain one's rating to an objection, or amend the explanation until it is decided.

    `version` is the number of explanations that the phone has seen. Raises InvalidInput, NotFound,
    NotAllowed, StepNotPossible."""
    rater_id = require_employee(ctx.viewer)
    plain = check_text(text, "answer", "Penjelasan")
    check_reasons(items)
    async with change(ctx, "answer_objection", f"objection:{objection_id}") as opened:
        objection, held = await hold_objection(ctx, objection_id, Party.RATER, opened.db)
        moment = moment_with(ctx, held, objection)
        await move(ctx, opened, held, CycleEvent.ANSWER, Party.RATER, moment)
        check_items(held.version, {item.key for item in items})
        if objection.answer_version != version:
            raise InvalidInput(
                "ANSWER_SAVED_ELSEWHERE",
                "version",
                "Penjelasan sudah dikirim dari perangkat lain. Muat ulang, lalu bandingkan.",
            )
        kind = StepKind.ANSWER_EDITED if objection.answer_version else StepKind.ANSWERED
        earlier = objection.answer  # stays readable in the timeline
        objection.state, objection.answer = ObjectionState.ANSWERED, plain
        objection.answer_items = [plain_reason(item) for item in items]
        objection.answer_version += 1
        objection.answered_at = ctx.now
        await objection.save(using_db=opened.db)
        await note_step(opened, objection, kind, ctx.now, by=rater_id, note=earlier)
        await tell_objection(opened, objection, ctx.today)


async def hold(review_id: int, number: int, db: BaseDBAsyncClient) -> Held:
    """A version, its review and its delivery, locked in the order in which everybody locks them."""
    review = await Review.filter(id=review_id).using_db(db).select_for_update().get()
    version = await ReviewVersion.get(review_id=review_id, number=number, using_db=db)
    row = Delivery.filter(version_id=version.id).using_db(db)
    return Held(review, version, await row.select_for_update().get())


async def hold_objection(
    ctx: Context, objection_id: int, party: Party, db: BaseDBAsyncClient
) -> tuple[Objection, Held]:
    """A running objection in which the viewer is this party, locked with its version.

    Raises NotFound to strangers, NotAllowed to those who have another part in it, StepNotPossible
    when it has ended."""
    seen = await objection_to_read(ctx.viewer, objection_id, db)
    held = await hold(seen.review_id, seen.number, db)
    objection = await Objection.filter(id=objection_id).using_db(db).select_for_update().get()
    if party not in parties_to(ctx.viewer, objection):
        raise NotAllowed
    if objection.state not in RUNNING:
        withdrawn = objection.state is ObjectionState.WITHDRAWN
        why = Why.NO_OBJECTION if withdrawn else Why.RESULT_FINAL
        raise StepNotPossible(why, objection.review_id)
    return objection, held


async def move(
    ctx: Context, opened: Change, held: Held, event: CycleEvent, by: Party, moment: Moment
) -> None:
    """Let a step happen to a version, or raise StepNotPossible; in the caller's change."""
    try:
        held.delivery.state = step(held.delivery.state, event, by, moment)
    except Refused as refused:
        raise StepNotPossible(refused.why, held.review.id) from None
    held.delivery.acted_at = ctx.now
    await held.delivery.save(using_db=opened.db)


def moment_with(ctx: Context, held: Held, objection: Objection) -> Moment:
    """What the guards need of a version whose objection runs."""
    moment = moment_of(held.delivery, ctx.now)
    return replace(
        moment, answered=objection.answered_at is not None, answer_due=objection.answer_due
    )


def check_items(version: ReviewVersion, keys: set[str]) -> None:
    """Return when these are items of the version, else raise InvalidInput."""
    if keys:
        check_known(keys, {item.key for item in items_of_version(version)})


def plain_reason(item: TypedReason) -> dict[str, str]:
    """One item's reason as it is kept."""
    return {"key": item.key, "reason": item.reason.strip()}


async def _own(employee_id: int, review_id: int, number: int) -> ReviewVersion:
    version = await ReviewVersion.get_or_none(
        review_id=review_id, number=number, employee_id=employee_id, state=ReviewState.DELIVERED
    )
    if version is None:
        raise NotFound
    return version
