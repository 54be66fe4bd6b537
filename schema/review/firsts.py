"""A rater who saw the self-assessment and moved ratings after it says why."""

from collections.abc import Iterable

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.errors import NotComplete
from schema.models import DraftItem, FirstRatings, Review, SelfAssessment
from schema.rules.anchoring import moved
from schema.rules.vocabulary import Rating

MOVED_REASON = "movedReason"


async def require_moves_explained(
    review: Review, items: Iterable[DraftItem], db: BaseDBAsyncClient
) -> None:
    """Return unless ratings moved after the self-assessment was shown, without a reason why.

    Raises NotComplete with MOVED_REASON. A lock that showed nothing, because nothing was sent,
    binds nobody; nor does a correction, which has its own reason."""
    first = await FirstRatings.get_or_none(review_id=review.id, using_db=db)
    if first is None or first.reason or review.number > 0:
        return
    ratings = {key: Rating(value) for key, value in first.ratings.items()}
    if not moved(ratings, {item.key: item.rating for item in items}):
        return
    seen = await SelfAssessment.exists(
        employee_id=review.employee_id,
        period_id=review.period_id,
        committed_at__isnull=False,
        using_db=db,
    )
    if seen:
        raise NotComplete(
            [MOVED_REASON],
            "Sebagian penilaian Anda berubah setelah melihat penilaian diri. Tuliskan alasannya.",
        )
