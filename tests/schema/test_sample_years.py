"""The years of the sample: annual results weigh what stood then, and copies are the one of Sari."""

from collections.abc import AsyncIterator
from itertools import groupby

import pytest

from api.database import opened
from schema.models import Employee, ReviewVersion
from schema.reads.copying import DraftSaid, copied_rows, known_from
from schema.reads.results import results_by_number
from schema.reads.rows import CopiedRow, ResultRow
from schema.reads.year import changes_of, weighed_for
from schema.reference.rule_settings import delivered_rulebook
from schema.rules.copying import CopyKind, Earlier, Known, Source
from schema.rules.vocabulary import PeriodKind, ReviewState
from schema.rules.weighing import owes_weighing, weighing_duty
from schema.sample.demo import CAST
from tests.cast import TODAY
from tests.conftest import SEED_PEOPLE
from tests.databases import Databases


@pytest.fixture
async def people(sqlite_databases: Databases) -> AsyncIterator[list[list[ResultRow]]]:
    """The results that stand of each person, in the order in which the rule takes them."""
    with sqlite_databases.lend(people=SEED_PEOPLE) as url:
        async with opened(url):
            standing = ReviewVersion.filter(current=True)
            keys = await standing.order_by("employee_id", "period_ends", "id").values_list(
                "review_id", "number"
            )
            found = await results_by_number(list(keys), today=TODAY, wanted=("items", "weighed"))
            rows = [found[key] for key in keys]
            yield [list(own) for _, own in groupby(rows, key=lambda row: row.employee.id)]


async def test_annual_results_weigh_the_year_in_words(people: list[list[ResultRow]]) -> None:
    annual = 0
    for own in people:
        for row in own:
            if row.period.kind != PeriodKind.TAHUNAN:
                assert (row.weighing, list(row.weighed)) == ("", [])
                continue
            annual += 1
            readable = [it for it in own if it.state == ReviewState.DELIVERED]
            year = [it for it in readable if it.period.year == row.period.year]
            weighed = weighed_for(year, row.review_id, row.covers_from)
            assert [(it.review_id, it.number) for it in row.weighed] == [
                (it.review_id, it.number) for it in weighed
            ]
            kinds = [PeriodKind(it.period.kind) for it in weighed]
            rules = delivered_rulebook().for_period(row.period.ends)
            duty = weighing_duty(rules.weighing, PeriodKind.TAHUNAN, kinds)
            assert duty.required is bool(weighed)
            assert not owes_weighing(duty, row.weighing)
            assert changes_of(row, year) == []
    assert annual > 50


def earlier_of(row: ResultRow) -> Earlier:
    """A result as later ones are compared with it."""
    said = {key: said for key, (said, _) in known_from(row.items).items()}
    period = row.period
    return Earlier(
        Source(row.review_id, row.number, PeriodKind(period.kind), period.year, period.number),
        said,
    )


async def test_what_is_copied_by_the_rule_is_marked_and_nothing_else(
    people: list[list[ResultRow]],
) -> None:
    marked: list[tuple[ResultRow, str, CopiedRow]] = []
    for own in people:
        for place, row in enumerate(own):
            before = own[:place]
            stored = {it.key: it.copied for it in row.items if it.copied}
            marked += [(row, key, copied) for key, copied in stored.items()]
            if row.number > 1 or not before:
                continue
            if row.period.kind == PeriodKind.TAHUNAN:
                before = [it for it in before if it.period.year == row.period.year]
            else:
                before = before[-1:]
            known = Known([earlier_of(it) for it in reversed(before)])
            said = [DraftSaid(it.key, it.rating, it.note, "", "") for it in row.items if it.rating]
            rules = delivered_rulebook().for_period(row.period.ends)
            assert set(copied_rows(rules.copying, said, known)) <= set(stored), row
    sari = await Employee.get(nip=CAST["sari"].nip)
    [(row, _, copied)] = marked
    assert (row.employee.id, copied.kind) == (sari.id, CopyKind.TAKEN)
    assert len(copied.reason) >= 10
    source = next(it for own in people for it in own if it.review_id == copied.review_id)
    assert source.employee.id == sari.id
    assert source.period.ends < row.period.ends
