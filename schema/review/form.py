"""The items a draft starts from: the planned work results and the seven values."""

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.models import DraftItem, ReviewItem, Rhk
from schema.reference.rulebook import behaviour_values
from schema.rules.vocabulary import Part, RhkKind

# Nobody is blocked by a plan that somebody did not make: without work results the whole is rated.
WHOLE_KEY = "rhk:0"
WHOLE_TITLE = "Hasil kerja keseluruhan"
WHOLE_EXPECTATION = "Rencana hasil kerja (SKP) tahun ini belum tercatat; nilailah hasil kerja utuh."


async def blank_items(
    review_id: int, employee_id: int, year: int, db: BaseDBAsyncClient
) -> list[DraftItem]:
    """Unrated items of a new draft, in the order of the form, not yet saved."""
    plan = await Rhk.filter(employee_id=employee_id, year=year).using_db(db).order_by("position")
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
    items += [
        DraftItem(
            key=value.code,
            part=value.part,
            kind=None,
            title=value.name,
            expectation=" · ".join(value.guides),
        )
        for value in sorted(behaviour_values(), key=lambda value: value.part is Part.KONTRIBUSI_TIM)
    ]
    for position, item in enumerate(items, start=1):
        item.review_id, item.position = review_id, position
    return items


async def items_of_version(
    review_id: int, version_id: int, db: BaseDBAsyncClient
) -> list[DraftItem]:
    """The items of a submitted version as the start of its correction, not yet saved."""
    given = await ReviewItem.filter(version_id=version_id).using_db(db).order_by("position")
    return [
        DraftItem(
            review_id=review_id,
            key=item.key,
            part=item.part,
            kind=item.kind,
            position=item.position,
            title=item.title,
            expectation=item.expectation,
            rating=item.rating,
            note=item.note,
            evidence=item.evidence,
        )
        for item in given
    ]
