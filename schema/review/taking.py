"""Taking one rating with its note from an earlier result into a draft: never more than one.

There is no way to take all of them, and nothing is filled in by itself (product.md 3). What was
taken is marked in the draft, in the result, and before the employee, with the reason."""

from dataclasses import dataclass

from schema.access import draft_to_write, readable_givers
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.events import change
from schema.models import DraftItem, Period, Review
from schema.reads.copying import taken_text
from schema.reads.results import result_by_number
from schema.reads.rows import ItemRow, ResultRow
from schema.reads.rulebook import rulebook
from schema.review.actions import draft_items, require_draft, tell_team
from schema.rules.vocabulary import Rating, ReviewState
from schema.texts import REASON_LEAST, checked_reason


@dataclass(frozen=True, slots=True)
class TypedCopy:
    """Which item of which draft, from which version, and why."""

    review_id: int
    version: int
    key: str
    from_review_id: int
    from_number: int
    reason: str


async def copy_rating(ctx: Context, typed: TypedCopy) -> int:
    """Take rating and note of one item from an earlier delivered result of the same employee into
    the open draft last seen at `version`; gives the new version. Evidence is not taken.

    Raises InvalidInput (UNKNOWN_ITEM, NOT_IN_RESULT, REASON_TOO_SHORT), NotFound for a draft or a
    result the viewer may not use, NotYourTeam, PeriodClosed, AlreadySubmitted, VersionConflict."""
    subject, reason = f"review:{typed.review_id}", typed.reason.strip()
    async with change(ctx, "copy_rating", subject, reason) as opened:
        review, period, writer = await draft_to_write(
            ctx.viewer, typed.review_id, ctx.today, opened.db
        )
        require_draft(review, typed.version)
        await _check_reason(reason, period)
        source = await _source(ctx, review, period, typed)
        items = await draft_items(review.id, opened.db)
        item = _of_draft(items, typed.key)
        _take(item, source, _of_result(source, typed.key), reason)
        await item.save(using_db=opened.db)
        review.writer_id = writer
        review.rated = sum(it.rating is not None for it in items.values())
        review.draft_version += 1
        review.saved_at = ctx.now
        await review.save(using_db=opened.db)
        opened.detail.update(key=typed.key, source=source.review_id, number=source.number)
        tell_team(opened, review)
    return review.draft_version


async def _check_reason(reason: str, period: Period) -> None:
    """Return when the reason is as long as the setting of the period asks, else InvalidInput."""
    rule = (await rulebook()).for_period(period.ends).copying
    hint = "Tuliskan mengapa nilai ini sama dengan sebelumnya"
    checked_reason(reason, least=rule.reason_least if rule else REASON_LEAST, hint=hint)


async def _source(ctx: Context, review: Review, period: Period, typed: TypedCopy) -> ResultRow:
    """The result to take from: delivered, of this employee, of no later period, not this review."""
    found = await result_by_number(
        typed.from_review_id, typed.from_number, today=ctx.today, wanted=("items",)
    )
    if (
        found is None
        or found.employee.id != review.employee_id
        or found.review_id == review.id
        or found.state != ReviewState.DELIVERED
        or found.period.ends > period.ends
        or not await readable_givers(
            ctx.viewer.employee_id, review.employee_id, {found.rater.id}, ctx.today
        )
    ):
        raise NotFound
    return found


def _of_draft(items: dict[str, DraftItem], key: str) -> DraftItem:
    if key not in items:
        raise InvalidInput("UNKNOWN_ITEM", key[:24], "Butir ini tidak ada dalam penilaian.")
    return items[key]


def _of_result(source: ResultRow, key: str) -> ItemRow:
    found = next((item for item in source.items if item.key == key), None)
    if found is None:
        raise InvalidInput(
            "NOT_IN_RESULT", key[:24], "Butir ini tidak dinilai dalam hasil yang Anda pilih."
        )
    return found


def _take(item: DraftItem, source: ResultRow, said: ItemRow, reason: str) -> None:
    item.rating = Rating(said.rating) if said.rating else None
    item.note = said.note
    item.taken_json, item.copy_reason = taken_text(source), reason
