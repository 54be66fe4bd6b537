"""What in a draft counts as copied, and whether its reason was given (rules/copying.py)."""

from collections.abc import Iterable, Sequence
from datetime import date

from schema.errors import NotComplete
from schema.models import DraftItem, Period, Review
from schema.reads.copying import Draft, DraftSaid, copied_rows, known_of
from schema.reads.rows import CopiedRow, ResultRow
from schema.review.checks import TypedItem
from schema.rules.copying import Known, Said, owes_reason, same
from schema.rules.rulebook import ReviewRules


def put_said(item: DraftItem, typed: TypedItem) -> None:
    """Put the rating, the note and the reason for a copy into an item of a draft, not yet saved.

    Another rating or other words end the mark of what was taken. The reason stays, as the reasons
    of the overall ratings do: without a mark it is shown nowhere."""
    if not same(Said(item.rating, item.note), Said(typed.rating, typed.note)):
        item.taken_json = ""
    item.rating, item.note = typed.rating, typed.note
    if typed.copy_reason is not None:
        item.copy_reason = typed.copy_reason.strip()


async def explained_copies(
    review: Review,
    period: Period,
    items: Iterable[DraftItem],
    rules: ReviewRules,
    year: Sequence[ResultRow],
    today: date,
) -> dict[str, CopiedRow]:
    """The items that count as copied, by key, each with its reason.

    `year` are the results of the year of an annual review. Raises NotComplete with
    "<key>.copied" where the reason is missing."""
    draft = Draft(
        review.id, review.number, review.employee_id, review.rater_id, period.id, period.ends
    )
    copied = marks_of(items, await known_of(draft, year, today), rules)
    owing = [key for key, row in copied.items() if owes_reason(rules.copying, row.reason)]
    if owing:
        raise NotComplete(
            [f"{key}.copied" for key in owing],
            "Sebagian butir sama dengan hasil lain. Tuliskan alasannya, atau nilailah tersendiri.",
        )
    return copied


def marks_of(items: Iterable[DraftItem], known: Known, rules: ReviewRules) -> dict[str, CopiedRow]:
    """The items that count as copied by these settings, by key."""
    said = (DraftSaid(it.key, it.rating, it.note, it.taken_json, it.copy_reason) for it in items)
    return copied_rows(rules.copying, said, known)
