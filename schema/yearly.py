"""A year of one person as a viewer may see it: what an annual review weighs, what changed since.

Below the rooms, since the room that gives results, the one that explains them and the one of the
self-assessment show the same. Nothing here is ever summed up to a predikat."""

from collections.abc import Iterable
from datetime import date

from tortoise.expressions import F

from schema.access import readable_givers
from schema.context import Context
from schema.events import Change, employee_audience
from schema.models import Review
from schema.reads.rows import ResultRow
from schema.reads.year import YearChangeRow, change_row, changes_of, weighed_for, year_results
from schema.rules.vocabulary import EventKind, PeriodKind


async def results_to_weigh(
    review: Review, year: Iterable[ResultRow], part_starts: date, today: date
) -> list[ResultRow]:
    """What the rater of an annual review weighs: delivered results of the year that this rater may
    read."""
    found = weighed_for(year, review.id, part_starts)
    return await readable(found, review.rater_id, review.employee_id, today)


async def readable(
    results: Iterable[ResultRow], reader_id: int | None, employee_id: int, today: date
) -> list[ResultRow]:
    """Those of one employee's delivered results that this reader may read."""
    found = list(results)
    givers = await readable_givers(reader_id, employee_id, {it.rater.id for it in found}, today)
    return [it for it in found if it.rater.id in givers]


async def changes_to(ctx: Context, annual: ResultRow) -> list[YearChangeRow]:
    """What an annual result, which the viewer may read, does not know of its year.

    Of no other result. A result that the viewer may not read is named without its predikat."""
    if annual.period.kind != PeriodKind.TAHUNAN:
        return []
    year = await year_results(annual.employee.id, annual.period.year, today=ctx.today)
    found = changes_of(annual, year)
    own = ctx.viewer.employee_id == annual.employee.id
    givers = {result.rater.id for _, result in found}
    if not own:
        givers = await readable_givers(
            ctx.viewer.employee_id, annual.employee.id, givers, ctx.today
        )
    return [
        change_row(change, result, readable=result.rater.id in givers) for change, result in found
    ]


async def tell_year(opened: Change, employee_id: int, years: Iterable[int], but: int = 0) -> None:
    """Tell who gives the annual evaluation of these years that a result of the year can be read.

    A draft of it counts one version more: what was read before must not be sent as if it had been
    weighed. `but` is the review that this result is of."""
    annual = Review.filter(
        employee_id=employee_id,
        period__kind=PeriodKind.TAHUNAN,
        period__year__in=sorted(set(years)),
    ).exclude(id=but)
    found = await annual.using_db(opened.db).order_by("id")
    drafts = [review.id for review in found if review.drafting]
    if drafts:
        open_now = Review.filter(id__in=drafts, drafting=True).using_db(opened.db)
        await open_now.update(draft_version=F("draft_version") + 1)
    for review in found:
        opened.tell(
            employee_audience(review.rater_id),
            EventKind.TEAM_CHANGED,
            review=review.id,
            employee=review.employee_id,
            period=review.period_id,
        )
