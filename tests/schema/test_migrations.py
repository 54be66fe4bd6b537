"""Migrations: up from nothing, up with data in it, twice, and by two programs at once."""

import asyncio
from datetime import date

import asyncpg
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from api.database import MIGRATION_LOCK, migrate, opened
from schema.models import Delivery, Employee, Period, ReportingLine, ReviewVersion, WorkUnit
from schema.models.database import tortoise_config
from schema.reads.results import rated
from schema.reads.stored import StoredItems, StoredSteps, StoredWeighed
from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import predikat_rules
from schema.rules.copying import trace_of
from schema.rules.suggestion import explain
from schema.rules.vocabulary import Rating
from tests.cast import make_cast
from tests.databases import PostgresDatabases
from tests.processes import run_python

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
}

# As SQL, because the models of a later day may know more columns than the first version had.
ROWS_OF_0001 = (
    "INSERT INTO work_unit (code, name, kind, path) "
    "VALUES ('15.08', 'Kabupaten (contoh)', 'KABUPATEN', '/1/')",
    "INSERT INTO period (kind, year, number, starts, ends, opens, closes) VALUES "
    "('BULANAN', 2026, 1, '2026-01-01', '2026-01-31', '2026-01-26', '2026-02-10')",
)
PERSON = (
    "INSERT INTO employee (id, nip, name, title_front, title_back, employment, golongan, standing) "
    "VALUES ({0}, '90000000000000000{0}', 'Orang {0} (contoh)', '', '', 'PNS', 'III/a', '01')"
)
RESULT_OF_0001 = (
    PERSON.format(1),
    PERSON.format(2),
    "INSERT INTO rhk (employee_id, year, position, kind, title, expectation) "
    "VALUES (1, 2026, 1, 'UTAMA', 'Imunisasi', '95%')",
    "INSERT INTO review (id, employee_id, period_id, rater_id, capacity, state, number, drafting, "
    "draft_version, correction_reason, reason_hasil, reason_perilaku, summary, rated, total, "
    "created_at, saved_at) SELECT 1, 1, id, 2, 'DEFINITIF', 'DELIVERED', 1, {no}, 2, '', '', '', "
    "'', 0, 0, '2026-02-01 03:00:00+00:00', '2026-02-01 03:00:00+00:00' FROM period",
    "INSERT INTO review_version (id, review_id, number, employee_id, period_id, rater_id, "
    "capacity, period_ends, current, state, submitted_at, request_id, rule_id, hasil, perilaku, "
    "suggested_hasil, suggested_perilaku, reason_hasil, reason_perilaku, predikat, summary, "
    "correction_reason, rater_position, rater_unit, employee_position, employee_unit) "
    "SELECT 7, 1, 1, 1, id, 2, 'DEFINITIF', ends, {yes}, 'DELIVERED', "
    "'2026-02-01 03:00:00+00:00', 'permintaan-1', 'permenpanrb-6-2022', 'SESUAI', 'DI_ATAS', "
    "'SESUAI', 'SESUAI', '', 'teladan bagi rekan', 'BAIK', '', '', '', '', '', '' FROM period",
    "INSERT INTO review_item (version_id, key, part, kind, position, title, expectation, rating, "
    "note, evidence) VALUES (7, 'BOP', 'SIKAP', NULL, 2, 'Berorientasi Pelayanan', 'ramah', "
    "'SESUAI', 'Sabar \"sekali\"', '[]'), (7, 'rhk:1', 'HASIL_KERJA', 'UTAMA', 1, 'Imunisasi', "
    "'95%', 'SESUAI', '', '[{{\"label\": \"Laporan\", \"url\": \"https://contoh.example/1\"}}]')",
)
ITEMS_OF_0001 = [
    {
        "key": "rhk:1", "part": "HASIL_KERJA", "kind": "UTAMA", "title": "Imunisasi",
        "expectation": "95%", "rating": "SESUAI", "note": "",
        "evidence": [{"url": "https://contoh.example/1", "label": "Laporan"}], "copied": None,
    },
    {
        "key": "BOP", "part": "SIKAP", "kind": None, "title": "Berorientasi Pelayanan",
        "expectation": "ramah", "rating": "SESUAI", "note": 'Sabar "sekali"', "evidence": [],
        "copied": None,
    },
]  # fmt: skip


# Results given before terms were kept: a replaced one, a standing one, one not delivered yet.
ROWS_BEFORE_TERMS = (
    "INSERT INTO period (id, kind, year, number, starts, ends, opens, closes) VALUES "
    "(1, 'BULANAN', 2026, 1, '2026-01-01', '2026-01-31', '2026-01-26', '2026-02-10')",
    "INSERT INTO employee (id, nip, name, title_front, title_back, employment, golongan, standing) "
    "VALUES (1, '199001012015031001', 'Contoh', '', '', 'PNS', '', '01')",
    "INSERT INTO review (id, employee_id, period_id, rater_id, capacity, state, number, drafting, "
    "draft_version, correction_reason, reason_hasil, reason_perilaku, summary, rated, total, "
    "created_at, saved_at) VALUES (1, 1, 1, 1, 'DEFINITIF', 'DELIVERED', 3, false, 1, '', '', '', "
    "'', 0, 0, '2026-01-05', '2026-01-05')",
    *(
        "INSERT INTO review_version (id, review_id, number, employee_id, period_id, "  # noqa: S608  # values of this file
        "rater_id, "
        "capacity, period_ends, current, state, submitted_at, delivered_at, request_id, rule_id, "
        "hasil, perilaku, suggested_hasil, suggested_perilaku, reason_hasil, reason_perilaku, "
        "predikat, summary, correction_reason, rater_position, rater_unit, employee_position, "
        f"employee_unit) VALUES ({number}, 1, {number}, 1, 1, 1, 'DEFINITIF', '2026-01-31', "
        f"{current}, '{state}', '{at}', {read}, 'contoh-{number}', 'permenpanrb-6-2022', 'SESUAI', "
        "'SESUAI', 'SESUAI', 'SESUAI', '', '', 'BAIK', '', '', '', '', '', '')"
        for number, current, state, at, read in (
            (1, "false", "DELIVERED", "2026-01-05 03:00:00+00:00", "'2026-01-05 03:00:00+00:00'"),
            (2, "true", "DELIVERED", "2026-02-02 03:00:00+00:00", "'2026-02-02 03:00:00+00:00'"),
            (3, "true", "SUBMITTED", "2026-02-02 03:00:00+00:00", "NULL"),
        )
    ),
)


def quiet(_line: str) -> None:
    """Progress nobody watches."""


async def tables() -> set[str]:
    db = get_connection("default")
    rows = await db.execute_query_dict(TABLES[db.capabilities.dialect])
    return {str(row["name"]) for row in rows}


async def test_an_empty_database_gets_every_table(empty_database_url: str) -> None:
    said: list[str] = []
    applied = await migrate(empty_database_url, said.append)
    assert applied[0] == "0001_initial"
    assert said == [f"Applying migration {name} ..." for name in applied]
    async with opened(empty_database_url) as connection:
        executor = MigrationExecutor(connection, tortoise_config(empty_database_url)["apps"])
        assert await executor.plan() == []
        assert {"employee", "reporting_line", "review_version", "event"} <= await tables()


async def test_a_second_time_changes_nothing(database_url: str) -> None:
    async with opened(database_url):
        before = await tables()
    assert await migrate(database_url, quiet) == []
    async with opened(database_url):
        assert await tables() == before


async def test_data_is_kept(database_url: str) -> None:
    async with opened(database_url):
        cast = await make_cast()
        people = await Employee.all().order_by("id").values()
        lines = await ReportingLine.all().order_by("id").values()
    await migrate(database_url, quiet)
    async with opened(database_url):
        assert await Employee.all().order_by("id").values() == people
        assert await ReportingLine.all().order_by("id").values() == lines
        assert len(people) == len(cast.people)


async def test_data_of_the_first_version_survives_every_later_step(empty_database_url: str) -> None:
    apps = tortoise_config(empty_database_url)["apps"]
    async with opened(empty_database_url) as connection:
        first = MigrationTarget("models", "0001_initial")
        await MigrationExecutor(connection, apps).migrate([first])
        for statement in ROWS_OF_0001:
            await connection.execute_query(statement)
    await migrate(empty_database_url, quiet)
    async with opened(empty_database_url):
        unit, period = await WorkUnit.get(code="15.08"), await Period.get(year=2026)
        assert (unit.name, unit.kind, unit.parent_id) == ("Kabupaten (contoh)", "KABUPATEN", None)
        assert (period.kind, period.number, period.closes) == ("BULANAN", 1, date(2026, 2, 10))


async def test_items_of_the_first_version_become_a_document(empty_database_url: str) -> None:
    apps = tortoise_config(empty_database_url)["apps"]
    async with opened(empty_database_url) as connection:
        first = MigrationTarget("models", "0001_initial")
        await MigrationExecutor(connection, apps).migrate([first])
        postgres = connection.capabilities.dialect == "postgres"
        yes, no = ("true", "false") if postgres else ("1", "0")
        for statement in (*ROWS_OF_0001, *RESULT_OF_0001):
            await connection.execute_query(statement.format(yes=yes, no=no))
    await migrate(empty_database_url, quiet)
    async with opened(empty_database_url):
        version = await ReviewVersion.get(id=7)
        assert StoredItems(version.items_json).read() == ITEMS_OF_0001
        assert version.traces_json == f'["{trace_of("sabar sekali")}"]'
        assert (version.weighing, list(StoredWeighed(version.weighed_json))) == ("", [])
        assert "review_item" not in await tables()
        items = rated(StoredItems(version.items_json))
        rules = delivered_rulebook().named(version.rule_ids)
        # Found by the settings that the product brought then; nobody was asked for more.
        assert delivered_rulebook().for_period(version.period_ends).ids.startswith(rules.ids)
        assert (rules.weighing, rules.copying) == (None, None)
        how = rules.suggestion
        steps = explain(predikat_rules()[0], how, items, Rating.SESUAI, Rating.DI_ATAS)
        assert [*StoredSteps(version.steps_json)] == [*steps]
        assert [step.code for step in steps][-2:] == ["PERILAKU_DEPARTED", "MATRIX"]


async def test_results_given_before_terms_were_kept_get_theirs(empty_database_url: str) -> None:
    apps = tortoise_config(empty_database_url)["apps"]
    async with opened(empty_database_url) as connection:
        before = MigrationTarget("models", "0003_special_cases")
        await MigrationExecutor(connection, apps).migrate([before])
        for statement in ROWS_BEFORE_TERMS:
            await connection.execute_query(statement)
    await migrate(empty_database_url, quiet)
    async with opened(empty_database_url):
        rows = await Delivery.all().order_by("version_id")
        assert [row.state for row in rows] == ["REPLACED", "UNSIGNED", "SUBMITTED"]
        unsigned, waiting = rows[1], rows[2]
        # Imlek on 17 February and its cuti bersama on the 16th lengthen it by two days.
        assert (unsigned.object_due, unsigned.safe_due) == (date(2026, 2, 24), date(2026, 2, 16))
        assert (unsigned.unsigned_at, waiting.ends) == (None, None), "nobody noted the moment"
        assert waiting.deliver_due == date(2026, 2, 24)


async def test_one_migrates_while_the_other_waits(
    postgres_databases: PostgresDatabases,
) -> None:
    with postgres_databases.lend_empty() as url:
        holder = await asyncpg.connect(url)
        try:
            await holder.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK)
            waits = asyncio.Event()
            task = asyncio.create_task(migrate(url, lambda _line: waits.set()))
            await asyncio.wait_for(waits.wait(), 20)
            assert await holder.fetchval("SELECT to_regclass('employee')") is None
            await holder.execute("SELECT pg_advisory_unlock($1)", MIGRATION_LOCK)
            assert (await asyncio.wait_for(task, 30))[0] == "0001_initial"
        finally:
            await holder.close()


async def test_two_programs_may_start_at_once(postgres_databases: PostgresDatabases) -> None:
    with postgres_databases.lend_empty() as url:
        env = {"ADIL_DATABASE_URL": url, "ADIL_ENV": "demo"}
        starts = [asyncio.to_thread(run_python, "-m", "api", "migrate", env=env) for _ in range(2)]
        await asyncio.gather(*starts)  # raises when one of them fails
        async with opened(url):
            assert "employee" in await tables()
