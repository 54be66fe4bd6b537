"""Dated terms: which rule holds on a day, and the dates that follow from it.

A term is counted by the rule of the day on which it starts, and kept from then on: a later rule or
calendar never shortens it (domain.md 13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schema.rules.marked import RuleMark
from schema.rules.vocabulary import DayKind, TermKey
from schema.rules.working_days import WorkCalendar, safe_date


@dataclass(frozen=True, slots=True)
class Term:
    """How long a term is from `valid_from` on, and where that stands.

    `order` tells which of two rows of the same day was entered later; the defaults have 0."""

    key: TermKey
    days: int
    day_kind: DayKind
    valid_from: date
    source: str
    mark: RuleMark
    order: int = 0


@dataclass(frozen=True, slots=True)
class EmployeeTerms:
    """The dates of an employee whose result was delivered on `starts`.

    `safe_due` is the objection's term read as calendar days, the earliest date that any reading
    gives; `ends` is the day after which silence counts."""

    starts: date
    sign_due: date
    object_due: date
    safe_due: date

    @property
    def ends(self) -> date:
        """The later of signing and objecting: they share one term unless HR parts them."""
        return max(self.sign_due, self.object_due)

    def lengthened(self, other: "EmployeeTerms") -> "EmployeeTerms":
        """Each date the later of the two: a running term never becomes shorter."""
        return EmployeeTerms(
            self.starts,
            max(self.sign_due, other.sign_due),
            max(self.object_due, other.object_due),
            self.safe_due,
        )


@dataclass(frozen=True, slots=True)
class ObjectionTerms:
    """Until when the rater explains, and until when the superior decides (a promise)."""

    answer_due: date
    decision_due: date

    def lengthened(self, other: "ObjectionTerms") -> "ObjectionTerms":
        """Each date the later of the two."""
        return ObjectionTerms(
            max(self.answer_due, other.answer_due), max(self.decision_due, other.decision_due)
        )


def term_on(terms: Iterable[Term], key: TermKey, day: date) -> Term:
    """The term that holds on `day`: the latest begun, of one day the one entered last.

    Raises LookupError when none had begun by then."""
    begun = [term for term in terms if term.key is key and term.valid_from <= day]
    if not begun:
        raise LookupError(f"no {key} on {day}")
    return max(begun, key=lambda term: (term.valid_from, term.order))


def last_day(term: Term, event: date, calendar: WorkCalendar) -> date:
    """The last day of a term that starts with an event on that day."""
    if term.day_kind is DayKind.WORKDAY:
        return calendar.after_work_days(event, term.days)
    return calendar.after_days(event, term.days)


def delivery_due(terms: Iterable[Term], submitted: date, calendar: WorkCalendar) -> date:
    """Until when a result given on that day should be readable."""
    return last_day(term_on(terms, TermKey.DELIVER_DAYS, submitted), submitted, calendar)


def employee_terms(terms: Iterable[Term], delivered: date, calendar: WorkCalendar) -> EmployeeTerms:
    """The dates of an employee whose result could be read from that day on."""
    known = list(terms)
    sign = term_on(known, TermKey.SIGN_DAYS, delivered)
    objecting = term_on(known, TermKey.OBJECTION_DAYS, delivered)
    return EmployeeTerms(
        delivered,
        last_day(sign, delivered, calendar),
        last_day(objecting, delivered, calendar),
        safe_date(delivered, objecting.days),
    )


def objection_terms(terms: Iterable[Term], filed: date, calendar: WorkCalendar) -> ObjectionTerms:
    """The dates of an objection that was filed on that day.

    The decision's days are counted from the filing too, so that a rater's silence moves nothing."""
    known = list(terms)
    answer = last_day(term_on(known, TermKey.ANSWER_DAYS, filed), filed, calendar)
    decision = last_day(term_on(known, TermKey.DECISION_DAYS, filed), filed, calendar)
    return ObjectionTerms(answer, max(answer, decision))
