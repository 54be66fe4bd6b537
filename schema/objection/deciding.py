"""The decision on an objection: the result stands, or a new one is set. Either is final."""

from datetime import date, datetime
from typing import Protocol

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.access import require_employee
from schema.context import Context
from schema.errors import InvalidInput
from schema.events import Change, change
from schema.models import DraftItem, Objection, Period, Review, ReviewVersion
from schema.objection.actions import Held, hold, hold_objection, moment_with, move
from schema.objection.checks import TypedDecision, check_known, check_text
from schema.objection.routes import route_today
from schema.objection.telling import note_step, tell_delivery, tell_objection
from schema.reads.copying import known_from
from schema.reads.rulebook import rules_named
from schema.reads.sql import default_db
from schema.reads.stored import StoredItems
from schema.review.actions import judge, led_as_given, set_by_decision
from schema.review.checks import TypedDraft, check_draft
from schema.review.copies import marks_of
from schema.review.form import items_of_version
from schema.rules.copying import Known
from schema.rules.cycle import CycleEvent, Party
from schema.rules.objecting import RUNNING
from schema.rules.vocabulary import ObjectionState, StepKind

DECISIONS = {
    ObjectionState.UPHELD: (CycleEvent.UPHOLD, StepKind.UPHELD),
    ObjectionState.CHANGED: (CycleEvent.CHANGE, StepKind.CHANGED),
}


async def decide_objection(ctx: Context, typed: TypedDecision) -> None:
    """Decide as the one to whom the objection was routed, once both sides could be heard.

    CHANGED makes a new version with the ratings given here; nothing may follow it. Raises
    InvalidInput, NotComplete, NotFound, NotAllowed, StepNotPossible."""
    decider_id = require_employee(ctx.viewer)
    reason = _checked(typed)
    subject = f"objection:{typed.objection_id}"
    async with change(ctx, "decide_objection", subject, reason) as opened:
        await _hold_version(typed.objection_id, opened.db)
        await refresh_route(ctx, opened, typed.objection_id)
        objection, held = await hold_objection(ctx, typed.objection_id, Party.DECIDER, opened.db)
        event, kind = DECISIONS[typed.decision]
        await move(ctx, opened, held, event, Party.DECIDER, moment_with(ctx, held, objection))
        if typed.decision is ObjectionState.CHANGED:
            objection.new_number = await _set_anew(ctx, opened, held, objection, typed, reason)
        objection.state, objection.decision_reason = typed.decision, reason
        objection.decided_by_id, objection.decided_at = decider_id, ctx.now
        await objection.save(using_db=opened.db)
        await note_step(opened, objection, kind, ctx.now, by=decider_id, route=objection.route)
        opened.detail.update(decision=str(typed.decision), number=objection.new_number)
        await tell_objection(opened, objection, ctx.today)
        tell_delivery(opened, objection.review_id, objection.number, objection.employee_id)


async def _hold_version(objection_id: int, db: BaseDBAsyncClient) -> None:
    """Lock what comes before an objection in the order of locks: nobody waits in a ring."""
    objection = await Objection.get_or_none(id=objection_id, using_db=db)
    if objection is not None:
        await hold(objection.review_id, objection.number, db)


class Clock(Protocol):
    """A moment and its day in Bungo: a request, or the program's round."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...


async def route_moved(objection_id: int, day: date) -> bool:
    """Whether somebody else than the one on record decides this running objection today."""
    objection = await Objection.get_or_none(id=objection_id, state__in=list(RUNNING))
    if objection is None:
        return False
    routed = await route_today(objection, day, default_db())
    return routed.decider_id != objection.decider_id


async def refresh_route(clock: Clock, opened: Change, objection_id: int) -> bool:
    """Move a running objection to whoever holds the post today; gives whether it moved."""
    running = Objection.filter(id=objection_id, state__in=list(RUNNING)).using_db(opened.db)
    objection = await running.select_for_update().get_or_none()
    if objection is None:
        return False
    routed = await route_today(objection, clock.today, opened.db)
    if routed.decider_id == objection.decider_id:
        return False
    await tell_objection(opened, objection, clock.today)  # whoever had it hears that it moved
    objection.decider_id, objection.route = routed.decider_id, routed.route
    objection.route_reasons = [str(reason) for reason in routed.reasons]
    fields = ["decider_id", "route", "route_reasons"]
    await objection.save(using_db=opened.db, update_fields=fields)
    await note_step(
        opened, objection, StepKind.ROUTED, clock.now, by=routed.decider_id, route=routed.route
    )
    await tell_objection(opened, objection, clock.today)
    return True


def _checked(typed: TypedDecision) -> str:
    if typed.decision not in DECISIONS:
        raise InvalidInput(
            "BAD_DECISION", "decision", "Pilih: hasil tetap berlaku, atau hasil diubah."
        )
    check_draft(
        TypedDraft(
            items=typed.items,
            reason_hasil=typed.reason_hasil,
            reason_perilaku=typed.reason_perilaku,
        )
    )
    return check_text(typed.reason, "reason", "Alasan putusan")


async def _set_anew(
    ctx: Context, opened: Change, held: Held, objection: Objection, typed: TypedDecision,
    reason: str,
) -> int:  # fmt: skip
    items = items_of_version(held.version)
    before = [(item.rating, item.note) for item in items]
    _rate(items, typed)
    result = await decided_result(held.version, held.review, items, typed, reason, opened.db)
    same = before == [(item.rating, item.note) for item in items]
    if same and (result.hasil, result.perilaku) == (held.version.hasil, held.version.perilaku):
        raise InvalidInput(
            "NOTHING_CHANGED",
            "items",
            "Tidak ada yang berubah. Bila hasil tetap berlaku, pilih putusan itu.",
        )
    request = f"keberatan-{objection.id}"
    return await set_by_decision(ctx, opened, held.review, result, request)


def _rate(items: list[DraftItem], typed: TypedDecision) -> None:
    by_key = {item.key: item for item in items}
    check_known({given.key for given in typed.items}, set(by_key))
    for given in typed.items:
        item = by_key[given.key]
        item.rating = given.rating or item.rating
        item.note = given.note or item.note


async def decided_result(
    version: ReviewVersion, review: Review, items: list[DraftItem], typed: TypedDecision,
    reason: str, db: BaseDBAsyncClient,
) -> ReviewVersion:  # fmt: skip
    """The result that these items and ratings stand for, by the rules of the version, not saved.

    Raises NotComplete where a departure from the suggestion is not explained."""
    period = await Period.get(id=review.period_id, using_db=db)
    draft = Review(
        hasil=typed.hasil,
        perilaku=typed.perilaku,
        reason_hasil=typed.reason_hasil,
        reason_perilaku=typed.reason_perilaku,
        summary=version.summary,
        correction_reason=reason,
    )
    rules = await rules_named(version.rule_ids)
    copied = marks_of(items, Known(given=known_from(StoredItems(version.items_json))), rules)
    result = judge(draft, items, period, rules, led_as_given(version), copied)
    # The same part of the period as before: a decision rates anew, it covers nothing else.
    result.covers_from, result.covers_to = version.covers_from, version.covers_to
    result.months_tenths = version.months_tenths
    # And the year as it was weighed: the decider says in the reason what was overlooked.
    result.weighing, result.weighed_json = version.weighing, version.weighed_json
    return result
