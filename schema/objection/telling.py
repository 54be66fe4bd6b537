"""Who hears of a step, and the dated record of it."""

from datetime import date, datetime

from schema.access import reported_to_team
from schema.events import Change, employee_audience
from schema.models import Objection, ObjectionStep
from schema.objection.routes import team_members
from schema.rules.vocabulary import EventKind, Route, StepKind


async def note_step(
    opened: Change,
    objection: Objection,
    kind: StepKind,
    at: datetime,
    *,
    by: int | None = None,
    note: str = "",
    route: Route | None = None,
) -> None:
    """Write down one step, in the caller's change."""
    await ObjectionStep.create(
        using_db=opened.db,
        objection_id=objection.id,
        at=at,
        kind=kind,
        actor_id=by,
        note=note,
        route=route,
    )


async def tell_objection(opened: Change, objection: Objection, today: date) -> None:
    """Tell everybody whom the objection concerns, and its objector of the result too."""
    concerned = {objection.employee_id, objection.rater_id}
    if objection.decider_id is None or reported_to_team(objection):
        concerned |= set(await team_members(today, opened.db))
    concerned |= {
        person
        for person in (objection.decider_id, objection.escalated_to_id, objection.decided_by_id)
        if person is not None
    }
    for person in sorted(concerned):
        opened.tell(
            employee_audience(person),
            EventKind.OBJECTION_CHANGED,
            objection=objection.id,
            review=objection.review_id,
            number=objection.number,
        )


def tell_delivery(opened: Change, review_id: int, number: int, *people: int) -> None:
    """Tell these people that a version stands elsewhere in its cycle."""
    for person in people:
        opened.tell(
            employee_audience(person), EventKind.DELIVERY_CHANGED, review=review_id, number=number
        )
