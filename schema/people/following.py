"""What follows from a new reporting line: shown before it is set, and done when it is.

Which review somebody may write in is asked of the dated lines each time (schema/access.py), so a
draft needs no new owner: it is locked while the line changes, so that nothing can be given by who
has just ceased to be the rater, and everybody concerned is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.events import Change, employee_audience
from schema.models import Period, Review
from schema.reads.stints import Facts, dated_facts
from schema.rules.following import Effect, Written, effect
from schema.rules.reporting import Line
from schema.rules.stints import Days
from schema.rules.vocabulary import EventKind, Fate

MOST_PERIODS = 40  # that are not closed at one time; a regency has about five


@dataclass(frozen=True, slots=True)
class PeriodEffect:
    """What a change means in one period that is not closed."""

    period: Period
    effect: Effect


async def effects_of(
    employee_id: int,
    lines: Sequence[Line],
    today: date,
    db: BaseDBAsyncClient | None = None,
    *,
    lock: bool = False,
) -> list[PeriodEffect]:
    """What would follow if the lines of this employee were `lines`, per period that is not closed.

    With `lock` the reviews concerned stay as they are until the transaction of `db` ends."""
    periods = await (
        Period.filter(closes__gte=today, starts__lte=today)
        .using_db(db)
        .order_by("ends", "id")
        .limit(MOST_PERIODS)
    )
    if not periods:
        return []
    starts, ends = min(it.starts for it in periods), max(it.ends for it in periods)
    facts = (await dated_facts([employee_id], starts, ends, db)).get(employee_id) or Facts()
    written = await _written(employee_id, [it.id for it in periods], db, lock=lock)
    changed = replace(facts, lines=list(lines))
    return [
        PeriodEffect(
            period,
            effect(
                facts.parts(Days(period.starts, period.ends), today),
                changed.parts(Days(period.starts, period.ends), today),
                written.get(period.id, []),
            ),
        )
        for period in periods
    ]


async def _written(
    employee_id: int, periods: Iterable[int], db: BaseDBAsyncClient | None, *, lock: bool
) -> dict[int, list[Written]]:
    reviews = Review.filter(employee_id=employee_id, period_id__in=list(periods)).using_db(db)
    if lock:
        reviews = reviews.select_for_update()
    found: dict[int, list[Written]] = {}
    for it in await reviews.order_by("id"):
        found.setdefault(it.period_id, []).append(
            Written(it.id, it.rater_id, it.number, it.drafting)
        )
    return found


async def hold_drafts(employee_ids: Sequence[int], db: BaseDBAsyncClient) -> None:
    """Let nothing be given for these employees until the transaction ends.

    A submission in the same moment is either done before the lines change, or judged by the new
    ones: the gate asks after it has the lock."""
    drafts = Review.filter(employee_id__in=list(employee_ids), drafting=True).using_db(db)
    await drafts.select_for_update().order_by("id").only("id")


def record(opened: Change, employee_id: int, effects: Iterable[PeriodEffect]) -> None:
    """Write what followed into the journal entry, and tell those whose drafts stopped or began."""
    followed = []
    for period, found in ((it.period, it.effect) for it in effects):
        moved = [it for it in found.reviews if it.fate is not Fate.GOES_ON]
        if not (found.changed or moved):
            continue
        followed.append(
            {
                "period": period.id,
                "raters": list(found.after),
                "reviews": {str(it.written.review_id): it.fate for it in moved},
            }
        )
        for it in found.reviews:
            opened.tell(
                employee_audience(it.written.rater_id),
                EventKind.TEAM_CHANGED,
                review=it.written.review_id,
                employee=employee_id,
                period=period.id,
            )
    opened.detail["followed"] = followed
