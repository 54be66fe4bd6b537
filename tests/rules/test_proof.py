"""A rating off the middle needs words or evidence."""

import pytest

from schema.rules.proof import ProofRule, owes_proof
from schema.rules.vocabulary import Rating

EXTREMES = frozenset({Rating.DI_ATAS, Rating.DI_BAWAH})
RULE = ProofRule(EXTREMES, note_least=10, link_suffices=True)  # as it is delivered


@pytest.mark.parametrize(
    ("rating", "note", "links", "owes"),
    [
        (None, "", 0, False),
        (Rating.SESUAI, "", 0, False),
        (Rating.DI_ATAS, "", 0, True),
        (Rating.DI_BAWAH, "Kurang.", 0, True),
        (Rating.DI_BAWAH, "   Kurang.        ", 0, True),
        (Rating.DI_BAWAH, "Terlambat dua kali.", 0, False),
        (Rating.DI_ATAS, "", 1, False),
    ],
)
def test_what_needs_proof(rating: Rating | None, note: str, links: int, owes: bool) -> None:
    assert owes_proof(RULE, rating, note, links) is owes


@pytest.mark.parametrize(
    ("rule", "rating", "note", "links", "owes"),
    [
        (ProofRule(EXTREMES, 10, link_suffices=False), Rating.DI_ATAS, "", 2, True),
        (ProofRule(EXTREMES, 30, link_suffices=True), Rating.DI_BAWAH, "Terlambat dua kali.", 0,
         True),
        (ProofRule(frozenset({Rating.DI_BAWAH}), 10, True), Rating.DI_ATAS, "", 0, False),
        (ProofRule(frozenset(Rating), 10, True), Rating.SESUAI, "Cukup.", 0, True),
        (ProofRule(frozenset(), 10, False), Rating.DI_BAWAH, "", 0, False),
        (ProofRule(frozenset(Rating), 10, False), None, "", 0, False),
    ],
)  # fmt: skip
def test_what_other_settings_ask(
    rule: ProofRule, rating: Rating | None, note: str, links: int, owes: bool
) -> None:
    assert owes_proof(rule, rating, note, links) is owes
