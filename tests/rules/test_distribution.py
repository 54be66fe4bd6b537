"""The patterns of SE MenPANRB 3/2023, counted by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import distribution_rules
from schema.rules.achievement import suggested_by_unit
from schema.rules.distribution import (
    CountingRule,
    LimitKind,
    distribution_rule,
    may_show,
    pooled,
    warnings_of,
)
from schema.rules.marked import RuleMark
from schema.rules.rule_settings import RuleKey
from schema.rules.vocabulary import Achievement, Predikat, Rating

RULE = distribution_rules()[0]
END = date(2026, 9, 30)
# As it is delivered.
COUNTING = CountingRule(
    small=10, small_percent=10, tolerance=1, leader_counts=False, hint_dominant=True
)
ORDER = (
    Predikat.SANGAT_BAIK,
    Predikat.BAIK,
    Predikat.BUTUH_PERBAIKAN,
    Predikat.KURANG,
    Predikat.SANGAT_KURANG,
)
SHORT = dict(zip(ORDER, ("SB", "B", "BP", "K", "SK"), strict=True))


def told(achievement: str, *numbers: int) -> list[str]:
    """Warnings for SB, B, BP, K, SK people, like "MAX SB 8>7": counted against the bound."""
    counts = dict(zip(ORDER, numbers, strict=True))
    return [
        f"{one.kind} {'|'.join(SHORT[it] for it in one.any)} {one.count}/{one.bound}"
        for one in warnings_of(RULE, COUNTING, Achievement(achievement), counts)
    ]


@pytest.mark.parametrize(
    ("achievement", "numbers", "expected"),
    [
        # Istimewa: Sangat Baik the most, 70 % at most. 10 people: 7 fit, 8 do not.
        ("ISTIMEWA", (7, 3, 0, 0, 0), []),
        ("ISTIMEWA", (8, 2, 0, 0, 0), ["MAX SB 8/7"]),
        # 70 % of 13 is 9.1: nine fit, ten do not.
        ("ISTIMEWA", (9, 4, 0, 0, 0), []),
        ("ISTIMEWA", (10, 3, 0, 0, 0), ["MAX SB 10/9"]),
        ("ISTIMEWA", (3, 7, 0, 0, 0), ["DOMINANT SB 3/7"]),
        ("ISTIMEWA", (5, 5, 0, 0, 0), []),  # as many: the dominant one is among the largest
        # Baik: at most 70 %, and somebody needs improvement or is lacking.
        ("BAIK", (2, 7, 1, 0, 0), []),
        ("BAIK", (2, 7, 0, 1, 0), []),
        ("BAIK", (3, 7, 0, 0, 0), ["LEAST BP|K 0/1"]),
        ("BAIK", (2, 8, 0, 0, 0), ["MAX B 8/7", "LEAST BP|K 0/1"]),
        ("BAIK", (3, 7, 0, 0, 1), ["LEAST BP|K 0/1"]),  # sangat kurang does not meet it
        # Butuh perbaikan: 60 % of 10 is 6; one person of tolerance, so 5 pass and 4 do not.
        ("BUTUH_PERBAIKAN", (1, 3, 6, 0, 0), []),
        ("BUTUH_PERBAIKAN", (1, 4, 5, 0, 0), []),
        ("BUTUH_PERBAIKAN", (1, 3, 4, 2, 0), ["MIN BP 4/5"]),
        ("BUTUH_PERBAIKAN", (2, 2, 6, 0, 0), ["MAX SB 2/1"]),
        # 60 % of 11 is 6.6, so 7, less one.
        ("BUTUH_PERBAIKAN", (0, 5, 6, 0, 0), []),
        ("BUTUH_PERBAIKAN", (0, 5, 5, 1, 0), ["MIN BP 5/6"]),
        # Kurang: Butuh perbaikan 10 %: of 20 that is 2, less one.
        ("KURANG", (0, 3, 1, 14, 2), []),
        ("KURANG", (0, 4, 0, 14, 2), ["MIN BP 0/1"]),
        ("KURANG", (0, 3, 0, 7, 0), []),  # 10 % of 10 is one person: the tolerance takes it
        # Sangat kurang: no Sangat Baik at all.
        ("SANGAT_KURANG", (1, 2, 2, 3, 12), ["MAX SB 1/0"]),
        ("SANGAT_KURANG", (0, 6, 0, 0, 14), ["MIN K|BP 0/1"]),
        # Tiny units: no minimum of 10 %, no "there must be".
        ("BAIK", (0, 1, 0, 0, 0), ["MAX B 1/0"]),
        ("BAIK", (3, 5, 0, 0, 0), []),
        ("KURANG", (0, 2, 0, 7, 0), []),
        ("SANGAT_KURANG", (0, 3, 0, 0, 6), []),
        ("ISTIMEWA", (0, 0, 0, 0, 0), []),
    ],
)
def test_patterns(achievement: str, numbers: tuple[int, ...], expected: list[str]) -> None:
    assert told(achievement, *numbers) == expected


people = st.integers(0, 400)


@settings(deadline=None)  # a busy machine is no fault of the rule
@given(st.sampled_from(list(Achievement)), people, people, people, people, people)
def test_exact_integers_agree_with_fractions(
    achievement: Achievement, sb: int, b: int, bp: int, k: int, sk: int
) -> None:
    counts = dict(zip(ORDER, (sb, b, bp, k, sk), strict=True))
    total = sum(counts.values())
    found = {(one.kind, one.any) for one in warnings_of(RULE, COUNTING, achievement, counts)}
    for limit in RULE.patterns[achievement].limits:
        count = sum(counts[one] for one in limit.any)
        if limit.kind is LimitKind.MAX:
            assert ((limit.kind, limit.any) in found) == (count * 100 > limit.value * total)
        elif limit.kind is LimitKind.MIN and total >= 10:
            broken = (count + 1) * 100 < limit.value * total
            assert ((limit.kind, limit.any) in found) == broken


@pytest.mark.parametrize(("count", "expected"), [(1, True), (9, True), (10, False), (400, False)])
def test_units_under_ten_are_seen_with_their_opd(count: int, expected: bool) -> None:
    assert pooled(COUNTING, count) is expected


@pytest.mark.parametrize(
    ("count", "surrounding", "shown"),
    [
        (4, None, False),
        (5, None, True),
        (5, 5, True),
        (5, 9, False),
        (5, 10, True),
        (30, 31, False),
    ],
)
def test_no_small_group_is_shown_nor_left_over(
    count: int, surrounding: int | None, shown: bool
) -> None:
    assert may_show(5, count, surrounding) is shown


@pytest.mark.parametrize(
    ("count", "surrounding", "shown"),
    [(7, None, False), (8, None, True), (8, 15, False), (8, 16, True)],
)
def test_the_smallest_group_is_a_setting(count: int, surrounding: int | None, shown: bool) -> None:
    assert may_show(8, count, surrounding) is shown


@pytest.mark.parametrize(
    ("change", "numbers", "expected"),
    [
        ({"tolerance": 0}, (0, 3, 5, 2, 0), ["MIN BP 5/6"]),
        ({"tolerance": 2}, (0, 3, 4, 3, 0), []),
        ({"tolerance": 2}, (0, 4, 3, 3, 0), ["MIN BP 3/4", "DOMINANT BP 3/4"]),
        ({"hint_dominant": False, "tolerance": 2}, (0, 4, 4, 2, 0), []),
        ({"small": 20, "small_percent": 60}, (0, 8, 1, 1, 0), ["DOMINANT BP 1/8"]),
    ],
)
def test_counting_by_other_settings(
    change: dict[str, Any], numbers: tuple[int, ...], expected: list[str]
) -> None:
    how = replace(COUNTING, **change)
    counts = dict(zip(ORDER, numbers, strict=True))
    found = warnings_of(RULE, how, Achievement.BUTUH_PERBAIKAN, counts)
    assert [
        f"{one.kind} {'|'.join(SHORT[it] for it in one.any)} {one.count}/{one.bound}"
        for one in found
    ] == expected


def test_before_the_circular_there_is_no_pattern() -> None:
    assert distribution_rule(distribution_rules(), date(2022, 12, 31)) is None
    assert distribution_rule(distribution_rules(), date(2023, 3, 31)) is RULE


def test_the_table_is_of_the_circular_and_the_counting_is_ours() -> None:
    assert RULE.mark is RuleMark.SOURCED
    setting = delivered_rulebook().on(RuleKey.COUNTING, END)
    assert setting is not None
    assert setting.mark is RuleMark.DESIGN
    assert delivered_rulebook().counting(END) == COUNTING
    assert set(RULE.patterns) == set(Achievement)
    assert all(pattern.text for pattern in RULE.patterns.values())


@pytest.mark.parametrize(
    ("achievement", "rating"),
    [
        ("ISTIMEWA", "DI_ATAS"),
        ("BAIK", "SESUAI"),
        ("BUTUH_PERBAIKAN", "DI_BAWAH"),
        ("KURANG", "DI_BAWAH"),
        ("SANGAT_KURANG", "DI_BAWAH"),
    ],
)
def test_the_achievement_of_a_unit_suggests_its_leaders_rating(
    achievement: str, rating: str
) -> None:
    ratings = delivered_rulebook().for_period(END).achievement
    found = suggested_by_unit(ratings, Achievement(achievement))
    assert found is not None
    assert found.rating is Rating(rating)
    assert [(step.code, step.values) for step in found.steps] == [
        ("HASIL_UNIT", {"achievement": achievement, "rating": rating})
    ]


def test_without_an_achievement_or_a_rule_the_unit_suggests_nothing() -> None:
    book = delivered_rulebook()
    assert suggested_by_unit(book.for_period(END).achievement, None) is None
    before = book.for_period(date(2022, 12, 31))
    assert before.setting(RuleKey.LEADER_RATING) is None
    assert suggested_by_unit(before.achievement, Achievement.BAIK) is None
