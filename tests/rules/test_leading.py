"""Who leads a unit, by small offices drawn out."""

import pytest

from schema.rules.leading import Post, RatedBelow, leader_of

# Unit 1 is a dinas; 2 a bidang and 3 a puskesmas below it; 9 another office.
DINAS, BIDANG, PUSKESMAS, OTHER = 1, 2, 3, 9
HEAD, SECOND, CHIEF, NURSE, CLERK, ABOVE = 10, 11, 20, 30, 31, 90
PARENT = {DINAS: None, BIDANG: DINAS, PUSKESMAS: DINAS, OTHER: None}


def line(rater: int, employee: int, unit: int) -> RatedBelow:
    return RatedBelow(rater, employee, unit, PARENT[unit])


@pytest.mark.parametrize(
    ("unit", "posts", "lines", "leader"),
    [
        # The head of a small unit rates its people.
        (PUSKESMAS, [Post(CHIEF, 3), Post(NURSE, 3)], [line(CHIEF, NURSE, 3)], CHIEF),
        # The head of a dinas rates heads of units below only.
        (DINAS, [Post(HEAD, 1)], [line(HEAD, CHIEF, 3)], HEAD),
        # Two levels in one unit: who is rated by the other does not lead it.
        (
            DINAS,
            [Post(HEAD, 1), Post(SECOND, 1)],
            [line(HEAD, SECOND, 1), line(SECOND, CLERK, 1)],
            HEAD,
        ),
        # Somebody from outside who rates here (a Plt, a superior) does not lead the unit.
        (PUSKESMAS, [Post(NURSE, 3)], [line(ABOVE, NURSE, 3)], None),
        # Rating people elsewhere does not make one the head of the own unit.
        (PUSKESMAS, [Post(CHIEF, 3)], [line(CHIEF, CLERK, 9)], None),
        # Two side by side: the higher eselon leads.
        (
            DINAS,
            [Post(HEAD, 1, "II.b"), Post(SECOND, 1, "III.a")],
            [line(HEAD, CHIEF, 3), line(SECOND, CLERK, 1)],
            HEAD,
        ),
        # The same eselon, or none: nobody is guessed.
        (
            DINAS,
            [Post(HEAD, 1), Post(SECOND, 1)],
            [line(HEAD, CHIEF, 3), line(SECOND, CLERK, 1)],
            None,
        ),
        # A line that names its own employee leads nothing.
        (PUSKESMAS, [Post(CHIEF, 3)], [line(CHIEF, CHIEF, 3)], None),
        (PUSKESMAS, [], [], None),
    ],
)
def test_leader(unit: int, posts: list[Post], lines: list[RatedBelow], leader: int | None) -> None:
    assert leader_of(unit, posts, lines) == leader


@pytest.mark.parametrize(
    ("one", "other"), [("II.a", "II.b"), ("II.b", "III.a"), ("III.b", "IV.a"), ("IV.b", "")]
)
def test_the_order_of_eselon(one: str, other: str) -> None:
    posts = [Post(SECOND, 1, other), Post(HEAD, 1, one)]
    lines = [line(HEAD, CHIEF, 3), line(SECOND, CLERK, 1)]
    assert leader_of(DINAS, posts, lines) == HEAD
