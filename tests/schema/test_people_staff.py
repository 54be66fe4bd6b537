"""The staff list: search, pages, and who may see it."""

from typing import Any

import pytest

from schema.context import Context
from schema.models import Account, ReportingLine
from schema.rules.vocabulary import Capacity
from tests.cast import NIPS, ROLES, TODAY, Cast
from tests.graph import SCHEMA, Graph

STAFF = """query Staff($search: String! = "", $unit: ID, $after: String, $first: Int! = 25) {
  staff(search: $search, unitId: $unit, after: $after, first: $first) { total next rows {
    person { id name position unit } nip employment golongan rater { name } capacity activated
  } } }"""


async def page(graph: Graph, name: str = "yuni", **given: Any) -> Any:
    """One page of the list."""
    return (await graph.ask(name, STAFF, **given))["staff"]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("sari", ["Sari"]),
        ("SARI", ["Sari"]),
        (NIPS["joko"], ["Joko"]),
        (
            f"{NIPS['joko'][:8]} {NIPS['joko'][8:14]} {NIPS['joko'][14]} {NIPS['joko'][15:]}",
            ["Joko"],
        ),
        (NIPS["joko"][:12], []),  # part of a NIP finds nobody
        ("a_i", []),  # no wildcards
        ("%", None),
        ("", None),
    ],
)
async def test_searches_by_part_of_a_name_or_a_whole_nip(
    graph: Graph, search: str, names: list[str] | None
) -> None:
    found = await page(graph, search=search)
    shown = [row["person"]["name"].split()[0] for row in found["rows"]]
    assert shown == (sorted(name.title() for name in NIPS) if names is None else names)
    assert found["total"] == len(shown)


async def test_pages_by_name_without_holes_or_doubles(graph: Graph) -> None:
    seen: list[str] = []
    after = None
    for _ in range(5):
        found = await page(graph, first=3, after=after)
        seen += [row["person"]["name"].split()[0] for row in found["rows"]]
        after = found["next"]
        if after is None:
            break
    assert seen == sorted(name.title() for name in NIPS)


async def test_a_page_is_bounded(graph: Graph) -> None:
    assert len((await page(graph, first=0))["rows"]) == 1
    assert len((await page(graph, first=100_000))["rows"]) == len(NIPS)


async def test_shows_a_unit_with_all_below_it(graph: Graph, cast: Cast) -> None:
    found = await page(graph, unit=str(cast.units["dinas"].id))
    names = {row["person"]["name"].split()[0] for row in found["rows"]}
    assert names == {"Dewi", "Hendra", "Rahmat", "Sari", "Joko", "Putri", "Wati"}


async def test_shows_the_rater_of_today(graph: Graph, cast: Cast) -> None:
    await ReportingLine.create(
        employee_id=cast.id("sari"), rater_id=cast.id("dewi"), capacity=Capacity.PLH, starts=TODAY
    )
    await Account.filter(employee_id=cast.id("sari")).update(activated_at=None)
    (sari,) = (await page(graph, search="sari"))["rows"]
    assert (sari["rater"]["name"], sari["capacity"]) == ("Dewi Contoh, S.Kep.", "PLH")
    assert sari["activated"] is False
    (arman,) = (await page(graph, search="arman"))["rows"]
    assert (arman["rater"], arman["capacity"], arman["activated"]) == (None, None, True)


@pytest.mark.parametrize("name", [*NIPS, "sistem"])
async def test_only_hr_and_auditor_see_it(graph: Graph, cast: Cast, name: str) -> None:
    context = Context(viewer=cast.viewer(name), now=graph.now)
    answer = await SCHEMA.execute(STAFF, context_value=context)
    if ROLES.get(name) in ("HR_ADMIN", "AUDITOR"):
        assert not answer.errors
    else:
        assert answer.data is None
        assert answer.errors is not None
        assert "NotAllowed" in repr(answer.errors[0].original_error)


async def test_a_made_up_cursor_is_refused(graph: Graph, cast: Cast) -> None:
    context = Context(viewer=cast.viewer("yuni"), now=graph.now)
    for cursor in ("abc", "%%%", "MTI=", "eDp5"):
        answer = await SCHEMA.execute(STAFF, {"after": cursor}, context_value=context)
        assert answer.errors is not None
        assert answer.errors[0].original_error.input_code == "BAD_CURSOR"  # type: ignore[union-attr]  # a refusal, as asserted
