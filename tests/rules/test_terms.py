"""Dated terms: the rule of the day of the start, and what follows from it."""

from dataclasses import replace
from datetime import date

import pytest

from schema.reference.holidays import national_days_off
from schema.reference.terms import default_terms
from schema.rules.marked import RuleMark
from schema.rules.terms import (
    EmployeeTerms,
    ObjectionTerms,
    Term,
    employee_terms,
    objection_terms,
    term_on,
)
from schema.rules.vocabulary import DayKind, TermKey
from schema.rules.working_days import WorkCalendar

CALENDAR = WorkCalendar(national_days_off(2026) | national_days_off(2027))
DEFAULTS = default_terms()
DELIVERED = date(2026, 10, 6)


def changed(key: TermKey, days: int, valid_from: date, order: int = 1) -> Term:
    return Term(key, days, DayKind.WORKDAY, valid_from, "SE contoh", RuleMark.DESIGN, order)


def test_every_term_has_a_default_with_source_and_mark() -> None:
    assert {term.key for term in DEFAULTS} == set(TermKey)
    assert all(term.source for term in DEFAULTS)
    marks = {term.key: term.mark for term in DEFAULTS}
    assert marks[TermKey.OBJECTION_DAYS] is RuleMark.UNVERIFIED
    assert marks[TermKey.ANSWER_DAYS] is marks[TermKey.DECISION_DAYS] is RuleMark.DESIGN


def test_the_dates_of_a_result_delivered_on_6_october() -> None:
    dates = employee_terms(DEFAULTS, DELIVERED, CALENDAR)
    assert dates == EmployeeTerms(
        DELIVERED, date(2026, 10, 26), date(2026, 10, 26), date(2026, 10, 20)
    )


def test_the_dates_of_an_objection() -> None:
    dates = objection_terms(DEFAULTS, DELIVERED, CALENDAR)
    assert dates == ObjectionTerms(date(2026, 10, 13), date(2026, 10, 26))


def test_a_decision_is_never_due_before_the_explanation() -> None:
    terms = (*DEFAULTS, changed(TermKey.DECISION_DAYS, 2, date(2026, 1, 1)))
    dates = objection_terms(terms, DELIVERED, CALENDAR)
    assert dates.decision_due == dates.answer_due


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 10, 5), 14),  # before the new row begins
        (date(2026, 10, 6), 20),  # on its first day
        (date(2027, 10, 6), 20),
    ],
)
def test_a_new_row_holds_from_its_day(day: date, days: int) -> None:
    terms = (*DEFAULTS, changed(TermKey.SIGN_DAYS, 20, date(2026, 10, 6)))
    assert term_on(terms, TermKey.SIGN_DAYS, day).days == days


def test_of_two_rows_of_one_day_the_later_entry_holds() -> None:
    day = date(2026, 10, 6)
    terms = (changed(TermKey.SIGN_DAYS, 5, day, 2), changed(TermKey.SIGN_DAYS, 9, day, 1))
    assert term_on(terms, TermKey.SIGN_DAYS, day).days == 5


def test_before_the_first_row_there_is_no_term() -> None:
    with pytest.raises(LookupError):
        term_on(DEFAULTS, TermKey.SIGN_DAYS, date(2019, 1, 1))


def test_lengthening_never_shortens_either_date() -> None:
    dates = employee_terms(DEFAULTS, DELIVERED, CALENDAR)
    other = replace(dates, sign_due=date(2026, 10, 20), object_due=date(2026, 10, 30))
    longer = dates.lengthened(other)
    assert (longer.sign_due, longer.object_due) == (date(2026, 10, 26), date(2026, 10, 30))
    assert longer.ends == date(2026, 10, 30)
