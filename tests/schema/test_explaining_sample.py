"""Every result of the sample, explained: the account gives the very numbers that were stored."""

from itertools import groupby

from api.database import opened
from schema.models import ReviewVersion
from schema.reads.explanations import EVERYTHING, explained
from schema.reads.results import results_by_number
from schema.reference.rule_settings import delivered_rulebook
from tests.cast import TODAY
from tests.conftest import SEED_PEOPLE
from tests.databases import Databases


async def test_every_result_of_the_sample_is_what_its_account_says(
    sqlite_databases: Databases,
) -> None:
    with sqlite_databases.lend(people=SEED_PEOPLE) as url:
        async with opened(url):
            keys = (
                await ReviewVersion.all()
                .order_by("review_id", "number")
                .values_list("review_id", "number")
            )
            found = await results_by_number(list(keys), today=TODAY, wanted=EVERYTHING)
    assert len(found) == len(keys) > 200
    corrected = departed = 0
    for _review, group in groupby(keys, key=lambda key: key[0]):
        history = [found[key] for key in group]
        corrected += len(history) > 1
        for last in range(1, len(history) + 1):
            row = history[last - 1]
            rules = delivered_rulebook().named(row.rule_ids)
            account = explained(history[:last], rules, latest=len(history))
            assert account.agrees, row
            steps = [
                *account.hasil.suggestion.steps,
                *account.perilaku.suggestion.steps,
            ]
            told = [step for step in row.steps if not step.code.endswith(("_DEPARTED", "MATRIX"))]
            assert told == steps
            assert account.hasil.departed == bool(row.reason_hasil)
            assert account.perilaku.departed == bool(row.reason_perilaku)
            departed += account.hasil.departed or account.perilaku.departed
            assert [it.item.rating for it in account.inputs] == [it.rating for it in row.items]
            for change in account.would_change:
                assert row.rule.predikat(change.hasil, change.perilaku) is change.predikat
                assert change.predikat != row.predikat
    assert departed > 5
    assert corrected > 0
