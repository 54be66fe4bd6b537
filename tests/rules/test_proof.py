"""A rating off the middle needs words or evidence."""

import pytest

from schema.rules.proof import owes_proof
from schema.rules.vocabulary import Rating


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
    assert owes_proof(rating, note, links) is owes
