"""The results of one person in one year, in order of time, and what became of those weighed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from schema.reads.results import delivered_results
from schema.reads.rows import ResultRow
from schema.rules.vocabulary import PeriodKind, Predikat
from schema.rules.weighing import (
    Weighed,
    YearChange,
    YearChangeKind,
    YearResult,
    changes_since,
    is_weighed,
)


@dataclass(slots=True)
class YearChangeRow:
    """A result of the year that changed, or came, after the annual one was given.

    `predikat` is what stands today, None for who may not read that result; `was` what was weighed,
    None for one that came later. `at` is when it could be read."""

    kind: YearChangeKind
    review_id: int
    number: int
    period_kind: PeriodKind
    year: int
    period_number: int
    at: datetime
    was: Predikat | None
    predikat: Predikat | None


async def year_results(
    employee_id: int, year: int, *, today: date, wanted: Collection[str] = ()
) -> list[ResultRow]:
    """What was delivered to this person for periods of the year, by the last day each covers."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = await delivered_results(employee_id, first, last, today=today, wanted=wanted)
    # What ends together: the shorter one first, so that a quarter stands before the year's part.
    return sorted(found, key=lambda it: (it.covers_to, -it.covers_from.toordinal(), it.review_id))


def weighed_for(results: Iterable[ResultRow], review_id: int, part_starts: date) -> list[ResultRow]:
    """Of these, what the annual review of a part that begins on this day weighs."""
    return [
        it
        for it in results
        if it.review_id != review_id
        and is_weighed(PeriodKind(it.period.kind), it.covers_to, part_starts)
    ]


def changes_of(annual: ResultRow, year: Iterable[ResultRow]) -> list[tuple[YearChange, ResultRow]]:
    """What an annual result does not know of its year, each with the result that stands today."""
    now = {it.review_id: it for it in weighed_for(year, annual.review_id, annual.covers_from)}
    weighed = [Weighed(it.review_id, it.number, it.predikat) for it in annual.weighed]
    stands = [
        YearResult(it.review_id, it.number, it.covers_to, it.delivered_at, it.predikat)
        for it in now.values()
        if it.delivered_at is not None
    ]
    found = changes_since(weighed, stands, annual.submitted_at, annual.covers_to)
    return [(change, now[change.now.review_id]) for change in found]


def change_row(change: YearChange, result: ResultRow, *, readable: bool) -> YearChangeRow:
    """One change as it is shown to a reader who may, or may not, read that result itself."""
    return YearChangeRow(
        kind=change.kind,
        review_id=result.review_id,
        number=result.number,
        period_kind=result.period.kind,
        year=result.period.year,
        period_number=result.period.number,
        at=change.now.delivered_at,
        was=change.was,
        predikat=result.predikat if readable else None,
    )
