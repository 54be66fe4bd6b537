"""The account of a result, by cases that somebody could check with pencil and paper."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import explained_rules, predikat_rules
from schema.rules.explanation import (
    Decided,
    GivenItem,
    GivenVersion,
    WouldChange,
    explain_version,
    would_change,
)
from schema.rules.marked import RuleMark, RuleTopic, in_force
from schema.rules.simulation import Tried, simulate
from schema.rules.suggestion import RatedItem, Step, Suggestion, suggest_hasil, suggest_perilaku
from schema.rules.vocabulary import Part, Predikat, Rating, RhkKind

RULE = predikat_rules()[0]
HOW = delivered_rulebook().for_period(date(2026, 9, 30)).suggestion
LETTERS = {"A": Rating.DI_ATAS, "S": Rating.SESUAI, "B": Rating.DI_BAWAH}
CODES = ("BOP", "AKU", "KPT", "LOY", "ADP", "HAR", "KOL")
DAY = datetime(2026, 10, 4, 2, 0, tzinfo=UTC)


def sheet(main: str, values: str, extra: str = "") -> tuple[GivenItem, ...]:
    """Items as letters: A di atas, S sesuai, B di bawah; keys are u1, u2, t1, BOP ..."""
    work = [
        GivenItem(f"{name}{number}", RatedItem(Part.HASIL_KERJA, kind, LETTERS[letter]))
        for name, kind, letters in (("u", RhkKind.UTAMA, main), ("t", RhkKind.TAMBAHAN, extra))
        for number, letter in enumerate(letters, start=1)
    ]
    parts = [Part.SIKAP] * 5 + [Part.KONTRIBUSI_TIM] * 2
    return (
        *work,
        *(
            GivenItem(code, RatedItem(part, None, LETTERS[letter]))
            for code, part, letter in zip(CODES, parts, values, strict=True)
        ),
    )


def followed(items: tuple[GivenItem, ...]) -> Decided:
    """What is decided by a rater who follows both suggestions."""
    rated = [item.rated for item in items]
    hasil, perilaku = suggest_hasil(HOW, rated).rating, suggest_perilaku(HOW, rated).rating
    assert hasil is not None
    assert perilaku is not None
    return Decided(hasil, perilaku)


def short(change: WouldChange) -> str:
    """A change as "u1 S>A = SANGAT_BAIK"; an overall rating by its aspect."""
    letter = {rating: name for name, rating in LETTERS.items()}
    name = change.key or change.aspect
    return f"{name} {letter[change.given]}>{letter[change.instead]} = {change.predikat}"


# The rater follows both suggestions. What one single other rating would have led to.
@pytest.mark.parametrize(
    ("main", "values", "expected"),
    [
        # A tie is SESUAI. Turning the S up gives AA: hasil di atas, with perilaku sesuai still
        # Baik. Turning one down gives A B or B S: a tie again. Only the overall ratings matter.
        ("AS", "SSSSSSS", {"HASIL S>B = BUTUH_PERBAIKAN", "PERILAKU S>B = KURANG"}),
        # With perilaku di atas the same turn makes Sangat Baik.
        (
            "AS",
            "AAAASSS",
            {
                "u2 S>A = SANGAT_BAIK",
                "HASIL S>A = SANGAT_BAIK",
                "HASIL S>B = BUTUH_PERBAIKAN",
                "PERILAKU A>B = KURANG",
            },
        ),
        # One result only: it decides alone.
        (
            "S",
            "SSSSSSS",
            {
                "u1 S>B = BUTUH_PERBAIKAN",
                "HASIL S>B = BUTUH_PERBAIKAN",
                "PERILAKU S>B = KURANG",
            },
        ),
        # Four below, three as expected: any of the four turned up makes Baik.
        (
            "SS",
            "BBBBSSS",
            {
                "BOP B>S = BAIK",
                "AKU B>S = BAIK",
                "KPT B>S = BAIK",
                "LOY B>S = BAIK",
                "HASIL S>B = SANGAT_KURANG",
                "PERILAKU B>S = BAIK",
            },
        ),
    ],
)
def test_what_would_have_changed_it(main: str, values: str, expected: set[str]) -> None:
    items = sheet(main, values)
    found = {short(change) for change in would_change(RULE, HOW, items, followed(items))}
    assert found == expected


def test_a_rater_who_departed_is_not_moved_by_an_item() -> None:
    items = sheet("S", "SSSSSSS")
    decided = Decided(Rating.DI_ATAS, Rating.SESUAI, reason_hasil="Memimpin perbaikan mutu.")
    found = {short(change) for change in would_change(RULE, HOW, items, decided)}
    assert not any(text.startswith("u1") for text in found)
    assert "HASIL A>B = BUTUH_PERBAIKAN" in found


def test_what_the_unit_decides_no_work_result_moves() -> None:
    items = sheet("S", "SSSSSSS")
    unit = Suggestion(Rating.DI_BAWAH, (Step("HASIL_UNIT", {}),))
    decided = Decided(Rating.DI_BAWAH, Rating.SESUAI)
    found = {short(change) for change in would_change(RULE, HOW, items, decided, unit)}
    assert not any(text.startswith("u1") for text in found)
    assert "HASIL B>S = BAIK" in found
    account = explain_version([GivenVersion(1, 7, DAY, items)], RULE, HOW, decided, unit)
    assert account.hasil.suggestion is unit
    assert not account.hasil.departed


def test_the_account_counts_what_was_given_and_keeps_the_reason() -> None:
    items = sheet("AAS", "SSSSSSB", extra="B")
    decided = Decided(Rating.SESUAI, Rating.SESUAI, "Mutu belum merata.", "")
    account = explain_version([GivenVersion(1, 7, DAY, items)], RULE, HOW, decided)
    assert [(c.kind, c.atas, c.sesuai, c.bawah) for c in account.hasil.counts] == [
        (RhkKind.UTAMA, 2, 1, 0),
        (RhkKind.TAMBAHAN, 0, 0, 1),
    ]
    assert [(c.kind, c.atas, c.sesuai, c.bawah) for c in account.perilaku.counts] == [
        (None, 0, 6, 1)
    ]
    assert account.hasil.suggestion.rating is Rating.DI_ATAS
    assert account.hasil.departed
    assert account.hasil.reason == "Mutu belum merata."
    assert not account.perilaku.departed
    assert account.predikat is Predikat.BAIK


def test_each_rating_is_dated_by_the_version_since_which_it_stands() -> None:
    first = sheet("SS", "SSSSSSS")
    second = sheet("SA", "SSSSSSS")
    third = sheet("AA", "SSSSSSS")
    history = [
        GivenVersion(1, 7, DAY, first),
        GivenVersion(2, 8, DAY + timedelta(days=1), second),
        GivenVersion(3, 9, DAY + timedelta(days=2), third),
    ]
    account = explain_version(history, RULE, HOW, followed(third))
    since = {origin.key: (origin.number, origin.given_by) for origin in account.origins}
    assert (since["u1"], since["u2"], since["BOP"]) == ((3, 9), (2, 8), (1, 7))


def test_a_rating_that_went_and_came_back_is_dated_by_its_return() -> None:
    history = [
        GivenVersion(1, 7, DAY, sheet("S", "SSSSSSS")),
        GivenVersion(2, 7, DAY + timedelta(days=1), sheet("A", "SSSSSSS")),
        GivenVersion(3, 7, DAY + timedelta(days=2), sheet("S", "SSSSSSS")),
    ]
    account = explain_version(history, RULE, HOW, followed(history[-1].items))
    assert account.origins[0].number == 3


letters = st.sampled_from("ASB")


@settings(deadline=None)  # a busy machine is no fault of the rule
@given(
    main=st.text(letters, min_size=1, max_size=5),
    extra=st.text(letters, max_size=2),
    values=st.text(letters, min_size=7, max_size=7),
)
def test_every_change_told_really_leads_there_and_none_is_left_out(
    main: str, extra: str, values: str
) -> None:
    items = sheet(main, values, extra)
    decided = followed(items)
    now = RULE.predikat(decided.hasil, decided.perilaku)
    told = would_change(RULE, HOW, items, decided)
    by_item = {(change.key, change.predikat) for change in told if change.key}
    found = set()
    for place, item in enumerate(items):
        for rating in set(Rating) - {item.rated.rating}:
            turned = [*items]
            turned[place] = GivenItem(item.key, RatedItem(item.rated.part, item.rated.kind, rating))
            after = followed(tuple(turned))
            predikat = RULE.predikat(after.hasil, after.perilaku)
            if predikat is not now:
                found.add((item.key, predikat))
    assert by_item == found
    assert list(told) == sorted(told, key=lambda change: (change.steps, change.key is None))


@settings(deadline=None)  # a busy machine is no fault of the rule
@given(
    main=st.text(letters, min_size=1, max_size=4),
    values=st.text(letters, min_size=7, max_size=7),
)
def test_a_simulation_of_the_given_ratings_is_the_result(main: str, values: str) -> None:
    items = sheet(main, values)
    decided = followed(items)
    blank = sheet("S" * len(main), "SSSSSSS")
    ratings = {item.key: item.rated.rating for item in items if item.rated.rating}
    found = simulate(RULE, HOW, blank, Tried(ratings))
    account = explain_version([GivenVersion(1, 7, DAY, items)], RULE, HOW, decided)
    assert found.predikat is account.predikat
    assert (found.hasil, found.perilaku) == (account.hasil, account.perilaku)
    assert found.would_change == account.would_change


def test_a_simulation_takes_the_unrated_as_expected_and_a_chosen_rating_as_chosen() -> None:
    blank = tuple(
        GivenItem(item.key, RatedItem(item.rated.part, item.rated.kind, None))
        for item in sheet("SS", "SSSSSSS")
    )
    found = simulate(RULE, HOW, blank, Tried({"u9": Rating.DI_ATAS}, hasil=Rating.DI_BAWAH))
    assert found.hasil.departed
    assert found.predikat is Predikat.BUTUH_PERBAIKAN
    assert {item.rated.rating for item in found.items} == {Rating.SESUAI}


def test_every_rule_says_where_it_stands_and_how_sure_it_is() -> None:
    now = {rule.topic: rule for rule in in_force(explained_rules(), date(2026, 9, 30))}
    assert now[RuleTopic.VALUES].id == "berakhlak-uu-20-2023"
    sourced = {RuleTopic.VALUES, RuleTopic.DECISION, RuleTopic.UNIT_PRINCIPLE}
    assert set(now) == sourced | {RuleTopic.YEAR_PRINCIPLE}
    assert now[RuleTopic.DECISION].mark is RuleMark.SOURCED
    before = {rule.topic: rule for rule in in_force(explained_rules(), date(2022, 12, 31))}
    assert before[RuleTopic.VALUES].id == "berakhlak-se-20-2021"
    assert all(rule.source and rule.title for rule in explained_rules())
