"""Random lives of a result by the pure machine: people, days and days off at random.

Hypothesis looks for a path that breaks a law of the cycle, and gives the shortest one it finds."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from schema.reference.holidays import national_days_off
from schema.reference.terms import default_terms
from schema.rules.cycle import (
    FINAL,
    OPEN,
    PAST,
    READABLE,
    RUNNING,
    CycleEvent,
    Moment,
    Party,
    Refused,
    possible,
    step,
)
from schema.rules.terms import EmployeeTerms, employee_terms, objection_terms
from schema.rules.vocabulary import CycleState
from schema.rules.working_days import WorkCalendar

OFF = {day: name for year in (2026, 2027, 2028) for day, name in national_days_off(year).items()}
TERMLESS = {CycleState.SUBMITTED, CycleState.DECIDED, CycleState.REPLACED}
STEPS = sorted(set(CycleEvent) - {CycleEvent.SUBMIT, CycleEvent.SET_BY_DECISION})


@dataclass
class Version:
    """One version as the rooms keep it: its state, its stored terms, its objection."""

    state: CycleState
    terms: EmployeeTerms | None = None
    answered: bool = False
    answer_due: date | None = None
    objected_on: date | None = None
    decided: int = 0
    past: list[CycleState] = field(default_factory=list)

    def moment(self, today: date) -> Moment:
        """What the guards look at."""
        due = self.terms.object_due if self.terms else None
        ends = self.terms.ends if self.terms else None
        return Moment(today, due, ends, self.answered, self.answer_due)


class Life(RuleBasedStateMachine):
    """The versions of one review, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2026, 10, 6)
        self.calendar = WorkCalendar(dict(OFF))
        self.versions = [Version(CycleState.SUBMITTED)]
        self.longest = 1

    @property
    def last(self) -> Version:
        """The version that stands."""
        return self.versions[-1]

    @rule(days=st.integers(0, 40))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(ahead=st.integers(0, 30))
    def a_day_off_is_added(self, ahead: int) -> None:
        day = self.today + timedelta(days=ahead)
        self.calendar = replace(self.calendar, off={**self.calendar.off, day: "Libur (contoh)"})
        for version in self.versions:
            if version.terms is not None and version.state is CycleState.DELIVERED:
                anew = employee_terms(default_terms(), version.terms.starts, self.calendar)
                longer = version.terms.lengthened(anew)
                assert longer.sign_due >= version.terms.sign_due
                assert longer.object_due >= version.terms.object_due
                assert longer.safe_due == version.terms.safe_due
                version.terms = longer

    @rule(event=st.sampled_from(STEPS), by=st.sampled_from(sorted(Party)), back=st.integers(0, 3))
    def somebody_tries(self, event: CycleEvent, by: Party, back: int) -> None:
        version = self.versions[max(-len(self.versions), -1 - back)]
        before, moment = replace(version), version.moment(self.today)
        can = event in possible(version.state, [by], moment)
        try:
            target = step(version.state, event, by, moment)
        except Refused:
            assert not can
            assert version == before, "a refusal changes nothing"
            return
        assert can
        version.past.append(version.state)
        version.state = target
        self._follow(version, event, before)

    def _follow(self, version: Version, event: CycleEvent, before: Version) -> None:
        if event is CycleEvent.DELIVER:
            version.terms = employee_terms(default_terms(), self.today, self.calendar)
        if event is CycleEvent.OBJECT:
            assert before.terms is not None
            assert self.today <= before.terms.object_due
            version.objected_on, version.answered = self.today, False
            terms = objection_terms(default_terms(), self.today, self.calendar)
            version.answer_due = terms.answer_due
        if event is CycleEvent.ANSWER:
            version.answered = True
        if event in (CycleEvent.UPHOLD, CycleEvent.CHANGE):
            late = before.answer_due is not None and self.today > before.answer_due
            assert before.answered or late, "both were heard, or had the time"
            version.decided += 1
        if event is CycleEvent.CHANGE:
            target = step(CycleState.DRAFT, CycleEvent.SET_BY_DECISION, Party.DECIDER,
                          Moment(self.today))  # fmt: skip
            self.versions.append(Version(target))
        if event is CycleEvent.CORRECT:
            given = step(CycleState.DRAFT, CycleEvent.SUBMIT, Party.RATER, Moment(self.today))
            self.versions.append(Version(given))
        if event is CycleEvent.WITHDRAW:
            version.answered, version.answer_due = False, None

    @invariant()
    def no_version_is_lost(self) -> None:
        assert len(self.versions) >= self.longest
        self.longest = len(self.versions)
        assert all(version.state in PAST for version in self.versions[:-1])
        assert self.last.state not in PAST

    @invariant()
    def what_is_final_stays(self) -> None:
        for version in self.versions:
            assert version.decided <= 1
            assert not set(version.past) & (FINAL | PAST)

    @invariant()
    def nothing_is_readable_before_its_delivery(self) -> None:
        for version in self.versions:
            if version.state not in READABLE:
                assert version.terms is None
            if version.terms is None:
                assert version.state in TERMLESS

    @invariant()
    def the_terms_agree_with_the_state(self) -> None:
        last = self.last
        if last.state in RUNNING:
            assert last.answer_due is not None
            assert last.terms is not None
            assert last.objected_on is not None
            assert last.objected_on <= last.terms.object_due
        if last.state is CycleState.UNSIGNED:
            assert last.terms is not None
            assert self.today > last.terms.ends
        if last.terms is not None:
            assert last.terms.starts < last.terms.safe_due <= last.terms.object_due
            assert self.calendar.is_work(last.terms.object_due) or last.state not in OPEN


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestLife = pytest.mark.timeout(120)(Life.TestCase)
