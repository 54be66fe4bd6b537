"""The plans of the invented regency: what the demo needs, as the product would hold it."""

from datetime import date

import pytest

from schema.models import Employee, ReportingLine, Rhk, Skp, SkpVersion
from schema.reads.sql import default_db
from schema.reference.planning import unchanged
from schema.rules.skp import content_of
from schema.rules.skp_complete import gaps_of
from schema.rules.vocabulary import LegalStanding, SkpState
from schema.sample import Plan, seed
from schema.sample.demo import CAST


async def seeded(today: date) -> None:
    """A small regency as it is seen from this day."""
    db = default_db()
    await seed(db, Plan(60, today), lambda *_: "!", lambda _: None)


async def plan_of(name: str, year: int) -> Skp | None:
    """The plan of somebody of the demo."""
    return await Skp.get_or_none(employee__nip=CAST[name].nip, year=year)


@pytest.mark.timeout(120)
async def test_everybody_who_is_rated_has_a_plan_in_force_that_could_be_submitted(
    database: str,
) -> None:
    await seeded(date(2026, 11, 24))
    active = Employee.filter(standing=LegalStanding.ACTIVE)
    rated = set(await ReportingLine.filter(ends=None).values_list("employee_id", flat=True))
    planned = set(await Skp.filter(year=2026, number=1).values_list("employee_id", flat=True))
    assert rated & set(await active.values_list("id", flat=True)) <= planned
    for version in await SkpVersion.all():
        content = content_of(version.content)
        assert gaps_of(content, unchanged) == []
        rows = await Rhk.filter(skp_id=version.skp_id).order_by("place")
        if rows:  # next year's have none yet in the sample
            assert [row.key for row in rows] == [item.key for item in content.rhk]
            assert [row.title for row in rows] == [item.title for item in content.rhk]


@pytest.mark.timeout(120)
async def test_the_story_has_something_to_write_and_something_to_agree(database: str) -> None:
    await seeded(date(2026, 11, 24))
    states = {name: plan.state for name in CAST if (plan := await plan_of(name, 2027))}
    assert states == {
        "sari": SkpState.DRAFT, "putri": SkpState.SUBMITTED, "hendra": SkpState.SUBMITTED,
    }  # fmt: skip
    sari = await plan_of("sari", 2027)
    assert sari is not None
    codes = {gap.code for gap in gaps_of(content_of(sari.draft), unchanged)}
    assert codes == {"TARGET_MISSING", "TEMPLATE_UNCHANGED"}
    top = await plan_of("arman", 2026)
    assert top is not None
    assert (top.state, top.number, top.shared) == (SkpState.DRAFT, 0, True)


@pytest.mark.timeout(120)
async def test_seen_from_spring_nothing_of_next_year_has_begun(database: str) -> None:
    await seeded(date(2026, 5, 12))
    assert await Skp.filter(year__gt=2026).count() == 0
    assert await Skp.filter(year=2026, number=1).count() > 40
