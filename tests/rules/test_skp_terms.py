"""By when a plan is due, who is not planned for, what is missing in it, numbers in targets."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from schema.reference.holidays import national_days_off
from schema.reference.planning import excluded_reasons, templates, templates_for, unchanged
from schema.reference.rule_settings import delivered_rulebook
from schema.rules.skp import Content, Indicator, PlannedRhk
from schema.rules.skp_complete import gaps_of
from schema.rules.skp_terms import PlanningRule, due_on, years_open
from schema.rules.targets import amount_of
from schema.rules.vocabulary import (
    Aspect,
    LegalStanding,
    RhkKind,
    RhkScope,
    SkpApproach,
)
from schema.rules.working_days import WorkCalendar

VISITS = Indicator(Aspect.KUANTITAS, "Kunjungan rumah", "80", "kunjungan")
ONE = PlannedRhk("rhk-1", RhkKind.UTAMA, RhkScope.INDIVIDU, "Kunjungan rumah", indicators=(VISITS,))


@pytest.mark.parametrize(
    ("year", "joined", "due"),
    [
        (2025, date(2020, 1, 1), date(2025, 1, 31)),  # a Friday
        (2026, date(2020, 1, 1), date(2026, 2, 2)),  # 31 January is a Saturday
        (2027, date(2020, 1, 1), date(2027, 2, 1)),  # a Sunday
        (2026, date(2026, 1, 2), date(2026, 2, 2)),  # fifteen working days end earlier
        (2026, date(2026, 7, 1), date(2026, 7, 22)),
        (2026, date(2026, 8, 10), date(2026, 9, 2)),  # 17 and 25 August are days off
    ],
)
def test_when_a_plan_is_due(year: int, joined: date, due: date) -> None:
    calendar = WorkCalendar(national_days_off(year))
    book = delivered_rulebook()
    days = book.joining_days(joined)
    assert due_on(book.planning(year), days, year, joined, calendar) == due


@pytest.mark.parametrize(
    ("rule", "joining_days", "joined", "due"),
    [
        (PlanningRule((10, 1), (1, 31), next_work=False), 15, date(2020, 1, 1), date(2026, 1, 31)),
        (PlanningRule((10, 1), (3, 2), next_work=True), 15, date(2020, 1, 1), date(2026, 3, 2)),
        (PlanningRule((10, 1), (1, 31), next_work=True), 5, date(2026, 7, 1), date(2026, 7, 8)),
    ],
)
def test_when_a_plan_is_due_by_other_settings(
    rule: PlanningRule, joining_days: int, joined: date, due: date
) -> None:
    assert due_on(rule, joining_days, 2026, joined, WorkCalendar(national_days_off(2026))) == due


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 9, 30), [2026]),
        (date(2026, 10, 1), [2026, 2027]),
        (date(2026, 12, 31), [2026, 2027]),
        (date(2027, 1, 1), [2027]),
    ],
)
def test_the_next_year_opens_in_october(today: date, years: list[int]) -> None:
    assert years_open(delivered_rulebook().planning, today) == years


def test_who_is_not_planned_for_and_who_is() -> None:
    excluded = excluded_reasons(2026)
    planned = {LegalStanding.ACTIVE, LegalStanding.HUKUMAN_DISIPLIN}
    assert set(LegalStanding) - set(excluded) == planned
    assert all(text.endswith(".") for text in excluded.values())


@pytest.mark.parametrize(
    ("target", "amount"),
    [
        ("80", "80"), ("95,5", "95.5"), ("95.5", "95.5"), ("1.250", "1250"),
        ("1.250,75", "1250.75"),
        ("95 %", "95"), ("≥ 85", "85"), ("0", "0"), ("2-3", None), ("", None),
        ("tepat waktu", None),
        ("1.2.3", None), ("12.34.567", None), ("9" * 60, None),
    ],
)  # fmt: skip
def test_the_number_in_a_target(target: str, amount: str | None) -> None:
    assert amount_of(target) == (None if amount is None else Decimal(amount))


def gaps(item: PlannedRhk, approach: SkpApproach = SkpApproach.KUANTITATIF) -> list[str]:
    """Codes of what this item lacks."""
    content = Content(approach=approach, rhk=(item,))
    return [gap.code for gap in gaps_of(content, unchanged)]


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        (ONE, []),
        (replace(ONE, title=" a "), ["TITLE_MISSING"]),
        (replace(ONE, indicators=()), ["INDICATOR_MISSING"]),
        (replace(ONE, indicators=(Indicator(None, "", "", "x"),)), ["INDICATOR_MISSING"]),
        (replace(ONE, indicators=(Indicator(None, "", "5", ""),)), ["INDICATOR_TEXT_MISSING"]),
        (replace(ONE, indicators=(replace(VISITS, target=" "),)), ["TARGET_MISSING"]),
        (replace(ONE, kind=RhkKind.TAMBAHAN), ["NO_RHK_UTAMA", "ASSIGNED_BY_MISSING"]),
    ],
)  # fmt: skip
def test_what_is_missing(item: PlannedRhk, codes: list[str]) -> None:
    assert gaps(item) == codes


def test_a_qualitative_plan_tells_and_needs_no_indicator() -> None:
    told = replace(ONE, indicators=(), narrative="Setiap warga berisiko dikunjungi.")
    assert gaps(told, SkpApproach.KUALITATIF) == []
    assert gaps(replace(told, narrative=" "), SkpApproach.KUALITATIF) == ["NARRATIVE_MISSING"]


def test_an_example_left_word_for_word_asks_to_be_adapted_or_kept() -> None:
    copied = next(it for it in templates() if it.id == "perawat").items[0]
    assert gaps(copied) == ["TEMPLATE_UNCHANGED"]
    assert gaps(replace(copied, kept=True)) == []
    higher = replace(copied.indicators[0], target="700")
    assert gaps(replace(copied, indicators=(higher, *copied.indicators[1:]))) == []
    told = replace(copied, indicators=())
    assert gaps(told, SkpApproach.KUALITATIF) == ["TEMPLATE_UNCHANGED"]


@pytest.mark.parametrize(
    ("position", "eselon", "ids"),
    [
        ("Perawat Ahli Pertama", "", ["perawat", "umum"]),
        ("Camat Bathin II (contoh)", "III.a", ["camat", "administrator", "umum"]),
        ("Kepala Subbagian Tata Usaha", "IV.b", ["pengawas", "umum"]),
        ("Kepala Dinas Kesehatan", "II.b", ["pimpinan-tinggi", "umum"]),
        ("Penata Layanan Umum", "", ["umum"]),
        ("", "", ["umum"]),
    ],
)
def test_which_examples_fit_a_post(position: str, eselon: str, ids: list[str]) -> None:
    assert [it.id for it in templates_for(position, eselon, date(2026, 1, 1))] == ids


def test_every_example_is_complete_and_marked() -> None:
    for template in templates():
        assert "(contoh)" in template.title
        for item in template.items:
            assert gaps(replace(item, kept=True)) == []
            assert item.narrative.endswith(".")
