"""Which line holds on a day, overlaps, and rings of raters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.rules.reporting import (
    FOREVER,
    Line,
    Span,
    find_cycles,
    judging_day,
    overlapping,
    rater_on,
    spans_of,
)
from schema.rules.vocabulary import Capacity

BOSS, ACTING, DAILY, NEXT = 1, 2, 3, 4
DEFINITIF, PLT, PLH = Capacity.DEFINITIF, Capacity.PLT, Capacity.PLH
NEW_YEAR = date(2026, 1, 1)


def day(number: int, month: int = 1) -> date:
    return date(2026, month, number)


LINES = [
    Line(BOSS, DEFINITIF, day(1), day(30, 6)),
    Line(NEXT, DEFINITIF, day(1, 7)),
    Line(ACTING, PLT, day(1, 3), day(31, 3)),
    Line(DAILY, PLH, day(20, 3), day(10, 4)),
]


@pytest.mark.parametrize(
    ("on", "rater"),
    [
        (date(2025, 12, 31), None),  # before any line
        (day(1), BOSS),  # the first day counts
        (day(28, 2), BOSS),
        (day(1, 3), ACTING),  # acting goes before definitive
        (day(25, 3), ACTING),  # PLT before PLH
        (day(31, 3), ACTING),  # the last day counts
        (day(1, 4), DAILY),
        (day(11, 4), BOSS),  # back to the definitive superior
        (day(30, 6), BOSS),
        (day(1, 7), NEXT),
        (date(2030, 1, 1), NEXT),  # a line without an end runs on
    ],
)
def test_which_line_holds(on: date, rater: int | None) -> None:
    line = rater_on(LINES, on)
    assert (line.rater_id if line else None) == rater


def test_the_latest_start_wins_within_a_capacity() -> None:
    lines = [Line(BOSS, DEFINITIF, day(1)), Line(NEXT, DEFINITIF, day(5))]
    assert rater_on(lines, day(4)) == lines[0]
    assert rater_on(lines, day(5)) == lines[1]


@pytest.mark.parametrize(
    ("today", "judged_on"),
    [
        (day(1), day(1, 4)),
        (day(15, 5), day(15, 5)),
        (day(30, 6), day(30, 6)),
        (day(9, 9), day(30, 6)),
    ],
)
def test_a_period_is_judged_on_its_last_day_or_today(today: date, judged_on: date) -> None:
    assert judging_day(day(1, 4), day(30, 6), today) == judged_on


def test_spans_are_the_days_of_each_rater() -> None:
    assert spans_of(LINES) == [
        Span(BOSS, day(1), day(28, 2)),
        Span(ACTING, day(1, 3), day(31, 3)),
        Span(DAILY, day(1, 4), day(10, 4)),
        Span(BOSS, day(11, 4), day(30, 6)),
        Span(NEXT, day(1, 7), FOREVER),
    ]


def test_overlaps_are_of_one_capacity() -> None:
    assert overlapping(LINES) == []
    late = Line(NEXT, DEFINITIF, day(30, 6))
    assert overlapping([LINES[0], late]) == [(LINES[0], late)]


def line_to(rater: int, starts: date = NEW_YEAR, ends: date | None = None) -> list[Span]:
    return spans_of([Line(rater, DEFINITIF, starts, ends)])


def test_finds_a_ring_and_its_days() -> None:
    spans = {10: line_to(20), 20: line_to(30, day(1, 2)), 30: line_to(10, day(1), day(31, 3))}
    (cycle,) = find_cycles(spans)
    assert cycle == ((10, 20, 30), day(1, 2), day(31, 3))


def test_who_leads_into_a_ring_is_not_in_it() -> None:
    spans = {1: line_to(10), 10: line_to(20), 20: line_to(10)}
    assert [set(cycle.members) for cycle in find_cycles(spans)] == [{10, 20}]


def test_self_rating_is_a_ring_of_one() -> None:
    assert [cycle.members for cycle in find_cycles({7: line_to(7)})] == [(7,)]


def test_no_ring_when_the_days_do_not_meet() -> None:
    spans = {10: line_to(20, day(1), day(31)), 20: line_to(10, day(1, 2))}
    assert find_cycles(spans) == []


def test_no_ring_when_an_acting_line_stands_before_it() -> None:
    acting = [Line(20, DEFINITIF, day(1)), Line(99, PLT, day(1))]
    assert find_cycles({10: spans_of(acting), 20: line_to(10)}) == []


def test_a_chain_of_ten_thousand_is_no_ring() -> None:
    assert find_cycles({who: line_to(who + 1) for who in range(10_000)}) == []


_days = st.integers(0, 60).map(lambda number: day(1) + timedelta(days=number))
_lines = st.lists(
    st.builds(
        lambda rater, capacity, starts, length: Line(
            rater,
            capacity,
            starts,
            None if length is None else starts + timedelta(days=length),
        ),
        st.integers(1, 5),
        st.sampled_from(Capacity),
        _days,
        st.none() | st.integers(0, 30),
    ),
    max_size=6,
)


@given(_lines, _days)
def test_spans_say_what_rater_on_says(lines: list[Line], on: date) -> None:
    line = rater_on(lines, on)
    holding = [span.rater_id for span in spans_of(lines) if span.starts <= on <= span.ends]
    assert holding == ([] if line is None else [line.rater_id])


@given(st.dictionaries(st.integers(1, 5), _lines, max_size=5), _days)
def test_a_ring_on_a_day_is_found_and_a_found_ring_is_one(
    lines: dict[int, list[Line]], on: date
) -> None:
    cycles = find_cycles({who: spans_of(known) for who, known in lines.items()})
    for cycle in cycles:
        for who, rater in zip(cycle.members, (*cycle.members[1:], cycle.members[0]), strict=True):
            line = rater_on(lines[who], cycle.starts)
            assert line is not None
            assert line.rater_id == rater
    for who in lines:
        ring = _walk_home(who, lines, on)
        assert ring is None or any(set(cycle.members) == ring for cycle in cycles)


def _walk_home(who: int, lines: dict[int, list[Line]], on: date) -> set[int] | None:
    """The people on the way from `who` up and back to `who` on a day, by plain walking."""
    seen: list[int] = []
    at: int | None = who
    while at is not None and at not in seen:
        seen.append(at)
        line = rater_on(lines.get(at, []), on)
        at = line.rater_id if line else None
    return set(seen) if at == who else None
