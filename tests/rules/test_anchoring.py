"""Nobody's first judgement is drawn by the other's number."""

from datetime import date

import pytest

from schema.rules.anchoring import SelfPhase, Sight, moved, self_phase, sight_of_rater
from schema.rules.vocabulary import Rating

OPENS, CLOSES = date(2026, 9, 24), date(2026, 10, 20)


@pytest.mark.parametrize(
    ("today", "committed", "given", "phase"),
    [
        (date(2026, 9, 23), False, False, SelfPhase.UPCOMING),
        (date(2026, 9, 24), False, False, SelfPhase.OPEN),
        (date(2026, 10, 20), False, False, SelfPhase.OPEN),
        (date(2026, 10, 21), False, False, SelfPhase.ENDED),
        (date(2026, 10, 6), False, True, SelfPhase.RESULT_GIVEN),
        (date(2026, 10, 6), True, True, SelfPhase.COMMITTED),
        (date(2026, 11, 6), True, False, SelfPhase.COMMITTED),
    ],
)
def test_phase_of_a_self_assessment(
    today: date, committed: bool, given: bool, phase: SelfPhase
) -> None:
    assert self_phase(OPENS, CLOSES, today, committed=committed, result_given=given) is phase


@pytest.mark.parametrize(
    ("today", "self_committed", "rater_committed", "sight"),
    [
        (date(2026, 10, 6), False, False, Sight.NONE),
        (date(2026, 10, 6), False, True, Sight.NONE),
        (date(2026, 10, 6), True, False, Sight.HIDDEN),
        (date(2026, 10, 20), True, False, Sight.HIDDEN),
        (date(2026, 10, 6), True, True, Sight.SHOWN),
        (date(2026, 10, 21), True, False, Sight.SHOWN),
        (date(2026, 10, 21), False, False, Sight.NONE),
    ],
)
def test_what_a_rater_sees(
    today: date, self_committed: bool, rater_committed: bool, sight: Sight
) -> None:
    seen = sight_of_rater(
        CLOSES, today, apart=True, self_committed=self_committed, rater_committed=rater_committed
    )
    assert seen is sight


@pytest.mark.parametrize(("sent", "sight"), [(False, Sight.NONE), (True, Sight.SHOWN)])
def test_where_first_judgements_are_not_apart_what_was_sent_is_seen(
    sent: bool, sight: Sight
) -> None:
    assert sight is sight_of_rater(
        CLOSES, OPENS, apart=False, self_committed=sent, rater_committed=False
    )


def test_what_moved_since_the_first_judgement() -> None:
    first = {"BOP": Rating.SESUAI, "AKU": Rating.DI_ATAS, "gone": Rating.SESUAI}
    now = {"AKU": Rating.SESUAI, "BOP": Rating.SESUAI, "new": None}
    assert moved(first, now) == ["AKU"]
