"""The suggested overall ratings, by cases a civil servant could check, and for every input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reference.rulebook import predikat_rules
from schema.rules.suggestion import (
    RatedItem,
    explain,
    suggest_hasil,
    suggest_perilaku,
)
from schema.rules.vocabulary import Part, Rating, RhkKind

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
    found = suggest_hasil(results(main, extra))
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
    found = suggest_perilaku(values(letters))
    assert found.rating is LETTERS[suggested]
    assert found.steps[-1].code == last


def test_perilaku_waits_for_every_value() -> None:
    assert suggest_perilaku(values("SSSSSS-")).rating is None


def test_team_values_count_once_and_with_the_others() -> None:
    assert suggest_perilaku(values("SSSBBBB")).rating is Rating.DI_BAWAH


def test_explanation_names_departures_and_the_cell() -> None:
    items = results("SS") + values("SSSSSSS")
    steps = explain(predikat_rules()[0], items, Rating.DI_ATAS, Rating.SESUAI)
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


ratings = st.sampled_from(list(Rating))
rated_results = st.lists(
    st.builds(RatedItem, st.just(Part.HASIL_KERJA), st.sampled_from(list(RhkKind)), ratings),
    min_size=1,
    max_size=12,
)


@given(rated_results)
def test_suggestion_is_never_empty_and_does_not_depend_on_order(items: list[RatedItem]) -> None:
    found = suggest_hasil(items)
    assert found.rating is not None
    assert suggest_hasil(list(reversed(items))).rating is found.rating


@given(rated_results)
def test_suggestion_was_given_by_somebody_or_is_the_middle(items: list[RatedItem]) -> None:
    given_ratings = {item.rating for item in items}
    assert suggest_hasil(items).rating in given_ratings | {Rating.SESUAI}
