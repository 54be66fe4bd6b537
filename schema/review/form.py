"""The items a draft starts from: the planned work results and the seven values."""

from datetime import date
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.models import DraftItem, ReviewVersion, Rhk, Skp, SkpVersion
from schema.reads.rulebook import rulebook
from schema.reads.stored import StoredItems
from schema.reference.rulebook import behaviour_values
from schema.rules.skp import content_of
from schema.rules.vocabulary import BehaviourValue, Part, RhkKind

# Nobody is blocked by a plan that somebody did not make: without work results the whole is rated.
WHOLE_KEY = "rhk:0"
WHOLE_TITLE = "Hasil kerja keseluruhan"
WHOLE_EXPECTATION = "Rencana hasil kerja (SKP) tahun ini belum tercatat; nilailah hasil kerja utuh."

EXPECTED = "Ekspektasi pimpinan"


async def blank_items(
    review_id: int, employee_id: int, year: int, db: BaseDBAsyncClient, *, day: date | None = None
) -> list[DraftItem]:
    """Unrated items of a new draft, in the order of the form, not yet saved.

    They are those of the agreed plan (SKP) in force on `day`, the last of the period that is rated;
    without a day, of the last plan of the year. Whoever has no agreed plan is rated by the work
    results known without one, or as a whole."""
    last = day or date(year, 12, 31)
    skp = await _plan_on(employee_id, year, last, db)
    rules = (await rulebook()).for_period(last)
    known = Rhk.filter(employee_id=employee_id, year=year, withdrawn_at=None).using_db(db)
    plan = await known.filter(skp_id=skp.id if skp else None).order_by("place", "position")
    expected = await _expectations(skp, db)
    items = [
        DraftItem(
            key=f"rhk:{rhk.id}",
            part=Part.HASIL_KERJA,
            kind=rhk.kind,
            title=rhk.title,
            expectation=rhk.expectation,
        )
        for rhk in plan
    ] or [
        DraftItem(
            key=WHOLE_KEY,
            part=Part.HASIL_KERJA,
            kind=RhkKind.UTAMA,
            title=WHOLE_TITLE,
            expectation=WHOLE_EXPECTATION,
        )
    ]
    values = [
        DraftItem(
            key=value.code,
            part=rules.part_of(value.code),
            kind=None,
            title=value.name,
            expectation=" · ".join((*value.guides, *expected.get(value.code, ()))),
        )
        for value in behaviour_values()
    ]
    items += sorted(values, key=lambda item: item.part is Part.KONTRIBUSI_TIM)
    for position, item in enumerate(items, start=1):
        item.review_id, item.position = review_id, position
    return items


async def _plan_on(employee_id: int, year: int, day: date, db: BaseDBAsyncClient) -> Skp | None:
    """The plan of the year with a version in force on that day, whatever is being changed in it."""
    agreed = Skp.filter(employee_id=employee_id, year=year, number__gt=0).using_db(db)
    return await agreed.filter(starts__lte=day, ends__gte=day).order_by("-starts").first()


async def _expectations(skp: Skp | None, db: BaseDBAsyncClient) -> dict[BehaviourValue, tuple[str]]:
    """What the leader expects of each value (ekspektasi khusus pimpinan), by what is in force."""
    if skp is None:
        return {}
    version = await SkpVersion.get(skp_id=skp.id, number=skp.number, using_db=db)
    values = content_of(version.content).values
    return {code: (f"{EXPECTED}: {text}",) for code, text in values.items() if text.strip()}


def items_of_version(version: ReviewVersion) -> list[DraftItem]:
    """The items of a submitted version as the start of its correction, not yet saved.

    What was copied then keeps its reason; that it still counts as copied follows from comparing
    with the version (rules/copying.py)."""
    return [
        _item_of(version, position, item)
        for position, item in enumerate(StoredItems(version.items_json).read(), start=1)
    ]


def _item_of(version: ReviewVersion, position: int, kept: dict[str, Any]) -> DraftItem:
    copied = kept.pop("copied")
    reason = copied["reason"] if copied else ""
    return DraftItem(review_id=version.review_id, position=position, copy_reason=reason, **kept)
