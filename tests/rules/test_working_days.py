"""Terms in working days: a table that a civil servant can check with the calendar of 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reference.holidays import national_days_off
from schema.rules.working_days import MOST_DAYS, SIX_DAYS, WorkCalendar, safe_date

OFF = national_days_off(2025) | national_days_off(2026) | national_days_off(2027)
BUNGO = WorkCalendar(OFF)
SIX = WorkCalendar(OFF, SIX_DAYS)

# event, days, last day, why
CASES = [
    ("2026-10-06", 1, "2026-10-07", "the day of the event does not count"),
    ("2026-10-06", 14, "2026-10-26", "Tuesday, two weekends, no holiday"),
    ("2026-10-02", 1, "2026-10-05", "Friday: the next working day is Monday"),
    ("2026-10-03", 1, "2026-10-05", "delivered on a Saturday"),
    ("2026-08-14", 1, "2026-08-18", "Independence Day is a Monday"),
    ("2026-08-24", 2, "2026-08-27", "Maulid Nabi on the 25th"),
    ("2026-03-13", 3, "2026-03-25", "Nyepi, Idul Fitri and their cuti bersama"),
    ("2026-03-17", 1, "2026-03-25", "the day before the long days off"),
    ("2026-12-23", 1, "2026-12-28", "cuti bersama on 24 December"),
    ("2026-12-30", 2, "2027-01-04", "over the turn of the year"),
    ("2026-05-13", 1, "2026-05-18", "Ascension and its cuti bersama, then a weekend"),
]


@pytest.mark.parametrize(("event", "days", "last", "why"), CASES)
def test_a_term_in_working_days(event: str, days: int, last: str, why: str) -> None:
    assert BUNGO.after_work_days(date.fromisoformat(event), days).isoformat() == last, why


@pytest.mark.parametrize(
    ("event", "days", "last"),
    [
        ("2026-10-06", 14, "2026-10-20"),  # a Tuesday
        ("2026-10-05", 5, "2026-10-12"),  # would end on a Saturday
        ("2026-08-03", 14, "2026-08-18"),  # would end on Independence Day
    ],
)
def test_a_term_in_calendar_days_moves_to_a_working_day(event: str, days: int, last: str) -> None:
    assert BUNGO.after_days(date.fromisoformat(event), days).isoformat() == last


def test_a_unit_with_six_days_is_sooner_through() -> None:
    event = date(2026, 10, 6)
    assert SIX.after_work_days(event, 14) == date(2026, 10, 22)
    assert SIX.is_work(date(2026, 10, 10))
    assert not SIX.is_work(date(2026, 10, 11)), "nobody works on Sundays"


def test_the_library_knows_2026_with_cuti_bersama() -> None:
    days = national_days_off(2026)
    assert len(days) == 25
    assert days[date(2026, 12, 24)] == "Cuti Bersama Hari Raya Natal"


def test_days_left_count_today_and_the_last_day() -> None:
    last = date(2026, 10, 26)
    assert BUNGO.work_days_left(last, date(2026, 10, 26)) == 1
    assert BUNGO.work_days_left(last, date(2026, 10, 24)) == 1, "a Saturday: only Monday is left"
    assert BUNGO.work_days_left(last, date(2026, 10, 6)) == 15
    assert BUNGO.work_days_left(last, date(2026, 10, 27)) == 0


@pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1])
def test_a_term_has_a_sensible_length(days: int) -> None:
    with pytest.raises(ValueError, match="a term has"):
        BUNGO.after_work_days(date(2026, 10, 6), days)


DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
LENGTHS = st.integers(1, 60)


@given(DAYS, LENGTHS)
def test_a_term_ends_on_a_working_day_with_so_many_of_them(event: date, length: int) -> None:
    last = BUNGO.after_work_days(event, length)
    assert BUNGO.is_work(last)
    assert (
        sum(BUNGO.is_work(event + timedelta(n + 1)) for n in range((last - event).days)) == length
    )


@given(DAYS, LENGTHS, st.sets(st.dates(date(2025, 1, 1), date(2026, 12, 31)), max_size=8))
def test_more_days_off_never_shorten_a_term(event: date, length: int, more: set[date]) -> None:
    fuller = WorkCalendar({**OFF, **dict.fromkeys(more, "Libur daerah (contoh)")})
    assert fuller.after_work_days(event, length) >= BUNGO.after_work_days(event, length)


@given(DAYS, LENGTHS)
def test_the_safe_date_is_never_later(event: date, length: int) -> None:
    assert safe_date(event, length) <= BUNGO.after_days(event, length)
    assert safe_date(event, length) <= BUNGO.after_work_days(event, length)
