"""What a simulation starts from: the items of a result, or the form of this year's plan.

Nothing here writes: no change is opened, no draft, no journal."""

from dataclasses import dataclass, replace
from datetime import date

from schema.access import require_employee, result_to_read
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.reads.explanations import given_items
from schema.reads.results import RULES, result_by_number, unit_suggestion
from schema.reads.rows import ItemRow, ResultRow
from schema.reads.rulebook import rulebook, rules_named
from schema.reads.sql import default_db
from schema.reference.rulebook import predikat_rules
from schema.review.checks import ITEMS_MOST
from schema.review.form import blank_items
from schema.rules.predikat import PredikatRule, rule_on
from schema.rules.rulebook import ReviewRules
from schema.rules.simulation import Simulated, Tried, simulate


@dataclass(frozen=True, slots=True)
class Start:
    """Items with the ratings given so far, what they are judged by, and the result they are of."""

    items: list[ItemRow]
    rule: PredikatRule
    rules: ReviewRules
    day: date
    result: ResultRow | None


async def start_from_result(ctx: Context, review_id: int, number: int | None) -> Start:
    """The items of a result the viewer may read. Raises NotFound."""
    chosen = await result_to_read(ctx.viewer, review_id, number, ctx.today)
    row = await result_by_number(review_id, chosen, today=ctx.today, wanted=("items", RULES))
    if row is None:
        raise NotFound
    rules = await rules_named(row.rule_ids)
    return Start(list(row.items), row.rule, rules, row.period.ends, row)


async def start_from_plan(ctx: Context) -> Start:
    """The viewer's own form of this year, unrated. Raises NotAllowed for a system account."""
    employee_id = require_employee(ctx.viewer)
    form = await blank_items(0, employee_id, ctx.today.year, default_db())
    items = [
        ItemRow(item.key, item.part, item.kind, item.title, item.expectation, None, "", [])
        for item in form
    ]
    rules = (await rulebook()).for_period(ctx.today)
    return Start(items, rule_on(predikat_rules(), ctx.today), rules, ctx.today, None)


def tried_on(start: Start, tried: Tried) -> tuple[Simulated, list[ItemRow]]:
    """The outcome, and the items as tried. Raises InvalidInput for more than a form can hold."""
    if len(tried.ratings) > ITEMS_MOST:
        raise InvalidInput("TOO_MANY_ITEMS", "ratings", "Terlalu banyak butir untuk dicoba.")
    unit = unit_suggestion(start.rules, start.result) if start.result else None
    found = simulate(start.rule, start.rules.suggestion, given_items(start.items), tried, unit)
    items = [
        replace(item, rating=given.rated.rating)
        for item, given in zip(start.items, found.items, strict=True)
    ]
    return found, items
