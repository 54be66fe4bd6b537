"""What follows from a new rater, as a table: the change, and what becomes of each review."""

from datetime import date

import pytest

from schema.rules.following import Written, effect
from schema.rules.reporting import Line
from schema.rules.stints import Days, Post, Stint, stints
from schema.rules.vocabulary import Capacity, Fate

QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30))
LONG_AGO = date(2015, 3, 1)
TODAY = date(2026, 10, 6)
DEWI, HENDRA, RAHMAT = 1, 2, 3


def judged(*lines: Line) -> list[Stint]:
    """The quarter by these lines."""
    return stints(QUARTER, [Post((1, 1), LONG_AGO)], lines, [], LONG_AGO, TODAY)


HENDRA_ALONE = judged(Line(HENDRA, Capacity.DEFINITIF, LONG_AGO))
MENDED_FROM_JULY = judged(
    Line(HENDRA, Capacity.DEFINITIF, LONG_AGO, date(2026, 6, 30)),
    Line(RAHMAT, Capacity.DEFINITIF, date(2026, 7, 1)),
)
CHANGED_IN_AUGUST = judged(
    Line(HENDRA, Capacity.DEFINITIF, LONG_AGO, date(2026, 8, 15)),
    Line(RAHMAT, Capacity.DEFINITIF, date(2026, 8, 16)),
)
CHANGED_IN_OCTOBER = judged(
    Line(HENDRA, Capacity.DEFINITIF, LONG_AGO, date(2026, 9, 30)),
    Line(RAHMAT, Capacity.DEFINITIF, date(2026, 10, 1)),
)
DRAFT = Written(7, HENDRA, 0, drafting=True)
GIVEN = Written(7, HENDRA, 1, drafting=False)
CORRECTING = Written(7, HENDRA, 1, drafting=True)

CASES: list[tuple[str, list[Stint], Written, Fate, tuple[int, ...]]] = [
    ("never the rater: history", MENDED_FROM_JULY, DRAFT, Fate.STAYS_HISTORY, (RAHMAT,)),
    ("rater for a while: input", CHANGED_IN_AUGUST, DRAFT, Fate.BECOMES_INPUT, (RAHMAT,)),
    ("after the period: goes on", CHANGED_IN_OCTOBER, DRAFT, Fate.GOES_ON, (HENDRA,)),
    ("given: stays", MENDED_FROM_JULY, GIVEN, Fate.GIVEN_STAYS, (RAHMAT,)),
    ("a correction begun: stays", CHANGED_IN_AUGUST, CORRECTING, Fate.GIVEN_STAYS, (RAHMAT,)),
]


@pytest.mark.parametrize(
    ("after", "written", "fate", "judging"),
    [row[1:] for row in CASES],
    ids=[row[0] for row in CASES],
)
def test_what_becomes_of_a_review(
    after: list[Stint], written: Written, fate: Fate, judging: tuple[int, ...]
) -> None:
    found = effect(HENDRA_ALONE, after, [written])
    assert (found.before, found.after) == ((HENDRA,), judging)
    assert [it.fate for it in found.reviews] == [fate]
    assert found.changed is (judging != (HENDRA,))
