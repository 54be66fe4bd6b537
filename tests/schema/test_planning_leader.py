"""What the leader does in a plan: read what is theirs to read, edit visibly, return, agree."""

from typing import Any

import pytest

from schema.models import JournalEntry, SkpVersion
from tests.graph import Graph
from tests.plans import (
    COMMENT,
    READ,
    SHARE,
    agreed,
    begun,
    in_force,
    returned,
    rhk,
    saved,
    submitted,
    written,
)


async def read(graph: Graph, name: str, skp: Any) -> Any:
    """The plan as this person sees it."""
    return (await graph.ask(name, READ, id=skp["id"]))["skp"]


async def offered(graph: Graph) -> Any:
    """Sari's submitted plan as Hendra sees it."""
    return await read(graph, "hendra", await submitted(graph, await written(graph)))


async def test_a_draft_is_its_writers_until_it_is_shared(graph: Graph) -> None:
    skp = await written(graph)
    hidden = await read(graph, "hendra", skp)
    assert (hidden["state"], hidden["content"], hidden["gaps"]) == ("DRAFT", None, [])
    await graph.ask("sari", SHARE, id=skp["id"], shared=True)
    assert (await read(graph, "hendra", skp))["content"]["rhk"][0]["key"] == "rhk-satu"
    await graph.ask("sari", SHARE, id=skp["id"], shared=False)
    assert (await read(graph, "hendra", skp))["content"] is None


async def test_the_offices_read_what_is_in_force_and_no_dialogue(graph: Graph) -> None:
    skp = await submitted(graph, await written(graph))
    given = {"id": skp["id"], "text": "Sudah baik.", "request": "permintaan-4"}
    await graph.ask("hendra", COMMENT, **given)
    before = await read(graph, "asep", skp)
    assert (before["role"], before["content"], before["steps"]) == (None, None, [])
    await agreed(graph, skp)
    after = await read(graph, "asep", skp)
    assert after["agreed"]["content"]["rhk"][0]["key"] == "rhk-satu"
    assert after["notes"] == []


async def test_an_edit_shows_who_when_and_the_words_before(graph: Graph) -> None:
    skp = await offered(graph)
    changed = rhk(title="Terlaksananya kunjungan ke semua warga berisiko")
    edited = await saved(graph, skp, "hendra", rhk=[changed, rhk("rhk-dua")], removed=[])
    one, two = edited["content"]["rhk"]
    assert one["edit"]["by"].startswith("Hendra")
    assert one["edit"]["before"]["title"] == "Terlaksananya kunjungan rumah rhk-satu (contoh)"
    assert (two["edit"]["before"], two["key"]) == (None, "rhk-dua")
    assert await JournalEntry.filter(action="save_skp").count() == 1, "the leader's is on record"


async def test_edits_must_be_answered_before_anything_is_agreed(graph: Graph) -> None:
    skp = await offered(graph)
    skp = await saved(graph, skp, "hendra", removed=["rhk-satu"], rhk=[rhk("rhk-dua")])
    trace = await graph.trace()
    refused = await agreed(graph, skp)
    assert refused["code"] == "EDITS_UNANSWERED"
    assert await graph.trace() == trace
    back = await returned(graph, skp)
    assert [item["key"] for item in back["content"]["removed"]] == ["rhk-satu"]
    again = await submitted(graph, await read(graph, "sari", back), request="permintaan-5")
    assert again["content"]["removed"] == []
    assert again["content"]["rhk"][0]["edit"] is None
    done = await agreed(graph, again)
    assert [item["key"] for item in done["agreed"]["content"]["rhk"]] == ["rhk-dua"]


async def test_lampiran_edited_by_the_leader_is_marked(graph: Graph) -> None:
    skp = await saved(graph, await written(graph), support=["Komputer"])
    skp = await submitted(graph, skp)
    skp = await saved(graph, skp, "hendra", support=["Komputer", "Kendaraan"])
    [part] = skp["content"]["partEdits"]
    assert (part["part"], part["before"]) == ("support", ["Komputer"])
    assert (await agreed(graph, skp))["code"] == "EDITS_UNANSWERED"


async def test_expectations_of_values_are_the_leaders_own_words(graph: Graph) -> None:
    value = {"code": "BOP", "expectation": "Menyapa lebih dulu."}
    refused = await saved(graph, await written(graph), values=[value])
    assert (refused["code"], refused["field"]) == ("NOT_YOURS", "values")
    skp = await submitted(graph, await written(graph))
    skp = await saved(graph, skp, "hendra", values=[value])
    done = await agreed(graph, skp)
    values = {it["code"]: it["expectation"] for it in done["agreed"]["content"]["values"]}
    assert (values["BOP"], values["KOL"]) == ("Menyapa lebih dulu.", "")


async def test_the_approach_is_the_employees(graph: Graph) -> None:
    refused = await saved(graph, await offered(graph), "hendra", approach="KUALITATIF")
    assert (refused["code"], refused["field"]) == ("NOT_YOURS", "approach")


@pytest.mark.parametrize("name", ["sari", "hendra"])
async def test_both_may_say_something_at_any_time(graph: Graph, name: str) -> None:
    skp = await in_force(graph)
    given = {"id": skp["id"], "text": "  Terima kasih.  ", "request": "permintaan-7"}
    await graph.ask(name, COMMENT, **given, item="rhk-satu")
    said = (await graph.ask(name, COMMENT, **given, item="rhk-satu"))["commentSkp"]  # again
    [note] = said["notes"]
    assert (note["item"], note["text"], note["mine"]) == ("rhk-satu", "Terima kasih.", True)


async def test_a_remark_about_nothing_is_refused(graph: Graph) -> None:
    skp = await begun(graph)
    given = {"id": skp["id"], "text": "Catatan.", "request": "permintaan-7"}
    refused = (await graph.ask("sari", COMMENT, **given, item="tidak-ada"))["commentSkp"]
    assert refused["code"] == "UNKNOWN_ITEM"
    empty = (await graph.ask("sari", COMMENT, **{**given, "text": "  "}))["commentSkp"]
    assert empty["code"] == "REMARK_EMPTY"


async def test_the_same_tap_agrees_once(graph: Graph) -> None:
    skp = await submitted(graph, await written(graph))
    first = await agreed(graph, skp)
    trace = await graph.trace()
    again = await agreed(graph, skp)
    assert (first["number"], again["number"]) == (1, 1)
    assert await graph.trace() == trace
    assert await SkpVersion.all().count() == 1


async def test_a_second_tap_after_the_decision_is_told_the_state(graph: Graph) -> None:
    skp = await submitted(graph, await written(graph))
    await agreed(graph, skp)
    trace = await graph.trace()
    refused = await returned(graph, skp)
    assert (refused["code"], refused["current"]["state"]) == ("SKP_WRONG_STATE", "AGREED")
    assert await graph.trace() == trace


async def test_an_old_phone_is_told_that_the_plan_moved_on(graph: Graph) -> None:
    old = await begun(graph)
    new = await saved(graph, old, rhk=[rhk()])
    trace = await graph.trace()
    refused = await saved(graph, old, rhk=[rhk("rhk-lain")])
    assert refused["code"] == "SKP_VERSION_CONFLICT"
    assert refused["current"]["version"] == new["version"]
    assert await graph.trace() == trace
