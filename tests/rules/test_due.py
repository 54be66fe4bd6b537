"""When somebody hears of a term, when nobody is disturbed, and what a closing finds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reference.rhythm import default_rhythms
from schema.rules.due import (
    ATTEMPTS,
    MINUTES,
    DutyKind,
    Finding,
    Quiet,
    ReminderStage,
    Rhythm,
    Told,
    finding_of,
    is_quiet,
    next_loud,
    pause_after,
    rhythm_on,
    told_on,
)
from schema.rules.working_days import WorkCalendar

S, K = ReminderStage, DutyKind
RHYTHM = Rhythm(date(2022, 1, 1), 7, 1, 2, 20 * 60, 6 * 60, quiet_days_off=True)
# 20 October 2026 is a Tuesday; the 22nd is made a day off.
CALENDAR = WorkCalendar({date(2026, 10, 22): "Hari libur contoh"})
DUE = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("kind", "today", "stage", "superior"),
    [
        (K.RATE_TEAM, "2026-10-12", None, False),  # eight days before: too early
        (K.RATE_TEAM, "2026-10-13", S.BEFORE, False),
        (K.RATE_TEAM, "2026-10-18", S.BEFORE, False),
        (K.RATE_TEAM, "2026-10-19", S.SOON, False),
        (K.RATE_TEAM, "2026-10-20", S.LAST_DAY, False),  # the last day still counts
        (K.RATE_TEAM, "2026-10-21", S.OVERDUE, False),
        (K.RATE_TEAM, "2026-10-22", S.OVERDUE, False),  # a day off is no working day of waiting
        (K.RATE_TEAM, "2026-10-23", S.ESCALATED, True),  # the second working day after
        (K.RATE_TEAM, "2027-03-01", S.ESCALATED, True),
        (K.ANSWER_OBJECTION, "2026-10-23", S.ESCALATED, True),
        (K.DECIDE_OBJECTION, "2026-10-23", S.ESCALATED, True),
        (K.WRITE_SKP, "2026-10-23", S.ESCALATED, True),
        (K.AGREE_SKP, "2026-10-23", S.ESCALATED, True),
        # silence of an employee is lawful: reminded before, never chased, nobody above is told
        (K.SIGN_RESULT, "2026-10-20", S.LAST_DAY, False),
        (K.SIGN_RESULT, "2026-10-21", None, False),
        (K.SIGN_RESULT, "2026-10-23", None, False),
    ],
)
def test_stages(kind: DutyKind, today: str, stage: ReminderStage | None, superior: bool) -> None:
    told = told_on(kind, DUE, date.fromisoformat(today), RHYTHM, CALENDAR)
    assert told == (None if stage is None else Told(stage, superior))


@given(st.sampled_from(DutyKind), st.integers(-40, 40))
def test_nobody_above_is_told_before_the_term_is_over(kind: DutyKind, days: int) -> None:
    today = DUE + timedelta(days=days)
    told = told_on(kind, DUE, today, RHYTHM, CALENDAR)
    if told is not None and told.superior:
        assert today > DUE
        assert kind is not K.SIGN_RESULT


def test_later_setting_holds_from_its_day() -> None:
    later = Rhythm(date(2026, 11, 1), 3, 1, 5, 0, 0, quiet_days_off=False, order=1)
    same_day = Rhythm(date(2026, 11, 1), 5, 1, 5, 0, 0, quiet_days_off=False, order=2)
    known = [*default_rhythms(), later, same_day]
    assert rhythm_on(known, date(2026, 10, 31)) == default_rhythms()[0]
    assert rhythm_on(known, date(2026, 11, 1)) == same_day
    with pytest.raises(LookupError):
        rhythm_on(known, date(2001, 1, 1))


NIGHT, SHIFT, NEVER = Quiet(1200, 360, True), Quiet(480, 720, False), Quiet(0, 0, False)


@pytest.mark.parametrize(
    ("quiet", "day", "minute", "expected"),
    [
        (NIGHT, "2026-10-20", 600, ("2026-10-20", 600)),  # Tuesday 10.00: at once
        (NIGHT, "2026-10-20", 1199, ("2026-10-20", 1199)),
        (NIGHT, "2026-10-20", 1200, ("2026-10-21", 360)),  # 20.00: tomorrow at 06.00
        (NIGHT, "2026-10-21", 359, ("2026-10-21", 360)),
        (NIGHT, "2026-10-21", 1300, ("2026-10-23", 360)),  # the 22nd is off
        (NIGHT, "2026-10-22", 600, ("2026-10-23", 360)),
        (NIGHT, "2026-10-23", 1300, ("2026-10-26", 360)),  # Friday night: Monday
        (SHIFT, "2026-10-24", 500, ("2026-10-24", 720)),  # an own quiet time by day, also Saturday
        (SHIFT, "2026-10-24", 720, ("2026-10-24", 720)),
        (NEVER, "2026-10-24", 0, ("2026-10-24", 0)),
    ],
)
def test_quiet_time(quiet: Quiet, day: str, minute: int, expected: tuple[str, int]) -> None:
    found = next_loud(quiet, date.fromisoformat(day), minute, CALENDAR)
    assert (str(found[0]), found[1]) == expected


@given(
    st.integers(0, MINUTES - 1), st.integers(0, MINUTES - 1), st.booleans(),
    st.integers(0, 60), st.integers(0, MINUTES - 1),
)  # fmt: skip
def test_a_loud_minute_is_found_and_is_not_quiet(
    starts: int, ends: int, days_off: bool, day: int, minute: int
) -> None:
    quiet = Quiet(starts, ends, days_off)
    at, found = next_loud(quiet, DUE + timedelta(days=day), minute, CALENDAR)
    assert not is_quiet(quiet, at, found, CALENDAR)
    assert (at, found) >= (DUE + timedelta(days=day), minute)


@pytest.mark.parametrize(
    ("has_rater", "given_", "delivered", "drafting", "expected"),
    [
        (True, True, True, False, None),
        (True, True, True, True, None),  # a correction is being written: a result stands
        (True, True, False, False, Finding.UNDELIVERED),
        (True, False, False, True, Finding.DRAFT_LEFT),
        (True, False, False, False, Finding.UNRATED),
        (False, False, False, False, Finding.NO_RATER),
        (False, True, True, False, None),  # the rater has gone since, the result stays
    ],
)
def test_findings(
    has_rater: bool, given_: bool, delivered: bool, drafting: bool, expected: Finding | None
) -> None:
    found = finding_of(has_rater=has_rater, given=given_, delivered=delivered, drafting=drafting)
    assert found is expected


def test_pauses_grow_and_end() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, ATTEMPTS)]
    minutes = [pause.total_seconds() / 60 for pause in pauses if pause is not None]
    assert minutes == [1, 4, 16, 64, 256, 360, 360]
    assert pause_after(ATTEMPTS) is None
