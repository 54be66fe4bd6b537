"""A self-assessment as its writer sees it, and as it stands beside the rater's judgement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from schema.access import own_period, require_employee
from schema.context import Context
from schema.errors import NotFound
from schema.models import (
    DraftItem,
    FirstRatings,
    Period,
    Review,
    ReviewVersion,
    SelfAssessment,
)
from schema.reads.periods import period_by_id
from schema.reads.rows import PeriodRow, ResultRow
from schema.reads.rulebook import rulebook
from schema.reads.sql import default_db
from schema.reads.year import year_results
from schema.review.form import blank_items
from schema.rules.anchoring import SelfPhase, Sight, moved, self_phase, sight_of_rater
from schema.rules.vocabulary import Part, PeriodKind, Rating, ReviewState, RhkKind


@dataclass(frozen=True, slots=True)
class SelfItemRow:
    """One item of the form with the own rating, None while it is not rated."""

    key: str
    part: Part
    kind: RhkKind | None
    title: str
    expectation: str
    rating: Rating | None
    note: str


@dataclass(frozen=True, slots=True)
class SelfAssessmentRow:
    """The self-assessment of the viewer for a period; version 0 before the first save.

    `year` are the own results of the year that an annual one looks back on."""

    period: PeriodRow
    phase: SelfPhase
    version: int
    items: list[SelfItemRow]
    summary: str
    saved_at: datetime | None
    committed_at: datetime | None
    year: list[ResultRow]


@dataclass(frozen=True, slots=True)
class BesideRow:
    """A self-assessment beside a review. `items` is empty unless `sight` is SHOWN."""

    sight: Sight
    committed_at: datetime | None  # when the employee sent it
    first_committed_at: datetime | None  # when the rater locked the first ratings
    moved: list[str]  # item keys whose rating moved since
    reason: str  # why they moved
    items: list[SelfItemRow]
    summary: str


async def own_view(ctx: Context, period_id: int) -> SelfAssessmentRow:
    """The viewer's own self-assessment, or the blank form of it. Raises NotFound, NotAllowed."""
    employee_id = require_employee(ctx.viewer)
    period = await own_period(period_id)
    row = await SelfAssessment.get_or_none(employee_id=employee_id, period_id=period_id)
    given = await ReviewVersion.exists(
        employee_id=employee_id, period_id=period_id, state=ReviewState.DELIVERED
    )
    phase = self_phase(
        period.opens,
        period.closes,
        ctx.today,
        committed=row is not None and row.committed_at is not None,
        result_given=given,
    )
    return SelfAssessmentRow(
        period=cast(PeriodRow, await period_by_id(period_id, ctx.today)),
        phase=phase,
        version=row.version if row else 0,
        items=_items(row.items) if row else await _blank(employee_id, period),
        summary=row.summary if row else "",
        saved_at=row.saved_at if row else None,
        committed_at=row.committed_at if row else None,
        year=await _year(employee_id, period, phase, ctx),
    )


async def _year(
    employee_id: int, period: Period, phase: SelfPhase, ctx: Context
) -> list[ResultRow]:
    """The own periodic results of a year; its annual ones are what the self-assessment precedes."""
    if period.kind is not PeriodKind.TAHUNAN or phase is SelfPhase.UPCOMING:
        return []
    found = await year_results(employee_id, period.year, today=ctx.today, wanted=("items",))
    return [it for it in found if it.period.kind != PeriodKind.TAHUNAN]


async def beside(ctx: Context, review_id: int) -> BesideRow:
    """What the viewer may see of the self-assessment that belongs to a review.

    The rater who writes it sees it once both have committed or the window has ended; the employee
    sees the own one beside the result. Nobody else learns that it exists: NotFound."""
    review = await Review.get_or_none(id=review_id).select_related("period")
    if review is None or ctx.viewer.employee_id is None:
        raise NotFound
    row = await SelfAssessment.get_or_none(
        employee_id=review.employee_id, period_id=review.period_id, committed_at__isnull=False
    )
    first = await FirstRatings.get_or_none(review_id=review_id)
    if ctx.viewer.employee_id == review.employee_id:
        if review.state is not ReviewState.DELIVERED:
            raise NotFound
        return _beside(Sight.SHOWN if row else Sight.NONE, row, first, [])
    if ctx.viewer.employee_id != review.rater_id:
        raise NotFound
    sight = sight_of_rater(
        review.period.closes,
        ctx.today,
        apart=(await rulebook()).for_period(review.period.ends).apart,
        self_committed=row is not None,
        rater_committed=first is not None or review.number > 0,
    )
    return _beside(sight, row, first, await _moved(review, first))


def _beside(
    sight: Sight, row: SelfAssessment | None, first: FirstRatings | None, keys: list[str]
) -> BesideRow:
    shown = row if sight is Sight.SHOWN else None
    return BesideRow(
        sight=sight,
        committed_at=row.committed_at if row else None,
        first_committed_at=first.committed_at if first else None,
        moved=keys,
        reason=first.reason if first else "",
        items=_items(shown.items) if shown else [],
        summary=shown.summary if shown else "",
    )


async def _moved(review: Review, first: FirstRatings | None) -> list[str]:
    if first is None or not review.drafting:
        return []
    items = await DraftItem.filter(review_id=review.id).order_by("position")
    return moved(
        {key: Rating(value) for key, value in first.ratings.items()},
        {item.key: item.rating for item in items},
    )


async def _blank(employee_id: int, period: Period) -> list[SelfItemRow]:
    blanks = await blank_items(0, employee_id, period.year, default_db(), day=period.ends)
    return [
        SelfItemRow(it.key, it.part, it.kind, it.title, it.expectation, None, "") for it in blanks
    ]


def _items(stored: Iterable[dict[str, Any]]) -> list[SelfItemRow]:
    return [
        SelfItemRow(
            key=item["key"],
            part=Part(item["part"]),
            kind=RhkKind(item["kind"]) if item["kind"] else None,
            title=item["title"],
            expectation=item["expectation"],
            rating=Rating(item["rating"]) if item["rating"] else None,
            note=item["note"],
        )
        for item in stored
    ]
