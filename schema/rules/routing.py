"""To whom an objection goes: the superior of the rater, or who stands in for that post.

Sources: PP 30/2019 Ps 59 (atasan dari Pejabat Penilai Kinerja); where the text is silent, the
defaults of domain.md 13. The decider is never the rater nor the objector. Above a post that nobody
holds, or that may not decide, it is the next level's turn; at the end of the chain the Tim Penilai
Kinerja decides. Every step that was passed over is named."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from schema.rules.vocabulary import Capacity, Route


class RouteReason(StrEnum):
    """Why an objection went where it went."""

    SUPERIOR_OF_RATER = "SUPERIOR_OF_RATER"
    ACTS_FOR_SUPERIOR = "ACTS_FOR_SUPERIOR"
    POST_VACANT = "POST_VACANT"
    POST_INACTIVE = "POST_INACTIVE"  # on leave without pay, dismissed, retired ...
    IS_THE_RATER = "IS_THE_RATER"
    IS_THE_OBJECTOR = "IS_THE_OBJECTOR"
    NEXT_LEVEL_UP = "NEXT_LEVEL_UP"
    CHAIN_ENDS = "CHAIN_ENDS"
    RATER_MOVED = "RATER_MOVED"  # the way starts from the rater who came after
    DECIDER_REPLACED = "DECIDER_REPLACED"


class Rung(NamedTuple):
    """One level above the rater on the day: who holds the post, and as what.

    `person_id` is None where nobody holds it; `active` is false for who may not act."""

    person_id: int | None
    capacity: Capacity = Capacity.DEFINITIF
    active: bool = True


class Routed(NamedTuple):
    """Who decides (None: the Tim Penilai Kinerja), and why, in the order of looking."""

    decider_id: int | None
    route: Route
    reasons: tuple[RouteReason, ...]


def route_objection(ladder: Sequence[Rung], *, rater_id: int, objector_id: int) -> Routed:
    """Where an objection goes. `ladder` is the chain above the rater, lowest level first."""
    reasons: list[RouteReason] = []
    for level, rung in enumerate(ladder):
        refused = _unfit(rung, rater_id, objector_id)
        if refused is None and rung.person_id is not None:
            return _found(rung, level, reasons)
        reasons += [refused] if refused is not None else []
    return Routed(None, Route.PERFORMANCE_TEAM, (*reasons, RouteReason.CHAIN_ENDS))


def above(ladder: Sequence[Rung], decider_id: int | None) -> Sequence[Rung]:
    """The levels over the decider: to whom a silence is reported next."""
    for level, rung in enumerate(ladder):
        if rung.person_id == decider_id and decider_id is not None:
            return ladder[level + 1 :]
    return ()


class Base(StrEnum):
    """From whom the way up is walked again while an objection runs."""

    RATER = "RATER"
    SUCCESSOR_OF_RATER = "SUCCESSOR_OF_RATER"
    DECIDER = "DECIDER"


def base_of_route(*, rater_stayed: bool, objector_stayed: bool) -> Base:
    """Whose superior decides today, so that an objection stays with the post, not the person.

    A rater still in the unit of the filing leads to the holder of the post today. When the rater
    has left and the objector has not, the one who rates the objector now leads there. When both
    have left, the one who had it keeps it."""
    if rater_stayed:
        return Base.RATER
    return Base.SUCCESSOR_OF_RATER if objector_stayed else Base.DECIDER


def _unfit(rung: Rung, rater_id: int, objector_id: int) -> RouteReason | None:
    if rung.person_id is None:
        return RouteReason.POST_VACANT
    if rung.person_id == rater_id:
        return RouteReason.IS_THE_RATER
    if rung.person_id == objector_id:
        return RouteReason.IS_THE_OBJECTOR
    return None if rung.active else RouteReason.POST_INACTIVE


def _found(rung: Rung, level: int, passed: list[RouteReason]) -> Routed:
    if level > 0:
        return Routed(rung.person_id, Route.NEXT_LEVEL, (*passed, RouteReason.NEXT_LEVEL_UP))
    if rung.capacity is Capacity.DEFINITIF:
        return Routed(rung.person_id, Route.SUPERIOR, (RouteReason.SUPERIOR_OF_RATER,))
    return Routed(rung.person_id, Route.ACTING, (RouteReason.ACTS_FOR_SUPERIOR,))
