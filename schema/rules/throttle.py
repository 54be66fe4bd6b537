"""The brake on guessing: how long the next try has to wait, and how failures are forgiven.

A few tries are free, then the delay doubles up to a ceiling; failures are forgiven one by one as
time goes by, so nobody is locked out for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Brake:
    """How one kind of key is braked: `free` failures without delay, then `first`, doubling up to
    `ceiling`; one failure is forgiven per `forgive` of quiet."""

    free: int
    first: timedelta
    ceiling: timedelta
    forgive: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """Failures of one key, and when the last of them was counted or forgiven."""

    failures: int
    last: datetime


# One sign-in name, from devices that never signed in with it: at the ceiling about 96 tries a day.
ACCOUNT = Brake(5, timedelta(seconds=2), timedelta(minutes=15), timedelta(minutes=15))
# A device that did sign in with this name before: its own allowance, out of any attacker's reach.
DEVICE = Brake(5, timedelta(seconds=2), timedelta(minutes=5), timedelta(minutes=5))
# One client address. An office of hundreds may stand behind it, hence the wide allowance.
ADDRESS = Brake(50, timedelta(seconds=1), timedelta(minutes=1), timedelta(seconds=30))
# The present password, asked before it is changed: somebody may have found an unlocked phone.
CHANGE = Brake(5, timedelta(seconds=2), timedelta(minutes=15), timedelta(minutes=15))


def remaining(tally: Tally, brake: Brake, now: datetime) -> int:
    """Failures that still count at `now`."""
    forgiven = max(now - tally.last, timedelta()) // brake.forgive
    return max(tally.failures - forgiven, 0)


def delay(failures: int, brake: Brake) -> timedelta:
    """How long after the last failure the next try is taken, given how many count."""
    if failures < brake.free:
        return timedelta()
    # Beyond 2^32 the ceiling has long been reached; a larger exponent would only overflow.
    doubled: timedelta = brake.first * 2 ** min(failures - brake.free, 32)
    return min(doubled, brake.ceiling)


def wait(tally: Tally, brake: Brake, now: datetime) -> timedelta:
    """How long a try at `now` still has to wait; zero when it is taken."""
    due = tally.last + delay(remaining(tally, brake, now), brake)
    return max(due - now, timedelta())


def counted(tally: Tally | None, brake: Brake, now: datetime) -> Tally:
    """The tally after one more failure at `now`."""
    return Tally((remaining(tally, brake, now) if tally else 0) + 1, now)


def given_back(tally: Tally) -> Tally:
    """The tally after a counted try turned out to be right."""
    return Tally(max(tally.failures - 1, 0), tally.last)
