"""Two phones at once, on PostgreSQL where they really are: one wins, nothing doubles."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.database import opened
from schema.context import Context
from schema.events import ALL, change
from schema.models import Account, Audience, Event, ReviewVersion
from schema.reads.stored import StoredItems
from schema.reads.stream import audience_seqs, events_after
from schema.review.actions import deliver_waiting
from schema.rules.vocabulary import EventKind
from tests.cast import NOW, Cast, make_cast
from tests.graph import SAVE, Graph, filled_draft, opened_draft, submitted
from tests.schema.test_access import SAVE_PERIOD

TAPS = 8


@pytest.fixture
async def graph(postgres_url: str) -> AsyncIterator[Graph]:
    """The cast on PostgreSQL, with a pool of connections."""
    async with opened(postgres_url):
        yield Graph(await make_cast())


async def test_many_taps_give_one_result(graph: Graph) -> None:
    draft = await filled_draft(graph)
    taps = [submitted(graph, draft, request=f"permintaan-{n}") for n in range(TAPS)]
    answers = await asyncio.gather(*taps)
    assert sorted(answer["__typename"] for answer in answers) == (
        ["AlreadySubmitted"] * (TAPS - 1) + ["Result"]
    )
    [version] = await ReviewVersion.all()
    kept = [item.key for item in StoredItems(version.items_json)]
    assert kept == [item["key"] for item in draft["items"]]


async def test_one_tap_sent_many_times_is_one_result_to_all(graph: Graph) -> None:
    draft = await filled_draft(graph)
    answers = await asyncio.gather(*(submitted(graph, draft) for _ in range(TAPS)))
    assert {answer["__typename"] for answer in answers} == {"Result"}
    assert {answer["number"] for answer in answers} == {1}
    assert await Event.filter(kind=EventKind.RESULT_CHANGED).count() == 1


async def test_many_openings_make_one_draft(graph: Graph) -> None:
    drafts = await asyncio.gather(*(opened_draft(graph) for _ in range(TAPS)))
    assert len({draft["reviewId"] for draft in drafts}) == 1


async def test_of_many_saves_one_wins_and_the_others_see_it(graph: Graph) -> None:
    draft = await opened_draft(graph)

    async def save(number: int) -> str:
        typed = [{"key": "BOP", "rating": "SESUAI", "note": f"catatan {number}"}]
        given = {"reviewId": draft["reviewId"], "version": 1, "items": typed}
        kind: str = (await graph.ask("hendra", SAVE, input=given))["saveDraft"]["__typename"]
        return kind

    kinds = await asyncio.gather(*(save(number) for number in range(TAPS)))
    assert sorted(kinds) == ["DraftSaved"] + ["VersionConflict"] * (TAPS - 1)


async def test_numbers_of_an_audience_appear_in_order_and_without_holes(graph: Graph) -> None:
    """A reader that remembers the highest number never steps over a slower transaction."""
    cast: Cast = graph.cast
    ctx = Context(viewer=cast.viewer("yuni"), now=NOW)
    seen = 0
    done = asyncio.Event()

    async def write(pause: int) -> None:
        async with change(ctx, "test", "test:1") as opened_change:
            for _ in range(pause):  # some transactions are slower than others
                await opened_change.db.execute_query("select pg_sleep(0.002)")
            opened_change.tell(ALL, EventKind.PERIODS_CHANGED)
            opened_change.tell("e:1", EventKind.PERIODS_CHANGED)

    async def read() -> None:
        nonlocal seen
        while not done.is_set() or seen < TAPS * 2:
            for event in await events_after({ALL: seen}):
                assert event.seq == seen + 1
                seen = event.seq
            await asyncio.sleep(0)

    reader = asyncio.create_task(read())
    await asyncio.gather(*(write(n % 4) for n in range(TAPS * 2)))
    done.set()
    await reader
    assert await audience_seqs([ALL]) == {ALL: (TAPS * 2, 0)}


async def test_change_that_fails_tells_nobody(graph: Graph) -> None:
    ctx = Context(viewer=graph.cast.viewer("yuni"), now=NOW)
    before = await graph.trace()

    async def fails() -> None:
        async with change(ctx, "test", "test:1") as opened_change:
            opened_change.tell(ALL, EventKind.PERIODS_CHANGED)
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        await fails()
    assert await graph.trace() == before
    assert await Audience.all().count() == 0


async def test_one_period_made_twice_is_refused_by_name(graph: Graph) -> None:
    given = {"kind": "BULANAN", "year": 2026, "number": 12, "opens": "2026-12-20",
             "closes": "2026-12-31", "reason": "SE BKPSDM contoh"}  # fmt: skip
    answers = await asyncio.gather(
        *(graph.ask("yuni", SAVE_PERIOD, input=given) for _ in range(TAPS))
    )
    codes = sorted(answer["savePeriod"].get("code", "") for answer in answers)
    assert codes == ["", *["PERIOD_EXISTS"] * (TAPS - 1)]
    assert await Event.filter(kind=EventKind.PERIODS_CHANGED).count() == 1


async def test_result_given_while_the_account_is_activated_is_delivered(graph: Graph) -> None:
    sari = graph.cast.id("sari")
    await Account.filter(employee_id=sari).update(activated_at=None)
    draft = await filled_draft(graph)
    half_way = asyncio.Event()

    async def give() -> None:
        await half_way.wait()
        await submitted(graph, draft)

    giving = asyncio.create_task(give())
    context = Context(viewer=graph.cast.viewer("sari"), now=NOW)
    async with change(context, "change_password", "account:1") as opened:
        await Account.select_for_update().using_db(opened.db).get(employee_id=sari)
        await Account.filter(employee_id=sari).using_db(opened.db).update(activated_at=NOW)
        await deliver_waiting(opened, sari, NOW)
        half_way.set()
        # It has to wait for the account; a moment is enough for one that does not.
        await asyncio.wait({giving}, timeout=0.5)
    await giving
    assert (await ReviewVersion.get()).state == "DELIVERED"
    assert await Event.filter(kind=EventKind.RESULT_CHANGED, audience=f"e:{sari}").count() == 1
