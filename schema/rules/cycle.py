"""The life of an evaluation as one machine: states, who may cause what, under which guard.

Until it is delivered it belongs to its rater (DRAFT, SUBMITTED: the review). From there on each
result version has a life of its own: its terms, and at most one objection that is decided. Sources:
PP 30/2019 Ps 59 (objection, decision, final), domain.md 6 and 13. The drawing docs/cycle.md is
made of this table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from schema.rules.vocabulary import CycleState


class CycleEvent(StrEnum):
    """What can happen to a version."""

    SUBMIT = "SUBMIT"
    DELIVER = "DELIVER"
    ACCEPT = "ACCEPT"
    END_TERM = "END_TERM"
    OBJECT = "OBJECT"
    ANSWER = "ANSWER"
    WITHDRAW = "WITHDRAW"
    UPHOLD = "UPHOLD"
    CHANGE = "CHANGE"
    CORRECT = "CORRECT"
    SET_BY_DECISION = "SET_BY_DECISION"


class Party(StrEnum):
    """Who somebody is to a version."""

    EMPLOYEE = "EMPLOYEE"
    RATER = "RATER"
    DECIDER = "DECIDER"
    PROGRAM = "PROGRAM"


class Guard(StrEnum):
    """What must hold besides the state."""

    IN_TERM = "IN_TERM"  # today is not after the last day for objecting
    TERM_OVER = "TERM_OVER"  # today is after the last day for signing and objecting
    BOTH_HEARD = "BOTH_HEARD"  # the rater has explained, or had the time to (PP 30/2019 Ps 59)


class Why(StrEnum):
    """Why something cannot happen: the code of the refusal."""

    NOT_DELIVERED = "NOT_DELIVERED"
    ALREADY_ACCEPTED = "ALREADY_ACCEPTED"
    OBJECTION_TOO_LATE = "OBJECTION_TOO_LATE"
    OBJECTION_RUNNING = "OBJECTION_RUNNING"
    NO_OBJECTION = "NO_OBJECTION"
    RESULT_FINAL = "RESULT_FINAL"
    RESULT_REPLACED = "RESULT_REPLACED"
    ANSWER_AWAITED = "ANSWER_AWAITED"
    NOT_POSSIBLE = "NOT_POSSIBLE"  # whoever asks has no part in it, or there is no such step


class Move(NamedTuple):
    """One arrow of the machine."""

    event: CycleEvent
    source: CycleState
    target: CycleState
    by: Party
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What the guards look at. Dates that a state does not have are None."""

    today: date
    object_due: date | None = None
    ends: date | None = None
    answered: bool = False
    answer_due: date | None = None


class Refused(Exception):
    """The step is not possible; `why` says so for programs."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)


_S, _E, _P = CycleState, CycleEvent, Party
RUNNING = frozenset({_S.OBJECTED, _S.ANSWERED})  # an objection is being examined
OPEN = frozenset({_S.DELIVERED, _S.ACCEPTED, _S.UNSIGNED})  # a correction may replace it
FINAL = frozenset({_S.UPHELD, _S.DECIDED})  # nobody changes it any more
PAST = frozenset({_S.CHANGED, _S.REPLACED})  # a later version stands instead
READABLE = frozenset(_S) - {_S.DRAFT, _S.SUBMITTED}  # by the employee

MOVES: tuple[Move, ...] = (
    Move(_E.SUBMIT, _S.DRAFT, _S.SUBMITTED, _P.RATER),
    Move(_E.DELIVER, _S.SUBMITTED, _S.DELIVERED, _P.PROGRAM),
    Move(_E.ACCEPT, _S.DELIVERED, _S.ACCEPTED, _P.EMPLOYEE),
    Move(_E.ACCEPT, _S.UNSIGNED, _S.ACCEPTED, _P.EMPLOYEE),  # signing late is signing
    Move(_E.END_TERM, _S.DELIVERED, _S.UNSIGNED, _P.PROGRAM, Guard.TERM_OVER),
    Move(_E.OBJECT, _S.DELIVERED, _S.OBJECTED, _P.EMPLOYEE, Guard.IN_TERM),
    Move(_E.ANSWER, _S.OBJECTED, _S.ANSWERED, _P.RATER),
    Move(_E.ANSWER, _S.ANSWERED, _S.ANSWERED, _P.RATER),  # amended, until it is decided
    Move(_E.WITHDRAW, _S.OBJECTED, _S.DELIVERED, _P.EMPLOYEE),
    Move(_E.WITHDRAW, _S.ANSWERED, _S.DELIVERED, _P.EMPLOYEE),
    Move(_E.UPHOLD, _S.OBJECTED, _S.UPHELD, _P.DECIDER, Guard.BOTH_HEARD),
    Move(_E.UPHOLD, _S.ANSWERED, _S.UPHELD, _P.DECIDER, Guard.BOTH_HEARD),
    Move(_E.CHANGE, _S.OBJECTED, _S.CHANGED, _P.DECIDER, Guard.BOTH_HEARD),
    Move(_E.CHANGE, _S.ANSWERED, _S.CHANGED, _P.DECIDER, Guard.BOTH_HEARD),
    Move(_E.CORRECT, _S.SUBMITTED, _S.REPLACED, _P.RATER),
    Move(_E.CORRECT, _S.DELIVERED, _S.REPLACED, _P.RATER),
    Move(_E.CORRECT, _S.ACCEPTED, _S.REPLACED, _P.RATER),
    Move(_E.CORRECT, _S.UNSIGNED, _S.REPLACED, _P.RATER),
    Move(_E.SET_BY_DECISION, _S.DRAFT, _S.DECIDED, _P.DECIDER),  # the new version of a CHANGE
)
_TABLE = {(move.event, move.source): move for move in MOVES}


def step(state: CycleState, event: CycleEvent, by: Party, moment: Moment) -> CycleState:
    """The state that follows. Raises Refused, whose `why` is the code of the refusal."""
    move = _TABLE.get((event, state))
    if move is None:
        raise Refused(_why(state, event, moment))
    if move.by is not by:
        raise Refused(Why.NOT_POSSIBLE)
    if (why := _guarded(move.guard, moment)) is not None:
        raise Refused(why)
    return move.target


def possible(state: CycleState, by: Iterable[Party], moment: Moment) -> list[CycleEvent]:
    """What somebody who is all of `by` could cause now, in the order of the table."""
    parties = set(by)
    return [
        move.event
        for move in MOVES
        if move.source is state and move.by in parties and _guarded(move.guard, moment) is None
    ]


def _guarded(guard: Guard | None, at: Moment) -> Why | None:
    """What the guard says against it, None when nothing."""
    if guard is Guard.IN_TERM and not (at.object_due and at.today <= at.object_due):
        return Why.OBJECTION_TOO_LATE
    if guard is Guard.TERM_OVER and not (at.ends and at.today > at.ends):
        return Why.NOT_POSSIBLE
    if guard is Guard.BOTH_HEARD and not at.answered:
        late = at.answer_due is not None and at.today > at.answer_due
        return None if late else Why.ANSWER_AWAITED
    return None


def _why(state: CycleState, event: CycleEvent, moment: Moment) -> Why:
    """Why there is no arrow: as somebody who tried it would want to be told."""
    if state in (CycleState.DRAFT, CycleState.SUBMITTED):
        return Why.NOT_DELIVERED
    if state in FINAL:
        return Why.RESULT_FINAL
    if state in PAST:
        return Why.RESULT_REPLACED
    if state in RUNNING:
        return Why.OBJECTION_RUNNING
    if event not in (CycleEvent.OBJECT, CycleEvent.ACCEPT):
        return Why.NO_OBJECTION
    late = moment.object_due is not None and moment.today > moment.object_due
    return Why.OBJECTION_TOO_LATE if late else Why.ALREADY_ACCEPTED
