"""The cycle of a plan: every step of both in every state, as one table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.rules.skp_cycle import MOVES, Party, SkpStep, after, steps_of, turn
from schema.rules.skp_drawing import drawing
from schema.rules.vocabulary import SkpState

E, L = Party.EMPLOYEE, Party.LEADER
ALLOWED: dict[tuple[Party, SkpState, bool], list[str]] = {
    (E, SkpState.DRAFT, False): ["SAVE", "SUBMIT"],
    (E, SkpState.DRAFT, True): ["SAVE", "SUBMIT", "ABANDON_CHANGE"],
    (E, SkpState.SUBMITTED, False): ["WITHDRAW"],
    (E, SkpState.SUBMITTED, True): ["WITHDRAW"],
    (E, SkpState.RETURNED, False): ["SAVE", "SUBMIT"],
    (E, SkpState.RETURNED, True): ["SAVE", "SUBMIT", "ABANDON_CHANGE"],
    (E, SkpState.AGREED, True): ["START_CHANGE"],
    (L, SkpState.SUBMITTED, False): ["SAVE", "RETURN", "AGREE"],
    (L, SkpState.SUBMITTED, True): ["SAVE", "RETURN", "AGREE"],
    (L, SkpState.AGREED, True): ["START_CHANGE"],
}


@pytest.mark.parametrize("party", Party)
@pytest.mark.parametrize("state", SkpState)
@pytest.mark.parametrize("in_force", [False, True])
def test_what_each_of_the_two_may_do(party: Party, state: SkpState, in_force: bool) -> None:
    expected = ALLOWED.get((party, state, in_force), [])
    assert [str(step) for step in steps_of(party, state, int(in_force))] == expected


def test_only_the_program_closes_a_plan_and_from_there_nothing_leads_on() -> None:
    assert {move.party for move in MOVES if move.step is SkpStep.CLOSE} == {None}
    assert not any(move.before is SkpState.CLOSED for move in MOVES)
    assert turn(SkpState.CLOSED) is None


@given(st.lists(st.tuples(st.sampled_from(SkpStep), st.sampled_from([*Party, None])), max_size=40))
def test_no_walk_agrees_without_the_leader_or_loses_the_version_in_force(
    walk: list[tuple[SkpStep, Party | None]],
) -> None:
    state, number = SkpState.DRAFT, 0
    for step, party in walk:
        follows = after(step, party, state, number)
        if follows is None:
            continue
        if step is SkpStep.AGREE:
            assert (party, state) == (Party.LEADER, SkpState.SUBMITTED)
            number += 1
        assert (follows is SkpState.AGREED) <= (number > 0), "agreed means a version is in force"
        state = follows


def test_the_drawing_shows_every_move() -> None:
    assert drawing().count(" --> ") == len(MOVES) + 2
