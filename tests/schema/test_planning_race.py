"""Two phones at once: one wins, nothing doubles, and both are told how it stands."""

import asyncio
from typing import Any

from schema.models import Event, Rhk, Skp, SkpNote, SkpVersion
from schema.rules.vocabulary import EventKind
from tests.graph import Graph
from tests.plans import (
    AGREE,
    COMMENT,
    RETURN,
    agreed,
    begun,
    rhk,
    saved,
    submitted,
    written,
)

TAPS = 6


async def test_many_beginnings_make_one_plan(graph: Graph) -> None:
    plans = await asyncio.gather(*(begun(graph) for _ in range(TAPS)))
    assert len({plan["id"] for plan in plans}) == 1
    assert await Skp.all().count() == 1


async def test_of_many_saves_one_wins_and_the_others_see_it(graph: Graph) -> None:
    skp = await begun(graph)
    answers = await asyncio.gather(
        *(saved(graph, skp, rhk=[rhk(f"rhk-{number}")]) for number in range(TAPS))
    )
    kinds = sorted(answer["__typename"] for answer in answers)
    assert kinds == ["Skp"] + ["SkpVersionConflict"] * (TAPS - 1)


async def test_agreed_on_one_phone_and_returned_on_the_other_is_one_of_the_two(
    graph: Graph,
) -> None:
    skp = await submitted(graph, await written(graph))
    given = {"id": skp["id"], "version": skp["version"]}
    reason = "Mohon targetnya diperjelas."

    async def agree() -> Any:
        return (await graph.ask("hendra", AGREE, **given, request="permintaan-a"))["agreeSkp"]

    async def give_back() -> Any:
        data = await graph.ask("hendra", RETURN, **given, reason=reason, request="permintaan-b")
        return data["returnSkp"]

    answers = await asyncio.gather(agree(), give_back())
    assert sorted(answer["__typename"] for answer in answers) == ["Skp", "SkpWrongState"]
    [won] = [answer for answer in answers if answer["__typename"] == "Skp"]
    row = await Skp.get(id=int(skp["id"]))
    assert (row.state, row.number) in {("AGREED", 1), ("RETURNED", 0)}
    assert won["state"] == row.state
    assert await SkpVersion.all().count() == row.number
    assert await Rhk.filter(skp_id=row.id).count() == row.number


async def test_one_tap_sent_many_times_agrees_once(graph: Graph) -> None:
    skp = await submitted(graph, await written(graph))
    told = await Event.filter(kind=EventKind.SKP_CHANGED).count()
    answers = await asyncio.gather(*(agreed(graph, skp) for _ in range(TAPS)))
    assert {(answer["__typename"], answer["number"]) for answer in answers} == {("Skp", 1)}
    assert await SkpVersion.all().count() == 1
    assert await Event.filter(kind=EventKind.SKP_CHANGED).count() == told + 2, "both, once"


async def test_a_remark_sent_many_times_is_one(graph: Graph) -> None:
    skp = await begun(graph)
    given = {"id": skp["id"], "text": "Catatan.", "request": "permintaan-c"}
    await asyncio.gather(*(graph.ask("sari", COMMENT, **given) for _ in range(TAPS)))
    assert await SkpNote.all().count() == 1
