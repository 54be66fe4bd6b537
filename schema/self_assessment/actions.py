"""The only writers of self-assessments and of a rater's first ratings.

Nobody's first judgement is drawn by the other's number: rules/anchoring.py says who may see what
when (docs/decisions: hidden until both have committed)."""

from dataclasses import dataclass

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from schema.access import own_period, require_employee, review_to_write
from schema.context import Context
from schema.errors import (
    NotComplete,
    SelfAssessmentClosed,
    SelfAssessmentConflict,
)
from schema.events import Change, change, employee_audience
from schema.models import (
    DraftItem,
    FirstRatings,
    Period,
    ReportingLine,
    Review,
    ReviewVersion,
    SelfAssessment,
)
from schema.review.checks import NOTE_MOST, SUMMARY_MOST
from schema.review.form import blank_items
from schema.rules.anchoring import SelfPhase, self_phase
from schema.rules.vocabulary import EventKind, Rating, ReviewState
from schema.texts import checked_reason, checked_text


@dataclass(frozen=True, slots=True)
class TypedSelfItem:
    """One item as a phone sends it."""

    key: str
    rating: Rating | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TypedSelfAssessment:
    """A save: the items that changed, and the summary as it stands on the phone."""

    items: tuple[TypedSelfItem, ...] = ()
    summary: str = ""


async def save_self_assessment(
    ctx: Context, period_id: int, version: int, typed: TypedSelfAssessment
) -> None:
    """Save what changed in the self-assessment that this phone last saw at `version`.

    Version 0 begins one. Raises InvalidInput, NotFound, SelfAssessmentClosed,
    SelfAssessmentConflict; in each case it stays as it was."""
    _check(typed)
    employee_id = require_employee(ctx.viewer)
    period = await own_period(period_id)
    try:
        async with change(ctx, "save_self_assessment", f"period:{period_id}", journal=False) as it:
            row = await _open_row(ctx, employee_id, period, version, it.db)
            await _overlay(row, period, typed, it.db)
            row.version, row.saved_at = row.version + 1, ctx.now
            await row.save(using_db=it.db)
            it.tell(employee_audience(employee_id), EventKind.SELF_CHANGED, period=period_id)
    except IntegrityError:  # the other phone began it in the same moment
        raise SelfAssessmentConflict(period_id) from None


async def commit_self_assessment(ctx: Context, period_id: int, version: int) -> None:
    """Send the self-assessment: from now on it never changes. Sent twice, it is sent once.

    Raises NotComplete with what is missing, SelfAssessmentClosed, SelfAssessmentConflict."""
    employee_id = require_employee(ctx.viewer)
    period = await own_period(period_id)
    async with change(ctx, "commit_self_assessment", f"period:{period_id}") as it:
        row = await _open_row(ctx, employee_id, period, version, it.db)
        missing = [str(item["key"]) for item in row.items if item["rating"] is None]
        if missing or not row.items:
            raise NotComplete(missing, "Beberapa butir belum Anda nilai.")
        row.committed_at, row.version = ctx.now, row.version + 1
        await row.save(using_db=it.db)
        it.tell(employee_audience(employee_id), EventKind.SELF_CHANGED, period=period_id)
        await _tell_raters(it, ctx, employee_id, period_id)


async def commit_first_ratings(ctx: Context, review_id: int) -> None:
    """Lock what the rater has chosen so far, which shows the self-assessment if it was sent.

    Every item must be rated. A second lock finds the first. Raises NotComplete, and what
    `review_to_write` raises."""
    async with change(ctx, "commit_first_ratings", f"review:{review_id}") as it:
        review, _ = await review_to_write(ctx.viewer, review_id, ctx.today, it.db)
        items = await DraftItem.filter(review_id=review_id).using_db(it.db).order_by("position")
        missing = [item.key for item in items if item.rating is None]
        if missing or not review.drafting:
            raise NotComplete(missing)
        if await FirstRatings.exists(review_id=review_id, using_db=it.db):
            return
        await FirstRatings.create(
            using_db=it.db,
            review_id=review_id,
            ratings={item.key: item.rating for item in items},
            committed_at=ctx.now,
        )
        _tell_rater(it, review.rater_id, review)


async def explain_moved_ratings(ctx: Context, review_id: int, reason: str) -> None:
    """Say why ratings moved after the self-assessment was seen; it goes on record.

    Raises InvalidInput, NotFound, NotYourTeam, PeriodClosed."""
    text = checked_reason(reason)
    async with change(ctx, "explain_moved_ratings", f"review:{review_id}", text) as it:
        review, _ = await review_to_write(ctx.viewer, review_id, ctx.today, it.db)
        await FirstRatings.filter(review_id=review_id).using_db(it.db).update(reason=text)
        _tell_rater(it, review.rater_id, review)


async def _open_row(
    ctx: Context, employee_id: int, period: Period, version: int, db: BaseDBAsyncClient
) -> SelfAssessment:
    """The row to write, locked; SelfAssessmentClosed or SelfAssessmentConflict otherwise."""
    given = await ReviewVersion.exists(
        employee_id=employee_id, period_id=period.id, state=ReviewState.DELIVERED, using_db=db
    )
    mine = SelfAssessment.filter(employee_id=employee_id, period_id=period.id).using_db(db)
    row = await mine.select_for_update().get_or_none()
    committed = row is not None and row.committed_at is not None
    phase = self_phase(
        period.opens, period.closes, ctx.today, committed=committed, result_given=given
    )
    if phase is not SelfPhase.OPEN:
        raise SelfAssessmentClosed(phase)
    if (row.version if row else 0) != version:
        raise SelfAssessmentConflict(period.id)
    return row or SelfAssessment(employee_id=employee_id, period_id=period.id, version=0)


async def _overlay(
    row: SelfAssessment, period: Period, typed: TypedSelfAssessment, db: BaseDBAsyncClient
) -> None:
    """The form of today with what was typed before and now; unknown keys are left aside."""
    before = {item["key"]: item for item in row.items}
    now = {item.key: item for item in typed.items}
    items: list[dict[str, str | None]] = []
    for blank in await blank_items(0, row.employee_id, period.year, db, day=period.ends):
        kept = before.get(blank.key, {})
        fresh = now.get(blank.key)
        items.append(
            {
                "key": blank.key,
                "part": blank.part,
                "kind": blank.kind,
                "title": blank.title,
                "expectation": blank.expectation,
                "rating": fresh.rating if fresh else kept.get("rating"),
                "note": fresh.note if fresh else kept.get("note") or "",
            }
        )
    row.items, row.summary = items, typed.summary


def _check(typed: TypedSelfAssessment) -> None:
    for item in typed.items:
        checked_text(
            item.note,
            most=NOTE_MOST,
            field=f"{item.key}.note",
            code="NOTE_TOO_LONG",
            label="Catatan",
        )
    checked_text(
        typed.summary,
        most=SUMMARY_MOST,
        field="summary",
        code="SUMMARY_TOO_LONG",
        label="Ringkasan",
    )


async def _tell_raters(it: Change, ctx: Context, employee_id: int, period_id: int) -> None:
    """Tell who rates the employee today, and who has begun to."""
    lines = ReportingLine.filter(employee_id=employee_id, starts__lte=ctx.today).using_db(it.db)
    raters = {line.rater_id for line in await lines if line.ends is None or line.ends >= ctx.today}
    begun = Review.filter(employee_id=employee_id, period_id=period_id).using_db(it.db)
    reviews = {review.rater_id: review.id for review in await begun}
    for rater_id in sorted(raters | set(reviews)):
        it.tell(
            employee_audience(rater_id),
            EventKind.TEAM_CHANGED,
            review=reviews.get(rater_id, 0),
            employee=employee_id,
            period=period_id,
        )


def _tell_rater(it: Change, rater_id: int, review: Review) -> None:
    it.tell(
        employee_audience(rater_id),
        EventKind.TEAM_CHANGED,
        review=review.id,
        employee=review.employee_id,
        period=review.period_id,
    )
