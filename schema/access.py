"""The gates: a row is taken only through one of these, or the viewer gets a named refusal.

Authorisation only: who somebody is, `api/auth` has decided. What each may do stands in
`rules/permissions.py`."""

from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from schema.errors import (
    NotAllowed,
    NotEvaluated,
    NotFound,
    NotYourTeam,
    NotYourUnit,
    PeriodClosed,
)
from schema.models import (
    Employee,
    Objection,
    Period,
    ReportingLine,
    Review,
    ReviewVersion,
    Skp,
    WorkUnit,
    WritingDelegation,
)
from schema.reads.stints import parts_of_person
from schema.rules.cycle import Party as ObjectionParty
from schema.rules.objecting import parties_of
from schema.rules.period import phase
from schema.rules.permissions import ALLOWED, Operation, Relation, allows, rater_may_read
from schema.rules.reporting import Line, judging_day, rater_on
from schema.rules.skp_cycle import Party
from schema.rules.stints import Days, Stint, part_of
from schema.rules.viewer import Viewer
from schema.rules.vocabulary import PeriodPhase, ReviewState, Role


def require(viewer: Viewer, operation: Operation) -> None:
    """Return when a role of the viewer includes the operation, else raise NotAllowed."""
    if not allows(operation, viewer):
        raise NotAllowed


def require_not_about_self(viewer: Viewer, message: str, *employee_ids: int) -> None:
    """Return when none of these people is the viewer, else NotAllowed with this message.

    An office that writes facts from which appraisals follow never writes its own: a colleague of
    the office does."""
    if viewer.employee_id is not None and viewer.employee_id in employee_ids:
        raise NotAllowed(message)


def require_employee(viewer: Viewer) -> int:
    """The viewer's employee id; NotAllowed for an account that belongs to no employee."""
    if viewer.employee_id is None:
        raise NotAllowed
    return viewer.employee_id


async def line_of(employee_id: int, day: date, db: BaseDBAsyncClient | None = None) -> Line | None:
    """The reporting line of an employee that holds on `day`, None when there is none."""
    rows = await ReportingLine.filter(employee_id=employee_id, starts__lte=day).using_db(db)
    lines = [Line(row.rater_id, row.capacity, row.starts, row.ends) for row in rows]
    return rater_on(lines, day)


async def result_to_read(viewer: Viewer, review_id: int, number: int | None, today: date) -> int:
    """The number of a version the viewer may read (None: the current one), else NotFound.

    Readers are the employee, once it is delivered, who gave it, who rates the employee today, and
    who decides an objection against it. Nobody else learns that it exists."""
    wanted = {"current": True} if number is None else {"number": number}
    version = await ReviewVersion.filter(review_id=review_id, **wanted).first()
    if version is None or viewer.employee_id is None:
        raise NotFound
    if version.employee_id == viewer.employee_id:
        if version.state is not ReviewState.DELIVERED:
            raise NotFound
    elif not await may_read_as_rater(
        viewer, version.employee_id, version.rater_id, today
    ) and not await _decides_on(viewer, review_id):
        raise NotFound
    return version.number


async def _decides_on(viewer: Viewer, review_id: int) -> bool:
    """Whether an objection against a version of this review lies, or lay, with the viewer."""
    found = Objection.filter(review_id=review_id)
    return any(
        ObjectionParty.DECIDER in parties_to(viewer, objection)
        or objection.decided_by_id == viewer.employee_id
        for objection in await found
    )


async def may_read_as_rater(viewer: Viewer, employee_id: int, given_by: int, today: date) -> bool:
    """Whether the viewer may read a result of this employee that `given_by` gave."""
    if viewer.employee_id is None or employee_id == viewer.employee_id:
        return False
    if rater_may_read(viewer.employee_id, given_by, rates_today=False):
        return True  # most: without a query
    line = await line_of(employee_id, today)
    rates_today = line is not None and line.rater_id == viewer.employee_id
    return rater_may_read(viewer.employee_id, given_by, rates_today)


async def readable_givers(
    reader_id: int | None, employee_id: int, givers: set[int], today: date
) -> set[int]:
    """Of those who gave results to this employee, whose the reader may read as a rater.

    Who rates the employee today may read all, whoever gave some of them those: no statement where
    there is nothing else. Nobody reads the own results as a rater."""
    if reader_id is None or reader_id == employee_id:
        return set()
    own = {giver for giver in givers if rater_may_read(reader_id, giver, rates_today=False)}
    if own == givers:
        return own
    line = await line_of(employee_id, today)
    rates_today = line is not None and line.rater_id == reader_id
    return {giver for giver in givers if rater_may_read(reader_id, giver, rates_today)}


async def own_period(period_id: int, db: BaseDBAsyncClient | None = None) -> Period:
    """A period by its id, whoever asks, else NotFound: what is one's own in it needs no more."""
    period = await Period.get_or_none(id=period_id, using_db=db)
    if period is None:
        raise NotFound
    return period


async def open_period(period_id: int, today: date, db: BaseDBAsyncClient | None = None) -> Period:
    """A period in whose rating window `today` lies, else NotFound or PeriodClosed."""
    period = await Period.get_or_none(id=period_id, using_db=db)
    if period is None:
        raise NotFound
    if phase(period.opens, period.closes, today) is not PeriodPhase.OPEN:
        raise PeriodClosed(period.id)
    return period


async def rater_of_time(
    viewer: Viewer,
    employee_id: int,
    period: Period,
    today: date,
    db: BaseDBAsyncClient | None = None,
) -> tuple[Line, Stint]:
    """The line by which the viewer rates this employee in this period, and the part of it.

    Two posts in a period are two parts, each with the rater of its last day. NotYourTeam when
    somebody else judges; NotEvaluated when the law takes the employee out of the appraisal in all
    of it. Nobody rates themselves: a line that names its own employee is refused too."""
    if viewer.employee_id is None:
        raise NotYourTeam(employee_id)
    return await _judged_by(viewer.employee_id, employee_id, period, today, db)


async def _judged_by(
    rater_id: int, employee_id: int, period: Period, today: date, db: BaseDBAsyncClient | None
) -> tuple[Line, Stint]:
    if rater_id == employee_id:
        raise NotYourTeam(employee_id)
    parts = await parts_of_person(employee_id, Days(period.starts, period.ends), today, db)
    part = part_of(parts, rater_id)
    if part is None or part.line is None:
        raise NotYourTeam(employee_id)
    if part.excused is not None:
        raise NotEvaluated(employee_id, part.excused)
    return part.line, part


async def lent_by(
    viewer: Viewer, review_id: int, today: date, db: BaseDBAsyncClient | None = None
) -> int | None:
    """The rater of this review, if that rater lent the viewer the writing of drafts for today.

    Never for a review about the viewer: nobody writes of themselves."""
    review = await Review.filter(id=review_id, drafting=True).using_db(db).first()
    if review is None or viewer.employee_id in (None, review.rater_id):
        return None
    return review.rater_id if await _lent(viewer.employee_id, review, today, db) else None


async def _lent(
    writer_id: int | None, review: Review, today: date, db: BaseDBAsyncClient | None
) -> bool:
    if writer_id is None or review.employee_id == writer_id:
        return False
    lent = WritingDelegation.filter(
        rater_id=review.rater_id, writer_id=writer_id, starts__lte=today, ends__gte=today
    )
    return await lent.using_db(db).exists()


async def draft_to_write(
    viewer: Viewer, review_id: int, today: date, db: BaseDBAsyncClient
) -> tuple[Review, Period, int | None]:
    """A draft the viewer may save today, locked; and the viewer's id where the rater lent the
    writing. Raises as `review_to_write`, by the rater's own right: lending gives no more."""
    review = await Review.filter(id=review_id).using_db(db).select_for_update().get_or_none()
    if review is None or viewer.employee_id is None:
        raise NotFound
    lent = review.rater_id != viewer.employee_id
    if lent and not await _lent(viewer.employee_id, review, today, db):
        raise NotFound
    period = await Period.get(id=review.period_id, using_db=db)
    await _judged_by(review.rater_id, review.employee_id, period, today, db)
    await open_period(period.id, today, db)
    return review, period, viewer.employee_id if lent else None


async def review_to_write(
    viewer: Viewer, review_id: int, today: date, db: BaseDBAsyncClient
) -> tuple[Review, Period]:
    """A review the viewer may write in today, locked until the transaction ends.

    Raises NotFound to whoever did not begin it (its existence is no news for others),
    NotYourTeam when the line has moved to somebody else, PeriodClosed outside the window."""
    review = await Review.filter(id=review_id).using_db(db).select_for_update().get_or_none()
    if review is None or viewer.employee_id is None or review.rater_id != viewer.employee_id:
        raise NotFound
    period = await Period.get(id=review.period_id, using_db=db)
    await rater_of_time(viewer, review.employee_id, period, today, db)
    await open_period(period.id, today, db)
    return review, period


async def skp_leader_line(skp: Skp, today: date, db: BaseDBAsyncClient | None = None) -> Line:
    """The line of the pejabat penilai of the plan's time, else NotYourTeam."""
    line = await line_of(skp.employee_id, judging_day(skp.starts, skp.ends, today), db)
    if line is None:
        raise NotYourTeam(skp.employee_id)
    return line


async def skp_to_write(
    viewer: Viewer, skp_id: int, today: date, db: BaseDBAsyncClient
) -> tuple[Skp, Party]:
    """A plan the viewer takes part in, locked until the transaction ends, and as which of the two.

    Raises NotFound to everybody else: its existence is no news for them."""
    skp = await Skp.filter(id=skp_id).using_db(db).select_for_update().get_or_none()
    party = await _party(viewer, skp, today, db)
    if skp is None or party is None:
        raise NotFound
    return skp, party


async def skp_to_read(viewer: Viewer, skp_id: int, today: date) -> tuple[Skp, Party | None]:
    """A plan the viewer may read, and as which of the two; None for the offices that read all.

    Raises NotFound to everybody else. What of it they see is decided by `skp_sees_draft`."""
    skp = await Skp.get_or_none(id=skp_id)
    party = await _party(viewer, skp, today, None)
    if skp is None or (party is None and not allows(Operation.READ_PLANS, viewer)):
        raise NotFound
    return skp, party


async def _party(
    viewer: Viewer, skp: Skp | None, today: date, db: BaseDBAsyncClient | None
) -> Party | None:
    if skp is None or viewer.employee_id is None:
        return None
    if skp.employee_id == viewer.employee_id:
        return Party.EMPLOYEE
    line = await line_of(skp.employee_id, judging_day(skp.starts, skp.ends, today), db)
    return Party.LEADER if line is not None and line.rater_id == viewer.employee_id else None


async def unit_to_oversee(viewer: Viewer, unit_id: int | None, today: date) -> int | None:
    """The unit whose plans the viewer may count, else NotFound or NotAllowed.

    The offices see every unit (None: from the top). Whoever leads a unit sees it and those below
    it: their own unit, when they rate somebody in it or below it today and nobody of it rates
    them. Without a unit they get their own."""
    if allows(Operation.READ_PLANS, viewer):
        if unit_id is not None and not await WorkUnit.exists(id=unit_id):
            raise NotFound
        return unit_id
    own = await _unit_led(require_employee(viewer), today)
    if own is None:
        raise NotAllowed
    if unit_id is None or unit_id == own.id:
        return own.id
    if not await WorkUnit.exists(id=unit_id, path__startswith=own.path):
        raise NotFound
    return unit_id


async def _unit_led(employee_id: int, today: date) -> WorkUnit | None:
    person = await Employee.get(id=employee_id).select_related("unit")
    if person.unit is None:
        return None
    running = ReportingLine.filter(starts__lte=today).filter(Q(ends=None) | Q(ends__gte=today))
    below = running.filter(rater_id=employee_id, employee__unit__path__startswith=person.unit.path)
    if not await below.exists():
        return None
    above = await line_of(employee_id, today)
    if above is not None and await Employee.exists(id=above.rater_id, unit_id=person.unit_id):
        return None
    return person.unit


async def objection_to_read(
    viewer: Viewer, objection_id: int, db: BaseDBAsyncClient | None = None
) -> Objection:
    """An objection that concerns the viewer, else NotFound: whoever objects, explains or decides,
    the level to which a silence was reported, and who may read all of them."""
    found = await Objection.get_or_none(id=objection_id, using_db=db)
    if found is None or not (
        parties_to(viewer, found)
        or allows(Operation.READ_OBJECTIONS, viewer)
        or (viewer.employee_id is not None and found.escalated_to_id == viewer.employee_id)
        or (reported_to_team(found) and Role.PERFORMANCE_TEAM in viewer.roles)
    ):
        raise NotFound
    return found


def reported_to_team(objection: Objection) -> bool:
    """Whether the silence of a decider was reported to the Tim Penilai Kinerja: nobody is above."""
    return objection.decision_overdue_at is not None and objection.escalated_to_id is None


def parties_to(viewer: Viewer, objection: Objection) -> frozenset[ObjectionParty]:
    """What the viewer is to this objection."""
    return parties_of(
        viewer,
        employee_id=objection.employee_id,
        rater_id=objection.rater_id,
        decider_id=objection.decider_id,
        route=objection.route,
    )


def reads_every_unit(viewer: Viewer) -> bool:
    """Whether a role lets the viewer read every unit; others need to stand in a relation to it."""
    return allows(Operation.READ_UNIT, viewer)


def require_unit_reader(viewer: Viewer, member: bool, leader: bool, superior: bool) -> None:
    """Return for who may read a unit: a role, or one of these relations to it; else NotAllowed."""
    related = {
        relation
        for relation, holds in (
            (Relation.UNIT_MEMBER, member),
            (Relation.UNIT_LEADER, leader),
            (Relation.UNIT_SUPERIOR, superior),
        )
        if holds
    }
    if not reads_every_unit(viewer) and related.isdisjoint(ALLOWED[Operation.READ_UNIT]):
        raise NotAllowed


def require_unit_superior(viewer: Viewer, unit_id: int, superior_id: int | None) -> None:
    """Return when the viewer stands one level above the leader of this unit, else NotYourUnit."""
    mine = superior_id is not None and superior_id == viewer.employee_id
    if not mine or Relation.UNIT_SUPERIOR not in ALLOWED[Operation.SET_ACHIEVEMENT]:
        raise NotYourUnit(unit_id)
