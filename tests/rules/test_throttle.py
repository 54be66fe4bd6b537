"""The brake on guessing: free tries, doubling delay, ceiling, and forgiveness."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.rules.throttle import (
    ACCOUNT,
    ADDRESS,
    CHANGE,
    DEVICE,
    Brake,
    Tally,
    counted,
    delay,
    given_back,
    remaining,
    wait,
)
from tests.cast import NOW

BRAKE = Brake(3, timedelta(seconds=2), timedelta(seconds=60), timedelta(minutes=10))


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (2, 0), (3, 2), (4, 4), (5, 8), (7, 32), (8, 60), (9, 60), (1_000_000, 60)],
)
def test_delay_doubles_up_to_the_ceiling(failures: int, seconds: int) -> None:
    assert delay(failures, BRAKE) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("quiet", "left"),
    [
        (timedelta(), 5),
        (timedelta(minutes=9), 5),
        (timedelta(minutes=10), 4),
        (timedelta(days=1), 0),
    ],
)
def test_quiet_forgives_one_failure_at_a_time(quiet: timedelta, left: int) -> None:
    assert remaining(Tally(5, NOW), BRAKE, NOW + quiet) == left


def test_a_clock_that_went_back_forgives_nothing() -> None:
    assert remaining(Tally(5, NOW), BRAKE, NOW - timedelta(days=1)) == 5


def test_wait_counts_from_the_last_failure() -> None:
    tally = Tally(4, NOW)

    assert wait(tally, BRAKE, NOW) == timedelta(seconds=4)
    assert wait(tally, BRAKE, NOW + timedelta(seconds=3)) == timedelta(seconds=1)
    assert wait(tally, BRAKE, NOW + timedelta(seconds=4)) == timedelta()


def test_counting_starts_from_what_is_left() -> None:
    later = NOW + timedelta(minutes=20)

    assert counted(None, BRAKE, NOW) == Tally(1, NOW)
    assert counted(Tally(5, NOW), BRAKE, later) == Tally(4, later)


def test_a_right_try_takes_back_its_own_count_only() -> None:
    assert given_back(Tally(5, NOW)) == Tally(4, NOW)
    assert given_back(Tally(0, NOW)) == Tally(0, NOW)


@pytest.mark.parametrize("brake", [ACCOUNT, DEVICE, ADDRESS, CHANGE])
@given(failures=st.integers(0, 10**9))
def test_nobody_is_locked_out_for_good(brake: Brake, failures: int) -> None:
    assert wait(Tally(failures, NOW), brake, NOW) <= brake.ceiling
    assert wait(Tally(failures, NOW), brake, NOW + brake.ceiling) == timedelta()


def test_a_patient_attacker_gets_about_a_hundred_tries_a_day_at_one_account() -> None:
    now, end, tries = NOW, NOW + timedelta(days=1), 0
    tally: Tally | None = None
    while now < end:
        tally = counted(tally, ACCOUNT, now)
        tries += 1
        now += max(wait(tally, ACCOUNT, now), timedelta(milliseconds=1))

    assert tries <= 115
