"""The sample: exactly as many people as asked for, lawful lines, results by the product's rules."""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from tortoise.connection import get_connection

from api.database import opened
from api.seed_command import hash_demo_password
from schema.models import (
    Account,
    DraftItem,
    Employee,
    JournalEntry,
    Period,
    ReportingLine,
    Review,
    ReviewVersion,
    Rhk,
    RoleGrant,
    WorkUnit,
)
from schema.reads.results import rated
from schema.reads.stored import StoredItems, StoredSteps
from schema.reference import load
from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import predikat_rules
from schema.rules.achievement import suggested_by_unit
from schema.rules.nip import Nip, read_nip
from schema.rules.period import phase
from schema.rules.predikat import rule_by_id
from schema.rules.reporting import find_cycles, overlapping, rater_on, spans_of
from schema.rules.suggestion import explain, suggest_hasil, suggest_perilaku
from schema.rules.vocabulary import (
    BehaviourValue,
    EmploymentKind,
    LegalStanding,
    PeriodKind,
    PeriodPhase,
    Predikat,
    Rating,
    ReviewState,
    Role,
)
from schema.sample import NotEmpty, Plan, TooSmall, seed
from schema.sample.crowd import Group, Person, everybody
from schema.sample.demo import CAST, PASSWORD
from schema.sample.people import jobs, pool
from schema.sample.regency import allot
from tests.databases import Databases

TODAY = date(2026, 11, 23)
SPAN = 15


def people_of(groups: list[Group]) -> list[Person]:
    return [*(g.head for g in groups if g.top), *(m for g in groups for m in g.members)]


def quiet(_line: str) -> None:
    """Progress nobody watches."""


def cheap(password: str, salt: bytes) -> str:
    """A stand-in for argon2: these tests sign nobody in."""
    return hashlib.sha256(password.encode() + salt).hexdigest()


async def seed_here(plan: Plan) -> None:
    await seed(get_connection("default"), plan, cheap, quiet)


# --- the people, without a database -------------------------------------------------------------


@pytest.mark.parametrize("size", [50, 51, 60, 99, 150, 299, 300, 500, 1000, 2500, 6000, 20_000])
def test_exactly_as_many_people_as_asked_for(size: int) -> None:
    groups = list(everybody(size, TODAY))
    people = people_of(groups)
    assert {person.id for person in people} == set(range(1, size + 1))
    assert len({person.identity.nip for person in people}) == size
    assert {person.cast for person in people} == {"", *CAST}


def test_nobody_but_the_sekda_leads_more_than_fifteen() -> None:
    groups = list(everybody(6000, TODAY))
    large = [group.head.position for group in groups if len(group.members) > SPAN]
    assert large == ["Sekretaris Daerah"]
    sizes = {len(group.members) for group in groups} - {32}  # the Sekda's
    assert sizes == set(range(2, SPAN + 1))


def test_every_kecamatan_of_bungo_has_its_office_and_schools() -> None:
    codes = [row["code"] for row in load("kecamatan")["kecamatan"]]
    units = {unit.code for group in everybody(6000, TODAY) for unit in group.units}
    assert len(codes) == 17
    assert set(codes) <= units
    assert set(allot(6000).schools) == set(codes)


@pytest.mark.parametrize("today", [date(2026, 1, 5), date(2026, 11, 23), date(2031, 4, 1)])
def test_every_nip_is_lawful_and_says_what_the_record_says(today: date) -> None:
    for person in people_of(list(everybody(1500, today))):
        if person.cast:
            continue  # their NIPs are fixed, and read as of 2026
        nip = read_nip(person.identity.nip, today)
        assert isinstance(nip, Nip), (person.identity, nip)
        assert nip.employment is person.identity.employment
        assert 22 <= today.year - nip.birth.year <= 58


def test_a_fifth_to_a_quarter_are_pppk_without_a_pangkat_of_pns() -> None:
    people = people_of(list(everybody(6000, TODAY)))
    contract = [p for p in people if p.identity.employment is EmploymentKind.PPPK]
    assert 0.20 <= len(contract) / len(people) <= 0.25
    assert {p.identity.golongan for p in contract} <= {"I", "V", "VII", "IX", "X"}
    assert all("/" in p.identity.golongan for p in people if p not in contract)


def test_the_reference_data_fits_together() -> None:
    rhk = load("sample_rhk")["utama"]
    sentences = load("sample_sentences")
    assert {job.rhk for job in jobs().values()} == set(rhk)
    assert all(len(texts) >= 4 for texts in rhk.values())
    assert all(key in jobs() for name in load("sample_jobs")["pools"] for key in pool(name))
    assert set(sentences["perilaku"]) == set(BehaviourValue)
    assert set(sentences["summary"]) == set(Predikat)
    assert {frozenset(said) for said in sentences["perilaku"].values()} == {frozenset(Rating)}


# --- the calendar -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "today",
    [TODAY, *(date(2026, month, day) for month in range(1, 13) for day in (1, 15, 28))],
)
def test_the_quarter_that_ended_last_is_open_for_rating(today: date) -> None:
    plan = Plan(50, today)
    quarters = [p for p in plan.calendar if p.kind is PeriodKind.TRIWULAN and p.ends < today]
    newest = quarters[-1]
    assert phase(newest.opens, newest.closes, today) is PeriodPhase.OPEN
    assert newest.closes >= today + timedelta(days=14)
    assert plan.rated[-1] == newest or plan.rated[-1].kind is PeriodKind.TAHUNAN
    assert newest in plan.rated
    assert all(p.closes < today for p in plan.rated if p.settled)
    assert len({(p.kind, p.year, p.number) for p in plan.calendar}) == len(plan.calendar)
    assert [p.id for p in plan.calendar] == sorted({p.id for p in plan.calendar})


def test_the_calendar_of_the_issue() -> None:
    plan = Plan(6000, TODAY)
    assert [(p.kind.value[:3], p.year, p.number) for p in plan.rated] == [
        ("TRI", 2025, 1),
        ("TRI", 2025, 2),
        ("TRI", 2025, 3),
        ("TRI", 2025, 4),
        ("TAH", 2025, 1),
        ("TRI", 2026, 1),
        ("TRI", 2026, 2),
        ("TRI", 2026, 3),
    ]
    assert plan.calendar[-1].number == 4
    assert [p.number for p in Plan(6000, TODAY, periods=2).rated] == [2, 3]
    assert Plan(6000, TODAY, results=False).rated == ()


@pytest.mark.parametrize("size", [0, 49, 5_000_001])
async def test_a_size_that_cannot_be_built_is_refused(size: int, database: str) -> None:
    with pytest.raises(TooSmall):
        await seed_here(Plan(size, TODAY))
    assert await Employee.all().count() == 0


# --- in a database ------------------------------------------------------------------------------


async def test_a_seeded_regency_keeps_the_rules_of_the_product(database: str) -> None:
    await seed_here(Plan(400, TODAY))
    await lines_hold()
    await results_follow_from_their_items()
    await drafts_are_open_only_where_rating_is()
    await the_cast_stands_where_the_story_says()
    await new_rows_find_an_id()


async def lines_hold() -> None:
    by_person: dict[int, list[ReportingLine]] = {}
    for line in await ReportingLine.all():
        by_person.setdefault(line.employee_id, []).append(line)
    standing = {person.id: person.standing for person in await Employee.all()}
    top = await Employee.get(nip=CAST["arman"].nip)
    for employee, lines in by_person.items():
        assert overlapping(lines) == []
        assert all(line.rater_id != employee for line in lines)
        active = standing[employee] is LegalStanding.ACTIVE
        assert (rater_on(lines, TODAY) is not None) is active, employee
    assert set(standing) - set(by_person) == {top.id}
    assert find_cycles({employee: spans_of(lines) for employee, lines in by_person.items()}) == []
    periods = {period.id: period for period in await Period.all()}
    for review in await Review.all():
        held = rater_on(by_person[review.employee_id], periods[review.period_id].ends)
        assert held is not None
        assert (held.rater_id, held.capacity) == (review.rater_id, review.capacity)


async def results_follow_from_their_items() -> None:
    plans = Counter([(rhk.employee_id, rhk.year) for rhk in await Rhk.all()])
    assert set(plans.values()) <= {3, 4, 5}
    versions = await ReviewVersion.all().order_by("review_id", "number")
    assert len(versions) > 2000
    for version in versions:
        items = rated(StoredItems(version.items_json))
        rules = delivered_rulebook().named(version.rule_ids)
        how = rules.suggestion
        unit = suggested_by_unit(rules.achievement, version.achievement)
        assert version.suggested_hasil is (unit or suggest_hasil(how, items)).rating
        assert version.suggested_perilaku is suggest_perilaku(how, items).rating
        assert (version.reason_hasil == "") is (version.hasil is version.suggested_hasil)
        assert (version.reason_perilaku == "") is (version.perilaku is version.suggested_perilaku)
        rule = rule_by_id(predikat_rules(), version.rule_id)
        assert version.predikat is rule.predikat(version.hasil, version.perilaku)
        steps = explain(rule, how, items, version.hasil, version.perilaku, unit)
        assert tuple(StoredSteps(version.steps_json)) == steps
        assert (version.correction_reason == "") is (version.number == 1)
        assert version.submitted_at.date() < TODAY
        assert (version.delivered_at is not None) is (version.state is ReviewState.DELIVERED)
    reviews = {review.id: review for review in await Review.all().order_by("id")}
    current = [version for version in versions if version.current]
    assert [(v.review_id, v.number) for v in current] == [
        (review.id, review.number) for review in reviews.values() if review.number
    ]
    assert any(version.number == 2 for version in versions)
    shares = Counter(version.predikat for version in current)
    assert shares.most_common(1)[0][0] is Predikat.BAIK
    assert set(shares) == set(Predikat)


async def drafts_are_open_only_where_rating_is() -> None:
    drafts = await Review.filter(state=ReviewState.DRAFT).select_related("period")
    assert len(drafts) > 5
    for draft in drafts:
        period, items = draft.period, await DraftItem.filter(review_id=draft.id)
        assert phase(period.opens, period.closes, TODAY) is PeriodPhase.OPEN
        assert draft.total == len(items)
        assert draft.rated == sum(item.rating is not None for item in items)
        assert 0 < draft.rated <= draft.total
    assert await DraftItem.exclude(review_id__in=[draft.id for draft in drafts]).count() == 0


async def the_cast_stands_where_the_story_says() -> None:
    able = await Account.exclude(password_hash="!").order_by("id")
    signing = {member.nip for member in CAST.values() if member.signs_in}
    assert {account.login for account in able} == {*signing, "sistem"}
    assert [a.login for a in able if a.must_change] == [CAST["joko"].nip]
    grants = await RoleGrant.all().select_related("account")
    assert {(grant.account.login, grant.role) for grant in grants} == {
        (CAST["yuni"].nip, Role.HR_ADMIN),
        (CAST["tuti"].nip, Role.PERFORMANCE_TEAM),
        (CAST["asep"].nip, Role.AUDITOR),
        ("sistem", Role.SYSTEM_ADMIN),
    }
    hendra = await Employee.get(nip=CAST["hendra"].nip)
    team = await ReportingLine.filter(rater_id=hendra.id, ends=None)
    assert len(team) == 14
    period = await Period.get(kind=PeriodKind.TRIWULAN, year=2026, number=3)
    begun = await Review.filter(rater_id=hendra.id, period_id=period.id)
    assert Counter(review.number for review in begun) == {1: 3, 0: 3}
    sari = await Employee.get(nip=CAST["sari"].nip)
    assert sari.id not in {review.employee_id for review in begun}
    assert await ReviewVersion.filter(employee_id=sari.id, current=True).count() == 7
    assert all("(contoh)" in unit.name for unit in await WorkUnit.all())


async def new_rows_find_an_id() -> None:
    known = await Period.all().count()
    made = await Period.create(
        kind=PeriodKind.BULANAN,
        year=2026,
        number=10,
        starts=date(2026, 10, 1),
        ends=date(2026, 10, 31),
        opens=date(2026, 10, 26),
        closes=date(2026, 11, 10),
    )
    assert made.id == known + 1


async def test_a_database_with_content_is_left_alone(database: str) -> None:
    await Period.create(
        kind=PeriodKind.BULANAN,
        year=2026,
        number=1,
        starts=date(2026, 1, 1),
        ends=date(2026, 1, 31),
        opens=date(2026, 1, 26),
        closes=date(2026, 2, 10),
    )
    with pytest.raises(NotEmpty):
        await seed_here(Plan(50, TODAY))
    assert await Employee.all().count() == 0
    assert await JournalEntry.all().count() == 0


async def test_without_results_there_are_people_and_plans_only(database: str) -> None:
    await seed_here(Plan(60, TODAY, results=False))
    assert await Employee.all().count() == 60
    assert await Rhk.all().count() >= 60 * 3
    assert await Review.all().count() == 0


async def test_the_same_plan_gives_the_same_rows(databases: Databases) -> None:
    seen = []
    for _ in range(2):
        with databases.lend() as url:
            async with opened(url):
                await seed_here(Plan(80, TODAY))
                seen.append([row async for row in every_row()])
    assert len(seen[0]) > 1000
    assert seen[0] == seen[1]


async def every_row() -> AsyncIterator[tuple[str, str]]:
    for model in (Employee, Account, ReportingLine, Rhk, Review, ReviewVersion):
        for row in await model.all().order_by("id").values():
            yield model.__name__, repr(row)


def test_the_published_password_opens_the_cast() -> None:
    stored = hash_demo_password(PASSWORD, b"contoh 0123456789")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert stored == hash_demo_password(PASSWORD, b"contoh 0123456789")
