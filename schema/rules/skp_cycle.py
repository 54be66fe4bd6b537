"""The life of a plan: which step may follow in which state, and whose turn it is.

The state is that of the open document. While `number` is above 0 an agreed version is in force
whatever the state of the document: a change that is being talked about leaves it standing.
docs/cycle-skp.md is drawn from it (rules/skp_drawing.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.rules.vocabulary import SkpState


class Party(StrEnum):
    """The two who plan together."""

    EMPLOYEE = "EMPLOYEE"
    LEADER = "LEADER"


class SkpStep(StrEnum):
    """What can be done to a plan."""

    SAVE = "SAVE"  # type in it
    SUBMIT = "SUBMIT"
    WITHDRAW = "WITHDRAW"  # take a submitted one back to go on writing
    RETURN = "RETURN"  # with a reason, and perhaps with the leader's edits
    AGREE = "AGREE"
    START_CHANGE = "START_CHANGE"  # of an agreed plan, with a reason
    ABANDON_CHANGE = "ABANDON_CHANGE"  # the version in force stays
    CLOSE = "CLOSE"  # the post has changed


@dataclass(frozen=True, slots=True)
class Move:
    """One step: who may take it from where to where. `needs_version`: only with one in force."""

    step: SkpStep
    party: Party | None  # None: the program, on behalf of either
    before: SkpState
    after: SkpState
    needs_version: bool = False


_E, _L, _S = Party.EMPLOYEE, Party.LEADER, SkpState

MOVES: tuple[Move, ...] = (
    Move(SkpStep.SAVE, _E, _S.DRAFT, _S.DRAFT),
    Move(SkpStep.SAVE, _E, _S.RETURNED, _S.RETURNED),
    Move(SkpStep.SAVE, _L, _S.SUBMITTED, _S.SUBMITTED),
    Move(SkpStep.SUBMIT, _E, _S.DRAFT, _S.SUBMITTED),
    Move(SkpStep.SUBMIT, _E, _S.RETURNED, _S.SUBMITTED),
    Move(SkpStep.WITHDRAW, _E, _S.SUBMITTED, _S.DRAFT),
    Move(SkpStep.RETURN, _L, _S.SUBMITTED, _S.RETURNED),
    Move(SkpStep.AGREE, _L, _S.SUBMITTED, _S.AGREED),
    Move(SkpStep.START_CHANGE, _E, _S.AGREED, _S.DRAFT, needs_version=True),
    Move(SkpStep.START_CHANGE, _L, _S.AGREED, _S.RETURNED, needs_version=True),
    Move(SkpStep.ABANDON_CHANGE, _E, _S.DRAFT, _S.AGREED, needs_version=True),
    Move(SkpStep.ABANDON_CHANGE, _E, _S.RETURNED, _S.AGREED, needs_version=True),
    Move(SkpStep.CLOSE, None, _S.DRAFT, _S.CLOSED),
    Move(SkpStep.CLOSE, None, _S.SUBMITTED, _S.CLOSED),
    Move(SkpStep.CLOSE, None, _S.RETURNED, _S.CLOSED),
    Move(SkpStep.CLOSE, None, _S.AGREED, _S.CLOSED),
)

_TABLE: Mapping[tuple[SkpStep, Party | None, SkpState], Move] = {
    (move.step, move.party, move.before): move for move in MOVES
}


def after(step: SkpStep, party: Party | None, state: SkpState, number: int) -> SkpState | None:
    """The state that follows, or None where this party may not take this step now.

    `number` is that of the version in force, 0 for none."""
    move = _TABLE.get((step, party, state))
    if move is None or (move.needs_version and number == 0):
        return None
    return move.after


def steps_of(party: Party, state: SkpState, number: int) -> tuple[SkpStep, ...]:
    """What a party may do now, in the order of the enum: what a phone offers."""
    return tuple(step for step in SkpStep if after(step, party, state, number) is not None)


def turn(state: SkpState) -> Party | None:
    """Who is waited for; None once nothing is open."""
    return {
        SkpState.DRAFT: Party.EMPLOYEE,
        SkpState.RETURNED: Party.EMPLOYEE,
        SkpState.SUBMITTED: Party.LEADER,
    }.get(state)
