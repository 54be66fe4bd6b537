"""The matrix as the regulation draws it, and which version of it holds on a day."""

from dataclasses import replace
from datetime import date

import pytest

from schema.reference.rule_settings import delivered_rulebook
from schema.reference.rulebook import behaviour_values, predikat_rules
from schema.rules.predikat import rule_by_id, rule_on
from schema.rules.vocabulary import BehaviourValue, Part, Predikat, Rating

# hasil kerja, perilaku, predikat: the nine cells of PermenPANRB 6/2022
MATRIX = [
    ("DI_ATAS", "DI_ATAS", "SANGAT_BAIK"),
    ("DI_ATAS", "SESUAI", "BAIK"),
    ("DI_ATAS", "DI_BAWAH", "KURANG"),
    ("SESUAI", "DI_ATAS", "BAIK"),
    ("SESUAI", "SESUAI", "BAIK"),
    ("SESUAI", "DI_BAWAH", "KURANG"),
    ("DI_BAWAH", "DI_ATAS", "BUTUH_PERBAIKAN"),
    ("DI_BAWAH", "SESUAI", "BUTUH_PERBAIKAN"),
    ("DI_BAWAH", "DI_BAWAH", "SANGAT_KURANG"),
]


@pytest.mark.parametrize(("hasil", "perilaku", "predikat"), MATRIX)
def test_matrix(hasil: str, perilaku: str, predikat: str) -> None:
    rule = rule_on(predikat_rules(), date(2026, 9, 30))
    assert rule.predikat(Rating(hasil), Rating(perilaku)) is Predikat(predikat)


def test_matrix_has_every_cell() -> None:
    for rule in predikat_rules():
        assert set(rule.matrix) == {(hasil, perilaku) for hasil in Rating for perilaku in Rating}


def test_version_of_the_day_holds() -> None:
    old = predikat_rules()[0]
    new = replace(old, id="baru", valid_from=date(2027, 1, 1))
    rules = [new, old]
    assert rule_on(rules, date(2026, 12, 31)) is old
    assert rule_on(rules, date(2027, 1, 1)) is new
    assert rule_by_id(rules, old.id) is old


def test_before_the_first_version_nothing_is_guessed() -> None:
    with pytest.raises(LookupError):
        rule_on(predikat_rules(), date(2021, 12, 31))


def test_seven_values_and_who_carries_the_team() -> None:
    values = behaviour_values()
    assert [value.code for value in values] == list(BehaviourValue)
    rules = delivered_rulebook().for_period(date(2026, 9, 30))
    shared = [it.code for it in values if rules.part_of(it.code) is Part.KONTRIBUSI_TIM]
    assert shared == [BehaviourValue.HAR, BehaviourValue.KOL]
    assert all(len(value.guides) == 3 for value in values)
