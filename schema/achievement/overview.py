"""What the pages of capaian show: the gate first, then rows for this viewer."""

from collections.abc import Collection
from typing import Any, cast

from schema.access import reads_every_unit, require_unit_reader
from schema.achievement.types import PatternRuleRow, UnitInPeriod, UnitLists
from schema.context import Context
from schema.errors import NotFound
from schema.reads import achievements, leading, periods
from schema.reads.achievements import Counted, SetRow, SpreadRow, UnitRow
from schema.reads.rows import PeriodRow
from schema.reads.rulebook import rulebook
from schema.reference.rulebook import distribution_rules
from schema.rules.distribution import distribution_rule
from schema.rules.reporting import judging_day
from schema.rules.rule_settings import RuleKey


async def unit_lists(
    ctx: Context, period_id: int | None, below: int | None, wanted: Collection[str]
) -> UnitLists:
    """The units that concern the viewer in a period; the open one when none is named."""
    period = await periods.period_or_open(period_id, ctx.today)
    if period is None:
        return UnitLists(period=None, mine=[], to_set=[], below=[])
    day = judging_day(period.starts, period.ends, ctx.today)
    me = ctx.viewer.employee_id
    own: list[int] = []
    under: list[int] = []
    if me is not None:
        path = await leading.place_of(me, day)
        own = path[1:] if len(path) > 1 else path  # the regency itself says nothing to anybody
        under = await leading.units_under(me, day) if "toSet" in wanted else []
    lower: list[UnitRow] = []
    if "below" in wanted and reads_every_unit(ctx.viewer):
        lower = await achievements.units_below(below)
    units = await achievements.unit_rows({*own, *under})
    lines = await achievements.lines([*units, *lower], period.id, day)
    by_id = {line.unit.id: line for line in lines}
    return UnitLists(
        period=cast(Any, period),
        mine=cast(Any, [by_id[one] for one in reversed(own) if one in by_id]),
        to_set=cast(Any, [line for line in lines[: len(units)] if line.unit.id in under]),
        below=cast(Any, [by_id[unit.id] for unit in lower]),
    )


async def unit_in_period(ctx: Context, unit_id: int, period_id: int) -> UnitInPeriod:
    """One unit. Raises NotFound, and NotAllowed for whom the unit is no business of."""
    unit = await achievements.unit_by_id(unit_id)
    period = await periods.period_by_id(period_id, ctx.today)
    if unit is None or period is None:
        raise NotFound
    day = judging_day(period.starts, period.ends, ctx.today)
    standing = await achievements.standing_of(ctx.viewer.employee_id, unit, day)
    require_unit_reader(ctx.viewer, standing.member, standing.leader, standing.superior)
    versions = await achievements.versions_of(unit_id, period_id)
    live = standing.leader or standing.superior or reads_every_unit(ctx.viewer)
    counted, rule = await _counted(ctx, period)
    [line] = await achievements.lines([unit], period.id, day)
    return UnitInPeriod(
        unit=cast(Any, unit),
        period=cast(Any, period),
        leader=cast(Any, line.leader),
        may_set=standing.superior and period.phase == "OPEN",
        versions=cast(Any, versions),
        spreads=cast(Any, await _spreads(ctx, unit, period, versions[:1], live, counted)),
        rule=cast(Any, rule),
    )


async def _counted(ctx: Context, period: PeriodRow) -> tuple[Counted, PatternRuleRow | None]:
    """How spreads are counted for the period and shown today, and the rule in its own words."""
    book = await rulebook()
    table = distribution_rule(distribution_rules(), period.ends)
    setting = book.on(RuleKey.COUNTING, period.ends)
    how = book.counting(period.ends)
    counted = Counted(how, book.shown_from(ctx.today))
    if table is None or setting is None or how is None:
        return counted, None
    return counted, PatternRuleRow(table, setting, how.small, counted.shown_from)


async def _spreads(
    ctx: Context,
    unit: UnitRow,
    period: PeriodRow,
    current: list[SetRow],
    live: bool,
    counted: Counted,
) -> list[SpreadRow]:
    """Of the unit; and where it is small, of its OPD, by whose achievement it is then seen."""
    day = judging_day(period.starts, period.ends, ctx.today)
    value = current[0].value if current else None
    own = await achievements.spread(unit, period, day, counted, live=live, achievement=value)
    if own is None:
        return []
    if unit.opd_id in (None, unit.id) or not achievements.is_small(own.people, counted.how):
        return [own]
    opd = await achievements.unit_by_id(unit.opd_id or 0)
    if opd is None:
        return [own]
    whole = await _whole(ctx, opd, period, counted)
    if whole is None:
        return [own]
    own.warnings = []  # the clauses are looked at in the OPD
    if not own.hidden and not achievements.leaves_enough(counted, own.rated, whole):
        own.hidden, own.counts = "TOO_FEW", []
    return [own, whole]


async def _whole(
    ctx: Context, opd: UnitRow, period: PeriodRow, counted: Counted
) -> SpreadRow | None:
    day = judging_day(period.starts, period.ends, ctx.today)
    set_for = (await achievements.current_of([opd.id], period.id)).get(opd.id)
    standing = await achievements.standing_of(ctx.viewer.employee_id, opd, day)
    live = standing.leader or standing.superior or reads_every_unit(ctx.viewer)
    value = set_for.value if set_for else None
    return await achievements.spread(opd, period, day, counted, live=live, achievement=value)
