"""What of the year an annual review weighs, and whether it was weighed in words."""

from collections.abc import Sequence
from datetime import date

from schema.errors import NotComplete
from schema.models import Period, Review, ReviewVersion
from schema.reads.rows import ResultRow
from schema.reads.stored import weighed_row, weighed_text
from schema.reads.year import year_results
from schema.rules.rulebook import ReviewRules
from schema.rules.vocabulary import PeriodKind
from schema.rules.weighing import Duty, owes_weighing, weighing_duty


async def year_of(review: Review, period: Period, today: date) -> list[ResultRow]:
    """The delivered results of the year of an annual review, with their items; else none."""
    if period.kind is not PeriodKind.TAHUNAN:
        return []
    return await year_results(review.employee_id, period.year, today=today, wanted=("items",))


def duty_of(rules: ReviewRules, kind: PeriodKind, weighed: Sequence[ResultRow]) -> Duty:
    """Whether these results must be weighed in words, by these settings."""
    return weighing_duty(rules.weighing, kind, [PeriodKind(it.period.kind) for it in weighed])


def put_weighing(
    result: ReviewVersion,
    review: Review,
    period: Period,
    rules: ReviewRules,
    weighed: Sequence[ResultRow],
) -> None:
    """Keep with a version what was weighed as it stands now, and in which words.

    Raises NotComplete with "weighing" while the words are missing."""
    duty = duty_of(rules, period.kind, weighed)
    if owes_weighing(duty, review.weighing):
        raise NotComplete(
            ["weighing"],
            "Tuliskan bagaimana Anda mempertimbangkan hasil tahun ini, "
            f"sedikitnya {duty.letters} huruf.",
        )
    if weighed:
        result.weighing = review.weighing.strip()
        result.weighed_json = weighed_text(map(weighed_row, weighed))
