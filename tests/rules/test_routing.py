"""To whom an objection goes: the cases of PP 30/2019 Ps 59 and domain.md 13, as a table."""

import pytest

from schema.rules.routing import Base, RouteReason, Rung, above, base_of_route, route_objection
from schema.rules.vocabulary import Capacity, Route

OBJECTOR, RATER, HEAD, SEKDA, ACTING = 1, 2, 3, 4, 5
PLT, PLH = Capacity.PLT, Capacity.PLH
R = RouteReason
GONE = Rung(HEAD, active=False)

# ladder above the rater, who decides, by which route, why
CASES = [
    ([Rung(HEAD), Rung(SEKDA)], HEAD, Route.SUPERIOR, [R.SUPERIOR_OF_RATER]),
    ([Rung(ACTING, PLT), Rung(SEKDA)], ACTING, Route.ACTING, [R.ACTS_FOR_SUPERIOR]),
    ([Rung(ACTING, PLH)], ACTING, Route.ACTING, [R.ACTS_FOR_SUPERIOR]),
    (
        [Rung(OBJECTOR, PLT), Rung(SEKDA)],
        SEKDA,
        Route.NEXT_LEVEL,
        [R.IS_THE_OBJECTOR, R.NEXT_LEVEL_UP],
    ),
    ([Rung(RATER, PLH), Rung(SEKDA)], SEKDA, Route.NEXT_LEVEL, [R.IS_THE_RATER, R.NEXT_LEVEL_UP]),
    ([Rung(None), Rung(SEKDA)], SEKDA, Route.NEXT_LEVEL, [R.POST_VACANT, R.NEXT_LEVEL_UP]),
    ([GONE, Rung(SEKDA)], SEKDA, Route.NEXT_LEVEL, [R.POST_INACTIVE, R.NEXT_LEVEL_UP]),
    (
        [Rung(None), Rung(None), Rung(SEKDA)],
        SEKDA,
        Route.NEXT_LEVEL,
        [R.POST_VACANT, R.POST_VACANT, R.NEXT_LEVEL_UP],
    ),
    ([], None, Route.PERFORMANCE_TEAM, [R.CHAIN_ENDS]),
    ([Rung(None)], None, Route.PERFORMANCE_TEAM, [R.POST_VACANT, R.CHAIN_ENDS]),
    ([Rung(OBJECTOR)], None, Route.PERFORMANCE_TEAM, [R.IS_THE_OBJECTOR, R.CHAIN_ENDS]),
    (
        [Rung(OBJECTOR, PLT), Rung(RATER), GONE],
        None,
        Route.PERFORMANCE_TEAM,
        [R.IS_THE_OBJECTOR, R.IS_THE_RATER, R.POST_INACTIVE, R.CHAIN_ENDS],
    ),
]


@pytest.mark.parametrize(("ladder", "decider", "route", "reasons"), CASES)
def test_where_an_objection_goes(
    ladder: list[Rung], decider: int | None, route: Route, reasons: list[RouteReason]
) -> None:
    routed = route_objection(ladder, rater_id=RATER, objector_id=OBJECTOR)
    assert (routed.decider_id, routed.route, list(routed.reasons)) == (decider, route, reasons)
    assert routed.decider_id not in (RATER, OBJECTOR)


@pytest.mark.parametrize(
    ("rater_stayed", "objector_stayed", "base"),
    [
        (True, True, Base.RATER),
        (True, False, Base.RATER),  # the objector was moved: the post above the rater decides
        (False, True, Base.SUCCESSOR_OF_RATER),
        (False, False, Base.DECIDER),
    ],
)
def test_an_objection_stays_with_the_post(
    rater_stayed: bool, objector_stayed: bool, base: Base
) -> None:
    assert base_of_route(rater_stayed=rater_stayed, objector_stayed=objector_stayed) is base


def test_the_levels_above_a_decider() -> None:
    ladder = [Rung(HEAD), Rung(SEKDA)]
    assert list(above(ladder, HEAD)) == [Rung(SEKDA)]
    assert list(above(ladder, SEKDA)) == []
    assert list(above(ladder, None)) == []
