"""What an import writes, refuses, warns of and leaves alone, on both databases."""

import logging
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schema.models import (
    Absence,
    Account,
    Assignment,
    Employee,
    Event,
    JournalEntry,
    ReportingLine,
    WorkUnit,
)
from schema.people.importing.save import Saver
from schema.people.imports import Outcome
from schema.rules.reporting import overlapping, rater_on
from schema.rules.vocabulary import AbsenceKind, Capacity, LegalStanding, UnitKind
from tests.cast import NIPS, TODAY, Cast, make_cast
from tests.staff_files import BUDI, HEAD, INA, RINA, TEAM, TONO, codes, import_rows, row

TABLES = (Employee, Account, Assignment, ReportingLine, WorkUnit, JournalEntry, Event)
PUSKESMAS = {"UNIT KERJA": "Puskesmas (contoh)", "UNIT INDUK": "Dinas (contoh)"}


async def everything() -> list[list[dict[str, Any]]]:
    """Every row that an import could touch."""
    return [await table.all().order_by("id").values() for table in TABLES]


def of_cast(name: str, superior: str = "", **cells: str) -> list[str]:
    """The row of a member of the cast, saying what the database knows."""
    known = {"GOL": "III/b", "JABATAN": "Perawat Ahli Pertama"} | PUSKESMAS
    if NIPS[name][12:14] >= "21":
        known["GOL"] = "IX"
    nip = NIPS.get(superior, superior)
    return row(NIPS[name], f"{name.title()} Contoh, S.Kep.", nip, **(known | cells))


async def lines_of(nip: str) -> list[ReportingLine]:
    """Reporting lines of a person, oldest first."""
    return await ReportingLine.filter(employee__nip=nip).order_by("id").select_related("rater")


def last_code(report: Any) -> set[str]:
    """Codes of the findings of level ERROR."""
    return {str(it.code) for it in report.findings if it.level == "ERROR"}


@pytest.mark.usefixtures("database")
async def test_a_first_import_fills_an_empty_database(tmp_path: Path) -> None:
    report = await import_rows(tmp_path, TEAM)
    assert report.outcome is Outcome.IMPORTED
    counts = report.plan.counts()
    assert (counts["new_employees"], counts["new_units"], counts["refused"]) == (3, 3, 0)
    root, opd, unit = await WorkUnit.all().order_by("id")
    assert [it.kind for it in (root, opd, unit)] == [
        UnitKind.KABUPATEN,
        UnitKind.OPD,
        UnitKind.BIDANG,
    ]
    assert (unit.parent_id, unit.opd_id, unit.path) == (
        opd.id,
        opd.id,
        f"/{root.id}/{opd.id}/{unit.id}/",
    )
    ina = await Employee.get(nip=INA).select_related("position", "unit")
    assert (ina.name, ina.golongan, ina.unit.id) == ("Ina Contoh", "III/b", unit.id)  # type: ignore[union-attr]  # just imported with a unit
    (line,) = await lines_of(INA)
    assert (line.rater.nip, line.starts, line.ends) == (BUDI, date(2026, 10, 1), None)


@pytest.mark.usefixtures("database")
async def test_new_accounts_fit_no_password_and_must_change_it(tmp_path: Path) -> None:
    await import_rows(tmp_path, TEAM)
    accounts = await Account.all()
    assert {it.login for it in accounts} == {BUDI, INA, TONO}
    assert {(it.password_hash, it.must_change, it.activated_at) for it in accounts} == {
        ("!", True, None)
    }


@pytest.mark.usefixtures("database")
async def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    head = [*HEAD, "TMT JABATAN", "PNS ID"]
    rows = [[*it, "01-02-2024", f"id-{at}"] for at, it in enumerate(TEAM)]
    await import_rows(tmp_path, rows, head=head)
    before = await everything()
    report = await import_rows(tmp_path, rows, head=head)
    assert report.outcome is Outcome.UNCHANGED
    assert report.plan.counts()["unchanged"] == 3
    assert await everything() == before


@pytest.mark.usefixtures("database")
async def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    report = await import_rows(tmp_path, TEAM, dry_run=True)
    assert report.outcome is Outcome.CHECKED
    assert report.plan.counts()["new_employees"] == 3
    assert await everything() == [[] for _ in TABLES]


@pytest.mark.usefixtures("database")
async def test_one_bad_row_refuses_all_unless_good_rows_are_asked_for(tmp_path: Path) -> None:
    rows = [*TEAM, row(RINA, "Rina Contoh", BUDI, GOL="III/b")]
    report = await import_rows(tmp_path, rows)
    assert (report.outcome, report.refused) == (Outcome.REFUSED, 1)
    assert await everything() == [[] for _ in TABLES]
    report = await import_rows(tmp_path, rows, good_rows=True)
    assert (report.outcome, report.refused) == (Outcome.IMPORTED, 1)
    assert [it.nip for it in await Employee.all().order_by("id")] == [BUDI, INA, TONO]


@pytest.mark.usefixtures("database")
async def test_an_import_that_fails_midway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def break_down(_saver: Saver) -> None:
        assert await Employee.all().using_db(_saver.db).count() == 3
        raise OSError("the disk is full")

    monkeypatch.setattr(Saver, "_journal", break_down)
    with pytest.raises(OSError, match="disk is full"):
        await import_rows(tmp_path, TEAM)
    assert await everything() == [[] for _ in TABLES]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        ([*TEAM, row(INA, "Ina Lagi", BUDI)], {3: "NIP_TWICE", 5: "NIP_TWICE"}),
        # The twin cannot be understood, yet the NIP stands twice.
        ([*TEAM, row(INA, "Ina Lagi", BUDI, GOL="X/y")], {3: "NIP_TWICE", 5: "GOLONGAN_UNKNOWN"}),
        ([row(INA, "Ina", BUDI)], {2: "SUPERIOR_UNKNOWN"}),
        (
            [row(BUDI, "Budi", TONO), row(INA, "Ina", BUDI), row(TONO, "Tono", INA)],
            {2: "SUPERIOR_CYCLE", 3: "SUPERIOR_CYCLE", 4: "SUPERIOR_CYCLE"},
        ),
        # A refused superior takes the new people below along, level by level.
        (
            [row(BUDI, "Budi", GOL="Z"), row(INA, "Ina", BUDI), row(TONO, "Tono", INA)],
            {2: "GOLONGAN_UNKNOWN", 3: "SUPERIOR_REFUSED", 4: "SUPERIOR_REFUSED"},
        ),
        ([row(BUDI, "Budi", **{"UNIT KERJA": "Entah", "UNIT INDUK": ""})], {2: "UNIT_UNKNOWN"}),
    ],
)
async def test_rows_that_hang_together_are_refused(
    tmp_path: Path, rows: list[list[str]], errors: dict[int, str]
) -> None:
    report = await import_rows(tmp_path, rows)
    assert report.outcome is Outcome.REFUSED
    found = {it.line: str(it.code) for it in report.findings if it.level == "ERROR"}
    assert found == errors
    assert await Employee.all().count() == 0


@pytest.mark.usefixtures("database")
async def test_a_ring_is_shown_as_a_chain_with_lines(tmp_path: Path) -> None:
    report = await import_rows(tmp_path, [row(BUDI, "Budi", INA), row(INA, "Ina", BUDI)])
    words = [it.message for it in report.findings if it.code == "SUPERIOR_CYCLE"]
    assert "Budi (baris 2) → Ina (baris 3) → Budi (baris 2)" in words[0]


async def test_a_ring_through_the_database_is_found(database: str, tmp_path: Path) -> None:
    await make_cast()
    report = await import_rows(tmp_path, [of_cast("dewi", "sari")])
    assert last_code(report) == {"SUPERIOR_CYCLE"}
    (finding,) = [it for it in report.findings if it.level == "ERROR"]
    assert "Sari Contoh (di Adil) → Hendra Contoh (di Adil)" in finding.message


async def test_two_rows_may_not_claim_one_siasn_id(database: str, tmp_path: Path) -> None:
    cast = await make_cast()
    await Employee.filter(id=cast.id("sari")).update(siasn_id="id-sari")
    rows = [[*TEAM[0], "id-1"], [*TEAM[1], "id-1"], [*TEAM[2], "id-sari"]]
    report = await import_rows(tmp_path, rows, head=[*HEAD, "PNS ID"])
    found = [(it.line, str(it.code)) for it in report.findings if it.level == "ERROR"]
    assert found == [(2, "SIASN_ID_TWICE"), (3, "SIASN_ID_TWICE"), (4, "SIASN_ID_TAKEN")]


async def test_a_new_superior_ends_the_line_the_day_before(database: str, tmp_path: Path) -> None:
    cast = await make_cast()
    report = await import_rows(tmp_path, [of_cast("sari", "rahmat")])
    assert report.outcome is Outcome.IMPORTED
    old, new = await lines_of(NIPS["sari"])
    assert (old.rater_id, old.ends) == (cast.id("hendra"), date(2026, 9, 30))
    assert (new.rater_id, new.starts) == (cast.id("rahmat"), date(2026, 10, 1))
    told = {it.audience for it in await Event.all()}
    assert told == {f"e:{cast.id(name)}" for name in ("sari", "hendra", "rahmat")}
    entries = await JournalEntry.filter(subject=f"employee:{cast.id('sari')}")
    detail = entries[0].detail
    assert [it["rater"] for it in detail["lines"]] == [cast.id("rahmat")]
    assert detail["ended"] == [{"line": old.id, "was": "", "last": "2026-09-30"}]


@pytest.mark.parametrize(
    ("tmt", "effective", "starts"),
    [
        ("01-08-2026", date(2026, 10, 1), date(2026, 8, 1)),  # TMT JABATAN wins
        ("01-02-2020", date(2026, 10, 1), date(2026, 10, 1)),  # older than the running line
        ("", date(2026, 9, 1), date(2026, 9, 1)),
        ("01-05-2026", date(2026, 10, 1), date(2026, 7, 1)),  # quarter II is closed
        ("", date(2025, 3, 1), date(2026, 7, 1)),
    ],
)
async def test_from_when_a_new_superior_holds(
    database: str, tmp_path: Path, tmt: str, effective: date, starts: date
) -> None:
    cast = await make_cast()
    rows = [[*of_cast("sari", "rahmat"), tmt]]
    await import_rows(tmp_path, rows, head=[*HEAD, "TMT JABATAN"], effective=effective)
    lines = await lines_of(NIPS["sari"])
    assert [it.starts for it in lines] == [date(2025, 1, 1), starts]
    closed = rater_on(lines, cast.closed.ends)
    assert closed is not None
    assert closed.rater_id == cast.id("hendra")


async def test_a_date_in_a_closed_period_is_moved_and_said(database: str, tmp_path: Path) -> None:
    await make_cast()
    report = await import_rows(
        tmp_path, [of_cast("sari", "rahmat")], effective=date(2026, 5, 1), dry_run=True
    )
    (warning,) = [it for it in report.findings if it.code == "DATE_MOVED"]
    assert "01-05-2026" in warning.message
    assert "01-07-2026" in warning.message


async def test_a_correction_on_the_same_day_leaves_a_void_line(
    database: str, tmp_path: Path
) -> None:
    cast = await make_cast()
    await import_rows(tmp_path, [of_cast("sari", "rahmat")])
    await import_rows(tmp_path, [of_cast("sari", "dewi")])
    lines = await lines_of(NIPS["sari"])
    assert len(lines) == 3
    holding = rater_on(lines, TODAY)
    assert holding is not None
    assert holding.rater_id == cast.id("dewi")
    assert lines[1].ends == date(2026, 9, 30)  # before it started: it never held
    assert overlapping(lines) == []


async def test_an_acting_superior_stands_beside_the_definitive_one(
    database: str, tmp_path: Path
) -> None:
    cast = await make_cast()
    head = [*HEAD, "KAPASITAS PENILAI"]
    await import_rows(tmp_path, [[*of_cast("sari", "rahmat"), "Plt"]], head=head)
    lines = await lines_of(NIPS["sari"])
    assert [(it.capacity, it.ends) for it in lines] == [
        (Capacity.DEFINITIF, None),
        (Capacity.PLT, None),
    ]
    holding = rater_on(lines, TODAY)
    assert holding is not None
    assert holding.rater_id == cast.id("rahmat")
    report = await import_rows(tmp_path, [of_cast("sari", "hendra")], dry_run=True)
    assert "ACTING_RUNS" in codes(report.findings)


async def test_who_is_not_active_any_more_has_no_line(database: str, tmp_path: Path) -> None:
    cast = await make_cast()
    head = [*HEAD, "KEDUDUKAN HUKUM", "TMT KEDUDUKAN HUKUM"]
    rows = [[*of_cast("hendra", "dewi"), "Pensiun", "01-10-2026"]]
    report = await import_rows(tmp_path, rows, head=head)
    assert {"LINE_ENDED", "RATER_LEFT"} <= codes(report.findings)
    (left,) = [it for it in report.findings if it.code == "RATER_LEFT"]
    assert left.values["count"] == "3"
    (line,) = await lines_of(NIPS["hendra"])
    assert line.ends == date(2026, 9, 30)
    hendra = await Employee.get(id=cast.id("hendra"))
    assert hendra.standing is LegalStanding.PENSIUN
    (away,) = await Absence.filter(employee_id=hendra.id)
    assert (away.kind, away.ends) == (AbsenceKind.BERHENTI, None)
    before = await everything()
    assert (await import_rows(tmp_path, rows, head=head)).outcome is Outcome.UNCHANGED
    assert await everything() == before


async def test_people_missing_from_the_file_are_reported_never_removed(
    database: str, tmp_path: Path
) -> None:
    await make_cast()
    people = await Employee.all().count()
    report = await import_rows(tmp_path, [of_cast("sari", "hendra"), of_cast("joko", "hendra")])
    missing = {it.value for it in report.findings if it.code == "MISSING_FROM_FILE"}
    assert missing == {NIPS[it] for it in ("dewi", "hendra", "rahmat", "putri", "wati")}
    assert report.plan.counts()["missing"] == 5
    assert await Employee.all().count() == people


async def test_what_the_file_leaves_empty_is_kept(database: str, tmp_path: Path) -> None:
    cast = await make_cast()
    cells = of_cast("sari", GOL="")
    cells[1] = "Sari Contoh"  # no titles either
    report = await import_rows(tmp_path, [cells])
    assert report.outcome is Outcome.UNCHANGED
    sari = await Employee.get(id=cast.id("sari"))
    assert (sari.golongan, sari.title_back) == ("III/b", "S.Kep.")
    (line,) = await lines_of(NIPS["sari"])
    assert line.ends is None


async def test_a_new_post_keeps_the_history_of_the_old_one(database: str, tmp_path: Path) -> None:
    cast = await make_cast()
    moved = of_cast("sari", "hendra", GOL="III/c", JABATAN="Perawat Ahli Muda")
    await import_rows(tmp_path, [moved])
    old, new = await Assignment.filter(employee_id=cast.id("sari")).order_by("id")
    assert (old.ends, new.starts, new.ends) == (date(2026, 9, 30), date(2026, 10, 1), None)
    (entry,) = await JournalEntry.filter(subject=f"employee:{cast.id('sari')}")
    assert entry.detail["fields"] == {"golongan": ["III/b", "III/c"]}


async def test_a_superior_known_by_name_only_is_doubted(database: str, tmp_path: Path) -> None:
    cast = await make_cast()
    head = [*HEAD[:-1], "PEJABAT PENILAI"]
    rows = [
        [*of_cast("sari")[:-1], "Rahmat Contoh, S.Kep."],
        [*of_cast("joko")[:-1], "Rahmad Contoh"],
        [*of_cast("putri")[:-1], "Bupati Bungo"],
    ]
    report = await import_rows(tmp_path, rows, head=head, good_rows=True)
    found = {(it.line, str(it.code)) for it in report.findings if it.line}
    assert found == {
        (2, "SUPERIOR_BY_NAME"),
        (3, "SUPERIOR_NAME_UNKNOWN"),
        (4, "SUPERIOR_NOT_ASN"),
    }
    lines = await lines_of(NIPS["sari"])
    assert lines[-1].rater_id == cast.id("rahmat")


async def test_a_name_that_two_people_have_names_nobody(database: str, tmp_path: Path) -> None:
    await make_cast()
    await Employee.filter(nip=NIPS["wati"]).update(name="Rahmat Contoh")
    rows = [[*of_cast("sari")[:-1], "RAHMAT CONTOH"]]
    report = await import_rows(tmp_path, rows, head=[*HEAD[:-1], "NAMA ATASAN"])
    assert last_code(report) == {"SUPERIOR_NAME_AMBIGUOUS"}


async def test_units_grow_below_a_known_opd_and_slips_are_pointed_out(
    database: str, tmp_path: Path
) -> None:
    cast = await make_cast()
    rows = [
        of_cast("sari", "hendra", **{"UNIT KERJA": "Puskesmaz (contoh)"}),
        of_cast("joko", "hendra", **{"UNIT KERJA": "Seksi Rujukan"}),
        of_cast("putri", "hendra", **{"UNIT KERJA": "", "UNIT INDUK": "Dinaz (contoh)"}),
    ]
    report = await import_rows(tmp_path, rows)
    found = {
        it.line: (str(it.code), it.values.get("suggestion")) for it in report.findings if it.line
    }
    assert found == {
        2: ("UNIT_NEW_SIMILAR", "Puskesmas (contoh)"),
        3: ("UNIT_NEW", None),
        4: ("OPD_NEW_SIMILAR", "Dinas (contoh)"),
    }
    unit = await WorkUnit.get(name="Seksi Rujukan")
    assert (unit.parent_id, unit.kind) == (cast.units["dinas"].id, UnitKind.SEKSI)


async def test_numbered_units_are_no_slips_of_each_other(database: str, tmp_path: Path) -> None:
    await make_cast()
    rows = [
        of_cast(name, "hendra", **{"UNIT KERJA": f"SD Negeri {number}"})
        for number, name in enumerate(("sari", "joko", "putri"), start=11)
    ]
    report = await import_rows(tmp_path, rows, dry_run=True)
    assert {str(it.code) for it in report.findings if it.line} == {"UNIT_NEW"}


@pytest.mark.usefixtures("database")
async def test_a_path_of_units_is_made_level_by_level(tmp_path: Path) -> None:
    path = {"UNIT KERJA": "Bidang Pelayanan > Seksi Rujukan"}
    await import_rows(tmp_path, [row(BUDI, "Budi", **path)])
    seksi = await WorkUnit.get(name="Seksi Rujukan").select_related("parent")
    assert seksi.parent is not None
    assert seksi.parent.name == "Bidang Pelayanan"
    before = await everything()
    same = {"UNIT KERJA": "Seksi Rujukan"}  # found by its name alone within the OPD
    report = await import_rows(tmp_path, [row(BUDI, "Budi", **same)])
    assert report.outcome is Outcome.UNCHANGED
    assert await everything() == before


@pytest.mark.usefixtures("database")
async def test_statements_do_not_grow_with_the_rows(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def crowd(size: int, year: int) -> list[list[str]]:
        nips = [f"19850312{year}011{number:03}" for number in range(1, size + 1)]
        return [row(nip, f"Orang {nip}", nips[0] if nip != nips[0] else "") for nip in nips]

    async def statements(rows: list[list[str]]) -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
            await import_rows(tmp_path, rows)
        return len(caplog.records)

    await import_rows(tmp_path, crowd(5, 2010))
    few, many = await statements(crowd(20, 2011)), await statements(crowd(240, 2012))
    assert 0 < few == many


async def test_the_cast_is_as_the_files_say(database: str, tmp_path: Path) -> None:
    cast: Cast = await make_cast()
    report = await import_rows(tmp_path, [of_cast("sari", "hendra"), of_cast("putri", "hendra")])
    assert report.outcome is Outcome.UNCHANGED
    assert cast.id("sari") in {it.id for it in await Employee.all()}
