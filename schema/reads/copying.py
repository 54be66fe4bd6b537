"""What a draft is compared with, to tell what in it is copied: a constant number of statements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import orjson

from schema.reads.results import latest_delivered, result_by_number
from schema.reads.rows import CopiedRow, ItemRow, ResultRow
from schema.reads.sql import default_db, fetch, parsed_json
from schema.rules.copying import CopyRule, Earlier, Known, Mark, Said, Source, copy_mark
from schema.rules.vocabulary import PeriodKind, Rating

TEAM_MOST = 400  # people whom one rater may have rated in a period
# What this rater gave to others in this period: the traces of their notes, never the notes.
_TRACES = """
  select v.traces_json from review w
  join review_version v on v.review_id = w.id and v.number = w.number
  where w.rater_id = $1 and w.period_id = $2 and w.number > 0 and w.employee_id <> $3
  order by w.id limit $4"""


class Draft(NamedTuple):
    """Which draft: of whom, by whom, for which period; `number` is what it corrects, 0 nothing."""

    review_id: int
    number: int
    employee_id: int
    rater_id: int
    period_id: int
    period_ends: date


class DraftSaid(NamedTuple):
    """An item of a draft as it is compared; `taken` is the column of that name."""

    key: str
    rating: Rating | None
    note: str
    taken: str
    reason: str


async def known_of(draft: Draft, year: Sequence[ResultRow], today: date) -> Known:
    """What is known beside this draft.

    `year` are the results that an annual draft weighs, with their items, in order of time. Other
    drafts are compared with the newest result before them."""
    earlier = [it for it in reversed(year) if it.review_id != draft.review_id]
    if not earlier:
        earlier = await latest_delivered(
            draft.employee_id, draft.review_id, draft.period_ends, today=today
        )
    given = None
    if draft.number > 0:
        given = await result_by_number(
            draft.review_id, draft.number, today=today, wanted=("items",)
        )
    return Known(
        earlier=[_earlier(result) for result in earlier],
        others=await _others(draft),
        given=known_from(given.items) if given else {},
    )


def known_from(given: Iterable[ItemRow]) -> dict[str, tuple[Said, Mark | None]]:
    """What a version said of each item, and the mark that it had, by the key of the item."""
    return {item.key: (_said(item), _mark(item.copied)) for item in given}


def copied_rows(
    rule: CopyRule | None, items: Iterable[DraftSaid], known: Known
) -> dict[str, CopiedRow]:
    """The items that count as copied by this rule, by key, each with its reason so far."""
    marks = (
        (it, copy_mark(rule, it.key, Said(it.rating, it.note), _source(it.taken), known))
        for it in items
    )
    return {it.key: copied_row(mark, it.reason) for it, mark in marks if mark is not None}


def copied_row(mark: Mark, reason: str) -> CopiedRow:
    """A mark with its reason, as it is shown."""
    if mark.source is None:
        return CopiedRow(mark.kind, None, None, None, None, None, reason.strip())
    return CopiedRow(mark.kind, *mark.source, reason.strip())


def taken_text(result: ResultRow) -> str:
    """What a draft keeps of the result that an item was taken from."""
    return orjson.dumps([result.review_id, result.number, *_period(result)]).decode()


async def _others(draft: Draft) -> Counter[str]:
    rows = await fetch(
        default_db(), _TRACES, draft.rater_id, draft.period_id, draft.employee_id, TEAM_MOST
    )
    return Counter(trace for row in rows for trace in parsed_json(row["traces_json"]))


def _earlier(result: ResultRow) -> Earlier:
    said = {item.key: _said(item) for item in result.items}
    return Earlier(Source(result.review_id, result.number, *_period(result)), said)


def _period(result: ResultRow) -> tuple[PeriodKind, int, int]:
    return PeriodKind(result.period.kind), result.period.year, result.period.number


def _said(item: ItemRow) -> Said:
    return Said(Rating(item.rating) if item.rating else None, item.note)


def _mark(row: CopiedRow | None) -> Mark | None:
    if row is None:
        return None
    if row.review_id is None or row.number is None or row.period_kind is None:
        return Mark(row.kind, None)
    return Mark(
        row.kind,
        Source(
            row.review_id,
            row.number,
            PeriodKind(row.period_kind),
            row.year or 0,
            row.period_number or 0,
        ),
    )


def _source(taken: str) -> Source | None:
    if not taken:
        return None
    review_id, number, kind, year, period_number = orjson.loads(taken)
    return Source(review_id, number, PeriodKind(kind), year, period_number)
