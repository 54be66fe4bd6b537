"""What planning shows that is put together from several reads: the own desk, choices, examples."""

from dataclasses import dataclass
from datetime import date

from schema.access import require_employee, skp_to_read
from schema.context import Context
from schema.errors import InvalidInput, NotFound
from schema.models import Assignment, Employee, Position, Skp
from schema.planning.actions import PREDECESSOR, post_on
from schema.reads.plans import cards, leader_choices, leader_of, left_by_predecessor
from schema.reads.rulebook import rulebook
from schema.reads.skp_content import rhk_row
from schema.reads.skp_rows import LeaderChoiceRow, SkpDeskRow, SkpRhkRow
from schema.reads.team_plans import Dues, excluded_reason, year_days
from schema.reference.planning import templates_for
from schema.rules.skp_cycle import Party
from schema.rules.skp_terms import years_open

FIRST_YEAR, LAST_YEAR = 2022, 2100
LEFT_TITLE = "Dari pemegang jabatan sebelumnya"


@dataclass(slots=True)
class TemplateRow:
    """An example as the graph shows it."""

    id: str
    title: str
    items: list[SkpRhkRow]


def sane_year(year: int | None, today: date) -> int:
    """The year asked for within bounds, or that of today."""
    return today.year if year is None else min(max(year, FIRST_YEAR), LAST_YEAR)


async def desk(ctx: Context, year: int | None) -> SkpDeskRow:
    """The own planning of a year. Raises NotAllowed, and InvalidInput for a year out of bounds."""
    employee_id = require_employee(ctx.viewer)
    chosen = ctx.today.year if year is None else year
    if not FIRST_YEAR <= chosen <= LAST_YEAR:
        text = f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}."
        raise InvalidInput("BAD_YEAR", "year", text)
    person = await Employee.get(id=employee_id)
    plans = await cards(employee_id, chosen)
    post = await post_on(employee_id, year_days(chosen, ctx.today))
    leader, _ = await leader_of(employee_id, date(chosen, 1, 1), date(chosen, 12, 31), ctx.today)
    above = await cards(leader.id, chosen) if leader else []
    return SkpDeskRow(
        year=chosen,
        years=years_open((await rulebook()).planning, ctx.today),
        due=plans[0].due if plans else (await Dues.of(chosen)).since(post.starts),
        excluded=excluded_reason(person.standing, chosen),
        leader=leader,
        leader_state=above[0].state if above else None,
        post_changed=bool(plans) and await _other_post(plans[0].id, post, chosen),
        plans=plans,
    )


async def _other_post(skp_id: int, post: Assignment, year: int) -> bool:
    """Whether the post of today began this year and is not the one that was planned for."""
    known = await Skp.get(id=skp_id).only("position_id", "unit_id")
    same = (known.position_id, known.unit_id) == (post.position_id, post.unit_id)
    return not same and post.starts.year == year


async def choices(ctx: Context, skp_id: int) -> list[LeaderChoiceRow]:
    """What the leader of a plan offers to intervene; NotFound for whoever does not take part."""
    skp, role = await skp_to_read(ctx.viewer, skp_id, ctx.today)
    if role is None:
        raise NotFound
    leader, _ = await leader_of(skp.employee_id, skp.starts, skp.ends, ctx.today)
    return await leader_choices(leader.id, skp.year) if leader else []


async def templates(ctx: Context, skp_id: int) -> list[TemplateRow]:
    """Examples for the post of the own plan; NotFound for anybody else's.

    What a predecessor has left to the post comes first."""
    skp, role = await skp_to_read(ctx.viewer, skp_id, ctx.today)
    if role is not Party.EMPLOYEE:
        raise NotFound
    post = await Position.get_or_none(id=skp.position_id) if skp.position_id else None
    found = templates_for(post.name if post else "", post.eselon if post else "", ctx.today)
    shown = [TemplateRow(it.id, it.title, [rhk_row(item, {}) for item in it.items]) for it in found]
    left = await left_by_predecessor(
        skp.position_id, skp.unit_id, skp.year, skp.employee_id, skp.starts
    )
    if left:
        items = [rhk_row(item, {}) for item in left]
        shown.insert(0, TemplateRow(PREDECESSOR, LEFT_TITLE, items))
    return shown
