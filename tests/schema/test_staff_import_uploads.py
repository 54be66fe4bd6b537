"""A staff file from the page: preview, confirmation, and what happens when things go wrong."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schema.context import Context
from schema.errors import InvalidInput, NotAllowed
from schema.models import (
    Employee,
    Event,
    JournalEntry,
    StaffImport,
    StaffImportFinding,
    StaffImportRow,
)
from schema.people import background
from schema.people.importing.save import Saver
from schema.people.refused_rows import refused_file
from schema.people.uploads import DEAD_AFTER, KEPT, recover_imports, start_import
from schema.rules.vocabulary import EventKind, ImportState
from tests.cast import NIPS, NOW, Cast
from tests.graph import REFUSAL, Graph
from tests.staff_files import BUDI, INA, RINA, TEAM, csv_file, row

IMPORT = """__typename id state rows good refused warned newEmployees changedEmployees unchanged
  newUnits missing progress total failure uploadedBy findingCount
  findings(first: 100) { line column level code message advice messageEn }"""
SHOW = f"""query Show($id: ID!) {{ staffImport(id: $id) {{
  ... on StaffImport {{ {IMPORT} }} {REFUSAL} }} }}"""
CONFIRM = f"""mutation Confirm($id: ID!, $good: Boolean! = false) {{
  confirmStaffImport(id: $id, goodRowsOnly: $good) {{ ... on StaffImport {{ {IMPORT} }} {REFUSAL} }}
}}"""
DISCARD = f"""mutation Discard($id: ID!) {{
  discardStaffImport(id: $id) {{ ... on StaffImport {{ {IMPORT} }} {REFUSAL} }} }}"""
WITH_FAULT = [*TEAM, row(RINA, "=CMD()", BUDI, GOL="III/b")]


@pytest.fixture(autouse=True)
async def nothing_runs_on() -> AsyncIterator[None]:
    """No work is left behind when the database is closed."""
    yield
    await background.settle()


async def upload(graph: Graph, folder: Path, rows: list[list[str]], name: str = "yuni") -> str:
    """Upload rows as somebody, and wait until they are checked."""
    ctx = Context(viewer=graph.cast.viewer(name), wake=graph._wake, now=NOW)
    path = csv_file(folder, rows)
    found = await start_import(ctx, path, "pegawai.csv", "0" * 64, date(2026, 10, 1))
    await background.settle()
    assert not await asyncio.to_thread(path.exists)
    return str(found)


async def shown(graph: Graph, import_id: str) -> Any:
    """The import as HR sees it."""
    return (await graph.ask("yuni", SHOW, id=import_id))["staffImport"]


async def confirmed(graph: Graph, import_id: str, *, good: bool = False) -> Any:
    """The import after it was confirmed and ran."""
    answer = (await graph.ask("yuni", CONFIRM, id=import_id, good=good))["confirmStaffImport"]
    assert answer.get("state") == "IMPORTING", answer
    await background.settle()
    return await shown(graph, import_id)


async def test_a_preview_counts_and_changes_no_staff(graph: Graph, tmp_path: Path) -> None:
    people = await Employee.all().count()
    preview = await shown(graph, await upload(graph, tmp_path, WITH_FAULT))
    numbers = ("state", "rows", "good", "refused", "newEmployees", "newUnits", "total")
    assert [preview[it] for it in numbers] == ["READY", 4, 3, 1, 3, 2, 4]
    assert preview["uploadedBy"] == "Yuni Contoh, S.Kep."
    (error,) = [it for it in preview["findings"] if it["level"] == "ERROR"]
    assert (error["line"], error["column"], error["code"]) == (5, "GOL", "GOLONGAN_MISMATCH")
    assert error["advice"] != error["message"] != error["messageEn"]
    assert await Employee.all().count() == people


async def test_confirmed_it_is_imported_and_its_rows_are_forgotten(
    graph: Graph, tmp_path: Path
) -> None:
    import_id = await upload(graph, tmp_path, TEAM)
    done = await confirmed(graph, import_id)
    assert (done["state"], done["newEmployees"], done["refused"]) == ("DONE", 3, 0)
    assert await Employee.exists(nip=INA)
    assert await StaffImportRow.all().count() == 0
    (entry,) = await JournalEntry.filter(action="import_staff", subject__startswith="staff_import")
    assert entry.detail["new_employees"] == 3


async def test_hr_hears_of_every_step(graph: Graph, tmp_path: Path) -> None:
    import_id = await upload(graph, tmp_path, TEAM)
    await confirmed(graph, import_id)
    events = await Event.filter(kind=EventKind.IMPORT_PROGRESSED)
    assert len(events) >= 4
    assert {(it.audience, it.subject["import"]) for it in events} == {("hr", int(import_id))}


async def test_with_errors_only_the_good_rows_may_be_confirmed(
    graph: Graph, tmp_path: Path
) -> None:
    import_id = await upload(graph, tmp_path, WITH_FAULT)
    trace = await graph.trace()
    answer = (await graph.ask("yuni", CONFIRM, id=import_id))["confirmStaffImport"]
    assert answer["code"] == "IMPORT_NOT_READY"
    assert "1 baris" in answer["message"]
    assert await graph.trace() == trace
    done = await confirmed(graph, import_id, good=True)
    assert (done["state"], done["good"], done["refused"]) == ("DONE", 3, 1)
    assert not await Employee.exists(nip=RINA)


async def test_refused_rows_come_back_with_reasons_and_no_formulas(
    graph: Graph, cast: Cast, tmp_path: Path
) -> None:
    import_id = await upload(graph, tmp_path, WITH_FAULT)
    await confirmed(graph, import_id, good=True)
    ctx = Context(viewer=cast.viewer("yuni"), now=NOW)
    text = "".join([piece async for piece in await refused_file(ctx, int(import_id))])
    head, refused = text.rstrip().split("\r\n")
    assert head.startswith("\ufeffBARIS;ALASAN DITOLAK;CARA MEMPERBAIKI;NIP;NAMA;")
    assert refused.startswith("5;GOL: Golongan ini bukan golongan PPPK.;")
    assert f";'{RINA};'=CMD();" in refused


async def test_the_staff_may_have_changed_since_the_preview(graph: Graph, tmp_path: Path) -> None:
    rows = [*TEAM, row(NIPS["lestari"], "Lestari Contoh", BUDI)]
    head_of_budi = row(BUDI, "Budi Contoh", NIPS["lestari"])
    first = await upload(graph, tmp_path, [head_of_budi])
    second = await upload(graph, tmp_path, [*rows[1:], row(BUDI, "Budi Contoh")])
    await confirmed(graph, first)  # now Budi is rated by Lestari, who would be rated by Budi
    failed = await confirmed(graph, second)
    assert failed["state"] == "FAILED"
    assert "berubah sejak pratinjau" in failed["failure"]
    assert not await Employee.exists(nip=INA)


async def test_a_fault_midway_leaves_the_staff_as_it_was(
    graph: Graph,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def break_down(_saver: Saver) -> None:
        raise OSError(f"the disk is full at {INA}")  # as databases quote the row they refuse

    import_id = await upload(graph, tmp_path, TEAM)
    monkeypatch.setattr(Saver, "_lines", break_down)
    failed = await confirmed(graph, import_id)
    assert failed["state"] == "FAILED"
    assert "Tidak ada data pegawai yang diubah" in failed["failure"]
    assert "disk" not in failed["failure"]
    assert not await Employee.exists(nip=INA)
    assert "builtins.OSError" in caplog.text
    assert "break_down" in caplog.text
    assert INA not in caplog.text


async def test_a_file_that_is_no_table_fails_with_words(graph: Graph, tmp_path: Path) -> None:
    failed = await shown(graph, await upload(graph, tmp_path, []))
    assert failed["state"] == "FAILED"
    assert [it["code"] for it in failed["findings"]] == ["NO_ROWS"]
    assert failed["findings"][0]["message"] in failed["failure"]


async def test_discarded_everything_of_it_is_forgotten(graph: Graph, tmp_path: Path) -> None:
    import_id = await upload(graph, tmp_path, WITH_FAULT)
    answer = (await graph.ask("yuni", DISCARD, id=import_id))["discardStaffImport"]
    assert answer["state"] == "DISCARDED"
    assert await StaffImportRow.all().count() == 0
    assert await StaffImportFinding.all().count() == 0


@pytest.mark.parametrize("state", [ImportState.CHECKING, ImportState.IMPORTING, ImportState.DONE])
@pytest.mark.parametrize(("document", "field"), [(CONFIRM, "confirm"), (DISCARD, "discard")])
async def test_only_what_is_ready_can_be_confirmed_or_discarded(
    graph: Graph, tmp_path: Path, state: ImportState, document: str, field: str
) -> None:
    import_id = await upload(graph, tmp_path, TEAM)
    await StaffImport.filter(id=int(import_id)).update(state=state)
    trace = await graph.trace()
    answer = (await graph.ask("yuni", document, id=import_id))[f"{field}StaffImport"]
    assert answer["code"] == "IMPORT_NOT_READY"
    assert await graph.trace() == trace


async def test_two_taps_on_confirm_import_once(graph: Graph, tmp_path: Path) -> None:
    import_id = await upload(graph, tmp_path, TEAM)
    answers = await asyncio.gather(*(graph.ask("yuni", CONFIRM, id=import_id) for _ in range(2)))
    await background.settle()
    kinds = sorted(it["confirmStaffImport"]["__typename"] for it in answers)
    assert kinds == ["ImportNotReady", "StaffImport"]
    assert await JournalEntry.filter(action="confirm_staff_import").count() == 1


@pytest.mark.parametrize("name", [it for it in [*NIPS, "sistem"] if it != "yuni"])
async def test_nobody_else_may(graph: Graph, cast: Cast, tmp_path: Path, name: str) -> None:
    import_id = await upload(graph, tmp_path, TEAM)
    trace = await graph.trace()
    for document, field in ((CONFIRM, "confirm"), (DISCARD, "discard")):
        answer = (await graph.ask(name, document, id=import_id))[f"{field}StaffImport"]
        assert answer["code"] == "NOT_ALLOWED"
    with pytest.raises(NotAllowed):
        await upload(graph, tmp_path, TEAM, name)
    with pytest.raises(NotAllowed):
        await refused_file(Context(viewer=cast.viewer(name), now=NOW), int(import_id))
    seen = (await graph.ask(name, SHOW, id=import_id))["staffImport"]
    assert seen["__typename"] == ("StaffImport" if name == "asep" else "NotAllowed")
    assert await graph.trace() == trace
    assert await StaffImport.all().count() == 1


@pytest.mark.parametrize("effective", [date(1989, 12, 31), date(2027, 11, 1)])
async def test_a_strange_date_is_refused_and_the_file_removed(
    graph: Graph, tmp_path: Path, effective: date
) -> None:
    ctx = Context(viewer=graph.cast.viewer("yuni"), now=NOW)
    path = csv_file(tmp_path, TEAM)
    with pytest.raises(InvalidInput):
        await start_import(ctx, path, "pegawai.csv", "0" * 64, effective)
    assert not await asyncio.to_thread(path.exists)
    assert await StaffImport.all().count() == 0


async def test_what_a_dead_process_left_is_failed(graph: Graph, tmp_path: Path) -> None:
    import_id = await upload(graph, tmp_path, TEAM)
    mine = StaffImport.filter(id=int(import_id))
    await mine.update(state=ImportState.IMPORTING, touched_at=NOW)
    later = NOW + DEAD_AFTER + timedelta(seconds=1)
    told = await Event.filter(audience="hr", kind="IMPORT_PROGRESSED").count()
    assert await recover_imports(later) == 1
    assert await Event.filter(audience="hr", kind="IMPORT_PROGRESSED").count() == told + 1
    failed = await shown(graph, import_id)
    assert (failed["state"], "Server berhenti" in failed["failure"]) == ("FAILED", True)
    assert await recover_imports(later) == 0


async def test_only_at_its_start_a_process_knows_that_nobody_works(
    graph: Graph, tmp_path: Path, database: str
) -> None:
    mine = StaffImport.filter(id=int(await upload(graph, tmp_path, TEAM)))
    await mine.update(state=ImportState.IMPORTING, touched_at=NOW)
    assert await recover_imports(NOW + timedelta(seconds=1)) == 0
    alone = int(database.startswith("sqlite"))
    assert await recover_imports(NOW + timedelta(seconds=1), starting=True) == alone


async def test_rows_are_not_kept_longer_than_needed(graph: Graph, tmp_path: Path) -> None:
    import_id = await upload(graph, tmp_path, WITH_FAULT)
    await recover_imports(NOW + KEPT - timedelta(days=1))
    assert await StaffImportRow.all().count() == 4
    await recover_imports(NOW + KEPT + timedelta(days=1))
    assert await StaffImportRow.all().count() == 0
    assert (await shown(graph, import_id))["state"] == "DISCARDED"
