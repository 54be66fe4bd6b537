"""What those who rated for a part of a stint left for the one who gives its evaluation."""

from tortoise.backends.base.client import BaseDBAsyncClient

from schema.reads.results import item_row
from schema.reads.rows import InputRow
from schema.reads.sql import fetch, grouped
from schema.reads.team import people_by_id
from schema.rules.stints import Stint

_NOTES = """
  select rater_id, note, given_at from handover
  where employee_id = $1 and period_id = $2 and rater_id IN_LIST($3)"""
# What was given stands as a result of its own; only a draft that stopped is an input.
_ITEMS = """
  select w.rater_id, i.key, i.part, i.kind, i.title, i.expectation, i.rating, i.note, i.evidence
  from review w join draft_item i on i.review_id = w.id
  where w.employee_id = $1 and w.period_id = $2 and w.rater_id IN_LIST($3) and w.number = 0
    and w.drafting and (i.rating is not null or i.note <> '')
  order by w.rater_id, i.position"""


async def inputs_of(
    part: Stint, employee_id: int, period_id: int, db: BaseDBAsyncClient
) -> list[InputRow]:
    """One row per former rater of the part, in order of their days; no statement without one."""
    raters = sorted({share.rater_id for share in part.former})
    if not raters:
        return []
    notes = {it["rater_id"]: it for it in await fetch(db, _NOTES, employee_id, period_id, raters)}
    items = grouped(await fetch(db, _ITEMS, employee_id, period_id, raters), "rater_id")
    people = await people_by_id(raters)
    return [
        InputRow(
            rater=people[share.rater_id],
            starts=share.starts,
            ends=share.ends,
            months=float(share.months),
            note=notes[share.rater_id]["note"] if share.rater_id in notes else "",
            given_at=notes[share.rater_id]["given_at"] if share.rater_id in notes else None,
            items=[item_row(it) for it in items.get(share.rater_id, [])],
        )
        for share in part.former
    ]
