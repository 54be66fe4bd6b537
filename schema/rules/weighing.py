"""The annual evaluation weighs the results of the year in words; no number is made of them.

Predikat are ordinal: they have an order and no distances, so there is no mean of them (domain.md
2.3, 7, 13). The months stand beside each result, and whoever gives the annual one says in words how
each was weighed. That the annual predikat is set anew is of the regulation; that words are owed,
and how many, is a design of this program: a dated setting, marked so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from schema.rules.suggestion import Step
from schema.rules.vocabulary import PeriodKind, Predikat


@dataclass(frozen=True, slots=True)
class WeighingRule:
    """From how many letters on words weigh something: a dated setting."""

    letters: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A result as it was weighed: which version, and its predikat."""

    review_id: int
    number: int
    predikat: Predikat


@dataclass(frozen=True, slots=True)
class YearResult:
    """A result of the year as it stands today; `ends` is the last day that it covers."""

    review_id: int
    number: int
    ends: date
    delivered_at: datetime
    predikat: Predikat


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether words are owed, and why; `letters` is how many at least, 0 where none are."""

    required: bool
    letters: int
    steps: tuple[Step, ...]


class YearChangeKind(StrEnum):
    """What happened to a result of the year after the annual one was given."""

    CHANGED = "CHANGED"  # it was weighed; a later version stands by now
    LATER = "LATER"  # it was delivered only afterwards, so nobody weighed it


@dataclass(frozen=True, slots=True)
class YearChange:
    """One such result: the version that stands now, and the predikat that was weighed."""

    kind: YearChangeKind
    now: YearResult
    was: Predikat | None  # None for a later one


NOT_DUE = Duty(False, 0, ())


def is_weighed(kind: PeriodKind, ends: date, part_starts: date) -> bool:
    """Whether a result is weighed by the annual one whose part begins on `part_starts`.

    Every periodic result of the year is, whoever gave it in whatever post; of the annual ones
    those of earlier parts: two posts in a year have an evaluation each, and the last weighs all."""
    return kind is not PeriodKind.TAHUNAN or ends < part_starts


def weighing_duty(
    rule: WeighingRule | None, kind: PeriodKind, weighed: Iterable[PeriodKind]
) -> Duty:
    """What is owed for a review of a period of this kind, given the kinds of results to weigh."""
    if rule is None or kind is not PeriodKind.TAHUNAN:
        return NOT_DUE
    kinds = list(weighed)
    if not kinds:
        return Duty(False, 0, (Step("YEAR_NO_RESULTS"),))
    parts = kinds.count(PeriodKind.TAHUNAN)
    counted = (("YEAR_RESULTS", len(kinds) - parts), ("YEAR_PARTS", parts))
    return Duty(
        True,
        rule.letters,
        (
            *(Step(code, {"count": str(count)}) for code, count in counted if count),
            Step("YEAR_NO_MEAN"),
            Step("YEAR_IN_WORDS", {"letters": str(rule.letters)}),
        ),
    )


def owes_weighing(duty: Duty, text: str) -> bool:
    """Whether the words are still missing."""
    return duty.required and len(text.strip()) < duty.letters


def changes_since(
    weighed: Iterable[Weighed], now: Iterable[YearResult], given_at: datetime, until: date
) -> list[YearChange]:
    """What the annual result given at `given_at` for a part until `until` does not know, in the
    order of `now`.

    `weighed` is what was weighed then, `now` what stands and can be read today."""
    before = {it.review_id: it for it in weighed}
    found = []
    for result in now:
        was = before.get(result.review_id)
        if was is None:
            if result.delivered_at > given_at and result.ends <= until:
                found.append(YearChange(YearChangeKind.LATER, result, None))
        elif result.number != was.number:
            found.append(YearChange(YearChangeKind.CHANGED, result, was.predikat))
    return found
