"""The chain above a rater on a day, and to whom an objection goes by it (rules/routing.py)."""

from collections.abc import Sequence
from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q

from schema.models import Employee, Objection, ReportingLine, RoleGrant
from schema.rules.reporting import rater_on
from schema.rules.routing import Base, Routed, RouteReason, Rung, base_of_route, route_objection
from schema.rules.vocabulary import Capacity, LegalStanding, Role, Route

MOST_LEVELS = 8  # a kabupaten has five or six


async def ladder_above(person_id: int, day: date, db: BaseDBAsyncClient) -> list[Rung]:
    """The levels above a person on that day, lowest first; a vacant post is a rung too."""
    ladder: list[Rung] = []
    seen, below = {person_id}, person_id
    while len(ladder) < MOST_LEVELS:
        lines = await (
            ReportingLine.filter(employee_id=below, starts__lte=day)
            .using_db(db)
            .select_related("rater")
        )
        held = [line for line in lines if line.ends is None or line.ends >= line.starts]
        line = rater_on(held, day)
        holder = _holder(held, day)
        if holder is None or holder in seen:
            break
        ladder.append(Rung(None) if line is None else _rung(line))
        below = holder
        seen.add(below)
    return ladder


def _holder(lines: list[ReportingLine], day: date) -> int | None:
    """Who holds the post above, or held it last: the way up goes on from there, since whoever
    acts for a post has a superior of their own elsewhere. None when nobody ever did."""
    own = [line for line in lines if line.capacity is Capacity.DEFINITIF] or lines
    last = rater_on(own, day) or max(
        own, key=lambda one: (one.ends or day, one.starts), default=None
    )
    return None if last is None else last.rater_id


def _rung(line: ReportingLine) -> Rung:
    active = line.rater.standing is LegalStanding.ACTIVE
    return Rung(line.rater_id, line.capacity, active)


async def first_route(rater_id: int, objector_id: int, day: date, db: BaseDBAsyncClient) -> Routed:
    """Where an objection goes that is filed on that day."""
    ladder = await ladder_above(rater_id, day, db)
    return route_objection(ladder, rater_id=rater_id, objector_id=objector_id)


async def route_today(objection: Objection, day: date, db: BaseDBAsyncClient) -> Routed:
    """Where a running objection lies today: with the holder of the post, whoever came and went."""
    people = await Employee.filter(id__in=[objection.rater_id, objection.employee_id]).using_db(db)
    by_id = {person.id: person for person in people}
    base = base_of_route(
        rater_stayed=_stayed(by_id[objection.rater_id], objection.rater_unit_id),
        objector_stayed=_stayed(by_id[objection.employee_id], objection.employee_unit_id),
    )
    if base is Base.RATER:
        return await first_route(objection.rater_id, objection.employee_id, day, db)
    if base is Base.SUCCESSOR_OF_RATER:
        routed = await _by_successor(objection, day, db)
        if routed is not None:
            return routed
    return await _as_it_lies(objection, day, db)


async def next_level(objection: Objection, day: date, db: BaseDBAsyncClient) -> int | None:
    """To whom the silence of a decider is reported: the first fit person above; None: the team."""
    if objection.decider_id is None:
        return None
    ladder = await ladder_above(objection.decider_id, day, db)
    routed = route_objection(ladder, rater_id=objection.rater_id, objector_id=objection.employee_id)
    return routed.decider_id


async def team_members(day: date, db: BaseDBAsyncClient) -> list[int]:
    """Employee ids of the Tim Penilai Kinerja on that day."""
    grants = RoleGrant.filter(
        Q(ends__isnull=True) | Q(ends__gte=day), role=Role.PERFORMANCE_TEAM, starts__lte=day
    )
    found = await (
        grants.filter(account__employee_id__isnull=False, account__disabled_at__isnull=True)
        .using_db(db)
        .values_list("account__employee_id", flat=True)
    )
    return sorted({int(str(employee)) for employee in found})


def _stayed(person: Employee, unit_id: int | None) -> bool:
    return person.standing is LegalStanding.ACTIVE and person.unit_id == unit_id


async def _by_successor(objection: Objection, day: date, db: BaseDBAsyncClient) -> Routed | None:
    """By the one who rates the objector now; None while nobody does."""
    lines = await ReportingLine.filter(employee_id=objection.employee_id, starts__lte=day).using_db(
        db
    )
    line = rater_on(lines, day)
    if line is None:
        return None
    ladder = await ladder_above(line.rater_id, day, db)
    if line.rater_id == objection.decider_id:  # the decider rates the objector while it is vacant
        return await _as_it_lies(objection, day, db)
    routed = route_objection(ladder, rater_id=objection.rater_id, objector_id=objection.employee_id)
    return routed._replace(reasons=(RouteReason.RATER_MOVED, *routed.reasons))


async def _as_it_lies(objection: Objection, day: date, db: BaseDBAsyncClient) -> Routed:
    """With the one who has it, or, when that person may not act any more, with the next level."""
    if objection.decider_id is None:
        return Routed(None, objection.route, _reasons(objection.route_reasons))
    decider = await Employee.get(id=objection.decider_id, using_db=db)
    if decider.standing is LegalStanding.ACTIVE:
        return Routed(decider.id, objection.route, _reasons(objection.route_reasons))
    above = await next_level(objection, day, db)
    route = Route.PERFORMANCE_TEAM if above is None else Route.NEXT_LEVEL
    last = RouteReason.CHAIN_ENDS if above is None else RouteReason.NEXT_LEVEL_UP
    return Routed(above, route, (RouteReason.POST_INACTIVE, last))


def _reasons(codes: Sequence[str]) -> tuple[RouteReason, ...]:
    return tuple(RouteReason(code) for code in codes)
