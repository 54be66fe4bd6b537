"""The machine itself: every state x event x party, and its page."""

from datetime import date
from itertools import product

import pytest

from schema.rules.cycle import (
    FINAL,
    MOVES,
    OPEN,
    PAST,
    RUNNING,
    Guard,
    Moment,
    Refused,
    Why,
    possible,
    step,
)
from schema.rules.cycle import CycleEvent as E
from schema.rules.cycle import Party as P
from schema.rules.cycle_drawing import drawing, table
from schema.rules.vocabulary import CycleState as S

DAY = date(2026, 10, 6)
IN_TERM = Moment(DAY, object_due=DAY, ends=DAY)
OVER = Moment(DAY, object_due=date(2026, 10, 5), ends=date(2026, 10, 5))
HEARD = Moment(DAY, object_due=DAY, ends=DAY, answered=True, answer_due=DAY)


@pytest.mark.parametrize(("state", "event", "by"), list(product(S, E, P)))
def test_only_the_moves_of_the_table_are_possible(state: S, event: E, by: P) -> None:
    moves = [m for m in MOVES if (m.source, m.event, m.by) == (state, event, by)]
    for moment in (IN_TERM, OVER, HEARD):
        if event in possible(state, [by], moment):
            assert [step(state, event, by, moment)] == [move.target for move in moves]
        else:
            with pytest.raises(Refused):
                step(state, event, by, moment)


@pytest.mark.parametrize(
    ("state", "event", "by", "moment", "why"),
    [
        (S.SUBMITTED, E.OBJECT, P.EMPLOYEE, IN_TERM, Why.NOT_DELIVERED),
        (S.DELIVERED, E.OBJECT, P.EMPLOYEE, OVER, Why.OBJECTION_TOO_LATE),
        (S.UNSIGNED, E.OBJECT, P.EMPLOYEE, OVER, Why.OBJECTION_TOO_LATE),
        (S.ACCEPTED, E.OBJECT, P.EMPLOYEE, IN_TERM, Why.ALREADY_ACCEPTED),
        (S.OBJECTED, E.OBJECT, P.EMPLOYEE, IN_TERM, Why.OBJECTION_RUNNING),
        (S.ANSWERED, E.ACCEPT, P.EMPLOYEE, IN_TERM, Why.OBJECTION_RUNNING),
        (S.OBJECTED, E.CORRECT, P.RATER, IN_TERM, Why.OBJECTION_RUNNING),
        (S.UPHELD, E.OBJECT, P.EMPLOYEE, IN_TERM, Why.RESULT_FINAL),
        (S.UPHELD, E.CORRECT, P.RATER, IN_TERM, Why.RESULT_FINAL),
        (S.DECIDED, E.OBJECT, P.EMPLOYEE, IN_TERM, Why.RESULT_FINAL),
        (S.DECIDED, E.CORRECT, P.RATER, IN_TERM, Why.RESULT_FINAL),
        (S.REPLACED, E.ACCEPT, P.EMPLOYEE, IN_TERM, Why.RESULT_REPLACED),
        (S.OBJECTED, E.UPHOLD, P.DECIDER, Moment(DAY, answer_due=DAY), Why.ANSWER_AWAITED),
        (S.OBJECTED, E.UPHOLD, P.RATER, HEARD, Why.NOT_POSSIBLE),
        (S.DELIVERED, E.ANSWER, P.RATER, IN_TERM, Why.NO_OBJECTION),
        (S.DELIVERED, E.END_TERM, P.PROGRAM, IN_TERM, Why.NOT_POSSIBLE),
    ],
)
def test_why_a_step_is_refused(state: S, event: E, by: P, moment: Moment, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        step(state, event, by, moment)
    assert refused.value.why is why


def test_silence_of_the_rater_does_not_block_the_decider() -> None:
    late = Moment(DAY, answer_due=date(2026, 10, 5))
    assert step(S.OBJECTED, E.UPHOLD, P.DECIDER, late) is S.UPHELD


def test_what_is_final_or_past_leads_nowhere() -> None:
    assert [move for move in MOVES if move.source in FINAL | PAST] == []
    groups = [FINAL, PAST, RUNNING, OPEN]
    assert sum(len(group) for group in groups) == len(frozenset[S]().union(*groups)), "no overlap"


def test_every_state_can_be_reached() -> None:
    assert {move.target for move in MOVES} | {S.DRAFT} == set(S)


def test_the_page_shows_every_move() -> None:
    assert drawing().count("-->") == len(MOVES) + 1 + len(FINAL | PAST)
    assert table().count("\n") == len(MOVES) + 2
    assert all(str(guard) for guard in Guard)
