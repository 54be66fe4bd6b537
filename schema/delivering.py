"""The cycle of a version as the review room starts and asks it: its terms, and what bars a change.

Below the rooms, so that giving a result and delivering it start the terms in one transaction; what
follows (accepting, objecting, deciding) is the room `objection`."""

from collections.abc import Sequence
from datetime import date, datetime

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.context import WIB
from schema.errors import StepNotPossible
from schema.models import Delivery, Employee, ReviewVersion
from schema.reads.terms import Terms, terms_of
from schema.rules.cycle import CycleEvent, Moment, Party, Refused, step
from schema.rules.terms import delivery_due, employee_terms
from schema.rules.vocabulary import CycleState


async def start_cycle(
    version: ReviewVersion, db: BaseDBAsyncClient, state: CycleState | None = None
) -> Delivery:
    """The cycle of a version just given, inside the caller's change.

    A version that can be read starts the employee's terms, the other one waits for it under the
    rater's. `state` is DECIDED for a version that a decision made: it is final, no term runs."""
    terms = await _terms_of(version.employee_id, version.submitted_at, db)
    row = Delivery(version_id=version.id, acted_at=version.submitted_at)
    row.deliver_due = delivery_due(terms.terms, _day(version.submitted_at), terms.calendar)
    row.state = state or CycleState.SUBMITTED
    if state is None and version.delivered_at is not None:
        _deliver(row, version.delivered_at, terms)
    await row.save(using_db=db)
    return row


async def replace_current(review_id: int, now: datetime, db: BaseDBAsyncClient) -> None:
    """Mark the version that stands as replaced by a correction. Raises StepNotPossible."""
    row = await _current(review_id, db)
    if row is None:
        return
    row.state = _stepped(row, CycleEvent.CORRECT, Party.RATER, now, review_id)
    row.acted_at = now
    await row.save(using_db=db)


async def require_correctable(review_id: int, now: datetime, db: BaseDBAsyncClient) -> None:
    """Return when the rater may correct what stands; else StepNotPossible: an objection runs, or
    was decided."""
    row = await _current(review_id, db)
    if row is not None:
        _stepped(row, CycleEvent.CORRECT, Party.RATER, now, review_id)


async def deliver_versions(
    versions: Sequence[ReviewVersion], now: datetime, db: BaseDBAsyncClient
) -> None:
    """Start the terms of versions of one employee that can be read from now on."""
    if not versions:
        return
    terms = await _terms_of(versions[0].employee_id, now, db)
    waiting = {version.id for version in versions}
    rows = Delivery.filter(version_id__in=waiting, state=CycleState.SUBMITTED).using_db(db)
    for row in await rows.select_for_update():
        _deliver(row, now, terms)
        row.acted_at = now
        await row.save(using_db=db)


def moment_of(row: Delivery, now: datetime) -> Moment:
    """What the guards need of a version without an objection."""
    return Moment(today=_day(now), object_due=row.object_due, ends=row.ends)


async def _current(review_id: int, db: BaseDBAsyncClient) -> Delivery | None:
    current = Delivery.filter(version__review_id=review_id, version__current=True)
    return await current.using_db(db).first()


def _stepped(
    row: Delivery, event: CycleEvent, by: Party, now: datetime, review_id: int
) -> CycleState:
    try:
        return step(row.state, event, by, moment_of(row, now))
    except Refused as refused:
        raise StepNotPossible(refused.why, review_id) from None


def _deliver(row: Delivery, at: datetime, terms: Terms) -> None:
    row.state = step(row.state, CycleEvent.DELIVER, Party.PROGRAM, Moment(_day(at)))
    dates = employee_terms(terms.terms, _day(at), terms.calendar)
    row.starts, row.sign_due, row.object_due = dates.starts, dates.sign_due, dates.object_due
    row.safe_due, row.ends = dates.safe_due, dates.ends


async def _terms_of(employee_id: int, at: datetime, db: BaseDBAsyncClient) -> Terms:
    owner = await Employee.get(id=employee_id, using_db=db)
    return await terms_of(owner.unit_id, _day(at), db)


def _day(at: datetime) -> date:
    return at.astimezone(WIB).date()
