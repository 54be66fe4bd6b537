"""What would follow from a new reporting line, in rows that HR reads before setting it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from schema.context import Context
from schema.models import Employee, Review, Skp
from schema.people.actions import TypedLine, preview_line
from schema.people.following import PeriodEffect
from schema.people.staff import person_row
from schema.reads.results import period_row
from schema.reads.rows import PeriodRow, PersonRow
from schema.rules.vocabulary import Fate, SkpState

MOST_PLANS = 5


@dataclass(slots=True)
class FollowingRow:
    """What becomes of one review."""

    rater: PersonRow
    rated: int
    total: int
    number: int
    fate: Fate


@dataclass(slots=True)
class PeriodEffectRow:
    """One period that is not closed: who judges it now, who would, and what was written so far."""

    period: PeriodRow
    before: list[PersonRow]
    after: list[PersonRow]
    changed: bool
    reviews: list[FollowingRow]


@dataclass(slots=True)
class PlanEffectRow:
    """A plan (SKP) of the employee whose leader is somebody else from then on."""

    year: int
    agreed: bool


@dataclass(slots=True)
class LinePreviewRow:
    """All of it; empty lists say that nothing else follows."""

    periods: list[PeriodEffectRow] = field(default_factory=list)
    plans: list[PlanEffectRow] = field(default_factory=list)


async def line_preview(ctx: Context, typed: TypedLine) -> LinePreviewRow:
    """What would follow from this line. Refuses as setting it would, and writes nothing."""
    effects = await preview_line(ctx, typed)
    reviews = await _reviews(effects)
    people = await _people(effects)
    return LinePreviewRow(
        periods=[_period(it, reviews, people, ctx.today) for it in effects],
        plans=await _plans(typed.employee_id, typed.starts),
    )


async def _reviews(effects: Iterable[PeriodEffect]) -> dict[int, Review]:
    ids = [it.written.review_id for one in effects for it in one.effect.reviews]
    return {it.id: it for it in await Review.filter(id__in=ids)} if ids else {}


async def _people(effects: Iterable[PeriodEffect]) -> dict[int, PersonRow]:
    wanted: set[int] = set()
    for one in effects:
        wanted |= {*one.effect.before, *one.effect.after}
        wanted |= {it.written.rater_id for it in one.effect.reviews}
    found = await Employee.filter(id__in=sorted(wanted)).select_related("position", "unit")
    return {it.id: person_row(it) for it in found}


def _period(
    one: PeriodEffect, reviews: dict[int, Review], people: dict[int, PersonRow], today: date
) -> PeriodEffectRow:
    return PeriodEffectRow(
        period=_period_row(one, today),
        before=[people[it] for it in one.effect.before],
        after=[people[it] for it in one.effect.after],
        changed=one.effect.changed,
        reviews=[
            FollowingRow(
                people[it.written.rater_id],
                reviews[it.written.review_id].rated,
                reviews[it.written.review_id].total,
                it.written.number,
                it.fate,
            )
            for it in one.effect.reviews
        ],
    )


def _period_row(one: PeriodEffect, today: date) -> PeriodRow:
    it = one.period
    row = {
        "period_id": it.id,
        "period_kind": it.kind,
        "year": it.year,
        "period_number": it.number,
        "starts": it.starts,
        "ends": it.ends,
        "opens": it.opens,
        "closes": it.closes,
    }
    return period_row(row, today)


async def _plans(employee_id: int, starts: date) -> list[PlanEffectRow]:
    plans = Skp.filter(employee_id=employee_id, ends__gte=starts).exclude(state=SkpState.CLOSED)
    found = await plans.order_by("starts").limit(MOST_PLANS)
    return [PlanEffectRow(it.year, it.number > 0) for it in found]
