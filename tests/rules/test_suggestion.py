"""The suggested overall ratings, by cases a civil servant could check, and for every input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reference.rulebook import predikat_rules
from schema.rules.suggestion import (
    RatedItem,
    SuggestionRule,
    Tie,
    explain,
    suggest_hasil,
    suggest_perilaku,
)
from schema.rules.vocabulary import Part, Rating, RhkKind

HOW = SuggestionRule(utama_first=True, tie=Tie.SESUAI, reason_least=10)  # as it is delivered
LETTERS = {"A": Rating.DI_ATAS, "S": Rating.SESUAI, "B": Rating.DI_BAWAH, "-": None}


def results(main: str, extra: str = "") -> list[RatedItem]:
    """Work results as letters: A di atas, S sesuai, B di bawah, - unrated."""
    return [RatedItem(Part.HASIL_KERJA, RhkKind.UTAMA, LETTERS[letter]) for letter in main] + [
        RatedItem(Part.HASIL_KERJA, RhkKind.TAMBAHAN, LETTERS[letter]) for letter in extra
    ]


def values(letters: str) -> list[RatedItem]:
    """Behaviour values as letters; the last two carry the contribution to the team."""
    parts = [Part.SIKAP] * 5 + [Part.KONTRIBUSI_TIM] * 2
    return [RatedItem(part, None, LETTERS[x]) for part, x in zip(parts, letters, strict=True)]


@pytest.mark.parametrize(
    ("main", "extra", "suggested", "codes"),
    [
        ("AAS", "", "A", ["HASIL_COUNTED", "HASIL_MAJORITY"]),
        ("SSB", "AAA", "S", ["HASIL_COUNTED", "HASIL_MAJORITY"]),
        ("B", "AA", "B", ["HASIL_COUNTED", "HASIL_MAJORITY"]),
        ("AB", "A", "A", ["HASIL_COUNTED", "HASIL_COUNTED_TAMBAHAN", "HASIL_MAJORITY"]),
        ("AB", "S", "S", ["HASIL_COUNTED", "HASIL_COUNTED_TAMBAHAN", "HASIL_TIE"]),
        ("AB", "", "S", ["HASIL_COUNTED", "HASIL_TIE"]),
        ("AS", "", "S", ["HASIL_COUNTED", "HASIL_TIE"]),
        ("", "AAB", "A", ["HASIL_NO_UTAMA", "HASIL_COUNTED", "HASIL_MAJORITY"]),
        ("AA-", "", "-", []),
        ("AA", "-", "-", []),
        ("", "", "-", []),
    ],
)
def test_hasil(main: str, extra: str, suggested: str, codes: list[str]) -> None:
    found = suggest_hasil(HOW, results(main, extra))
    assert found.rating is LETTERS[suggested]
    assert [step.code for step in found.steps] == codes


@pytest.mark.parametrize(
    ("letters", "suggested", "last"),
    [
        ("SSSSSSS", "S", "PERILAKU_MAJORITY"),
        ("SSSAAAA", "A", "PERILAKU_MAJORITY"),
        ("BBBSSSA", "S", "PERILAKU_TIE"),
        ("AAABBBS", "S", "PERILAKU_TIE"),
        ("BBBBSSS", "B", "PERILAKU_MAJORITY"),
    ],
)
def test_perilaku(letters: str, suggested: str, last: str) -> None:
    found = suggest_perilaku(HOW, values(letters))
    assert found.rating is LETTERS[suggested]
    assert found.steps[-1].code == last


@pytest.mark.parametrize(
    ("utama_first", "tie", "main", "extra", "suggested", "codes"),
    [
        (False, "SESUAI", "AAB", "BB", "B", ["HASIL_TOGETHER", "HASIL_COUNTED", "HASIL_MAJORITY"]),
        (False, "SESUAI", "AB", "", "S", ["HASIL_COUNTED", "HASIL_TIE"]),
        (False, "HIGHER", "A", "B", "A", ["HASIL_TOGETHER", "HASIL_COUNTED", "HASIL_TIE"]),
        (True, "HIGHER", "AB", "", "A", ["HASIL_COUNTED", "HASIL_TIE"]),
        (True, "HIGHER", "SB", "", "S", ["HASIL_COUNTED", "HASIL_TIE"]),
        (True, "LOWER", "AS", "", "S", ["HASIL_COUNTED", "HASIL_TIE"]),
        (True, "LOWER", "ASB", "", "B", ["HASIL_COUNTED", "HASIL_TIE"]),
        (False, "LOWER", "", "AB", "B", ["HASIL_NO_UTAMA", "HASIL_COUNTED", "HASIL_TIE"]),
    ],
)
def test_other_settings(
    utama_first: bool, tie: str, main: str, extra: str, suggested: str, codes: list[str]
) -> None:
    found = suggest_hasil(SuggestionRule(utama_first, Tie(tie), 10), results(main, extra))
    assert found.rating is LETTERS[suggested]
    assert [step.code for step in found.steps] == codes
    assert found.steps[-1].values == {"rating": LETTERS[suggested]}


def test_perilaku_waits_for_every_value() -> None:
    assert suggest_perilaku(HOW, values("SSSSSS-")).rating is None


def test_team_values_count_once_and_with_the_others() -> None:
    assert suggest_perilaku(HOW, values("SSSBBBB")).rating is Rating.DI_BAWAH


def test_explanation_names_departures_and_the_cell() -> None:
    items = results("SS") + values("SSSSSSS")
    steps = explain(predikat_rules()[0], HOW, items, Rating.DI_ATAS, Rating.SESUAI)
    assert [step.code for step in steps] == [
        "HASIL_COUNTED",
        "HASIL_MAJORITY",
        "HASIL_DEPARTED",
        "PERILAKU_COUNTED",
        "PERILAKU_MAJORITY",
        "MATRIX",
    ]
    assert steps[2].values == {"suggested": "SESUAI", "decided": "DI_ATAS"}
    assert steps[-1].values == {"hasil": "DI_ATAS", "perilaku": "SESUAI", "predikat": "BAIK"}


hows = st.builds(SuggestionRule, st.booleans(), st.sampled_from(list(Tie)), st.just(10))
ratings = st.sampled_from(list(Rating))
rated_results = st.lists(
    st.builds(RatedItem, st.just(Part.HASIL_KERJA), st.sampled_from(list(RhkKind)), ratings),
    min_size=1,
    max_size=12,
)


@given(hows, rated_results)
def test_suggestion_is_never_empty_and_does_not_depend_on_order(
    how: SuggestionRule, items: list[RatedItem]
) -> None:
    found = suggest_hasil(how, items)
    assert found.rating is not None
    assert suggest_hasil(how, list(reversed(items))).rating is found.rating


@given(hows, rated_results)
def test_suggestion_was_given_by_somebody_or_is_the_middle(
    how: SuggestionRule, items: list[RatedItem]
) -> None:
    given_ratings = {item.rating for item in items}
    middle = {Rating.SESUAI} if how.tie is Tie.SESUAI else set()
    assert suggest_hasil(how, items).rating in given_ratings | middle
