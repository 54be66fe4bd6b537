"""Who may see whose ratings when: nobody's first judgement is drawn by the other's number.

Employee and rater each judge for themselves; what the other thinks is shown once both have
committed, or the rating window has ended (issue text; the regulation is silent, so this is a
design rule, [D], and a dated setting: where it is off, what was sent is shown at once). A result
that was delivered is never withheld from its owner, because terms run from there: instead the
self-assessment closes, so that none is ever written by somebody who has seen the result."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from schema.rules.vocabulary import Rating


class SelfPhase(StrEnum):
    """Where a self-assessment stands."""

    UPCOMING = "UPCOMING"  # the rating window has not opened
    OPEN = "OPEN"
    COMMITTED = "COMMITTED"  # sent: it does not change any more
    RESULT_GIVEN = "RESULT_GIVEN"  # the result came first
    ENDED = "ENDED"  # the window closed before it was sent


def self_phase(
    opens: date, closes: date, today: date, *, committed: bool, result_given: bool
) -> SelfPhase:
    """The phase on `today`; `closes` is the last day of the window."""
    if committed:
        return SelfPhase.COMMITTED
    if result_given:
        return SelfPhase.RESULT_GIVEN
    if today < opens:
        return SelfPhase.UPCOMING
    return SelfPhase.OPEN if today <= closes else SelfPhase.ENDED


class Sight(StrEnum):
    """What a rater can see of the self-assessment of an employee."""

    NONE = "NONE"  # not sent, and perhaps never will be
    HIDDEN = "HIDDEN"  # sent; shown once the rater has locked own first ratings
    SHOWN = "SHOWN"


def sight_of_rater(
    closes: date, today: date, *, apart: bool, self_committed: bool, rater_committed: bool
) -> Sight:
    """What the rater sees: a self-assessment that was sent, after own commitment or the term.

    Where first judgements are not kept `apart`, as soon as it was sent."""
    if not self_committed:
        return Sight.NONE
    return Sight.SHOWN if not apart or rater_committed or today > closes else Sight.HIDDEN


def moved(first: Mapping[str, Rating], now: Mapping[str, Rating | None]) -> list[str]:
    """Keys whose rating is not what it was when the rater committed, in the order of `first`."""
    return [key for key, rating in first.items() if key in now and now[key] != rating]
