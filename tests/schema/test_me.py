"""The signed-in person: the own record, and who rates them today."""

from datetime import date

from schema.models import ReportingLine
from schema.rules.vocabulary import Capacity
from tests.graph import Graph

ME = "{ me { nip isRater rater { name } raterCapacity } }"


async def test_only_the_own_nip_is_shown_and_who_rates_me(graph: Graph) -> None:
    me = (await graph.ask("sari", ME))["me"]
    assert me["nip"] == "199002142015032005"
    assert me["rater"]["name"].startswith("Hendra")
    assert (me["raterCapacity"], me["isRater"]) == ("DEFINITIF", False)


async def test_a_rater_with_two_lines_holds_by_the_one_that_goes_before(graph: Graph) -> None:
    cast = graph.cast
    await ReportingLine.filter(employee_id=cast.id("sari")).update(capacity=Capacity.PLT)
    for rater, capacity in (("rahmat", Capacity.PLH), ("hendra", Capacity.DEFINITIF)):
        await ReportingLine.create(
            employee_id=cast.id("sari"),
            rater_id=cast.id(rater),
            capacity=capacity,
            starts=date(2026, 9, 1),
        )
    me = (await graph.ask("sari", ME))["me"]
    assert (me["rater"]["name"].split()[0], me["raterCapacity"]) == ("Hendra", "PLT")
